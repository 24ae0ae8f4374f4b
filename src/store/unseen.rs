//! Entries of the list of opt-outs that a store has not seen when it is opened. They were copied right before a crash, or
//! belong to a commit that was lost, as schema 6 could leave hashes, or prove that the store is an old copy.

use std::collections::HashMap;

use crate::crypto::{IdKey, StoreKey};
use crate::store::error::StoreError;
use crate::store::opt_outs::{
    ListEntry, OptOut, OptOutList, OptOutsError, entries_after, list_state, set_seen,
};
use crate::store::purge;
use crate::store::replay::{LaterEntries, Match, apply_all, matches_of};
use crate::store::sql::Connection;
use crate::store::tables::{inbox, unlisted};

/// Settles the entries that the store has not seen.
///
/// # Errors
/// When the store is older than its list, or the database fails. Nothing that anybody chose has changed then.
pub(crate) async fn settle(
    db: &mut Connection,
    key: &StoreKey,
    ids: &IdKey,
    list: &OptOutList,
) -> Result<(), StoreError> {
    let (_, seen) = list_state(db).await?.unwrap_or_default();
    if list.count <= seen {
        return Ok(());
    }
    let copied = copied(db).await?;
    let (mut later, mut others, mut known) = (LaterEntries::default(), 0, Vec::new());
    entries_after(list.look()?, &list.path, seen, |number, entry| {
        if let Some(rows) = copied.get(&entry) {
            known.extend(rows);
            return Ok(());
        }
        others += 1;
        match entry {
            ListEntry::Hashed(entry) => later.add_hashed(number, entry),
            // Its commit came first, and this store knows nothing of it.
            ListEntry::Sealed(_) => {}
        }
        Ok(())
    })?;
    // An update stays in the inbox, and a delivery in flight, until its commit. So the commit that was lost left them.
    let in_hand = inbox::chats_in_hand(db).await?;
    let matches = matches_of(list.hashes.as_ref(), ids, &later, in_hand)?;
    if matches.len() < others {
        // The way out is a backup of this store, and none is made while opt-outs wait for the list. It has these already.
        forget(db, &known).await?;
        return Err(OptOutsError::OldStore { path: list.path.clone(), later: others as u64 }.into());
    }
    db.begin().await?;
    if let Err(error) = store(db, key, &matches, &known, list.count).await {
        db.roll_back().await;
        return Err(error);
    }
    Ok(())
}

/// The rows of each entry that the list may have got before a crash.
async fn copied(db: &mut Connection) -> Result<HashMap<ListEntry, Vec<i64>>, StoreError> {
    let (mut rows, mut last) = (HashMap::<ListEntry, Vec<i64>>::new(), Some(0));
    while let Some(after) = last {
        let page = unlisted::page(db, after).await?;
        last = page.last().map(|row| row.id);
        for row in page {
            let entry = ListEntry::parse(&row.entry);
            let entry = entry.ok_or_else(|| StoreError::Corrupt("an opt-out for the list".to_owned()))?;
            rows.entry(entry).or_default().push(row.id);
        }
    }
    Ok(rows)
}

async fn store(
    db: &mut Connection,
    key: &StoreKey,
    matches: &[Match],
    known: &[i64],
    count: u64,
) -> Result<(), StoreError> {
    for (_, chat, opt_out) in matches {
        if *opt_out == OptOut::Erase {
            purge::note(db, *chat).await?;
        }
    }
    apply_all(db, key, matches).await?;
    forget(db, known).await?;
    set_seen(db, count).await?;
    db.commit().await
}

/// Removes rows of opt-outs that the list has already.
async fn forget(db: &mut Connection, rows: &[i64]) -> Result<(), StoreError> {
    for row in rows {
        unlisted::remove(db, *row).await?;
    }
    Ok(())
}
