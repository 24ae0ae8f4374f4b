//! Changes campaigns.

use jiff::Timestamp;

use crate::crypto::Purpose;
use crate::domain::campaign::{
    CampaignEvent, CampaignId, CampaignKind, Facts, Launch, Pause, PlanState, Revision, Stage, Transition,
};
use crate::domain::{MessageId, Reminder, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, millis};
use crate::store::tables::campaigns::campaign;
use crate::store::tx::{Tx, WriteJob};

impl Store {
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
    .bind(launch.author.map(|author| tx.ids.hide(author)))
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

/// Puts another content, audience and time in the place of those of a planned campaign, if it has not begun and is still in
/// the state for which that was confirmed. Whoever confirmed it is the author from now on, and the report of the one before
/// stays as it was.
pub(crate) async fn plan_anew(
    tx: &mut Tx<'_>,
    id: CampaignId,
    confirmed: &PlanState,
    launch: &Launch,
    now: Timestamp,
) -> Result<(), StoreError> {
    let current = campaign(&mut *tx.db, id).await?.filter(|current| current.plan_state() == *confirmed);
    let next = current.and_then(|current| current.after(CampaignEvent::PlannedAnew, 0));
    let next = next.ok_or(StoreError::Overtaken)?;
    tx.left.wakes_campaigns = true;
    let created = millis(now);
    sql::query(
        "UPDATE campaigns SET author = $2, audience = $3, stage = $4, created = $5, due = $6, touched = $5,
                urgent = $7, trial = $8, paid = $9, sealed = $10, progress = NULL, filled = NULL,
                restored = restored AND NOT $11
         WHERE id = $1",
    )
    .bind(id.0)
    .bind(launch.author.map(|author| tx.ids.hide(author)))
    .bind(serde_json::to_string(&launch.audience).expect("an audience is plain data"))
    .bind(next.to.code())
    .bind(created)
    .bind(millis(launch.due))
    .bind(launch.urgent)
    .bind(launch.trial)
    .bind(launch.paid)
    .bind(tx.key.seal(Purpose::Campaign, created, &launch.content.to_json()))
    // The report of one that is late says that it may come from a backup, and that some may have got it.
    .bind(confirmed.stage == Stage::Paused(Pause::Late))
    .run(&mut *tx.db)
    .await
}

/// Calls off the corrections of a campaign that are not over: a newer text is coming, and an older one must not come after
/// it.
async fn supersede(db: &mut Connection, of: CampaignId, now: Timestamp) -> Result<(), StoreError> {
    let rows = sql::query("SELECT id, stage, created FROM campaigns WHERE kind = 'replace' AND target = $1");
    let rows = rows.bind(of.0).fetch_all(&mut *db).await?;
    let facts = Facts { revision: Revision::Original, unsure: 0, begun: false };
    for row in rows {
        let stage = row.decode("stage", Stage::from_code)?;
        if let Some(next) = stage.after(CampaignEvent::Superseded, &facts) {
            let from = PlanState { created: row.time("created")?, stage };
            set_stage(db, CampaignId(row.get("id")?), &from, next.to, now).await?;
        }
    }
    Ok(())
}

/// Moves a campaign from one stage to another, unless it has left the first one or was planned anew; says whether it moved.
pub(crate) async fn set_stage(
    db: &mut Connection,
    id: CampaignId,
    from: &PlanState,
    to: Stage,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let moved = sql::query(
        "UPDATE campaigns SET stage = $2, touched = $3 WHERE id = $1 AND stage = $4 AND created = $5",
    )
    .bind(id.0)
    .bind(to.code())
    .bind(millis(now))
    .bind(from.stage.code())
    .bind(millis(from.created))
    .execute(db)
    .await?;
    Ok(moved > 0)
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

/// Notes that an audience has deliveries up to the `count`-th one from this chat on. A group that moved may have one beyond, so
/// the last delivery says nothing about the chats before it.
pub(crate) async fn set_filled(
    db: &mut Connection,
    id: CampaignId,
    first: StoredId,
    count: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query(
        "UPDATE campaigns SET touched = $2,
                filled = (SELECT chat_id FROM deliveries WHERE campaign = $1 AND chat_id >= $3
                          ORDER BY chat_id LIMIT 1 OFFSET $4)
         WHERE id = $1",
    )
    .bind(id.0)
    .bind(millis(now))
    .bind(first)
    .bind(i64::try_from(count.saturating_sub(1)).unwrap_or(i64::MAX))
    .run(db)
    .await
}

/// Notes that all of an audience has its deliveries.
pub(crate) async fn set_all_filled(
    db: &mut Connection,
    id: CampaignId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query("UPDATE campaigns SET touched = $2, filled = $3 WHERE id = $1")
        .bind(id.0)
        .bind(millis(now))
        .bind(StoredId::LAST)
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
    author: StoredId,
) -> Result<(), StoreError> {
    sql::query("UPDATE campaigns SET author = $2 WHERE id = $1").bind(id.0).bind(author).run(db).await
}

/// Notes who has paused it, or that nobody has any more.
pub(crate) async fn set_paused_by(
    db: &mut Connection,
    id: CampaignId,
    person: Option<StoredId>,
) -> Result<(), StoreError> {
    sql::query("UPDATE campaigns SET paused_by = $2 WHERE id = $1").bind(id.0).bind(person).run(db).await
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
/// place. A campaign without an author pauses, and all owners hear of it. What somebody paused who is still on staff stays theirs.
pub(crate) async fn forget_chat(
    db: &mut Connection,
    chat: StoredId,
    is_on_staff: bool,
) -> Result<(), StoreError> {
    sql::query(
        "UPDATE campaigns SET filled =
             (SELECT MAX(d.chat_id) FROM deliveries d WHERE d.campaign = campaigns.id AND d.chat_id < $1)
         WHERE filled = $1",
    )
    .bind(chat)
    .run(&mut *db)
    .await?;
    if !is_on_staff {
        sql::query("UPDATE campaigns SET paused_by = NULL WHERE paused_by = $1")
            .bind(chat)
            .run(&mut *db)
            .await?;
    }
    sql::query("UPDATE campaigns SET author = NULL WHERE author = $1").bind(chat).run(db).await
}

/// Notes that a campaign is archived: its deliveries become counts, and nobody knows all of its recipients any more. The hour and zone of a reminder go with them: they may be one
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
