//! Makes the bot's own backups: every day at the time that is set, also while the bot waits for its store key, if the store has a
//! copy of it that the coalition's keys open. It hands each one on, keeps the newest, and copies the list of opt-outs to a different
//! place.
//!
//! The record (`BackupRecord`) says what was done, and survives restarts. So a time that was missed is made up for at the next
//! start, and work that failed is tried again until it is done: after five minutes, then after ten, at last every hour. Each step is
//! tried by itself: while a backup can't be made, the list is copied all the same.

mod hand_on;
mod kept;
mod list_copy;
mod own_files;
mod said;
mod schedule;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{MutexGuard, watch};

use crate::backup::{BackupError, BackupOutlook, MadeBackup, backup_any_version};
use crate::clock::Clock;
use crate::config::{Secret, Settings};
use crate::crypto::Recipients;
use crate::secret_file::SecretFileError;
use crate::slow_disk::NoAnswerError;
use crate::store::{DATABASE, FileError, StoreTrouble};
use hand_on::{HandOnError, hand_on};
use kept::{DueSteps, Kept, MOST_LATE};
use list_copy::{ListCopyError, copy_list, grown_since};
use own_files::Rotated;

/// How long a command may take, unless something else is said: a slow line takes hours for a large backup.
const LIMIT: Duration = Duration::from_hours(6);
/// How often the keeper looks whether something is due.
const INTERVAL: Duration = Duration::from_secs(30);

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
    patience: Patience,
}

/// How long the disks may take that the keeper writes to.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// To say what is there.
    look: Duration,
    /// To take a file.
    write: Duration,
}

const PATIENCE: Patience = Patience { look: Duration::from_mins(1), write: Duration::from_hours(1) };

impl BackupKeeper {
    /// The keeper for these settings; `None` if the bot is to make no backups. Backups are sealed to `recipients`.
    #[must_use]
    pub fn new(settings: &Settings, recipients: &Recipients, clock: &Clock) -> Option<BackupKeeper> {
        let kept = Kept::new(settings, recipients, clock)?;
        Some(BackupKeeper { kept: Arc::new(kept), limit: LIMIT, patience: PATIENCE })
    }

    /// The same, with another limit to the time that a command may take.
    #[must_use]
    pub fn with_limit(self, limit: Duration) -> BackupKeeper {
        BackupKeeper { limit, ..self }
    }

