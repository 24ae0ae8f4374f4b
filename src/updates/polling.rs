//! The loop that asks Telegram for updates, and keeps asking.

use std::time::Duration;

use tokio::sync::watch;

use crate::updates::client::PollFault;
use crate::updates::{Ended, Intake, backoff};

/// How long Telegram holds a poll open, by the Bot API at most 50 s.
const POLL: Duration = Duration::from_secs(50);

/// Asks for updates until it is told to stop, or the token is refused.
pub async fn run(intake: &Intake, mut stop: watch::Receiver<bool>) -> Ended {
    let mut pause = backoff();
    // Only once: an instance that sets a webhook later is in its right, and the two must not fight over it.
    let mut webhook_is_gone = false;
    loop {
        let asked = async {
            if !webhook_is_gone {
                remove_webhook(intake).await?;
                webhook_is_gone = true;
            }
            intake.take(POLL).await
        };
        let polled = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => return Ended::Stopped,
            polled = asked => polled,
        };
        let wait = match polled {
            Ok(_) => {
                pause.reset();
                continue;
            }
            Err(fault) => {
                log::warn!("{fault}; asking again");
                match fault {
                    PollFault::Token => return Ended::Token,
                    PollFault::Wait(time) => time,
                    PollFault::Conflict
                    | PollFault::Inbox
                    | PollFault::Nameless
                    | PollFault::Refused
                    | PollFault::Down => pause.next_wait(),
                }
            }
        };
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ended::Stopped,
            () = intake.handling.clock.sleep(wait) => {}
        }
    }
}

/// Telegram answers no poll while a webhook is set.
async fn remove_webhook(intake: &Intake) -> Result<(), PollFault> {
    if intake.wire.webhook_info().await?.url.is_empty() {
        return Ok(());
    }
    log::warn!("a webhook was set for this bot; it is removed, since WEBHOOK_URL is not set here");
    intake.wire.delete_webhook().await
}
