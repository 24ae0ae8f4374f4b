//! The answers to monitors over HTTP.

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use crate::http::{IsNear, Site};
use crate::slow_disk::SlowDisk;
use crate::vitals::{Report, Vitals};

/// The path at which the bot says what it does.
pub(crate) const HEALTH: &str = "/health";
/// The path at which it says whether all is well.
const READY: &str = "/ready";
/// The path of the figures.
const METRICS: &str = "/metrics";
/// The text format of Prometheus.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";
/// How long the disk may take to answer. A network disk may hang.
const DISK_TIME: Duration = Duration::from_secs(2);

/// Answers `/health` and `/ready`, and nothing else.
pub(crate) struct HealthSite(pub Vitals);

/// Answers `/metrics`, and nothing else.
pub(crate) struct MetricsSite {
    /// The figures.
    pub vitals: Vitals,
    /// The data folder, whose disk has to have room.
    pub data: PathBuf,
    /// When the last good backup of a data folder was made, if that is known. It may look at the disk.
    pub last_backup: fn(&Path) -> Option<Timestamp>,
    /// The disk of the data folder.
    pub disk: SlowDisk,
}

impl Site for HealthSite {
    async fn answer(&self, request: Request<Body>) -> Response {
        self.0.answer_monitor(&request).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
    }
}

impl Site for MetricsSite {
    async fn answer(&self, request: Request<Body>) -> Response {
        if !is_read(&request) || request.uri().path() != METRICS {
            return StatusCode::NOT_FOUND.into_response();
        }
        let (data, last_backup) = (self.data.clone(), self.last_backup);
        let look = async move { (free_bytes(&data), last_backup(&data)) };
        let (free, backup) = self.disk.work(DISK_TIME, look).await.unwrap_or_default();
        let text = self.vitals.exposition(free, backup);
        ([(header::CONTENT_TYPE, TEXT_FORMAT)], text).into_response()
    }
}

impl Vitals {
    /// The answer to a monitor; `None` if the request is for something else.
    pub(crate) fn answer_monitor(&self, request: &Request<Body>) -> Option<Response> {
        if !is_read(request) {
            return None;
        }
        match request.uri().path() {
            HEALTH if is_from_here(request) => Some(answer(self.health())),
            HEALTH => Some(answer(self.health_for_strangers())),
            READY => Some(answer(self.readiness())),
            _ => None,
        }
    }
}

fn is_read(request: &Request<Body>) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

/// Whether whoever asks is on this machine.
fn is_from_here(request: &Request<Body>) -> bool {
    request.extensions().get() == Some(&IsNear(true))
}

fn answer(report: Report) -> Response {
    let status = if report.is_good { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, report.body).into_response()
}

/// The free bytes on the disk of a folder, as an ordinary user may use them; `None` where the disk does not say.
fn free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::vitals::BotState;

    #[tokio::test]
    async fn nobody_on_another_machine_hears_for_what_the_bot_waits() {
        let vitals = Vitals::new(Clock::by_hand(Timestamp::UNIX_EPOCH));
        vitals.enter(BotState::Locked("has forgotten its store key by an order"));
        for (near, shows) in [(Some(IsNear(true)), true), (Some(IsNear(false)), false), (None, false)] {
            let mut request = Request::new(Body::empty());
            *request.uri_mut() = HEALTH.parse().expect("a path");
            near.map(|near| request.extensions_mut().insert(near));
            let answer = vitals.answer_monitor(&request).expect("an answer");
            assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
            let body = axum::body::to_bytes(answer.into_body(), 1000).await.expect("a body");
            let body = String::from_utf8_lossy(&body);
            assert_eq!(body.contains("forgotten"), shows, "{near:?}: {body}");
            assert!(body.contains("locked"), "{body}");
        }
    }
}