    /// The same, with another limit to the time in which a disk may answer.
    #[must_use]
    pub fn with_patience(self, limit: Duration) -> BackupKeeper {
        BackupKeeper { patience: Patience { look: limit, write: limit }, ..self }
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

    /// Has what failed be tried again at once: the store has a copy of its key now, without which no backup is made.
    pub(crate) fn ends_waits(&self) {
        self.kept.end_waits();
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

    /// A trouble of the last backup that only a person can mend, if nobody was told of it yet.
    pub(crate) fn take_trouble(&self) -> Option<StoreTrouble> {
        self.kept.with(|state| state.trouble.take())
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
        let mut has_given_up = false;
        if let Some(made) = kept.due().hands_on
            && let Err(error) = self.hand_on_backup(made).await
        {
            has_given_up = matches!(error, HandOnError::Late(_)) && kept.note_late() >= MOST_LATE;
            if has_given_up {
                log::error!("BACKUP_COMMAND: {error}; it gets the next backup, and not this one any more");
            } else {
                failures.push(format!("BACKUP_COMMAND: {error}"));
            }
        }
        if kept.due().copies_list {
            failures.extend(self.copy_list().await);
        }
        let wait = kept.note_end(failures.is_empty());
        for failure in &failures {
            log::error!("{failure}; it is tried again in {} minutes", wait.as_secs() / 60);
        }
        if failures.is_empty() && !has_given_up { BackupStep::Done } else { BackupStep::Failed }
    }

    async fn make(&self) -> Result<(), BackupError> {
        let kept = &self.kept;
        let now = kept.clock.now();
        let name = own_files::name(now);
        self.begin(&name).await?;
        let file = kept.settings.folder.join(&name);
        let backup = {
            let (data, recipients, file) = (kept.data.clone(), kept.recipients.clone(), file.clone());
            let pause = Arc::clone(&kept.database);
            async move { backup_any_version(&data, &recipients, &file, now, &pause).await }
        };
        let done = kept.disk.work(self.patience.write, backup).await;
        let done = done.map_err(|NoAnswerError| self.no_answer())?;
        let done = done.inspect_err(|error| {
            kept.note_trouble(error);
            if let BackupError::Write(SecretFileError::Exists(_)) = error {
                // Another bot was a moment faster.
                kept.note(|record| record.making = None);
            }
        })?;
        log::info!("a backup was made: {} ({} bytes, SHA-256 {})", file.display(), done.bytes, done.digest);
        let whole = std::path::absolute(&file).unwrap_or_else(|_| file.clone());
        let made = MadeBackup { at: now, file: whole, bytes: done.bytes, digest: done.digest };
        kept.note(|record| {
            if kept.settings.command.is_none() {
                record.good = Some(made.clone());
            }
            record.made = Some(made);
            record.making = None;
            record.note_own(name.clone());
        });
        kept.with(|state| state.late = 0);
        self.rotate(name, now).await;
        Ok(())
    }

    /// Prepares the folder, and notes which backup is made. If the one before got its name after all, it is the bot's own.
    async fn begin(&self, name: &str) -> Result<(), BackupError> {
        let (kept, name) = (&self.kept, name.to_owned());
        let earlier = kept.with(|state| state.record.making.clone());
        let look = {
            let (folder, name) = (kept.settings.folder.clone(), name.clone());
            async move {
                begin_in(&folder)?;
                let is_there = |name: &String| folder.join(name).symlink_metadata().is_ok();
                Ok::<_, BackupError>((earlier.filter(is_there), is_there(&name)))
            }
        };
        let found = kept.disk.work(self.patience.look, look).await;
        let (earlier, is_taken) = found.map_err(|NoAnswerError| self.no_answer())??;
        kept.note(|record| {
            if let Some(earlier) = earlier {
                record.note_own(earlier);
            }
            // What has the name already is somebody else's.
            record.making = Some(name).filter(|_| !is_taken);
        });
        Ok(())
    }

    fn no_answer(&self) -> BackupError {
        BackupError::NoAnswer(self.kept.settings.folder.clone())
    }

    /// Removes the oldest backups that were made of these data.
    async fn rotate(&self, made: String, now: Timestamp) {
        let (kept, folder) = (&self.kept, &self.kept.settings.folder);
        let rotation = {
            let own = kept.with(|state| state.record.own.clone());
            let (folder, keep) = (folder.clone(), kept.settings.keep);
            async move { own_files::rotate(&folder, keep, &own, &made, now) }
        };
        let rotated = kept.disk.work(self.patience.look, rotation).await;
        match rotated.unwrap_or(Err(io::ErrorKind::TimedOut.into())) {
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

    async fn hand_on_backup(&self, made: MadeBackup) -> Result<(), HandOnError> {
        let Some(command) = &self.kept.settings.command else { return Ok(()) };
        self.hand_on(command, &made.file).await?;
        log::info!("BACKUP_COMMAND has taken the backup");
        self.kept.note(|record| {
            record.handed_on = Some(made.digest.clone());
            record.good = Some(made);
        });
        Ok(())
    }

    /// Copies the list of opt-outs to each place that is set; gives what failed.
    async fn copy_list(&self) -> Vec<String> {
        let (kept, settings) = (&self.kept, &self.kept.settings);
        let now = kept.clock.now();
        let mut failures = Vec::new();
        if let Some(folder) = &settings.list_folder {
            match self.copy_list_into(folder).await {
                Ok(Some(copy)) => log::info!("the list of opt-outs was copied: {}", copy.display()),
                Ok(None) => return failures,
                Err(error) => failures.push(format!("the list of opt-outs was not copied: {error}")),
            }
        }
        if let Some(command) = &settings.list_command {
            match self.hand_on_list(command).await {
                Ok(()) => log::info!("OPT_OUTS_COPY_COMMAND has taken the list of opt-outs"),
                Err(error) => failures.push(format!("OPT_OUTS_COPY_COMMAND: {error}")),
            }
        }
        if failures.is_empty() {
            kept.note(|record| record.list_copied = Some(now));
        }
        failures
    }

    async fn copy_list_into(&self, folder: &Path) -> Result<Option<PathBuf>, ListCopyError> {
        let kept = &self.kept;
        let (list, folder) = (kept.list.clone(), folder.to_owned());
        let looked = folder.clone();
        let no_answer = |place| move |NoAnswerError| ListCopyError::NoAnswer(place);
        let look = kept.list_disk.work(self.patience.look, async move { looked.is_dir() });
        look.await.map_err(no_answer("OPT_OUTS_COPY_DIR"))?;
        let copy = kept.list_disk.work(self.patience.write, async move { copy_list(&list, &folder) });
        copy.await.map_err(no_answer("OPT_OUTS_FILE or OPT_OUTS_COPY_DIR"))?
    }

    async fn hand_on_list(&self, command: &Secret) -> Result<(), ListCopyError> {
        let kept = &self.kept;
        let (list, taken) = (kept.list.clone(), kept.with(|state| state.record.list_taken.clone()));
        let look = kept.list_disk.work(self.patience.look, async move { grown_since(&list, taken) });
        let taken = look.await.map_err(|NoAnswerError| ListCopyError::NoAnswer("OPT_OUTS_FILE"))??;
        self.hand_on(command, &kept.list).await?;
        kept.note(|record| record.list_taken = taken);
        Ok(())
    }

    async fn hand_on(&self, command: &Secret, file: &Path) -> Result<(), HandOnError> {
        hand_on(command, file, &self.kept.secrets, self.limit).await
    }
}

/// Prepares the folder for a backup.
fn begin_in(folder: &Path) -> Result<(), BackupError> {
    if !folder.is_dir() {
        return Err(SecretFileError::NoFolder(folder.to_owned()).into());
    }
    own_files::clear(folder).map_err(FileError::cannot("read", folder))?;
    Ok(())
}
