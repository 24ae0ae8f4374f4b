//! Connections of strangers over HTTP, each with a limit to every wait. Hand-written, because the wait for a head, the number
//! of connections and an orderly stop must all be bounded.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Request};
use axum::response::Response;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::{AbortHandle, JoinSet};

/// Answers requests.
pub(crate) trait Site: Send + Sync + 'static {
    /// Answers one request.
    fn answer(&self, request: Request<Body>) -> impl Future<Output = Response> + Send;

    /// Whether the sender has shown that it is no stranger. Its connection stays when others have to go.
    fn is_known(&self, _headers: &HeaderMap) -> bool {
        false
    }
}

/// Whether whoever sends a request is on this machine, as an extension of the request. A web server in front of the bot is there too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IsNear(pub bool);

/// The most open connections. Telegram opens 40.
const CONNECTIONS: usize = 100;
/// How long a connection may take to send a request's head, or stay open without one.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// The most bytes of a head.
const HEAD: usize = 16 * 1024;
/// How long a stop waits for requests in hand: longer than any of them may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(35);

/// The open connections, the oldest first.
#[derive(Default)]
struct OpenConnections {
    tasks: JoinSet<()>,
    open: Vec<OpenConnection>,
    /// Notified when a request ends.
    request_ended: Arc<Notify>,
}

struct OpenConnection {
    task: AbortHandle,
    state: Arc<ConnectionState>,
}

#[derive(Default)]
struct ConnectionState {
    /// Whether a request is under way.
    is_busy: AtomicBool,
    /// Whether its sender is known.
    is_known: AtomicBool,
}

impl OpenConnections {
    /// Waits until there is room for one more. A connection without a request makes room: first the oldest of strangers, who
    /// could keep the others out otherwise.
    async fn room(&mut self) {
        while self.tasks.len() >= CONNECTIONS {
            let idle = self.open.iter().filter(|it| !it.state.is_busy.load(Ordering::Relaxed));
            if let Some(dropped) = idle.min_by_key(|it| it.state.is_known.load(Ordering::Relaxed)) {
                dropped.task.abort();
            }
            tokio::select! {
                _ = self.tasks.join_next() => {}
                () = self.request_ended.notified() => {}
            }
        }
    }

    fn add<S: Site>(&mut self, stream: TcpStream, site: Arc<S>, stop: watch::Receiver<bool>) {
        self.open.retain(|it| !it.task.is_finished());
        let state = Arc::new(ConnectionState::default());
        let ended = Arc::clone(&self.request_ended);
        let task = self.tasks.spawn(connection(stream, site, Arc::clone(&state), ended, stop));
        self.open.push(OpenConnection { task, state });
    }
}

/// Takes requests until `stop`, and finishes those in hand.
pub(crate) async fn serve<S: Site>(listener: &TcpListener, site: Arc<S>, mut stop: watch::Receiver<bool>) {
    let mut connections = OpenConnections::default();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stopped(&mut stop) => break,
            Some(_) = connections.tasks.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                tokio::select! {
                    biased;
                    () = stopped(&mut stop) => break,
                    () = connections.room() => {}
                }
                connections.add(stream, Arc::clone(&site), stop.clone());
            }
            Err(error) => {
                // Most likely there are too many open files; that passes.
                log::error!("a connection can't be taken: {}", error.kind());
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    let finished = async { while connections.tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(PATIENCE, finished).await.is_err() {
        log::warn!("some requests over HTTP were not finished; Telegram sends its deliveries again");
    }
}

/// Answers the requests of one connection, one after another; after `stop` only the one in hand.
async fn connection<S: Site>(
    stream: TcpStream,
    site: Arc<S>,
    state: Arc<ConnectionState>,
    ended: Arc<Notify>,
    mut stop: watch::Receiver<bool>,
) {
    let near = IsNear(is_near(&stream));
    let service = service_fn(|mut request: Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(near);
        let (site, state, ended) = (Arc::clone(&site), Arc::clone(&state), Arc::clone(&ended));
        async move {
            state.is_busy.store(true, Ordering::Relaxed);
            state.is_known.fetch_or(site.is_known(request.headers()), Ordering::Relaxed);
            let response = site.answer(request.map(Body::new)).await;
            state.is_busy.store(false, Ordering::Relaxed);
            ended.notify_one();
            Ok::<_, Infallible>(response)
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(HEAD);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    // A failure of a connection is for its other end to see.
    tokio::select! {
        biased;
        () = stopped(&mut stop) => connection.as_mut().graceful_shutdown(),
        _ = connection.as_mut() => return,
    }
    let _ = connection.await;
}

fn is_near(stream: &TcpStream) -> bool {
    let ends = stream.peer_addr().ok().zip(stream.local_addr().ok());
    ends.is_some_and(|(peer, own)| peer.ip().to_canonical().is_loopback() || peer.ip() == own.ip())
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // A closed channel is a stop too.
    let _ = stop.wait_for(|stop| *stop).await;
}
