//! Reads `pledge.toml`; every value is checked where it stands.

use std::collections::BTreeSet;

use jiff::{civil::Date, tz::TimeZone};
use serde::Deserialize;
use toml::Spanned;

use crate::{
    domain::{
        Addressee, Call, CallStatus, Deadline, Pledge, Region,
        pledge::{CallId, Form},
    },
    texts::{Fault, fault::line_at, files::FACTS},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    form: Spanned<Form>,
    consent: Consent,
    #[serde(default)]
    call: Vec<Spanned<RawCall>>,
    #[serde(default)]
    deadline: Vec<Spanned<RawDeadline>>,
    signup: Signup,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Consent {
    version: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCall {
    id: Spanned<String>,
    addressee: Addressee,
    status: CallStatus,
    since: Option<Spanned<toml::value::Datetime>>,
    link: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDeadline {
    id: Spanned<String>,
    date: Spanned<toml::value::Datetime>,
    zone: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signup {
    regions: Spanned<Vec<Spanned<String>>>,
}

/// Reads the facts; all faults are found at once, except that a file that is no TOML has one.
pub(super) fn read(text: &str) -> Result<Pledge, Vec<Fault>> {
    let raw: Raw = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        vec![fault(line, error.message().to_owned())]
    })?;
    let mut reader = Reader { text, faults: Vec::new() };
    let pledge = reader.pledge(raw);
    if reader.faults.is_empty() { Ok(pledge) } else { Err(reader.faults) }
}

fn fault(line: usize, reason: String) -> Fault {
    Fault { file: FACTS.to_owned(), line, reason }
}

struct Reader<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault<T>(&mut self, at: &Spanned<T>, reason: impl Into<String>) {
        self.faults.push(fault(line_at(self.text, at.span().start), reason.into()));
    }

    fn pledge(&mut self, raw: Raw) -> Pledge {
        if *raw.consent.version.get_ref() == 0 {
            self.fault(&raw.consent.version, "the consent's version counts from 1");
        }
        if !(1..=12).contains(&raw.form.get_ref().submitted_month) {
            self.fault(&raw.form, "submitted_month is 1 to 12");
        }
        let calls = raw.call.iter().filter_map(|call| self.call(call)).collect();
        let deadlines = raw.deadline.iter().filter_map(|deadline| self.deadline(deadline)).collect::<Vec<_>>();
        self.no_doubles(raw.call.iter().map(|call| &call.get_ref().id));
        self.no_doubles(raw.deadline.iter().map(|deadline| &deadline.get_ref().id));
        if raw.call.is_empty() {
            self.faults.push(fault(1, "there is no [[call]]: the pledge has at least one".into()));
        }
        if raw.deadline.is_empty() {
            self.faults.push(fault(1, "there is no [[deadline]]: the pledge's own comes first".into()));
        }
        Pledge {
            form: raw.form.into_inner(),
            consent: raw.consent.version.into_inner(),
            calls,
            deadlines,
            regions: self.regions(&raw.signup.regions),
        }
    }

    fn no_doubles<'s>(&mut self, ids: impl Iterator<Item = &'s Spanned<String>>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id.get_ref()) {
                self.fault(id, format!("{:?} stands twice; an id names one thing", id.get_ref()));
            }
        }
    }

    fn call(&mut self, raw: &Spanned<RawCall>) -> Option<Call> {
        let call = raw.get_ref();
        let id = self.id(&call.id)?;
        let since = call.since.as_ref().and_then(|since| self.date(since));
        if let Some(link) = call.link.as_ref().filter(|link| !is_https(link.get_ref())) {
            self.fault(link, "the link is no https address");
        }
        let recorded = call.status != CallStatus::NotRecorded;
        if recorded && (call.since.is_none() || call.link.is_none()) {
            self.fault(raw, "a recorded status needs `since` (a date) and `link` (the evidence)");
        }
        let link = call.link.as_ref().map(|link| link.get_ref().clone());
        Some(Call { id, addressee: call.addressee, status: call.status, since, link })
    }

    fn deadline(&mut self, raw: &Spanned<RawDeadline>) -> Option<Deadline> {
        let deadline = raw.get_ref();
        let id = self.id(&deadline.id);
        let date = self.date(&deadline.date);
        let zone = TimeZone::get(deadline.zone.get_ref()).ok();
        if zone.is_none() {
            self.fault(&deadline.zone, "unknown zone: use an IANA name such as Asia/Bishkek");
        }
        Some(Deadline { id: id?.as_str().to_owned(), date: date?, zone: zone? })
    }

    fn id(&mut self, raw: &Spanned<String>) -> Option<CallId> {
        raw.get_ref().parse().map_err(|error| self.fault(raw, format!("{error}"))).ok()
    }

    fn date(&mut self, raw: &Spanned<toml::value::Datetime>) -> Option<Date> {
        let value = raw.get_ref();
        let date = value.date.filter(|_| value.time.is_none()).and_then(|date| {
            let (year, month, day) = (date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?);
            Date::new(year, month, day).ok()
        });
        if date.is_none() {
            self.fault(raw, "this is no date: write it as 2024-12-31, without quotes and without a time");
        }
        date
    }

    fn regions(&mut self, raw: &Spanned<Vec<Spanned<String>>>) -> Vec<Region> {
        if raw.get_ref().is_empty() {
            self.fault(raw, "there is no region to choose");
        }
        self.no_doubles(raw.get_ref().iter());
        let mut regions = Vec::new();
        for code in raw.get_ref() {
            match Region::from_code(code.get_ref()) {
                Ok(region) => regions.push(region),
                Err(error) => self.fault(code, error.to_string()),
            }
        }
        regions
    }
}

fn is_https(link: &str) -> bool {
    reqwest::Url::parse(link).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}
