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
    if states.is_empty() {
        return;
    }
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
        tell(sign_of_life(&vitals, &mut was_alive));
    }
}

/// What systemd is told now: nothing while a part does not turn.
fn sign_of_life(vitals: &Vitals, was_alive: &mut bool) -> &'static [NotifyState<'static>] {
    let is_alive = vitals.is_alive();
    if !is_alive && *was_alive {
        log::error!("a part of the bot does not turn any more; systemd is to start the bot again");
    }
    *was_alive = is_alive;
    if is_alive { &[NotifyState::Watchdog] } else { &[] }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use tokio::sync::watch;

    use super::*;
    use crate::clock::Clock;
    use crate::vitals::{BotState, Part};

    #[test]
    fn systemd_gets_no_sign_of_life_while_a_part_does_not_turn() {
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        let vitals = Vitals::new(clock.clone());
        let mut was_alive = true;
        let mut told = || matches!(sign_of_life(&vitals, &mut was_alive), [NotifyState::Watchdog]);
        assert!(told(), "it starts");
        vitals.enter(BotState::Running(watch::Sender::new(false).subscribe()));
        clock.advance(Vitals::ALIVE + SignedDuration::from_secs(1));
        vitals.turned(Part::Updates);
        vitals.turned(Part::Store);
        assert!(!told() && !told(), "campaigns hang");
        vitals.turned(Part::Delivery);
        assert!(told());
    }
}
