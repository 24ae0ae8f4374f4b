//! Webhook mode: Telegram delivers updates to an address of the bot's. A delivery is answered when its update is on the
//! disk; until then Telegram keeps it, and sends it again. After a stop the webhook stays set, so that updates wait at
//! Telegram for the next start.
//!
//! `crate::http` takes connections, the `endpoint` answers their requests, and `registration` keeps the webhook set.

mod endpoint;
mod registration;

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;
use reqwest::Url;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};

use crate::http;
use crate::updates::Ended;
use crate::updates::inbox_feed::InboxFeed;
use crate::updates::webhook::endpoint::{Door, Endpoint, WebhookDelivery};
use crate::vitals::{HEALTH, Vitals};

/// How many updates are stored at once.
const BATCH: usize = 100;

/// The address at which Telegram reaches the bot, and the one at which the bot listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookAddress {
    /// The address that Telegram is told. Its path is the only one that takes updates.
    pub url: Url,
    /// Host and port to listen on, as `127.0.0.1:8080`; a proxy forwards the requests for `url`.
    pub listen: String,
}

impl WebhookAddress {
    /// The default address to listen at: only a proxy on the same machine reaches it.
    pub const LISTEN: &str = "127.0.0.1:8080";

    /// Whether `url` has a path that is free, and no part that does not belong in an address.
    #[must_use]
    pub fn has_a_free_path(url: &Url) -> bool {
        url.path() != HEALTH
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
    }
}

/// A webhook that listens already. Between `Webhook::closed_during` and [`run`](crate::updates::run) requests wait.
pub struct Webhook {
    url: Url,
    secret: String,
    listener: TcpListener,
}

impl Webhook {
    /// Listens. The secret that deliveries have to carry is new each time, and is stored nowhere.
    ///
    /// # Errors
    /// When the address can't be listened at.
    pub async fn bind(address: &WebhookAddress) -> io::Result<Webhook> {
        let listener = TcpListener::bind(&address.listen).await?;
        Ok(Webhook { url: address.url.clone(), secret: new_secret(), listener })
    }

    /// Takes nothing during the start of the bot: deliveries are answered with 503, and `/health` says what the bot does.
    pub(crate) async fn closed_during<T>(&self, vitals: &Vitals, start: impl Future<Output = T>) -> T {
        let (stop, stopped) = watch::channel(false);
        let closed = http::serve(&self.listener, self.endpoint(Door::Closed, vitals), stopped);
        let (mut start, mut closed) = (pin!(start), pin!(closed));
        let started = tokio::select! {
            started = &mut start => started,
            // It ends only when it is stopped.
            () = &mut closed => return start.await,
        };
        stop.send_replace(true);
        // All answers are short, so this only keeps one that is under way from breaking off.
        let _ = tokio::time::timeout(Webhook::LAST_ANSWERS, closed).await;
        started
    }

    /// How long the last answers of a closed webhook may take.
    const LAST_ANSWERS: Duration = Duration::from_secs(1);

    fn endpoint(&self, door: Door, vitals: &Vitals) -> Arc<Endpoint> {
        let (path, secret, vitals) = (self.url.path().to_owned(), self.secret.clone(), vitals.clone());
        Arc::new(Endpoint { path, secret, door, vitals, warned: AtomicBool::new(false) })
    }

    /// The address at which it listens.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// 32 random bytes in characters that the Bot API takes for a `secret_token`.
fn new_secret() -> String {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    hex::encode(bytes)
}

/// Takes updates until the bot is asked to stop, or the token is refused; finishes the requests in hand.
pub(crate) async fn run(feed: &InboxFeed, webhook: &Webhook, stop: watch::Receiver<bool>) -> Ended {
    let (inbox, deliveries) = mpsc::channel(BATCH);
    let endpoint = webhook.endpoint(Door::Open(inbox), feed.vitals());
    let taken = watch::Sender::new(0);
    let mut storing = pin!(store(feed, deliveries, &taken));
    tokio::select! {
        // It ends when the last sender is dropped, which is not before the server has ended.
        () = &mut storing => return Ended::Stopped,
        () = http::serve(&webhook.listener, endpoint, stop) => {}
        () = registration::keep(feed, &webhook.url, &webhook.secret, taken.subscribe()) => return Ended::Token,
    }
    // Updates that are stored but not queued yet are handled at the next start.
    let _ = tokio::time::timeout(http::PATIENCE, storing).await;
    Ended::Stopped
}

/// Stores deliveries, many at once if many wait, until no more can come. This belongs to no request: an update whose sender
/// hangs up is stored and queued all the same.
async fn store(
    feed: &InboxFeed,
    mut deliveries: mpsc::Receiver<WebhookDelivery>,
    taken: &watch::Sender<u64>,
) {
    let mut waiting = Vec::new();
    while deliveries.recv_many(&mut waiting, BATCH).await > 0 {
        let (batch, senders): (Vec<_>, Vec<_>) = waiting.drain(..).unzip();
        let count = batch.len() as u64;
        let stored = feed.take(batch).await;
        match &stored {
            Ok(_) => taken.send_modify(|taken| *taken += count),
            // Telegram is told to send them again.
            Err(error) => log::error!("updates could not be stored: {error}"),
        }
        for sender in senders {
            // A sender that has hung up need not know.
            let _ = sender.send(stored.is_ok());
        }
    }
}
