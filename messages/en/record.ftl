# What came of the calls, entry by entry, and the daily message about it. Statuses stand in calls.ftl.

record-title = <b>What came of the calls</b>
record-earlier = Earlier:
record-entry = • { $date }: { $status }
record-news = What came of the calls: something new
record-news-entry = { $call }: { $status } ({ $date })
record-news-more = There is more: /record
button-record = What came of the calls
