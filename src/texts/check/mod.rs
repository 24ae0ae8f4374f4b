//! Proves that texts and facts fit each other, the catalogue and Telegram, in every language.

mod expected;
mod ids;
mod original;
mod rendering;
mod voice;
mod widths;
mod wording;

use crate::domain::{Lang, Pledge};
use crate::texts::ContentError;
use crate::texts::bundles::Bundles;
use crate::texts::check::expected::ExpectedMessages;
use crate::texts::files::ContentFiles;
use crate::texts::ftl_file::FtlFile;

pub use widths::{ButtonLabel, button_labels};

/// The texts and facts to check. A part that is at fault does not keep the others from being checked.
pub(super) struct CheckInput<'a> {
    /// The files.
    pub(super) files: &'a ContentFiles,
    /// The messages that could be read.
    pub(super) bundles: &'a Bundles,
    /// The facts; `None` if they are at fault.
    pub(super) pledge: Option<&'a Pledge>,
    /// The pledge as it was submitted.
    pub(super) original: &'a str,
}

/// The faults of the texts: against the catalogue, the facts, their language and Telegram.
pub(super) fn faults(input: &CheckInput<'_>) -> Vec<ContentError> {
    let expected = ExpectedMessages::by(input.pledge);
    let sources = Lang::ALL.map(|lang| (lang, input.files.sources(lang)));
    let mut faults = Vec::new();
    for (lang, own) in &sources {
        faults.extend(own.iter().flat_map(FtlFile::syntax));
        faults.extend(ids::faults(*lang, own, &sources, &expected));
        faults.extend(wording::faults(*lang, own));
        faults.extend(rendering::faults(*lang, own, input.bundles, &expected));
    }
    faults.extend(original::faults(input));
    faults
}

/// Notes on labels that are wider than their buttons.
pub(super) fn wide_labels(files: &ContentFiles, pledge: &Pledge) -> Vec<ContentError> {
    widths::notes(files, &ExpectedMessages::by(Some(pledge)))
}

/// Notes on texts that make the bot or a reader say "we", and on wordings that were ruled out.
pub(super) fn voice_notes(files: &ContentFiles) -> Vec<ContentError> {
    voice::notes(files)
}

/// The number of messages that each language has to have.
pub(super) fn message_count(pledge: &Pledge) -> usize {
    ExpectedMessages::by(Some(pledge)).len()
}
