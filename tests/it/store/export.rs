//! The export of supporters.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use calamine::{Reader as _, Xlsx};
use jiff::civil::date;
use pledge_bot::crypto::{Identity, Recipients, generate};
use pledge_bot::domain::{ChatId, Region, Supporter, SupporterFilter};
use pledge_bot::export::{
    ExportError, ExportSource, Exported, SealedCopy, TableFormat, export_to_file, seal_in_memory,
    seal_to_file,
};
use pledge_bot::secret_file::SecretFileError;
use pledge_bot::store::{Change, Reader, Store};

use super::support::{Folder, change, in_order, met, sealed, supporter};

pub struct Keys {
    pub recipients: Recipients,
    pub identity: Identity,
}

impl Keys {
    pub fn new() -> Keys {
        let (public, secret) = generate();
        Keys {
            recipients: Recipients::parse(&public).expect("a public key"),
            identity: Identity::parse(&secret).expect("a secret key"),
        }
    }
}

async fn sign(store: &Store, chat: i64, sealed: Option<Vec<u8>>) {
    change(store, in_order(store, chat), [met(), Change::SaveSupporter(supporter(sealed))]).await;
}

async fn csv_of(reader: &Reader, identity: &Identity) -> (Exported, String) {
    let (exported, bytes) = table_of(reader, identity, TableFormat::Csv).await;
    (exported, String::from_utf8(bytes).expect("UTF-8"))
}

pub async fn table_of(reader: &Reader, identity: &Identity, format: TableFormat) -> (Exported, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("table");
    let exported = to_file(reader, identity, format, &path).await.expect("exported");
    assert_eq!(folder.path().read_dir().expect("read").count(), 1, "nothing is left beside it");
    (exported, std::fs::read(&path).expect("read"))
}

async fn to_file(
    reader: &Reader,
    identity: &Identity,
    format: TableFormat,
    path: &Path,
) -> Result<Exported, ExportError> {
    export_to_file(ExportSource::Store(reader), identity, format, &SupporterFilter::default(), path, |_| ())
        .await
}

#[tokio::test]
async fn supporters_come_out_as_a_table_with_their_names() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    let contact = Some("+996555123456");
    sign(&store, 1, Some(sealed(&keys.recipients, Some("Өмүрова, Айгүл \"А\""), contact))).await;
    sign(&store, 2, Some(sealed(&keys.recipients, Some("=HYPERLINK(\"x\")"), Some("a@example.org")))).await;
    sign(&store, 3, None).await;
    let (exported, csv) = csv_of(store.reader(), &keys.identity).await;
    assert_eq!(exported, Exported { rows: 3, unreadable: 0, altered: 0 });
    assert_eq!(
        csv,
        "\u{FEFF}supported_on,kind,region,publish,consent,consented_on,name,contact,sealed\r\n\
         2026-03-08,person,KG-N,yes,1,2026-03-08,\"Өмүрова, Айгүл \"\"А\"\"\",'+996555123456,opened\r\n\
         2026-03-08,person,KG-N,yes,1,2026-03-08,\"'=HYPERLINK(\"\"x\"\")\",a@example.org,opened\r\n\
         2026-03-08,person,KG-N,no,1,2026-03-08,,,none\r\n"
    );
}

#[tokio::test]
async fn the_wrong_key_leaves_no_file_and_an_earlier_one_is_never_written_over() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    sign(&store, 1, Some(sealed(&keys.recipients, Some("Айгүл"), None))).await;
    let out = folder.path().join("out");
    std::fs::create_dir(&out).expect("made");
    let path = out.join("supporters.csv");
    let wrong = to_file(store.reader(), &Keys::new().identity, TableFormat::Csv, &path).await;
    assert!(matches!(wrong, Err(ExportError::WrongKey(1))));
    assert_eq!(out.read_dir().expect("read").count(), 0);

    to_file(store.reader(), &keys.identity, TableFormat::Csv, &path).await.expect("exported");
    let mode = path.metadata().expect("is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let before = std::fs::read(&path).expect("read");
    for identity in [&Keys::new().identity, &keys.identity] {
        let refused = to_file(store.reader(), identity, TableFormat::Csv, &path).await;
        assert!(matches!(refused, Err(ExportError::File(SecretFileError::Exists(_)))));
    }
    assert_eq!(std::fs::read(&path).expect("read"), before);
    assert_eq!(out.read_dir().expect("read").count(), 1);
}

