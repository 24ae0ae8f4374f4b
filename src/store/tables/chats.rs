//! Chats that the bot may write to, or could.

use jiff::Timestamp;

use crate::domain::{Chat, ChatId, ChatKind, ChatMenu, Lang, MessageId, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};

/// How many chats are read at once.
const PAGE: i64 = 10_000;
/// How many chats one sweep removes at most, so that the writer is free again soon; the next sweep goes on.
const SWEPT: i64 = 1000;

/// Reads a chat without its topics.
pub(crate) fn read(row: &SqlRow, id: ChatId) -> Result<Chat, StoreError> {
    let mut chat = Chat::new(id, row.decode("kind", ChatKind::from_code)?);
    chat.lang = row.decode_optional("lang", Lang::from_code)?;
    chat.menu = row.decode_optional("menu", ChatMenu::from_code)?;
    chat.active = row.get("active")?;
    chat.screen = row.message_id("screen")?;
    chat.thread = row.message_id("thread")?;
    chat.edits_told = row.optional_time("edits_told")?;
    Ok(chat)
}

/// The next chats after this one, or the first, in the order of their IDs; no more are left if the list is empty.
pub(crate) async fn page(db: &mut Connection, after: Option<StoredId>) -> Result<Vec<StoredId>, StoreError> {
    let Some(first) = StoredId::after(after) else { return Ok(Vec::new()) };
    let rows = sql::query("SELECT chat_id FROM chats WHERE chat_id >= $1 ORDER BY chat_id LIMIT $2")
        .bind(first)
        .bind(PAGE)
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| row.get("chat_id")).collect()
}

pub(crate) async fn meet(db: &mut Connection, chat: StoredId, kind: ChatKind) -> Result<(), StoreError> {
    // Most updates change nothing here, and then no page is written.
    sql::query(
        "INSERT INTO chats (chat_id, kind, active) VALUES ($1, $2, TRUE)
         ON CONFLICT (chat_id) DO UPDATE SET kind = excluded.kind, active = TRUE, lost_at = NULL
         WHERE chats.kind <> excluded.kind OR NOT chats.active",
    )
    .bind(chat)
    .bind(kind.code())
    .run(db)
    .await
}

pub(crate) async fn set_lang(db: &mut Connection, chat: StoredId, lang: Lang) -> Result<(), StoreError> {
    let set = sql::query("UPDATE chats SET lang = $2 WHERE chat_id = $1")
        .bind(chat)
        .bind(lang.code())
        .execute(db)
        .await?;
    // A person's choice must not be lost silently.
    if set == 0 { Err(StoreError::UnknownChat) } else { Ok(()) }
}

pub(crate) async fn set_menu(
    db: &mut Connection,
    chat: StoredId,
    menu: Option<ChatMenu>,
) -> Result<(), StoreError> {
    sql::query("UPDATE chats SET menu = $2 WHERE chat_id = $1")
        .bind(chat)
        .bind(menu.map(ChatMenu::code))
        .run(db)
        .await
}

pub(crate) async fn set_screen(
    db: &mut Connection,
    chat: StoredId,
    screen: Option<MessageId>,
) -> Result<(), StoreError> {
    sql::query("UPDATE chats SET screen = $2 WHERE chat_id = $1")
        .bind(chat)
        .bind(screen.map(|id| i64::from(id.0)))
        .run(db)
        .await
}

/// The group's messages go to this topic from now on.
pub(crate) async fn set_thread(
    db: &mut Connection,
    chat: StoredId,
    thread: Option<MessageId>,
) -> Result<(), StoreError> {
    sql::query("UPDATE chats SET thread = $2, thread_asked = FALSE WHERE chat_id = $1")
        .bind(chat)
        .bind(thread.map(|id| i64::from(id.0)))
        .run(db)
        .await
}

/// Notes that a group is asked for another topic; says whether it has one and was not asked before.
pub(crate) async fn ask_for_thread(db: &mut Connection, chat: StoredId) -> Result<bool, StoreError> {
    let asked = sql::query(
        "UPDATE chats SET thread_asked = TRUE WHERE chat_id = $1 AND thread IS NOT NULL AND NOT thread_asked",
    )
    .bind(chat)
    .execute(db)
    .await?;
    Ok(asked > 0)
}

