//! Migration 11: a database of an earlier version is written anew, with stored forms in the place of Telegram's IDs.
//!
//! 1. A copy of the old file is sealed to the coalition's keys, if there are any: [`COPY`].
//! 2. A new file grows beside the old one, which nobody changes meanwhile. A process that ends before this is done leaves the
//!    old file as it was, and the next start begins anew.
//! 3. The two files change names. The next start finishes an exchange that was interrupted.
//! 4. The old file is overwritten and removed, as its log was before. On an SSD, or on a file system that keeps old versions, parts of
//!    it may be readable all the same.
//!
//! The rows of each table are copied in the order of the stored forms, which say nothing about the order of Telegram's IDs.

use std::fs;
use std::fs::{File, OpenOptions};
use std::io;
use std::io::{BufReader, BufWriter};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::crypto::{IdKey, Purpose, Recipients, StoreKey};
use crate::domain::{ChatId, StoredId};
use crate::secret_file::{SecretFile, SecretFileError};
use crate::store::error::{FileError, StoreError};
use crate::store::folder::{beside, folder_of};
use crate::store::sql::{self, Connection, Query};
use crate::store::{exchange, key_check, schema, sqlite};

/// The sealed copy of the old file, in the data folder.
pub(crate) const COPY: &str = "before-stored-ids.age";
/// How many IDs are permuted at once.
const PAGE: i64 = 10_000;
/// How many bytes are read or written at once.
const STEP: usize = 1024 * 1024;

/// Opens a database as its writer, after it was written anew if it has Telegram's IDs in it. Another migration may follow.
///
/// # Errors
/// When it is damaged or not ours, or can't be written anew.
pub(crate) async fn open(
    path: &Path,
    key: &StoreKey,
    recipients: Option<&Recipients>,
) -> Result<Connection, StoreError> {
    exchange::finish(path)?;
    let mut db = sqlite::open_writer(path).await?;
    db.check().await?;
    key_check::check(&mut db, folder_of(path), key).await?;
    if !schema::has_plain_ids(&mut db, path).await? {
        return Ok(db);
    }
    schema::migrate_to(&mut db, path, schema::BEFORE_STORED_IDS).await?;
    // SQLite cuts off or removes the log, and overwrites nothing of it.
    let log = beside(path, "-wal");
    let held = OpenOptions::new().write(true).open(&log).ok();
    let is_alone = db.checkpoint_uncut().await?;
    db.close().await?;
    if !is_alone {
        // Its log would be taken for that of the new file.
        return Err(StoreError::InUse(folder_of(path).to_owned()));
    }
    if let Some(mut held) = held {
        exchange::overwrite(&mut held).map_err(FileError::cannot("write", &log))?;
    }
    for log in ["-wal", "-shm"] {
        let log = beside(path, log);
        if log.symlink_metadata().is_ok() {
            fs::remove_file(&log).map_err(FileError::cannot("use", &log))?;
        }
    }
    rewrite(path, key, recipients).await?;
    sqlite::open_writer(path).await
}

/// Writes a database of schema 10 anew. Nobody else has it open, and its log is empty.
///
/// # Errors
/// When there is not enough room for both files, or the database fails. The old file is as it was then.
async fn rewrite(path: &Path, key: &StoreKey, recipients: Option<&Recipients>) -> Result<(), StoreError> {
    check_room(path)?;
    if let Some(recipients) = recipients {
        keep_copy(path, recipients)?;
    }
    let new = exchange::new_beside(path);
    let options = OpenOptions::new().write(true).create_new(true).mode(0o600).clone();
    options.open(&new).map_err(FileError::cannot("write", &new))?;
    let mut db = sqlite::open_rewritten(&new, path).await?;
    schema::migrate_to(&mut db, &new, schema::BEFORE_STORED_IDS).await?;
    copy_all(&mut db, key).await?;
    // The mark that its IDs are stored forms is in the file before it takes the place of the old one.
    schema::migrate_to(&mut db, &new, schema::STORED_IDS).await?;
    if !db.is_intact().await? {
        return Err(StoreError::Corrupt("found while its IDs were put under the store key".to_owned()));
    }
    db.close().await?;
    let failed = FileError::cannot("write", path);
    File::open(&new).and_then(|file| file.sync_all()).map_err(&failed)?;
    exchange::exchange(path).map_err(&failed)?;
    log::info!("all IDs are under the store key");
    Ok(())
}

