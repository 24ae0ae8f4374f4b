//! Incoming updates. Each is stored in the inbox before Telegram is told to forget it, handled in the order of its chat, and
//! removed together with the changes that it caused. After a crash, the updates left in the inbox are handled alongside new
//! ones.
//!
//! They come in one of two ways: the bot asks for them (`polling`), or Telegram delivers them (`webhook`). Both hand them to
//! the [`InboxFeed`], which parses their intent, has the `FloodGuard` count them, and stores them; the `scheduler` keeps the
//! order, and the `Processor` handles them.

mod client;
mod course;
mod envelope;
mod failures;
mod flood;
mod inbox_feed;
mod job;
mod overtaken;
mod polling;
mod postponed;
mod processor;
mod refusals;
mod reply_lane;
mod scheduler;
mod webhook;

use std::time::Duration;

use tokio::sync::watch;

pub use client::PollError;
pub(crate) use client::{UpdatesClient, WebhookInfo};
pub use inbox_feed::InboxFeed;
pub(crate) use processor::Processor;
pub use webhook::{Webhook, WebhookAddress};

use crate::clock::Backoff;

/// Why no more updates are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The bot was asked to stop.
    Stopped,
    /// Telegram does not accept the token.
    Token,
}

/// Takes updates until the bot is asked to stop, or the token is refused: at the webhook if there is one, otherwise by polling.
pub async fn run(feed: &InboxFeed, webhook: Option<&Webhook>, stop: watch::Receiver<bool>) -> Ended {
    let taking = async {
        match webhook {
            Some(webhook) => webhook::run(feed, webhook, stop).await,
            None => polling::run(feed, stop).await,
        }
    };
    let ended = tokio::select! {
        ended = taking => ended,
        ended = feed.keep_saying_postponed() => ended,
    };
    // Updates that are held back are in hand too.
    feed.scheduler.release();
    ended
}

/// The waits between attempts to reach Telegram, unless it names one.
fn backoff() -> Backoff {
    Backoff::doubling(Duration::from_millis(500), Duration::from_secs(30))
}
