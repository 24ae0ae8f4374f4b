//! Whether the coalition has said how people reach it about their data. The built-in text says that it has not.

use fluent_bundle::FluentArgs;

use crate::domain::Lang;
use crate::texts::bundles::Bundles;
use crate::texts::files::ContentFiles;

const CONTACT: &str = "controller-contact";

/// The languages that still have the built-in text.
pub(super) fn lacking(bundles: &Bundles) -> Vec<Lang> {
    let builtin = Bundles::read(&ContentFiles::builtin());
    let said = |bundles: &Bundles, lang| {
        bundles.render(lang, CONTACT, &FluentArgs::new()).map(|message| message.text)
    };
    Lang::ALL.into_iter().filter(|lang| said(bundles, *lang) == said(&builtin, *lang)).collect()
}

/// Says that these languages lack a contact; `None` if there are none.
pub fn no_contact(lacking: &[Lang]) -> Option<String> {
    let langs: Vec<_> = lacking.iter().map(|lang| lang.code()).collect();
    (!langs.is_empty()).then(|| {
        format!(
            "{CONTACT} is still the built-in text ({}), so people can't ask the coalition about their data; \
             put its address into controller.ftl in MESSAGES_DIR",
            langs.join(", ")
        )
    })
}
