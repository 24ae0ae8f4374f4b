//! Campaigns: their kind, audience and stage. Their content is sealed under the state key.

use jiff::Timestamp;

use crate::crypto::Purpose;
use crate::domain::campaign::{
    Campaign, CampaignEvent, CampaignId, CampaignKind, Facts, Launch, Revision, Stage, Transition,
};
use crate::domain::message::MessageVersions;
use crate::domain::{ChatId, MessageId, Reminder};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis, odd};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Reader, Store};

/// A campaign that the engine is not finished with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCampaign {
    /// The campaign.
    pub campaign: Campaign,
    /// The message that shows its progress to its author.
    pub progress: Option<MessageId>,
    /// Whether it comes from a backup, and nobody has said yet that it may go on.
    pub restored: bool,
}

impl Store {
    /// The content of a campaign, as its launch gave it; `None` if it can't be read, such as when it was sealed under
    /// another state key.
    pub async fn content(&self, id: CampaignId) -> Result<Option<MessageVersions>, StoreError> {
        let row = sql::query("SELECT created, sealed FROM campaigns WHERE id = $1")
            .bind(id.0)
            .fetch_optional(&self.reader.pool)
            .await?
            .ok_or_else(|| StoreError::Corrupt("a campaign is missing".to_owned()))?;
        Ok(match self.key.open(Purpose::Campaign, row.get("created")?, row.get("sealed")?) {
            // Earlier versions stored no JSON at all for a reminder.
            Ok(json) if json.is_empty() => Some(MessageVersions::default()),
            Ok(json) => MessageVersions::from_json(&json).ok(),
            Err(_) => None,
        })
    }

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

impl Reader {
    /// A campaign; `None` if there is none with this number.
    pub async fn campaign(&self, id: CampaignId) -> Result<Option<Campaign>, StoreError> {
        campaign(&self.pool, id).await
    }

    /// The newest campaigns, at most `limit`, the newest first.
    pub async fn campaigns(&self, limit: u32) -> Result<Vec<Campaign>, StoreError> {
        newest(self, limit, true).await
    }

    /// The newest campaigns except reminders, which nobody wrote; at most `limit`, the newest first.
    pub async fn written_campaigns(&self, limit: u32) -> Result<Vec<Campaign>, StoreError> {
        newest(self, limit, false).await
    }

    /// The campaigns that correct this one or take it back, the newest first.
    pub async fn changes_of(&self, id: CampaignId) -> Result<Vec<Campaign>, StoreError> {
        let rows = sql::query(
            "SELECT id, author, kind, target, reminder, audience, stage, created, due, touched, urgent, trial, paid, shrunk,
                    EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed
             FROM campaigns WHERE target = $1 ORDER BY id DESC",
        )
        .bind(id.0)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read).collect()
    }

    /// The campaigns that the engine is not finished with, the oldest first.
    pub async fn open_campaigns(&self) -> Result<Vec<OpenCampaign>, StoreError> {
        let rows = sql::query(
            "SELECT id, author, kind, target, reminder, audience, stage, created, due, touched, urgent, trial, paid, shrunk,
                    progress, restored, EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed
             FROM campaigns WHERE NOT reported ORDER BY id",
        )
        .fetch_all(&self.pool)
        .await?;
        let open = |row: &SqlRow| {
            let (progress, restored) = (row.message_id("progress")?, row.get("restored")?);
            Ok(OpenCampaign { campaign: read(row)?, progress, restored })
        };
        rows.iter().map(open).collect()
    }
}

async fn newest(reader: &Reader, limit: u32, with_reminders: bool) -> Result<Vec<Campaign>, StoreError> {
    let rows = sql::query(
        "SELECT id, author, kind, target, reminder, audience, stage, created, due, touched, urgent, trial, paid, shrunk,
                EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed
         FROM campaigns WHERE $2 OR kind <> 'remind' ORDER BY id DESC LIMIT $1",
    )
    .bind(i64::from(limit))
    .bind(with_reminders)
    .fetch_all(&reader.pool)
    .await?;
    rows.iter().map(read).collect()
}

/// A campaign, without its content.
pub(crate) async fn campaign(
    session: impl Into<sql::Session<'_>>,
    id: CampaignId,
) -> Result<Option<Campaign>, StoreError> {
    let row = sql::query(
        "SELECT id, author, kind, target, reminder, audience, stage, created, due, touched, urgent, trial, paid, shrunk,
                EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed
         FROM campaigns WHERE id = $1",
    );
    row.bind(id.0).fetch_optional(session).await?.as_ref().map(read).transpose()
}

fn read(row: &SqlRow) -> Result<Campaign, StoreError> {
    Ok(Campaign {
        id: CampaignId(row.get("id")?),
        author: row.get::<Option<i64>>("author")?.map(ChatId),
        kind: read_kind(row)?,
        audience: row.json("audience")?,
        stage: row.decode("stage", Stage::from_code)?,
        created: row.time("created")?,
        due: row.time("due")?,
        touched: row.time("touched")?,
        urgent: row.get("urgent")?,
        trial: row.get("trial")?,
        paid: row.get("paid")?,
        revision: if row.get("shrunk")? {
            Revision::Archived
        } else if row.get("changed")? {
            Revision::Superseded
        } else {
            Revision::Original
        },
    })
}

fn read_kind(row: &SqlRow) -> Result<CampaignKind, StoreError> {
    let target = || row.get("target").map(CampaignId);
    Ok(match row.get("kind")? {
        "send" => CampaignKind::Send,
        "delete" => CampaignKind::Delete(target()?),
        "replace" => CampaignKind::Replace(target()?),
        "remind" => CampaignKind::Remind(row.json("reminder")?),
        _ => return Err(odd("kind")),
    })
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

/// The last chat of a campaign's audience that has a delivery; an ID below all others if none has.
pub(crate) async fn filled(db: &mut Connection, id: CampaignId) -> Result<ChatId, StoreError> {
    let row = sql::query("SELECT filled FROM campaigns WHERE id = $1").bind(id.0).fetch_one(db).await?;
    Ok(ChatId(row.get::<Option<i64>>("filled")?.unwrap_or(i64::MIN)))
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

/// Removes the ID of an erased chat from campaigns. If it was the last chat with a delivery, the one before it takes its
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

/// A campaign that ended before that time and still has deliveries to be archived.
pub(crate) async fn next_to_archive(
    db: &mut Connection,
    before: Timestamp,
) -> Result<Option<CampaignId>, StoreError> {
    let row = sql::query(
        "SELECT id FROM campaigns WHERE reported AND NOT shrunk AND touched < $1 ORDER BY id LIMIT 1",
    );
    let row = row.bind(millis(before)).fetch_optional(db).await?;
    row.map(|row| row.get("id").map(CampaignId)).transpose()
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
