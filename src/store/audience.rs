//! Whom a campaign goes to: counted for its author, and written down as deliveries in small pieces.

use jiff::Timestamp;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use crate::domain::campaign::{Audience, Campaign, CampaignKind, DeliveryStatus};
use crate::store::apply::stored;
use crate::store::tables::deliveries::{CHUNK, place};
use crate::store::tables::topics;
use crate::store::writer::{Reply, Work};
use crate::store::{Reader, Store, StoreError};

impl Store {
    /// Writes the next piece of a campaign's audience down; `true` when all of it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fill(&self, campaign: &Campaign, now: Timestamp) -> Result<bool, StoreError> {
        let Reply::Filled(whole) = self.writer.ask(Work::Fill(campaign.clone(), stored(now))).await? else {
            unreachable!("filling is answered by whether it is whole")
        };
        Ok(whole)
    }
}

impl Reader {
    /// How many chats fit an audience now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audience(&self, audience: &Audience, now: Timestamp) -> Result<u64, StoreError> {
        let mut query = QueryBuilder::new("SELECT COUNT(*)");
        chats_of(&mut query, audience, stored(now));
        let row = query.build().fetch_one(&self.pool).await?;
        Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
    }
}

/// ` FROM … WHERE …`: the chats of an audience that came to the topic no later than `until`.
fn chats_of(query: &mut QueryBuilder<Sqlite>, audience: &Audience, until: i64) {
    // By chat, and not by the index of slots: SQLite takes a cross join in the order in which it stands.
    query.push(" FROM chats c CROSS JOIN topics t");
    if audience.supporters || audience.region.is_some() {
        query.push(" JOIN supporters s ON s.chat_id = c.chat_id");
    }
    query.push(" WHERE t.chat_id = c.chat_id AND t.topic = ").push_bind(audience.topic.code());
    query.push(" AND t.since <= ").push_bind(until);
    query.push(" AND c.active").push(match audience.groups {
        Some(true) => " AND c.kind <> 'private'",
        Some(false) => " AND c.kind = 'private'",
        None => "",
    });
    if let Some(lang) = audience.lang {
        query.push(" AND c.lang = ").push_bind(lang.code());
    }
    if let Some(region) = audience.region {
        query.push(" AND s.region = ").push_bind(region.code());
    }
}

/// Writes down the next piece of the audience; says whether that was the last.
pub(crate) async fn fill(
    connection: &mut SqliteConnection,
    campaign: &Campaign,
    now: i64,
) -> Result<bool, StoreError> {
    let id = campaign.id.0;
    let row = sqlx::query("SELECT filled FROM campaigns WHERE id = $1")
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
    let filled = row.try_get::<Option<i64>, _>(0)?.unwrap_or(i64::MIN);
    let count = match &campaign.job {
        CampaignKind::Remind(reminder) => {
            topics::fill(connection, campaign.id, campaign.audience.topic, reminder, filled).await?
        }
        _ => piece(connection, campaign, filled).await?,
    };
    sqlx::query(
        "UPDATE campaigns SET touched = $2,
                filled = COALESCE((SELECT MAX(chat_id) FROM deliveries WHERE campaign = $1), filled)
         WHERE id = $1",
    )
    .bind(id)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(count < u64::from(CHUNK))
}

/// Says how many there were.
async fn piece(
    connection: &mut SqliteConnection,
    campaign: &Campaign,
    filled: i64,
) -> Result<u64, StoreError> {
    let mut query =
        QueryBuilder::new("INSERT INTO deliveries (campaign, chat_id, status, at, messages, lang) SELECT ");
    query.push_bind(campaign.id.0);
    match &campaign.job {
        CampaignKind::Send | CampaignKind::Remind(_) => {
            query.push(", c.chat_id, 0, 0, NULL, NULL");
            chats_of(&mut query, &campaign.audience, stored(campaign.created));
            query.push(" AND c.chat_id > ").push_bind(filled).push(" ORDER BY c.chat_id");
        }
        CampaignKind::Delete(of) | CampaignKind::Replace(of) => {
            query.push(", d.chat_id, 0, 0, d.messages, d.lang FROM deliveries d WHERE d.campaign = ");
            // Who may have it without anybody knowing which message it is, is counted as what can't be changed.
            query.push_bind(of.0).push(" AND (d.messages IS NOT NULL OR d.status IN (");
            query.push_bind(place(DeliveryStatus::Sent)).push(", ").push_bind(place(DeliveryStatus::Unsure));
            query.push(")) AND d.chat_id > ").push_bind(filled);
            query.push(" ORDER BY d.chat_id");
        }
    }
    query.push(" LIMIT ").push_bind(i64::from(CHUNK));
    Ok(query.build().execute(connection).await?.rows_affected())
}
