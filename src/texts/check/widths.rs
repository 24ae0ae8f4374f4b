//! Finds labels that are wider than their buttons. Telegram's apps show a label in one line and cut the rest of it.
//!
//! A button's width follows from the number of buttons in its row, on a phone of 390 pixels. The demo's page has the same
//! measures, and a test compares the two.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentArgs;

use crate::domain::Lang;
use crate::picture;
use crate::texts::bundles::Bundles;
use crate::texts::check::expected::ExpectedMessages;
use crate::texts::check::rendering::values;
use crate::texts::files::{ContentFiles, FACTS};
use crate::texts::{ContentError, facts};

/// The size of the letters, in pixels.
const LETTERS: u16 = 16;
/// The width of a message's buttons on a phone of 390 pixels, the gap between two, and the edges left and right of a label.
const KEYBOARD: f32 = 318.2;
const GAP: f32 = 5.0;
const EDGES: f32 = 24.0;

/// Labels of buttons begin like this; those of the other messages stand elsewhere.
const BUTTONS: [&str; 9] = [
    "button-",
    "campaign-button-",
    "group-button",
    "call-*-title",
    "kind-",
    "privacy-*-title",
    "region-",
    "topic-on",
    "topic-off",
];

/// Labels that share a row, by the number of buttons in the fullest row that they stand in.
const IN_A_ROW_OF: [(u8, &[&str]); 2] = [
    (
        2,
        &[
            "button-audit-doers",
            "button-audit-groups",
            "button-audit-newest",
            "button-back",
            "button-contact",
            "button-copy",
            "button-deadline",
            "button-deadline-change",
            "button-deadline-date",
            "button-deadline-leads",
            "button-deadline-remove",
            "button-deadline-time",
            "button-deadline-topic",
            "button-form-discard",
            "button-form-keep",
            "button-form-whole",
            "button-full",
            "button-help",
            "button-hold",
            "button-hold-go-ahead",
            "button-hold-stop",
            "button-home",
            "button-kind",
            "button-language",
            "button-name-*",
            "button-original",
            "button-panel",
            "button-pledge",
            "people-button-alias",
            "people-button-back",
            "people-button-leave",
            "button-privacy",
            "button-topics",
            "privacy-*-title",
            "button-publish-no",
            "button-publish-yes",
            "button-deadline-set",
            "button-deadlines",
            "button-region",
            "button-reminder-hour",
            "button-reminder-zone",
            "button-share",
            "button-status-yes",
            "campaign-button-audience",
            "campaign-button-call-off",
            "campaign-button-campaigns",
            "campaign-button-confirm",
            "campaign-button-draft",
            "campaign-button-everyone",
            "campaign-button-groups",
            "campaign-button-newer",
            "campaign-button-older",
            "campaign-button-pause",
            "campaign-button-preview",
            "campaign-button-private",
            "campaign-button-refresh",
            "campaign-button-resume",
            "campaign-button-supporters",
            "campaign-button-time",
        ],
    ),
    (3, &["campaign-button-campaign"]),
];

/// The region of people who chose none, which stands on the card only.
const NO_REGION: &str = "region-not-said";

/// Labels that stand in a mark, such as a tick before what is chosen: the mark, what stands in it, the buttons in the row.
const MARKED: [(&str, &str, u8); 19] = [
    ("topic-on", "topic-*-name", 1),
    ("topic-off", "topic-*-name", 1),
    ("button-chosen", "topic-*-name", 1),
    ("button-chosen", "reminders-which-*", 1),
    ("button-chosen", "zone-*", 2),
    ("button-chosen", "kind-*", 1),
    ("button-chosen", "region-*", 2),
    ("button-chosen", "button-no-region", 1),
    ("button-chosen", "button-snooze-day", 1),
    ("button-chosen", "button-snooze-week", 1),
    ("campaign-button-has", "language-name", 2),
    ("campaign-button-lacks", "language-name", 2),
    ("button-chosen", "button-lead-before", 1),
    ("button-chosen", "button-lead-day", 1),
    ("button-chosen", "button-lead-after", 1),
    ("button-chosen", "campaign-button-private", 2),
    ("button-chosen", "campaign-button-groups", 2),
    ("button-chosen", "campaign-button-everyone", 2),
    ("button-chosen", "campaign-button-supporters", 2),
];

/// A label on its button.
#[derive(Debug, Clone, PartialEq)]
pub struct ButtonLabel {
    /// Its language.
    pub lang: Lang,
    /// The ID of the message that is to be shortened if it is too wide.
    pub id: String,
    /// The label.
    pub text: String,
    /// The width of the text, in pixels.
    pub width: f32,
    /// The number of buttons in the row.
    pub in_row: u8,
}

