//! `check`: texts and facts.

use std::path::PathBuf;

use pledge_bot::config::Folders;
use pledge_bot::console::out_line;
use pledge_bot::texts;

use crate::cli::CommandError;
use crate::cli::environment::environment;

pub fn run(folder: Option<PathBuf>) -> Result<(), CommandError> {
    let folder = match folder {
        Some(folder) => Some(folder),
        None => Folders::read(&environment()?)?.messages,
    };
    match texts::check_report(folder.as_deref()) {
        Ok(summary) => {
            out_line(&summary);
            Ok(())
        }
        Err(errors) => {
            for error in &errors {
                out_line(error);
            }
            let faults = if errors.len() == 1 { "fault" } else { "faults" };
            Err(format!("{} {faults}; the lines above say where, and how to mend each", errors.len()).into())
        }
    }
}
