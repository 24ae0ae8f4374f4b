//! Writing: one task owns the one connection that writes, and commits for many at once.
//!
//! A commit waits for the disk, and waits as long for one change as for a hundred. So the task takes all jobs that have
//! been sent meanwhile, runs them in one transaction, and answers them when all are on the disk. When a job fails, the
//! transaction is undone, that job is answered with its error, and the others run again without it. If the commit fails,
//! all are answered with its error. Where the disk is full, each runs once more alone, so that a large one costs no
//! other its place. Jobs hardly ever fail, and a savepoint around each would cost all of them half of their speed.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot, watch};

use crate::store::error::StoreError;
use crate::store::transaction::WriterState;
use crate::store::trouble::{TroubleSignal, is_of_the_database};
use crate::store::tx::{Tx, WriteJob};
use crate::store::warnings::StoreWarnings;
use crate::vitals::Vitals;

/// The number of jobs that may wait; beyond it, callers wait to hand theirs over.
const QUEUE: usize = 1024;
/// The most jobs in a transaction: more would gain nothing, and the first would wait longer.
const BATCH: usize = 256;

/// The way to the task.
#[derive(Debug)]
pub(crate) struct Writer {
    requests: mpsc::Sender<Request>,
    /// Changes whenever delivery is to look at the campaigns again.
    pub(crate) campaigns: watch::Sender<u64>,
    /// The faults of the files, for owners.
    pub(crate) warnings: watch::Sender<StoreWarnings>,
    /// Whether everything is frozen.
    pub(crate) frozen: watch::Sender<bool>,
    /// Passes on what only a person can mend.
    pub(crate) trouble: TroubleSignal,
    /// Turns true when the task fails.
    has_failed: watch::Receiver<bool>,
    /// Where each transaction leaves a sign of life, once that is set.
    vitals: Arc<OnceLock<Vitals>>,
}

enum Request {
    Run(Box<dyn AnyJob>),
    Close(oneshot::Sender<Result<(), StoreError>>),
}

/// A job together with the way to answer it, so that jobs of all types queue together.
trait AnyJob: Send {
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Answers with the output of the last run, or with the error that undid it.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Waiting<J: WriteJob> {
    job: J,
    output: Option<J::Output>,
    answer: oneshot::Sender<Result<J::Output, StoreError>>,
}

impl<J: WriteJob> AnyJob for Waiting<J> {
    fn run<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            self.output = Some(self.job.run(tx).await?);
            Ok(())
        })
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let Waiting { output, answer, .. } = *self;
        let result = committed.and_then(|()| output.ok_or(StoreError::Closed));
        // Nobody waits any more if the sender was cancelled; the job is done all the same.
        let _ = answer.send(result);
    }
}

impl Writer {
    /// Starts the task.
    pub(crate) fn start(state: WriterState) -> Writer {
        let (sender, requests) = mpsc::channel(QUEUE);
        let (campaigns, warnings) = (watch::Sender::new(0), state.warnings.clone());
        let (frozen, vitals) = (state.frozen.clone(), Arc::default());
        let task = tokio::spawn(serve(state, requests, campaigns.clone(), Arc::clone(&vitals)));
        let (failed, has_failed) = watch::channel(false);
        tokio::spawn(async move {
            if task.await.is_err() {
                failed.send_replace(true);
            }
        });
        let trouble = TroubleSignal::new();
        Writer { requests: sender, campaigns, warnings, frozen, trouble, has_failed, vitals }
    }

    /// From now on each transaction leaves a sign of life here. Only the first call counts.
    pub(crate) fn report_to(&self, vitals: Vitals) {
        let _ = self.vitals.set(vitals);
    }

