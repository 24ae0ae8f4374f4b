//! One form: a command with a line for each field below it, in one message.
//!
//! ```text
//! /deadlines 7
//! date: 2027-03-01 18:00
//! ky: …
//! ```

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};

use crate::conversation::staff::count;
use crate::domain::Lang;
use crate::texts::{Html, Say};

/// The most characters of a title: a message and a picture have to hold it.
pub(super) const TITLE: usize = 120;
/// The most characters of a note.
pub(super) const NOTE: usize = 600;

/// A form that was filled in.
#[derive(Debug)]
pub(super) struct Form {
    /// The text behind the command.
    pub head: String,
    /// The fields by their names, without those left empty.
    fields: BTreeMap<String, Field>,
}

#[derive(Debug)]
struct Field {
    line: usize,
    value: String,
}

/// An error in a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FormError {
    /// The line, counted from 1; 0 where a field is missing.
    pub line: usize,
    /// The field.
    pub field: String,
    /// The error in the field.
    pub error: FieldError,
}

/// An error in a field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldError {
    /// The line begins with no name of a field.
    Line,
    /// The field is there twice.
    Twice,
    /// It is missing.
    Missing,
    /// It has no value that the field can have.
    Value,
    /// It is too long.
    Long,
    /// It is too far away, or has passed.
    Range,
}

impl Form {
    /// Reads a command with the fields below it. Their names may be in any letter case.
    pub fn parse(text: &str, names: &[&str]) -> Result<Form, FormError> {
        let mut lines = text.lines().enumerate();
        let first = lines.next().map(|(_, line)| line).unwrap_or_default();
        let head = first.split_once(char::is_whitespace).map(|(_, head)| head.trim()).unwrap_or_default();
        let mut fields: BTreeMap<String, Field> = BTreeMap::new();
        for (nth, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |field: &str, error| FormError { line: nth + 1, field: field.to_owned(), error };
            let (name, value) = line.split_once(':').ok_or_else(|| wrong(line.trim(), FieldError::Line))?;
            let name = name.trim().to_ascii_lowercase();
            if !names.contains(&name.as_str()) {
                return Err(wrong(&name, FieldError::Line));
            }
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let field = Field { line: nth + 1, value: value.to_owned() };
            if fields.insert(name.clone(), field).is_some() {
                return Err(wrong(&name, FieldError::Twice));
            }
        }
        Ok(Form { head: head.to_owned(), fields })
    }

    /// Whether nothing was filled in.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// A field that may be left empty.
    pub fn optional<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Result<T, FieldError>,
    ) -> Result<Option<T>, FormError> {
        let Some(field) = self.fields.get(name) else { return Ok(None) };
        let wrong = |error| FormError { line: field.line, field: name.to_owned(), error };
        read(&field.value).map(Some).map_err(wrong)
    }

    /// A field that is needed.
    pub fn needed<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Result<T, FieldError>,
    ) -> Result<T, FormError> {
        let missing = || FormError { line: 0, field: name.to_owned(), error: FieldError::Missing };
        self.optional(name, read)?.ok_or_else(missing)
    }

    /// The texts in each language. Those that `old` has may be left empty.
    pub fn texts(
        &self,
        old: Option<&BTreeMap<Lang, String>>,
        most: usize,
    ) -> Result<BTreeMap<Lang, String>, FormError> {
        let mut texts = BTreeMap::new();
        for lang in Lang::ALL {
            let read = |text: &str| {
                if text.chars().count() > most { Err(FieldError::Long) } else { Ok(text.to_owned()) }
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
pub(super) fn date(text: &str) -> Result<Date, FieldError> {
    let dotted = Date::strptime("%d.%m.%Y", text);
    text.parse().or(dotted).map_err(|_| FieldError::Value)
}

/// A date as [`date`] reads it, with or without a time such as 18:00 behind it.
pub(super) fn moment(text: &str) -> Result<(Date, Option<Time>), FieldError> {
    match text.split_once(char::is_whitespace) {
        None => Ok((date(text)?, None)),
        Some((day, time)) => {
            let time = Time::strptime("%H:%M", time.trim()).map_err(|_| FieldError::Value)?;
            Ok((date(day)?, Some(time)))
        }
    }
}

impl FormError {
    /// The error, and the way to mend it.
    pub fn explain(&self, say: &Say<'_>) -> Html {
        let (line, field) = (count(self.line), self.field.as_str());
        match self.error {
            FieldError::Line => say.form_line(line, field),
            FieldError::Twice => say.form_twice(line, field),
            FieldError::Missing => say.form_missing(field),
            FieldError::Value => say.form_value(line, field),
            FieldError::Long => say.form_long(line, field),
            FieldError::Range => say.form_range(line, field),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> Option<(usize, FieldError)> {
        Form::parse(text, &["date", "ky"]).err().map(|error| (error.line, error.error))
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
        assert_eq!(form.needed("ru", |_| Ok(())).err().map(|error| error.error), Some(FieldError::Missing));
    }

    #[test]
    fn an_error_names_its_line() {
        assert_eq!(error("/deadlines\nhello"), Some((2, FieldError::Line)));
        assert_eq!(error("/deadlines\n\nkz: a"), Some((3, FieldError::Line)));
        assert_eq!(error("/deadlines\nky: a\nky: b"), Some((3, FieldError::Twice)));
        assert_eq!(error("/deadlines\nky:\nky: b"), None);
        assert_eq!(date("2027-02-30"), Err(FieldError::Value));
        assert_eq!(moment("2027-02-01 25:00"), Err(FieldError::Value));
    }
}