impl ButtonLabel {
    /// The width that the button has for a label, in pixels.
    pub fn room(in_row: u8) -> f32 {
        let count = f32::from(in_row.max(1));
        (KEYBOARD - GAP * (count - 1.0)) / count - EDGES
    }

    /// The width of a text on a button, in pixels.
    pub fn width_of(text: &str) -> f32 {
        picture::line_width(text, LETTERS)
    }

    /// Whether Telegram cuts it.
    pub fn is_cut(&self) -> bool {
        self.width > ButtonLabel::room(self.in_row)
    }
}

/// Every label of the built-in texts.
///
/// # Panics
/// When the built-in texts are at fault, which no build is that passes its tests.
pub fn button_labels() -> Vec<ButtonLabel> {
    let files = ContentFiles::builtin();
    let pledge = facts::read(files.get(FACTS)).expect("the built-in facts are in order");
    let (bundles, expected) = (Bundles::read(&files), ExpectedMessages::by(Some(&pledge)));
    Lang::ALL.into_iter().flat_map(|lang| labels(lang, &bundles, &expected)).collect()
}

/// Notes on the labels that are cut. They are no faults: a text that an office wrote stays in use.
pub(in crate::texts) fn notes(files: &ContentFiles, expected: &ExpectedMessages) -> Vec<ContentError> {
    let bundles = Bundles::read(files);
    let mut notes = BTreeSet::new();
    for lang in Lang::ALL {
        // A label that stands in several rows is named once, where it is the widest.
        let mut cut = BTreeMap::<String, ButtonLabel>::new();
        for label in labels(lang, &bundles, expected).into_iter().filter(ButtonLabel::is_cut) {
            let is_widest = cut.get(&label.id).is_none_or(|known| known.width < label.width);
            if is_widest {
                cut.insert(label.id.clone(), label);
            }
        }
        notes.extend(cut.values().filter_map(|label| note(files, label)));
    }
    notes.into_iter().collect()
}

fn note(files: &ContentFiles, label: &ButtonLabel) -> Option<ContentError> {
    let sources = files.sources(label.lang);
    let (source, message) = sources.iter().find_map(|source| {
        let message = source.messages().find(|message| message.id.name == label.id)?;
        Some((source, message))
    })?;
    let reason = format!(
        "{} is wider than its button, so Telegram cuts it: {:?} takes {:.0} pixels where {:.0} are free (buttons in the \
         row: {}); shorten it",
        label.id,
        label.text,
        label.width,
        ButtonLabel::room(label.in_row),
        label.in_row
    );
    Some(source.fault(message.id.name, reason))
}

/// The labels of a language, each in its fullest row.
fn labels(lang: Lang, bundles: &Bundles, expected: &ExpectedMessages) -> Vec<ButtonLabel> {
    let mut labels = Vec::new();
    for (id, message) in expected.iter().filter(|(id, message)| !message.spec.is_html && *id != NO_REGION) {
        let render = |id: &str, args: &FluentArgs<'_>| bundles.render(lang, id, args).map(|shown| shown.text);
        let mut add = |text: Option<String>, in_row| {
            let label = text.map(|text| ButtonLabel {
                lang,
                id: id.to_owned(),
                width: ButtonLabel::width_of(&text),
                text,
                in_row,
            });
            labels.extend(label);
        };
        // A mark is measured with what stands in it.
        let is_mark = MARKED.iter().any(|(mark, ..)| *mark == id);
        if let Some(in_row) = row_of(message.spec.id).filter(|_| !is_mark) {
            for args in values(&[], message) {
                add(render(id, &args), in_row);
            }
        }
        for (mark, _, in_row) in MARKED.iter().filter(|(_, inside, _)| *inside == message.spec.id) {
            let name = render(id, &FluentArgs::new()).unwrap_or_default();
            // Only marked, where the mark shows both what is on and what is off.
            if !mark.starts_with("topic-") {
                add(Some(name.clone()), *in_row);
            }
            add(render(mark, &FluentArgs::from_iter([("name", name)])), *in_row);
        }
    }
    labels
}

/// The number of buttons in the row of a label; `None` if it stands on no button.
fn row_of(spec: &str) -> Option<u8> {
    let shared = IN_A_ROW_OF.iter().find(|(_, ids)| ids.contains(&spec)).map(|(in_row, _)| *in_row);
    // A name that a person chose may have any length, and the words of a broadcast are cut so that they fit.
    let is_named = ["button-calendar-of", "campaign-button-broadcast"].contains(&spec);
    let alone = || (!is_named && BUTTONS.iter().any(|begins| spec.starts_with(begins))).then_some(1);
    shared.or_else(alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telegram_cuts_no_label_of_the_built_in_texts() {
        let cut: Vec<_> = button_labels().into_iter().filter(ButtonLabel::is_cut).collect();
        assert!(cut.is_empty(), "shorten these labels, which are too wide for their buttons: {cut:#?}");
    }
}
