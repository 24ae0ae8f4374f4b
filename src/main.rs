//! Command line, wiring, shutdown; nothing else.

#![expect(clippy::doc_markdown, reason = "the command line shows these texts as they stand")]

mod operator;

use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use pledge_bot::clock::Clock;
use pledge_bot::config::{Folders, Settings, read_env_file};
use pledge_bot::demo::Demo;
use pledge_bot::emulator::{Emulator, Options};
use pledge_bot::service::{Service, ServiceError};
use pledge_bot::{crypto, texts};
use tokio::sync::watch;

type Failure = Box<dyn std::error::Error>;

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
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
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
    Backup(operator::Backup),
    /// Restore a backup into an empty folder, and take out again who has left since
    Restore(operator::Restore),
    /// Write the supporters to a table, on a machine that has the private key and a copy of DATA_DIR
    Export(operator::Export),
    /// Run the emulator of Telegram alone, for bots in any language
    Emulator {
        /// Where to listen
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
        listen: SocketAddr,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info"))
        .format(|out, record| {
            let now = Clock::System.now();
            writeln!(out, "{now:.3} {:5} {}", record.level(), record.args())
        })
        .init();
    let cli = Cli::parse();
    let done = match cli.command.unwrap_or(Command::Run) {
        Command::Run => run().await,
        Command::Demo { port, data } => demo(port, data).await,
        Command::Check { folder } => check(folder),
        Command::Keygen { file } => keygen(&file),
        Command::Backup(args) => operator::backup(args).await,
        Command::Restore(args) => operator::restore(args).await,
        Command::Export(args) => operator::export(args).await,
        Command::Emulator { listen } => emulate(listen).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("pledge-bot: {failure}");
            let token = matches!(failure.downcast_ref(), Some(ServiceError::Token));
            ExitCode::from(if token { 78 } else { 1 })
        }
    }
}

async fn run() -> Result<(), Failure> {
    let env = environment()?;
    let settings = Settings::read(&env)?;
    let service = Service::start(&settings, Clock::System).await?;
    Ok(service.run(stop_signal()).await?)
}

async fn demo(port: u16, data: Option<PathBuf>) -> Result<(), Failure> {
    let temporary = if data.is_none() { Some(tempfile::tempdir()?) } else { None };
    let folder =
        data.or_else(|| temporary.as_ref().map(|folder| folder.path().to_owned())).unwrap_or_default();
    let messages = Folders::read(&environment()?)?.messages;
    let listen = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
    let demo = Demo::start(listen, folder, messages).await?;
    println!("Open {} in a browser to chat with the bot. Ctrl+C ends the demo.", demo.address());
    Ok(demo.run(stop_signal()).await?)
}

fn check(folder: Option<PathBuf>) -> Result<(), Failure> {
    let folder = match folder {
        Some(folder) => Some(folder),
        None => Folders::read(&environment()?)?.messages,
    };
    match texts::check_report(folder.as_deref()) {
        Ok(summary) => {
            println!("{summary}");
            Ok(())
        }
        Err(faults) => {
            for fault in &faults {
                println!("{fault}");
            }
            Err(format!("{} faults; nothing was changed", faults.len()).into())
        }
    }
}

fn keygen(file: &std::path::Path) -> Result<(), Failure> {
    let (public, secret) = crypto::generate();
    let text = format!("# public key: {public}\n{secret}\n");
    crypto::write_new(file, text.as_bytes())
        .map_err(|error| format!("{}: {}", file.display(), error.kind()))?;
    println!("{public}");
    eprintln!(
        "The private key is in {file}. Keep it off the server: on a computer and a stick of the coalition's, in two \
         places.\nWho loses it loses all names and contacts; who has it can read them.\nThe line above is the public \
         key. On the server, put it into .env:\nSEAL_RECIPIENTS={public}",
        file = file.display()
    );
    Ok(())
}

async fn emulate(listen: SocketAddr) -> Result<(), Failure> {
    let options = Options { listen, ..Options::default() };
    let emulator = Emulator::start(options)
        .await
        .map_err(|error| format!("can't listen at {listen}: {}", error.kind()))?;
    println!("The emulator answers at {0}; GET {0}/emulator describes it. Ctrl+C ends it.", emulator.url());
    // The sender's end of the channel went to the task that waits for the signal.
    let _ = stop_signal().wait_for(|stop| *stop).await;
    Ok(())
}

/// The environment, and below it `.env` in the current folder.
fn environment() -> Result<impl Fn(&str) -> Option<String>, Failure> {
    let file = read_env_file(&std::env::current_dir()?)?;
    Ok(move |name: &str| {
        let in_file = || file.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        std::env::var(name).ok().or_else(in_file)
    })
}

/// Turns true at the first SIGINT or SIGTERM; a second one ends the process at once.
fn stop_signal() -> watch::Receiver<bool> {
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        signal().await;
        log::info!("stopping; what is in hand is finished first");
        let _ = stop.send(true);
        signal().await;
        std::process::exit(1);
    });
    stopped
}

async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        log::warn!("SIGTERM can't be heard; only SIGINT stops the bot");
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
