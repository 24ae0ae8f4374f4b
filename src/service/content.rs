//! Texts and facts for a running bot: a folder that is at fault never takes it down.

use std::path::Path;

use crate::texts::{ContentError, Texts, no_contact};

/// The texts and facts of a folder over the built-in ones; the built-in ones alone if the folder is at fault.
pub(super) fn at_start(folder: Option<&Path>) -> Texts {
    let Some(folder) = folder else { return Texts::builtin() };
    Texts::load(folder).unwrap_or_else(|faults| {
        log_faults(&faults, "MESSAGES_DIR is at fault; the built-in words and facts are used");
        Texts::builtin()
    })
}

/// The texts and facts of a folder as they read now; `None` if they are at fault.
pub(super) fn anew(folder: &Path) -> Option<Texts> {
    match Texts::load(folder) {
        Ok(texts) => {
            log::info!("words and facts were read anew");
            if let Some(warning) = no_contact(&texts.lacks_contact) {
                log::warn!("{warning}");
            }
            Some(texts)
        }
        Err(faults) => {
            log_faults(&faults, "words and facts are at fault; the old ones stay");
            None
        }
    }
}

fn log_faults(faults: &[ContentError], consequence: &str) {
    for fault in faults {
        log::error!("{fault}");
    }
    log::error!("{consequence}");
}
