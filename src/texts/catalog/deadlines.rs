//! The texts on deadlines and their reminders.

use crate::texts::catalog::keys::{Cities, Deadlines, ReminderScopes, Zones};
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
    /// A reminder that was put off, and the name of its deadline.
    html reminders_put_off = "reminders-put-off" { moment: html, name: str };
    /// Says how to change the choices.
    html reminders_tap = "reminders-tap";
    /// Asks for an hour.
    html reminders_hour_ask = "reminders-hour-ask";
    /// This is no hour at which reminders come.
    html reminders_hour_unknown = "reminders-hour-unknown" { first: num, last: num };
    /// The time is between two full hours, whose buttons stand below.
    html reminders_hour_between = "reminders-hour-between" { first: num, last: num };
    /// Asks for a zone.
    html reminders_zone_ask = "reminders-zone-ask";
    /// The typed zone does not exist.
    html reminders_zone_unknown = "reminders-zone-unknown" { name: str };
    /// A zone that means the opposite of what it seems to mean.
    html reminders_zone_reversed = "reminders-zone-reversed" { name: str, meaning: str };
    /// A zone that is so many hours from UTC, with the sign.
    label reminders_zone_offset = "reminders-zone-offset" { offset: str };
    /// The city that gives a zone its name.
    label zone_name = "zone-*" for Zones;
    /// Words beside an hour before noon, with commas between.
    html reminders_hour_morning = "reminders-hour-morning";
    /// Words beside an hour after noon, with commas between.
    html reminders_hour_evening = "reminders-hour-evening";
    /// Words beside an hour that say nothing about it, with commas between.
    html reminders_hour_other = "reminders-hour-other";
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
    /// The title of an event in a calendar: the deadline's name, and whose pledge it concerns.
    html calendar_title = "calendar-title" { name: str };
    /// The text of an event in a calendar.
    html calendar_about = "calendar-about" { date: html };
    /// The heading of the picture.
    label timeline_title = "timeline-title";
    /// The label for today in the picture.
    label timeline_today = "timeline-today" { date: str };
    /// The caption of the picture.
    html timeline_caption = "timeline-caption";
    /// The picture could not be drawn.
    label timeline_failed = "timeline-failed-toast";

    // cities.ftl
    /// The cities of a zone, with commas between. The first one names the zone.
    html cities = "cities-*" for Cities;
}
