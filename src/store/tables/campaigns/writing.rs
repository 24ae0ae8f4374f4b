//! Changes campaigns.

use jiff::Timestamp;

use crate::crypto::Purpose;
use crate::domain::campaign::{
    Campaign, CampaignEvent, CampaignId, CampaignKind, Facts, Launch, Revision, Stage, Transition,
};
use crate::domain::{ChatId, MessageId, Reminder};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, millis};
use crate::store::tables::campaigns::campaign;
use crate::store::tx::{Tx, WriteJob};

impl Store {
    /// Moves a campaign to a stage, unless its stage has changed since it was read.
    pub async fn set_stage(
        &self,
        campaign: &Campaign,
        stage: Stage,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writer.run(SetStage { id: campaign.id, from: campaign.stage, to: stage, now }).await
    }

    /// Remembers the message with the progress of a campaign, and whether that message reports the end.
    pub async fn set_progress(
        &self,
        id: CampaignId,
        message: Option<MessageId>,
        reported: bool,
    ) -> Result<(), StoreError> {
        self.writer.run(SetProgress { id, message, reported }).await
    }
}

pub(crate) async fn launch(
    tx: &mut Tx<'_>,
    launch: &Launch,
    now: Timestamp,
) -> Result<CampaignId, StoreError> {
    tx.left.wakes_campaigns = true;
    if let CampaignKind::Replace(of) | CampaignKind::Delete(of) = launch.kind {
        supersede(tx.db, of, now).await?;
    }
    let created = millis(now);
    let (kind, target, reminder) = kind_columns(&launch.kind);
    let row = sql::query(
        "INSERT INTO campaigns (author, kind, target, reminder, audience, stage,
                                created, due, touched, urgent, trial, paid, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9, $10, $11, $12)
         RETURNING id",
    )
    .bind(launch.author.map(|author| author.0))
    .bind(kind)
    .bind(target)
    .bind(reminder)
    .bind(serde_json::to_string(&launch.audience).expect("an audience is plain data"))
    .bind(Stage::FIRST.code())
    .bind(created)
    .bind(millis(launch.due))
    .bind(launch.urgent)
    .bind(launch.trial)
    .bind(launch.paid)
    .bind(tx.key.seal(Purpose::Campaign, created, &launch.content.to_json()))
    .fetch_one(&mut *tx.db)
    .await?;
    Ok(CampaignId(row.get("id")?))
}

/// Calls off the corrections of a campaign that are not over: a newer text is coming, and an older one must not come after
/// it.
async fn supersede(db: &mut Connection, of: CampaignId, now: Timestamp) -> Result<(), StoreError> {
    let rows = sql::query("SELECT id, stage FROM campaigns WHERE kind = 'replace' AND target = $1");
    let rows = rows.bind(of.0).fetch_all(&mut *db).await?;
    let facts = Facts { revision: Revision::Original, unsure: 0 };
    for row in rows {
        let stage = row.decode("stage", Stage::from_code)?;
        if let Some(next) = stage.after(CampaignEvent::Superseded, &facts) {
            set_stage(db, CampaignId(row.get("id")?), stage, next.to, now).await?;
        }
    }
    Ok(())
}

struct SetStage {
    id: CampaignId,
    from: Stage,
    to: Stage,
    now: Timestamp,
}

impl WriteJob for SetStage {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        set_stage(tx.db, self.id, self.from, self.to, self.now).await
    }
}

/// Moves a campaign from one stage to another, unless it has left the first one.
async fn set_stage(
    db: &mut Connection,
    id: CampaignId,
    from: Stage,
    to: Stage,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query("UPDATE campaigns SET stage = $2, touched = $3 WHERE id = $1 AND stage = $4")
        .bind(id.0)
        .bind(to.code())
        .bind(millis(now))
        .bind(from.code())
        .run(db)
        .await
}

struct SetProgress {
    id: CampaignId,
    message: Option<MessageId>,
    reported: bool,
}

impl WriteJob for SetProgress {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        // Only a campaign that is over counts as reported: its author may have resumed it meanwhile.
        sql::query("UPDATE campaigns SET progress = $2, reported = $3 AND stage IN ($4, $5) WHERE id = $1")
            .bind(self.id.0)
            .bind(self.message.map(|id| i64::from(id.0)))
            .bind(self.reported)
            .bind(Stage::Done.code())
            .bind(Stage::Cancelled.code())
            .run(&mut *tx.db)
            .await
    }
}

