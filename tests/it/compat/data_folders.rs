//! Data folders of every schema: what `store::migrations` does not read back.

use std::collections::BTreeSet;
use std::fs;

use jiff::Timestamp;
use pledge_bot::backup::{backup, restore};
use pledge_bot::conversation::Draft;
use pledge_bot::crypto::{Recipients, StoreKey};
use pledge_bot::domain::{CampaignId, ChatId, SupporterFilter};
use pledge_bot::export::{ExportSource, Exported, SealedCopy, TableFormat, export_to_file};
use pledge_bot::store::Store;
use serde_json::{Value, json};
use sqlx::Connection;

use super::compare::assert_same;
use super::folder::{Folder, SCHEMAS};
use super::{lines, read as read_list};
use crate::store::reading::rows;

#[tokio::test]
async fn folders_are_as_their_builds_left_them() {
    for schema in SCHEMAS {
        let folder = Folder::of_schema(schema);
        let expected = folder.json("expected.json");
        let mut db = folder.database().await;
        let migrations = "SELECT version, description, success, lower(hex(checksum)) AS sha384 FROM _sqlx_migrations ORDER BY version";
        let is = json!(rows(&mut db, migrations).await);
        assert_same(&format!("schema-{schema}, migrations"), &is, &expected["migrations"]);
        let application = rows(&mut db, "PRAGMA application_id").await;
        assert_eq!(application[0]["application_id"], expected["application_id"]);
        for (table, count) in expected["rows_in_the_file"].as_object().expect("counts") {
            let found = rows(&mut db, &format!("SELECT COUNT(*) AS n FROM {table}")).await;
            assert_eq!(&found[0]["n"], count, "schema-{schema}, {table}");
        }
    }
}

#[tokio::test]
async fn the_changes_of_a_campaign_are_found_by_its_columns() {
    for schema in SCHEMAS {
        let folder = Folder::of_schema(schema);
        let expected = folder.json("expected.json");
        let store = folder.open().await;
        let campaigns = expected["reads_back"]["campaigns"].as_array().expect("campaigns");
        for campaign in campaigns {
            let changes = campaigns.iter().rev().filter(|other| other["job"]["of"] == campaign["id"]);
            let changes: Vec<_> = changes.map(|other| other["id"].as_i64().expect("an ID")).collect();
            let id = CampaignId(campaign["id"].as_i64().expect("an ID"));
            let found = store.reader().changes_of(id).await.expect("read");
            let found: Vec<_> = found.iter().map(|campaign| campaign.id.0).collect();
            assert_eq!(found, changes, "schema-{schema}, campaign {}", id.0);
        }
        store.close().await.expect("the store closes");
    }
}

#[tokio::test]
async fn supporters_are_exported_with_their_names_and_contacts() {
    for schema in SCHEMAS {
        let folder = Folder::of_schema(schema);
        let expected = folder.json("expected.json");
        let store = folder.open().await;
        let out = folder.path("supporters.json");
        let source = ExportSource::Store(store.reader());
        let all = SupporterFilter::default();
        export_to_file(source, &folder.identity(), TableFormat::Json, &all, &out, |_| ())
            .await
            .expect("exported");
        let exported: Value = serde_json::from_slice(&fs::read(&out).expect("the file")).expect("JSON");
        let exported = exported["supporters"].as_array().expect("a list");
        let chats = expected["reads_back"]["chats"].as_array().expect("chats");
        let signed: Vec<_> = chats.iter().map(|chat| &chat["supporter"]).filter(|it| !it.is_null()).collect();
        assert_eq!(exported.len(), signed.len(), "schema-{schema}");
        for supporter in signed {
            let is_same = |row: &&Value| {
                let fields = ["kind", "region", "publish", "consent", "name", "contact"];
                fields.iter().all(|field| row[field] == supporter[field])
                    && row["supported_on"] == supporter["signed_at"]
                    // Before schema 9, nobody had agreed to a newer text later on.
                    && (row["consented_on"] == supporter["signed_at"] || schema >= 9)
                    && row["sealed"] == if supporter["sealed"] == true { "opened" } else { "none" }
            };
            assert!(exported.iter().any(|row| is_same(&row)), "schema-{schema} exports no {supporter}");
        }
        let csv = folder.path("supporters.csv");
        let source = ExportSource::Store(store.reader());
        export_to_file(source, &folder.identity(), TableFormat::Csv, &all, &csv, |_| ())
            .await
            .expect("exported");
        let text = fs::read_to_string(csv).expect("the file");
        let columns = lines(&read_list("compat/codes.txt"))
            .into_iter()
            .skip_while(|line| !line.column(0).starts_with("[export: columns"));
        let columns: Vec<_> = columns.skip(1).take(9).map(|line| line.column(0).to_owned()).collect();
        assert_eq!(text.lines().next(), Some(format!("\u{feff}{}", columns.join(",")).as_str()));
        store.close().await.expect("the store closes");
    }
}