/// Keeps a sealed copy of the old file. A copy that an earlier attempt made stays, unless the bot of an earlier version has run
/// since.
fn keep_copy(path: &Path, recipients: &Recipients) -> Result<(), StoreError> {
    let copy = folder_of(path).join(COPY);
    let modified = |path: &Path| path.metadata().and_then(|file| file.modified()).ok();
    match modified(&copy) {
        Some(made) if modified(path).is_none_or(|changed| changed <= made) => return Ok(()),
        Some(_) => fs::remove_file(&copy).map_err(FileError::cannot("write", &copy))?,
        None => {}
    }
    let write = || -> io::Result<SecretFile> {
        let secret = SecretFile::begin(&copy.clone().into()).map_err(io::Error::other)?;
        let mut sealer = recipients.sealer(BufWriter::new(secret.writer()?))?;
        io::copy(&mut BufReader::with_capacity(STEP, File::open(path)?), &mut sealer)?;
        sealer.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok(secret)
    };
    let secret = write().map_err(|error| SecretFileError::cannot_write(&copy.clone().into(), error))?;
    secret.finish()?;
    log::info!(
        "a sealed copy of the data as they were is in {}; remove it when the bot has run well for a while: it has Telegram's \
         IDs in it, which the coalition's private key opens",
        copy.display()
    );
    Ok(())
}

/// Copies everything from the old file.
async fn copy_all(db: &mut Connection, key: &StoreKey) -> Result<(), StoreError> {
    log::info!(
        "the IDs of an earlier version are put under the store key; this takes about a minute for a million chats"
    );
    db.begin().await?;
    permute(db, &IdKey::of(key)).await?;
    let copies = copies();
    let parts = copies.len();
    for (nth, copy) in (1..).zip(copies) {
        copy.run(&mut *db).await?;
        log::info!("{nth} of {parts} parts are written anew");
    }
    reseal(db, key).await?;
    // From here on the IDs are under this key.
    key_check::note(&mut *db, key).await?;
    let row = sql::query(LOST).fetch_one(&mut *db).await?;
    if row.get("lost")? {
        return Err(StoreError::Corrupt("rows were lost while it was written anew".to_owned()));
    }
    db.commit().await
}

/// Makes the table of all IDs and their stored forms, in memory.
async fn permute(db: &mut Connection, ids: &IdKey) -> Result<(), StoreError> {
    sql::query("CREATE TEMP TABLE known (id INTEGER NOT NULL PRIMARY KEY)").run(&mut *db).await?;
    sql::query("CREATE TEMP TABLE ids (id INTEGER NOT NULL PRIMARY KEY, stored INTEGER NOT NULL)")
        .run(&mut *db)
        .await?;
    sql::query(
        "INSERT INTO temp.known SELECT chat_id FROM old.chats UNION SELECT chat_id FROM old.deliveries
         UNION SELECT chat_id FROM old.inbox WHERE chat_id IS NOT NULL
         UNION SELECT author FROM old.campaigns WHERE author IS NOT NULL",
    )
    .run(&mut *db)
    .await?;
    let mut from = i64::MIN;
    loop {
        let rows = sql::query("SELECT id FROM temp.known WHERE id >= $1 ORDER BY id LIMIT $2")
            .bind(from)
            .bind(PAGE)
            .fetch_all(&mut *db)
            .await?;
        let page: Vec<i64> = rows.iter().map(|row| row.get("id")).collect::<Result<_, _>>()?;
        let Some(last) = page.last() else { return Ok(()) };
        let pairs: Vec<(i64, StoredId)> = page.iter().map(|id| (*id, ids.hide(ChatId::new(*id)))).collect();
        sql::query("INSERT INTO temp.ids SELECT value ->> 0, value ->> 1 FROM json_each($1)")
            .bind(serde_json::to_string(&pairs).expect("numbers are JSON"))
            .run(&mut *db)
            .await?;
        let Some(next) = last.checked_add(1) else { return Ok(()) };
        from = next;
    }
}

