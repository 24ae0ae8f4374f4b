//! The tasks that the bot is made of. If one of them ends by itself, the bot would go on without that part, and nobody would
//! notice for days. So the process ends instead, and names the task.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use tokio::task::{Id, JoinSet};

/// A task, as it is named to the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display)]
pub enum TaskName {
    /// Taking updates in, by polling or by the webhook.
    #[strum(to_string = "taking updates in")]
    Updates,
    /// Sending campaigns.
    #[strum(to_string = "sending campaigns")]
    Engine,
    /// Planning reminders.
    #[strum(to_string = "planning reminders")]
    Planner,
    /// Keeping the holds.
    #[strum(to_string = "holding and carrying out actions of staff")]
    Holds,
    /// Writing to the store.
    #[strum(to_string = "writing to the store")]
    Writer,
    /// Deleting old data, and registering names and menus.
    #[strum(to_string = "keeping house")]
    Housekeeping,
    /// Making backups.
    #[strum(to_string = "making backups")]
    Backups,
    /// Checking the installation once a week.
    #[strum(to_string = "checking the installation")]
    Doctor,
    /// Carrying out orders of the command line.
    #[strum(to_string = "listening at the control socket")]
    Control,
    /// Proving that the store works, and sending the heartbeat.
    #[strum(to_string = "leaving signs of life")]
    Signs,
    /// Telling owners of trouble.
    #[strum(to_string = "telling owners of trouble")]
    Notices,
}

/// Tasks that run beside each other.
#[derive(Default)]
pub(super) struct Tasks {
    running: JoinSet<()>,
    names: HashMap<Id, TaskName>,
}

impl Tasks {
    /// Starts a task.
    pub fn spawn(&mut self, name: TaskName, task: impl Future<Output = ()> + Send + 'static) {
        let id = self.running.spawn(task).id();
        self.names.insert(id, name);
    }

    /// Waits until one of them ends, in whatever way; gives its name.
    pub async fn next_end(&mut self) -> TaskName {
        let ended = self.running.join_next_with_id().await;
        let id = ended.map(|ended| ended.map_or_else(|error| error.id(), |(id, ())| id));
        match id.and_then(|id| self.names.remove(&id)) {
            Some(name) => name,
            None => std::future::pending().await,
        }
    }

    /// Waits until all of them have ended.
    pub async fn all_ended(&mut self) {
        while self.running.join_next().await.is_some() {}
    }
}

/// The output of a part; none if it panics.
pub(super) async fn unless_it_panics<T>(part: impl Future<Output = T>) -> Option<T> {
    AssertUnwindSafe(part).catch_unwind().await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_task_that_ends_or_panics_is_named() {
        let mut tasks = Tasks::default();
        tasks.spawn(TaskName::Engine, std::future::pending());
        tasks.spawn(TaskName::Planner, async { panic!("the planner panics") });
        assert_eq!(tasks.next_end().await, TaskName::Planner);
        tasks.spawn(TaskName::Notices, async {});
        assert_eq!(tasks.next_end().await, TaskName::Notices);
        assert_eq!(TaskName::Planner.to_string(), "planning reminders");
        assert_eq!(unless_it_panics(async { panic!("it panics") }).await, None::<()>);
    }
}