/// Exports the sealed copy that is in the folder of a schema, which holds this many supporters, and the folder itself.
async fn a_sealed_copy_is_read(schema: u32, rows: u64, name: &str) {
    let folder = Folder::of_schema(schema);
    let store = folder.open().await;
    let all = SupporterFilter::default();
    let table = async |source, name: &str| {
        let out = folder.path(name);
        let exported =
            export_to_file(source, &folder.identity(), TableFormat::Json, &all, &out, |_| ()).await;
        assert_eq!(exported.expect("exported"), Exported { rows, unreadable: 0, altered: 0 });
        fs::read_to_string(out).expect("the file")
    };
    let copy = SealedCopy::open(&folder.original("supporters.jsonl.age"), &folder.identity());
    let copied = table(ExportSource::Copy(copy.expect("it opens")), "copied.json").await;
    let stored = table(ExportSource::Store(store.reader()), "stored.json").await;
    // The copy has them in the order of Telegram's IDs, and the store in that of their stored forms.
    let supporters = |table: &str| {
        let mut lines: Vec<_> = table.lines().map(|line| line.trim_end_matches(',').to_owned()).collect();
        lines.sort();
        lines
    };
    assert_eq!(supporters(&copied), supporters(&stored));
    assert!(copied.contains(name), "{copied}");
    store.close().await.expect("the store closes");
}

#[tokio::test]
async fn sealed_copies_of_earlier_versions_are_read() {
    // The builds at 74e230d and at 0f3cf3d made them from the folders.
    a_sealed_copy_is_read(7, 8, "Мисал ТВ").await;
    a_sealed_copy_is_read(9, 15, "Мээрим Үлгүлүү").await;
}

#[tokio::test]
async fn earlier_supporters_get_a_number_that_is_theirs_alone() {
    // Since schema 8 they have one from the beginning.
    for schema in SCHEMAS.into_iter().filter(|schema| *schema < 8) {
        let folder = Folder::of_schema(schema);
        let store = folder.open().await;
        let page = store.reader().export_page(None, 1000, &SupporterFilter::default()).await.expect("read");
        let numbers: BTreeSet<_> = page.iter().map(|(_, supporter)| supporter.number).collect();
        assert_eq!(numbers.len(), page.len(), "schema-{schema}");
        assert!(numbers.iter().all(|number| is_random(*number)), "schema-{schema}: {numbers:?}");
        assert!(page.iter().all(|(_, it)| it.name.is_none() && it.contact.is_none()));
        store.close().await.expect("the store closes");
    }
}

/// Whether a number is one of those that are drawn, and not counted.
fn is_random(number: i64) -> bool {
    (1 << 52..1 << 53).contains(&number)
}

