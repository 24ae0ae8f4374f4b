//! Webhook mode: Telegram delivers updates to an address of the bot's. A delivery is answered when its update is on the
//! disk; until then Telegram keeps it, and sends it again. After a stop the webhook stays set, so that updates wait at
//! Telegram for the next start.

mod endpoint;

use std::convert::Infallible;
use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use reqwest::Url;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use crate::updates::webhook::endpoint::{Delivery, Door, HEALTH};
use crate::updates::{Ended, Intake, PollFault, WebhookInfo, backoff};

/// Where Telegram reaches the bot, and where the bot listens for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookAddress {
    /// The address that Telegram is told. Its path is the only one that takes updates.
    pub url: Url,
    /// Host and port to listen on, as `127.0.0.1:8080`; a proxy passes on to it what comes to `url`.
    pub listen: String,
}

impl WebhookAddress {
    /// Where the bot listens unless something else is said: only a proxy on the same machine gets there.
    pub const LISTEN: &str = "127.0.0.1:8080";

    /// Whether `url` has a path that is free, and nothing that does not belong into an address.
    #[must_use]
    pub fn has_a_free_path(url: &Url) -> bool {
        url.path() != HEALTH
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
    }
}

/// A webhook that listens already; what comes waits until [`run`](crate::updates::run) lets it in.
pub struct Webhook {
    url: Url,
    secret: String,
    listener: TcpListener,
}

impl Webhook {
    /// How many connections are open at once; others wait at the system. Telegram opens 40.
    const CONNECTIONS: usize = 100;
    /// How long a connection may take to send a request's head, or stay open without one.
    const HEAD_TIME: Duration = Duration::from_secs(30);
    /// The most bytes of a head.
    const HEAD: usize = 16 * 1024;
    /// How long a stop waits for requests in hand; above what one may take.
    const PATIENCE: Duration = Duration::from_secs(35);
    /// How many updates are written down at once.
    const BATCH: usize = 100;
    /// How long the updates that waited at Telegram gather before they are handled. A person waits for that.
    const GATHER: Duration = Duration::from_secs(5);
    /// How often Telegram is asked whether it still delivers, and how that goes.
    const WATCH: Duration = Duration::from_mins(5);

