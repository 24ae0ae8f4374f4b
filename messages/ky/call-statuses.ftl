# Чакырыктар кандай аткарылып жатат: ар бир жазуу жана ал жөнүндө күнүмдүк билдирүү. Статустар calls.ftl файлында.

statuses-title = <b>Чакырыктар кандай аткарылып жатат</b>
statuses-earlier = Мурунку абалы:
statuses-entry = • { $date }: { $status }
statuses-news = Чакырыктардын аткарылышы боюнча жаңылык
statuses-news-entry = { $call }: { $status } ({ $date })
statuses-news-more = Калганы: /record
button-call-statuses = Чакырыктардын аткарылышы