#[tokio::test]
async fn a_name_with_a_formula_behind_a_semicolon_is_no_formula_in_any_language_of_a_spreadsheet() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    sign(&store, 1, Some(sealed(&keys.recipients, Some("x;=1+1;y"), Some("0555;+996")))).await;
    let (_, csv) = csv_of(store.reader(), &keys.identity).await;
    assert!(csv.starts_with("\u{FEFF}supported_on,"), "Excel ignores the mark beside a line sep=: {csv}");
    assert!(csv.contains(",x;'=1+1;y,0555;'+996,opened\r\n"), "{csv}");
    let (_, bytes) = table_of(store.reader(), &keys.identity, TableFormat::Json).await;
    assert!(
        String::from_utf8(bytes).expect("UTF-8").contains("\"x;=1+1;y\""),
        "the apostrophe is for CSV only"
    );
}

#[tokio::test]
async fn one_name_that_does_not_open_does_not_hold_up_the_others() {
    let (folder, keys, lost) = (Folder::new(), Keys::new(), Keys::new());
    let store = folder.open().await;
    sign(&store, 1, Some(sealed(&lost.recipients, Some("Before"), None))).await;
    sign(&store, 2, Some(sealed(&keys.recipients, Some("After"), None))).await;
    let (exported, csv) = csv_of(store.reader(), &keys.identity).await;
    assert_eq!(exported, Exported { rows: 2, unreadable: 1, altered: 0 });
    assert!(csv.contains(",,,unreadable\r\n") && csv.contains(",After,,opened\r\n"), "{csv}");
}

#[tokio::test]
async fn pages_lose_nobody() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    let all: Vec<_> = (0..2001).map(|n| n * 3 - 3000).collect();
    let signing = all.iter().map(|chat| sign(&store, *chat, None));
    futures_util::future::join_all(signing).await;
    let (exported, csv) = csv_of(store.reader(), &keys.identity).await;
    assert_eq!((exported.rows, csv.lines().count()), (2001, 2002));
}

#[tokio::test]
async fn it_reads_while_the_bot_runs_and_from_a_copy() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    sign(&store, 1, Some(sealed(&keys.recipients, Some("Айгүл"), None))).await;
    let reader = Reader::open_copy(&folder.data()).await.expect("opens beside the bot");
    sign(&store, 2, None).await;
    assert_eq!(csv_of(&reader, &keys.identity).await.0.rows, 2);
    drop(reader);
    store.close().await.expect("closed");

    let copy = folder.path().join("copy");
    std::fs::create_dir(&copy).expect("made");
    std::fs::copy(folder.data().join("pledge.db"), copy.join("pledge.db")).expect("copied");
    let reader = Reader::open_copy(&copy).await.expect("one file is all of it");
    assert!(csv_of(&reader, &keys.identity).await.1.contains("Айгүл"));
}

/// Names that a table easily gets wrong.
const HARD: [&str; 12] = [
    "Өмүрова Айгүл Ңүөновна",
    "سارة العلي",
    "👩🏽‍🌾 Айша 🇰🇬",
    "Quote \"A\", 'B'; C",
    "two\nlines\tand a tab",
    "=HYPERLINK(\"http://x\",\"y\")",
    "+996555123456",
    "-1+1",
    "@SUM(A1)",
    "<b>&amp;</b>",
    "_x0041_ not A",
    "  spaces around  ",
];

async fn sign_hard(store: &Store, keys: &Keys) {
    for (chat, name) in (1..).zip(HARD) {
        sign(store, chat, Some(sealed(&keys.recipients, Some(name), Some(name)))).await;
    }
    sign(store, 100, None).await;
}