    /// Listens. The secret that deliveries have to bear is made anew each time, and is kept nowhere.
    ///
    /// # Errors
    /// When the address can't be listened at.
    pub async fn bind(address: &WebhookAddress) -> io::Result<Webhook> {
        let listener = TcpListener::bind(&address.listen).await?;
        Ok(Webhook { url: address.url.clone(), secret: new_secret(), listener })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// 32 random bytes in the characters that the Bot API takes for a `secret_token`.
fn new_secret() -> String {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Lets updates in until it is told to stop, or the token is refused; finishes the requests in hand.
pub async fn run(intake: &Intake, webhook: &Webhook, stop: watch::Receiver<bool>) -> Ended {
    let (inbox, deliveries) = mpsc::channel(Webhook::BATCH);
    let (path, secret) = (webhook.url.path().to_owned(), webhook.secret.clone());
    let door = Door { path, secret, inbox, told: AtomicBool::new(false) };
    let taken = watch::Sender::new(0);
    let mut writing = pin!(write_down(intake, deliveries, &taken));
    tokio::select! {
        // It ends when nobody can hand anything over any more, which is not before the other one has ended.
        () = &mut writing => return Ended::Stopped,
        () = serve(&webhook.listener, Arc::new(door), stop) => {}
        () = keep_set(intake, webhook, taken.subscribe()) => return Ended::Token,
    }
    // What is written down but not queued yet is handled at the next start.
    let _ = tokio::time::timeout(Webhook::PATIENCE, writing).await;
    Ended::Stopped
}

/// Sets the webhook, and looks after it: ends only when the token is refused.
async fn keep_set(intake: &Intake, webhook: &Webhook, mut taken: watch::Receiver<u64>) {
    let (mut pause, mut is_set, mut told) = (backoff(), false, None);
    loop {
        let looked = async {
            let info = intake.wire.webhook_info().await?;
            tell_of_failures(&info, is_set, &mut told);
            if !is_set || Url::parse(&info.url).ok().as_ref() != Some(&webhook.url) {
                if is_set {
                    log::warn!("another program has set or removed this bot's webhook; it is set again");
                }
                set(intake, webhook, &info, &mut taken).await?;
            }
            Ok(())
        };
        let wait = match looked.await {
            Ok(()) => {
                is_set = true;
                pause.reset();
                Webhook::WATCH
            }
            Err(PollFault::Token) => return,
            Err(fault) => {
                log::warn!("the webhook could not be set or looked after: {fault}; trying again");
                if let PollFault::Wait(asked) = fault { asked } else { pause.next_wait() }
            }
        };
        intake.handling.clock.sleep(wait).await;
    }
}

/// Tells once of each failure since the webhook was set: Telegram is the only one who sees what goes wrong on the way.
fn tell_of_failures(info: &WebhookInfo, is_set: bool, told: &mut Option<i64>) {
    if is_set && info.last_error_date > *told {
        let reason = info.last_error_message.as_deref().unwrap_or_default();
        log::warn!("Telegram could not deliver an update: {:.200}", reason.escape_debug().to_string());
    }
    *told = info.last_error_date.max(*told);
}

/// Tells Telegram the address and the secret. What waited there gathers first, so that a backlog is seen as a whole.
async fn set(
    intake: &Intake,
    webhook: &Webhook,
    info: &WebhookInfo,
    taken: &mut watch::Receiver<u64>,
) -> Result<(), PollFault> {
    let due = *taken.borrow() + info.pending_update_count;
    if info.pending_update_count > 0 {
        intake.scheduler.gather();
    }
    let set = intake.wire.set_webhook(webhook.url.as_str(), &webhook.secret).await;
    if set.is_ok() {
        log::info!("Telegram delivers updates to the webhook; {} wait there", info.pending_update_count);
        // They come within this time, or what has come is handled without the rest.
        let _ = tokio::time::timeout(Webhook::GATHER, taken.wait_for(|taken| *taken >= due)).await;
    }
    intake.scheduler.begin();
    set
}

/// Writes down what was let in, as much at once as there is, until nothing can come any more. This belongs to no
/// request: one whose sender hangs up is written down and queued all the same.
async fn write_down(intake: &Intake, mut deliveries: mpsc::Receiver<Delivery>, taken: &watch::Sender<u64>) {
    let mut waiting = Vec::new();
    while deliveries.recv_many(&mut waiting, Webhook::BATCH).await > 0 {
        let (batch, senders): (Vec<_>, Vec<_>) = waiting.drain(..).unzip();
        let count = batch.len() as u64;
        let written = intake.write_down(batch).await;
        match &written {
            Ok(_) => taken.send_modify(|taken| *taken += count),
            // Telegram is told to send them again.
            Err(error) => log::error!("updates could not be written down: {error}"),
        }
        for sender in senders {
            // Who has hung up need not know.
            let _ = sender.send(written.is_ok());
        }
    }
}

/// Lets requests in until `stop` says so, and waits for those in hand.
async fn serve(listener: &TcpListener, door: Arc<Door>, mut stop: watch::Receiver<bool>) {
    let mut open = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stopped(&mut stop) => break,
            Some(_) = open.join_next() => continue,
            accepted = listener.accept(), if open.len() < Webhook::CONNECTIONS => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                open.spawn(connection(stream, Arc::clone(&door), stop.clone()));
            }
            Err(error) => {
                // Most likely there are too many open files; that passes.
                log::error!("the webhook can't take a connection: {}", error.kind());
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    let finished = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(Webhook::PATIENCE, finished).await.is_err() {
        log::warn!("some requests to the webhook were not finished; Telegram sends them again");
    }
}

/// Answers the requests of one connection, one after another; after `stop` none but the one in hand.
async fn connection(stream: TcpStream, door: Arc<Door>, mut stop: watch::Receiver<bool>) {
    let service = service_fn(|request: Request<hyper::body::Incoming>| {
        let door = Arc::clone(&door);
        async move { Ok::<_, Infallible>(door.answer(request.map(Body::new)).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(Webhook::HEAD_TIME).max_buf_size(Webhook::HEAD);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    // What goes wrong with a connection is for its other end to see.
    tokio::select! {
        biased;
        () = stopped(&mut stop) => connection.as_mut().graceful_shutdown(),
        _ = connection.as_mut() => return,
    }
    let _ = connection.await;
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // A closed channel means that nobody can say it any more, which is the same.
    let _ = stop.wait_for(|stop| *stop).await;
}
