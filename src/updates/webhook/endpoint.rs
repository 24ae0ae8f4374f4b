//! The endpoint of the webhook: which requests it takes, and how it answers them. Each sender is a stranger until the secret
//! fits.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::value::RawValue;
use subtle::ConstantTimeEq;
use tokio::sync::{mpsc, oneshot};

use crate::http::Site;
use crate::store::Incoming;
use crate::updates::envelope::incoming;
use crate::vitals::Vitals;

/// An update on its way to the inbox, and the sender that reports if it got there.
pub(crate) type WebhookDelivery = (Incoming, oneshot::Sender<bool>);

/// Takes Telegram's deliveries.
pub(crate) struct Endpoint {
    /// The path to which Telegram delivers: that of `WEBHOOK_URL`.
    pub path: String,
    /// The secret that each delivery carries.
    pub secret: String,
    /// Whether updates are taken.
    pub door: Door,
    /// Answers monitors.
    pub vitals: Vitals,
    /// Whether the log has mentioned a stranger: one who tries all day does not fill it.
    pub warned: AtomicBool,
}

/// The way in.
pub(crate) enum Door {
    /// The way to the inbox.
    Open(mpsc::Sender<WebhookDelivery>),
    /// The bot does not run yet. Telegram keeps its updates meanwhile.
    Closed,
}

impl Endpoint {
    /// The most bytes of a body. The longest text makes an update of about 100 KB; this leaves room for future fields.
    const BODY: usize = 1024 * 1024;
    /// How long a body may take to arrive. Telegram and a proxy send it in one go.
    const BODY_TIME: Duration = Duration::from_secs(10);
    /// How long it may take to store an update, so that a delivery is answered well before Telegram gives up.
    const WRITE_TIME: Duration = Duration::from_secs(20);
    /// The header with the secret.
    const SECRET: &str = "x-telegram-bot-api-secret-token";

    /// Answers a delivery: 200 when the update is on the disk, and an error if Telegram should send it again.
    async fn deliver(&self, request: Request) -> Response {
        match self.take(request).await {
            Ok(()) => StatusCode::OK.into_response(),
            Err(StatusCode::METHOD_NOT_ALLOWED) => {
                (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response()
            }
            Err(status) => status.into_response(),
        }
    }

    async fn take(&self, request: Request) -> Result<(), StatusCode> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        if path != self.path {
            return Err(StatusCode::NOT_FOUND);
        }
        if parts.method != Method::POST {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        let Door::Open(inbox) = &self.door else {
            // Also without the secret: Telegram still has that of the last run.
            return Err(StatusCode::SERVICE_UNAVAILABLE);
        };
        if !self.has_secret(&parts.headers) {
            let level =
                if self.warned.swap(true, Ordering::Relaxed) { log::Level::Debug } else { log::Level::Warn };
            log::log!(level, "a request to the webhook came without Telegram's secret, or with another one");
            return Err(StatusCode::UNAUTHORIZED);
        }
        let raw = read(&parts.headers, body).await?;
        let update = serde_json::from_slice::<&RawValue>(&raw).ok().and_then(incoming);
        store(inbox, update.ok_or(StatusCode::BAD_REQUEST)?).await
    }

    /// Whether the request carries the secret. The time that this takes reveals nothing but the secret's length.
    fn has_secret(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(Endpoint::SECRET).map_or(&b""[..], |value| value.as_bytes());
        given.ct_eq(self.secret.as_bytes()).into()
    }
}

impl Site for Endpoint {
    async fn answer(&self, request: Request) -> Response {
        match self.vitals.answer_monitor(&request) {
            Some(answer) => answer,
            None => self.deliver(request).await,
        }
    }

    /// Whether it is Telegram.
    fn is_known(&self, headers: &HeaderMap) -> bool {
        self.has_secret(headers)
    }
}

/// Hands an update over, and waits until it is on the disk. If nobody waits any more it is stored all the same; Telegram
/// sends it again, and the copy is dropped.
async fn store(inbox: &mpsc::Sender<WebhookDelivery>, update: Incoming) -> Result<(), StatusCode> {
    let (done, written) = oneshot::channel();
    let through = async {
        inbox.send((update, done)).await.ok()?;
        written.await.ok().filter(|written| *written)
    };
    match tokio::time::timeout(Endpoint::WRITE_TIME, through).await {
        Ok(Some(_)) => Ok(()),
        Ok(None) | Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn read(headers: &HeaderMap, body: Body) -> Result<axum::body::Bytes, StatusCode> {
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > Endpoint::BODY) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    match tokio::time::timeout(Endpoint::BODY_TIME, to_bytes(body, Endpoint::BODY)).await {
        Ok(Ok(body)) => Ok(body),
        // A body that breaks off gets no answer anyway, so this one is too long.
        Ok(Err(_)) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}