#[tokio::test]
async fn numbers_that_were_counted_stay_only_where_a_document_holds_them() {
    let folder = Folder::of_schema(9);
    let store = folder.open().await;
    let page = store.reader().export_page(None, 1000, &SupporterFilter::default()).await.expect("read");
    let counted = page.iter().filter(|(_, it)| !is_random(it.number));
    let counted: BTreeSet<_> =
        counted.map(|(chat, it)| (store.telegram_id(*chat).telegram_number(), it.number)).collect();
    // The numbers of these folders are smaller than those that the bot draws.
    assert_eq!(
        counted,
        BTreeSet::from([
            (2003, 3),
            (3003, 7_000_000_000_001),
            (3013, 7_000_000_000_002),
            (3014, 7_000_000_000_003)
        ])
    );
    store.close().await.expect("the store closes");
}

#[tokio::test]
async fn times_of_supporters_become_days_in_bishkek() {
    let folder = Folder::of_schema(9);
    let store = folder.open().await;
    let mut days = Vec::new();
    // From half past midnight; from a millisecond before it, with a consent of midnight; from midnight.
    for chat in [3004, 3005, 3006] {
        let supporter =
            store.snapshot(ChatId::new(chat)).await.expect("read").supporter.expect("a supporter");
        days.push([supporter.supported_on, supporter.consented_on].map(|day| day.to_string()));
    }
    assert_eq!(days, [["2026-11-21"; 2], ["2026-11-24", "2026-11-26"], ["2026-11-26"; 2]]);
    store.close().await.expect("the store closes");
}

#[tokio::test]
async fn drafts_are_read_by_the_type_of_today() {
    for schema in SCHEMAS.into_iter().filter(|schema| *schema > 1) {
        let folder = Folder::of_schema(schema);
        let store = folder.open().await;
        let owners: &[i64] = if schema >= 6 { &[1004] } else { &[1001, 1002, 1003] };
        for owner in owners.iter().copied() {
            let draft = store.snapshot(ChatId::new(owner)).await.expect("read").draft.expect("a draft");
            assert!(Draft::from_json(&draft).is_some(), "schema-{schema}: the draft of {owner}");
        }
        store.close().await.expect("the store closes");
    }
}

#[tokio::test]
async fn a_folder_is_backed_up_and_restored() {
    let folder = Folder::of_schema(5);
    let store = folder.open().await;
    let key = fs::read_to_string(folder.original("coalition.key")).expect("the file");
    let public = key.lines().next().and_then(|line| line.strip_prefix("# public key: ")).expect("a key");
    let (recipients, identity) = (Recipients::parse(public).expect("a key"), folder.identity());
    let (out, empty) = (folder.path("backup.age"), folder.path("restored"));
    let now: Timestamp = "2026-11-27T05:00:00Z".parse().expect("a time");
    store.keep_key_copy(Some(&recipients)).await.expect("as the bot does");
    backup(&folder.path("data"), &recipients, &out, Some(&identity), now).await.expect("backed up");
    store.close().await.expect("the store closes");
    let list = folder.path("opt-outs.list");
    let key = folder.path("state.key");
    let restored = restore(&out, &identity, &empty, Some(&list), &key, now).await;
    let (restored, _) = restored.expect("restored");
    let expected = folder.json("expected.json");
    let chats = expected["reads_back"]["chats"].as_array().expect("chats").len();
    assert_eq!(restored.chats, chats as u64);
    assert_eq!(json!(restored.supporters), expected["reads_back"]["supporters"]);
}

#[tokio::test]
async fn a_newer_schema_is_refused_in_a_line() {
    let folder = Folder::of_schema(5);
    let mut db = folder.database().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (999, 'later', TRUE, X'00', 0)";
    rows(&mut db, newer).await;
    db.close().await.expect("closed");
    let (key, _) = StoreKey::load_or_create(&folder.path("state.key")).expect("the store key");
    let opened = Store::open_with_list(&folder.path("data"), key, &folder.path("opt-outs.list")).await;
    let line = opened.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(line.contains("999") && !line.contains('\n'), "the error says {line:?}");
}
