//! The check as a command: figures if texts and facts are sound, and otherwise every fault.

use std::fmt;
use std::path::Path;

use crate::domain::Lang;
use crate::texts::files::ContentFiles;
use crate::texts::{ContentError, Texts, check, contact};

/// The figures of a check that found no fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckSummary {
    /// Messages in each language.
    pub messages: usize,
    /// Calls among the facts.
    pub calls: usize,
    /// Deadlines among the facts.
    pub deadlines: usize,
    /// Notes on a folder: it has no files, names in it have changed since, it says nobody whom people could ask about their
    /// data, or a text of it says "we". It takes effect all the same.
    pub notes: Vec<ContentError>,
    /// Notes on labels that are wider than their buttons. They are shown cut.
    pub wide: Vec<ContentError>,
}

impl fmt::Display for CheckSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CheckSummary { messages, calls, deadlines, notes, wide } = self;
        for note in notes.iter().chain(wide) {
            writeln!(f, "{note}")?;
        }
        let languages = Lang::ALL.len();
        write!(
            f,
            "no fault; {languages} languages, messages in each: {messages}, calls: {calls}, deadlines: {deadlines}"
        )
    }
}

/// Checks the built-in texts and facts, with the files of a folder over them if there is one.
///
/// # Errors
/// All faults, in the order of files and lines.
pub fn check_report(folder: Option<&Path>) -> Result<CheckSummary, Vec<ContentError>> {
    let files = folder.map_or_else(ContentFiles::builtin, ContentFiles::over_builtin);
    let Texts { pledge, lacks_contact, .. } = Texts::read(&files)?;
    let messages = check::message_count(&pledge);
    let wide = check::wide_labels(&files, &pledge);
    let voice = check::voice_notes(&files);
    let mut notes = files.notes;
    notes.extend(folder.zip(contact::no_contact(&lacks_contact)).map(|(folder, reason)| ContentError {
        file: folder.display().to_string(),
        line: 0,
        reason,
    }));
    notes.extend(voice);
    Ok(CheckSummary { messages, calls: pledge.calls.len(), deadlines: pledge.deadlines.len(), notes, wide })
}
