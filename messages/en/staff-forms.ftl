# For staff: setting deadlines and entering what came of a call, by forms. The names of the fields (date, ky, call …) and the
# codes stay as they are in every language.

staff-deadline-title = <b>Deadlines</b>
staff-deadline-how =
    To set a deadline, copy the form below, fill it in and send it.

    • { "date" }: the day and the time. Without a time, the deadline is the end of the day.
    • { "ky" }, { "ru" }, { "en" }: what the deadline is called in each language.
    • { "leads" }: how many days before it people are reminded; with a minus, how many days after it.
    • { "zone" }: the time zone.
    • { "topic" }: who is reminded, by the topic that they switched on: { "deadlines" }, { "news" } or { "calls" }.

    The last three may be left empty: then they are as usual.
staff-deadline-ask = Set this deadline? From then on people see it and are reminded.
staff-deadline-ask-change = Change the deadline to this? From then on people see it and are reminded of it as it is now.
staff-deadline-line-title = <b>{ $language }</b>: { $title }
staff-deadline-line-leads = Reminders, in days before it: { $leads }
staff-deadline-set = The deadline is set.
staff-deadline-change = To change something, send <code>{ $command }</code> and below it only the lines of the form that change.
staff-deadline-reminders = <b>Reminders so far</b>
staff-deadline-reminders-none = None yet.
staff-deadline-reminder = { $date }: { $what }
staff-deadline-put-off = { $date }, put off to that day: { $what }
staff-deadline-sent = sent { $count } of { $total }
staff-deadline-skipped = not sent: { $reason }
staff-deadline-ask-remove = Remove this deadline? People don't see it any more and are not reminded. Whoever has it in a calendar can take it out by the same button.
staff-deadline-removed = The deadline is removed.
button-deadlines = Deadlines
button-deadline-set = Set it
button-deadline-remove = Remove it
button-deadline-remove-yes = Yes, remove it
button-form-discard = Discard

staff-status-how = To enter how far a call is fulfilled, copy this form, fill it in and send it. Nothing is overwritten: a correction is another entry, and the newest one counts. Each language needs a note; { "link" } is the evidence.
staff-status-calls = Calls:
staff-status-statuses = Statuses:
staff-status-code = <code>{ $code }</code>: { $name }
staff-status-ask = Enter this? It is shown to everybody at once and can't be taken back, only corrected by another entry. Subscribers hear of it at the next 10:00 in Bishkek.
staff-status-entered = It is entered.
button-status-enter = Enter something
button-status-yes = Enter it

form-line = Line { $line }: “{ $field }” is no line of the form. Each line is a name, a colon and what you fill in.
form-twice = Line { $line }: “{ $field }” stands there twice.
form-missing = “{ $field }” is missing: add that line and fill it in.
form-value = Line { $line }: what you wrote after “{ $field }” means nothing here. Look at the form for how it is written.
form-long = Line { $line }: what you wrote after “{ $field }” is too long.
form-range = Line { $line }: what you wrote after “{ $field }” has passed, lies in the future, or is too far away or too many.
form-date = Line { $line }: a date is written like 2027-03-01 or 01.03.2027. The year has four digits.
form-day = Line { $line }: there is no such day. Please look at the day and the month again.
form-time = Line { $line }: the time after the date is written like 18:00.
form-date-zone = Line { $line }: only the date and the time stand here. The time zone has a line of its own, { "zone" }.
form-zone = Line { $line }: the bot does not know this time zone. Write a big city, a name like { "Europe/Moscow" }, or the distance from UTC, for example UTC+6.
form-zone-reversed = Line { $line }: in names like { "Etc/GMT+6" }, plus and minus are swapped. Write UTC+6, or a city.
form-dropped = Nothing was changed.
form-changed = This has changed since the question was asked. Please look at it once more.
