//! The command line: one file per command.

#![expect(clippy::doc_markdown, reason = "the command line shows these texts as they stand")]

mod backup;
mod check;
mod demo;
mod emulator;
mod environment;
mod export;
mod keygen;
mod logging;
mod restore;
mod run;
mod signals;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use pledge_bot::service::ServiceError;

/// The error of a command: one line for the person at the terminal.
type CommandError = Box<dyn std::error::Error>;

/// The pledge bot: serves the Human Rights 75 pledge of Kyrgyzstan's civil society coalition on Telegram.
///
/// Without a command it runs the bot. Settings come from the environment and from .env in the current folder;
/// .env.example explains each.
#[derive(Parser)]
#[command(
    version,
    after_help = "\
First look, with no token and no network:  pledge-bot demo
Going live:                                put BOT_TOKEN into .env, then: pledge-bot run

Exit codes: 0 stopped when asked to; 1 a fault, told in one line; 2 wrong usage; 78 Telegram refuses the token."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<CliCommand>,
}

#[derive(Subcommand)]
enum CliCommand {
    /// Run the bot on Telegram (the default)
    Run,
    /// Run the bot with an emulator of Telegram and a web page to chat on
    Demo {
        /// The port of the web page on this machine; 0 takes a free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Where to keep the demo's data; without it, in a temporary folder that is deleted at the end
        #[arg(long, value_name = "FOLDER")]
        data: Option<PathBuf>,
    },
    /// Check words and facts: the built-in ones, or those of a folder over them
    Check {
        /// A folder laid out like messages/
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// Make the coalition's pair of keys; the private half goes to a file that never touches the server
    Keygen {
        /// Where to write the private half; must not exist yet
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Write a backup, sealed to SEAL_RECIPIENTS, whether or not the bot runs
    Backup(backup::BackupArgs),
    /// Restore a backup into an empty folder, and take out again who has left since
    Restore(restore::RestoreArgs),
    /// Write the supporters to a table, on a machine that has the private key and a copy of DATA_DIR
    Export(export::ExportArgs),
    /// Run the emulator of Telegram alone, for bots in any language
    Emulator {
        /// Where to listen
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
        listen: SocketAddr,
    },
}

/// Does what the command line asks for.
pub async fn main() -> ExitCode {
    let cli = Cli::parse();
    logging::start();
    let done = match cli.command.unwrap_or(CliCommand::Run) {
        CliCommand::Run => run::run().await,
        CliCommand::Demo { port, data } => demo::run(port, data).await,
        CliCommand::Check { folder } => check::run(folder),
        CliCommand::Keygen { file } => keygen::run(&file),
        CliCommand::Backup(args) => backup::run(args).await,
        CliCommand::Restore(args) => restore::run(args).await,
        CliCommand::Export(args) => export::run(args).await,
        CliCommand::Emulator { listen } => emulator::run(listen).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pledge-bot: {error}");
            let token = matches!(error.downcast_ref(), Some(ServiceError::Token));
            ExitCode::from(if token { 78 } else { 1 })
        }
    }
}
