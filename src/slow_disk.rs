//! Disks that may not answer, such as one on another machine. What is done there is done on a thread of its own, and waited for no longer
//! than a limit. The thread of a disk that never answers stays behind.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{Mutex, oneshot};

/// A disk that may not answer. It is given one piece of work after the other, so that at most one thread waits for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct SlowDisk(Arc<Mutex<()>>);

/// A disk has not answered within the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the disk does not answer; see whether the machine or the network that it is on is away")]
pub(crate) struct NoAnswerError;

impl SlowDisk {
    /// Has a piece of work done, after the one before. If nobody waits for it any more, it ends the next time that it waits itself.
    ///
    /// # Errors
    /// When it is not done within the limit.
    pub async fn work<T: Send + 'static>(
        &self,
        limit: Duration,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, NoAnswerError> {
        let done = async {
            let turn = Arc::clone(&self.0).lock_owned().await;
            let (waiting, given_up) = oneshot::channel::<()>();
            let runtime = Handle::current();
            let done = tokio::task::spawn_blocking(move || {
                // The next piece of work begins when this one has cleared up.
                let _turn = turn;
                runtime.block_on(async {
                    tokio::select! {
                        biased;
                        _ = given_up => None,
                        done = work => Some(done),
                    }
                })
            });
            let done = done.await;
            drop(waiting);
            match done {
                Ok(done) => done.ok_or(NoAnswerError),
                Err(error) => match error.try_into_panic() {
                    Ok(panic) => std::panic::resume_unwind(panic),
                    Err(_) => Err(NoAnswerError),
                },
            }
        };
        tokio::time::timeout(limit, done).await.unwrap_or(Err(NoAnswerError))
    }
}

/// Looks at a disk, for a caller that waits. `None` if it does not answer within the limit.
pub(crate) fn look<T: Send + 'static>(
    limit: Duration,
    look: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (seen, answer) = mpsc::channel();
    // The one who waits for it may have gone.
    thread::Builder::new().spawn(move || drop(seen.send(look()))).ok()?;
    answer.recv_timeout(limit).ok()
}

/// Why a look at a disk has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    /// It takes too long.
    Late,
    /// It has failed.
    Failed,
}

/// What a look at a disk gives, if it does within this time. Nobody waits for its thread any longer then, not even the end of the
/// program.
///
/// # Errors
/// When it takes longer, or fails.
pub(crate) async fn within<T: Send + 'static>(
    patience: Duration,
    look: impl FnOnce() -> T + Send + 'static,
) -> Result<T, NoAnswer> {
    let (answer, answered) = oneshot::channel();
    let looking = move || {
        // Nobody may wait any longer.
        let _ = answer.send(look());
    };
    thread::Builder::new().name("disk".to_owned()).spawn(looking).map_err(|_| NoAnswer::Failed)?;
    match tokio::time::timeout(patience, answered).await {
        Ok(answer) => answer.map_err(|_| NoAnswer::Failed),
        Err(_) => Err(NoAnswer::Late),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(1);
    const LONG: Duration = Duration::from_mins(1);

    #[tokio::test]
    async fn a_disk_that_does_not_answer_is_given_up_and_gets_no_second_thread() {
        let disk = SlowDisk::default();
        let (answers, hangs) = mpsc::channel::<()>();
        let hung = disk.work(SOON, async move { hangs.recv().is_ok() }).await;
        assert_eq!(hung, Err(NoAnswerError));
        assert_eq!(disk.work(SOON, async { "not begun" }).await, Err(NoAnswerError));
        drop(answers);
        assert_eq!(disk.work(LONG, async { "it is back" }).await, Ok("it is back"));
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_ends_at_its_next_wait() {
        let disk = SlowDisk::default();
        let (held, end) = oneshot::channel::<()>();
        let endless = async move {
            let _held = held;
            std::future::pending::<()>().await;
        };
        assert_eq!(disk.work(SOON, endless).await, Err(NoAnswerError));
        assert!(end.await.is_err(), "it was dropped");
        assert_eq!(disk.work(LONG, async { 7 }).await, Ok(7));
    }

    #[test]
    fn a_look_has_a_limit() {
        let (answers, hangs) = mpsc::channel::<()>();
        assert_eq!(look(SOON, move || hangs.recv().is_ok()), None);
        drop(answers);
        assert_eq!(look(LONG, || 7), Some(7));
    }

    #[tokio::test]
    async fn what_hangs_or_fails_has_no_answer() {
        let patience = Duration::from_mins(1);
        assert_eq!(within(patience, || 7).await, Ok(7));
        assert_eq!(within(patience, || panic!("it fails")).await, Err::<(), _>(NoAnswer::Failed));
        let (end, hangs) = mpsc::channel::<()>();
        let hangs = move || hangs.recv().is_ok();
        assert_eq!(within(Duration::from_millis(1), hangs).await, Err(NoAnswer::Late));
        drop(end);
    }
}
