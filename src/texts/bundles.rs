//! Fluent bundles, one per language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::domain::Lang;
use crate::texts::files::ContentFiles;

type Bundle = FluentBundle<FluentResource>;

/// The messages of every language.
pub(super) struct Bundles([Bundle; 3]);

impl Bundles {
    /// Takes every message that can be read. The check tells of the others.
    pub(super) fn read(files: &ContentFiles) -> Bundles {
        Bundles(Lang::ALL.map(|lang| read(lang, files)))
    }

    /// Renders a message of exactly this language; `None` if the language lacks it.
    pub(super) fn render(&self, lang: Lang, id: &str, args: &FluentArgs<'_>) -> Option<RenderedMessage> {
        let bundle = match lang {
            Lang::Ky => &self.0[0],
            Lang::Ru => &self.0[1],
            Lang::En => &self.0[2],
        };
        let pattern = bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        Some(RenderedMessage { text, errors })
    }
}

/// The text of a message.
pub(super) struct RenderedMessage {
    /// The text, with gaps at the errors.
    pub(super) text: String,
    /// The errors of rendering, such as a missing variable.
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
        // The first of two messages with one ID stays. The check refuses doubles and unreadable messages.
        let _ = bundle.add_resource(resource);
    }
    bundle
}
