# Reminders of deadlines: the choices, the reminder itself, the file for a calendar, the picture. $days is 1 or more; today
# has a message of its own. A reminder's first line is the name of what is due; the line after it tells the date.

reminders-title = <b>Reminders of deadlines</b>
reminders-off = Reminders are off. If you switch them on, the bot writes to you before a deadline, on the day, and afterwards, when there is something to look back on.
reminders-which-all = All
reminders-which-week = Last week
reminders-which-day = On the day
reminders-line =
    You get: <b>{ $which }</b>
    At: <b>{ $hour }</b>
    By the clocks of: <b>{ $zone }</b>
reminders-next = Next reminder: { $moment } ({ $name })
reminders-next-none = No reminder is due: no deadline lies ahead. When the coalition sets one, you will hear of it.
reminders-hour-ask = At what hour do you want to be reminded?
reminders-zone-ask = By the clocks of which city do you want to be reminded? If yours is not here, write its name or the difference from UTC, for example Tashkent or UTC+5.
reminders-zone-unknown = The bot does not know a time zone “{ $name }”. Write a big city with the same time, or the difference from UTC, for example UTC+5.

zone-bishkek = Bishkek
zone-moscow = Moscow
zone-almaty = Almaty
zone-istanbul = Istanbul
zone-berlin = Berlin
zone-seoul = Seoul
zone-new-york = New York

reminder-left = { $days ->
    [one] { $days } day is left.
   *[other] { $days } days are left.
}
reminder-today = It is due today.
reminder-over = It was due earlier today.
reminder-passed = { $days ->
    [one] It was due { $days } day ago.
   *[other] It was due { $days } days ago.
}
reminder-after = What came of the calls: /record
reminder-snoozed-toast = You will be reminded again: { $moment }
reminder-ended-toast = You won't be reminded any more. To switch it on again: /deadline
reminder-gone-toast = This deadline was changed or removed, or reminders are off.

button-reminders = Reminders
button-reminders-how = When to remind me
button-reminders-on = Switch reminders on
button-reminders-off = Switch reminders off
button-reminders-end = No more reminders
button-reminder-hour = Hour
button-reminder-zone = Which city
button-chosen = ✓ { $name }
button-snooze-day = Again tomorrow
button-snooze-week = Again in a week
button-calendar = Add to my calendar
button-calendar-of = To my calendar: { $name }
button-timeline = As a picture (up to 100 KB)

calendar-caption = Open the file to put the deadline into your calendar. If its date changes, get the file again: it replaces the old one.
calendar-cancelled = This deadline was removed. Open the file to take it out of your calendar.
calendar-about = { $date }

timeline-title = The pledge: deadlines and calls
timeline-today = Today, { $date }
timeline-caption = The same as text: /deadline and /record
timeline-failed-toast = The picture could not be drawn. The same stands under /deadline.