    /// Has a job done. When this returns `Ok`, it is on the disk.
    pub(crate) async fn run<J: WriteJob>(&self, job: J) -> Result<J::Output, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(Waiting { job, output: None, answer });
        self.requests.send(Request::Run(job)).await.map_err(|_| StoreError::Closed)?;
        let result = answered.await.map_err(|_| StoreError::Closed)?;
        result.inspect_err(|error| self.trouble.note(error))
    }

    /// Waits until the task fails; forever, if it is closed.
    pub(crate) async fn failed(&self) {
        let mut has_failed = self.has_failed.clone();
        if has_failed.wait_for(|failed| *failed).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Finishes all earlier requests, and closes the connection.
    pub(crate) async fn close(&self) -> Result<(), StoreError> {
        let (answer, answered) = oneshot::channel();
        self.requests.send(Request::Close(answer)).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

async fn serve(
    mut state: WriterState,
    mut requests: mpsc::Receiver<Request>,
    campaigns: watch::Sender<u64>,
    vitals: Arc<OnceLock<Vitals>>,
) {
    let (mut received, mut closing) = (Vec::new(), Vec::new());
    while requests.recv_many(&mut received, BATCH).await > 0 {
        let mut jobs = Vec::with_capacity(received.len());
        for request in received.drain(..) {
            match request {
                Request::Run(job) => jobs.push(job),
                Request::Close(answer) => {
                    // No more is taken; earlier requests are still received.
                    requests.close();
                    closing.push(answer);
                }
            }
        }
        write(&mut state, jobs, &campaigns, vitals.get()).await;
    }
    let closed = state.close().await;
    for answer in closing {
        let _ = answer.send(closed.clone());
    }
}

/// Runs jobs in one transaction and answers them.
async fn write(
    state: &mut WriterState,
    jobs: Vec<Box<dyn AnyJob>>,
    campaigns: &watch::Sender<u64>,
    vitals: Option<&Vitals>,
) {
    let mut batches = VecDeque::from([jobs]);
    while let Some(mut jobs) = batches.pop_front() {
        if jobs.is_empty() {
            continue;
        }
        let begun = vitals.map(Vitals::moment);
        let attempted = attempt(state, &mut jobs, campaigns).await;
        if let Some((vitals, begun)) = vitals.zip(begun) {
            let failed = attempted.as_ref().is_err_and(|undone| is_of_the_database(&undone.error));
            vitals.note_transaction(begun, failed);
        }
        match attempted {
            Ok(()) => answer(jobs, &Ok(())),
            Err(Undone { error: StoreError::Full, .. }) if jobs.len() > 1 => {
                batches.extend(jobs.into_iter().map(|job| vec![job]));
            }
            Err(Undone { job: Some(nth), error }) => {
                jobs.remove(nth).answer(Err(error));
                batches.push_front(jobs);
            }
            Err(Undone { job: None, error }) => answer(jobs, &Err(error)),
        }
    }
}

fn answer(jobs: Vec<Box<dyn AnyJob>>, committed: &Result<(), StoreError>) {
    for job in jobs {
        job.answer(committed.clone());
    }
}

/// Why a transaction was undone.
struct Undone {
    /// The place of the job that failed; `None` when the transaction itself failed.
    job: Option<usize>,
    error: StoreError,
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Undone {
        Undone { job: None, error }
    }
}

/// Runs all jobs and commits, or changes nothing.
async fn attempt(
    state: &mut WriterState,
    jobs: &mut [Box<dyn AnyJob>],
    campaigns: &watch::Sender<u64>,
) -> Result<(), Undone> {
    let mut tx = state.begin().await?;
    for (nth, job) in jobs.iter_mut().enumerate() {
        if let Err(error) = job.run(&mut tx).await {
            state.roll_back().await;
            return Err(Undone { job: Some(nth), error });
        }
    }
    let left = tx.left;
    let wakes_campaigns = left.wakes_campaigns;
    state.commit(left).await?;
    if wakes_campaigns {
        campaigns.send_modify(|version| *version += 1);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::{Arc, mpsc as std_mpsc};
    use std::time::Duration;

    use futures_util::FutureExt;

    use super::*;
    use crate::crypto::{IdKey, StoreKey};
    use crate::domain::ChatId;
    use crate::store::opt_outs::{OptOut, OptOutList};
    use crate::store::purge::Purge;
    use crate::store::{DATABASE, Reader, StoreTrouble, folder, schema, sql, sqlite};

    /// Puts a setting and leaves an opt-out; fails if the value is empty.
    struct Put(&'static str, String);

    impl WriteJob for Put {
        type Output = usize;

        async fn run(&self, tx: &mut Tx<'_>) -> Result<usize, StoreError> {
            let Put(key, value) = self;
            let put = sql::query("INSERT INTO settings (key, value) VALUES ($1, $2)").bind(*key);
            put.bind(value.as_str()).run(&mut *tx.db).await?;
            tx.opt_out(tx.ids.hide(ChatId::new(1)), OptOut::Stop, 1);
            tx.left.wakes_campaigns = true;
            if value.is_empty() { Err(StoreError::UnknownChat) } else { Ok(tx.left.opt_outs.len()) }
        }
    }

    fn put(key: &'static str, size: usize) -> Put {
        Put(key, "x".repeat(size))
    }

    /// Changes nothing.
    struct Nothing;

    impl WriteJob for Nothing {
        type Output = ();

        async fn run(&self, _: &mut Tx<'_>) -> Result<(), StoreError> {
            Ok(())
        }
    }

    /// Panics.
    struct Panic;

    impl WriteJob for Panic {
        type Output = ();

        async fn run(&self, _: &mut Tx<'_>) -> Result<(), StoreError> {
            panic!("a job panics");
        }
    }

    async fn state(dir: &Path) -> WriterState {
        let lock = folder::take(dir).expect("a folder");
        let path = dir.join(DATABASE);
        let mut db = sqlite::open_copy(&path).await.expect("opened");
        schema::migrate(&mut db, &path).await.expect("migrated");
        let key = Arc::new(StoreKey::generate());
        let warnings = watch::Sender::default();
        let purge = Purge::Nothing;
        let ids = Arc::new(IdKey::of(&key));
        WriterState {
            db,
            key,
            ids,
            list: None,
            is_list_behind: false,
            restored: false,
            purge,
            frozen: watch::Sender::new(false),
            warnings,
            lock,
        }
    }

    async fn stored(dir: &Path, key: &str) -> bool {
        let reader = Reader::open_copy(dir).await.expect("opens");
        reader.setting(key).await.expect("read").is_some()
    }

    #[tokio::test]
    async fn a_failed_job_is_left_out_and_the_others_run_once_more() {
        let dir = tempfile::tempdir().expect("a folder");
        let writer = Writer::start(state(dir.path()).await);
        let mut changes = writer.campaigns.subscribe();
        let (before, failed, after) = tokio::join!(
            writer.run(put("before", 1)),
            writer.run(put("failed", 0)),
            writer.run(put("after", 1))
        );
        assert!(matches!(failed, Err(StoreError::UnknownChat)));
        assert_eq!(
            (before.expect("done"), after.expect("done")),
            (1, 2),
            "leftovers of the first try are gone"
        );
        assert!(changes.has_changed().expect("open"));
        assert_eq!(*changes.borrow_and_update(), 1, "one commit");
        assert!(stored(dir.path(), "before").await && stored(dir.path(), "after").await);
        assert!(!stored(dir.path(), "failed").await);
        writer.close().await.expect("closed");
        assert!(matches!(writer.run(put("late", 1)).await, Err(StoreError::Closed)));
    }

    #[tokio::test]
    async fn a_full_disk_is_said_and_costs_nothing_that_was_there() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut state = state(dir.path()).await;
        sql::query("PRAGMA max_page_count = 1").run(&mut state.db).await.expect("bounded");
        let writer = Writer::start(state);
        let trouble = writer.trouble.clone();
        let mut troubles = trouble.subscribe();
        let (large, small) = tokio::join!(writer.run(put("large", 100_000)), writer.run(put("small", 1)));
        assert!(matches!(large, Err(StoreError::Full)));
        assert_eq!(*troubles.borrow_and_update(), Some(StoreTrouble::Full));
        assert!(writer.run(put("later", 1)).await.is_ok(), "it goes on");
        assert!(!stored(dir.path(), "large").await);
        assert_eq!(stored(dir.path(), "small").await, small.is_ok(), "as was answered");
    }

    #[tokio::test]
    async fn a_list_whose_disk_hangs_holds_up_nobody_and_gets_each_opt_out_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let (data, path) = (dir.path().join("data"), dir.path().join("list"));
        let mut state = state(&data).await;
        let mut list = OptOutList::open(&mut state.db, &state.key, &path).await.expect("begun");
        list.patience = Duration::from_millis(1);
        let disk = list.disk.clone();
        state.list = Some(list);
        let writer = Writer::start(state);
        let unlisted = || writer.warnings.borrow().unlisted;
        let (hangs, has_begun) = oneshot::channel();
        let (back, returns) = std_mpsc::channel::<()>();
        let until_back = async move { hangs.send(()).is_ok() && returns.recv().is_err() };
        let busy = tokio::spawn(async move { disk.work(Duration::from_mins(1), until_back).await });
        has_begun.await.expect("it hangs");

        writer.run(put("first", 1)).await.expect("committed");
        assert_eq!(unlisted(), 1);
        writer.run(put("second", 1)).await.expect("committed");
        assert_eq!(unlisted(), 2);
        assert!(stored(&data, "first").await && stored(&data, "second").await);

        drop(back);
        assert_eq!(busy.await.expect("no panic"), Ok(true));
        while unlisted() > 0 {
            writer.run(Nothing).await.expect("committed");
        }
        let numbers = || {
            let text = std::fs::read_to_string(&path).expect("read");
            let lines =
                text.lines().skip(2).map(|line| line.split(' ').next().unwrap_or_default().to_owned());
            lines.collect::<Vec<_>>()
        };
        assert_eq!(numbers(), ["000000000001", "000000000002"]);
        writer.run(put("third", 1)).await.expect("committed");
        writer.close().await.expect("closed");
        assert_eq!(numbers().len(), 3);
    }

    #[tokio::test]
    async fn a_task_that_panics_is_told_from_one_that_is_closed() {
        let (closed, failed) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let writer = Writer::start(state(closed.path()).await);
        writer.close().await.expect("closed");
        assert!(writer.failed().now_or_never().is_none());
        let writer = Writer::start(state(failed.path()).await);
        assert!(matches!(writer.run(Panic).await, Err(StoreError::Closed)));
        writer.failed().await;
        assert!(matches!(writer.run(put("late", 1)).await, Err(StoreError::Closed)));
    }
}
