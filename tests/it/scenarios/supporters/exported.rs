//! The export of what honest people say, step by step: none of it counts as altered, and the stricter choice to publish counts.

use pledge_bot::domain::{SupporterFilter, SupporterKind};
use pledge_bot::export::{ExportSource, TableFormat, export_to_file};
use serde_json::{Value, json};

use super::{agrees_to_a_newer_text, identity};
use crate::support::chat::{CARD, NAME, Person, TYPED_CONTACT, TYPED_NAME, english};
use crate::support::test_bot::TestBot;

/// The name, the contact, the choice to publish and the seal of the only supporter, as the coalition exports them.
async fn exported(bot: &TestBot) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, identity, all) = (folder.path().join("table.json"), identity(bot), SupporterFilter::default());
    bot.service(async |service| {
        let source = ExportSource::Store(service.app().store.reader());
        export_to_file(source, &identity, TableFormat::Json, &all, out.as_path(), |_| ())
            .await
            .expect("exported");
    })
    .await;
    let table: Value = serde_json::from_slice(&std::fs::read(&out).expect("read")).expect("JSON");
    let row = &table["supporters"][0];
    json!([row["name"], row["contact"], row["publish"], row["sealed"]])
}

/// Gives the name with this choice to publish, from the card.
async fn gives_name(person: &Person, publish: bool) {
    let say = english();
    person.taps(say.button_name(SupporterKind::Person)).await;
    person.taps(if publish { say.button_publish_yes() } else { say.button_publish_no() }).await.asks(NAME);
    person.says(TYPED_NAME).await.asks(CARD);
}

#[tokio::test]
async fn a_choice_to_publish_that_is_changed_again_and_again_never_counts_as_altered() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CARD).await;
    assert_eq!(exported(&bot).await, json!([null, null, false, "none"]));
    gives_name(&aigul, true).await;
    assert_eq!(exported(&bot).await, json!([TYPED_NAME, null, true, "opened"]));
    // The bot can't open the name to seal the choice with it, so the database alone has it.
    aigul.taps(say.button_unpublish()).await.has_line(say.sign_up_line_publish_no());
    assert_eq!(exported(&bot).await, json!([TYPED_NAME, null, false, "opened"]));
    // Whoever allows it later gives the name again.
    gives_name(&aigul, true).await;
    assert_eq!(exported(&bot).await, json!([TYPED_NAME, null, true, "opened"]));
    gives_name(&aigul, false).await;
    assert_eq!(exported(&bot).await, json!([TYPED_NAME, null, false, "opened"]));
    aigul.taps(say.button_contact()).await;
    aigul.says(TYPED_CONTACT).await.asks(CARD);
    assert_eq!(exported(&bot).await, json!([TYPED_NAME, TYPED_CONTACT, false, "opened"]));
    aigul.taps(say.button_name(SupporterKind::Person)).await;
    aigul.taps(say.button_remove()).await.asks(CARD);
    assert_eq!(exported(&bot).await, json!([null, TYPED_CONTACT, false, "opened"]));
}

#[tokio::test]
async fn a_newer_consent_never_counts_as_altered() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CARD).await;
    gives_name(&aigul, true).await;
    agrees_to_a_newer_text(&bot, &aigul).await;
    assert_eq!(exported(&bot).await, json!([TYPED_NAME, null, true, "opened"]));
    // The contact is sealed with the newer consent, and the name with the older one.
    aigul.taps(say.button_contact()).await;
    aigul.says(TYPED_CONTACT).await.asks(CARD);
    aigul.taps(say.button_unpublish()).await.has_line(say.sign_up_line_publish_no());
    assert_eq!(exported(&bot).await, json!([TYPED_NAME, TYPED_CONTACT, false, "opened"]));
    gives_name(&aigul, true).await;
    assert_eq!(exported(&bot).await, json!([TYPED_NAME, TYPED_CONTACT, true, "opened"]));
}

#[tokio::test]
async fn whoever_withdraws_and_supports_the_pledge_again_has_nothing_of_before() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CARD).await;
    gives_name(&aigul, true).await;
    aigul.taps(say.button_withdraw()).await;
    aigul.taps(say.button_withdraw_yes()).await;
    aigul.supports_up_to(CARD).await;
    assert_eq!(exported(&bot).await, json!([null, null, false, "none"]));
    gives_name(&aigul, false).await;
    assert_eq!(exported(&bot).await, json!([TYPED_NAME, null, false, "opened"]));
}
