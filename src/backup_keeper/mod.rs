//! Makes the bot's own backups: every day at the time that is set, also while the bot waits for its store key, which a backup does
//! not need. It hands each one on, keeps the newest, and copies the list of opt-outs to a different place.
//!
//! What was done is in the record ([`BackupRecord`]), which survives restarts. So a time that was missed is made up for at the next
//! start, and what failed is tried again until it is done: after five minutes, then after ten, at last every hour. Each step is tried
//! by itself: while a backup can't be made, the list is copied all the same.

mod hand_on;
mod list_copy;
mod own_files;
mod said;
mod schedule;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{MutexGuard, watch};

use crate::backup::{BackupError, BackupOutlook, BackupRecord, MadeBackup, backup_any_version};
use crate::clock::{Backoff, Clock, Moment};
use crate::config::{BackupSettings, Secret, Settings, TokenSource};
use crate::crypto::Recipients;
use crate::secret_file::SecretFileError;
use crate::store::{DATABASE, FileError};
use hand_on::hand_on;
use list_copy::copy_list;
use own_files::Rotated;

/// How long a command may take, unless something else is said.
const LIMIT: Duration = Duration::from_hours(1);
/// How often the keeper looks whether something is due.
const INTERVAL: Duration = Duration::from_secs(30);
/// The first wait after a failure, which doubles, and the longest one.
const WAITS: Backoff = Backoff::doubling(Duration::from_mins(5), Duration::from_hours(1));

/// How a step of the keeper ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupStep {
    /// Nothing is due, or something failed and its time has not come again.
    Nothing,
    /// Everything that was due is done.
    Done,
    /// Something failed, and is tried again later.
    Failed,
}

/// Makes the bot's own backups.
#[derive(Clone)]
pub struct BackupKeeper {
    kept: Arc<Kept>,
    limit: Duration,
}

struct Kept {
    settings: BackupSettings,
    data: PathBuf,
    list: PathBuf,
    recipients: Recipients,
    /// Texts that the log must not show.
    secrets: Vec<Secret>,
    clock: Clock,
    state: Mutex<KeeperState>,
    /// Locked while a backup is made, and while the store is opened and perhaps written anew.
    database: tokio::sync::Mutex<()>,
}

struct KeeperState {
    record: BackupRecord,
    /// Whether a step has ended since the start.
    has_tried: bool,
    waits: Backoff,
    /// What failed is not tried again before this.
    next_try: Moment,
}

/// The things that are due.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DueSteps {
    makes: bool,
    hands_on: Option<MadeBackup>,
    copies_list: bool,
}

impl BackupKeeper {
    /// The keeper for these settings; `None` if the bot is to make no backups. Backups are sealed to `recipients`.
    #[must_use]
    pub fn new(settings: &Settings, recipients: &Recipients, clock: &Clock) -> Option<BackupKeeper> {
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
        let state = KeeperState { record, has_tried: false, waits: WAITS, next_try: Moment::LONG_AGO };
        let kept = Kept {
            settings: backups,
            data,
            list: settings.folders.opt_outs.clone(),
            recipients: recipients.clone(),
            secrets,
            clock: clock.clone(),
            state: Mutex::new(state),
            database: tokio::sync::Mutex::new(()),
        };
        Some(BackupKeeper { kept: Arc::new(kept), limit: LIMIT })
    }

    /// The same, with another limit to the time that a command may take.
    #[must_use]
    pub fn with_limit(self, limit: Duration) -> BackupKeeper {
        BackupKeeper { limit, ..self }
    }

