//! One form: a command with a line for each field below it, in one message.
//!
//! ```text
//! /deadlines 7
//! date: 2027-03-01 18:00
//! ky: …
//! ```
//!
//! A form that is wrong comes back with its wrong lines marked. It can be sent again with the marks.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::conversation::staff::forms::field_error::{FieldError, FormError, FormErrors, filled};
use crate::conversation::staff::forms::words;
use crate::conversation::staff::forms::words::FormWords;
use crate::domain::{FormField, Lang, visible};

/// The most UTF-16 units of a title: a message and a picture have to hold it.
pub(super) const TITLE: usize = 120;
/// The most UTF-16 units of a note.
pub(super) const NOTE: usize = 600;

/// Marks a wrong line.
const MARK: char = '⚠';
/// Stands for what was cut from a form that comes back.
const CUT: &str = "…";
/// The most UTF-16 units of a line of a form that comes back: more than a right line can have, so that only wrong ones are cut.
const LINE: usize = NOTE + 100;
/// The longest name of a field, in characters.
const NAME: usize = 40;

/// A form that was filled in.
#[derive(Debug)]
pub(super) struct Form {
    /// The text behind the command.
    pub head: String,
    /// The lines as they were typed, without marks.
    lines: Vec<String>,
    /// The fields that are filled in.
    fields: BTreeMap<FormField, Field>,
    /// The lines of those that are left empty.
    blank: BTreeMap<FormField, usize>,
    /// The lines that can't be read.
    odd: Vec<FormError>,
}

#[derive(Debug)]
struct Field {
    line: usize,
    value: String,
}

impl Form {
    /// Reads a command with these fields below it.
    pub fn parse(words: FormWords<'_>, text: &str, fields: &[FormField]) -> Form {
        let names = words.names_of(fields);
        let mut lines = text.lines().map(|line| without_marks(line).to_owned());
        let first = lines.next().unwrap_or_default();
        let head = first.split_once(char::is_whitespace).map(|(_, head)| head).unwrap_or_default();
        let mut form = Form {
            head: visible::bare_line(head),
            lines: vec![first.clone()],
            fields: BTreeMap::new(),
            blank: BTreeMap::new(),
            odd: Vec::new(),
        };
        for line in lines {
            form.lines.push(line.clone());
            form.read_line(&line, &names, fields);
        }
        form
    }

    fn read_line(&mut self, typed: &str, names: &[(String, FormField)], fields: &[FormField]) {
        let (line, text) = (self.lines.len(), visible::line(typed));
        if text.is_empty() {
            return;
        }
        let Some((field, value)) = named(&text, names, &SEPARATORS) else {
            let name = text.split(':').next().unwrap_or_default();
            let error = FieldError::Line(visible::excerpt(name), fields.to_vec());
            self.odd.push(FormError { line, field: None, error });
            return;
        };
        if value.is_empty() {
            self.blank.insert(field, line);
        } else if let Entry::Vacant(entry) = self.fields.entry(field) {
            entry.insert(Field { line, value: value.to_owned() });
        } else {
            self.odd.push(FormError { line, field: Some(field), error: FieldError::Twice });
        }
    }

    /// Whether there is nothing below the command.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.odd.is_empty()
    }

    /// Begins to read the fields.
    pub fn reader(&self) -> FormReader<'_> {
        FormReader { form: self, wrong: self.odd.clone(), missing: Vec::new() }
    }

    /// The form as it comes back, with its wrong lines marked and those that are missing added, in so many UTF-16 units.
    pub fn marked(&self, words: FormWords<'_>, errors: &FormErrors, most: usize) -> String {
        let blank: Vec<_> = errors.missing.iter().filter_map(|field| self.blank.get(field)).collect();
        let is_wrong =
            |line: usize| errors.wrong.iter().any(|wrong| wrong.line == line) || blank.contains(&&line);
        let lines = self.lines.iter().enumerate().map(|(nth, typed)| {
            let typed = cut(typed, LINE);
            match (nth, is_wrong(nth + 1)) {
                // A message that begins with the mark would be no command.
                (0, true) => format!("{typed} {MARK}"),
                (_, true) => format!("{MARK} {typed}"),
                (_, false) => typed,
            }
        });
        let added = errors.missing.iter().filter(|field| !self.blank.contains_key(field)).map(|field| {
            let name = words::field_name(&words.say(), words.texts(), *field);
            format!("{MARK} {}", filled(&name, ""))
        });
        within(most, lines.chain(added))
    }
}

