//! The heartbeat: a request to an address of the operator's choice, once a minute while all is well. Whoever gets it notices
//! when it stops, and tells people by another way than Telegram, since Telegram may be what failed.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use crate::config::Secret;
use crate::service::ServiceError;
use crate::vitals::Vitals;

/// How often it is sent.
const EVERY: Duration = Duration::from_mins(1);
/// How long after a beat that was not sent the next is tried, so that it goes on soon after all is well again.
const SOON: Duration = Duration::from_secs(5);
/// How long a request may take.
const LIMIT: Duration = Duration::from_secs(10);

/// Sends the heartbeat.
pub struct Heartbeat {
    client: Client,
    address: Secret,
    vitals: Vitals,
    /// How the last one fared; the log tells of changes only.
    last: Mutex<Beat>,
}

/// How a heartbeat fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beat {
    /// There was none yet.
    First,
    /// It was not sent, since something does not work.
    Paused,
    /// It was sent and taken.
    Sent,
    /// It did not get through.
    Lost,
}

/// Why the heartbeat did not get there. The address is in none of them: whoever knows it can send heartbeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum HeartbeatError {
    #[error("there is no connection")]
    Connection,
    #[error("there is no answer within {} s", LIMIT.as_secs())]
    Late,
    #[error("the answer has the status {0}")]
    Status(u16),
}

impl Heartbeat {
    /// Sends it to this address while all is well: directly, not through the proxy to Telegram, which may be what failed.
    ///
    /// # Errors
    /// When the HTTP client can't be made.
    pub(super) fn new(address: &Secret, vitals: Vitals) -> Result<Heartbeat, ServiceError> {
        // Few and short connections: each request has one of its own.
        let client =
            Client::builder().timeout(LIMIT).redirect(Policy::none()).pool_max_idle_per_host(0).no_proxy();
        let client = client.build().map_err(|_| ServiceError::Client)?;
        Ok(Heartbeat { client, address: address.clone(), vitals, last: Mutex::new(Beat::First) })
    }

    /// Sends it once a minute.
    pub(super) async fn run(&self) {
        loop {
            // One that did not get through waits its minute too.
            let wait = if self.vitals.is_well() { EVERY } else { SOON };
            self.beat().await;
            tokio::time::sleep(wait).await;
        }
    }

    /// Sends it once if all is well; says whether it was sent and taken.
    pub async fn beat(&self) -> bool {
        if !self.vitals.is_well() {
            if matches!(self.becomes(Beat::Paused), Beat::Sent | Beat::Lost) {
                let ill: Vec<&str> = self.vitals.ill().into_iter().map(Into::into).collect();
                log::warn!("the heartbeat pauses, since something does not work: {}", ill.join(", "));
            }
            return false;
        }
        let sent = self.send().await;
        let now = if sent.is_ok() { Beat::Sent } else { Beat::Lost };
        let before = self.becomes(now);
        match sent {
            _ if before == now => {}
            Ok(()) => log::info!("the heartbeat is sent each minute while all is well"),
            Err(error) => log::warn!("the heartbeat does not get through: {error}; trying again each minute"),
        }
        now == Beat::Sent
    }

    /// Notes how the last one fared; gives how the one before did.
    fn becomes(&self, now: Beat) -> Beat {
        std::mem::replace(&mut *self.last.lock().unwrap_or_else(PoisonError::into_inner), now)
    }

    async fn send(&self) -> Result<(), HeartbeatError> {
        let address = Url::parse(self.address.expose()).map_err(|_| HeartbeatError::Connection)?;
        // Its error would name the address.
        let answer = self.client.get(address).send().await.map_err(|error| {
            if error.is_timeout() { HeartbeatError::Late } else { HeartbeatError::Connection }
        })?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(HeartbeatError::Status(status.as_u16())) }
    }
}
