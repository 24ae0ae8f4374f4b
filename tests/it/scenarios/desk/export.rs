//! Owners get the supporters, sealed; nobody else gets anything.

use pledge_bot::crypto::Identity;
use pledge_bot::domain::Lang;
use pledge_bot::export::TableFormat;

use super::{owned, readers, signs};
use crate::support::test_bot::{Setup, TestBot};

#[tokio::test]
async fn the_list_is_sent_sealed_and_opens_with_the_key_alone() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 2, Lang::En).await;
    signs(&bot, 5000, pledge_bot::domain::Region::Naryn).await;
    signs(&bot, 5001, pledge_bot::domain::Region::Talas).await;
    let heard = owner.says("/export").await;
    let sent = heard.0.iter().find(|event| event.method == Some("sendDocument")).expect("a file");
    let message = sent.message.as_ref().expect("a message");
    assert!(message["caption"].as_str().expect("a caption").starts_with("2 supporters, sealed"), "{message}");
    let name = message["document"]["file_name"].as_str().expect("a name");
    assert_eq!(name, "supporters-2026-11-25.jsonl.age");
    let id = message["document"]["file_id"].as_str().expect("an id");
    let url = format!("{}/emulator/files/{id}", bot.emulator().url());
    let sealed = reqwest::get(url).await.expect("an answer").bytes().await.expect("a body");
    assert!(sealed.starts_with(b"age-encryption.org/v1"), "any age tool opens it");
    let folder = bot.folder();
    std::fs::write(folder.join("copy.age"), &sealed).expect("written");
    std::fs::write(folder.join("key"), &bot.identity).expect("written");
    let identity = Identity::read(&folder.join("key")).expect("a key");
    opens(&folder, &identity).await;
}

async fn opens(folder: &std::path::Path, identity: &Identity) {
    use pledge_bot::domain::SupporterFilter;
    use pledge_bot::export::{ExportSource, SealedCopy, export_to_file};
    let copy = SealedCopy::open(&folder.join("copy.age"), identity).expect("it opens");
    let out = folder.join("out.csv");
    let wanted = SupporterFilter::default();
    let exported =
        export_to_file(ExportSource::Copy(copy), identity, TableFormat::Csv, &wanted, &out, |_| {})
            .await
            .expect("exported");
    assert_eq!(exported.rows, 2);
    let csv = std::fs::read_to_string(out).expect("a table");
    assert!(csv.contains("KG-N") && csv.contains("KG-T"), "{csv}");
}

#[tokio::test]
async fn without_a_key_nothing_is_sent_and_to_others_there_is_no_such_command() {
    let setup = Setup { key: false, owners: vec![1001], ..Default::default() };
    let bot = TestBot::with(setup).await;
    let (owner, aigul) = (bot.person("Olga", "en"), bot.person("Aigul", "en"));
    owner.starts(Lang::En).await;
    aigul.starts(Lang::En).await;
    assert!(owner.says("/export").await.text().starts_with("There is no key to seal the list with"));
    assert_eq!(aigul.says("/export").await.text(), aigul.says("/nothing").await.text());
}