/// Reads the fields of a form, and collects their errors.
pub(super) struct FormReader<'a> {
    form: &'a Form,
    wrong: Vec<FormError>,
    missing: Vec<FormField>,
}

impl FormReader<'_> {
    /// A field that may be left empty.
    pub fn optional<T>(
        &mut self,
        field: FormField,
        read: impl FnOnce(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        let typed = self.form.fields.get(&field)?;
        match read(&typed.value) {
            Ok(value) => Some(value),
            Err(error) => {
                self.wrong.push(FormError { line: typed.line, field: Some(field), error });
                None
            }
        }
    }

    /// A field that is needed.
    pub fn needed<T>(
        &mut self,
        field: FormField,
        read: impl FnOnce(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        if !self.form.fields.contains_key(&field) {
            self.missing.push(field);
        }
        self.optional(field, read)
    }

    /// The texts in each language. Those that `old` has may be left empty.
    pub fn texts(&mut self, old: Option<&BTreeMap<Lang, String>>, most: usize) -> BTreeMap<Lang, String> {
        let mut texts = BTreeMap::new();
        for lang in Lang::ALL {
            let field = FormField::of_text(lang);
            let text = match old.and_then(|old| old.get(&lang)) {
                Some(old) => {
                    self.optional(field, |text| text_within(text, most)).or_else(|| Some(old.clone()))
                }
                None => self.needed(field, |text| text_within(text, most)),
            };
            texts.extend(text.map(|text| (lang, text)));
        }
        texts
    }

    /// Adds an error in the command.
    pub fn is_wrong(&mut self, error: FieldError) {
        self.wrong.push(FormError { line: 1, field: None, error });
    }

    /// All errors, in the order of the lines.
    pub fn errors(self) -> FormErrors {
        let mut wrong = self.wrong;
        wrong.sort_by_key(|wrong| wrong.line);
        FormErrors { wrong, missing: self.missing }
    }
}

/// A text that is not too long.
pub(super) fn text_within(text: &str, most: usize) -> Result<String, FieldError> {
    let length = text.encode_utf16().count();
    if length > most { Err(FieldError::Long { length, most }) } else { Ok(text.to_owned()) }
}

/// Each of these separates the name of a field from its value.
const SEPARATORS: [char; 5] = [':', '：', '=', '—', '–'];
/// In a form without its command only these do: other texts are not to be taken for forms.
const COLONS: [char; 2] = [':', '：'];

/// The field that a line names, and its value.
fn named<'t>(
    line: &'t str,
    names: &[(String, FormField)],
    separators: &[char],
) -> Option<(FormField, &'t str)> {
    let mut ends = line.char_indices().take(NAME).filter(|(_, c)| separators.contains(c));
    ends.find_map(|(end, separator)| {
        let typed = visible::spelling(&line[..end]);
        let field = names.iter().find(|(name, _)| *name == typed && !typed.is_empty())?.1;
        Some((field, line[end + separator.len_utf8()..].trim()))
    })
}

/// The number of lines of a text that begin with the name of one of these fields and a colon.
pub(super) fn lines_with(words: FormWords<'_>, text: &str, fields: &[FormField]) -> usize {
    let names = words.names_of(fields);
    let is_field = |line: &&str| named(&visible::line(without_marks(line)), &names, &COLONS).is_some();
    text.lines().filter(is_field).count()
}

/// A line without the marks of an earlier answer.
fn without_marks(line: &str) -> &str {
    let is_mark = |c: char| c == MARK || c == '\u{FE0F}' || c.is_whitespace();
    let line = if line.trim_start().starts_with(MARK) { line.trim_start_matches(is_mark) } else { line };
    if line.starts_with('/') { line.trim_end_matches(is_mark) } else { line }
}

/// The first so many UTF-16 units of a text.
fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut room = most.saturating_sub(CUT.len());
    let fits = |c: &char| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    };
    let kept: String = text.chars().take_while(fits).collect();
    kept + CUT
}

