//! The signals that end a command. They are heard before anything waits: a signal without a handler ends a process in the
//! middle of its work, and has no effect at all on process 1, which the bot is in a container.

use std::time::Duration;

use pledge_bot::backup::DrillFolder;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::cli::CommandError;

/// The effect of SIGHUP, which differs between the bot and other commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HangUp {
    /// The bot reads its texts anew; the service listens for it too.
    Reload,
    /// The terminal was closed.
    Stop,
}

/// How long a command may take to clear away what it has begun. The bot itself takes the time that it needs.
const PATIENCE: Duration = Duration::from_secs(5);

/// Turns true at the first signal to stop. The second one ends the process at once; only what a drill has restored is removed before.
///
/// # Errors
/// When the system gives no handlers.
pub fn listen(hang_up: HangUp) -> Result<watch::Receiver<bool>, CommandError> {
    let of = |kind| signal(kind).map_err(|error| format!("can't listen for signals: {error}"));
    let (mut terminate, mut interrupt) = (of(SignalKind::terminate())?, of(SignalKind::interrupt())?);
    let (mut closed, mut quit) = (of(SignalKind::hangup())?, of(SignalKind::quit())?);
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        let mut next = async || loop {
            tokio::select! {
                _ = terminate.recv() => return,
                _ = interrupt.recv() => return,
                _ = quit.recv() => return,
                () = received(&mut closed) => if hang_up == HangUp::Stop { return },
            }
        };
        next().await;
        stop.send_replace(true);
        match hang_up {
            HangUp::Reload => {
                log::info!("stopping; what is in hand is finished first");
                next().await;
            }
            // A command may hang in a read or a write that hears of nothing.
            HangUp::Stop => drop(tokio::time::timeout(PATIENCE, next()).await),
        }
        let _removed = DrillFolder::remove_those_in_use();
        std::process::exit(1);
    });
    Ok(stopped)
}

async fn received(signal: &mut Signal) {
    if signal.recv().await.is_none() {
        std::future::pending::<()>().await;
    }
}

/// Waits for the signal to stop.
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        // The task that listens has ended, which it does only together with the process.
        std::future::pending::<()>().await;
    }
}

/// Carries out a command, unless a signal stops it first. A command that is dropped leaves nothing behind.
///
/// # Errors
/// As the command, and when it is stopped.
pub async fn unless_stopped<T>(
    mut stop: watch::Receiver<bool>,
    command: impl Future<Output = Result<T, CommandError>>,
) -> Result<T, CommandError> {
    tokio::select! {
        biased;
        () = stopped(&mut stop) => Err("stopped; nothing was left behind".into()),
        done = command => done,
    }
}
