# For staff: setting deadlines and entering how far a call has been fulfilled. form-field-* are the names of the lines of a form: the
# bot shows the first name and understands all of them, in every language. No name may be in two lists. form-error-* follow
# form-at-line, or stand below a question.

staff-deadline-title = <b>Deadlines</b>
staff-deadline-how =
    To set a deadline, copy the form below, fill it in and send it.

    • <b>Date</b>: the day and the time. If you leave out the time, the deadline is the end of the day.
    • <b>{ "Кыргызча" }</b>, <b>{ "Русский" }</b>, <b>English</b>: the name of the deadline in each language.
    • <b>Reminders</b>: how many days before the deadline people are reminded. A minus means days after it.
    • <b>Time zone</b>: the city whose time applies to the deadline.
    • <b>Topic</b>: who is reminded. Type “Reminders”, “News” or “The calls”: people who have switched this topic on get the reminders.

    You can leave out the last three lines. The usual settings then apply.
staff-deadline-ask = Set this deadline? People will see it and be reminded of it.
staff-deadline-ask-change = Change the deadline to this? People will see the new one and be reminded of it.
staff-deadline-line-title = <b>{ $language }</b>: { $title }
staff-deadline-line-leads = Reminders: { $leads }
staff-deadline-set = The deadline is set.
staff-deadline-change = To change something, send <code>{ $command }</code> and, below it, only the lines of the form that you want to change.
staff-deadline-reminders = <b>Reminders so far</b>
staff-deadline-reminders-none = None yet.
staff-deadline-reminder = { $date }: { $what }
staff-deadline-put-off = { $date }, snoozed to this day: { $what }
staff-deadline-sent = sent { $count } of { $total }
staff-deadline-skipped = not sent: { $reason }
staff-deadline-ask-remove = Remove this deadline? People will no longer see it or be reminded of it. Anyone who added it to a calendar can remove it with the same button.
staff-deadline-removed = The deadline has been removed.
button-deadlines = Deadlines
button-deadline-set = Set it
button-deadline-remove = Remove it
button-deadline-remove-yes = Yes, remove it
button-form-discard = Discard

staff-deadline-new = <b>New deadline</b>
staff-deadline-changing = <b>Changing the deadline: { $name }</b>
staff-deadline-date = On which day is the deadline? Tap the day, or type the date, for example 01.03.2027.
staff-deadline-time = At what time on that day is the deadline? Tap a time, or type it, for example 18:30.
staff-deadline-time-wrong = This isn't a time. Type hours and minutes, for example 18:30.
staff-deadline-name = What is the deadline called in { $lang ->
    [ky] Kyrgyz
    [ru] Russian
   *[en] English
}? Type its name, at most { $most } characters.
staff-deadline-leads = On which days should people be reminded? Tap days to add or remove them. You can also type numbers: 30 means thirty days before the deadline, -1 means the day after it.
staff-deadline-no-leads = none
staff-deadline-zone = Which city's time applies to the deadline? Type the name of a big city.
staff-deadline-topic = Who should be reminded? Choose the topic that these people have switched on.
button-deadline-new = Set a deadline
button-deadline-change = Change
button-deadline-end-of-day = End of the day
button-deadline-date = Day
button-deadline-time = Time
button-deadline-leads = Reminders
button-deadline-topic = For whom
button-deadline-zone = Time zone: { $zone }
button-leads-usual = As usual
button-lead-before = { $days } { $days ->
    [one] day
   *[other] days
} before
button-lead-day = on the day
button-lead-after = { $days } { $days ->
    [one] day
   *[other] days
} after

staff-form-present = Now: { $value }
staff-form-unfinished = This form isn't finished yet. You can continue with it, or discard it and start a new one.
staff-form-missing = Not everything is filled in yet. Tap “Continue” to answer the rest.
staff-form-need-text = Please send your answer as text.
button-form-choices = Show the choices
button-form-keep = Leave as it is
button-form-whole = View all answers
button-form-done = Done
button-form-go-on = Continue
button-form-go-on-with = Continue: { $name }

