//! Reminders of deadlines: which of them a person wants, when each is due, and how late it may come.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::time::later;
use crate::domain::{ChatId, Deadline, LocalHour};

/// A person's choice among the reminders of a deadline.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum ReminderScope {
    /// All of them, also those after the deadline.
    All,
    /// Those of the last week, including the day itself.
    Week,
    /// The one on the day.
    Day,
}

coded!(ReminderScope);

impl ReminderScope {
    /// Whether the reminder with this lead is among them.
    pub fn has(self, lead: i32) -> bool {
        match self {
            ReminderScope::All => true,
            ReminderScope::Week => (0..=7).contains(&lead),
            ReminderScope::Day => lead == 0,
        }
    }
}

/// A chat's choice of reminders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderPrefs {
    /// The reminders.
    pub scope: ReminderScope,
    /// The hour of the day at which they come, in its zone.
    pub hour: LocalHour,
}

impl Default for ReminderPrefs {
    /// All of them, in the morning at home.
    fn default() -> ReminderPrefs {
        ReminderPrefs { scope: ReminderScope::All, hour: LocalHour::default() }
    }
}

/// A deadline on a date, and the lead with which people are reminded of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Occasion {
    /// The deadline's ID.
    pub deadline: String,
    /// The deadline's date: another date makes it another occasion.
    pub date: Date,
    /// The days before it; negative after it.
    pub lead: i32,
}

/// A reminder to the chats that chose one hour in one zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The deadline, and the distance from it.
    pub occasion: Occasion,
    /// The hour and zone; `None` for chats that put an earlier reminder off.
    pub slot: Option<LocalHour>,
    /// When it is due: a chat that made its choice later does not get it.
    pub due: Timestamp,
    /// The last moment at which it may be sent.
    pub until: Timestamp,
}

/// A reminder that a person put off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snooze {
    /// The chat of that person.
    pub chat: ChatId,
    /// The ID of the deadline.
    pub deadline: String,
    /// The date that the deadline had then.
    pub date: Date,
    /// When it is to come.
    pub due: Timestamp,
}

impl Reminder {
    /// How late a reminder may come at most.
    pub const GRACE: SignedDuration = SignedDuration::from_hours(24);

    /// The reminders of a deadline at an hour of a zone that are due after `after` and no later than `now`, in their order.
    pub fn due(deadline: &Deadline, slot: &LocalHour, after: Timestamp, now: Timestamp) -> Vec<Reminder> {
        let moments = deadline.leads.iter().filter_map(|lead| Some((*lead, moment(deadline, slot, *lead)?)));
        let moments: Vec<_> = moments.collect();
        let until = |nth: usize, due: Timestamp| {
            let grace = later(due, Reminder::GRACE);
            moments.get(nth + 1).map_or(grace, |(_, next)| grace.min(*next))
        };
        let reminder = |(nth, (lead, due)): (usize, &(i32, Timestamp))| Reminder {
            occasion: Occasion { deadline: deadline.id.clone(), date: deadline.date, lead: *lead },
            slot: Some(slot.clone()),
            due: *due,
            until: until(nth, *due),
        };
        let all = moments.iter().enumerate().map(reminder);
        all.filter(|reminder| reminder.due > after && reminder.due <= now).collect()
    }

    /// The lead and the time of the next reminder of a deadline that a chat gets.
    pub fn next(deadline: &Deadline, prefs: &ReminderPrefs, now: Timestamp) -> Option<(i32, Timestamp)> {
        let wanted = deadline.leads.iter().copied().filter(|lead| prefs.scope.has(*lead));
        let moments = wanted.filter_map(|lead| Some((lead, moment(deadline, &prefs.hour, lead)?)));
        moments.filter(|(_, due)| *due > now).min_by_key(|(_, due)| *due)
    }

    /// Whether it reminds of this deadline, whose date has not changed since.
    pub fn is_of(&self, deadline: &Deadline) -> bool {
        deadline.id == self.occasion.deadline && deadline.date == self.occasion.date
    }
}

/// When the reminder with a lead is due at an hour of a zone: that many days before the deadline's date, by the calendar of
/// the person who is reminded.
pub fn moment(deadline: &Deadline, slot: &LocalHour, lead: i32) -> Option<Timestamp> {
    slot.on(deadline.date.checked_sub(lead.days()).ok()?)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::deadline::LEADS;
    use crate::domain::time::home_zone;

    fn at(time: &str) -> Timestamp {
        time.parse().expect("a timestamp")
    }

    fn deadline(date: Date, leads: &[i32]) -> Deadline {
        Deadline { leads: leads.to_vec(), ..Deadline::new("report".into(), date, home_zone()) }
    }

    #[test]
    fn a_zone_with_daylight_saving_keeps_the_local_hour() {
        let slot = LocalHour::new(10, "Europe/Berlin").expect("a slot");
        let deadline = deadline(date(2027, 4, 1), &[7, 1]);
        let due = |lead| moment(&deadline, &slot, lead).expect("a moment").to_string();
        assert_eq!(due(7), "2027-03-25T09:00:00Z", "in winter");
        assert_eq!(due(1), "2027-03-31T08:00:00Z", "in summer");
    }

    #[test]
    fn a_reminder_may_be_late_until_the_next_one_and_by_a_day_at_most() {
        let slot = LocalHour::default();
        let deadline = deadline(date(2027, 3, 8), &[7, 1, 0]);
        let all = Reminder::due(&deadline, &slot, at("2027-01-01T00:00:00Z"), at("2027-12-31T00:00:00Z"));
        let shown: Vec<_> = all
            .iter()
            .map(|it| (it.occasion.lead, it.due.to_string(), it.until.duration_since(it.due).as_hours()))
            .collect();
        let expected = [
            (7, "2027-03-01T04:00:00Z", 24),
            (1, "2027-03-07T04:00:00Z", 24),
            (0, "2027-03-08T04:00:00Z", 24),
        ];
        assert_eq!(shown, expected.map(|(lead, due, hours)| (lead, due.to_owned(), hours)));
        assert!(Reminder::due(&deadline, &slot, all[0].due, all[0].due).is_empty(), "it is due once");
    }

    #[test]
    fn people_choose_among_the_reminders() {
        let deadline = deadline(date(2027, 3, 8), &LEADS);
        let next = |scope, now: &str| {
            let prefs = ReminderPrefs { scope, hour: LocalHour::default() };
            Reminder::next(&deadline, &prefs, at(now)).map(|(lead, _)| lead)
        };
        assert_eq!(next(ReminderScope::All, "2026-12-01T00:00:00Z"), Some(90));
        assert_eq!(next(ReminderScope::Week, "2026-12-01T00:00:00Z"), Some(7));
        assert_eq!(next(ReminderScope::Day, "2026-12-01T00:00:00Z"), Some(0));
        assert_eq!(next(ReminderScope::All, "2027-03-08T04:00:00Z"), Some(-1));
        assert_eq!(next(ReminderScope::Week, "2027-03-08T04:00:00Z"), None);
    }
}
