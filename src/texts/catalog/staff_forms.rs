//! The texts of the forms by which staff set deadlines and enter statuses of calls.

use crate::texts::catalog::keys::FormFields;
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
    html staff_deadline_line_leads = "staff-deadline-line-leads" { leads: html };
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
    /// The heading of the form of a new deadline.
    html staff_deadline_new = "staff-deadline-new";
    /// The heading of the form that changes a deadline.
    html staff_deadline_changing = "staff-deadline-changing" { name: str };
    /// Asks for the day.
    html staff_deadline_date = "staff-deadline-date";
    /// Asks for the end within the day.
    html staff_deadline_time = "staff-deadline-time";
    /// A typed text is no time of the day.
    html staff_deadline_time_wrong = "staff-deadline-time-wrong";
    /// Asks for the name in the language with this code.
    html staff_deadline_name = "staff-deadline-name" { lang: str, most: num };
    /// Asks for the days of reminders.
    html staff_deadline_leads = "staff-deadline-leads";
    /// No day of reminders is chosen.
    html staff_deadline_no_leads = "staff-deadline-no-leads";
    /// Asks for the time zone.
    html staff_deadline_zone = "staff-deadline-zone";
    /// Asks for the topic.
    html staff_deadline_topic = "staff-deadline-topic";
    /// Begins the form of a deadline.
    label button_deadline_new = "button-deadline-new";
    /// Begins the form that changes a deadline.
    label button_deadline_change = "button-deadline-change";
    /// The deadline lasts to the end of its day.
    label button_deadline_end_of_day = "button-deadline-end-of-day";
    /// Leads to the question for the day.
    label button_deadline_date = "button-deadline-date";
    /// Leads to the question for the time.
    label button_deadline_time = "button-deadline-time";
    /// Leads to the question for the days of reminders.
    label button_deadline_leads = "button-deadline-leads";
    /// Leads to the question for the topic.
    label button_deadline_topic = "button-deadline-topic";
    /// Leads to the question for the time zone.
    label button_deadline_zone = "button-deadline-zone" { zone: str };
    /// People are reminded on the usual days.
    label button_leads_usual = "button-leads-usual";
    /// People are reminded so many days before the deadline.
    label button_lead_before = "button-lead-before" { days: num };
    /// People are reminded on the day of the deadline.
    label button_lead_day = "button-lead-day";
    /// People are reminded so many days after the deadline.
    label button_lead_after = "button-lead-after" { days: num };
    /// The answer that a form has now.
    html staff_form_present = "staff-form-present" { value: html };
    /// The form that was begun earlier is not finished.
    html staff_form_unfinished = "staff-form-unfinished";
    /// Something in the form is still missing.
    html staff_form_missing = "staff-form-missing";
    /// An answer has to be a text.
    html staff_form_need_text = "staff-form-need-text";
    /// Shows the answers that a tap gives.
    label button_form_choices = "button-form-choices";
    /// Leaves an answer as it is.
    label button_form_keep = "button-form-keep";
    /// Shows everything that was answered.
    label button_form_whole = "button-form-whole";
    /// The answer is complete.
    label button_form_done = "button-form-done";
    /// Goes on with the next question.
    label button_form_go_on = "button-form-go-on";
    /// Goes on with the form of this thing.
    label button_form_go_on_with = "button-form-go-on-with" { name: str };
    /// The heading of a status whose call is not known yet.
    html staff_status_new = "staff-status-new";
    /// The heading of the status of a call.
    html staff_status_of = "staff-status-of" { call: str };
    /// Asks for the call.
    html staff_status_call = "staff-status-call";
    /// Asks for the status.
    html staff_status_result = "staff-status-result";
    /// Asks for the note in a language, by its code.
    html staff_status_note = "staff-status-note" { lang: str, most: num };
    /// Asks for the evidence.
    html staff_status_link = "staff-status-link";
    /// Asks for the day to which a status applies.
    html staff_status_date = "staff-status-date" { example: str };
    /// Answers with the day of now.
    label button_today = "button-today";
    /// Leads to the form that can be copied.
    label button_form_as_one = "button-form-as-one";
    /// How to enter a call's status as one form.
    html staff_status_how = "staff-status-how";
    /// The heading of the calls.
    html staff_status_calls = "staff-status-calls";
    /// The heading of the statuses.
    html staff_status_statuses = "staff-status-statuses";
    /// Asks whether to enter the status.
    html staff_status_ask = "staff-status-ask";
    /// The status is entered.
    html staff_status_entered = "staff-status-entered";
    /// Leads to the form for a status.
    label button_status_enter = "button-status-enter";
    /// Enters the status.
    label button_status_yes = "button-status-yes";
    /// The names of a field, with commas between them; the first one is the name that the bot shows.
    html form_field = "form-field-*" for FormFields;
    /// The names of the leads that a deadline has if nobody chooses others, with commas between them.
    html form_usual = "form-usual";
    /// The names of the day on which something is typed, with commas between them.
    html form_today = "form-today";
    /// A form comes back to be mended.
    html form_returned = "form-returned";
    /// The place of an error in a form.
    html form_at_line = "form-at-line" { line: num, field: str };
    /// The place of an error in a line that has no name of a field.
    html form_at_odd_line = "form-at-odd-line" { line: num };
    /// Further lines are wrong too.
    html form_more = "form-more" { count: num };
    /// An example of a line or of an answer.
    html form_example = "form-example" { example: str };
    /// A line that the form does not have.
    html form_error_line = "form-error-line" { typed: str, fields: str };
    /// A line that occurs twice.
    html form_error_twice = "form-error-twice";
    /// Fields that were not filled in.
    html form_error_missing = "form-error-missing" { fields: str };
    /// There is no deadline with this number.
    html form_error_no_deadline = "form-error-no-deadline" { typed: str };
    /// None of the possible values was typed.
    html form_error_choice = "form-error-choice" { choices: str };
    /// Several values could be meant.
    html form_error_ambiguous = "form-error-ambiguous" { choices: str };
    /// A value is too long.
    html form_error_long = "form-error-long" { over: num, most: num };
    /// A date of a deadline has passed.
    html form_error_passed = "form-error-passed";
    /// A date of a status has not come yet.
    html form_error_ahead = "form-error-ahead";
    /// A date is too far ahead.
    html form_error_far = "form-error-far" { year: str };
    /// A date is too long ago.
    html form_error_early = "form-error-early" { year: str };
    /// A date in a form is written in another way.
    html form_error_date = "form-error-date";
    /// There is no such day.
    html form_error_day = "form-error-day";
    /// The time behind a date is no time.
    html form_error_time = "form-error-time";
    /// A time zone stands behind a date.
    html form_error_date_zone = "form-error-date-zone";
    /// Leads are written in another way.
    html form_error_leads = "form-error-leads" { usual: str };
    /// There are too many leads.
    html form_error_leads_many = "form-error-leads-many" { most: num };
    /// A lead is too long.
    html form_error_lead_far = "form-error-lead-far" { most: num };
    /// A link is no address on the web that is encrypted on the way.
    html form_error_link = "form-error-link";
    /// There is no such time zone.
    html form_error_zone = "form-error-zone";
    /// A time zone means the opposite of what it seems to mean.
    html form_error_zone_reversed = "form-error-zone-reversed";
    /// Nothing was changed.
    html form_dropped = "form-dropped";
    /// The draft, or what it changes, is not the one that was shown.
    html form_changed = "form-changed";
}