/// Copies each table. A campaign whose audience was being written down starts over with it: nothing of it has gone out, and its
/// place in the order of Telegram's IDs is none in the order of the stored forms. That of others is behind all chats.
fn copies() -> [Query; 16] {
    [
        sql::query(
            "INSERT INTO main.settings SELECT * FROM old.settings",
        ),
        sql::query(
            "INSERT INTO main.chats (chat_id, kind, lang, menu, active, screen, lost_at, edits_told, thread, thread_asked)
             SELECT i.stored, kind, lang, menu, active, screen, lost_at, edits_told, thread, thread_asked
             FROM old.chats o JOIN temp.ids i ON i.id = o.chat_id ORDER BY i.stored",
        ),
        sql::query(
            "INSERT INTO main.topics (chat_id, topic, since, slot, which, wished)
             SELECT i.stored, topic, since, slot, which, wished
             FROM old.topics o JOIN temp.ids i ON i.id = o.chat_id ORDER BY i.stored",
        ),
        sql::query(
            "INSERT INTO main.supporters (chat_id, kind, region, publish, consent, supported_on, consented_on, number, name, contact,
                                          joint)
             SELECT i.stored, kind, region, publish, consent, supported_on, consented_on, number, name, contact, joint
             FROM old.supporters o JOIN temp.ids i ON i.id = o.chat_id ORDER BY i.stored",
        ),
        sql::query(
            "INSERT INTO main.inbox (update_id, chat_id, received_at, attempts, answered, sealed)
             SELECT update_id, i.stored, received_at, attempts, answered, sealed
             FROM old.inbox o LEFT JOIN temp.ids i ON i.id = o.chat_id ORDER BY update_id",
        ),
        sql::query(
            "INSERT INTO main.dead_letters SELECT * FROM old.dead_letters",
        ),
        sql::query(
            "INSERT INTO main.taken SELECT * FROM old.taken",
        ),
        sql::query(
            "INSERT INTO main.campaigns (id, audience, stage, created, due, touched, urgent, trial, paid, filled, sealed, progress,
                                         reported, shrunk, kind, target, reminder, author, restored)
             SELECT o.id, audience, stage, created, due, touched, urgent, trial, paid,
                    CASE WHEN EXISTS (SELECT 1 FROM old.deliveries d WHERE d.campaign = o.id AND d.status > 0)
                           OR stage IN ('running', 'done') OR shrunk THEN 9223372036854775807 END,
                    sealed, progress, reported, shrunk, kind, target, reminder, i.stored, restored
             FROM old.campaigns o LEFT JOIN temp.ids i ON i.id = o.author ORDER BY o.id",
        ),
        sql::query(
            "INSERT INTO main.deliveries (campaign, chat_id, status, reason, at, messages, lang)
             SELECT campaign, i.stored, status, reason, at, messages, lang
             FROM main.campaigns k JOIN old.deliveries o ON o.campaign = k.id JOIN temp.ids i ON i.id = o.chat_id
             WHERE k.filled IS NOT NULL ORDER BY campaign, i.stored",
        ),
        sql::query(
            "INSERT INTO main.tallies SELECT * FROM old.tallies",
        ),
        sql::query(
            "INSERT INTO main.messages (chat_id, message_id, since)
             SELECT i.stored, message_id, since FROM old.messages o JOIN temp.ids i ON i.id = o.chat_id ORDER BY i.stored",
        ),
        sql::query(
            "INSERT INTO main.deadlines SELECT * FROM old.deadlines",
        ),
        sql::query(
            "INSERT INTO main.reminders SELECT * FROM old.reminders",
        ),
        sql::query(
            "INSERT INTO main.snoozes (chat_id, deadline, date, due, campaign)
             SELECT i.stored, deadline, date, due, campaign
             FROM old.snoozes o JOIN temp.ids i ON i.id = o.chat_id ORDER BY i.stored",
        ),
        sql::query(
            "INSERT INTO main.record SELECT * FROM old.record",
        ),
        sql::query(
            "INSERT INTO main.unlisted SELECT * FROM old.unlisted",
        ),
    ]
}

