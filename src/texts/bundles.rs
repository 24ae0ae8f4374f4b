//! Fluent bundles, one a language, and the view through which messages are said.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use unic_langid::LanguageIdentifier;

use crate::domain::Lang;
use crate::texts::files::ContentFiles;
use crate::texts::{Html, Texts};

type Bundle = FluentBundle<FluentResource>;

/// The messages of every language.
pub(super) struct Bundles([Bundle; 3]);

impl Bundles {
    /// Takes every message that can be read; what can't be is the check's to tell.
    pub(super) fn read(files: &ContentFiles) -> Bundles {
        Bundles(Lang::ALL.map(|lang| read(lang, files)))
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
    pub(super) fn render(&self, lang: Lang, id: &str, args: &FluentArgs<'_>) -> Option<RenderedMessage> {
        let bundle = self.of(lang);
        let pattern = bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        Some(RenderedMessage { text, errors })
    }
}

/// A message as it came out.
pub(super) struct RenderedMessage {
    /// The text.
    pub(super) text: String,
    /// What went wrong on the way, such as a missing variable.
    pub(super) errors: Vec<FluentError>,
}

fn read(lang: Lang, files: &ContentFiles) -> Bundle {
    let id: LanguageIdentifier = lang.code().parse().expect("an ISO 639-1 code is a language identifier");
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // The marks that isolate a variable's direction show up as boxes on old phones.
    bundle.set_use_isolating(false);
    bundle.add_builtins().expect("NUMBER is not defined before it is defined");
    for file in files.of(lang) {
        let resource = FluentResource::try_new(file.text.clone()).unwrap_or_else(|(resource, _)| resource);
        // Of two messages with one id the first stays. The check refuses both cases.
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// Words and facts in one language: one function for each message of the catalogue.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    content: &'a Texts,
    lang: Lang,
}

impl<'a> Say<'a> {
    pub(super) fn new(content: &'a Texts, lang: Lang) -> Say<'a> {
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

    /// The day of a moment by the clocks of Kyrgyzstan, written out.
    #[must_use]
    pub fn day(&self, moment: Timestamp) -> Html {
        self.date(local(moment).date())
    }

    /// A moment by the clocks of Kyrgyzstan: the day, the hour and the minute.
    #[must_use]
    pub fn moment(&self, moment: Timestamp) -> Html {
        self.date_time(&self.day(moment), &local(moment).strftime("%H:%M").to_string())
    }

    /// A moment by the clocks of a zone.
    #[must_use]
    pub fn moment_in(&self, moment: Timestamp, zone: &TimeZone) -> Html {
        let local = moment.to_zoned_datetime(zone.clone());
        self.date_time(&self.date(local.date()), &local.strftime("%H:%M").to_string())
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A month of a year, written out.
    #[must_use]
    pub fn month(&self, year: i16, month: i8) -> Html {
        self.date_month(month.into(), year.into())
    }
}

/// A moment by the clocks of Kyrgyzstan.
fn local(moment: Timestamp) -> ZonedDateTime {
    let zone = TimeZone::get("Asia/Bishkek").expect("the zones are bundled");
    moment.to_zoned_datetime(zone)
}
