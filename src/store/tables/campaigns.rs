//! Campaigns and drafts: what is sent to many, and where it stands. What they say is sealed under the state key.

use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use tokio::sync::watch;

use crate::crypto::{Purpose, StateKey};
use crate::domain::campaign::{Campaign, CampaignId, CampaignKind, Launch, Order, Pause, Revision, Stage};
use crate::domain::{ChatId, MessageId};
use crate::store::apply::stored;
use crate::store::tables::chats::word;
use crate::store::tables::deliveries;
use crate::store::writer::Work;
use crate::store::{Reader, Store, StoreError};

const COLUMNS: &str =
    "id, author, job, audience, stage, created, due, touched, urgent, trial, paid, progress, reported, shrunk,
     EXISTS (SELECT 1 FROM campaigns c WHERE c.job IN ('{\"replace\":' || campaigns.id || '}',
                                                       '{\"delete\":' || campaigns.id || '}')) AS changed";

/// A campaign that delivery still has something to do for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCampaign {
    /// The campaign.
    pub campaign: Campaign,
    /// The message that shows its author how it goes.
    pub progress: Option<MessageId>,
}

impl Store {
    /// What a campaign says, as its launch gave it; `None` where it was sealed under another state key.
    ///
    /// # Errors
    /// When the database fails, or there is no such campaign.
    pub async fn content(&self, id: CampaignId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT created, sealed FROM campaigns WHERE id = $1")
            .bind(id.0)
            .fetch_optional(&self.reader.pool)
            .await?
            .ok_or_else(|| StoreError::Corrupt("a campaign is missing".to_owned()))?;
        let (created, sealed): (i64, Vec<u8>) = (row.try_get("created")?, row.try_get("sealed")?);
        Ok(self.key.open(Purpose::Campaign, created, &sealed).ok())
    }

    /// The draft of an author, as it was saved; `None` where there is none, or it can't be read any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn draft(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT sealed FROM drafts WHERE chat_id = $1")
            .bind(chat.0)
            .fetch_optional(&self.reader.pool)
            .await?;
        let sealed: Option<Vec<u8>> = row.map(|row| row.try_get("sealed")).transpose()?;
        Ok(sealed.and_then(|sealed| open_draft(&self.key, chat, &sealed)))
    }

    /// Moves a campaign to a stage, unless it has left the one that it is seen in here.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_stage(
        &self,
        campaign: &Campaign,
        stage: Stage,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writer.ask(Work::Stage(campaign.id, campaign.stage, stage, stored(now))).await.map(drop)
    }

    /// Changes whenever a campaign is launched, or its author says something to one.
    #[must_use]
    pub fn campaigns_changed(&self) -> watch::Receiver<u64> {
        self.writer.campaigns.subscribe()
    }

    /// Remembers the message that shows how a campaign goes, and whether that is the last word on it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_progress(
        &self,
        id: CampaignId,
        message: Option<MessageId>,
        reported: bool,
    ) -> Result<(), StoreError> {
        self.writer.ask(Work::Progress(id, message.map(|message| message.0.into()), reported)).await.map(drop)
    }
}

