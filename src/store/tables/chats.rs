//! Chats, their topics, and everything that one visit needs to know.

use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::domain::{Chat, ChatId, ChatKind, Lang, MessageId, Supporter, Topic};
use crate::store::apply::stored;
use crate::store::tables::dialogues::SavedSignUp;
use crate::store::tables::{campaigns, dialogues, supporters, topics};
use crate::store::{Store, StoreError};

/// What is known of a chat as it writes or taps.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatSnapshot {
    /// The chat; `None` before it was met.
    pub chat: Option<Chat>,
    /// The sign-up under way.
    pub signup: SavedSignUp,
    /// The supporter that it signed as.
    pub supporter: Option<Supporter>,
    /// What it is about to send to many, as it was saved.
    pub draft: Option<Vec<u8>>,
}

impl Store {
    /// All that is known of a chat, in one statement and so at one instant.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn visit(&self, chat: ChatId) -> Result<ChatSnapshot, StoreError> {
        // One row for each topic, or one without a topic.
        let rows = sqlx::query(
            "SELECT c.kind, c.lang, c.menu, c.active, c.screen, d.sealed AS dialogue, f.sealed AS draft,
                    t.topic, t.slot, t.which,
                    s.kind AS signed_as, s.region, s.publish, s.consent, s.signed_at, s.sealed
             FROM chats c
             LEFT JOIN dialogues d ON d.chat_id = c.chat_id
             LEFT JOIN drafts f ON f.chat_id = c.chat_id
             LEFT JOIN supporters s ON s.chat_id = c.chat_id
             LEFT JOIN topics t ON t.chat_id = c.chat_id
             WHERE c.chat_id = $1",
        )
        .bind(chat.0)
        .fetch_all(&self.reader.pool)
        .await?;
        let Some(row) = rows.first() else {
            return Ok(ChatSnapshot { chat: None, signup: SavedSignUp::None, supporter: None, draft: None });
        };
        let mut known = read_chat(row, chat)?;
        for row in &rows {
            if let Some(topic) = row.try_get::<Option<String>, _>("topic")? {
                known.topics.insert(word("topic", &topic, Topic::from_code)?);
                known.wish = topics::wish(row)?;
            }
        }
        let signup = dialogues::open(&self.key, chat, row.try_get("dialogue")?);
        let signed = row.try_get::<Option<String>, _>("signed_as")?.is_some();
        let supporter = if signed { Some(supporters::read(row)?) } else { None };
        let draft: Option<Vec<u8>> = row.try_get("draft")?;
        let draft = draft.and_then(|sealed| campaigns::open_draft(&self.key, chat, &sealed));
        Ok(ChatSnapshot { chat: Some(known), signup, supporter, draft })
    }
}

fn read_chat(row: &SqliteRow, id: ChatId) -> Result<Chat, StoreError> {
    let lang = |column| -> Result<Option<Lang>, StoreError> {
        let code: Option<String> = row.try_get(column)?;
        code.map(|code| word("language", &code, Lang::from_code)).transpose()
    };
    let kind: String = row.try_get("kind")?;
    let screen: Option<i64> = row.try_get("screen")?;
    let mut chat = Chat::new(id, word("kind of chat", &kind, ChatKind::from_code)?);
    chat.lang = lang("lang")?;
    chat.menu = lang("menu")?;
    chat.active = row.try_get("active")?;
    chat.screen = screen.and_then(|id| i32::try_from(id).ok()).map(MessageId);
    Ok(chat)
}

/// The meaning of a stored word.
pub(crate) fn word<T>(
    what: &str,
    code: &str,
    from_code: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    from_code(code).ok_or_else(|| StoreError::Corrupt(format!("unknown {what}")))
}

