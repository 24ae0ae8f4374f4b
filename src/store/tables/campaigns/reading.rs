//! Reads campaigns.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::crypto::{Purpose, StoreKey};
use crate::domain::campaign::{Audience, Campaign, CampaignId, CampaignKind, ListPart, Revision, Stage};
use crate::domain::message::MessageVersions;
use crate::domain::{MessageId, StoredId};
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
    /// another store key.
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

/// Tries a key on the newest campaigns; says of each whether its content opens.
pub(crate) async fn open_newest(db: &mut Connection, key: &StoreKey) -> Result<Vec<bool>, StoreError> {
    let rows = sql::query("SELECT created, sealed FROM campaigns ORDER BY id DESC LIMIT 100");
    let rows = rows.fetch_all(db).await?;
    let opens =
        |row: &SqlRow| Ok(key.open(Purpose::Campaign, row.get("created")?, row.get("sealed")?).is_ok());
    rows.iter().map(opens).collect()
}

impl Reader {
    /// A campaign; `None` if there is none with this number.
    pub async fn campaign(&self, id: CampaignId) -> Result<Option<Campaign>, StoreError> {
        campaign(&self.pool, id).await
    }

    /// The person who has paused a campaign last; `None` if nobody did, or they are gone.
    pub async fn paused_by(&self, id: CampaignId) -> Result<Option<StoredId>, StoreError> {
        paused_by(&self.pool, id).await
    }

    /// The newest campaigns, at most `limit`, the newest first.
    pub async fn campaigns(&self, limit: u32) -> Result<Vec<Campaign>, StoreError> {
        newest(self, limit, true).await
    }

    /// The newest campaigns except reminders, which nobody wrote; at most `limit`, the newest first.
    pub async fn written_campaigns(&self, limit: u32) -> Result<Vec<Campaign>, StoreError> {
        newest(self, limit, false).await
    }

    /// The campaigns that are paused, go out or wait for their time, in this order, and of each the one that is due first comes
    /// first; at most `limit`.
    pub async fn campaigns_under_way(&self, limit: usize) -> Result<Vec<Campaign>, StoreError> {
        let rows = sql::query(
            "SELECT id, author, kind, target, reminder, audience, stage, created, due, touched, urgent, trial, paid, shrunk,
                    EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed,
                    EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = campaigns.id)
                        OR EXISTS (SELECT 1 FROM tallies y WHERE y.campaign = campaigns.id) AS begun
             FROM campaigns WHERE stage NOT IN ('done', 'cancelled')
             ORDER BY CASE stage WHEN 'scheduled' THEN 2 WHEN 'filling' THEN 1 WHEN 'running' THEN 1 ELSE 0 END, due, id
             LIMIT $1",
        );
        let rows = rows.bind(i64::try_from(limit).unwrap_or(i64::MAX)).fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// A part of the list of broadcasts, at most `most`, the newest first.
    pub async fn broadcasts(&self, part: ListPart, most: u32) -> Result<Vec<Campaign>, StoreError> {
        let (older, newer) = match part {
            ListPart::Newest => (None, None),
            ListPart::OlderThan(id) => (Some(id), None),
            ListPart::NewerThan(id) => (None, Some(id)),
        };
        let rows = if let Some(newer) = newer {
            sql::query(
                "SELECT id, author, kind, target, reminder, audience, stage, created, due, touched, urgent, trial, paid,
                        shrunk, EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed,
                        EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = campaigns.id)
                            OR EXISTS (SELECT 1 FROM tallies y WHERE y.campaign = campaigns.id) AS begun
                 FROM campaigns WHERE kind = 'send' AND id > $1 ORDER BY id LIMIT $2",
            )
            .bind(newer.0)
        } else {
            sql::query(
                "SELECT id, author, kind, target, reminder, audience, stage, created, due, touched, urgent, trial, paid,
                        shrunk, EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed,
                        EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = campaigns.id)
                            OR EXISTS (SELECT 1 FROM tallies y WHERE y.campaign = campaigns.id) AS begun
                 FROM campaigns WHERE kind = 'send' AND id < $1 ORDER BY id DESC LIMIT $2",
            )
            .bind(older.map_or(i64::MAX, |older| older.0))
        };
        let rows = rows.bind(i64::from(most)).fetch_all(&self.pool).await?;
        let mut campaigns = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        campaigns.sort_by_key(|campaign| Reverse(campaign.id));
        Ok(campaigns)
    }

    /// The campaigns that correct this one or take it back, the newest first.
    pub async fn changes_of(&self, id: CampaignId) -> Result<Vec<Campaign>, StoreError> {
        let rows = sql::query(
            "SELECT id, author, kind, target, reminder, audience, stage, created, due, touched, urgent, trial, paid, shrunk,
                    EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed,
                    EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = campaigns.id)
                        OR EXISTS (SELECT 1 FROM tallies y WHERE y.campaign = campaigns.id) AS begun
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
                    progress, restored, EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed,
                    EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = campaigns.id)
                        OR EXISTS (SELECT 1 FROM tallies y WHERE y.campaign = campaigns.id) AS begun
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
                EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed,
                EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = campaigns.id)
                    OR EXISTS (SELECT 1 FROM tallies y WHERE y.campaign = campaigns.id) AS begun
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
                EXISTS (SELECT 1 FROM campaigns c WHERE c.target = campaigns.id) AS changed,
                EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = campaigns.id)
                    OR EXISTS (SELECT 1 FROM tallies y WHERE y.campaign = campaigns.id) AS begun
         FROM campaigns WHERE id = $1",
    );
    row.bind(id.0).fetch_optional(session).await?.as_ref().map(read).transpose()
}

