//! The export of supporters.

use std::os::unix::fs::PermissionsExt;

use pledge_bot::domain::ChatId;
use pledge_bot::sealing::{Identity, Recipients, generate};
use pledge_bot::store::{Change, ExportError, Exported, Reader, Store, export_csv, export_to_file};

use super::support::{Folder, change, met, sealed, supporter};

struct Keys {
    recipients: Recipients,
    identity: Identity,
}

impl Keys {
    fn new() -> Keys {
        let (public, secret) = generate();
        Keys {
            recipients: Recipients::parse(&public).expect("a public key"),
            identity: Identity::parse(&secret).expect("a secret key"),
        }
    }
}

async fn sign(store: &Store, chat: i64, sealed: Option<Vec<u8>>) {
    change(store, ChatId(chat), [met(), Change::Sign(supporter(sealed))]).await;
}

async fn csv_of(reader: &Reader, identity: &Identity) -> (Exported, String) {
    let mut out = Vec::new();
    let exported = export_csv(reader, identity, &mut out).await.expect("exported");
    (exported, String::from_utf8(out).expect("UTF-8"))
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
    assert_eq!(exported, Exported { rows: 3, unreadable: 0 });
    assert_eq!(
        csv,
        "\u{FEFF}signed_at,kind,region,publish,consent,name,contact,sealed\r\n\
         2026-03-08T12:00:00Z,person,KG-N,yes,1,\"Өмүрова, Айгүл \"\"А\"\"\",'+996555123456,opened\r\n\
         2026-03-08T12:00:00Z,person,KG-N,yes,1,\"'=HYPERLINK(\"\"x\"\")\",a@example.org,opened\r\n\
         2026-03-08T12:00:00Z,person,KG-N,yes,1,,,none\r\n"
    );
}

#[tokio::test]
async fn the_wrong_key_leaves_no_file_and_spares_an_earlier_one() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    sign(&store, 1, Some(sealed(&keys.recipients, Some("Айгүл"), None))).await;
    let out = folder.path().join("out");
    std::fs::create_dir(&out).expect("made");
    let path = out.join("supporters.csv");
    let wrong = export_to_file(store.reader(), &Keys::new().identity, &path).await;
    assert!(matches!(wrong, Err(ExportError::WrongKey(1))));
    assert_eq!(out.read_dir().expect("read").count(), 0);

    export_to_file(store.reader(), &keys.identity, &path).await.expect("exported");
    let mode = path.metadata().expect("is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let before = std::fs::read(&path).expect("read");
    export_to_file(store.reader(), &Keys::new().identity, &path).await.expect_err("the wrong key");
    assert_eq!(std::fs::read(&path).expect("read"), before);
    assert_eq!(out.read_dir().expect("read").count(), 1);
}

#[tokio::test]
async fn one_name_that_does_not_open_does_not_hold_up_the_others() {
    let (folder, keys, lost) = (Folder::new(), Keys::new(), Keys::new());
    let store = folder.open().await;
    sign(&store, 1, Some(sealed(&lost.recipients, Some("Before"), None))).await;
    sign(&store, 2, Some(sealed(&keys.recipients, Some("After"), None))).await;
    let (exported, csv) = csv_of(store.reader(), &keys.identity).await;
    assert_eq!(exported, Exported { rows: 2, unreadable: 1 });
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
