//! Writing: one task owns the one connection that writes, and commits for many at once.
//!
//! A commit waits for the disk, and waits as long for one change as for a hundred. So the task takes whatever has been
//! sent meanwhile, does all of it in one transaction, and answers when all of it is on the disk. When a job fails the
//! transaction is undone, that job is told, and the others are done again without it; if the commit fails, everybody is
//! told. Jobs hardly ever fail, and a savepoint around each would cost all of them half of their speed.

use std::fs::File;
use std::sync::Arc;

use jiff::Timestamp;
use sqlx::{Connection, Row as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot, watch};

use crate::crypto::StateKey;
use crate::domain::Retention;
use crate::domain::campaign::{Campaign, CampaignId, Reason, Stage};
use crate::store::opt_outs::{List, OptOuts};
use crate::store::purge::Purge;
use crate::store::tables::deliveries::Deliver;
use crate::store::tables::inbox::{DeadLetter, Row};
use crate::store::tables::reminders::Plan;
use crate::store::tables::{campaigns, deliveries, inbox, reminders, settings, tallies};
use crate::store::{Change, ChangeSet, Claimed, StoreError, Swept, apply, audience, opt_outs};

/// How many jobs wait before a sender has to.
const QUEUE: usize = 1024;
/// How many jobs are committed at once: more gain nothing, and the first would wait longer.
const BATCH: usize = 256;
/// How many rows of a query are handed over at once.
pub(crate) const ROWS: usize = 1024;

/// What can be asked of the writer. Times are milliseconds since 1970.
pub(crate) enum Work {
    /// Take updates into the inbox: [`Reply::Taken`].
    Take(Vec<Row>, i64),
    /// Apply a turn's changes and remove its update: [`Reply::Done`].
    Turn(Option<i64>, Option<ChangeSet>),
    /// Apply a turn's changes and keep its sealed answer in place of its update: [`Reply::Done`].
    Answer(i64, Option<ChangeSet>, Vec<u8>),
    /// Make an update a dead letter: [`Reply::Done`].
    Bury(DeadLetter),
    /// Count a failed attempt: [`Reply::Attempts`].
    Fail(i64),
    /// Remember a setting: [`Reply::Done`].
    Put(String, String),
    /// Write the next piece of a campaign's audience down: [`Reply::Filled`].
    Fill(Campaign, i64),
    /// Record what came of deliveries, and claim more: [`Reply::Claimed`].
    Deliver(Box<Deliver>),
    /// Make what was under way unsure: [`Reply::Counted`].
    Recover(i64),
    /// Skip the next piece of what waits in a campaign: [`Reply::Counted`].
    SkipRest(CampaignId, Reason, i64),
    /// Switch off chats that Telegram did not know: [`Reply::Done`].
    LoseUnknown(CampaignId),
    /// Move a campaign from a stage to another: [`Reply::Done`].
    Stage(CampaignId, Stage, Stage, i64),
    /// Remember the message that shows a campaign's progress: [`Reply::Done`].
    Progress(CampaignId, Option<i64>, bool),
    /// Write down what becomes of reminders that fell due: [`Reply::Done`].
    Plan(Box<Plan>, Timestamp),
    /// Remove what is too old: [`Reply::Swept`].
    Sweep(i64, Retention),
    /// Turn the next deliveries of campaigns that ended before then into counts: [`Reply::Counted`].
    Shrink(i64),
    /// Finish what was sent before, and close: [`Reply::Done`].
    Close,
}

impl Work {
    /// Whether a chat is erased by it.
    fn erases(&self) -> bool {
        let (Work::Turn(_, Some(set)) | Work::Answer(_, Some(set), _)) = self else { return false };
        set.list.contains(&Change::Erase)
    }

    fn concerns_campaigns(&self) -> bool {
        if let Work::Plan(plan, _) = self {
            return !plan.launches.is_empty() || plan.news.is_some();
        }
        let (Work::Turn(_, Some(set)) | Work::Answer(_, Some(set), _)) = self else { return false };
        set.list.iter().any(|change| {
            use Change::{Launch, Order, RemoveDeadline, SetDeadline, ShowEntry};
            matches!(change, Launch(..) | Order(..) | SetDeadline(..) | RemoveDeadline(..) | ShowEntry(..))
        })
    }
}

/// What came of it.
pub(crate) enum Reply {
    /// It is done.
    Done,
    /// These updates were new.
    Taken(Vec<i64>),
    /// So many attempts have failed.
    Attempts(u32),
    /// Whether the whole audience is written down.
    Filled(bool),
    /// These are to be delivered now.
    Claimed(Claimed),
    /// So many.
    Counted(u64),
    /// So much was removed.
    Swept(Swept),
}

type Answer = Result<Reply, StoreError>;
type Job = (Work, oneshot::Sender<Answer>);

/// The way to the task.
#[derive(Debug)]
pub(crate) struct Writer {
    jobs: mpsc::Sender<Job>,
    /// Changes whenever a campaign is launched or ordered to do something.
    pub(crate) campaigns: watch::Sender<u64>,
}