/// Notes that something was done for a campaign.
pub(crate) async fn touch(db: &mut Connection, id: CampaignId, now: Timestamp) -> Result<(), StoreError> {
    sql::query("UPDATE campaigns SET touched = $2 WHERE id = $1").bind(id.0).bind(millis(now)).run(db).await
}

/// Stores up to which chat the audience of a campaign has deliveries.
pub(crate) async fn set_filled(
    db: &mut Connection,
    id: CampaignId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query(
        "UPDATE campaigns SET touched = $2,
                filled = COALESCE((SELECT MAX(chat_id) FROM deliveries WHERE campaign = $1), filled)
         WHERE id = $1",
    )
    .bind(id.0)
    .bind(millis(now))
    .run(db)
    .await
}

/// Moves a campaign as an order demands. Its end will be reported once more. An owner who lets it go on although it is late
/// knows that some may have got it before a restore.
pub(crate) async fn follow(
    db: &mut Connection,
    id: CampaignId,
    next: Transition,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query(
        "UPDATE campaigns SET stage = $2, touched = $3, trial = trial AND NOT $4, reported = FALSE,
                restored = restored AND NOT $5,
                due = CASE WHEN $5 THEN $3 ELSE due END
         WHERE id = $1",
    )
    .bind(id.0)
    .bind(next.to.code())
    .bind(millis(now))
    .bind(next.ends_trial)
    .bind(next.is_due_now)
    .run(db)
    .await
}

/// Makes somebody else the author.
pub(crate) async fn set_author(
    db: &mut Connection,
    id: CampaignId,
    author: ChatId,
) -> Result<(), StoreError> {
    sql::query("UPDATE campaigns SET author = $2 WHERE id = $1").bind(id.0).bind(author.0).run(db).await
}

/// Notes that a campaign comes from a backup.
pub(crate) async fn set_restored(db: &mut Connection, id: CampaignId) -> Result<(), StoreError> {
    sql::query("UPDATE campaigns SET restored = TRUE WHERE id = $1").bind(id.0).run(db).await
}

/// Notes that all campaigns that are not over come from a backup.
pub(crate) async fn set_all_restored(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("UPDATE campaigns SET restored = TRUE WHERE NOT reported").run(db).await
}

/// Removes the ID of a chat that is gone from campaigns. If it was the last chat with a delivery, the one before it takes its
/// place. A campaign without an author pauses, and all owners hear of it.
pub(crate) async fn forget_chat(db: &mut Connection, chat: ChatId) -> Result<(), StoreError> {
    sql::query(
        "UPDATE campaigns SET filled =
             (SELECT MAX(d.chat_id) FROM deliveries d WHERE d.campaign = campaigns.id AND d.chat_id < $1)
         WHERE filled = $1",
    )
    .bind(chat.0)
    .run(&mut *db)
    .await?;
    sql::query("UPDATE campaigns SET author = NULL WHERE author = $1").bind(chat.0).run(db).await
}

/// Notes that all deliveries of a campaign are archived. The hour and zone of a reminder go with them: they may be one
/// person's alone.
pub(crate) async fn set_archived(db: &mut Connection, id: CampaignId) -> Result<(), StoreError> {
    let kind = campaign(&mut *db, id).await?.map(|campaign| campaign.kind);
    let reminder = match kind {
        Some(CampaignKind::Remind(reminder)) => {
            kind_columns(&CampaignKind::Remind(Box::new(Reminder { slot: None, ..*reminder }))).2
        }
        Some(CampaignKind::Send | CampaignKind::Delete(_) | CampaignKind::Replace(_)) | None => None,
    };
    sql::query("UPDATE campaigns SET shrunk = TRUE, reminder = $2 WHERE id = $1")
        .bind(id.0)
        .bind(reminder)
        .run(db)
        .await
}

/// The columns of a kind: kind, target and reminder.
fn kind_columns(kind: &CampaignKind) -> (&'static str, Option<i64>, Option<String>) {
    match kind {
        CampaignKind::Send => ("send", None, None),
        CampaignKind::Delete(target) => ("delete", Some(target.0), None),
        CampaignKind::Replace(target) => ("replace", Some(target.0), None),
        CampaignKind::Remind(reminder) => {
            let json = serde_json::to_string(reminder).expect("a reminder is plain data");
            ("remind", None, Some(json))
        }
    }
}
