//! Supporters, sign-ups, buttons and consents of earlier versions.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use pledge_bot::crypto::StoreKey;
use pledge_bot::domain::{ChatId, Region, Supporter, SupporterKind};

use super::{presses_afresh, stored, stored_contact, stored_name, version};
use crate::support::chat::{CARD, CONSENT, Heard, TYPED_CONTACT, TYPED_NAME, english};
use crate::support::earlier_sign_ups;
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn buttons_of_earlier_versions_agree_to_nothing() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let now = bot.clock.now().as_second();
    for earlier in [format!("s:{now}:agree:{}", version()), format!("s:{now}:agree:1"), "c:2".to_owned()] {
        presses_afresh(&aigul, &earlier).await.opens_with(say.sign_up_consent_again()).asks(CONSENT);
    }
    for earlier in ["kind:media", "region:KG-N", "noname", "nocontact", "publish:1", "back:name", "confirm"] {
        presses_afresh(&aigul, &format!("s:{now}:{earlier}")).await.asks(CONSENT);
    }
    presses_afresh(&aigul, "e").await.asks(CONSENT);
    assert_eq!(bot.supporters().await, 0);

    aigul.supports().await;
    let before = stored(&bot, &aigul).await;
    for earlier in ["agree:1", "kind:media", "region:KG-O", "noname", "nocontact", "publish:1", "confirm"] {
        presses_afresh(&aigul, &format!("s:{now}:{earlier}")).await.asks(CARD);
    }
    for earlier in ["e", "c:1", "c:3"] {
        presses_afresh(&aigul, earlier).await.asks(CARD);
    }
    assert_eq!(stored(&bot, &aigul).await, before);
}

#[tokio::test]
async fn what_earlier_versions_sealed_together_is_given_again_as_a_whole() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CARD).await;
    let joint = async || {
        let now = stored(&bot, &aigul).await.expect("a supporter");
        let joint = Supporter { joint: Some(b"sealed".to_vec()), name: None, publish: true, ..now };
        let list = vec![pledge_bot::store::Change::SaveSupporter(joint)];
        let set = pledge_bot::store::ChangeSet { chat: ChatId::new(aigul.id), list };
        bot.service(async |service| service.app().store.commit(None, Some(set)).await.expect("saved")).await;
    };
    joint().await;
    aigul.says("/support").await.has_line(say.sign_up_line_sealed()).has_line(say.sign_up_line_publish_yes());
    let asked = aigul.taps(say.button_contact()).await;
    asked.sees(say.sign_up_joint()).has_button(say.button_remove());
    let card = aigul.says(TYPED_CONTACT).await;
    card.has_line(say.sign_up_line_no_name()).has_line(say.sign_up_line_contact_kept());
    assert!(!stored(&bot, &aigul).await.expect("a supporter").publish, "there is no name to publish");

    joint().await;
    aigul.says("/support").await;
    aigul.taps(say.button_unpublish()).await.has_line(say.sign_up_line_sealed());
    aigul.taps(say.button_name(SupporterKind::Person)).await.sees(say.sign_up_joint());
    aigul.taps(say.button_remove()).await.has_line(say.sign_up_line_no_name());
}

#[tokio::test]
async fn a_supporter_reads_a_consent_text_that_has_changed_before_anything_is_added() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports().await;
    let began = stored(&bot, &aigul).await.expect("a supporter").supported_on;
    let folder = tempfile::tempdir().expect("a folder");
    let (now, next) = (format!("version = {}", version()), format!("version = {}", version() + 1));
    let facts = include_str!("../../../../messages/pledge.toml").replace(&now, &next);
    std::fs::write(folder.path().join("pledge.toml"), facts).expect("written");
    let read_anew = async || {
        let content =
            pledge_bot::texts::Texts::load(folder.path()).unwrap_or_else(|faults| panic!("{faults:#?}"));
        bot.service(async |service| service.app().texts.store(content.into())).await;
    };
    read_anew().await;
    bot.clock.advance(SignedDuration::from_hours(24));

    let card = aigul.says("/support").await;
    card.opens_with(say.sign_up_already()).sees(say.sign_up_consent_old()).has_button(say.button_consent());
    let is_new = |heard: Heard| {
        heard.sees(say.sign_up_consent_new(version() + 1)).has_button(say.button_agree());
    };
    is_new(aigul.taps(say.button_region()).await);
    for data in ["o:name", "k:kind:media", "k:name:1", "y:2", "c:2"] {
        let heard = presses_afresh(&aigul, data).await;
        heard.has_button(say.button_agree()).has_button(say.button_withdraw());
    }
    // To say less is always possible.
    aigul.presses_data("k:nocontact").await.has_line(say.sign_up_line_no_contact());

    bot.restart().await;
    read_anew().await;
    aigul.says("/support").await;
    is_new(aigul.taps(say.button_consent()).await);
    let card = aigul.taps(say.button_agree()).await;
    card.has_line(say.sign_up_line_since(&say.date(date(2026, 11, 25))));
    card.has_line(say.sign_up_line_consent(version() + 1, &say.date(date(2026, 11, 26))));
    card.has_no_button(say.button_consent()).does_not_see(say.sign_up_thanks());
    assert_eq!(stored(&bot, &aigul).await.map(|supporter| supporter.supported_on), Some(began));
    // The button of the question stays in the chat, and does nothing any more.
    aigul.presses_data(&format!("y:{}", version() + 1)).await.is_noted(say.sign_up_over());
}

