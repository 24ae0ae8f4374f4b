//! Writing: one task owns the one connection that writes, and commits for many at once.
//!
//! A commit waits for the disk, and waits as long for one change as for a hundred. So the task takes whatever has been
//! sent meanwhile, does all of it in one transaction, each job behind a savepoint of its own, and answers when all of it
//! is on the disk. A job that fails is undone alone; if the commit fails, everybody is told.

use std::fs::File;
use std::sync::Arc;

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::sealing::StateKey;
use crate::store::inbox::Row;
use crate::store::{ChangeSet, StoreError, Swept, apply, inbox, settings};

/// How many jobs wait before a sender has to.
const QUEUE: usize = 1024;
/// How many jobs are committed at once: more gain nothing, and the first would wait longer.
const BATCH: usize = 256;

/// What can be asked of the writer. Times are milliseconds since 1970.
pub(crate) enum Work {
    /// Take updates into the inbox: [`Reply::Taken`].
    Take(Vec<Row>, i64),
    /// Apply a turn's changes and remove its update: [`Reply::Done`].
    Turn(Option<i64>, Option<ChangeSet>),
    /// Count a failed attempt: [`Reply::Attempts`].
    Fail(i64),
    /// Remember a setting: [`Reply::Done`].
    Put(String, String),
    /// Remove what is too old: [`Reply::Swept`].
    Sweep(i64),
    /// Finish what was sent before, and close: [`Reply::Done`].
    Close,
}

/// What came of it.
pub(crate) enum Reply {
    /// It is done.
    Done,
    /// These updates were new.
    Taken(Vec<i64>),
    /// So many attempts have failed.
    Attempts(u32),
    /// So much was removed.
    Swept(Swept),
}

type Answer = Result<Reply, StoreError>;
type Job = (Work, oneshot::Sender<Answer>);

/// The way to the task.
#[derive(Debug)]
pub(crate) struct Writer(mpsc::Sender<Job>);

impl Writer {
    /// Starts the task. The lock is let go when the connection is closed.
    pub(crate) fn start(connection: SqliteConnection, key: Arc<StateKey>, lock: File) -> Writer {
        let (sender, jobs) = mpsc::channel(QUEUE);
        tokio::spawn(run(connection, key, jobs, lock));
        Writer(sender)
    }

    /// Has it done; when this returns `Ok`, it is on the disk.
    pub(crate) async fn ask(&self, work: Work) -> Answer {
        let (answer, answered) = oneshot::channel();
        self.0.send((work, answer)).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

async fn run(
    mut connection: SqliteConnection,
    key: Arc<StateKey>,
    mut jobs: mpsc::Receiver<Job>,
    lock: File,
) {
    let mut closing = Vec::new();
    let mut waiting = Vec::with_capacity(BATCH);
    while jobs.recv_many(&mut waiting, BATCH).await > 0 {
        for (_, answer) in waiting.extract_if(.., |(work, _)| matches!(work, Work::Close)) {
            // No more is taken; what was sent before is still received.
            jobs.close();
            closing.push(answer);
        }
        if !waiting.is_empty() {
            write(&mut connection, &key, waiting.drain(..)).await;
        }
    }
    // The last connection to close does this by itself, but an export in another process may still be reading.
    let settled = settle(&mut connection).await;
    let closed = settled.and(connection.close().await.map_err(StoreError::from));
    drop(lock);
    for answer in closing {
        let _ = answer.send(closed.clone().map(|()| Reply::Done));
    }
}

/// Does jobs in one transaction and answers them.
async fn write(connection: &mut SqliteConnection, key: &StateKey, jobs: impl Iterator<Item = Job>) {
    let mut answers = Vec::new();
    let mut swept = false;
    let mut batch = Batch { connection, key, handled: Vec::new(), broken: None };
    batch.begin().await;
    for (work, answer) in jobs {
        swept |= matches!(work, Work::Sweep(_));
        answers.push((answer, batch.step(work).await));
    }
    let committed = batch.end().await;
    if swept && committed.is_ok() {
        // What was deleted also leaves the log. If not now, then with the next sweep.
        let _ = settle(connection).await;
    }
    for (answer, done) in answers {
        // Nobody waits any more where a sender was cancelled; what it asked for is done all the same.
        let _ = answer.send(committed.clone().and(done));
    }
}

/// Moves everything from the log into the database file and empties the log; a reader of an old state can put it off.
pub(crate) async fn settle(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(connection).await?;
    Ok(())
}

/// A transaction under way.
struct Batch<'a> {
    connection: &'a mut SqliteConnection,
    key: &'a StateKey,
    /// Updates to remove from the inbox.
    handled: Vec<i64>,
    /// The transaction can't be saved: SQLite has undone it, or does not react.
    broken: Option<StoreError>,
}

impl Batch<'_> {
    async fn begin(&mut self) {
        self.broken = self.run("BEGIN IMMEDIATE").await.err();
    }

    /// Does one job, or all of it is undone.
    async fn step(&mut self, work: Work) -> Answer {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        if let Work::Turn(handled, None) = work {
            self.handled.extend(handled);
            return Ok(Reply::Done);
        }
        let done = match self.run("SAVEPOINT job").await {
            Ok(()) => self.perform(work).await,
            Err(error) => Err(error),
        };
        if done.is_err() {
            // A full disk makes SQLite undo the whole transaction, and then there is no savepoint to go back to.
            // Going on would be outside of any transaction.
            if let Err(error) = self.run("ROLLBACK TO job").await {
                self.broken = Some(done.as_ref().err().cloned().unwrap_or(error));
                return done;
            }
        }
        if let Err(error) = self.run("RELEASE job").await {
            self.broken = Some(error.clone());
            return Err(error);
        }
        done
    }

    async fn perform(&mut self, work: Work) -> Answer {
        match work {
            Work::Take(rows, now) => inbox::take(self.connection, &rows, now).await.map(Reply::Taken),
            Work::Turn(handled, set) => {
                if let Some(set) = set {
                    apply::apply(self.connection, self.key, set).await?;
                }
                self.handled.extend(handled);
                Ok(Reply::Done)
            }
            Work::Fail(update) => inbox::fail(self.connection, update).await.map(Reply::Attempts),
            Work::Put(key, value) => settings::put(self.connection, &key, &value).await.map(|()| Reply::Done),
            Work::Sweep(now) => apply::sweep(self.connection, now).await.map(Reply::Swept),
            Work::Close => Ok(Reply::Done),
        }
    }

    /// Commits, or undoes everything.
    async fn end(mut self) -> Result<(), StoreError> {
        let committed = match self.broken.take() {
            None => self.commit().await,
            Some(error) => Err(error),
        };
        if committed.is_err() {
            // It fails where SQLite has undone everything itself.
            let _ = self.run("ROLLBACK").await;
        }
        committed
    }

    async fn commit(&mut self) -> Result<(), StoreError> {
        inbox::remove(self.connection, &self.handled).await?;
        self.run("COMMIT").await
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), StoreError> {
        sqlx::query(sql).execute(&mut *self.connection).await?;
        Ok(())
    }
}
