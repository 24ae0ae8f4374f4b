//! `check`: proves that words and facts fit each other, the catalogue and Telegram, in every language.

mod ids;
mod rendering;
mod wording;

use std::{fmt, path::Path};

use crate::{
    domain::{Lang, Pledge},
    texts::{
        Content, Fault,
        catalog::{CATALOG, Entry},
        files::Files,
    },
};

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Messages in each language.
    pub messages: usize,
    /// Calls among the facts.
    pub calls: usize,
    /// Deadlines among the facts.
    pub deadlines: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { messages, calls, deadlines } = self;
        let languages = Lang::ALL.len();
        write!(f, "no fault in {messages} messages in {languages} languages, {calls} calls, {deadlines} deadlines")
    }
}

/// Checks what is built in, or what it becomes under a folder.
///
/// # Errors
/// Every fault that there is, in the order of files and lines.
pub fn check_report(folder: Option<&Path>) -> Result<Summary, Vec<Fault>> {
    let files = folder.map_or_else(|| Ok(Files::builtin()), Files::over_builtin)?;
    let content = Content::read(&files)?;
    let (calls, deadlines) = (content.pledge.calls.len(), content.pledge.deadlines.len());
    Ok(Summary { messages: expected(&content.pledge).len(), calls, deadlines })
}

/// Checks words against the catalogue, the facts and Telegram's limits; they could be read, each for itself.
pub(super) fn faults(files: &Files, content: &Content) -> Vec<Fault> {
    let expected = expected(&content.pledge);
    let mut faults = Vec::new();
    for lang in Lang::ALL {
        faults.extend(ids::faults(files, lang, &expected));
        faults.extend(wording::faults(files, lang));
        faults.extend(rendering::faults(files, content, lang, &expected));
    }
    faults.sort();
    faults.dedup();
    faults
}

/// A message that a language has to have.
struct Expected {
    id: String,
    entry: &'static Entry,
    /// Whether it may be missing.
    optional: bool,
}

/// Every message that the catalogue and the facts ask for.
fn expected(pledge: &Pledge) -> Vec<Expected> {
    let mut all = Vec::new();
    for entry in CATALOG {
        let codes = entry.family.map(|family| family.codes(pledge));
        for code in codes.unwrap_or_else(|| vec![String::new()]) {
            // A note is wanted for the calls whose status is recorded, and may wait in the others.
            let optional = entry.optional && !pledge.is_recorded(&code);
            all.push(Expected { id: entry.id.replace('*', &code), entry, optional });
        }
    }
    all
}
