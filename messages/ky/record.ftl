# Чакырыктар кандай аткарылып жатат: ар бир жазуу жана ал жөнүндө күнүмдүк билдирүү. Статустар calls.ftl файлында.

record-title = <b>Чакырыктар кандай аткарылып жатат</b>
record-earlier = Мурунку абалы:
record-entry = • { $date }: { $status }
record-news = Чакырыктардын аткарылышы боюнча жаңылык
record-news-entry = { $call }: { $status } ({ $date })
record-news-more = Калганы: /record
button-record = Чакырыктардын аткарылышы
