//! Forms under way: the answers that one of the staff has given so far, for a deadline or for the status of a call.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::domain::time::{HOME_ZONE, home_zone};
use crate::domain::{
    CallId, CallStatus, Deadline, DeadlineQuestion, FormKind, Lang, StatusEntry, StatusQuestion, Topic,
};

/// A form under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StaffForm {
    /// A deadline.
    Deadline(DeadlineForm),
    /// The status of a call.
    Status(StatusForm),
}

/// The forms under way of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffForms {
    /// The form of a deadline.
    pub deadline: Option<DeadlineForm>,
    /// The form of a status.
    pub status: Option<StatusForm>,
}

/// The end of a deadline within its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueTime {
    /// The end of the day.
    EndOfDay,
    /// A time of the day.
    At(Time),
}

/// The form of a deadline. A form that changes a deadline begins with everything that the deadline says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineForm {
    /// When it was begun. Buttons of other forms carry another time, and have no effect on it.
    pub begun: Timestamp,
    /// The ID of the deadline that it changes.
    pub replaces: Option<String>,
    /// The local day.
    pub date: Option<Date>,
    /// The end within that day.
    pub time: Option<DueTime>,
    /// The IANA name of the zone; that of Bishkek if there is none.
    pub zone: Option<String>,
    /// The names.
    pub titles: BTreeMap<Lang, String>,
    /// The leads of its reminders.
    pub leads: Option<Vec<i32>>,
    /// The topic whose subscribers are reminded; that of deadlines if there is none.
    pub topic: Option<Topic>,
    /// The deadline that this form changes, as it was read last. An answer that differs from it was given in this form.
    #[serde(default)]
    pub before: Option<Box<DeadlineForm>>,
}

/// The form of a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusForm {
    /// When it was begun. Buttons of other forms carry another time, and have no effect on it.
    pub begun: Timestamp,
    /// The call.
    pub call: Option<CallId>,
    /// The result.
    pub status: Option<CallStatus>,
    /// The reasons.
    pub notes: BTreeMap<Lang, String>,
    /// The `https` link to the evidence.
    pub link: Option<String>,
    /// The day to which the finding applies.
    pub date: Option<Date>,
}

impl StaffForm {
    /// Its kind.
    pub fn kind(&self) -> FormKind {
        match self {
            StaffForm::Deadline(_) => FormKind::Deadline,
            StaffForm::Status(_) => FormKind::Status,
        }
    }
}

impl StaffForms {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.deadline.is_none() && self.status.is_none()
    }

    /// Whether a form of this kind has answers. One that was only opened has none: nothing is lost with it.
    pub fn has_answers(&self, kind: FormKind) -> bool {
        match kind {
            FormKind::Deadline => self.deadline.as_ref().is_some_and(DeadlineForm::has_answers),
            FormKind::Status => self.status.as_ref().is_some_and(StatusForm::has_answers),
        }
    }

    /// The same with one more form.
    #[must_use]
    pub fn with(mut self, form: StaffForm) -> StaffForms {
        match form {
            StaffForm::Deadline(form) => self.deadline = Some(form),
            StaffForm::Status(form) => self.status = Some(form),
        }
        self
    }
}

impl DeadlineForm {
    /// An empty form of a new deadline.
    pub fn begin(now: Timestamp) -> DeadlineForm {
        DeadlineForm {
            begun: now,
            replaces: None,
            date: None,
            time: None,
            zone: None,
            titles: BTreeMap::new(),
            leads: None,
            topic: None,
            before: None,
        }
    }

    /// A form that changes a deadline of staff.
    pub fn change(now: Timestamp, deadline: &Deadline) -> DeadlineForm {
        DeadlineForm::filled(now, deadline, Some(deadline))
    }

    /// A form in which everything was answered at once, also for a deadline that it changes.
    pub fn filled(now: Timestamp, deadline: &Deadline, old: Option<&Deadline>) -> DeadlineForm {
        let says = |deadline: &Deadline| DeadlineForm {
            date: Some(deadline.date),
            time: Some(deadline.time.map_or(DueTime::EndOfDay, DueTime::At)),
            zone: deadline.zone.iana_name().map(str::to_owned),
            titles: deadline.titles.clone(),
            leads: Some(deadline.leads.clone()),
            topic: Some(deadline.topic),
            ..DeadlineForm::begin(now)
        };
        DeadlineForm {
            replaces: old.map(|old| old.id.clone()),
            before: old.map(|old| Box::new(says(old))),
            ..says(deadline)
        }
    }

