# Reminders of deadlines: the choices, the reminder itself, the file for a calendar, the picture. $days is 1 or more; today
# has a message of its own. A reminder's first line is the name of what is due; the line after it tells the date.

reminders-title = <b>Deadline reminders</b>
reminders-off = Reminders are off. If you switch them on, the bot will write to you before a deadline, on the day itself, and afterwards, so that you can look up the status of the calls.
reminders-which-all = All
reminders-which-week = Final week
reminders-which-day = On the day
reminders-line =
    Reminders: <b>{ $which }</b>
    Time: <b>{ $hour }</b>
    Time zone: <b>{ $zone }</b>
reminders-next = Next reminder: { $moment } ({ $name })
reminders-next-none = There is no upcoming deadline. When the coalition sets one, the bot will remind you.
reminders-put-off = Snoozed reminder: { $moment } ({ $name })
reminders-tap = Tap a button to change something.
reminders-hour-ask = At what time should the reminders come?
reminders-hour-unknown = Please type a whole hour from { $first } to { $last }, for example 9 or 18:00.
reminders-hour-between = Reminders come on the hour. Please tap a time below, or type another whole hour from { $first } to { $last }.
reminders-zone-ask =
    <b>Time zone</b>

    Which city's time should the reminders follow? If yours isn't listed, type its name or its difference from UTC, for example Tashkent or UTC+5.
reminders-zone-unknown = The bot doesn't know the time zone “{ $name }”. Please type a big city with the same time, or the difference from UTC, for example UTC+5.
reminders-zone-reversed = “{ $name }” means { $meaning }: in names like this, plus and minus are swapped. Please type the difference from UTC, for example UTC+6.
reminders-zone-offset = UTC{ $offset }

zone-bishkek = Bishkek
zone-moscow = Moscow
zone-almaty = Almaty
zone-istanbul = Istanbul
zone-berlin = Berlin
zone-seoul = Seoul
zone-new-york = New York

# Words that people type together with an hour, separated by commas. The words of all three languages are understood.
reminders-hour-morning = am, a.m., in the morning
reminders-hour-evening = pm, p.m., in the afternoon, in the evening, at night
reminders-hour-other = at, o'clock, hours

reminder-left = { $days ->
    [one] { $days } day left.
   *[other] { $days } days left.
}
reminder-today = The deadline is today.
reminder-over = The deadline passed earlier today.
reminder-passed = { $days ->
    [one] The deadline passed { $days } day ago.
   *[other] The deadline passed { $days } days ago.
}
reminder-after = The calls and their status: /calls
reminder-snoozed-toast = You will be reminded again: { $moment }
reminder-ended-toast = You won't get any more reminders. To switch them on again: /deadline
reminder-gone-toast = This deadline was changed or removed, or reminders are off.

button-reminders = Reminders
button-reminders-how = Deadline reminders
button-reminders-on = Switch reminders on
button-reminders-off = Switch reminders off
button-reminders-end = No more reminders
button-reminder-hour = Time
button-reminder-zone = Time zone
button-chosen = ✓ { $name }
button-snooze-day = Snooze 1 day
button-snooze-week = Snooze 1 week
button-calendar = Add to my calendar
button-calendar-of = Add to calendar: { $name }
button-timeline = As a picture (up to 100 KB)

calendar-caption = Open the file to add the deadline to your calendar. If its date changes, get the file again: it replaces the old entry.
calendar-cancelled = This deadline was removed. Open the file to remove it from your calendar.
calendar-title = { $name } (civil society coalition's pledge)
calendar-about =
    { $date }
    Pledge of the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan, December 2023

timeline-title = The pledge: deadlines and calls
timeline-today = Today, { $date }
timeline-caption = The same information as text: /deadline and /calls
timeline-failed-toast = The picture could not be made. The same information is under /deadline.
