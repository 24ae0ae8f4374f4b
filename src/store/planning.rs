//! Planning: decides for the reminders that fell due whether they become campaigns, in one transaction.

use jiff::Timestamp;

use crate::domain::Reminder;
use crate::domain::campaign::{CampaignKind, Launch, Reason};
use crate::store::error::StoreError;
use crate::store::sql::{Connection, millis};
use crate::store::tables::{campaigns, record, reminders, settings, snoozes};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Reader, Store};

/// The setting with the time until which reminders are planned, in milliseconds since 1970.
const PLANNED: &str = "reminders_planned";

/// The setting with the time when subscribers were last told of new status entries, in milliseconds since 1970.
const TOLD: &str = "record_told";

/// The setting that says that nothing was planned yet since a backup was restored.
const UNPLANNED: &str = "restored_unplanned";

/// Decisions on reminders that fell due.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The reminders that go out, each unless it did before.
    pub launches: Vec<Launch>,
    /// The reminders that nobody wanted.
    pub unwanted: Vec<Reminder>,
    /// The reminders that do not go out, and why.
    pub skips: Vec<(Reminder, Reason)>,
    /// The message that tells of status entries.
    pub news: Option<News>,
}

/// A message that tells of status entries.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// The message.
    pub launch: Launch,
    /// It tells of everything entered until that time.
    pub before: Timestamp,
    /// Whether it tells of entries from a backup, which subscribers may have got already. It waits for an owner then.
    pub restored: bool,
}

impl Store {
    /// Stores the decisions on reminders that fell due until `now`: all of them or none. Earlier decisions stay as they
    /// are.
    pub async fn plan(&self, plan: Plan, now: Timestamp) -> Result<(), StoreError> {
        self.writer.run(StorePlan { plan, now }).await
    }

    /// The time until which the reminders that fell due may have been sent before a backup was restored; `None` if none ever
    /// was. At the first planning after a restore that is the present.
    pub async fn restored_until(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let is_first = self.reader.setting(UNPLANNED).await?.is_some();
        let restored = self.restored_at().await?;
        Ok(if is_first { restored.max(Some(now)) } else { restored })
    }

    /// The time until which reminders are planned; `None` if they never were.
    pub async fn planned_until(&self) -> Result<Option<Timestamp>, StoreError> {
        self.reader.setting_time(PLANNED).await
    }
}

impl Reader {
    /// When subscribers were last told of new status entries; `None` if they never were.
    pub async fn told_at(&self) -> Result<Option<Timestamp>, StoreError> {
        self.setting_time(TOLD).await
    }
}

struct StorePlan {
    plan: Plan,
    now: Timestamp,
}

impl WriteJob for StorePlan {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        // It was made before everything was frozen, and is made anew afterwards.
        if tx.is_frozen() {
            return Ok(());
        }
        let Plan { launches, unwanted, skips, news } = &self.plan;
        for launch in launches {
            self.launch(tx, launch).await?;
        }
        for reminder in unwanted {
            reminders::note(tx.db, reminder, None).await?;
        }
        for (reminder, reason) in skips {
            reminders::note(tx.db, reminder, Some(*reason)).await?;
            if reminder.slot.is_none() {
                snoozes::remove_due(tx.db, reminder).await?;
            }
        }
        if let Some(News { launch, before, restored }) = news {
            put_time(tx.db, TOLD, self.now).await?;
            let id = campaigns::launch(tx, launch, self.now).await?;
            record::set_told(tx.db, id, *before, *restored).await?;
            if *restored {
                campaigns::set_restored(tx.db, id).await?;
            }
        }
        settings::remove(tx.db, UNPLANNED).await?;
        let planned = settings::get(&mut *tx.db, PLANNED).await?;
        let planned = planned.and_then(|planned| planned.parse::<i64>().ok());
        if planned.is_none_or(|planned| planned < millis(self.now)) {
            put_time(tx.db, PLANNED, self.now).await?;
        }
        Ok(())
    }
}

impl StorePlan {
    /// Launches a reminder, unless it was decided on before.
    async fn launch(&self, tx: &mut Tx<'_>, launch: &Launch) -> Result<(), StoreError> {
        let CampaignKind::Remind(reminder) = &launch.kind else { return Ok(()) };
        if reminders::note(tx.db, reminder, None).await? {
            let id = campaigns::launch(tx, launch, self.now).await?;
            reminders::set_campaign(tx.db, reminder, id).await?;
            if reminder.slot.is_none() {
                snoozes::set_campaign(tx.db, reminder, id).await?;
            }
        }
        Ok(())
    }
}

/// Notes, in a store that was restored, that reminders may have been sent until the next planning.
pub(crate) async fn note_restore(db: &mut Connection) -> Result<(), StoreError> {
    settings::put(db, UNPLANNED, "1").await
}

async fn put_time(db: &mut Connection, key: &str, time: Timestamp) -> Result<(), StoreError> {
    settings::put(db, key, &millis(time).to_string()).await
}
