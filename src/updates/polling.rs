//! The loop that asks Telegram for updates, and keeps asking.

use std::time::Duration;

use tokio::sync::watch;

use crate::telegram::Outage;
use crate::updates::client::{PollError, UpdatesClient};
use crate::updates::inbox_feed::InboxFeed;
use crate::updates::{Ended, backoff};
use crate::vitals::Part;

/// How long Telegram holds a poll open; the Bot API allows 50 s. A router may drop a connection and say nothing. Then the poll
/// is given up 10 s later ([`UpdatesClient::GRACE`]), so that people wait for no more than 40 s.
const POLL: Duration = Duration::from_secs(25);
const _: () = assert!(POLL.as_secs() + UpdatesClient::GRACE.as_secs() < 40);

/// Asks for updates until the bot is asked to stop, or the token is refused.
pub(crate) async fn run(feed: &InboxFeed, mut stop: watch::Receiver<bool>) -> Ended {
    let mut pause = backoff();
    let mut outage = Outage::new(feed.processor.clock.clone());
    // Only once: another instance may set a webhook later, and the two must not fight over it.
    let mut webhook_is_gone = false;
    loop {
        let asked = async {
            if !webhook_is_gone {
                remove_webhook(feed).await?;
                webhook_is_gone = true;
            }
            feed.poll(POLL).await
        };
        let polled = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => return Ended::Stopped,
            polled = asked => polled,
        };
        let wait = match polled {
            Ok(_) => {
                pause.reset();
                outage.end();
                continue;
            }
            Err(error) => {
                log::warn!("{error}; asking again");
                if error == PollError::Down {
                    outage.note();
                } else {
                    outage.end();
                }
                match error {
                    PollError::Token => return Ended::Token,
                    PollError::Wait(time) => time,
                    PollError::Conflict
                    | PollError::Inbox
                    | PollError::Nameless
                    | PollError::Refused
                    | PollError::Down => pause.next_wait(),
                }
            }
        };
        feed.vitals().rests(Part::Updates, wait);
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ended::Stopped,
            () = feed.processor.clock.sleep(wait) => {}
        }
    }
}

/// Telegram answers no poll while a webhook is set.
async fn remove_webhook(feed: &InboxFeed) -> Result<(), PollError> {
    if feed.client.webhook_info().await?.url.is_empty() {
        return Ok(());
    }
    log::warn!("a webhook was set for this bot; it is removed, since WEBHOOK_URL is not set here");
    feed.client.delete_webhook().await
}
