//! Once a week the bot examines its own installation, and tells the owners what is wrong. While all is well, it says nothing.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::doctor::{Doctor, Machine};
use crate::notices::Notices;
use crate::store::{DoctorNote, Store, StoreError};

/// The weekly examination of a running bot.
#[derive(Clone)]
pub struct WeeklyCheck {
    store: Arc<Store>,
    notices: Notices,
    clock: Clock,
    doctor: Arc<Doctor>,
}

/// How often is looked whether one is due.
const INTERVAL: Duration = Duration::from_mins(10);
/// The time between two examinations.
const EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The time before the first one: whoever sets the bot up sees to things meanwhile.
const FIRST: SignedDuration = SignedDuration::from_hours(24);
/// The time until the next attempt, if no owner could be told, there is none yet, or the process ended meanwhile. If that ended between
/// telling and noting it, owners are told twice.
const AGAIN: SignedDuration = SignedDuration::from_hours(1);

impl WeeklyCheck {
    /// For the bot with this store, whose owners are told by `notices`.
    #[must_use]
    pub fn new(store: Arc<Store>, notices: Notices, clock: Clock, doctor: Doctor) -> WeeklyCheck {
        WeeklyCheck { store, notices, clock, doctor: Arc::new(doctor) }
    }

    /// The same with the file from which the settings come, and with its lines that have no effect.
    #[must_use]
    pub(crate) fn configured_by(mut self, file: Option<PathBuf>, ineffective: Vec<String>) -> WeeklyCheck {
        let doctor = Arc::make_mut(&mut self.doctor);
        doctor.installation.file = file;
        doctor.installation.ineffective = ineffective;
        self
    }

    /// The same check of another machine, for tests.
    #[must_use]
    pub fn on(&self, machine: Machine) -> WeeklyCheck {
        WeeklyCheck { doctor: Arc::new(Doctor { machine, ..Doctor::clone(&self.doctor) }), ..self.clone() }
    }

    /// Does what is due until it is told to stop, beside everything else: whoever hangs here holds up nobody.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => {}
            () = Box::pin(self.work()) => {}
        }
    }

    async fn work(&self) {
        loop {
            self.step().await;
            self.clock.sleep(INTERVAL).await;
        }
    }

    /// Examines the installation if a week has passed since the last time, and tells the owners.
    pub async fn step(&self) {
        if let Err(error) = self.examine_if_due().await {
            log::error!("the weekly check of the installation failed: {error}");
        }
    }

    async fn examine_if_due(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let Some(note) = self.store.doctor_note().await? else {
            return self
                .store
                .put_doctor_note(&DoctorNote { due: after(now, FIRST), known: Vec::new() })
                .await;
        };
        // A clock that was ahead is set right one day.
        if now < note.due && note.due.duration_since(now) <= EVERY {
            return Ok(());
        }
        // First, so that a process that is ended meanwhile does not begin its next life with it.
        self.store.put_doctor_note(&DoctorNote { due: after(now, AGAIN), ..note.clone() }).await?;
        // It is large, and everybody who waits for it would be too.
        let findings = Box::pin(self.doctor.examine()).await.findings();
        let (known, new): (Vec<_>, Vec<_>) =
            findings.iter().copied().partition(|finding| note.known.contains(finding));
        if findings.is_empty() || self.notices.tell_of_findings(&new, &known).await == Some(true) {
            self.store.put_doctor_note(&DoctorNote { due: after(now, EVERY), known: findings }).await?;
        }
        Ok(())
    }
}

fn after(now: Timestamp, span: SignedDuration) -> Timestamp {
    now.saturating_add(span).unwrap_or(Timestamp::MAX)
}
