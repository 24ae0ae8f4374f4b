# The deadline: when it is, how far away, the status of each call, what comes next. $days is 1 or more; today has a message of its own.

deadline-pledge-name = Pledge deadline
deadline-title = <b>{ $name }</b>
deadline-date = Date: { $date }, until the end of the day (Bishkek time)
deadline-date-in = Date: { $date }, until the end of the day ({ $zone })
deadline-time = Date: { $date }, { $time } ({ $zone })
deadline-over = The deadline passed earlier today.
deadline-passed = { $days ->
    [one] The deadline passed { $days } day ago.
   *[other] The deadline passed { $days } days ago.
}
deadline-today = The deadline is today.
deadline-left = { $days ->
    [one] { $days } day left.
   *[other] { $days } days left.
}
deadline-calls = Status of each call:
deadline-next = What comes next:
deadline-next-none = No further deadline has been set. When the coalition sets one, it will appear here. To be notified, tap “Reminders”.
