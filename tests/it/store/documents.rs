//! The sealed documents of supporters: what they are bound to, and how the export reads them.

use pledge_bot::domain::time::home_day;
use pledge_bot::domain::{
    Audience, Region, SealedContact, SealedName, SealedPerson, Supporter, SupporterFilter, Topic,
};
use pledge_bot::export::{ExportSource, Exported, SealedCopy, TableFormat, export_to_file, seal_to_file};
use pledge_bot::store::{Change, Store};
use serde_json::{Value, json};

use super::export::{Keys, table_of};
use super::support::{Folder, change, in_order, met, noon, sealed};

/// A supporter of version 2 of the consent text, with the number of the chat.
fn numbered(chat: i64) -> Supporter {
    Supporter { publish: true, ..Supporter::new(chat, 2, home_day(noon())) }
}

async fn save(store: &Store, chat: i64, supporter: Supporter) {
    change(store, in_order(store, chat), [met(), Change::SaveSupporter(supporter)]).await;
}

#[expect(clippy::unnecessary_wraps, reason = "it is the value of a field")]
fn name(keys: &Keys, of: &Supporter, name: &str) -> Option<Vec<u8>> {
    Some(keys.recipients.seal(&of.name_document(name.to_owned())))
}

#[expect(clippy::unnecessary_wraps, reason = "it is the value of a field")]
fn contact(keys: &Keys, of: &Supporter, contact: &str) -> Option<Vec<u8>> {
    Some(keys.recipients.seal(&of.contact_document(contact.to_owned())))
}

async fn rows(store: &Store, keys: &Keys) -> (Exported, Vec<Value>) {
    let (exported, bytes) = table_of(store.reader(), &keys.identity, TableFormat::Json).await;
    let table: Value = serde_json::from_slice(&bytes).expect("JSON");
    (exported, table["supporters"].as_array().expect("a list").clone())
}

/// The name, the contact, the publication and the seal in a row.
fn said(row: &Value) -> Value {
    json!([row["name"], row["contact"], row["publish"], row["sealed"]])
}

#[tokio::test]
async fn name_and_contact_are_opened_each_by_itself() {
    let (folder, keys, lost) = (Folder::new(), Keys::new(), Keys::new());
    let store = folder.open().await;
    let bare = numbered(1);
    let both = Supporter {
        name: name(&keys, &bare, "Айгүл"),
        contact: contact(&keys, &bare, "a@example.org"),
        ..bare
    };
    let half = Supporter {
        name: name(&lost, &numbered(2), "Lost"),
        contact: contact(&keys, &numbered(2), "+996555123456"),
        ..numbered(2)
    };
    save(&store, 1, both).await;
    save(&store, 2, half).await;
    save(&store, 3, Supporter { contact: contact(&keys, &numbered(3), "c@example.org"), ..numbered(3) })
        .await;
    let (exported, rows) = rows(&store, &keys).await;
    assert_eq!(exported, Exported { rows: 3, unreadable: 1, altered: 0 });
    assert_eq!(said(&rows[0]), json!(["Айгүл", "a@example.org", true, "opened"]));
    assert_eq!(said(&rows[1]), json!([null, "+996555123456", false, "unreadable"]));
    assert_eq!(
        said(&rows[2]),
        json!([null, "c@example.org", false, "opened"]),
        "there is no name to publish"
    );
}

#[tokio::test]
async fn a_name_may_be_published_only_if_the_row_and_the_seal_both_say_so() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    for (chat, column, seal) in [(1, true, true), (2, true, false), (3, false, true), (4, false, false)] {
        let sealed = name(&keys, &Supporter { publish: seal, ..numbered(chat) }, "Айгүл");
        save(&store, chat, Supporter { publish: column, name: sealed, ..numbered(chat) }).await;
    }
    // Documents of earlier versions don't say, so the row alone counts.
    let joint = Some(sealed(&keys.recipients, Some("Айгүл"), None));
    save(&store, 5, Supporter { joint: joint.clone(), ..numbered(5) }).await;
    save(&store, 6, Supporter { joint, publish: false, ..numbered(6) }).await;
    let (_, rows) = rows(&store, &keys).await;
    let published: Vec<_> = rows.iter().map(|row| row["publish"] == true).collect();
    assert_eq!(published, [true, false, false, false, true, false]);
    let seals: Vec<_> = rows.iter().map(|row| row["sealed"].as_str().expect("a word")).collect();
    assert_eq!(seals, ["opened", "altered", "opened", "opened", "opened", "opened"]);
    assert!(rows.iter().all(|row| row["name"] == "Айгүл"));
}

