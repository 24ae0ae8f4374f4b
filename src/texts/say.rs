//! The texts in one language, and how dates are written in it.

use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::domain::Lang;
use crate::domain::time::home_zone;
use crate::texts::Html;
use crate::texts::bundles::Bundles;

/// The texts in one language: one function for each message of the catalogue.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    bundles: &'a Bundles,
    lang: Lang,
}

impl<'a> Say<'a> {
    pub(super) fn new(bundles: &'a Bundles, lang: Lang) -> Say<'a> {
        Say { bundles, lang }
    }

    /// Renders a message in the first of the language's fallbacks that has it. A message that can't be rendered leaves a
    /// gap and never stops the bot. The log names the message, and nothing of its variables.
    pub(super) fn render(&self, pattern: &str, code: Option<&str>, args: &FluentArgs<'_>) -> String {
        let id = code.map_or_else(|| pattern.to_owned(), |code| pattern.replace('*', code));
        for lang in self.lang.fallbacks() {
            if let Some(rendered) = self.bundles.render(*lang, &id, args) {
                if !rendered.errors.is_empty() {
                    log::warn!("{}/{id} could not be rendered in full", lang.code());
                }
                return rendered.text;
            }
        }
        log::warn!("{id} is missing in every language");
        String::new()
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A text for others, with the sentence that the law asks for below it, if there is one.
    pub fn with_notice(&self, text: String) -> String {
        let notice = self.legal_notice();
        if notice.is_empty() { text } else { format!("{text}\n\n{notice}") }
    }

    /// A date, written out.
    pub fn date(&self, date: Date) -> Html {
        self.date_long(date.day(), date.month(), date.year())
    }

    /// A month of a year, written out.
    pub fn month(&self, year: i16, month: i8) -> Html {
        self.date_month(month, year)
    }

    /// The date of a moment in Kyrgyzstan, written out.
    pub fn day(&self, moment: Timestamp) -> Html {
        self.date(local(moment).date())
    }

    /// A moment in Kyrgyzstan's time: date, hour and minute.
    pub fn moment(&self, moment: Timestamp) -> Html {
        self.date_and_time(&local(moment))
    }

    /// A moment in the time of a zone: date, hour and minute.
    pub fn moment_in(&self, moment: Timestamp, zone: &TimeZone) -> Html {
        self.date_and_time(&moment.to_zoned_datetime(zone.clone()))
    }

    fn date_and_time(&self, local: &ZonedDateTime) -> Html {
        self.date_time(&self.date(local.date()), &local.strftime("%H:%M").to_string())
    }
}

/// A moment in Kyrgyzstan's time.
fn local(moment: Timestamp) -> ZonedDateTime {
    moment.to_zoned_datetime(home_zone())
}
