//! Fluent bundles, one a language, and the view through which messages are said.

use fluent_bundle::{FluentArgs, FluentError, FluentResource, concurrent::FluentBundle};
use jiff::civil::Date;
use unic_langid::LanguageIdentifier;

use crate::{
    domain::Lang,
    texts::{Content, Fault, Html, fault::line_at, files::Files},
};

type Bundle = FluentBundle<FluentResource>;

/// The messages of every language.
pub(super) struct Bundles([Bundle; 3]);

impl Bundles {
    /// Reads every `.ftl` file; all faults of syntax are found at once.
    pub(super) fn read(files: &Files) -> Result<Bundles, Vec<Fault>> {
        let mut faults = Vec::new();
        let bundles = Lang::ALL.map(|lang| read(lang, files, &mut faults));
        if faults.is_empty() { Ok(Bundles(bundles)) } else { Err(faults) }
    }

    /// The messages of one language.
    pub(super) fn of(&self, lang: Lang) -> &Bundle {
        match lang {
            Lang::Ky => &self.0[0],
            Lang::Ru => &self.0[1],
            Lang::En => &self.0[2],
        }
    }

    /// Renders a message of exactly this language; none where it has no such message.
    pub(super) fn render(&self, lang: Lang, id: &str, args: &FluentArgs<'_>) -> Option<Rendered> {
        let bundle = self.of(lang);
        let pattern = bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        Some(Rendered { text, errors })
    }
}

/// A message as it came out.
pub(super) struct Rendered {
    /// The text.
    pub(super) text: String,
    /// What went wrong on the way, such as a missing variable.
    pub(super) errors: Vec<FluentError>,
}

fn read(lang: Lang, files: &Files, faults: &mut Vec<Fault>) -> Bundle {
    let id: LanguageIdentifier = lang.code().parse().expect("an ISO 639-1 code is a language identifier");
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // The marks that isolate a variable's direction show up as boxes on old phones.
    bundle.set_use_isolating(false);
    if bundle.add_builtins().is_err() {
        faults.push(Fault { file: lang.code().to_owned(), line: 1, reason: "NUMBER is defined already".into() });
    }
    for (path, text) in files.of(lang) {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                faults.extend(errors.into_iter().map(|error| Fault {
                    file: path.to_owned(),
                    line: line_at(text, error.slice.as_ref().map_or(error.pos.start, |slice| slice.start)),
                    reason: format!("this is no Fluent: {}", error.kind),
                }));
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            for error in errors {
                let FluentError::Overriding { id, .. } = error else { continue };
                let line = line_of(text, &id);
                faults.push(Fault { file: path.to_owned(), line, reason: format!("{id} stands in two places") });
            }
        }
    }
    bundle
}

/// The line on which a message begins; 1 where it is not in the text.
pub(super) fn line_of(text: &str, id: &str) -> usize {
    let begins = |line: &str| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(begins).map_or(1, |index| index + 1)
}

/// Words and facts in one language: one function for each message of the catalogue.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    content: &'a Content,
    lang: Lang,
}

impl<'a> Say<'a> {
    pub(super) fn new(content: &'a Content, lang: Lang) -> Say<'a> {
        Say { content, lang }
    }

    /// Renders a message in the best language that has it. What can't be rendered is left out, never the bot taken
    /// down by it; the log says which message it was, and nothing of its variables.
    pub(super) fn render(&self, pattern: &str, code: Option<&str>, args: &FluentArgs<'_>) -> String {
        let id = code.map_or_else(|| pattern.to_owned(), |code| pattern.replace('*', code));
        for lang in self.lang.fallbacks() {
            if let Some(rendered) = self.content.bundles.render(*lang, &id, args) {
                if !rendered.errors.is_empty() {
                    log::warn!("{}/{id} could not be rendered in full", lang.code());
                }
                return rendered.text;
            }
        }
        log::warn!("{id} is missing in every language");
        String::new()
    }

    /// A date, written out.
    #[must_use]
    pub fn date(&self, date: Date) -> Html {
        self.date_long(date.day().into(), date.month().into(), date.year().into())
    }

    /// A month of a year, written out.
    #[must_use]
    pub fn month(&self, year: i16, month: i8) -> Html {
        self.date_month(month.into(), year.into())
    }
}