impl Reader {
    /// A campaign; `None` where there is none with this number.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn campaign(&self, id: CampaignId) -> Result<Option<Campaign>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM campaigns WHERE id = $1"));
        let row = sqlx::query(sql).bind(id.0).fetch_optional(&self.pool).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// The newest campaigns, at most `limit`, the newest first.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn campaigns(&self, limit: u32) -> Result<Vec<Campaign>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM campaigns ORDER BY id DESC LIMIT $1"));
        let rows = sqlx::query(sql).bind(i64::from(limit)).fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// The newest campaigns but reminders, which nobody wrote; at most `limit`, the newest first.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn written_campaigns(&self, limit: u32) -> Result<Vec<Campaign>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM campaigns WHERE job NOT LIKE '{{\"remind\":%' ORDER BY id DESC LIMIT $1"
        ));
        let rows = sqlx::query(sql).bind(i64::from(limit)).fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// The campaigns that correct this one or take it back, the newest first.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn changes_of(&self, id: CampaignId) -> Result<Vec<Campaign>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM campaigns WHERE job IN ($1, $2) ORDER BY id DESC"
        ));
        let query = sqlx::query(sql)
            .bind(job_json(&CampaignKind::Replace(id)))
            .bind(job_json(&CampaignKind::Delete(id)));
        query.fetch_all(&self.pool).await?.iter().map(read).collect()
    }

    /// Those that delivery still has something to do for, the oldest first.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn open_campaigns(&self) -> Result<Vec<OpenCampaign>, StoreError> {
        let sql =
            sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM campaigns WHERE NOT reported ORDER BY id"));
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        let open = |row: &SqliteRow| {
            let progress: Option<i64> = row.try_get("progress")?;
            let progress = progress.and_then(|id| i32::try_from(id).ok()).map(MessageId);
            Ok(OpenCampaign { campaign: read(row)?, progress })
        };
        rows.iter().map(open).collect()
    }
}

fn read(row: &SqliteRow) -> Result<Campaign, StoreError> {
    let time = |column| -> Result<Timestamp, StoreError> {
        let time = Timestamp::from_millisecond(row.try_get(column)?);
        time.map_err(|_| StoreError::Corrupt("time of a campaign".to_owned()))
    };
    let (job, audience, stage): (String, String, String) =
        (row.try_get("job")?, row.try_get("audience")?, row.try_get("stage")?);
    let odd = |_| StoreError::Corrupt("job or audience of a campaign".to_owned());
    Ok(Campaign {
        id: CampaignId(row.try_get("id")?),
        author: ChatId(row.try_get("author")?),
        job: serde_json::from_str(&job).map_err(odd)?,
        audience: serde_json::from_str(&audience).map_err(odd)?,
        stage: word("stage of a campaign", &stage, Stage::from_code)?,
        created: time("created")?,
        due: time("due")?,
        touched: time("touched")?,
        urgent: row.try_get("urgent")?,
        trial: row.try_get("trial")?,
        paid: row.try_get("paid")?,
        since: if row.try_get("shrunk")? {
            Revision::Archived
        } else if row.try_get("changed")? {
            Revision::Superseded
        } else {
            Revision::Original
        },
    })
}

/// A job as it is stored.
fn job_json(job: &CampaignKind) -> String {
    serde_json::to_string(job).expect("a job is plain data")
}

pub(crate) async fn launch(
    connection: &mut SqliteConnection,
    key: &StateKey,
    launch: &Launch,
    now: Timestamp,
) -> Result<CampaignId, StoreError> {
    let created = stored(now);
    if let CampaignKind::Replace(of) | CampaignKind::Delete(of) = launch.job {
        supersede(connection, of, now).await?;
    }
    let row = sqlx::query(
        "INSERT INTO campaigns (author, job, audience, stage, created, due, touched, urgent, trial, paid, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $5, $7, $8, $9, $10)
         RETURNING id",
    )
    .bind(launch.author.0)
    .bind(job_json(&launch.job))
    .bind(serde_json::to_string(&launch.audience).expect("an audience is plain data"))
    .bind(Stage::Scheduled.code())
    .bind(created)
    .bind(stored(launch.due))
    .bind(launch.urgent)
    .bind(launch.trial)
    .bind(launch.paid)
    .bind(key.seal(Purpose::Campaign, created, &launch.content))
    .fetch_one(connection)
    .await?;
    Ok(CampaignId(row.try_get("id")?))
}

/// Calls off what corrects a campaign and is not over: something newer does, and an older text must not come after it.
async fn supersede(
    connection: &mut SqliteConnection,
    of: CampaignId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE campaigns SET stage = $2, touched = $3 WHERE job = $1 AND stage NOT IN ($2, $4)")
        .bind(job_json(&CampaignKind::Replace(of)))
        .bind(Stage::Cancelled.code())
        .bind(stored(now))
        .bind(Stage::Done.code())
        .execute(connection)
        .await?;
    Ok(())
}

