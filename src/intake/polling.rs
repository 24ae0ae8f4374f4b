//! The loop that asks Telegram for updates, and keeps asking.

use std::time::Duration;

use tokio::sync::watch;

use crate::intake::{Intake, wire::PollFault};

/// Why polling ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was asked to.
    Stopped,
    /// Telegram does not accept the token.
    Token,
}

/// How long Telegram holds a poll open, by the Bot API at most 50 s.
const POLL: Duration = Duration::from_secs(50);
/// The first pause after a failed poll; it doubles up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Asks for updates until it is told to stop, or the token is refused.
pub async fn run(intake: &Intake, mut stop: watch::Receiver<bool>) -> Ended {
    let mut pause = FIRST_PAUSE;
    loop {
        let polled = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => return Ended::Stopped,
            polled = intake.take(POLL) => polled,
        };
        let wait = match polled {
            Ok(_) => {
                pause = FIRST_PAUSE;
                continue;
            }
            Err(fault) => {
                log::warn!("{fault}; asking again");
                match fault {
                    PollFault::Token => return Ended::Token,
                    PollFault::Wait(asked) => asked,
                    PollFault::Conflict | PollFault::Inbox | PollFault::Down => pause,
                }
            }
        };
        pause = (pause * 2).min(LONGEST_PAUSE);
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ended::Stopped,
            () = intake.handling.clock.sleep(wait) => {}
        }
    }
}
