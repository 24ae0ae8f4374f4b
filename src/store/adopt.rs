//! The copy of a database becomes a store to go on with.

use std::path::Path;

use jiff::Timestamp;

use crate::store::error::StoreError;
use crate::store::replay::{Replayed, replay};
use crate::store::sql::{self, millis};
use crate::store::tables::{awaited, campaigns, dialogues, drafts, inbox, record, settings};
use crate::store::{RESTORED_AT, opt_outs, planning, purge, schema, sqlite};

/// A store that was restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// How many chats it knows.
    pub chats: u64,
    /// How many supporters it has.
    pub supporters: u64,
    /// The effect of the list of opt-outs; `None` if it was left out.
    pub replayed: Option<Replayed>,
}

/// Checks the database at `path`, a copy out of the file `backup`, and makes it a store to go on with.
///
/// The inbox, sign-ups and other questions under way, and drafts are emptied: they are over, and another state key could
/// not read them. Later opt-outs in the list at `list` are applied; with `None`, the people who have left since come back.
/// The store is marked with [`RESTORED_AT`], and all that was planned in it, so that nothing of that goes out without an
/// owner's approval.
pub(crate) async fn adopt(
    path: &Path,
    backup: &Path,
    list: Option<&Path>,
    now: Timestamp,
) -> Result<Restored, StoreError> {
    let mut owned = sqlite::open_copy(path).await?;
    let db = &mut owned;
    schema::recognize(db, backup).await?;
    if !db.is_intact().await? {
        return Err(StoreError::Corrupt("found while checking the backup".to_owned()));
    }
    schema::migrate(db, backup).await?;
    db.begin().await?;
    inbox::clear(db).await?;
    dialogues::clear(db).await?;
    awaited::clear(db).await?;
    drafts::clear(db).await?;
    purge::forget(db).await?;
    settings::put(db, RESTORED_AT, &millis(now).to_string()).await?;
    // From here on these marks tell which plans are from before the restore. No clock decides it.
    campaigns::set_all_restored(db).await?;
    record::set_all_restored(db).await?;
    planning::note_restore(db).await?;
    let replayed = if let Some(list) = list {
        Some(replay(db, list).await?)
    } else {
        opt_outs::forget_list(db).await?;
        None
    };
    let row = sql::query(
        "SELECT (SELECT COUNT(*) FROM chats) AS chats, (SELECT COUNT(*) FROM supporters) AS supporters",
    );
    let row = row.fetch_one(&mut *db).await?;
    db.commit().await?;
    // The people who were taken out are gone from the bytes too.
    db.vacuum(true).await?;
    owned.close().await?;
    Ok(Restored { chats: row.count("chats")?, supporters: row.count("supporters")?, replayed })
}
