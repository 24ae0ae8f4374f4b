//! What lasts from the start to the end of the process, also while the bot waits for its key: the vitals, the listeners
//! for monitors, and the signs of life for systemd.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::backup::BackupRecord;
use crate::clock::Clock;
use crate::config::Settings;
use crate::http::{self, Site};
use crate::service::{Heartbeat, Service, ServiceError, systemd};
use crate::slow_disk::SlowDisk;
use crate::vitals::{HealthSite, MetricsSite, Vitals};

/// How often the store has to prove that it takes what is written.
const PULSE: Duration = Duration::from_secs(30);

/// Tells others how the bot is, until it is dropped.
pub(super) struct Monitoring {
    pub vitals: Vitals,
    pub health: Option<Listening>,
    pub metrics: Option<Listening>,
    watchdog: Option<JoinHandle<()>>,
}

/// An address at which monitors are answered, until this is dropped.
pub(super) struct Listening {
    pub address: SocketAddr,
    _stop: watch::Sender<bool>,
}

impl Monitoring {
    /// Listens at `HEALTH_LISTEN` and `METRICS_LISTEN`, where they are set, and tells systemd that the process is up.
    ///
    /// # Errors
    /// When an address can't be listened at.
    pub async fn start(settings: &Settings, clock: Clock) -> Result<Monitoring, ServiceError> {
        let vitals = Vitals::new(clock);
        let health = settings.monitors.health.as_deref();
        let health = listen("HEALTH_LISTEN", health, HealthSite(vitals.clone())).await?;
        let (data, disk) = (settings.folders.data.clone(), SlowDisk::default());
        let site = MetricsSite { vitals: vitals.clone(), data, last_backup, disk };
        let metrics = listen("METRICS_LISTEN", settings.monitors.metrics.as_deref(), site).await?;
        let watch = |interval| tokio::spawn(systemd::keep_watch(vitals.clone(), interval));
        let watchdog = systemd::watchdog_interval().map(watch);
        Ok(Monitoring { vitals, health, metrics, watchdog })
    }
}

impl Drop for Monitoring {
    fn drop(&mut self) {
        if let Some(watchdog) = &self.watchdog {
            watchdog.abort();
        }
    }
}

impl Service {
    /// Whether all is well.
    #[must_use]
    pub fn vitals(&self) -> &Vitals {
        &self.monitoring.vitals
    }

    /// The heartbeat, where `HEARTBEAT_URL` is set, for tests that step it by hand.
    #[must_use]
    pub fn heartbeat(&self) -> Option<&Heartbeat> {
        self.heartbeat.as_ref()
    }

    /// The address at which `/health` and `/ready` are answered, where `HEALTH_LISTEN` is set.
    #[must_use]
    pub fn health_address(&self) -> Option<SocketAddr> {
        self.monitoring.health.as_ref().map(|listening| listening.address)
    }

    /// The address at which `/metrics` is answered, where `METRICS_LISTEN` is set.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.monitoring.metrics.as_ref().map(|listening| listening.address)
    }

    /// Proves at short intervals that the store takes what is written, and sends the heartbeat.
    pub(super) async fn leave_signs(&self) {
        let beat = async {
            if let Some(heartbeat) = &self.heartbeat {
                heartbeat.run().await;
            }
        };
        tokio::join!(self.prove_store(), beat);
    }

    async fn prove_store(&self) {
        let mut ticks = tokio::time::interval_at(Instant::now() + PULSE, PULSE);
        loop {
            ticks.tick().await;
            if let Err(error) = self.app.store.pulse().await {
                log::error!("the store does not take what is written: {error}");
            }
        }
    }
}

/// When the last good backup of a data folder was made.
fn last_backup(data: &Path) -> Option<Timestamp> {
    Some(BackupRecord::read(data).ok()?.good?.at)
}

/// Answers requests at an address from now on, if there is one.
async fn listen(
    setting: &'static str,
    address: Option<&str>,
    site: impl Site,
) -> Result<Option<Listening>, ServiceError> {
    let Some(address) = address else { return Ok(None) };
    let failed = |error: std::io::Error| ServiceError::Listen { setting, kind: error.kind() };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move { http::serve(&listener, Arc::new(site), stopped).await });
    Ok(Some(Listening { address, _stop: stop }))
}