/// Does what the author says, where the campaign's stage lets it; otherwise nothing changes.
pub(crate) async fn order(
    connection: &mut SqliteConnection,
    id: CampaignId,
    order: Order,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM campaigns WHERE id = $1"));
    let row = sqlx::query(sql).bind(id.0).fetch_optional(&mut *connection).await?;
    let Some(campaign) = row.map(|row| read(&row)).transpose()? else { return Ok(()) };
    let next = match (order, campaign.stage) {
        (Order::Pause, Stage::Scheduled | Stage::Filling | Stage::Running) => Stage::Paused(Pause::Author),
        // What was paused before its audience was whole goes on with that.
        (Order::Resume, Stage::Paused(_)) => Stage::Scheduled,
        (Order::Cancel, stage) if !stage.is_over() => Stage::Cancelled,
        // What was corrected or taken back since must not go out as it was.
        (Order::Repeat, Stage::Done) if campaign.since == Revision::Original => {
            deliveries::repeat(connection, id, now).await?;
            Stage::Running
        }
        _ => return Ok(()),
    };
    let trial_is_over = campaign.stage == Stage::Paused(Pause::Trial) && order == Order::Resume;
    let was_late = campaign.stage == Stage::Paused(Pause::Late) && order == Order::Resume;
    sqlx::query(
        "UPDATE campaigns SET stage = $2, touched = $3, trial = trial AND NOT $4, reported = FALSE,
                due = CASE WHEN $5 THEN $3 ELSE due END
         WHERE id = $1",
    )
    .bind(id.0)
    .bind(next.code())
    .bind(stored(now))
    .bind(trial_is_over)
    .bind(was_late)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn set_stage(
    connection: &mut SqliteConnection,
    id: CampaignId,
    from: Stage,
    to: Stage,
    now: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE campaigns SET stage = $2, touched = $3 WHERE id = $1 AND stage = $4")
        .bind(id.0)
        .bind(to.code())
        .bind(now)
        .bind(from.code())
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn set_progress(
    connection: &mut SqliteConnection,
    id: CampaignId,
    message: Option<i64>,
    reported: bool,
) -> Result<(), StoreError> {
    // Whoever wants it to go on meanwhile has the last word.
    sqlx::query("UPDATE campaigns SET progress = $2, reported = $3 AND stage IN ($4, $5) WHERE id = $1")
        .bind(id.0)
        .bind(message)
        .bind(reported)
        .bind(Stage::Done.code())
        .bind(Stage::Cancelled.code())
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn save_draft(
    connection: &mut SqliteConnection,
    key: &StateKey,
    chat: ChatId,
    draft: &[u8],
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO drafts (chat_id, sealed) VALUES ($1, $2)
         ON CONFLICT (chat_id) DO UPDATE SET sealed = excluded.sealed",
    )
    .bind(chat.0)
    .bind(key.seal(Purpose::Draft, chat.0, draft))
    .execute(connection)
    .await?;
    Ok(())
}

/// The draft in a row of the table; `None` where it was sealed under another state key.
pub(crate) fn open_draft(key: &StateKey, chat: ChatId, sealed: &[u8]) -> Option<Vec<u8>> {
    key.open(Purpose::Draft, chat.0, sealed).ok()
}

pub(crate) async fn end_draft(connection: &mut SqliteConnection, chat: ChatId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM drafts WHERE chat_id = $1").bind(chat.0).execute(connection).await?;
    Ok(())
}

/// Takes a chat out of where campaigns name it: as the last one that was written down, which the one before it is now,
/// and as an author, whom nobody can tell any more how it went.
pub(crate) async fn erase(connection: &mut SqliteConnection, chat: ChatId) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE campaigns SET filled =
             (SELECT MAX(d.chat_id) FROM deliveries d WHERE d.campaign = campaigns.id AND d.chat_id < $1)
         WHERE filled = $1",
    )
    .bind(chat.0)
    .execute(&mut *connection)
    .await?;
    sqlx::query("UPDATE campaigns SET author = 0 WHERE author = $1").bind(chat.0).execute(connection).await?;
    Ok(())
}
