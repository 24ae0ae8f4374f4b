//! `manual`: the manual pages and the completions, for whoever makes a package. `packaging/build` calls it.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::{Cli, CommandError};

/// Writes `man1/*.1` and `completions/*` into a folder, which is made if it is not there.
pub fn run(folder: &Path) -> Result<(), CommandError> {
    let pages = folder.join("man1");
    fs::create_dir_all(&pages)?;
    clap_mangen::generate_to(Cli::command(), &pages)?;
    let completions = folder.join("completions");
    fs::create_dir_all(&completions)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut Cli::command(), "pledge-bot", &completions)?;
    }
    Ok(())
}
