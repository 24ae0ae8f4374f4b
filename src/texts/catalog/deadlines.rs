//! What the bot says about reminders and the state of the calls, to citizens and to staff who keep them.

use crate::texts::catalog::keys::{Deadlines, ReminderScopes, Zones};
use crate::texts::catalog::macros::catalog;

catalog! {
    // deadline.ftl
    /// A deadline's name, plain.
    label deadline_name = "deadline-*-name" for Deadlines;
    /// A deadline's name as a heading.
    html deadline_title = "deadline-title" { name: str };
    /// When it is due: by the end of a day in Bishkek.
    html deadline_date = "deadline-date" { date: html };
    /// When it is due: by the end of a day elsewhere.
    html deadline_date_in = "deadline-date-in" { date: html, zone: str };
    /// When it is due: at a time of a day.
    html deadline_time = "deadline-time" { date: html, time: str, zone: str };
    /// It passed this many days ago.
    html deadline_passed = "deadline-passed" { days: num };
    /// It passed earlier today.
    html deadline_over = "deadline-over";
    /// It is today.
    html deadline_today = "deadline-today";
    /// This many days are left.
    html deadline_left = "deadline-left" { days: num };
    /// Stands above the status of each call.
    html deadline_calls = "deadline-calls";
    /// Stands above the deadlines to come.
    html deadline_next = "deadline-next";
    /// No deadline to come has been set.
    html deadline_next_none = "deadline-next-none";

    // reminders.ftl
    /// The heading of the reminders.
    html reminders_title = "reminders-title";
    /// They are off.
    html reminders_off = "reminders-off";
    /// A choice of reminders.
    label reminders_which = "reminders-which-*" for ReminderScopes;
    /// What one gets, and when.
    html reminders_line = "reminders-line" { which: str, hour: str, zone: str };
    /// When the next one comes, and of what.
    html reminders_next = "reminders-next" { moment: html, name: str };
    /// None is due.
    html reminders_next_none = "reminders-next-none";
    /// Asks for an hour.
    html reminders_hour_ask = "reminders-hour-ask";
    /// Asks for a zone.
    html reminders_zone_ask = "reminders-zone-ask";
    /// A zone that there is not.
    html reminders_zone_unknown = "reminders-zone-unknown" { name: str };
    /// The city that a zone is known by.
    label zone_name = "zone-*" for Zones;
    /// In a reminder: this many days are left.
    label reminder_left = "reminder-left" { days: num };
    /// In a reminder: it is today.
    label reminder_today = "reminder-today";
    /// In a reminder: it passed earlier today.
    label reminder_over = "reminder-over";
    /// In a reminder: it passed this many days ago.
    label reminder_passed = "reminder-passed" { days: num };
    /// In a reminder of what is over: where to look at what came of it.
    label reminder_after = "reminder-after";
    /// A reminder was put off until then.
    label reminder_snoozed = "reminder-snoozed-toast" { moment: str };
    /// Reminders are off from now on.
    label reminder_ended = "reminder-ended-toast";
    /// What a button under a reminder was about is no more.
    label reminder_gone = "reminder-gone-toast";
    /// To the reminders.
    label button_reminders = "button-reminders";
    /// From the topics to the reminders.
    label button_reminders_how = "button-reminders-how";
    /// Switches them on.
    label button_reminders_on = "button-reminders-on";
    /// Switches them off.
    label button_reminders_off = "button-reminders-off";
    /// Under a reminder: ends them.
    label button_reminders_end = "button-reminders-end";
    /// To the hours.
    label button_reminder_hour = "button-reminder-hour";
    /// To the zones.
    label button_reminder_zone = "button-reminder-zone";
    /// What is chosen.
    label button_chosen = "button-chosen" { name: str };
    /// Puts a reminder off to tomorrow.
    label button_snooze_day = "button-snooze-day";
    /// Puts a reminder off by a week.
    label button_snooze_week = "button-snooze-week";
    /// Sends a file for a calendar.
    label button_calendar = "button-calendar";
    /// The same, of one among several deadlines.
    label button_calendar_of = "button-calendar-of" { name: str };
    /// Sends the timeline as a picture, with the most that it weighs.
    label button_timeline = "button-timeline";
    /// Stands under the file for a calendar.
    html calendar_caption = "calendar-caption";
    /// Stands under the file that takes a deadline out of a calendar.
    html calendar_cancelled = "calendar-cancelled";
    /// What an entry of a calendar says.
    label calendar_about = "calendar-about" { date: str };
    /// The heading of the picture.
    label timeline_title = "timeline-title";
    /// The mark for today in the picture.
    label timeline_today = "timeline-today" { date: str };
    /// Stands under the picture.
    html timeline_caption = "timeline-caption";
    /// The picture could not be drawn.
    label timeline_failed = "timeline-failed-toast";

    // record.ftl
    /// The heading of the state of the calls.
    html record_title = "record-title";
    /// Stands above what was entered before.
    html record_earlier = "record-earlier";
    /// What was entered before.
    html record_entry = "record-entry" { date: html, status: html };
    /// The heading of the message to subscribers.
    label record_news = "record-news";
    /// One entry in that message.
    label record_news_entry = "record-news-entry" { call: str, status: str, date: str };
    /// There is more than the message holds.
    label record_news_more = "record-news-more";
    /// To the state of the calls.
    label button_record = "button-record";

    // deadlines.ftl
    /// The heading of the deadlines, for staff.
    html deadlines_title = "deadlines-title";
    /// How to set one.
    html deadlines_how = "deadlines-how";
    /// Asks whether to set one.
    html deadlines_ask = "deadlines-ask";
    /// Asks whether to change one.
    html deadlines_ask_change = "deadlines-ask-change";
    /// A title or a note in a language.
    html deadlines_line_title = "deadlines-line-title" { language: str, title: str };
    /// When people are reminded.
    html deadlines_line_leads = "deadlines-line-leads" { leads: str };
    /// It is set.
    html deadlines_set = "deadlines-set";
    /// How to change it.
    html deadlines_change = "deadlines-change" { command: str };
    /// Stands above what came of its reminders.
    html deadlines_reminders = "deadlines-reminders";
    /// There were none.
    html deadlines_reminders_none = "deadlines-reminders-none";
    /// What came of the reminders of a day.
    html deadlines_reminder = "deadlines-reminder" { date: html, what: html };
    /// The same of those that people had put off to that day.
    html deadlines_put_off = "deadlines-put-off" { date: html, what: html };
    /// It was sent to so many.
    html deadlines_sent = "deadlines-sent" { count: num, total: num };
    /// It was not sent.
    html deadlines_skipped = "deadlines-skipped" { reason: str };
    /// Asks whether to remove one.
    html deadlines_ask_remove = "deadlines-ask-remove";
    /// It is removed.
    html deadlines_removed = "deadlines-removed";
    /// To the deadlines.
    label button_deadlines = "button-deadlines";
    /// Sets one.
    label button_deadline_set = "button-deadline-set";
    /// Asks whether to remove one.
    label button_deadline_remove = "button-deadline-remove";
    /// Removes one.
    label button_deadline_remove_yes = "button-deadline-remove-yes";
    /// Drops what was filled in.
    label button_form_discard = "button-form-discard";
    /// How to enter what came of a call.
    html record_how = "record-how";
    /// Stands above the codes of the calls.
    html record_calls = "record-calls";
    /// Stands above the codes of the statuses.
    html record_statuses = "record-statuses";
    /// A code, and what it stands for.
    html record_code = "record-code" { code: str, name: str };
    /// Asks whether to enter it.
    html record_ask = "record-ask";
    /// It is entered.
    html record_entered = "record-entered";
    /// To how to enter something.
    label button_record_enter = "button-record-enter";
    /// Enters it.
    label button_record_yes = "button-record-yes";
    /// A line that is none of the form's.
    html form_line = "form-line" { line: num, field: str };
    /// A line that stands there twice.
    html form_twice = "form-twice" { line: num, field: str };
    /// A line that is missing.
    html form_missing = "form-missing" { field: str };
    /// A value that means nothing.
    html form_value = "form-value" { line: num, field: str };
    /// A value that is too long.
    html form_long = "form-long" { line: num, field: str };
    /// A value that is out of bounds.
    html form_range = "form-range" { line: num, field: str };
    /// Nothing was changed.
    html form_dropped = "form-dropped";
}
