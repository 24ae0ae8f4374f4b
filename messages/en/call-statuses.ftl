# What came of the calls, entry by entry, and the daily message about it. Statuses stand in calls.ftl.

statuses-earlier = Earlier:
statuses-entry = • { $date }: { $status }
statuses-news = News about the calls
statuses-news-entry = { $call }: { $status } ({ $date })
statuses-news-more = The calls and their history: /calls