#[tokio::test]
async fn what_was_filled_in_before_is_added_once_the_consent_of_now_is_agreed_to() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let began: Timestamp = bot.clock.now();
    bot.had_begun(&aigul, &earlier_sign_ups::filled(TYPED_NAME, TYPED_CONTACT, began)).await;
    let note = || say.sign_up_kept();
    aigul.says("Bishkek").await.opens_with(note()).asks(CONSENT);
    let confirm = format!("s:{}:confirm", began.as_second());
    presses_afresh(&aigul, &confirm).await.opens_with(note()).asks(CONSENT);
    aigul.says("/support").await.opens_with(note()).does_not_see(TYPED_NAME);
    assert_eq!(bot.supporters().await, 0);
    bot.restart().await;
    let thanks = aigul.taps(say.button_support_it()).await;
    thanks.opens_with(say.sign_up_thanks());
    thanks.has_line(say.sign_up_line_kind(&say.kind_name(SupporterKind::Organization)));
    thanks.has_line(say.sign_up_line_region(&say.region_name(Region::Talas)));
    thanks.has_line(say.sign_up_line_publish_yes()).has_line(say.sign_up_line_contact_kept());
    assert_eq!(stored_name(&bot, &aigul).await, Some((TYPED_NAME.to_owned(), true)));
    assert_eq!(stored_contact(&bot, &aigul).await.as_deref(), Some(TYPED_CONTACT));
    aigul.says("/support").await.opens_with(say.sign_up_already());
    aigul.says("/cancel").await.opens_with(say.home_nothing_to_cancel());
}

#[tokio::test]
async fn what_was_filled_in_before_goes_by_cancel_by_its_button_and_after_a_day() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let begin = async || {
        bot.had_begun(&aigul, &earlier_sign_ups::named("Aigul", bot.clock.now())).await;
    };
    begin().await;
    aigul.says("/cancel").await;
    aigul.says("/support").await.does_not_see(say.sign_up_kept());
    begin().await;
    aigul.presses_data(&format!("s:{}:cancel", bot.clock.now().as_second())).await;
    aigul.says("/support").await.does_not_see(say.sign_up_kept());
    begin().await;
    bot.clock.advance(SignedDuration::from_hours(24));
    aigul.says("/support").await.does_not_see(say.sign_up_kept());
    aigul.taps(say.button_support_it()).await.has_line(say.sign_up_line_no_name());
}

#[tokio::test]
async fn what_was_filled_in_before_goes_with_the_support_that_is_withdrawn() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports().await;
    bot.had_begun(&aigul, &earlier_sign_ups::named("Aigul", bot.clock.now())).await;
    aigul.says("/support").await.opens_with(say.sign_up_kept());
    aigul.taps(say.button_withdraw()).await;
    aigul.taps(say.button_withdraw_yes()).await.opens_with(say.sign_up_withdrawn());
    aigul.says("/support").await.asks(CONSENT).does_not_see(say.sign_up_kept());
}

#[tokio::test]
async fn a_sign_up_that_cant_be_read_is_dropped_with_a_word() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let data = &bot.settings.folders.data;
    let foreign = earlier_sign_ups::named("Aigul", bot.clock.now());
    earlier_sign_ups::put_sealed(data, &bot.key(), &StoreKey::generate(), ChatId::new(aigul.id), &foreign)
        .await;
    aigul.says("/support").await.opens_with(say.sign_up_restart()).asks(CONSENT);
    aigul.says("/support").await.does_not_see(say.sign_up_restart());
    aigul.taps(say.button_support_it()).await.opens_with(say.sign_up_thanks());
}
