//! Reads `pledge.toml` and checks each value, so that a fault names its line.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::Deserialize;
use toml::Spanned;

use crate::domain::deadline::{LEADS, LONGEST_LEAD};
use crate::domain::pledge::SubmittedForm;
use crate::domain::{Addressee, Call, CallId, CallStatus, Deadline, Lang, Pledge, Region, Topic};
use crate::texts::ContentError;
use crate::texts::error::line_at;
use crate::texts::ftl_file::ContentFile;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactsToml {
    form: FormToml,
    consent: ConsentToml,
    #[serde(default)]
    call: Vec<Spanned<CallToml>>,
    #[serde(default)]
    deadline: Vec<Spanned<DeadlineToml>>,
    signup: SignUpToml,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormToml {
    number: Spanned<u32>,
    original_language: Spanned<String>,
    submitted_year: Spanned<i16>,
    submitted_month: Spanned<i8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsentToml {
    version: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallToml {
    id: Spanned<String>,
    addressee: Spanned<String>,
    status: Spanned<String>,
    since: Option<Spanned<toml::value::Datetime>>,
    link: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineToml {
    id: Spanned<String>,
    date: Spanned<toml::value::Datetime>,
    zone: Spanned<String>,
    leads: Option<Spanned<Vec<Spanned<i32>>>>,
    topic: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignUpToml {
    regions: Spanned<Vec<Spanned<String>>>,
}

/// Reads the facts. All faulty values are reported together. A file that is no TOML, or has an unknown field, has that one
/// fault.
pub(super) fn read(file: &ContentFile) -> Result<Pledge, Vec<ContentError>> {
    let mut reader = FactsReader { file, faults: Vec::new() };
    match toml::from_str::<FactsToml>(&file.text) {
        Ok(raw) => match reader.pledge(raw) {
            Some(pledge) if reader.faults.is_empty() => return Ok(pledge),
            _ => {}
        },
        Err(error) => {
            let reason = error.message().lines().collect::<Vec<_>>().join("; ");
            reader.fault_at(error.span().map_or(0, |span| span.start), reason);
        }
    }
    Err(reader.faults)
}

struct FactsReader<'a> {
    file: &'a ContentFile,
    faults: Vec<ContentError>,
}

impl FactsReader<'_> {
    fn fault<T>(&mut self, at: &Spanned<T>, reason: impl Into<String>) {
        self.fault_at(at.span().start, reason.into());
    }

    fn fault_at(&mut self, byte: usize, reason: String) {
        let line = line_at(&self.file.text, byte);
        self.faults.push(ContentError { file: self.file.shown.clone(), line, reason });
    }

    fn pledge(&mut self, raw: FactsToml) -> Option<Pledge> {
        if *raw.consent.version.get_ref() == 0 {
            self.fault(&raw.consent.version, "the version of the consent text counts from 1");
        }
        let form = self.form(&raw.form);
        if raw.call.is_empty() {
            self.fault_at(0, "there is no [[call]]; the pledge has at least one".into());
        }
        if raw.deadline.is_empty() {
            self.fault_at(0, "there is no [[deadline]]; the pledge's own comes first".into());
        }
        self.no_doubles(raw.call.iter().map(|call| &call.get_ref().id));
        self.no_doubles(raw.deadline.iter().map(|deadline| &deadline.get_ref().id));
        let calls: Vec<_> = raw.call.iter().map(|call| self.call(call)).collect();
        let deadlines: Vec<_> = raw.deadline.iter().map(|deadline| self.deadline(deadline)).collect();
        Some(Pledge {
            form,
            consent: raw.consent.version.into_inner(),
            regions: self.regions(&raw.signup.regions),
            calls: calls.into_iter().collect::<Option<_>>()?,
            deadlines: deadlines.into_iter().collect::<Option<_>>()?,
        })
    }

    fn form(&mut self, raw: &FormToml) -> SubmittedForm {
        if *raw.number.get_ref() == 0 {
            self.fault(&raw.number, "the number of the pledge counts from 1");
        }
        if raw.original_language.get_ref() != Lang::En.code() {
            self.fault(&raw.original_language, "the original is English: \"en\", as original.en.txt has it");
        }
        // Human Rights 75 marked the 75th year of the Universal Declaration, of December 1948.
        if !(2023..=9999).contains(raw.submitted_year.get_ref()) {
            self.fault(&raw.submitted_year, "the year of submission is 2023 or later");
        }
        if !(1..=12).contains(raw.submitted_month.get_ref()) {
            self.fault(&raw.submitted_month, "the month of submission is 1 to 12");
        }
        SubmittedForm {
            number: *raw.number.get_ref(),
            original_language: raw.original_language.get_ref().clone(),
            submitted_year: *raw.submitted_year.get_ref(),
            submitted_month: *raw.submitted_month.get_ref(),
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

    fn call(&mut self, raw: &Spanned<CallToml>) -> Option<Call> {
        let call = raw.get_ref();
        let id = self.id(&call.id);
        let addressee = self.one_of(&call.addressee, &Addressee::ALL.map(|it| (it.code(), it)));
        let status = self.one_of(&call.status, &CallStatus::ALL.map(|it| (it.code(), it)));
        let since = call.since.as_ref().and_then(|since| self.date(since));
        if let Some(link) = call.link.as_ref().filter(|link| !is_https(link.get_ref())) {
            self.fault(link, "the link is no https address");
        }
        match status {
            Some(CallStatus::NotRecorded) if call.since.is_some() || call.link.is_some() => {
                self.fault(
                    &call.status,
                    "a call that is not-recorded has neither `since` nor `link`; record a status",
                );
            }
            None | Some(CallStatus::NotRecorded) => {}
            Some(_) if call.since.is_some() && call.link.is_some() => {}
            Some(_) => self
                .fault(&call.status, "this status needs `since` (a date) and `link` (https, the evidence)"),
        }
        let link = call.link.as_ref().map(|link| link.get_ref().clone());
        Some(Call { id: id?, addressee: addressee?, status: status?, since, link })
    }

    /// The value that a code stands for.
    fn one_of<T: Copy>(&mut self, raw: &Spanned<String>, all: &[(&str, T)]) -> Option<T> {
        let found = all.iter().find(|(code, _)| code == raw.get_ref()).map(|(_, it)| *it);
        if found.is_none() {
            let codes: Vec<_> = all.iter().map(|(code, _)| *code).collect();
            self.fault(raw, format!("unknown word {:?}: use one of {}", raw.get_ref(), codes.join(", ")));
        }
        found
    }

    fn deadline(&mut self, raw: &Spanned<DeadlineToml>) -> Option<Deadline> {
        let deadline = raw.get_ref();
        let id = self.id(&deadline.id);
        if deadline.id.get_ref().bytes().all(|b| b.is_ascii_digit()) {
            self.fault(&deadline.id, "an id of digits alone is one that staff set; use a word");
        }
        let (date, time) = self.moment(&deadline.date).unzip();
        let leads = deadline.leads.as_ref().map_or_else(|| LEADS.to_vec(), |leads| self.leads(leads));
        let topics = Topic::ALL.map(|topic| (topic.code(), topic));
        let topic = deadline.topic.as_ref().map_or(Some(Topic::Deadlines), |it| self.one_of(it, &topics));
        let zone = TimeZone::get(deadline.zone.get_ref()).ok();
        if zone.is_none() {
            self.fault(
                &deadline.zone,
                format!("unknown zone {:?}: use an IANA name such as Asia/Bishkek", deadline.zone.get_ref()),
            );
        }
        let new = Deadline::new(id?.as_str().to_owned(), date?, zone?);
        Some(Deadline { time: time?, leads, topic: topic?, ..new })
    }

    fn leads(&mut self, raw: &Spanned<Vec<Spanned<i32>>>) -> Vec<i32> {
        for lead in raw.get_ref().iter().filter(|lead| lead.get_ref().abs() > LONGEST_LEAD) {
            self.fault(lead, format!("a lead is {LONGEST_LEAD} days at most"));
        }
        let leads: BTreeSet<i32> = raw.get_ref().iter().map(|lead| *lead.get_ref()).collect();
        leads.into_iter().rev().collect()
    }

    /// A date, with a time of that day or without.
    fn moment(&mut self, raw: &Spanned<toml::value::Datetime>) -> Option<(Date, Option<Time>)> {
        let value = raw.get_ref();
        if value.offset.is_some() {
            self.fault(raw, "the zone of a deadline stands beside it: write the time without an offset");
            return None;
        }
        let (Some(time), Some(_)) = (value.time, value.date) else {
            return Some((self.date(raw)?, None));
        };
        let whole = toml::value::Datetime { date: value.date, time: None, offset: None };
        let date = self.date(&Spanned::new(raw.span(), whole))?;
        let read = |part: u8| i8::try_from(part).ok();
        let time = read(time.hour)
            .zip(read(time.minute))
            .and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        Some((date, time))
    }

    fn id(&mut self, raw: &Spanned<String>) -> Option<CallId> {
        raw.get_ref().parse().map_err(|error| self.fault(raw, format!("{error}"))).ok()
    }

    fn date(&mut self, raw: &Spanned<toml::value::Datetime>) -> Option<Date> {
        let value = raw.get_ref();
        let date = value.date.filter(|_| value.time.is_none()).and_then(|date| {
            let (year, month, day) =
                (date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?);
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
            match code.get_ref().parse::<Region>() {
                Ok(region) if region.is_place() => regions.push(region),
                Ok(_) => self.fault(code, "this is no place that people can choose"),
                Err(error) => self.fault(code, error.to_string()),
            }
        }
        regions
    }
}

fn is_https(link: &str) -> bool {
    reqwest::Url::parse(link).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}
