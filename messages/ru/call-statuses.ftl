# Что сделано по призывам, запись за записью, и ежедневное сообщение об этом. Статусы стоят в calls.ftl.

statuses-earlier = Раньше:
statuses-entry = • { $date }: { $status }
statuses-news = Что нового по призывам
statuses-news-entry = { $call }: { $status } ({ $date })
statuses-news-more = Призывы и история их выполнения: /calls
