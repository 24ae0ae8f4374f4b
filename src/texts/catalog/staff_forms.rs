//! The messages on deadlines, reminders and the statuses of calls, for citizens and for staff.

use crate::texts::catalog::keys::{Deadlines, ReminderScopes, Zones};
use crate::texts::catalog::macros::catalog;

catalog! {
    // deadline.ftl
    /// The deadline's name.
    label deadline_name = "deadline-*-name" for Deadlines;
    /// A deadline's name as a heading.
    html deadline_title = "deadline-title" { name: str };
    /// The due date: by the end of a day in Bishkek.
    html deadline_date = "deadline-date" { date: html };
    /// The due date: by the end of a day elsewhere.
    html deadline_date_in = "deadline-date-in" { date: html, zone: str };
    /// The due date, with a time.
    html deadline_time = "deadline-time" { date: html, time: str, zone: str };
    /// The deadline passed this many days ago.
    html deadline_passed = "deadline-passed" { days: num };
    /// The deadline passed earlier today.
    html deadline_over = "deadline-over";
    /// The deadline is today.
    html deadline_today = "deadline-today";
    /// This many days are left.
    html deadline_left = "deadline-left" { days: num };
    /// The heading of the calls' statuses.
    html deadline_calls = "deadline-calls";
    /// The heading of the deadlines to come.
    html deadline_next = "deadline-next";
    /// No deadline to come has been set.
    html deadline_next_none = "deadline-next-none";

    // reminders.ftl
    /// The heading of the reminders.
    html reminders_title = "reminders-title";
    /// Reminders are off.
    html reminders_off = "reminders-off";
    /// The name of a choice of reminders.
    label reminders_which = "reminders-which-*" for ReminderScopes;
    /// The choice of reminders, with its hour and zone.
    html reminders_line = "reminders-line" { which: str, hour: str, zone: str };
    /// The next reminder: its time and its deadline.
    html reminders_next = "reminders-next" { moment: html, name: str };
    /// No reminder is due.
    html reminders_next_none = "reminders-next-none";
    /// Asks for an hour.
    html reminders_hour_ask = "reminders-hour-ask";
    /// Asks for a zone.
    html reminders_zone_ask = "reminders-zone-ask";
    /// The typed zone does not exist.
    html reminders_zone_unknown = "reminders-zone-unknown" { name: str };
    /// The city that gives a zone its name.
    label zone_name = "zone-*" for Zones;
    /// In a reminder: this many days are left.
    label reminder_left = "reminder-left" { days: num };
    /// In a reminder: it is today.
    label reminder_today = "reminder-today";
    /// In a reminder: it passed earlier today.
    label reminder_over = "reminder-over";
    /// In a reminder: it passed this many days ago.
    label reminder_passed = "reminder-passed" { days: num };
    /// In a reminder after the deadline: leads to the statuses of the calls.
    label reminder_after = "reminder-after";
    /// The reminder is postponed until then.
    label reminder_snoozed = "reminder-snoozed-toast" { moment: str };
    /// Reminders are off from now on.
    label reminder_ended = "reminder-ended-toast";
    /// The deadline of the pressed button no longer exists.
    label reminder_gone = "reminder-gone-toast";
    /// Leads to the reminders.
    label button_reminders = "button-reminders";
    /// Leads from the topics to the reminders.
    label button_reminders_how = "button-reminders-how";
    /// Switches reminders on.
    label button_reminders_on = "button-reminders-on";
    /// Switches reminders off.
    label button_reminders_off = "button-reminders-off";
    /// Under a reminder: switches reminders off.
    label button_reminders_end = "button-reminders-end";
    /// Leads to the hours.
    label button_reminder_hour = "button-reminder-hour";
    /// Leads to the zones.
    label button_reminder_zone = "button-reminder-zone";
    /// A chosen option.
    label button_chosen = "button-chosen" { name: str };
    /// Postpones a reminder to tomorrow.
    label button_snooze_day = "button-snooze-day";
    /// Postpones a reminder by a week.
    label button_snooze_week = "button-snooze-week";
    /// Sends a file for a calendar.
    label button_calendar = "button-calendar";
    /// Sends a file for a calendar, of one among several deadlines.
    label button_calendar_of = "button-calendar-of" { name: str };
    /// Sends the timeline as a picture; states its largest size.
    label button_timeline = "button-timeline";
    /// The caption of the file for a calendar.
    html calendar_caption = "calendar-caption";
    /// The caption of the file that removes a deadline from a calendar.
    html calendar_cancelled = "calendar-cancelled";
    /// The text of an event in a calendar.
    label calendar_about = "calendar-about" { date: str };
    /// The heading of the picture.
    label timeline_title = "timeline-title";
    /// The label for today in the picture.
    label timeline_today = "timeline-today" { date: str };
    /// The caption of the picture.
    html timeline_caption = "timeline-caption";
    /// The picture could not be drawn.
    label timeline_failed = "timeline-failed-toast";

    // call-statuses.ftl
    /// The heading of the calls' statuses.
    html statuses_title = "statuses-title";
    /// The heading of earlier statuses.
    html statuses_earlier = "statuses-earlier";
    /// An earlier status.
    html statuses_entry = "statuses-entry" { date: html, status: html };
    /// The heading of the message to subscribers.
    label statuses_news = "statuses-news";
    /// A new status in that message.
    label statuses_news_entry = "statuses-news-entry" { call: str, status: str, date: str };
    /// The message does not hold all new statuses.
    label statuses_news_more = "statuses-news-more";
    /// Leads to the calls' statuses.
    label button_call_statuses = "button-call-statuses";

    // staff-forms.ftl
    /// The heading of the deadlines, for staff.
    html staff_deadline_title = "staff-deadline-title";
    /// How to set a deadline.
    html staff_deadline_how = "staff-deadline-how";
    /// Asks whether to set the deadline.
    html staff_deadline_ask = "staff-deadline-ask";
    /// Asks whether to change the deadline.
    html staff_deadline_ask_change = "staff-deadline-ask-change";
    /// A title or a note in a language.
    html staff_deadline_line_title = "staff-deadline-line-title" { language: str, title: str };
    /// The days of reminders.
    html staff_deadline_line_leads = "staff-deadline-line-leads" { leads: str };
    /// The deadline is set.
    html staff_deadline_set = "staff-deadline-set";
    /// How to change the deadline.
    html staff_deadline_change = "staff-deadline-change" { command: str };
    /// The heading of the results of reminders.
    html staff_deadline_reminders = "staff-deadline-reminders";
    /// There were no reminders.
    html staff_deadline_reminders_none = "staff-deadline-reminders-none";
    /// The result of a day's reminders.
    html staff_deadline_reminder = "staff-deadline-reminder" { date: html, what: html };
    /// The result of the reminders that people had postponed to a day.
    html staff_deadline_put_off = "staff-deadline-put-off" { date: html, what: html };
    /// The reminder was sent to this many.
    html staff_deadline_sent = "staff-deadline-sent" { count: num, total: num };
    /// The reminder was not sent.
    html staff_deadline_skipped = "staff-deadline-skipped" { reason: str };
    /// Asks whether to remove the deadline.
    html staff_deadline_ask_remove = "staff-deadline-ask-remove";
    /// The deadline is removed.
    html staff_deadline_removed = "staff-deadline-removed";
    /// Leads to the deadlines.
    label button_deadlines = "button-deadlines";
    /// Sets the deadline.
    label button_deadline_set = "button-deadline-set";
    /// Asks whether to remove the deadline.
    label button_deadline_remove = "button-deadline-remove";
    /// Removes the deadline.
    label button_deadline_remove_yes = "button-deadline-remove-yes";
    /// Discards the filled form.
    label button_form_discard = "button-form-discard";
    /// How to enter a call's status.
    html staff_status_how = "staff-status-how";
    /// The heading of the calls' codes.
    html staff_status_calls = "staff-status-calls";
    /// The heading of the statuses' codes.
    html staff_status_statuses = "staff-status-statuses";
    /// A code and its meaning.
    html staff_status_code = "staff-status-code" { code: str, name: str };
    /// Asks whether to enter the status.
    html staff_status_ask = "staff-status-ask";
    /// The status is entered.
    html staff_status_entered = "staff-status-entered";
    /// Leads to the form for a status.
    label button_status_enter = "button-status-enter";
    /// Enters the status.
    label button_status_yes = "button-status-yes";
    /// A line that the form does not have.
    html form_line = "form-line" { line: num, field: str };
    /// A line that occurs twice.
    html form_twice = "form-twice" { line: num, field: str };
    /// A line that is missing.
    html form_missing = "form-missing" { field: str };
    /// A value that is not valid.
    html form_value = "form-value" { line: num, field: str };
    /// A value that is too long.
    html form_long = "form-long" { line: num, field: str };
    /// A value that is out of range.
    html form_range = "form-range" { line: num, field: str };
    /// Nothing was changed.
    html form_dropped = "form-dropped";
}
