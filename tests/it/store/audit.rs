//! The audit log: each change to its table is found, and a truncated end is found with a hash that was kept.

use jiff::SignedDuration;
use pledge_bot::crypto::StoreKey;
use pledge_bot::domain::audit::{AuditFilter, AuditHash, Deed, DeedObject, DeedRecord, DeedResult, Doer};
use pledge_bot::domain::{CampaignId, Right, Role, StaffMember, Standing, Topic};
use pledge_bot::store::{
    AuditFault, AuditFaultKind, AuditReader, Change, HeadFound, Store, StoreError, record_deed,
};
use sqlx::{Connection, Row, SqliteConnection};

use super::support::{AIGUL, Folder, Vault, change, noon, set};

/// The rows of the table: number, hash and sealed entry.
type Rows = Vec<(i64, Vec<u8>, Vec<u8>)>;

fn record(nth: i64, result: DeedResult) -> Change {
    let record = DeedRecord { deed: Deed::Pause, on: Some(DeedObject::Campaign(CampaignId(nth))), result };
    Change::RecordDeed(record, noon())
}

/// A store with so many entries in its log.
async fn filled(folder: &Folder, entries: i64) -> Store {
    let store = folder.open().await;
    for nth in 1..=entries {
        change(&store, AIGUL, [record(nth, DeedResult::Done)]).await;
    }
    store
}

async fn database(folder: &Folder) -> SqliteConnection {
    let url = format!("sqlite://{}", folder.data().join("pledge.db").display());
    let mut db = SqliteConnection::connect(&url).await.expect("opened");
    // A test that is cut off is begun anew.
    sqlx::query("PRAGMA synchronous = OFF").execute(&mut db).await.expect("set");
    db
}

async fn reader(folder: &Folder) -> AuditReader {
    AuditReader::open(&folder.data(), folder.key()).await.expect("it opens")
}

async fn rows(db: &mut SqliteConnection) -> Rows {
    let rows = sqlx::query("SELECT number, hash, sealed FROM audit_log ORDER BY number");
    let rows = rows.fetch_all(db).await.expect("read");
    rows.iter().map(|row| (row.get("number"), row.get("hash"), row.get("sealed"))).collect()
}

/// Puts these rows in the place of all others.
async fn put(db: &mut SqliteConnection, rows: &Rows) {
    let mut tx = db.begin().await.expect("begun");
    sqlx::query("DELETE FROM audit_log").execute(&mut *tx).await.expect("emptied");
    for (number, hash, sealed) in rows {
        let insert = sqlx::query("INSERT INTO audit_log (number, hash, sealed) VALUES ($1, $2, $3)");
        insert.bind(number).bind(hash).bind(sealed).execute(&mut *tx).await.expect("put");
    }
    tx.commit().await.expect("committed");
}

fn flip(random: &mut fastrand::Rng, bytes: &mut [u8]) {
    let place = random.usize(..bytes.len());
    bytes[place] ^= 1 << random.u8(..8);
}

/// Two different places in the table.
fn two(random: &mut fastrand::Rng, rows: &Rows) -> (usize, usize) {
    let one = random.usize(..rows.len());
    (one, (one + random.usize(1..rows.len())) % rows.len())
}

/// Changes the rows in some way; gives its name.
fn tamper(random: &mut fastrand::Rng, rows: &mut Rows) -> &'static str {
    let place = random.usize(..rows.len());
    let last = rows.last().expect("rows").0;
    match random.u8(..16) {
        0 => flip(random, &mut rows[place].2),
        1 => flip(random, &mut rows[place].1),
        2 => {
            for _ in 0..random.usize(2..20) {
                flip(random, &mut rows[place].2);
            }
            // Two flips can undo each other.
            rows[place].2.push(0);
        }
        3 => {
            rows.remove(place.min(rows.len() - 2));
            return "a row before the last one is removed";
        }
        4 => {
            let (one, other) = two(random, rows);
            (rows[one].0, rows[other].0) = (rows[other].0, rows[one].0);
            return "two numbers are swapped";
        }
        5 => {
            let (one, other) = two(random, rows);
            let hash = std::mem::take(&mut rows[one].1);
            rows[one].1 = std::mem::replace(&mut rows[other].1, hash);
            return "two hashes are swapped";
        }
        6 => {
            let (one, other) = two(random, rows);
            let sealed = std::mem::take(&mut rows[one].2);
            rows[one].2 = std::mem::replace(&mut rows[other].2, sealed);
            return "two entries are swapped";
        }
        7 => {
            let (_, hash, sealed) = rows[place].clone();
            rows.push((last + 1, hash, sealed));
            return "a row is repeated at the end";
        }
        8 => {
            let (one, other) = two(random, rows);
            (rows[one].1, rows[one].2) = (rows[other].1.clone(), rows[other].2.clone());
            return "a row is replaced by another";
        }
        9 => {
            let length = rows[place].2.len();
            rows[place].2 = (0..length).map(|_| random.u8(..)).collect();
            return "an entry is replaced by noise";
        }
        10 => {
            rows.push((last + 1, vec![random.u8(..); 32], vec![random.u8(..); 200]));
            return "a row is made up";
        }
        11 => {
            let length = random.usize(..rows[place].2.len());
            rows[place].2.truncate(length);
            return "an entry is cut short";
        }
        12 => {
            let length = random.usize(..32);
            rows[place].1.truncate(length);
            return "a hash is cut short";
        }
        13 => {
            let (_, hash, sealed) = rows.remove(place);
            rows.push((last + random.i64(1..1000), hash, sealed));
            return "a row goes to the end";
        }
        14 => {
            let by = random.i64(1..1000);
            for row in rows {
                row.0 += by;
            }
            return "all numbers are others";
        }
        _ => {
            let gone = random.usize(1..rows.len());
            rows.drain(..gone);
            let close_up = random.bool();
            for (row, number) in rows.iter_mut().zip(1..).filter(|_| close_up) {
                row.0 = number;
            }
            return "the beginning is cut off";
        }
    }
    "bytes are flipped"
}