#[tokio::test]
async fn what_was_altered_is_not_published_and_what_is_anothers_is_left_out() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    let [first, second] = [numbered(1), numbered(2)];
    let swapped = |of: &Supporter, with: &Supporter| Supporter {
        name: name(&keys, with, "Of another"),
        contact: contact(&keys, of, "own@example.org"),
        ..of.clone()
    };
    save(&store, 1, swapped(&first, &second)).await;
    save(&store, 2, swapped(&second, &first)).await;
    // The name was given under a consent that the row knows nothing of, and the other way round.
    let newer = Supporter { consent: 3, ..numbered(3) };
    save(&store, 3, Supporter { name: name(&keys, &newer, "Too new"), ..numbered(3) }).await;
    let renewed = Supporter { name: name(&keys, &numbered(4), "Renewed"), consent: 3, ..numbered(4) };
    save(&store, 4, renewed).await;
    let (exported, rows) = rows(&store, &keys).await;
    assert_eq!(exported, Exported { rows: 4, unreadable: 0, altered: 3 });
    assert_eq!(said(&rows[0]), json!([null, "own@example.org", false, "altered"]));
    assert_eq!(said(&rows[1]), json!([null, "own@example.org", false, "altered"]));
    assert_eq!(said(&rows[2]), json!(["Too new", null, false, "altered"]), "it is their own");
    assert_eq!(said(&rows[3]), json!(["Renewed", null, true, "opened"]));
}

#[tokio::test]
async fn nothing_of_a_supporter_is_published_whose_contact_is_anothers() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    let bare = numbered(1);
    let own = name(&keys, &bare, "Айгүл");
    save(&store, 1, Supporter { name: own, contact: contact(&keys, &numbered(2), "b@example.org"), ..bare })
        .await;
    let (exported, rows) = rows(&store, &keys).await;
    assert_eq!(exported, Exported { rows: 1, unreadable: 0, altered: 1 });
    assert_eq!(said(&rows[0]), json!(["Айгүл", null, false, "altered"]));
}

#[tokio::test]
async fn a_copy_of_a_whole_supporter_under_another_chat_is_left_out_and_reported() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    let aigul = Supporter { name: name(&keys, &numbered(1), "Айгүл"), ..numbered(1) };
    save(&store, 1, aigul.clone()).await;
    save(&store, 2, aigul).await;
    let (exported, rows) = rows(&store, &keys).await;
    assert_eq!(exported, Exported { rows: 2, unreadable: 0, altered: 1 });
    assert_eq!(said(&rows[0]), json!(["Айгүл", null, true, "opened"]));
    assert_eq!(said(&rows[1]), json!([null, null, false, "altered"]));
}

#[tokio::test]
async fn a_document_of_one_kind_is_none_of_another() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    let (name, contact) = (name(&keys, &numbered(1), "Айгүл"), contact(&keys, &numbered(1), "a@example.org"));
    let joint = Some(sealed(&keys.recipients, Some("Айгүл"), Some("a@example.org")));
    for (chat, supporter) in [
        // As the joint document, a name would be bound to nobody, and published by the row alone.
        (1, Supporter { joint: name.clone(), ..numbered(1) }),
        (2, Supporter { joint: contact.clone(), ..numbered(1) }),
        (3, Supporter { name: contact, ..numbered(1) }),
        (4, Supporter { contact: name, ..numbered(1) }),
        (5, Supporter { name: joint.clone(), contact: joint, ..numbered(1) }),
    ] {
        save(&store, chat, supporter).await;
    }
    let opened = sealed(&keys.recipients, Some("Opened"), None);
    save(&store, 6, Supporter { joint: Some(opened), ..numbered(6) }).await;
    let (exported, rows) = rows(&store, &keys).await;
    assert_eq!(exported, Exported { rows: 6, unreadable: 5, altered: 0 });
    for row in &rows[..5] {
        assert_eq!(json!([row["name"], row["contact"], row["sealed"]]), json!([null, null, "unreadable"]));
    }
}