staff-status-new = <b>Status of a call</b>
staff-status-of = <b>Call: { $call }</b>
staff-status-call = Which call is this entry about?
staff-status-result = How far has this call been fulfilled?
staff-status-note = Write a note in { $lang ->
    [ky] Kyrgyz
    [ru] Russian
   *[en] English
} that says what is known, at most { $most } characters.
staff-status-link = Where can people check this? Send the address of the source. It begins with https://.
staff-status-date = What date does this information refer to? Tap “Today”, or type the date, for example { $example }.
button-today = Today
button-form-as-one = Fill in as one form
staff-status-how =
    To enter the status of a call, copy the form below, fill it in and send it.

    An entry can't be changed later. To correct a mistake, make another entry: the newest one counts. A note is needed in all three languages. “Link” is the address of the source.
staff-status-calls = Calls:
staff-status-statuses = Statuses:
staff-status-ask = Enter this status? Everybody will see it at once. It can't be deleted, only corrected by another entry. At the next 10:00 in Bishkek, the bot sends it to people who have switched on the topic “The calls”.
staff-status-entered = The status has been entered.
button-status-enter = Enter a status
button-status-yes = Enter it

form-field-call = Call
form-field-status = Status
form-field-date = Date, Day, When, Deadline
form-field-ky = Kyrgyz, In Kyrgyz
form-field-ru = Russian, In Russian
form-field-en = English, In English
form-field-link = Link, Source, Address, Evidence
form-field-leads = Reminders, Reminder, Days
form-field-zone = Time zone, City
form-field-topic = Topic, Subject
form-usual = as usual, usual
form-today = today
form-returned = Correct the lines marked ⚠ and send the form again: tap the form to copy it. You can also edit your own message.
form-at-line = <b>Line { $line }, “{ $field }”.</b>
form-at-odd-line = <b>Line { $line }.</b>
form-more = Other lines marked ⚠: { $count }.
form-example = For example: <code>{ $example }</code>
form-error-line = “{ $typed }” is not a line of the form. Each line begins with one of these names and a colon: { $fields }.
form-error-twice = This line appears twice. Keep only one.
form-error-missing = Not filled in: { $fields }. Type the answer after the colon.
form-error-no-deadline = There is no deadline with the number “{ $typed }”. Open the deadline from the list: its command is shown there.
form-error-choice = This is not one of the choices. Type one of these: { $choices }.
form-error-ambiguous = Several choices fit: { $choices }. Type one of them in full.
form-error-long = This text is too long. Characters over the limit: { $over }. The limit is { $most }.
form-error-passed = This date has passed. Type a date in the future.
form-error-ahead = This day has not come yet. Type today's date or an earlier one.
form-error-far = This date is too far ahead. The last possible year is { $year }.
form-error-early = This date is too long ago. The first possible year is { $year }.
form-error-date = The bot can't read this date. Type the day, month and year in digits, with all four digits of the year.
form-error-day = There is no such day. Check the day and the month.
form-error-time = The time after the date isn't valid. Type hours and minutes, from 00:00 to 23:59.
form-error-date-zone = Only the date and the time belong here, without a time zone.
form-error-leads = Type the days as whole numbers with spaces between them, or “{ $usual }”. A minus means days after the deadline.
form-error-leads-many = There are too many numbers. You can type at most { $most }.
form-error-lead-far = One of the numbers is too large. The largest possible is { $most }, before or after the deadline.
form-error-link = The bot can't show this link. Send the full address: it begins with https:// and fits on one line.
form-error-zone = The bot doesn't know this time zone. Type a big city, a name like { "Europe/Moscow" }, or the difference from UTC.
form-error-zone-reversed = In names like { "Etc/GMT+6" }, plus and minus are swapped. Type UTC+6, or a city.
form-dropped = Discarded. Nothing was changed.
form-changed = This has changed since the bot asked you. Please check it again.