/// Notes that the topic of a group is open: the group is asked again when it closes.
pub(crate) async fn thread_is_open(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    sql::query("UPDATE chats SET thread_asked = FALSE WHERE chat_id = $1 AND thread_asked")
        .bind(chat)
        .run(db)
        .await
}

pub(crate) async fn set_edits_told(
    db: &mut Connection,
    chat: StoredId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query("UPDATE chats SET edits_told = $2 WHERE chat_id = $1")
        .bind(chat)
        .bind(millis(now))
        .run(db)
        .await
}

pub(crate) async fn set_inactive(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    sql::query("UPDATE chats SET active = FALSE WHERE chat_id = $1").bind(chat).run(db).await
}

/// The language that was chosen there.
pub(crate) async fn lang(db: &mut Connection, chat: StoredId) -> Result<Option<Lang>, StoreError> {
    let row = sql::query("SELECT lang FROM chats WHERE chat_id = $1").bind(chat).fetch_optional(db).await?;
    row.map_or(Ok(None), |row| row.decode_optional("lang", Lang::from_code))
}

/// Whether somebody has chosen a language there.
pub(crate) async fn has_lang(db: &mut Connection, chat: StoredId) -> Result<bool, StoreError> {
    let row = sql::query("SELECT 1 FROM chats WHERE chat_id = $1 AND lang IS NOT NULL")
        .bind(chat)
        .fetch_optional(db)
        .await?;
    Ok(row.is_some())
}

/// Copies a group to the supergroup that it became; says whether there was a group.
///
/// The screen and the menu stay behind: a supergroup counts its messages anew, and its command menu is its own.
pub(crate) async fn copy(db: &mut Connection, old: StoredId, new: StoredId) -> Result<bool, StoreError> {
    let copied = sql::query(
        "INSERT INTO chats (chat_id, kind, lang, active)
         SELECT $2, $3, lang, active FROM chats WHERE chat_id = $1
         ON CONFLICT (chat_id) DO UPDATE SET kind = excluded.kind, lang = COALESCE(chats.lang, excluded.lang)",
    )
    .bind(old)
    .bind(new)
    .bind(ChatKind::Supergroup.code())
    .execute(db)
    .await?;
    Ok(copied > 0)
}

/// Deletes a chat and, by the foreign keys, its rows in other tables; says whether it was there, as 1 or 0.
pub(crate) async fn remove(db: &mut Connection, chat: StoredId) -> Result<u64, StoreError> {
    sql::query("DELETE FROM chats WHERE chat_id = $1").bind(chat).execute(db).await
}

/// Notes the time for chats that have become unreachable since the last sweep. The code that marks a chat as unreachable
/// does not know it.
pub(crate) async fn date_unreachable(db: &mut Connection, now: i64) -> Result<(), StoreError> {
    sql::query("UPDATE chats SET lost_at = $1 WHERE NOT active AND lost_at IS NULL").bind(now).run(db).await
}

/// Forgets the language of supporters' chats that have been unreachable since this time or longer; returns how many had a
/// language or topics.
pub(crate) async fn mute_unreachable_supporters(db: &mut Connection, until: i64) -> Result<u64, StoreError> {
    sql::query(
        "UPDATE chats SET lang = NULL, menu = NULL, screen = NULL
         WHERE NOT active AND lost_at <= $1
           AND EXISTS (SELECT 1 FROM supporters s WHERE s.chat_id = chats.chat_id)
           AND (lang IS NOT NULL OR menu IS NOT NULL OR screen IS NOT NULL
                OR EXISTS (SELECT 1 FROM topics t WHERE t.chat_id = chats.chat_id))",
    )
    .bind(until)
    .execute(db)
    .await
}

/// Deletes chats that have been unreachable since this time or longer, except those of supporters.
pub(crate) async fn remove_unreachable(db: &mut Connection, until: i64) -> Result<Vec<StoredId>, StoreError> {
    let rows = sql::query(
        "DELETE FROM chats WHERE chat_id IN (
             SELECT c.chat_id FROM chats c
             WHERE NOT c.active AND c.lost_at <= $1
               AND NOT EXISTS (SELECT 1 FROM supporters s WHERE s.chat_id = c.chat_id)
             LIMIT $2)
         RETURNING chat_id",
    )
    .bind(until)
    .bind(SWEPT)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| row.get("chat_id")).collect()
}
