//! Reads campaigns.

use jiff::Timestamp;

use crate::crypto::Purpose;
use crate::domain::campaign::{Campaign, CampaignId, CampaignKind, Revision, Stage};
use crate::domain::message::MessageVersions;
use crate::domain::{ChatId, MessageId};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis, odd};
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

/// The last chat of a campaign's audience that has a delivery; an ID below all others if none has.
pub(crate) async fn filled(db: &mut Connection, id: CampaignId) -> Result<ChatId, StoreError> {
    let row = sql::query("SELECT filled FROM campaigns WHERE id = $1").bind(id.0).fetch_one(db).await?;
    Ok(ChatId(row.get::<Option<i64>>("filled")?.unwrap_or(i64::MIN)))
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
