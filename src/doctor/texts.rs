//! The coalition's own texts, by the same check as `pledge-bot check`.

use crate::config::Folders;
use crate::doctor::machine::quoted;
use crate::doctor::report::{CheckOutcome, Found};
use crate::domain::doctor::Finding;
use crate::texts::Texts;

/// How many faults are named.
const MOST: usize = 5;

/// Whether the folder's texts can be used, and say whom people can ask.
pub(super) fn messages(folders: &Folders) -> CheckOutcome {
    let Some(folder) = folders.messages.as_deref() else {
        return Found::new(Finding::ContactMissing).here("MESSAGES_DIR is not set").into();
    };
    match Texts::load(folder) {
        Ok(texts) if texts.lacks_contact.is_empty() => CheckOutcome::Sound,
        Ok(texts) => {
            let languages: Vec<_> = texts.lacks_contact.iter().map(|lang| lang.code()).collect();
            Found::new(Finding::ContactMissing)
                .here(format!("it is missing in: {}", languages.join(", ")))
                .into()
        }
        Err(faults) => {
            let named = faults.iter().take(MOST).map(ToString::to_string);
            let more = (faults.len() > MOST).then(|| format!("and {} more", faults.len() - MOST));
            let command = format!("pledge-bot check {}", quoted(folder));
            let found = Found::at_all(Finding::MessagesFaulty, named.chain(more));
            CheckOutcome::of(found.map(|found| found.command(command)), None)
        }
    }
}