#[tokio::test]
async fn ten_thousand_random_changes_are_all_found() {
    let (folder, mut random) = (Folder::new(), fastrand::Rng::with_seed(17));
    filled(&folder, 9).await.close().await.expect("closed");
    let (mut db, log) = (database(&folder).await, reader(&folder).await);
    let original = rows(&mut db).await;
    let whole = log.verify(None).await.expect("read");
    assert_eq!((whole.entries, whole.fault), (9, None));
    for nth in 0..10_000 {
        let mut changed = original.clone();
        let how = tamper(&mut random, &mut changed);
        put(&mut db, &changed).await;
        let report = log.verify(None).await.expect("read");
        assert!(report.fault.is_some(), "change {nth} is not found: {how}");
    }
    put(&mut db, &original).await;
    assert_eq!(log.verify(None).await.expect("read"), whole);
}

#[tokio::test]
async fn a_truncated_end_is_found_with_a_hash_that_was_kept() {
    let folder = Folder::new();
    filled(&folder, 9).await.close().await.expect("closed");
    let (mut db, log) = (database(&folder).await, reader(&folder).await);
    let original = rows(&mut db).await;
    let hashes: Vec<AuditHash> =
        original.iter().map(|row| AuditHash(row.1.clone().try_into().expect("a hash"))).collect();
    for left in (0..=9_usize).rev() {
        put(&mut db, &original[..left].to_vec()).await;
        for (kept, number) in hashes.iter().zip(1..) {
            let report = log.verify(Some(*kept)).await.expect("read");
            assert_eq!(report.fault, None, "what is left is a log");
            let is_there = usize::try_from(number).is_ok_and(|number| number <= left);
            let found = if is_there { HeadFound::At(number) } else { HeadFound::Missing };
            assert_eq!(report.found, Some(found), "{left} left, {number} kept");
        }
    }
}

#[tokio::test]
async fn the_first_fault_is_named_and_what_is_before_it_is_vouched_for() {
    let folder = Folder::new();
    filled(&folder, 5).await.close().await.expect("closed");
    let (mut db, log) = (database(&folder).await, reader(&folder).await);
    let gone = sqlx::query("DELETE FROM audit_log WHERE number = 3").execute(&mut db).await;
    gone.expect("removed");
    let report = log.verify(None).await.expect("read");
    assert_eq!(report.fault, Some(AuditFault { number: 3, kind: AuditFaultKind::Missing }));
    assert_eq!((report.entries, report.head.map(|head| head.number)), (2, Some(2)));
    let odd = "UPDATE audit_log SET number = 3, sealed = 'text', hash = 7 WHERE number = 5";
    sqlx::query(odd).execute(&mut db).await.expect("changed");
    let report = log.verify(None).await.expect("read");
    assert_eq!(report.fault, Some(AuditFault { number: 3, kind: AuditFaultKind::Altered }));
}

#[tokio::test]
async fn entries_are_read_newest_first_and_by_what_is_looked_for() {
    let folder = Folder::new();
    let store = filled(&folder, 3).await;
    change(&store, AIGUL, [record(4, DeedResult::NoEffect)]).await;
    store.close().await.expect("closed");
    let deed = DeedRecord::done(Deed::Backup, None);
    record_deed(&folder.data(), &folder.key(), deed, noon()).await.expect("recorded");
    let store = folder.open().await;
    let numbers = async |filter: &AuditFilter, before, most| {
        let page = store.audit(filter, before, most).await.expect("read");
        (page.entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), page.has_older)
    };
    assert_eq!(numbers(&AuditFilter::All, None, 2).await, (vec![5, 4], true));
    assert_eq!(numbers(&AuditFilter::All, Some(4), 3).await, (vec![3, 2, 1], false));
    assert_eq!(numbers(&AuditFilter::NotDone, None, 9).await, (vec![4], false));
    assert_eq!(numbers(&AuditFilter::Doer(Doer::CommandLine.code()), None, 9).await, (vec![5], false));
    assert_eq!(numbers(&AuditFilter::Group(Deed::Pause.group()), None, 3).await, (vec![4, 3, 2], true));
    let doers = store.audit_doers(9).await.expect("read");
    assert_eq!(doers, [Doer::CommandLine, Doer::staff(&store.person_code(store.stored_id(AIGUL)), None)]);
}

