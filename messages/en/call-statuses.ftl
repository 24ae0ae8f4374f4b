# What came of the calls, entry by entry, and the daily message about it. Statuses stand in calls.ftl.

statuses-title = <b>What came of the calls</b>
statuses-earlier = Earlier:
statuses-entry = • { $date }: { $status }
statuses-news = What came of the calls: something new
statuses-news-entry = { $call }: { $status } ({ $date })
statuses-news-more = There is more: /record
button-call-statuses = What came of the calls
