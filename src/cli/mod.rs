//! The command line: one file per command. `--help` shows the comments on commands and arguments.

#![expect(clippy::doc_markdown, reason = "the command line shows these texts as they stand")]

mod accept_keys;
mod audit;
mod backup;
mod bot_user;
mod check;
mod core_dumps;
mod demo;
mod doctor;
mod drill;
mod emulator;
mod environment;
mod export;
mod freeze;
mod holds;
mod keygen;
mod logging;
mod manual;
mod restore;
mod run;
mod setup;
mod signals;
mod staff;
mod store_key;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use pledge_bot::console::{self, err_line, out_line};
use pledge_bot::secret_file::Output;
use pledge_bot::service::ServiceError;

use crate::cli::signals::{HangUp, unless_stopped};

/// A failed command: one line for the person at the terminal.
type CommandError = Box<dyn std::error::Error>;

/// The Telegram bot for the Human Rights 75 pledge of Kyrgyzstan's civil society coalition.
///
/// Without a command, it runs the bot. It reads its settings from the environment and from the file .env in the current
/// folder, or else from /etc/pledge-bot/pledge-bot.env. The file .env.example explains each setting.
#[derive(Parser)]
#[command(
    version,
    after_help = "\
To try the bot, without a token or network:  pledge-bot demo
To run it on Telegram:                       pledge-bot setup
To see whether all is well:                  pledge-bot doctor

Exit codes: 0 success, or stopped on request; 1 an error, explained in one line, or something that doctor, check or audit verify \
found; 2 wrong arguments; 78 Telegram refuses \
the token."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<CliCommand>,
}