#[tokio::test]
async fn json_holds_every_value_exactly() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    sign_hard(&store, &keys).await;
    let (exported, bytes) = table_of(store.reader(), &keys.identity, TableFormat::Json).await;
    assert_eq!(exported, Exported { rows: 13, unreadable: 0, altered: 0 });
    let json: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let rows = json["supporters"].as_array().expect("an array");
    for (row, name) in rows.iter().zip(HARD) {
        let expected = serde_json::json!({
            "supported_on": "2026-03-08", "kind": "person", "region": "KG-N", "publish": true,
            "consent": 1, "consented_on": "2026-03-08", "name": name, "contact": name, "sealed": "opened",
        });
        assert_eq!(*row, expected);
    }
    assert_eq!((&rows[12]["name"], &rows[12]["sealed"]), (&serde_json::Value::Null, &"none".into()));
    let (_, empty) = table_of(Folder::new().open().await.reader(), &keys.identity, TableFormat::Json).await;
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&empty).expect("JSON")["supporters"],
        serde_json::json!([])
    );
}

#[tokio::test]
async fn a_spreadsheet_holds_every_value_exactly_and_explains_its_columns() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    sign_hard(&store, &keys).await;
    let (_, bytes) = table_of(store.reader(), &keys.identity, TableFormat::Xlsx).await;
    let mut book = Xlsx::new(std::io::Cursor::new(bytes)).expect("a spreadsheet");
    assert_eq!(book.sheet_names(), ["Supporters", "Columns"]);
    assert!(book.worksheet_formula("Supporters").expect("a sheet").is_empty(), "nothing is a formula");
    let sheet = book.worksheet_range("Supporters").expect("a sheet");
    let text = |row: usize, column: usize| match sheet.get((row, column)) {
        None | Some(calamine::Data::Empty) => String::new(),
        Some(calamine::Data::String(text)) => text.clone(),
        Some(other) => panic!("{other:?} is no text"),
    };
    let header: Vec<_> = (0..9).map(|column| text(0, column)).collect();
    assert_eq!(header.join(","), "supported_on,kind,region,publish,consent,consented_on,name,contact,sealed");
    for (row, name) in (1..).zip(HARD) {
        // The reader does not undo the escape that spreadsheet programs undo.
        let name = name.replace("_x0041_", "_x005F_x0041_");
        assert_eq!((text(row, 6), text(row, 7)), (name.clone(), name));
        let rest: Vec<_> = [0, 1, 2, 3, 4, 5, 8].map(|column| text(row, column)).into();
        assert_eq!(rest.join(","), "2026-03-08,person,KG-N,yes,1,2026-03-08,opened");
    }
    assert_eq!((text(13, 6), text(13, 8)), (String::new(), "none".to_owned()));
    let codes = book.worksheet_range("Columns").expect("a sheet");
    let explained = |code: &str| {
        codes.rows().find(|row| row[0] == *code).unwrap_or_else(|| panic!("{code} is not explained"))
    };
    for code in header.iter().map(String::as_str).chain(["person", "KG-GB", "abroad", "not-said"]) {
        assert!(explained(code).iter().skip(1).any(|cell| !cell.to_string().is_empty()), "{code}");
    }
    assert_eq!(explained("KG-N")[3].to_string(), "Naryn");
}

#[tokio::test]
async fn only_the_wanted_supporters_come_out() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    for (chat, days, region) in
        [(1, 0, Region::Naryn), (2, 1, Region::Naryn), (3, 1, Region::Osh), (4, 2, Region::Osh)]
    {
        // Since when they support the pledge counts, and not their latest consent.
        let (supported_on, consented_on) = (date(2026, 3, 8 + days), date(2026, 3, 17));
        let signed = Supporter { supported_on, consented_on, region, ..supporter(None) };
        change(&store, ChatId::new(chat), [met(), Change::SaveSupporter(signed)]).await;
    }
    let sealed = folder.path().join("copy.age");
    seal_to_file(store.reader(), &keys.recipients, &SupporterFilter::default(), &sealed)
        .await
        .expect("sealed");
    let out = folder.path().join("out");
    let since = Some(date(2026, 3, 9));
    let osh = Some(Region::Osh);
    for (since, region, expected) in
        [(None, None, 4), (since, None, 3), (None, osh, 2), (since, Some(Region::Naryn), 1)]
    {
        let wanted = SupporterFilter { since, region };
        for source in [
            ExportSource::Store(store.reader()),
            ExportSource::Copy(SealedCopy::open(&sealed, &keys.identity).expect("opens")),
        ] {
            let exported =
                export_to_file(source, &keys.identity, TableFormat::Csv, &wanted, &out, |_| ()).await;
            assert_eq!(exported.expect("exported").rows, expected, "{wanted:?}");
            std::fs::remove_file(&out).expect("removed");
        }
        let copy = folder.path().join("some.age");
        let rows = seal_to_file(store.reader(), &keys.recipients, &wanted, &copy).await.expect("sealed");
        assert_eq!(rows, expected);
        std::fs::remove_file(&copy).expect("removed");
    }
}

