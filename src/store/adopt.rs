//! The copy of a database becomes a store to go on with.

use std::path::Path;

use jiff::Timestamp;

use crate::crypto::StoreKey;
use crate::domain::audit::{AuditEntry, AuditHead, Deed, DeedRecord, Doer};
use crate::store::error::StoreError;
use crate::store::replay::{Replayed, RestoreList, replay};
use crate::store::sql::{self, millis};
use crate::store::tables::{
    awaited, campaigns, dialogues, drafts, forms, holds, inbox, record, settings, silencings,
};
use crate::store::{RESTORED_AT, audit, hiding, manifest, opt_outs, planning, purge, schema, sqlite};

/// A store that was restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// The newest entry of the audit log at the time of the backup; `None` if it had none.
    pub audit_head: Option<AuditHead>,
    /// How many chats it knows.
    pub chats: u64,
    /// How many supporters it has.
    pub supporters: u64,
    /// The effect of the list of opt-outs; `None` if it was left out.
    pub replayed: Option<Replayed>,
}

/// Checks the database at `path`, a copy out of the file `backup`, and makes it a store to go on with.
///
/// The inbox, sign-ups, other questions and forms under way, and drafts are emptied: they are over, and another store key could
/// not read them. Later opt-outs in `list` are applied; with `None`, the people who have left since come back.
/// The store is marked with [`RESTORED_AT`], and all that was planned in it, so that nothing of that goes out without an
/// owner's approval.
pub(crate) async fn adopt(
    path: &Path,
    backup: &Path,
    list: Option<RestoreList<'_>>,
    key: &StoreKey,
    now: Timestamp,
) -> Result<Restored, StoreError> {
    check(path, backup).await?;
    let mut owned = hiding::open(path, key, None).await?;
    let db = &mut owned;
    schema::migrate(db, backup).await?;
    let audit_head = audit::head_of(&mut *db).await?;
    db.begin().await?;
    inbox::clear(db).await?;
    dialogues::clear(db).await?;
    awaited::clear(db).await?;
    forms::clear(db).await?;
    drafts::clear(db).await?;
    holds::remove_waiting(db).await?;
    silencings::clear(db).await?;
    purge::forget(db).await?;
    manifest::remove_manifest(db).await?;
    settings::put(db, RESTORED_AT, &millis(now).to_string()).await?;
    // From here on these marks tell which plans are from before the restore. No clock decides it.
    campaigns::set_all_restored(db).await?;
    record::set_all_restored(db).await?;
    planning::note_restore(db).await?;
    let replayed = if let Some(list) = list {
        Some(replay(db, key, list).await?)
    } else {
        opt_outs::forget_list(db).await?;
        None
    };
    let record = DeedRecord::done(Deed::Restore, None);
    audit::record_in(db, key, AuditEntry { at: now, doer: Doer::CommandLine, record }).await?;
    let row = sql::query(
        "SELECT (SELECT COUNT(*) FROM chats) AS chats, (SELECT COUNT(*) FROM supporters) AS supporters",
    );
    let row = row.fetch_one(&mut *db).await?;
    db.commit().await?;
    // The people who were taken out are gone from the bytes too.
    db.vacuum(true).await?;
    owned.close().await?;
    let (chats, supporters) = (row.count("chats")?, row.count("supporters")?);
    Ok(Restored { audit_head, chats, supporters, replayed })
}

/// Checks that the database at `path` is ours, not newer than this binary, and whole.
async fn check(path: &Path, backup: &Path) -> Result<(), StoreError> {
    let mut db = sqlite::open_copy(path).await?;
    schema::recognize(&mut db, backup).await?;
    if !db.is_intact().await? {
        return Err(StoreError::Corrupt("found while checking the backup".to_owned()));
    }
    db.close().await
}
