//! `check`: proves that words and facts fit each other, the catalogue and Telegram, in every language.

mod expected;
mod ids;
mod original;
mod rendering;
mod wording;

use std::fmt;
use std::path::Path;

use crate::domain::{Lang, Pledge};
use crate::texts::bundles::Bundles;
use crate::texts::files::ContentFiles;
use crate::texts::ftl_file::FtlFile;
use crate::texts::{ContentError, Texts};
use expected::ExpectedMessages;

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckSummary {
    /// Messages in each language.
    pub messages: usize,
    /// Calls among the facts.
    pub calls: usize,
    /// Deadlines among the facts.
    pub deadlines: usize,
}

impl fmt::Display for CheckSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CheckSummary { messages, calls, deadlines } = self;
        let languages = Lang::ALL.len();
        write!(
            f,
            "no fault; {languages} languages, messages in each: {messages}, calls: {calls}, deadlines: {deadlines}"
        )
    }
}

/// Checks what is built in, or what it becomes under a folder.
///
/// # Errors
/// Every fault that there is, in the order of files and lines.
pub fn check_report(folder: Option<&Path>) -> Result<CheckSummary, Vec<ContentError>> {
    let files = folder.map_or_else(ContentFiles::builtin, ContentFiles::over_builtin);
    let Texts { pledge, .. } = Texts::read(&files)?;
    let messages = ExpectedMessages::by(Some(&pledge)).len();
    Ok(CheckSummary { messages, calls: pledge.calls.len(), deadlines: pledge.deadlines.len() })
}

/// What is checked. A part that is at fault does not keep the others from being checked.
pub(super) struct CheckInput<'a> {
    /// The files.
    pub(super) files: &'a ContentFiles,
    /// What could be read of the words.
    pub(super) bundles: &'a Bundles,
    /// The facts; none where they are at fault.
    pub(super) pledge: Option<&'a Pledge>,
    /// The pledge as it was submitted.
    pub(super) original: &'a str,
}

/// The faults of the words: against the catalogue, the facts, their language and Telegram.
pub(super) fn faults(subject: &CheckInput<'_>) -> Vec<ContentError> {
    let expected = ExpectedMessages::by(subject.pledge);
    let sources = Lang::ALL.map(|lang| (lang, subject.files.sources(lang)));
    let mut faults = Vec::new();
    for (lang, own) in &sources {
        faults.extend(own.iter().flat_map(FtlFile::syntax));
        faults.extend(ids::faults(*lang, own, &sources, &expected));
        faults.extend(wording::faults(*lang, own));
        faults.extend(rendering::faults(*lang, own, subject.bundles, &expected));
    }
    faults.extend(original::faults(subject));
    faults
}
