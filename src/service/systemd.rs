//! What systemd is told. Everywhere else nobody listens, and nothing is said.

use std::time::Duration;

use sd_notify::NotifyState;

use crate::vitals::Vitals;

/// The process is up: it listens, and takes signals. It may still wait for its secrets, so that nobody has to answer within the
/// time that systemd gives to a start.
pub(super) fn ready(status: &str) {
    tell(&[NotifyState::Ready, NotifyState::Status(status)]);
}

/// The bot does this now.
pub(super) fn status(text: &str) {
    tell(&[NotifyState::Status(text)]);
}

/// Tells systemd that the bot stops.
pub fn tell_stopping() {
    tell(&[NotifyState::Stopping, NotifyState::Status("stops")]);
}

fn tell(states: &[NotifyState<'_>]) {
    // Nobody need listen.
    let _ = sd_notify::notify(states);
}

/// How often systemd expects a sign of life, where it does: twice within the time of `WatchdogSec`.
pub(super) fn watchdog_interval() -> Option<Duration> {
    sd_notify::watchdog_enabled().map(|limit| limit / 2).filter(|half| !half.is_zero())
}

/// Gives systemd a sign of life as long as the store and the tasks are alive. If they are not, systemd ends the bot and starts
/// it again.
pub(super) async fn keep_watch(vitals: Vitals, interval: Duration) {
    let mut ticks = tokio::time::interval(interval);
    let mut was_alive = true;
    loop {
        ticks.tick().await;
        let is_alive = vitals.is_alive();
        if is_alive {
            tell(&[NotifyState::Watchdog]);
        } else if was_alive {
            log::error!("a part of the bot does not turn any more; systemd is to start the bot again");
        }
        was_alive = is_alive;
    }
}