/// Whether another campaign takes this one back, or has done so.
pub(crate) async fn is_taken_back(db: &mut Connection, id: CampaignId) -> Result<bool, StoreError> {
    let row =
        sql::query("SELECT 1 FROM campaigns WHERE kind = 'delete' AND target = $1 AND stage <> 'cancelled'");
    Ok(row.bind(id.0).fetch_optional(db).await?.is_some())
}

/// The person who has paused a campaign last; `None` if nobody did, or they are gone.
pub(crate) async fn paused_by(
    session: impl Into<sql::Session<'_>>,
    id: CampaignId,
) -> Result<Option<StoredId>, StoreError> {
    let row = sql::query("SELECT paused_by FROM campaigns WHERE id = $1").bind(id.0);
    row.fetch_optional(session).await?.map(|row| row.get("paused_by")).transpose().map(Option::flatten)
}

/// The chat up to which a campaign's audience has deliveries; `None` if none has.
pub(crate) async fn filled(db: &mut Connection, id: CampaignId) -> Result<Option<StoredId>, StoreError> {
    let row = sql::query("SELECT filled FROM campaigns WHERE id = $1").bind(id.0).fetch_one(db).await?;
    row.get("filled")
}

/// The campaigns that go on with their audiences and are filled as far as one chat, and not as far as the other.
pub(crate) async fn filled_between(
    db: &mut Connection,
    one: StoredId,
    other: StoredId,
) -> Result<Vec<CampaignId>, StoreError> {
    let rows = sql::query(
        "SELECT id FROM campaigns
         WHERE NOT reported AND stage NOT IN ($3, $4) AND filled >= $1 AND filled < $2 ORDER BY id",
    );
    let rows = rows.bind(one).bind(other).bind(Stage::Running.code()).bind(Stage::Done.code());
    rows.fetch_all(db).await?.iter().map(|row| row.get("id").map(CampaignId)).collect()
}

/// The campaigns whose recipients are left out by one that is due after that time and not over yet.
pub(crate) async fn left_out(
    db: &mut Connection,
    due_after: Timestamp,
) -> Result<BTreeSet<CampaignId>, StoreError> {
    let rows = sql::query("SELECT audience FROM campaigns WHERE NOT reported AND due > $1");
    let rows = rows.bind(millis(due_after)).fetch_all(db).await?;
    let audiences = rows.iter().map(|row| row.json::<Audience>("audience"));
    audiences.filter_map(|audience| audience.map(|audience| audience.without).transpose()).collect()
}

/// The first campaign after this one that ended before that time and is still to be archived, or has begun to be.
pub(crate) async fn next_to_archive(
    db: &mut Connection,
    after: CampaignId,
    before: Timestamp,
) -> Result<Option<CampaignId>, StoreError> {
    let row = sql::query(
        "SELECT id FROM campaigns WHERE reported AND touched < $1 AND id > $2
           AND (NOT shrunk OR EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = campaigns.id))
         ORDER BY id LIMIT 1",
    );
    let row = row.bind(millis(before)).bind(after.0).fetch_optional(db).await?;
    row.map(|row| row.get("id").map(CampaignId)).transpose()
}

fn read(row: &SqlRow) -> Result<Campaign, StoreError> {
    Ok(Campaign {
        id: CampaignId(row.get("id")?),
        author: row.get("author")?,
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
        begun: row.get("begun")?,
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
