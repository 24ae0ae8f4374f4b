# Чакырыктар кандай аткарылып жатат: ар бир жазуу жана ал жөнүндө күнүмдүк билдирүү. Статустар calls.ftl файлында.

statuses-earlier = Мурунку абалы:
statuses-entry = • { $date }: { $status }
statuses-news = Чакырыктардын аткарылышы боюнча жаңылык
statuses-news-entry = { $call }: { $status } ({ $date })
statuses-news-more = Чакырыктардын аткарылышы: /calls