    /// The same answers to the deadline as it is now, with all that somebody else has changed in it; `None` if nobody has.
    #[must_use]
    pub fn renewed(&self, deadline: &Deadline) -> Option<DeadlineForm> {
        fn kept<T: Clone + PartialEq>(answer: &T, before: &T, now: &T) -> T {
            if answer == before { now.clone() } else { answer.clone() }
        }
        let before = self.before.as_deref()?;
        let now = DeadlineForm::change(self.begun, deadline);
        if now.before.as_deref() == Some(before) {
            return None;
        }
        let title = |lang: Lang| {
            let [answer, before, now] = [self, before, &now].map(|form| form.titles.get(&lang));
            kept(&answer, &before, &now).map(|title| (lang, title.clone()))
        };
        Some(DeadlineForm {
            date: kept(&self.date, &before.date, &now.date),
            time: kept(&self.time, &before.time, &now.time),
            zone: kept(&self.zone, &before.zone, &now.zone),
            titles: Lang::ALL.into_iter().filter_map(title).collect(),
            leads: kept(&self.leads, &before.leads, &now.leads),
            topic: kept(&self.topic, &before.topic, &now.topic),
            ..now
        })
    }

    /// Whether anything was answered, or taken from the deadline that it changes.
    pub fn has_answers(&self) -> bool {
        *self != DeadlineForm::begin(self.begun)
    }

    /// The zone of its day.
    pub fn time_zone(&self) -> TimeZone {
        let name = self.zone.as_deref().unwrap_or(HOME_ZONE);
        TimeZone::get(name).unwrap_or_else(|_| home_zone())
    }

    /// The time of the day at which it ends; `None` for the end of the day, and while nothing was answered.
    pub fn clock(&self) -> Option<Time> {
        match self.time {
            Some(DueTime::At(time)) => Some(time),
            Some(DueTime::EndOfDay) | None => None,
        }
    }

    /// The deadline that it has become, which has no ID yet; or the first question without an answer. The name in the person's
    /// own language is asked for before the other two.
    ///
    /// # Errors
    /// The question.
    pub fn complete(&self, own: Lang) -> Result<Deadline, DeadlineQuestion> {
        let date = self.date.ok_or(DeadlineQuestion::Date)?;
        if self.time.is_none() {
            return Err(DeadlineQuestion::Time);
        }
        if let Some(lang) = own.then_others().find(|lang| !self.titles.contains_key(lang)) {
            return Err(DeadlineQuestion::Title(lang));
        }
        let leads = self.leads.clone().ok_or(DeadlineQuestion::Leads)?;
        let new = Deadline::new(String::new(), date, self.time_zone());
        Ok(Deadline {
            time: self.clock(),
            leads,
            topic: self.topic.unwrap_or(new.topic),
            titles: self.titles.clone(),
            ..new
        })
    }
}

impl StatusForm {
    /// An empty form.
    pub fn begin(now: Timestamp) -> StatusForm {
        StatusForm { begun: now, call: None, status: None, notes: BTreeMap::new(), link: None, date: None }
    }

    /// A form in which everything was answered at once.
    pub fn filled(now: Timestamp, entry: &StatusEntry) -> StatusForm {
        StatusForm {
            begun: now,
            call: Some(entry.call.clone()),
            status: Some(entry.status),
            notes: entry.notes.clone(),
            link: Some(entry.link.clone()),
            date: Some(entry.date),
        }
    }

    /// Whether anything was answered.
    pub fn has_answers(&self) -> bool {
        *self != StatusForm::begin(self.begun)
    }

    /// The entry that it has become, or the first question without an answer. The note in the person's own language is asked
    /// for before the other two.
    ///
    /// # Errors
    /// The question.
    pub fn complete(&self, own: Lang) -> Result<StatusEntry, StatusQuestion> {
        let call = self.call.clone().ok_or(StatusQuestion::Call)?;
        let status = self.status.ok_or(StatusQuestion::Status)?;
        if let Some(lang) = own.then_others().find(|lang| !self.notes.contains_key(lang)) {
            return Err(StatusQuestion::Note(lang));
        }
        let link = self.link.clone().ok_or(StatusQuestion::Link)?;
        let date = self.date.ok_or(StatusQuestion::Date)?;
        Ok(StatusEntry { call, status, date, notes: self.notes.clone(), link })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_second(1_764_000_000).expect("a time")
    }

    fn in_each(text: &str) -> BTreeMap<Lang, String> {
        Lang::ALL.map(|lang| (lang, text.to_owned())).into()
    }