#[tokio::test]
async fn a_log_opens_with_the_key_of_its_store_alone() {
    let folder = Folder::new();
    let store = filled(&folder, 1).await;
    let other = AuditReader::open(&folder.data(), StoreKey::generate()).await;
    assert!(matches!(other.expect_err("refused"), StoreError::WrongKey(_)));
    let deed = || DeedRecord::done(Deed::Backup, None);
    let in_use = record_deed(&folder.data(), &folder.key(), deed(), noon()).await;
    assert!(matches!(in_use.expect_err("refused"), StoreError::InUse(_)));
    store.close().await.expect("closed");
    let other = record_deed(&folder.data(), &StoreKey::generate(), deed(), noon()).await;
    assert!(matches!(other.expect_err("refused"), StoreError::WrongKey(_)));
    assert_eq!(reader(&folder).await.verify(None).await.expect("read").entries, 1);
}

#[tokio::test]
async fn refusals_cannot_fill_the_log() {
    let folder = Folder::new();
    let store = folder.open().await;
    for _ in 0..100 {
        change(&store, AIGUL, [record(1, DeedResult::Refused)]).await;
    }
    let count = async || reader(&folder).await.verify(None).await.expect("read").entries;
    assert_eq!(count().await, 20);
    let later = noon() + SignedDuration::from_hours(1);
    let refused = DeedRecord { deed: Deed::Export, on: None, result: DeedResult::Refused };
    change(&store, AIGUL, [Change::RecordDeed(refused, later)]).await;
    assert_eq!(count().await, 21);
}

#[tokio::test]
async fn a_deed_that_is_not_committed_is_not_recorded() {
    let folder = Folder::new();
    let store = folder.open().await;
    // The chat is unknown, so nothing of this is stored.
    let failing = [record(1, DeedResult::Done), Change::SetTopic(Topic::News, true, noon())];
    let failed = store.commit(None, Some(set(AIGUL, failing))).await;
    assert!(matches!(failed, Err(StoreError::UnknownChat)));
    assert_eq!(store.reader().audit_head().await.expect("read"), None);
    change(&store, AIGUL, [record(1, DeedResult::Done)]).await;
    assert_eq!(store.reader().audit_head().await.expect("read").map(|head| head.number), Some(1));
}

#[tokio::test]
async fn a_backup_holds_the_log_and_names_its_newest_entry() {
    let vault = Vault::new();
    let store = vault.open().await;
    change(&store, AIGUL, [record(1, DeedResult::Done), record(2, DeedResult::Done)]).await;
    let head = store.reader().audit_head().await.expect("read").expect("an entry");
    let path = vault.path("backup.age");
    let made = pledge_bot::backup::backup(&vault.path("data"), &vault.recipients, &path, None, noon()).await;
    assert_eq!(made.expect("made").audit_head, Some(head));
    store.close().await.expect("closed");
    let restored = vault.restore(&path, "new").await.expect("restored");
    assert_eq!(restored.audit_head, Some(head));
    let log = AuditReader::open(&vault.path("new"), vault.folder.key()).await.expect("it opens");
    let report = log.verify(Some(head.hash)).await.expect("read");
    assert_eq!((report.entries, report.found), (3, Some(HeadFound::At(2))), "the restore is recorded");
}

#[tokio::test]
async fn what_goes_out_with_an_answer_takes_the_right_to_it_in_the_same_transaction() {
    let folder = Folder::new();
    let store = folder.open().await;
    let answers = async |deed, result| {
        let record = Change::RecordDeed(DeedRecord { deed, on: None, result }, noon());
        match store.commit(None, Some(set(AIGUL, [record]))).await {
            Ok(()) => true,
            Err(StoreError::Overtaken) => false,
            Err(error) => panic!("{error}"),
        }
    };
    for (role, standing) in [
        (Role::Viewer, Standing::Active),
        (Role::Editor, Standing::Active),
        (Role::Owner, Standing::Active),
        (Role::Owner, Standing::Suspended),
    ] {
        let member = StaffMember { standing, ..StaffMember::new(AIGUL, role, None) };
        store.save_staff(member.clone()).await.expect("saved");
        for (deed, right) in [(Deed::Export, Right::Export), (Deed::Test, Right::Write)] {
            assert_eq!(answers(deed, DeedResult::Done).await, member.may(right), "{deed:?} {member:?}");
            assert!(answers(deed, DeedResult::Refused).await, "a refusal is recorded");
        }
    }
}