#[tokio::test]
async fn a_document_of_a_newer_version_is_not_guessed_at() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    let newer = SealedName { v: 2, ..numbered(1).name_document("Айгүл".to_owned()) };
    save(&store, 1, Supporter { name: Some(keys.recipients.seal(&newer)), ..numbered(1) }).await;
    let newer = SealedContact { v: 2, ..numbered(2).contact_document("a@example.org".to_owned()) };
    let own = name(&keys, &numbered(2), "Own");
    save(&store, 2, Supporter { name: own, contact: Some(keys.recipients.seal(&newer)), ..numbered(2) })
        .await;
    let (exported, rows) = rows(&store, &keys).await;
    assert_eq!(exported, Exported { rows: 2, unreadable: 2, altered: 0 });
    assert_eq!(said(&rows[0]), json!([null, null, false, "unreadable"]));
    assert_eq!(said(&rows[1]), json!(["Own", null, true, "unreadable"]));
}

#[tokio::test]
async fn a_sealed_copy_keeps_every_document_and_number() {
    let (folder, keys) = (Folder::new(), Keys::new());
    let store = folder.open().await;
    let bare = Supporter { region: Region::NotSaid, ..numbered((1 << 53) - 1) };
    save(&store, 1, bare.clone()).await;
    let sealed_name = name(&keys, &bare, "Айгүл");
    save(&store, 2, Supporter { name: sealed_name, contact: contact(&keys, &bare, "a@example.org"), ..bare })
        .await;
    let joint = Some(sealed(&keys.recipients, Some("Бакыт"), None));
    save(&store, 3, Supporter { joint, ..numbered(3) }).await;
    // In the copy as well, what is another supporter's is told.
    save(&store, 4, Supporter { name: name(&keys, &numbered(3), "Of another"), ..numbered(4) }).await;
    let (copy, out) = (folder.path().join("copy.age"), folder.path().join("out.json"));
    let all = SupporterFilter::default();
    seal_to_file(store.reader(), &keys.recipients, &all, &copy).await.expect("sealed");
    let source = ExportSource::Copy(SealedCopy::open(&copy, &keys.identity).expect("opens"));
    let exported = export_to_file(source, &keys.identity, TableFormat::Json, &all, &out, |_| ()).await;
    assert_eq!(exported.expect("exported"), Exported { rows: 4, unreadable: 0, altered: 1 });
    let (_, direct) = table_of(store.reader(), &keys.identity, TableFormat::Json).await;
    assert_eq!(std::fs::read(&out).expect("read"), direct);
}

#[test]
fn no_document_shows_what_it_holds() {
    let of = numbered(1);
    let person =
        SealedPerson { name: Some("Айгүл".to_owned()), contact: Some("a@example.org".to_owned()) };
    let shown = format!(
        "{:?} {:?} {person:?}",
        of.name_document("Айгүл".to_owned()),
        of.contact_document("a@example.org".to_owned())
    );
    assert_eq!(shown, "SealedName(..) SealedContact(..) SealedPerson(..)");
}

#[test]
fn whichever_of_name_and_contact_is_sealed_is_as_long() {
    let keys = Keys::new();
    // The header is left out, as age puts noise into it.
    let length = |sealed: Vec<u8>| {
        let mut reader = keys.identity.opener(sealed.as_slice()).expect("opens");
        std::io::Read::read_to_end(&mut reader, &mut Vec::new()).expect("whole")
    };
    let of = numbered((1 << 53) - 1);
    let longest_name = keys.recipients.seal(&of.name_document("ң".repeat(200)));
    let longest_contact = format!("{}@example.org", "a".repeat(242));
    let longest_contact = keys.recipients.seal(&of.contact_document(longest_contact));
    let shortest = keys.recipients.seal(&of.name_document("Ү".to_owned()));
    assert_eq!([longest_name, longest_contact, shortest].map(length), [512; 3]);
}

#[tokio::test]
async fn whoever_does_not_say_where_they_live_is_in_no_audience_of_a_region() {
    let folder = Folder::new();
    let store = folder.open().await;
    for (chat, region) in [(1, Region::NotSaid), (2, Region::Naryn)] {
        save(&store, chat, Supporter { region, ..numbered(chat) }).await;
        change(&store, in_order(&store, chat), [Change::SetTopic(Topic::News, true, noon())]).await;
    }
    let count = async |region, supporters| {
        let audience = Audience { region, supporters, ..Audience::of(Topic::News) };
        store.reader().audience(&audience, noon()).await.expect("counted")
    };
    assert_eq!(count(None, true).await, 2);
    let mut counted = 0;
    for region in Region::ALL.into_iter().filter(|region| region.is_place()) {
        counted += count(Some(region), false).await;
    }
    assert_eq!(counted, 1);
}