impl Writer {
    /// Starts the task.
    pub(crate) fn start(hand: Hand) -> Writer {
        let (sender, jobs) = mpsc::channel(QUEUE);
        let campaigns = watch::Sender::new(0);
        tokio::spawn(run(hand, jobs, campaigns.clone()));
        Writer { jobs: sender, campaigns }
    }

    /// Has it done; when this returns `Ok`, it is on the disk.
    pub(crate) async fn ask(&self, work: Work) -> Answer {
        let (answer, answered) = oneshot::channel();
        self.jobs.send((work, answer)).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

/// What the task works with.
pub(crate) struct Hand {
    /// The one connection that writes.
    pub connection: SqliteConnection,
    /// Seals sign-ups.
    pub key: Arc<StateKey>,
    /// The list of opt-outs; none where nobody will ever restore a backup, as in a test.
    pub list: Option<List>,
    /// Whether the store was restored at some time.
    pub restored: bool,
    /// What is still to be purged.
    pub purge: Purge,
    /// Let go when the connection is closed.
    pub lock: File,
}

async fn run(mut hand: Hand, mut jobs: mpsc::Receiver<Job>, campaigns: watch::Sender<u64>) {
    let mut closing = Vec::new();
    let mut waiting = Vec::new();
    while jobs.recv_many(&mut waiting, BATCH).await > 0 {
        for (_, answer) in waiting.extract_if(.., |(work, _)| matches!(work, Work::Close)) {
            // No more is taken; what was sent before is still received.
            jobs.close();
            closing.push(answer);
        }
        let concerns_campaigns = waiting.iter().any(|(work, _)| work.concerns_campaigns());
        write(&mut hand, std::mem::take(&mut waiting)).await;
        if concerns_campaigns {
            campaigns.send_modify(|version| *version += 1);
        }
    }
    // The last connection to close does this by itself, but an export in another process may still be reading. Where it
    // can't be done now, what was committed is safe in the log.
    let _ = settle(&mut hand.connection).await;
    let closed = hand.connection.close().await.map_err(StoreError::from);
    drop(hand.lock);
    for answer in closing {
        let _ = answer.send(closed.clone().map(|()| Reply::Done));
    }
}

/// Does jobs in one transaction and answers them.
async fn write(hand: &mut Hand, mut jobs: Vec<Job>) {
    while !jobs.is_empty() {
        match attempt(hand, &jobs).await {
            Ok(replies) => {
                let is_sweep = jobs.iter().any(|(work, _)| matches!(work, Work::Sweep(..)));
                if is_sweep {
                    // What was deleted also leaves the log. If not now, then with the next sweep.
                    let _ = settle(&mut hand.connection).await;
                }
                if jobs.iter().any(|(work, _)| work.erases()) {
                    hand.purge = Purge::Due;
                }
                hand.purge = hand.purge.step(&mut hand.connection, is_sweep).await;
                for ((_, answer), reply) in jobs.drain(..).zip(replies) {
                    // Nobody waits any more where a sender was cancelled; what it asked for is done all the same.
                    let _ = answer.send(Ok(reply));
                }
            }
            Err(Failed { job: Some(nth), error }) => {
                let (_, answer) = jobs.remove(nth);
                let _ = answer.send(Err(error));
            }
            Err(Failed { job: None, error }) => {
                for (_, answer) in jobs.drain(..) {
                    let _ = answer.send(Err(error.clone()));
                }
            }
        }
    }
}

/// Why a transaction was undone.
struct Failed {
    /// Which job it was, by its place; `None` when the transaction itself failed.
    job: Option<usize>,
    error: StoreError,
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Failed {
        Failed { job: None, error }
    }
}

/// Does all jobs and commits, or nothing.
async fn attempt(hand: &mut Hand, jobs: &[Job]) -> Result<Vec<Reply>, Failed> {
    run_sql(&mut hand.connection, "BEGIN IMMEDIATE").await?;
    let done = perform_all(hand, jobs).await;
    if done.is_err() {
        // SQLite undoes everything by itself when the disk is full, and has nothing left to undo here then.
        let _ = run_sql(&mut hand.connection, "ROLLBACK").await;
    }
    done
}

async fn perform_all(hand: &mut Hand, jobs: &[Job]) -> Result<Vec<Reply>, Failed> {
    let mut replies = Vec::with_capacity(jobs.len());
    let mut outs = OptOuts { always: hand.restored, ..OptOuts::default() };
    for (nth, (work, _)) in jobs.iter().enumerate() {
        let reply = perform(&mut hand.connection, &hand.key, work, &mut outs).await;
        replies.push(reply.map_err(|error| Failed { job: Some(nth), error })?);
    }
    let handled =
        jobs.iter().filter_map(|(work, _)| if let Work::Turn(done, _) = work { *done } else { None });
    inbox::remove(&mut hand.connection, &handled.collect::<Vec<_>>()).await?;
    if let Some(list) = hand.list.as_mut().filter(|_| !outs.all.is_empty()) {
        // Listed first: an entry whose commit fails does no harm, and an opt-out that is not listed could be undone.
        let seen = list.append(&outs.all).await?;
        settings::put(&mut hand.connection, opt_outs::SEEN, &seen.to_string()).await?;
    }
    run_sql(&mut hand.connection, "COMMIT").await?;
    Ok(replies)
}

async fn perform(
    connection: &mut SqliteConnection,
    key: &StateKey,
    work: &Work,
    outs: &mut OptOuts,
) -> Answer {
    match work {
        Work::Take(rows, now) => inbox::take(connection, rows, *now).await.map(Reply::Taken),
        // Its update is removed with those of the other turns, in one statement.
        Work::Turn(_, Some(set)) => apply::apply(connection, key, set, outs).await.map(|()| Reply::Done),
        Work::Turn(_, None) | Work::Close => Ok(Reply::Done),
        Work::Answer(update, set, sealed) => {
            if let Some(set) = set {
                apply::apply(connection, key, set, outs).await?;
            }
            inbox::answer(connection, *update, sealed).await.map(|()| Reply::Done)
        }
        Work::Bury(letter) => inbox::bury(connection, letter).await.map(|()| Reply::Done),
        Work::Fail(update) => inbox::fail(connection, *update).await.map(Reply::Attempts),
        Work::Put(key, value) => settings::put(connection, key, value).await.map(|()| Reply::Done),
        Work::Fill(campaign, now) => audience::fill(connection, campaign, *now).await.map(Reply::Filled),
        Work::Deliver(work) => deliveries::deliver(connection, key, work, outs).await.map(Reply::Claimed),
        Work::Recover(now) => deliveries::recover(connection, *now).await.map(Reply::Counted),
        Work::SkipRest(id, reason, now) => {
            deliveries::skip_rest(connection, *id, *reason, *now).await.map(Reply::Counted)
        }
        Work::LoseUnknown(id) => deliveries::lose_unknown(connection, *id).await.map(|()| Reply::Done),
        Work::Stage(id, from, to, now) => {
            campaigns::set_stage(connection, *id, *from, *to, *now).await.map(|()| Reply::Done)
        }
        Work::Progress(id, message, reported) => {
            campaigns::set_progress(connection, *id, *message, *reported).await.map(|()| Reply::Done)
        }
        Work::Sweep(now, keep) => apply::sweep(connection, *now, keep).await.map(Reply::Swept),
        Work::Plan(plan, now) => reminders::plan(connection, key, plan, *now).await.map(|()| Reply::Done),
        Work::Shrink(before) => tallies::shrink(connection, *before).await.map(Reply::Counted),
    }
}

pub(crate) async fn run_sql(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), StoreError> {
    sqlx::query(sql).execute(connection).await?;
    Ok(())
}

/// Moves everything from the log into the database file and empties the log; says whether it is empty, which a reader
/// of an old state can put off.
pub(crate) async fn settle(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    // Whoever wants to write waits meanwhile, so a reader that takes its time is not waited for.
    run_sql(connection, "PRAGMA busy_timeout = 250").await?;
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
    run_sql(connection, "PRAGMA busy_timeout = 5000").await?;
    Ok(row?.try_get::<i64, _>(0)? == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChatId, ChatKind};
    use crate::store::{Change, Reader, files, reader, schema};

    /// A writer whose database may not grow, as on a full disk.
    async fn full(dir: &std::path::Path) -> Writer {
        let lock = files::take(dir).expect("a folder");
        let path = dir.join(files::DATABASE);
        let mut connection =
            SqliteConnection::connect_with(&reader::options(&path)).await.expect("connected");
        schema::migrate(&mut connection, &path).await.expect("migrated");
        sqlx::query("PRAGMA max_page_count = 1").execute(&mut connection).await.expect("bounded");
        let key = Arc::new(StateKey::generate());
        let (list, restored, purge) = (None, false, Purge::Nothing);
        Writer::start(Hand { connection, key, list, restored, purge, lock })
    }

    #[tokio::test]
    async fn a_full_disk_is_said_and_costs_nothing_that_was_there() {
        let dir = tempfile::tempdir().expect("a folder");
        let writer = full(dir.path()).await;
        let meet = ChangeSet { chat: ChatId(1), list: vec![Change::Meet(ChatKind::Private)] };
        let (before, large, after) = tokio::join!(
            writer.ask(Work::Turn(None, Some(meet))),
            writer.ask(Work::Put("large".to_owned(), "x".repeat(100_000))),
            writer.ask(Work::Put("small".to_owned(), "x".to_owned())),
        );
        assert!(matches!(large, Err(StoreError::Full)));
        assert!(writer.ask(Work::Put("later".to_owned(), "x".to_owned())).await.is_ok(), "it goes on");
        let stored = Reader::open_copy(dir.path()).await.expect("opens");
        assert_eq!(stored.setting("large").await.expect("read"), None);
        assert_eq!(stored.setting("small").await.expect("read").is_some(), after.is_ok(), "as was answered");
        assert_eq!(stored.counts().await.expect("read").pending, 0);
        assert!(before.is_ok() || matches!(before, Err(StoreError::Full)));
    }
}