/// The first of these lines that fit into so many UTF-16 units.
fn within(most: usize, lines: impl Iterator<Item = String>) -> String {
    let mut kept: Vec<String> = Vec::new();
    let mut room = most.saturating_sub(CUT.len() + 1);
    for line in lines {
        let length = line.encode_utf16().count() + 1;
        if length > room {
            kept.push(CUT.to_owned());
            break;
        }
        room -= length;
        kept.push(line);
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Texts;

    const FIELDS: [FormField; 4] = [FormField::Date, FormField::Ky, FormField::Ru, FormField::Leads];

    fn form(text: &str) -> Form {
        Form::parse(FormWords::new(&Texts::builtin(), Lang::En), text, &FIELDS)
    }

    /// The value of a field.
    fn value(form: &Form, field: FormField) -> Option<String> {
        form.reader().optional(field, |text| Ok(text.to_owned()))
    }

    /// The errors in lines that can't be read.
    fn odd(text: &str) -> Vec<(usize, Option<FormField>)> {
        form(text).reader().errors().wrong.iter().map(|wrong| (wrong.line, wrong.field)).collect()
    }

    #[test]
    fn a_form_is_read_line_by_line() {
        let form = form("/deadlines 7\nDate: 01.03.2027 18:00\n\nky:  Салам: дүйнө \n");
        assert_eq!(form.head, "7");
        assert_eq!(value(&form, FormField::Date).as_deref(), Some("01.03.2027 18:00"));
        assert_eq!(value(&form, FormField::Ky).as_deref(), Some("Салам: дүйнө"));
        let mut reader = form.reader();
        assert_eq!(reader.needed(FormField::Ru, |_| Ok(())), None);
        assert_eq!(reader.errors(), FormErrors { wrong: Vec::new(), missing: vec![FormField::Ru] });
    }

    #[test]
    fn names_may_be_those_of_any_language_in_letters_that_look_the_same() {
        for (line, field) in [
            ("Dаtе: 1", FormField::Date),
            ("Срок: 1", FormField::Date),
            ("Мооноту: 1", FormField::Date),
            ("ку: 1", FormField::Ky),
            ("Кыргызча — 1", FormField::Ky),
            ("По-русски: 1", FormField::Ru),
            ("⚠\u{FE0F} Напоминания = 1", FormField::Leads),
        ] {
            let form = form(&format!("/deadlines\n{line}"));
            assert_eq!(value(&form, field).as_deref(), Some("1"), "{line}");
        }
        assert_eq!(odd("/deadlines\nky: a\nКыргызча: b"), [(3, Some(FormField::Ky))]);
    }

    #[test]
    fn an_error_names_its_line() {
        assert_eq!(odd("/deadlines\nhello"), [(2, None)]);
        assert_eq!(odd("/deadlines\n\nkz: a\n: b"), [(3, None), (4, None)]);
        assert_eq!(odd("/deadlines\nky:\nky: b"), []);
    }

    #[test]
    fn a_form_comes_back_with_its_wrong_lines_marked_and_is_read_like_that() {
        let texts = Texts::builtin();
        let words = FormWords::new(&texts, Lang::Ru);
        let sent = "/deadlines 99\nДата: 1\n\nпогода: 2\nru:";
        let form = Form::parse(words, sent, &FIELDS);
        let mut reader = form.reader();
        reader.needed(FormField::Date, |_| Err::<(), _>(FieldError::Passed));
        reader.texts(None, TITLE);
        reader.is_wrong(FieldError::NoDeadline("99".to_owned()));
        let errors = reader.errors();
        let marked = form.marked(words, &errors, 4000);
        assert_eq!(marked, "/deadlines 99 ⚠\n⚠ Дата: 1\n\n⚠ погода: 2\n⚠ ru:\n⚠ Кыргызча: \n⚠ English: ");
        let again = Form::parse(words, &marked, &FIELDS);
        assert_eq!((again.head.as_str(), value(&again, FormField::Date).as_deref()), ("99", Some("1")));
    }

    #[test]
    fn a_text_is_measured_as_telegram_does() {
        assert!(text_within(&"👍".repeat(60), TITLE).is_ok());
        assert_eq!(text_within(&"👍".repeat(61), TITLE), Err(FieldError::Long { length: 122, most: 120 }));
    }

    #[test]
    fn whatever_is_typed_comes_back_within_its_room() {
        let texts = Texts::builtin();
        let words = FormWords::new(&texts, Lang::En);
        let mut random = fastrand::Rng::with_seed(75);
        let parts =
            ["/deadlines", "\n", ":", "ky", "ку", "date", " ", "2027-03-01", "\u{200B}", "\u{2028}", "⚠"];
        for _ in 0..1_000 {
            let part = |random: &mut fastrand::Rng| match random.u8(..6) {
                0 => random.char(..).to_string().repeat(random.usize(..500)),
                _ => parts[random.usize(..parts.len())].to_owned(),
            };
            let typed: String = (0..random.usize(..12)).map(|_| part(&mut random)).collect();
            let form = Form::parse(words, &typed, &FIELDS);
            let mut reader = form.reader();
            reader.texts(None, TITLE);
            let errors = reader.errors();
            assert!(form.marked(words, &errors, 600).encode_utf16().count() <= 600, "{typed:?}");
        }
    }
}
