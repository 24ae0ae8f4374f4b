//! The signals that end a command.

use tokio::signal::unix::SignalKind;
use tokio::sync::watch;

/// Turns true at the first SIGINT or SIGTERM. The second one ends the process at once.
pub fn stop_signal() -> watch::Receiver<bool> {
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

/// Waits for SIGINT or SIGTERM.
pub async fn signal() {
    let Ok(mut terminate) = tokio::signal::unix::signal(SignalKind::terminate()) else {
        log::warn!("SIGTERM can't be heard; only SIGINT stops the bot");
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
