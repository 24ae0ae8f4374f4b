//! Owners get the supporters, sealed; nobody else gets anything.

use pledge_bot::crypto::Identity;
use pledge_bot::domain::{Lang, Region, StaffCommand};
use pledge_bot::export::TableFormat;

use super::{becomes_supporter, readers};
use crate::support::chat::{NAME, TYPED_CONTACT, TYPED_NAME, english};
use crate::support::test_bot::{OWNER, Setup, TestBot};

#[tokio::test]
async fn the_list_is_sent_sealed_and_opens_with_the_key_alone() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 2, Lang::En).await;
    becomes_supporter(&bot, 5000, Region::Naryn).await;
    becomes_supporter(&bot, 5001, Region::Talas).await;
    owner.says("/export").await.opens_with(say.export_about());
    let heard = owner.taps(say.button_export_send()).await;
    let message = heard.sent_by("sendDocument");
    let caption = message["caption"].as_str().expect("a caption");
    assert!(caption.starts_with(&say.campaign_export_caption(2).plain()), "{message}");
    let name = message["document"]["file_name"].as_str().expect("a name");
    assert_eq!(name, "supporters-2026-11-25.jsonl.age");
    let sealed = bot.file(&message["document"]["file_id"]).await;
    assert!(sealed.starts_with(b"age-encryption.org/v1"), "any age tool opens it");
    let folder = bot.folder();
    std::fs::write(folder.join("copy.age"), &sealed).expect("written");
    std::fs::write(folder.join("key"), &bot.identity).expect("written");
    let identity = Identity::read(&folder.join("key")).expect("a key");
    opens(&folder, &identity).await;
}

#[tokio::test]
async fn no_chat_of_the_staff_ever_has_a_name_or_a_contact() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    aigul.says(TYPED_NAME).await.has_line(say.sign_up_line_name_kept());
    aigul.taps(say.button_contact()).await;
    aigul.says(TYPED_CONTACT).await.has_line(say.sign_up_line_contact_kept());
    let seq = bot.emulator().seq();
    for command in StaffCommand::ALL.map(StaffCommand::name) {
        owner.says(&format!("/{command}")).await;
    }
    owner.says("/export").await;
    let heard = owner.taps(say.button_export_send()).await;
    let sealed = bot.file(&heard.sent_by("sendDocument")["document"]["file_id"]).await;
    let shown = bot.emulator().events_after(seq).expect("all are kept");
    assert!(shown.iter().filter(|event| event.chat == owner.id).count() > StaffCommand::ALL.len());
    let shown = format!("{shown:?}");
    for words in [TYPED_NAME, TYPED_CONTACT] {
        assert!(!shown.contains(words), "{words} in {shown}");
        assert!(!sealed.windows(words.len()).any(|bytes| bytes == words.as_bytes()), "{words}");
    }
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
    let say = english();
    let bot = TestBot::with(Setup { key: false, owners: vec![OWNER], ..Setup::default() }).await;
    let (owner, aigul) = (bot.reader("Olga").await, bot.reader("Aigul").await);
    let heard = owner.says("/export").await;
    heard.opens_with(say.campaign_export_no_key()).has_no_button(say.button_export_send());
    // The key was there when an earlier page was shown.
    owner.says("/help").await;
    owner.presses_data("d:export:file").await.opens_with(say.campaign_export_no_key());
    assert_eq!(aigul.says("/export").await.text(), aigul.says("/nothing").await.text());
}
