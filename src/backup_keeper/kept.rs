//! The keeper's state: its settings and places, the record of what was done, and the work that is due.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::backup::{BackupError, BackupRecord, MadeBackup, is_ahead};
use crate::backup_keeper::schedule;
use crate::clock::{Backoff, Clock, Moment};
use crate::config::{BackupSettings, Secret, Settings, TokenSource};
use crate::crypto::Recipients;
use crate::slow_disk::SlowDisk;
use crate::store::{StoreError, StoreTrouble};

/// The first wait after a failure, which doubles, and the longest one.
const WAITS: Backoff = Backoff::doubling(Duration::from_mins(5), Duration::from_hours(1));
/// How often a backup is handed to a command that takes too long. The next one is handed to it again.
pub(super) const MOST_LATE: u32 = 3;

pub(super) struct Kept {
    pub settings: BackupSettings,
    pub data: PathBuf,
    pub list: PathBuf,
    pub recipients: Recipients,
    /// Texts that the log must not show.
    pub secrets: Vec<Secret>,
    pub clock: Clock,
    pub state: Mutex<KeeperState>,
    /// Locked while the database is copied, and while the store is opened and perhaps written anew.
    pub database: Arc<tokio::sync::Mutex<()>>,
    /// The disk of the backups.
    pub disk: SlowDisk,
    /// The disk of the copy of the list.
    pub list_disk: SlowDisk,
}

pub(super) struct KeeperState {
    pub record: BackupRecord,
    /// Whether a step has ended since the start.
    pub has_tried: bool,
    pub waits: Backoff,
    /// Until this moment, no work that failed is tried again.
    pub next_try: Moment,
    /// How often the command took too long for the last backup.
    pub late: u32,
    /// A trouble that only a person can mend, if nobody was told of it yet.
    pub trouble: Option<StoreTrouble>,
}

/// The things that are due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DueSteps {
    pub makes: bool,
    pub hands_on: Option<MadeBackup>,
    pub copies_list: bool,
}

impl Kept {
    /// `None` if the bot is to make no backups.
    pub fn new(settings: &Settings, recipients: &Recipients, clock: &Clock) -> Option<Kept> {
        let backups = settings.backups.clone()?;
        let data = settings.folders.data.clone();
        let record = BackupRecord::read(&data).unwrap_or_else(|error| {
            log::warn!("the record of the last backups is lost, and begun anew: {error}");
            BackupRecord::default()
        });
        let token = match &settings.token {
            TokenSource::Given(token) => Some(token),
            TokenSource::Command(_) => None,
        };
        let secrets = [token, settings.proxy.as_ref()].into_iter().flatten().cloned().collect();
        let state = KeeperState {
            record,
            has_tried: false,
            waits: WAITS,
            next_try: Moment::LONG_AGO,
            late: 0,
            trouble: None,
        };
        Some(Kept {
            settings: backups,
            data,
            list: settings.folders.opt_outs.clone(),
            recipients: recipients.clone(),
            secrets,
            clock: clock.clone(),
            state: Mutex::new(state),
            database: Arc::default(),
            disk: SlowDisk::default(),
            list_disk: SlowDisk::default(),
        })
    }

    pub fn with<T>(&self, act: impl FnOnce(&mut KeeperState) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Has what failed be tried again at once.
    pub fn end_waits(&self) {
        self.with(|state| {
            state.waits.reset();
            state.next_try = Moment::LONG_AGO;
        });
    }

    pub fn may_try(&self) -> bool {
        let moment = self.clock.moment();
        self.with(|state| state.next_try <= moment)
    }

    pub fn due(&self) -> DueSteps {
        let (now, settings) = (self.clock.now(), &self.settings);
        let is_due = |last: Option<Timestamp>| schedule::is_due(settings.at, last, now);
        self.with(|state| {
            let BackupRecord { made, handed_on, list_copied, .. } = &state.record;
            let made_at = made.as_ref().map(|made| made.at);
            let is_handed_on = made.as_ref().map(|made| &made.digest) == handed_on.as_ref();
            let hands_on = settings.command.is_some() && !is_handed_on && state.late < MOST_LATE;
            // A restore needs a list that is no older than the backup.
            let is_older = list_copied.is_some_and(|copied| made_at.is_some_and(|made| copied < made));
            DueSteps {
                makes: is_due(made_at),
                hands_on: made.clone().filter(|_| hands_on),
                copies_list: settings.copies_list() && (is_older || is_due(*list_copied)),
            }
        })
    }

    /// Changes the record, also for the next start. If it can't be written, this process knows it all the same.
    pub fn note(&self, change: impl FnOnce(&mut BackupRecord)) {
        let written = self.with(|state| {
            change(&mut state.record);
            state.record.write(&self.data)
        });
        if let Err(error) = written {
            log::error!("the record of the last backup can't be written: {error}");
        }
    }

    /// Notes since when backups are wanted. A clock that was ahead may have noted another time.
    pub fn note_begin(&self) {
        let now = self.clock.now();
        if self.with(|state| state.record.since.is_none_or(|since| is_ahead(since, now))) {
            self.note(|record| record.since = Some(now));
        }
    }

    /// Notes what a backup has met that only a person can mend.
    pub fn note_trouble(&self, error: &BackupError) {
        if let BackupError::Store(error @ StoreError::Corrupt(_)) = error {
            self.with(|state| state.trouble = StoreTrouble::behind(error));
        }
    }

    /// Notes that a command took too long; gives how often it did for the last backup.
    pub fn note_late(&self) -> u32 {
        self.with(|state| {
            state.late += 1;
            state.late
        })
    }

    /// Notes the end of a step; gives the wait until the next one after a failure.
    pub fn note_end(&self, is_done: bool) -> Duration {
        let moment = self.clock.moment();
        self.with(|state| {
            state.has_tried = true;
            if is_done {
                state.waits.reset();
                state.next_try = Moment::LONG_AGO;
                return Duration::ZERO;
            }
            let wait = state.waits.next_wait();
            state.next_try = moment.after(SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX));
            wait
        })
    }
}
