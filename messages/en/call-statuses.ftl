# The statuses of a call, entry by entry, and the daily message about new ones. The names of the statuses are in calls.ftl.

statuses-earlier = Earlier:
statuses-entry = • { $date }: { $status }
statuses-news = News about the calls
statuses-news-entry = { $call }: { $status } ({ $date })
statuses-news-more = The calls and their history: /calls
