//! The broadcasts that went to everybody who subscribes to a topic, for people who want to read them again.

use jiff::Timestamp;

use crate::domain::campaign::{Audience, CampaignId, Stage};
use crate::domain::message::{CampaignMessage, SendOptions};
use crate::domain::{Lang, Topic};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, SqlRow, millis};

/// The number of finished broadcasts among which those to a whole topic are looked for.
const LOOKED_AT: i64 = 200;

/// A broadcast that is over, as it reads now.
#[derive(Debug, Clone, PartialEq)]
pub struct PastBroadcast {
    /// Its number.
    pub id: CampaignId,
    /// When it went out.
    pub sent: Timestamp,
    /// The language of the message.
    pub lang: Lang,
    /// The message for readers of the language that was asked for, since its last correction.
    pub message: CampaignMessage,
    /// How it is sent.
    pub options: SendOptions,
}

impl Store {
    /// The newest broadcasts to all subscribers of a topic that readers of this language got, at most `most`, the newest first.
    ///
    /// A broadcast counts once it is done. It is left out for good as soon as somebody wants to take it back, and for as long
    /// as a correction is not over, because it is open until then which text holds. After a restore, broadcasts from before it
    /// are left out too: the backup does not know which of them were taken back since.
    pub async fn past_broadcasts(
        &self,
        topic: Topic,
        lang: Lang,
        most: usize,
    ) -> Result<Vec<PastBroadcast>, StoreError> {
        let mut found = Vec::new();
        for row in self.finished(None).await? {
            if found.len() == most {
                break;
            }
            found.extend(self.past(&row, topic, lang).await?);
        }
        Ok(found)
    }

    /// One of them, however old it is.
    pub async fn past_broadcast(
        &self,
        id: CampaignId,
        topic: Topic,
        lang: Lang,
    ) -> Result<Option<PastBroadcast>, StoreError> {
        match self.finished(Some(id)).await?.first() {
            Some(row) => self.past(row, topic, lang).await,
            None => Ok(None),
        }
    }

    /// The finished broadcasts, or the one with this number, each with the number of the campaign that has its text.
    async fn finished(&self, id: Option<CampaignId>) -> Result<Vec<SqlRow>, StoreError> {
        let restored = self.restored_at().await?;
        sql::query(
            "SELECT b.id, b.audience, b.created, b.due,
                    COALESCE((SELECT MAX(c.id) FROM campaigns c
                              WHERE c.target = b.id AND c.kind = 'replace' AND c.stage = $2), b.id) AS newest
             FROM campaigns b
             WHERE b.kind = 'send' AND b.stage = $2 AND b.id = COALESCE($1, b.id)
               AND b.due > COALESCE($5, b.due - 1)
               AND NOT EXISTS (SELECT 1 FROM campaigns c WHERE c.target = b.id
                               AND (c.kind = 'delete' OR c.stage NOT IN ($2, $3)))
             ORDER BY b.due DESC, b.id DESC LIMIT $4",
        )
        .bind(id.map(|id| id.0))
        .bind(Stage::Done.code())
        .bind(Stage::Cancelled.code())
        .bind(LOOKED_AT)
        .bind(restored.map(millis))
        .fetch_all(&self.reader.pool)
        .await
    }

    /// A finished broadcast; `None` if it went to a part of the topic alone, has no version for readers of this language, or
    /// can't be read any more.
    async fn past(
        &self,
        row: &SqlRow,
        topic: Topic,
        lang: Lang,
    ) -> Result<Option<PastBroadcast>, StoreError> {
        let audience: Audience = row.json("audience")?;
        if !audience.is_all_of(topic) {
            return Ok(None);
        }
        let content = self.content(CampaignId(row.get("newest")?)).await?;
        let Some(content) = content else { return Ok(None) };
        let Some((lang, message)) = content.version(Some(lang)) else { return Ok(None) };
        Ok(Some(PastBroadcast {
            id: CampaignId(row.get("id")?),
            sent: row.time("due")?.max(row.time("created")?),
            lang,
            message: message.clone(),
            options: content.options,
        }))
    }
}