    /// Does what is due until it is told to stop. A backup or a command under way is given up then, and leaves nothing half done.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => {}
            () = Box::pin(self.work()) => {}
        }
    }

    /// Carries out a start, and does what is due if that takes longer than a moment: it waits for a key, or for Telegram.
    pub async fn beside<T>(&self, start: impl Future<Output = T>) -> T {
        // It is large, and everybody who waits for it would be too.
        let work = Box::pin(self.work_after_a_moment());
        tokio::select! {
            biased;
            started = start => started,
            () = work => unreachable!("it has no end"),
        }
    }

    async fn work(&self) {
        loop {
            self.step().await;
            self.kept.clock.sleep(INTERVAL).await;
        }
    }

    /// The waits are those of the system's clock, as a start goes on by itself.
    async fn work_after_a_moment(&self) {
        /// A start that waits for nothing has ended by then.
        const MOMENT: Duration = Duration::from_secs(1);
        tokio::time::sleep(MOMENT).await;
        loop {
            self.step().await;
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// Keeps the database from being copied as long as the guard is there.
    pub(crate) async fn pause(&self) -> MutexGuard<'_, ()> {
        self.kept.database.lock().await
    }

    /// The state of the backups; `None` before the first step since the start, which may make up for what was missed.
    pub fn outlook(&self) -> Option<BackupOutlook> {
        let kept = &self.kept;
        let (now, has_list) = (kept.clock.now(), kept.settings.copies_list());
        kept.with(|state| state.has_tried.then(|| state.record.outlook(now, has_list)))
    }

    /// Does what is due now. Each failure is told in the log, with the time of the next attempt.
    pub async fn step(&self) -> BackupStep {
        let kept = &self.kept;
        if !kept.data.join(DATABASE).exists() || !kept.may_try() {
            return BackupStep::Nothing;
        }
        kept.note_begin();
        let due = kept.due();
        if due == (DueSteps { makes: false, hands_on: None, copies_list: false }) {
            kept.with(|state| state.has_tried = true);
            return BackupStep::Nothing;
        }
        let mut failures = Vec::new();
        if due.makes
            && let Err(error) = self.make().await
        {
            failures.push(format!("no backup was made: {error}"));
        }
        if let Some(made) = kept.due().hands_on
            && let Err(failure) = self.hand_on_backup(made).await
        {
            failures.push(failure);
        }
        if kept.due().copies_list {
            failures.extend(self.copy_list().await);
        }
        let wait = kept.note_end(failures.is_empty());
        for failure in &failures {
            log::error!("{failure}; it is tried again in {} minutes", wait.as_secs() / 60);
        }
        if failures.is_empty() { BackupStep::Done } else { BackupStep::Failed }
    }

    async fn make(&self) -> Result<(), BackupError> {
        let (kept, folder) = (&self.kept, &self.kept.settings.folder);
        let now = kept.clock.now();
        let _pause = self.pause().await;
        if !folder.is_dir() {
            return Err(SecretFileError::NoFolder(folder.clone()).into());
        }
        own_files::clear(folder).map_err(FileError::cannot("read", folder))?;
        let name = own_files::name(now);
        let file = folder.join(&name);
        let done = backup_any_version(&kept.data, &kept.recipients, &file, now).await?;
        log::info!("a backup was made: {} ({} bytes, SHA-256 {})", file.display(), done.bytes, done.digest);
        let whole = std::path::absolute(&file).unwrap_or_else(|_| file.clone());
        let made = MadeBackup { at: now, file: whole, bytes: done.bytes, digest: done.digest };
        kept.note(|record| {
            if kept.settings.command.is_none() {
                record.good = Some(made.clone());
            }
            record.made = Some(made);
            record.note_own(name.clone());
        });
        self.rotate(&name, now);
        Ok(())
    }

    /// Removes the oldest backups that were made of these data.
    fn rotate(&self, made: &str, now: Timestamp) {
        let (kept, folder) = (&self.kept, &self.kept.settings.folder);
        let own = kept.with(|state| state.record.own.clone());
        match own_files::rotate(folder, kept.settings.keep, &own, made, now) {
            Ok(Rotated { removed, foreign }) => {
                if foreign > 0 {
                    log::info!(
                        "{foreign} backups in {} are of other data, or from before the record of the backups was lost; they stay \
                         until you remove them",
                        folder.display()
                    );
                }
                if !removed.is_empty() {
                    kept.note(|record| record.own.retain(|name| !removed.contains(name)));
                }
            }
            Err(error) => {
                log::warn!("an old backup in {} can't be removed: {}", folder.display(), error.kind());
            }
        }
    }

    async fn hand_on_backup(&self, made: MadeBackup) -> Result<(), String> {
        let Some(command) = &self.kept.settings.command else { return Ok(()) };
        self.hand_on("BACKUP_COMMAND", command, &made.file).await?;
        log::info!("BACKUP_COMMAND has taken the backup");
        self.kept.note(|record| record.good = Some(made));
        Ok(())
    }

    /// Copies the list of opt-outs to each place that is set; gives what failed.
    async fn copy_list(&self) -> Vec<String> {
        let (kept, settings) = (&self.kept, &self.kept.settings);
        let now = kept.clock.now();
        let mut failures = Vec::new();
        if let Some(folder) = &settings.list_folder {
            match copy_list(&kept.list, folder) {
                Ok(Some(copy)) => log::info!("the list of opt-outs was copied: {}", copy.display()),
                Ok(None) => return failures,
                Err(error) => failures.push(format!("the list of opt-outs was not copied: {error}")),
            }
        }
        if let Some(command) = &settings.list_command {
            match self.hand_on("OPT_OUTS_COPY_COMMAND", command, &kept.list).await {
                Ok(()) => log::info!("OPT_OUTS_COPY_COMMAND has taken the list of opt-outs"),
                Err(failure) => failures.push(failure),
            }
        }
        if failures.is_empty() {
            kept.note(|record| record.list_copied = Some(now));
        }
        failures
    }

    async fn hand_on(&self, name: &str, command: &Secret, file: &Path) -> Result<(), String> {
        let handed = hand_on(command, file, &self.kept.secrets, self.limit).await;
        handed.map_err(|error| format!("{name}: {error}"))
    }
}

impl Kept {
    fn with<T>(&self, act: impl FnOnce(&mut KeeperState) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn may_try(&self) -> bool {
        let moment = self.clock.moment();
        self.with(|state| state.next_try <= moment)
    }

    fn due(&self) -> DueSteps {
        let (now, settings) = (self.clock.now(), &self.settings);
        let is_due = |last: Option<Timestamp>| schedule::is_due(settings.at, last, now);
        self.with(|state| {
            let BackupRecord { made, good, list_copied, .. } = &state.record;
            let made_at = made.as_ref().map(|made| made.at);
            let is_handed_on = settings.command.is_none() || made == good;
            // A restore needs a list that is no older than the backup.
            let is_older = list_copied.is_some_and(|copied| made_at.is_some_and(|made| copied < made));
            DueSteps {
                makes: is_due(made_at),
                hands_on: made.clone().filter(|_| !is_handed_on),
                copies_list: settings.copies_list() && (is_older || is_due(*list_copied)),
            }
        })
    }

    /// Changes the record, also for the next start. If it can't be written, this process knows it all the same.
    fn note(&self, change: impl FnOnce(&mut BackupRecord)) {
        let written = self.with(|state| {
            change(&mut state.record);
            state.record.write(&self.data)
        });
        if let Err(error) = written {
            log::error!("the record of the last backup can't be written: {error}");
        }
    }

    /// Notes since when backups are wanted.
    fn note_begin(&self) {
        if self.with(|state| state.record.since.is_none()) {
            let now = self.clock.now();
            self.note(|record| record.since = Some(now));
        }
    }

    /// Notes the end of a step; gives the wait until the next one after a failure.
    fn note_end(&self, is_done: bool) -> Duration {
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