/// Whether a table has fewer rows than before. Deliveries of a campaign that starts over are the only ones left out.
const LOST: &str = "SELECT (SELECT COUNT(*) FROM main.chats) <> (SELECT COUNT(*) FROM old.chats)
    OR (SELECT COUNT(*) FROM main.topics) <> (SELECT COUNT(*) FROM old.topics)
    OR (SELECT COUNT(*) FROM main.supporters) <> (SELECT COUNT(*) FROM old.supporters)
    OR (SELECT COUNT(*) FROM main.messages) <> (SELECT COUNT(*) FROM old.messages)
    OR (SELECT COUNT(*) FROM main.snoozes) <> (SELECT COUNT(*) FROM old.snoozes)
    OR (SELECT COUNT(*) FROM main.deliveries) <>
       (SELECT COUNT(*) FROM old.deliveries WHERE campaign IN (SELECT id FROM main.campaigns WHERE filled IS NOT NULL))
    AS lost";

/// A table whose rows are sealed and bound to the chat's ID.
struct SealedTable {
    purpose: Purpose,
    read: fn() -> Query,
    write: fn() -> Query,
}

const SEALED: [SealedTable; 4] = [
    SealedTable {
        purpose: Purpose::Dialogue,
        read: || sql::query("SELECT chat_id, '' AS kind, started_at AS time, sealed FROM old.dialogues"),
        write: || {
            sql::query(
                "INSERT INTO main.dialogues (chat_id, started_at, sealed) SELECT $1, $3, $4 WHERE $2 = ''",
            )
        },
    },
    SealedTable {
        purpose: Purpose::Awaited,
        read: || sql::query("SELECT chat_id, '' AS kind, asked_at AS time, sealed FROM old.awaited"),
        write: || {
            sql::query("INSERT INTO main.awaited (chat_id, asked_at, sealed) SELECT $1, $3, $4 WHERE $2 = ''")
        },
    },
    SealedTable {
        purpose: Purpose::Draft,
        read: || sql::query("SELECT chat_id, '' AS kind, 0 AS time, sealed FROM old.drafts"),
        write: || {
            sql::query("INSERT INTO main.drafts (chat_id, sealed) SELECT $1, $4 WHERE $2 = '' AND $3 = 0")
        },
    },
    SealedTable {
        purpose: Purpose::Form,
        read: || sql::query("SELECT chat_id, kind, touched AS time, sealed FROM old.forms"),
        write: || {
            sql::query("INSERT INTO main.forms (chat_id, kind, touched, sealed) VALUES ($1, $2, $3, $4)")
        },
    },
];

/// Seals what is bound to a chat's ID anew, bound to its stored form. What this key can't open is left out: nobody could read
/// it before either.
async fn reseal(db: &mut Connection, key: &StoreKey) -> Result<(), StoreError> {
    let (ids, mut unreadable) = (IdKey::of(key), 0);
    for SealedTable { purpose, read, write } in SEALED {
        for row in read().fetch_all(&mut *db).await? {
            let id: i64 = row.get("chat_id")?;
            let Ok(plain) = key.open(purpose, id, row.get("sealed")?) else {
                unreadable += 1;
                continue;
            };
            let stored = ids.hide(ChatId::new(id));
            write()
                .bind(stored)
                .bind(row.get::<String>("kind")?)
                .bind(row.get::<i64>("time")?)
                .bind(key.seal(purpose, stored.bits(), &plain))
                .run(&mut *db)
                .await?;
        }
    }
    if unreadable > 0 {
        log::warn!("{unreadable} questions and drafts were sealed under another store key, and are left out");
    }
    Ok(())
}

/// The new file and the sealed copy are about as large as the old one each.
fn check_room(path: &Path) -> Result<(), StoreError> {
    let failed = FileError::cannot("use", path);
    let needed = path.metadata().map_err(&failed)?.len().saturating_mul(2).saturating_add(16 * 1024 * 1024);
    let disk = rustix::fs::statvfs(folder_of(path)).map_err(|error| failed(error.into()))?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    if free < needed { Err(StoreError::NoRoom { path: path.to_owned(), needed, free }) } else { Ok(()) }
}
