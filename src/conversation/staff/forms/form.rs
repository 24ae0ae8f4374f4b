//! Forms: what staff fill in and send as one message, a line for each field, below a command.
//!
//! ```text
//! /deadlines 7
//! date: 2027-03-01 18:00
//! ky: …
//! ```

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::conversation::staff::count;
use crate::domain::Lang;
use crate::texts::{Html, Say};

/// The most characters of a title: a message and a picture have to hold it.
pub(crate) const TITLE: usize = 120;
/// The most characters of a note.
pub(crate) const NOTE: usize = 600;

/// A form as it was filled in.
#[derive(Debug)]
pub(crate) struct Form {
    /// What stands behind the command.
    pub head: String,
    /// The fields, by their names; those left empty are not there.
    fields: BTreeMap<String, Field>,
}

#[derive(Debug)]
struct Field {
    line: usize,
    value: String,
}

/// What is wrong with a form, and in which line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// The line, counted from 1; 0 where it is about what is not there.
    pub line: usize,
    /// The field.
    pub field: String,
    /// What.
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The line has no name in front, or one that means nothing.
    Line,
    /// The field stands there twice.
    Twice,
    /// It is missing.
    Missing,
    /// The value means nothing there.
    Value,
    /// It is too long.
    Long,
    /// It lies too far away, or has passed.
    Range,
}

impl Form {
    /// Reads a command with the fields below it; names in any letter case.
    pub fn parse(text: &str, names: &[&str]) -> Result<Form, Wrong> {
        let mut lines = text.lines().enumerate();
        let first = lines.next().map(|(_, line)| line).unwrap_or_default();
        let head = first.split_once(char::is_whitespace).map(|(_, head)| head.trim()).unwrap_or_default();
        let mut fields: BTreeMap<String, Field> = BTreeMap::new();
        for (nth, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |field: &str, why| Wrong { line: nth + 1, field: field.to_owned(), why };
            let (name, value) = line.split_once(':').ok_or_else(|| wrong(line.trim(), Why::Line))?;
            let name = name.trim().to_ascii_lowercase();
            if !names.contains(&name.as_str()) {
                return Err(wrong(&name, Why::Line));
            }
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let field = Field { line: nth + 1, value: value.to_owned() };
            if fields.insert(name.clone(), field).is_some() {
                return Err(wrong(&name, Why::Twice));
            }
        }
        Ok(Form { head: head.to_owned(), fields })
    }

    /// Whether nothing was filled in.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// A field that may be left empty.
    pub fn optional<T>(&self, name: &str, read: impl Fn(&str) -> Result<T, Why>) -> Result<Option<T>, Wrong> {
        let Some(field) = self.fields.get(name) else { return Ok(None) };
        let wrong = |why| Wrong { line: field.line, field: name.to_owned(), why };
        read(&field.value).map(Some).map_err(wrong)
    }

    /// A field that is needed.
    pub fn needed<T>(&self, name: &str, read: impl Fn(&str) -> Result<T, Why>) -> Result<T, Wrong> {
        let missing = || Wrong { line: 0, field: name.to_owned(), why: Why::Missing };
        self.optional(name, read)?.ok_or_else(missing)
    }

    /// The texts in each language, of which those that `old` has may be left empty.
    pub fn texts(
        &self,
        old: Option<&BTreeMap<Lang, String>>,
        most: usize,
    ) -> Result<BTreeMap<Lang, String>, Wrong> {
        let mut texts = BTreeMap::new();
        for lang in Lang::ALL {
            let read = |text: &str| {
                if text.chars().count() > most { Err(Why::Long) } else { Ok(text.to_owned()) }
            };
            let text = match old.and_then(|old| old.get(&lang)) {
                Some(old) => self.optional(lang.code(), read)?.unwrap_or_else(|| old.clone()),
                None => self.needed(lang.code(), read)?,
            };
            texts.insert(lang, text);
        }
        Ok(texts)
    }
}

/// A date such as 2027-03-01, or 01.03.2027.
pub(crate) fn date(text: &str) -> Result<Date, Why> {
    let dotted = Date::strptime("%d.%m.%Y", text);
    text.parse().or(dotted).map_err(|_| Why::Value)
}

/// A date as [`date`] reads it, and behind it a time such as 18:00 where there is one.
pub(crate) fn moment(text: &str) -> Result<(Date, Option<Time>), Why> {
    match text.split_once(char::is_whitespace) {
        None => Ok((date(text)?, None)),
        Some((day, time)) => {
            let time = Time::strptime("%H:%M", time.trim()).map_err(|_| Why::Value)?;
            Ok((date(day)?, Some(time)))
        }
    }
}

/// What is wrong with a form, and what to do.
pub(crate) fn fault(say: &Say<'_>, wrong: &Wrong) -> Html {
    let (line, field) = (count(wrong.line), wrong.field.as_str());
    match wrong.why {
        Why::Line => say.form_line(line, field),
        Why::Twice => say.form_twice(line, field),
        Why::Missing => say.form_missing(field),
        Why::Value => say.form_value(line, field),
        Why::Long => say.form_long(line, field),
        Why::Range => say.form_range(line, field),
    }
}

/// A time without fractions of a second, which a button can carry.
pub(crate) fn whole(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Option<(usize, Why)> {
        Form::parse(text, &["date", "ky"]).err().map(|wrong| (wrong.line, wrong.why))
    }

    #[test]
    fn a_form_is_read_line_by_line() {
        let form =
            Form::parse("/deadlines 7\nDate: 01.03.2027 18:00\n\nky:  Салам: дүйнө \n", &["date", "ky"]);
        let form = form.expect("a form");
        assert_eq!(form.head, "7");
        let (day, time) = form.needed("date", moment).expect("a date");
        assert_eq!(
            (day.to_string(), time.map(|time| time.to_string())),
            ("2027-03-01".into(), Some("18:00:00".into()))
        );
        assert_eq!(form.needed("ky", |text| Ok(text.to_owned())), Ok("Салам: дүйнө".to_owned()));
        assert_eq!(form.needed("ru", |_| Ok(())).err().map(|wrong| wrong.why), Some(Why::Missing));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert_eq!(wrong("/deadlines\nhello"), Some((2, Why::Line)));
        assert_eq!(wrong("/deadlines\n\nkz: a"), Some((3, Why::Line)));
        assert_eq!(wrong("/deadlines\nky: a\nky: b"), Some((3, Why::Twice)));
        assert_eq!(wrong("/deadlines\nky:\nky: b"), None);
        assert_eq!(date("2027-02-30"), Err(Why::Value));
        assert_eq!(moment("2027-02-01 25:00"), Err(Why::Value));
    }
}
