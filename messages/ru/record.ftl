# Что сделано по призывам, запись за записью, и ежедневное сообщение об этом. Статусы стоят в calls.ftl.

record-title = <b>Что сделано по призывам</b>
record-earlier = Раньше:
record-entry = • { $date }: { $status }
record-news = Что нового по призывам
record-news-entry = { $call }: { $status } ({ $date })
record-news-more = Остальное: /record
button-record = Что сделано по призывам
