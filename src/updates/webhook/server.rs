//! The webhook's connections, each with a limit to every wait. Hand-written, because the wait for a head, the number of
//! connections and an orderly stop must all be bounded.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::updates::webhook::endpoint::Endpoint;

/// The most open connections; others wait at the system. Telegram opens 40.
const CONNECTIONS: usize = 100;
/// How long a connection may take to send a request's head, or stay open without one.
const HEAD_TIME: Duration = Duration::from_secs(30);
/// The most bytes of a head.
const HEAD: usize = 16 * 1024;
/// How long a stop waits for requests in hand: longer than any of them may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(35);

/// Takes requests until `stop`, and finishes those in hand.
pub(crate) async fn serve(listener: &TcpListener, endpoint: Arc<Endpoint>, mut stop: watch::Receiver<bool>) {
    let mut open = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stopped(&mut stop) => break,
            Some(_) = open.join_next() => continue,
            accepted = listener.accept(), if open.len() < CONNECTIONS => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                open.spawn(connection(stream, Arc::clone(&endpoint), stop.clone()));
            }
            Err(error) => {
                // Most likely there are too many open files; that passes.
                log::error!("the webhook can't take a connection: {}", error.kind());
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    let finished = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(PATIENCE, finished).await.is_err() {
        log::warn!("some requests to the webhook were not finished; Telegram sends them again");
    }
}

/// Answers the requests of one connection, one after another; after `stop` only the one in hand.
async fn connection(stream: TcpStream, endpoint: Arc<Endpoint>, mut stop: watch::Receiver<bool>) {
    let service = service_fn(|request: Request<hyper::body::Incoming>| {
        let endpoint = Arc::clone(&endpoint);
        async move { Ok::<_, Infallible>(endpoint.answer(request.map(Body::new)).await) }
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

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // A closed channel is a stop too.
    let _ = stop.wait_for(|stop| *stop).await;
}