    #[test]
    fn a_deadline_asks_one_thing_after_another_and_the_own_language_first() {
        let mut form = DeadlineForm::begin(now());
        assert_eq!(form.complete(Lang::Ru), Err(DeadlineQuestion::Date));
        form.date = Some(jiff::civil::date(2027, 3, 1));
        assert_eq!(form.complete(Lang::Ru), Err(DeadlineQuestion::Time));
        form.time = Some(DueTime::EndOfDay);
        for lang in [Lang::Ru, Lang::Ky, Lang::En] {
            assert_eq!(form.complete(Lang::Ru), Err(DeadlineQuestion::Title(lang)));
            form.titles.insert(lang, "x".to_owned());
        }
        assert_eq!(form.complete(Lang::Ru), Err(DeadlineQuestion::Leads));
        form.leads = Some(vec![7, 0]);
        let deadline = form.complete(Lang::Ru).expect("complete");
        assert_eq!(deadline.zone.iana_name(), Some(HOME_ZONE));
        assert_eq!((deadline.time, deadline.topic), (None, Topic::Deadlines));
        form.time = Some(DueTime::At(jiff::civil::time(18, 0, 0, 0)));
        form.zone = Some("Europe/Moscow".to_owned());
        let deadline = Deadline { id: "7".to_owned(), ..form.complete(Lang::Ru).expect("complete") };
        let change = DeadlineForm::change(now(), &deadline);
        assert_eq!(change.replaces.as_deref(), Some("7"));
        assert_eq!(change.complete(Lang::Ky).map(|it| Deadline { id: "7".to_owned(), ..it }), Ok(deadline));
    }

    #[test]
    fn what_a_colleague_changed_meanwhile_stays_beside_the_answers() {
        let day = jiff::civil::date;
        let deadline = Deadline::new("7".to_owned(), day(2027, 3, 1), home_zone());
        let deadline = Deadline { titles: in_each("x"), ..deadline };
        let mut form = DeadlineForm::change(now(), &deadline);
        assert_eq!(form.renewed(&deadline), None);
        form.date = Some(day(2027, 4, 1));
        form.titles.insert(Lang::Ru, "mine".to_owned());
        let titles = [(Lang::Ky, "theirs"), (Lang::Ru, "theirs"), (Lang::En, "x")];
        let titles = titles.map(|(lang, title)| (lang, title.to_owned()));
        let changed = Deadline { date: day(2027, 5, 1), leads: vec![7], titles: titles.into(), ..deadline };
        let renewed = form.renewed(&changed).expect("it was changed");
        assert_eq!((renewed.date, &renewed.leads), (Some(day(2027, 4, 1)), &Some(vec![7])));
        let titles = [(Lang::Ky, "theirs"), (Lang::Ru, "mine"), (Lang::En, "x")];
        assert_eq!(renewed.titles, BTreeMap::from(titles.map(|(lang, title)| (lang, title.to_owned()))));
        assert_eq!((renewed.begun, renewed.renewed(&changed)), (form.begun, None));
        // A form of an earlier version of the bot does not tell answers from the rest.
        assert_eq!(DeadlineForm { before: None, ..form }.renewed(&changed), None);
    }

    #[test]
    fn a_status_asks_one_thing_after_another() {
        let mut form = StatusForm::begin(now());
        assert_eq!(form.complete(Lang::Ky), Err(StatusQuestion::Call));
        form.call = Some("a-call".parse().expect("an ID"));
        assert_eq!(form.complete(Lang::Ky), Err(StatusQuestion::Status));
        form.status = Some(CallStatus::Kept);
        assert_eq!(form.complete(Lang::En), Err(StatusQuestion::Note(Lang::En)));
        form.notes = in_each("x");
        assert_eq!(form.complete(Lang::Ky), Err(StatusQuestion::Link));
        form.link = Some("https://example.org/".to_owned());
        assert_eq!(form.complete(Lang::Ky), Err(StatusQuestion::Date));
        form.date = Some(jiff::civil::date(2026, 11, 20));
        assert!(form.complete(Lang::Ky).is_ok());
    }

    #[test]
    fn a_form_reads_back_as_it_was() {
        let deadline = DeadlineForm {
            date: Some(jiff::civil::date(2027, 3, 1)),
            time: Some(DueTime::At(jiff::civil::time(18, 0, 0, 0))),
            titles: in_each("x"),
            ..DeadlineForm::begin(now())
        };
        let status = StatusForm { status: Some(CallStatus::KeptInPart), ..StatusForm::begin(now()) };
        for form in [StaffForm::Deadline(deadline), StaffForm::Status(status)] {
            let json = serde_json::to_string(&form).expect("JSON");
            assert_eq!(serde_json::from_str::<StaffForm>(&json).ok(), Some(form), "{json}");
        }
    }
}