pub(crate) async fn meet(
    connection: &mut SqliteConnection,
    chat: ChatId,
    kind: ChatKind,
) -> Result<(), StoreError> {
    // Most visits change nothing, and then no page is written.
    sqlx::query(
        "INSERT INTO chats (chat_id, kind, active) VALUES ($1, $2, TRUE)
         ON CONFLICT (chat_id) DO UPDATE SET kind = excluded.kind, active = TRUE, lost_at = NULL
         WHERE chats.kind <> excluded.kind OR NOT chats.active",
    )
    .bind(chat.0)
    .bind(kind.code())
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn set_lang(
    connection: &mut SqliteConnection,
    chat: ChatId,
    lang: Lang,
) -> Result<(), StoreError> {
    let set = sqlx::query("UPDATE chats SET lang = $2 WHERE chat_id = $1")
        .bind(chat.0)
        .bind(lang.code())
        .execute(connection)
        .await?;
    // A person's choice must not be lost without a word.
    if set.rows_affected() == 0 { Err(StoreError::UnknownChat) } else { Ok(()) }
}

pub(crate) async fn set_menu(
    connection: &mut SqliteConnection,
    chat: ChatId,
    menu: Option<Lang>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE chats SET menu = $2 WHERE chat_id = $1")
        .bind(chat.0)
        .bind(menu.map(Lang::code))
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn set_screen(
    connection: &mut SqliteConnection,
    chat: ChatId,
    screen: Option<MessageId>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE chats SET screen = $2 WHERE chat_id = $1")
        .bind(chat.0)
        .bind(screen.map(|id| i64::from(id.0)))
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn lose(connection: &mut SqliteConnection, chat: ChatId) -> Result<(), StoreError> {
    sqlx::query("UPDATE chats SET active = FALSE WHERE chat_id = $1")
        .bind(chat.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps the first time where the topic is on already: a button tapped twice chose once.
pub(crate) async fn topic_on(
    connection: &mut SqliteConnection,
    chat: ChatId,
    topic: Topic,
    since: Timestamp,
) -> Result<(), StoreError> {
    // What was chosen for the others counts for this one too.
    let had = "SELECT slot, which FROM topics WHERE chat_id = $1 LIMIT 1";
    let had = sqlx::query(had).bind(chat.0).fetch_optional(&mut *connection).await?;
    let wish = had.as_ref().map(topics::wish).transpose()?.unwrap_or_default();
    sqlx::query(
        "INSERT INTO topics (chat_id, topic, since, slot, which, wished) VALUES ($1, $2, $3, $4, $5, $3)
         ON CONFLICT DO NOTHING",
    )
    .bind(chat.0)
    .bind(topic.code())
    .bind(stored(since))
    .bind(wish.slot.to_string())
    .bind(wish.which.code())
    .execute(connection)
    .await?;
    Ok(())
}

/// With the reminders go those that were put off. Says whether it was on, as 1 or 0.
pub(crate) async fn topic_off(
    connection: &mut SqliteConnection,
    chat: ChatId,
    topic: Topic,
) -> Result<u64, StoreError> {
    let off = sqlx::query("DELETE FROM topics WHERE chat_id = $1 AND topic = $2")
        .bind(chat.0)
        .bind(topic.code())
        .execute(&mut *connection)
        .await?;
    if topic == Topic::Deadlines {
        topics::drop_snoozes(connection, chat).await?;
    }
    Ok(off.rows_affected())
}

/// With them go the reminders that were put off. Says how many were on.
pub(crate) async fn topics_off(connection: &mut SqliteConnection, chat: ChatId) -> Result<u64, StoreError> {
    let off =
        sqlx::query("DELETE FROM topics WHERE chat_id = $1").bind(chat.0).execute(&mut *connection).await?;
    topics::drop_snoozes(connection, chat).await?;
    Ok(off.rows_affected())
}

/// Copies a group to the supergroup that it became; says whether there was a group.
///
/// The screen and the menu stay behind: a supergroup counts its messages anew, and its command menu is its own. So do the
/// topics where somebody has chosen there already: what they ended must not come back.
pub(crate) async fn copy(
    connection: &mut SqliteConnection,
    old: ChatId,
    new: ChatId,
) -> Result<bool, StoreError> {
    let chosen = sqlx::query("SELECT 1 FROM chats WHERE chat_id = $1 AND lang IS NOT NULL")
        .bind(new.0)
        .fetch_optional(&mut *connection)
        .await?;
    let copied = sqlx::query(
        "INSERT INTO chats (chat_id, kind, lang, active)
         SELECT $2, $3, lang, active FROM chats WHERE chat_id = $1
         ON CONFLICT (chat_id) DO UPDATE SET kind = excluded.kind, lang = COALESCE(chats.lang, excluded.lang)",
    )
    .bind(old.0)
    .bind(new.0)
    .bind(ChatKind::Supergroup.code())
    .execute(&mut *connection)
    .await?;
    if chosen.is_some() {
        return Ok(copied.rows_affected() > 0);
    }
    sqlx::query(
        "INSERT INTO topics (chat_id, topic, since, slot, which, wished)
         SELECT $2, topic, since,
                COALESCE((SELECT slot FROM topics WHERE chat_id = $2 LIMIT 1), slot),
                COALESCE((SELECT which FROM topics WHERE chat_id = $2 LIMIT 1), which), wished
         FROM topics WHERE chat_id = $1 ON CONFLICT DO NOTHING",
    )
    .bind(old.0)
    .bind(new.0)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO snoozes (chat_id, deadline, date, due)
         SELECT $2, deadline, date, due FROM snoozes WHERE chat_id = $1 AND campaign IS NULL ON CONFLICT DO NOTHING",
    )
    .bind(old.0)
    .bind(new.0)
    .execute(connection)
    .await?;
    Ok(copied.rows_affected() > 0)
}

/// Deletes a chat and, by its foreign keys, everything of it; says whether it was there, as 1 or 0.
pub(crate) async fn forget(connection: &mut SqliteConnection, chat: ChatId) -> Result<u64, StoreError> {
    let gone = sqlx::query("DELETE FROM chats WHERE chat_id = $1").bind(chat.0).execute(connection).await?;
    Ok(gone.rows_affected())
}
