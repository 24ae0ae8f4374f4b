//! The texts of the forms by which staff set deadlines and enter statuses of calls.

use crate::texts::catalog::macros::catalog;

catalog! {
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
    /// A date in a form is written in another way.
    html form_date = "form-date" { line: num };
    /// There is no such day.
    html form_day = "form-day" { line: num };
    /// The time behind a date is no time.
    html form_time = "form-time" { line: num };
    /// A time zone stands behind a date.
    html form_date_zone = "form-date-zone" { line: num };
    /// There is no such time zone.
    html form_zone = "form-zone" { line: num };
    /// A time zone means the opposite of what it seems to mean.
    html form_zone_reversed = "form-zone-reversed" { line: num };
    /// Nothing was changed.
    html form_dropped = "form-dropped";
    /// The draft, or what it changes, is not the one that was shown.
    html form_changed = "form-changed";
}
