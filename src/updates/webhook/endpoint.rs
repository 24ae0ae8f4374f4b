//! The door of the webhook: what is let in and how it is answered. Whoever knocks is a stranger until the secret fits.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::value::RawValue;
use subtle::ConstantTimeEq;
use tokio::sync::{mpsc, oneshot};

use crate::store::Incoming;
use crate::updates::client::incoming;

/// Where the proxy, or whoever looks after the machine, asks whether the bot is alive.
pub const HEALTH: &str = "/health";

/// An update on its way to the inbox, and where to tell whether it got there.
pub type Delivery = (Incoming, oneshot::Sender<bool>);

/// Lets deliveries of Telegram's in.
pub struct Door {
    /// Where Telegram delivers: the path of `WEBHOOK_URL`.
    pub path: String,
    /// What each delivery bears.
    pub secret: String,
    /// Where deliveries are written down.
    pub inbox: mpsc::Sender<Delivery>,
    /// Whether the log has told of a stranger: one who knocks all day does not fill it.
    pub told: AtomicBool,
}

impl Door {
    /// The most bytes of a body. The longest text makes an update of some 100 KB; this leaves room for what is not
    /// known yet.
    const BODY: usize = 1024 * 1024;
    /// How long a body may take to arrive. Telegram and a proxy send it in one go.
    const BODY_TIME: Duration = Duration::from_secs(10);
    /// How long an update may take to be written down; with that, a delivery is answered well before Telegram gives up.
    const WRITE_TIME: Duration = Duration::from_secs(20);
    /// The header that bears the secret.
    const SECRET: &str = "x-telegram-bot-api-secret-token";

    /// Answers one request: 200 when the update is on the disk, and something else where Telegram should send it again.
    pub async fn answer(&self, request: Request) -> Response {
        match self.take(request).await {
            Ok(body) => body.into_response(),
            Err(StatusCode::METHOD_NOT_ALLOWED) => {
                (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response()
            }
            Err(status) => status.into_response(),
        }
    }

    async fn take(&self, request: Request) -> Result<&'static str, StatusCode> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        if path == HEALTH && matches!(parts.method, Method::GET | Method::HEAD) {
            return Ok("ok\n");
        }
        if path != self.path {
            return Err(StatusCode::NOT_FOUND);
        }
        if parts.method != Method::POST {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        if !self.is_known(&parts.headers) {
            let level =
                if self.told.swap(true, Ordering::Relaxed) { log::Level::Debug } else { log::Level::Warn };
            log::log!(level, "a request to the webhook came without Telegram's secret, or with another one");
            return Err(StatusCode::UNAUTHORIZED);
        }
        let raw = read(&parts.headers, body).await?;
        let update = serde_json::from_slice::<&RawValue>(&raw).ok().and_then(incoming);
        self.write_down(update.ok_or(StatusCode::BAD_REQUEST)?).await?;
        Ok("")
    }

    /// Whether the request bears the secret. How long this takes tells nothing but the secret's length.
    fn is_known(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(Door::SECRET).map_or(&b""[..], |value| value.as_bytes());
        given.ct_eq(self.secret.as_bytes()).into()
    }

    /// Hands an update over, and waits until it is on the disk. What has been handed over is written down also where
    /// nobody waits for it any more; Telegram sends it again, and the copy is dropped.
    async fn write_down(&self, update: Incoming) -> Result<(), StatusCode> {
        let (done, written) = oneshot::channel();
        let through = async {
            self.inbox.send((update, done)).await.ok()?;
            written.await.ok().filter(|written| *written)
        };
        match tokio::time::timeout(Door::WRITE_TIME, through).await {
            Ok(Some(_)) => Ok(()),
            Ok(None) | Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
        }
    }
}

async fn read(headers: &HeaderMap, body: Body) -> Result<axum::body::Bytes, StatusCode> {
    let told =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if told.is_some_and(|length| length > Door::BODY) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    match tokio::time::timeout(Door::BODY_TIME, to_bytes(body, Door::BODY)).await {
        Ok(Ok(body)) => Ok(body),
        // A body that breaks off gets no answer anyway, so the one that is left is too long.
        Ok(Err(_)) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}
