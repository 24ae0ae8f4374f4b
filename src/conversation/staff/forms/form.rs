//! One form: a command with a line for each field below it, in one message.
//!
//! ```text
//! /deadlines 7
//! date: 2027-03-01 18:00
//! ky: …
//! ```

use std::collections::BTreeMap;

use crate::conversation::staff::count;
use crate::conversation::staff::time::ParseDateError;
use crate::domain::{Lang, visible};
use crate::texts::{Html, Say};

/// The most UTF-16 units of a title: a message and a picture have to hold it.
pub(super) const TITLE: usize = 120;
/// The most UTF-16 units of a note.
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
    /// The field, or what stands in its place, as far as an answer repeats it.
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
    /// It is no date, or no date with a time.
    Date(ParseDateError),
    /// It is no time zone that is known.
    Zone,
    /// It is a time zone that means the opposite of what it seems to mean.
    ReversedZone,
}

impl Form {
    /// Reads a command with the fields below it. Their names may be in any letter case, and in letters that look the same.
    pub fn parse(text: &str, names: &[&str]) -> Result<Form, FormError> {
        let mut lines = text.lines().enumerate();
        let first = lines.next().map(|(_, line)| line).unwrap_or_default();
        let head = first.split_once(char::is_whitespace).map(|(_, head)| head).unwrap_or_default();
        let mut fields: BTreeMap<String, Field> = BTreeMap::new();
        for (nth, line) in lines {
            let line = visible::line(line);
            if line.is_empty() {
                continue;
            }
            let wrong = |field: &str, error| FormError::new(nth + 1, field, error);
            let (typed, value) = line.split_once(':').ok_or_else(|| wrong(&line, FieldError::Line))?;
            let looks = visible::look(typed.trim());
            let name = names.iter().find(|name| visible::look(name) == looks);
            let name = name.ok_or_else(|| wrong(typed, FieldError::Line))?;
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let field = Field { line: nth + 1, value: value.to_owned() };
            if fields.insert((*name).to_owned(), field).is_some() {
                return Err(wrong(name, FieldError::Twice));
            }
        }
        Ok(Form { head: visible::bare_line(head), fields })
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
        let wrong = |error| FormError::new(field.line, name, error);
        read(&field.value).map(Some).map_err(wrong)
    }

    /// A field that is needed.
    pub fn needed<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Result<T, FieldError>,
    ) -> Result<T, FormError> {
        let missing = || FormError::new(0, name, FieldError::Missing);
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
                if text.encode_utf16().count() > most { Err(FieldError::Long) } else { Ok(text.to_owned()) }
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

/// The one of these things whose code is written here, also in letters that look the same.
pub(super) fn by_code<T>(
    text: &str,
    all: impl IntoIterator<Item = T>,
    code: impl Fn(&T) -> &str,
) -> Result<T, FieldError> {
    let looks = visible::look(text);
    all.into_iter().find(|it| visible::look(code(it)) == looks).ok_or(FieldError::Value)
}

impl FormError {
    /// An error in a field, which may be anything that was typed.
    pub fn new(line: usize, field: &str, error: FieldError) -> FormError {
        FormError { line, field: visible::excerpt(field), error }
    }

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
            FieldError::Date(ParseDateError::Shape) => say.form_date(line),
            FieldError::Date(ParseDateError::Day) => say.form_day(line),
            FieldError::Date(ParseDateError::Time) => say.form_time(line),
            FieldError::Date(ParseDateError::Zone) => say.form_date_zone(line),
            FieldError::Zone => say.form_zone(line),
            FieldError::ReversedZone => say.form_zone_reversed(line),
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
        assert_eq!(form.needed("date", |text| Ok(text.to_owned())).as_deref(), Ok("01.03.2027 18:00"));
        assert_eq!(form.needed("ky", |text| Ok(text.to_owned())).as_deref(), Ok("Салам: дүйнө"));
        assert_eq!(form.needed("ru", |_| Ok(())).err().map(|error| error.error), Some(FieldError::Missing));
    }

    #[test]
    fn names_may_be_written_in_letters_that_look_the_same() {
        let form = Form::parse("/deadlines\nDаtе: 1\nку: сал\u{200B}ам", &["date", "ky"]).expect("a form");
        assert_eq!(form.needed("date", |text| Ok(text.to_owned())).as_deref(), Ok("1"));
        assert_eq!(form.needed("ky", |text| Ok(text.to_owned())).as_deref(), Ok("салам"));
        assert_eq!(error("/deadlines\nky: a\nку: b"), Some((3, FieldError::Twice)));
        assert_eq!(by_code("nеws", ["calls", "news"], |code| code), Ok("news"));
        assert_eq!(by_code("new", ["calls", "news"], |code| code), Err(FieldError::Value));
    }

    #[test]
    fn an_error_names_its_line() {
        assert_eq!(error("/deadlines\nhello"), Some((2, FieldError::Line)));
        assert_eq!(error("/deadlines\n\nkz: a"), Some((3, FieldError::Line)));
        assert_eq!(error("/deadlines\nky: a\nky: b"), Some((3, FieldError::Twice)));
        assert_eq!(error("/deadlines\nky:\nky: b"), None);
    }

    #[test]
    fn a_text_is_measured_as_telegram_does() {
        let titles = |title: &str| {
            let form = Form::parse(&format!("/deadlines\nky: {title}\nru: б\nen: c"), &["ky", "ru", "en"]);
            form.expect("a form").texts(None, TITLE).err().map(|error| error.error)
        };
        assert_eq!(titles(&"👍".repeat(60)), None);
        assert_eq!(titles(&"👍".repeat(61)), Some(FieldError::Long));
        assert_eq!(titles(&format!("Z{}", "\u{301}".repeat(180))), None);
    }

    #[test]
    fn whatever_is_typed_is_repeated_only_in_part() {
        let mut random = fastrand::Rng::with_seed(75);
        let parts = ["/deadlines", "\n", ":", "ky", "ку", "date", " ", "2027-03-01", "\u{200B}", "\u{2028}"];
        for _ in 0..20_000 {
            let part = |random: &mut fastrand::Rng| match random.u8(..6) {
                0 => random.char(..).to_string().repeat(random.usize(..500)),
                _ => parts[random.usize(..parts.len())].to_owned(),
            };
            let typed: String = (0..random.usize(..12)).map(|_| part(&mut random)).collect();
            match Form::parse(&typed, &["date", "ky"]) {
                Ok(form) => assert!(form.fields.len() <= 2),
                Err(error) => assert!(error.field.chars().count() <= 41, "{error:?}"),
            }
        }
    }
}