#[tokio::test]
async fn a_sealed_copy_comes_out_like_the_store_itself() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    sign_hard(&store, &keys).await;
    let copy = folder.path().join("supporters.age");
    let rows = seal_to_file(store.reader(), &keys.recipients, &SupporterFilter::default(), &copy)
        .await
        .expect("sealed");
    assert_eq!(rows, 13);
    assert_eq!(copy.metadata().expect("there").permissions().mode() & 0o777, 0o600);
    let out = folder.path().join("out.json");
    let source = || SealedCopy::open(&copy, &keys.identity).map(ExportSource::Copy).expect("opens");
    export_to_file(source(), &keys.identity, TableFormat::Json, &SupporterFilter::default(), &out, |_| ())
        .await
        .expect("exported");
    let (_, direct) = table_of(store.reader(), &keys.identity, TableFormat::Json).await;
    assert_eq!(std::fs::read(&out).expect("read"), direct);

    // It has no ID of a chat, and names only within a seal of their own.
    let mut plain = String::new();
    let sealed = std::fs::read(&copy).expect("read");
    std::io::Read::read_to_string(&mut keys.identity.opener(sealed.as_slice()).expect("opens"), &mut plain)
        .expect("whole");
    assert!(plain.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    assert!(!plain.contains("chat") && !plain.contains("Айша"));
}

#[tokio::test]
async fn in_memory_no_more_is_sealed_than_there_is_room_for() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    for chat in 0..150 {
        sign(&store, chat, Some(sealed(&keys.recipients, Some("Айгүл"), None))).await;
    }
    let seal = async |most| seal_in_memory(store.reader(), &keys.recipients, most).await.expect("sealed");
    let (rows, whole) = seal(1 << 20).await.expect("room for all");
    assert_eq!(rows, 150);
    // The header of an age file differs in length each time.
    let (just_too_little, enough) = (whole.len() - 10_000, whole.len() + 10_000);
    assert!(seal(just_too_little).await.is_none());
    assert!(seal(0).await.is_none());
    assert_eq!(seal(enough).await.map(|(rows, _)| rows), Some(150));
}

#[tokio::test]
async fn a_sealed_copy_that_is_not_whole_or_not_ours_leaves_no_file() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    for chat in 0..150 {
        sign(&store, chat, Some(sealed(&keys.recipients, Some("Айгүл"), None))).await;
    }
    let path = folder.path().join("copy.age");
    seal_to_file(store.reader(), &keys.recipients, &SupporterFilter::default(), &path).await.expect("sealed");
    let whole = std::fs::read(&path).expect("read");
    let out = folder.path().join("out");
    let attempt = async |bytes: &[u8]| {
        std::fs::write(&path, bytes).expect("written");
        let source = ExportSource::Copy(SealedCopy::open(&path, &keys.identity)?);
        export_to_file(source, &keys.identity, TableFormat::Csv, &SupporterFilter::default(), &out, |_| ())
            .await
    };
    assert!(whole.len() > 100_000, "it has several parts");
    for length in [0, 50, 70_000, whole.len() - 1] {
        assert!(matches!(attempt(&whole[..length]).await, Err(ExportError::Damaged(_))), "{length}");
        assert!(!out.exists());
    }
    let table = b"supported_on,kind\r\n2026-03-08,person\r\n";
    assert!(matches!(attempt(table).await, Err(ExportError::NotSealed(_))));
    let mut sealer = keys.recipients.sealer(Vec::new()).expect("sealed");
    std::io::Write::write_all(&mut sealer, b"{\"copy\":\"supporters\",\"version\":4}\n").expect("sealed");
    let newer = sealer.finish().expect("sealed");
    assert!(matches!(attempt(&newer).await, Err(ExportError::NewerCopy(_))));
    std::fs::write(&path, &whole).expect("written");
    let wrong = SealedCopy::open(&path, &Keys::new().identity);
    assert!(matches!(wrong, Err(ExportError::Unopened { .. })));
}