#[derive(Subcommand)]
enum CliCommand {
    /// Run the bot on Telegram (the default)
    Run,
    /// Set the bot up, question by question, and start it; or change what is set
    Setup(setup::SetupArgs),
    /// Try the bot on a web page, with an emulator in place of Telegram
    Demo {
        /// The port of the web page on this machine; 0 chooses a free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// The folder for the demo's data; without it, a temporary folder that is deleted at the end
        #[arg(long, value_name = "FOLDER")]
        data: Option<PathBuf>,
        /// Start without the made-up supporters, findings, deadline and broadcast
        #[arg(long)]
        empty: bool,
    },
    /// Check the texts and facts: the built-in ones, and over them those of a folder if there is one. Changes nothing
    Check {
        /// A folder laid out like messages/; without it, MESSAGES_DIR
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// Check whether everything is in order, and say what is wrong, what it means and how to mend it. Changes nothing; the bot may
    /// be running
    Doctor(doctor::DoctorArgs),
    /// Make the coalition's two keys, on a computer of the coalition. The private one goes into a file, which must never be on the
    /// server; the public one is printed
    Keygen {
        /// The file for the private key; it must not exist yet
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Accept other keys of the coalition's than those that the bot was started with so far; the bot must be stopped
    AcceptKeys(accept_keys::AcceptKeysArgs),
    /// Show and change who is on staff; the bot may be running
    #[command(subcommand)]
    Staff(staff::StaffCommandLine),
    /// Show the actions of staff that wait, stop one, or let one go ahead; the bot may be running
    #[command(subcommand)]
    Holds(holds::HoldsCommand),
    /// Write a backup that only the private key opens; the bot may be running
    Backup(backup::BackupArgs),
    /// Restore a backup into an empty folder, without the people who have left since then
    Restore(restore::RestoreArgs),
    /// Try a backup out, on a computer with the private key: whether it can be restored, and what would be lost. Changes nothing
    Drill(drill::DrillArgs),
    /// Recover the store key that was lost
    #[command(subcommand)]
    StoreKey(store_key::StoreKeyCommand),
    /// Stop everything that goes out to many and everything that staff do, or lift that
    Freeze(freeze::FreezeArgs),
    /// Show or check the log of what staff, the command line and the bot itself did
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Write the supporters to a table, on a computer with the private key and a copy of DATA_DIR
    Export(export::ExportArgs),
    /// Run only the emulator of Telegram, for developers of any bot
    Emulator {
        /// The address to listen at
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
        listen: SocketAddr,
    },
    /// Write the manual pages and the completions of shells into a folder, for a package
    #[command(hide = true)]
    Manual {
        /// The folder; it is made if it is not there
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
}

impl CliCommand {
    /// Whether it works on the bot's settings and data, so that it has to run as the bot's user.
    fn uses_data(&self) -> bool {
        match self {
            CliCommand::Run
            | CliCommand::Doctor(_)
            | CliCommand::AcceptKeys(_)
            | CliCommand::Staff(_)
            | CliCommand::Holds(_)
            | CliCommand::Backup(_)
            | CliCommand::Restore(_)
            | CliCommand::StoreKey(_)
            | CliCommand::Freeze(_)
            | CliCommand::Audit(_)
            | CliCommand::Export(_) => true,
            // Setup starts the service, for which it has to stay root. What it does to the data, it does as the bot's user.
            CliCommand::Setup(_)
            | CliCommand::Demo { .. }
            | CliCommand::Check { .. }
            | CliCommand::Drill(_)
            | CliCommand::Keygen { .. }
            | CliCommand::Emulator { .. }
            | CliCommand::Manual { .. } => false,
        }
    }
}

/// Carries out the command line.
pub async fn main() -> ExitCode {
    let protected = core_dumps::forbid();
    let cli = Cli::parse();
    match carry_out(cli.command.unwrap_or(CliCommand::Run), protected).await {
        Ok(code) => match console::failure() {
            None => code,
            Some(kind) => {
                err_line(format_args!("pledge-bot: not all of the output could be written: {kind}"));
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            err_line(format_args!("pledge-bot: {error}"));
            let token = matches!(error.downcast_ref(), Some(ServiceError::Token));
            ExitCode::from(if token { 78 } else { 1 })
        }
    }
}

async fn carry_out(command: CliCommand, protected: io::Result<()>) -> Result<ExitCode, CommandError> {
    if command.uses_data() {
        bot_user::take_on()?;
    }
    let hang_up = match &command {
        CliCommand::Run | CliCommand::Demo { .. } => HangUp::Reload,
        CliCommand::Setup(_)
        | CliCommand::Doctor(_)
        | CliCommand::Check { .. }
        | CliCommand::Keygen { .. }
        | CliCommand::AcceptKeys(_)
        | CliCommand::Staff(_)
        | CliCommand::Holds(_)
        | CliCommand::Backup(_)
        | CliCommand::Restore(_)
        | CliCommand::Drill(_)
        | CliCommand::StoreKey(_)
        | CliCommand::Freeze(_)
        | CliCommand::Audit(_)
        | CliCommand::Export(_)
        | CliCommand::Emulator { .. }
        | CliCommand::Manual { .. } => HangUp::Stop,
    };
    let stop = signals::listen(hang_up)?;
    logging::start()?;
    if let Err(error) = protected {
        log::warn!(
            "core dumps can't be forbidden here ({}); a crash may write secrets to the disk",
            error.kind()
        );
    }
    let done = match command {
        CliCommand::Doctor(args) => return unless_stopped(stop, doctor::run(args)).await,
        CliCommand::Run => run::run(stop).await,
        CliCommand::Setup(args) => setup::run(args, stop).await,
        CliCommand::Demo { port, data, empty } => demo::run(port, data, empty, stop).await,
        CliCommand::Check { folder } => check::run(folder),
        CliCommand::Keygen { file } => keygen::run(&file),
        CliCommand::AcceptKeys(args) => unless_stopped(stop, accept_keys::run(args)).await,
        CliCommand::Holds(command) => unless_stopped(stop, holds::run(command)).await,
        CliCommand::Staff(command) => unless_stopped(stop, staff::run(command)).await,
        CliCommand::Backup(args) => unless_stopped(stop, backup::run(args)).await,
        CliCommand::Restore(args) => unless_stopped(stop, restore::run(args)).await,
        CliCommand::Drill(args) => unless_stopped(stop, drill::run(args)).await,
        CliCommand::StoreKey(command) => unless_stopped(stop, store_key::run(command)).await,
        CliCommand::Freeze(args) => unless_stopped(stop, freeze::run(args)).await,
        CliCommand::Audit(command) => unless_stopped(stop, audit::run(command)).await,
        CliCommand::Export(args) => unless_stopped(stop, export::run(args)).await,
        CliCommand::Emulator { listen } => emulator::run(listen, stop).await,
        CliCommand::Manual { folder } => manual::run(&folder),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Reports a file that was made; on standard error if the file itself went to standard output.
fn report(out: &Output, text: &str) {
    match out {
        Output::File(_) => out_line(text),
        Output::Stdout => err_line(text),
    }
}
