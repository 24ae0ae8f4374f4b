//! Beginning to support the pledge, filling in the card, and withdrawing.

use jiff::SignedDuration;
use pledge_bot::domain::{Lang, Region, SupporterKind};

use super::{presses_afresh, stored, stored_contact, stored_name, version};
use crate::support::chat::{CARD, CONSENT, CONTACT, NAME, REGION, TYPED_CONTACT, TYPED_NAME, english, say};
use crate::support::test_bot::TestBot;

/// From a fresh chat to supporting: three taps, and at most four messages.
async fn three_taps(lang: Lang) {
    let say = say(lang);
    let bot = TestBot::new().await;
    let aigul = bot.person("Айгүл", "ru");
    aigul.says("/start").await;
    aigul.chooses(lang).await.has_button(say.button_sign_up());
    let consent = aigul.taps(say.button_sign_up()).await;
    consent.has_button(say.button_support_it()).sees(say.controller_name()).sees(say.controller_contact());
    assert_eq!(bot.supporters().await, 0, "nothing is recorded before the text is agreed to");
    let thanks = aigul.taps(say.button_support_it()).await;
    thanks
        .opens_with(say.sign_up_thanks())
        .has_line(say.sign_up_line_kind(&say.kind_name(SupporterKind::Person)));
    thanks.has_line(say.sign_up_line_region(&say.region_name(Region::NotSaid)));
    thanks.has_line(say.sign_up_line_no_name()).has_line(say.sign_up_line_no_contact());
    assert_eq!(bot.supporters().await, 1);
    assert!(bot.emulator().messages(aigul.id).len() <= 4, "{}", aigul.transcript());
}

#[tokio::test]
async fn three_taps_are_enough_in_kyrgyz() {
    three_taps(Lang::Ky).await;
}

#[tokio::test]
async fn three_taps_are_enough_in_russian() {
    three_taps(Lang::Ru).await;
}

#[tokio::test]
async fn three_taps_are_enough_in_english() {
    three_taps(Lang::En).await;
}

#[tokio::test]
async fn the_consent_fits_a_phones_screen() {
    for lang in Lang::ALL {
        let say = say(lang);
        let (name, contact) = (say.controller_name(), say.controller_contact());
        for consent in [
            say.sign_up_consent_text(&name, &contact, version()),
            say.sign_up_consent_text_bare(&name, &contact, version()),
        ] {
            let length = consent.plain().chars().count();
            assert!(length <= 700, "{}: {length}", lang.code());
            assert!(consent.as_str().ends_with("</b>"), "the warning stands right above the button");
        }
    }
}

/// With a region, a name and a contact; the bot is started anew after each step.
async fn everything_after_restarts(lang: Lang) {
    let say = say(lang);
    let bot = TestBot::new().await;
    let aigul = bot.person("Айгүл", "ru");
    aigul.starts(lang).await;
    aigul.supports_up_to(CARD).await;
    bot.restart().await;
    aigul.taps(say.button_region()).await.asks(REGION);
    bot.restart().await;
    let card = aigul.says("нарын").await;
    card.opens_with(say.sign_up_already()).has_line(say.sign_up_line_region(&say.region_name(Region::Naryn)));
    aigul.taps(say.button_name(SupporterKind::Person)).await.sees(say.sign_up_publish());
    bot.restart().await;
    aigul.taps(say.button_publish_yes()).await.asks(NAME);
    bot.restart().await;
    let card = aigul.says(TYPED_NAME).await;
    card.has_line(say.sign_up_line_name_kept()).has_line(say.sign_up_line_publish_yes());
    aigul.taps(say.button_contact()).await.asks(CONTACT);
    bot.restart().await;
    aigul.says(TYPED_CONTACT).await.has_line(say.sign_up_line_contact_kept());
    bot.restart().await;
    let card = aigul.says("/support").await;
    card.has_line(say.sign_up_line_region(&say.region_name(Region::Naryn)));
    card.has_line(say.sign_up_line_name_kept()).has_line(say.sign_up_line_contact_kept());
    card.does_not_see(TYPED_NAME).does_not_see(TYPED_CONTACT);
    assert_eq!(stored_name(&bot, &aigul).await, Some((TYPED_NAME.to_owned(), true)));
    assert_eq!(stored_contact(&bot, &aigul).await.as_deref(), Some(TYPED_CONTACT));
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn the_card_is_filled_in_over_restarts_in_kyrgyz() {
    everything_after_restarts(Lang::Ky).await;
}

#[tokio::test]
async fn the_card_is_filled_in_over_restarts_in_russian() {
    everything_after_restarts(Lang::Ru).await;
}

#[tokio::test]
async fn the_card_is_filled_in_over_restarts_in_english() {
    everything_after_restarts(Lang::En).await;
}

#[tokio::test]
async fn a_second_tap_and_a_forged_button_record_nothing_more() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CONSENT).await;
    let button = aigul.first_button();
    for forged in [format!("y:{}", version() + 1), "y:4294967295".to_owned(), "y:0".to_owned()] {
        let again = presses_afresh(&aigul, &forged).await;
        again.opens_with(say.sign_up_consent_again()).asks(CONSENT);
    }
    assert_eq!(bot.supporters().await, 0);
    aigul.presses(&button).await.opens_with(say.sign_up_thanks());
    let first = stored(&bot, &aigul).await;
    bot.clock.advance(SignedDuration::from_secs(5));
    aigul.presses(&button).await.is_noted(say.sign_up_over()).opens_with(say.sign_up_already());
    assert_eq!(stored(&bot, &aigul).await, first);
}

#[tokio::test]
async fn a_supporter_withdraws_and_an_old_button_withdraws_nothing() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports().await;
    let began = bot.clock.now().as_second();
    let asked = aigul.taps(say.button_withdraw()).await;
    asked.opens_with(say.sign_up_heading(&say.button_withdraw())).sees(say.sign_up_withdraw());
    let yes = aigul.first_button();
    aigul.taps(say.button_withdraw_yes()).await.opens_with(say.sign_up_withdrawn());
    assert_eq!(bot.supporters().await, 0);

    bot.clock.advance(SignedDuration::from_secs(1));
    aigul.supports().await;
    aigul.presses(&yes).await.sees(say.sign_up_withdraw());
    // The button of an earlier version has a second, which is not stored any more.
    let asked = presses_afresh(&aigul, &format!("w:{}", began + 1)).await;
    asked.sees(say.sign_up_withdraw());
    assert_eq!(bot.supporters().await, 1);
    aigul.taps(say.button_withdraw_yes()).await.opens_with(say.sign_up_withdrawn());
    assert_eq!(bot.supporters().await, 0);
    aigul.presses_data(&format!("w:{began}")).await.is_noted(say.sign_up_over()).asks(CONSENT);
}

#[tokio::test]
async fn the_number_of_supporters_is_told_from_ten_on_in_steps_of_five() {
    let say = english();
    let bot = TestBot::without_key().await;
    for n in 1..=15 {
        let person = bot.reader("Aigul").await;
        person.says("/support").await;
        let thanks = person.taps(say.button_support_it()).await;
        for told in [5, 10, 15] {
            let line = say.sign_up_count(told);
            if told == n / 5 * 5 && n >= 10 {
                thanks.sees(line)
            } else {
                thanks.does_not_see(line)
            };
        }
    }
}

#[tokio::test]
async fn every_command_and_link_for_it_leads_there() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    for text in ["/support", "/sign", "/Support@pledge_test_bot", "/start sign", "/start support"] {
        aigul.says(text).await.asks(CONSENT);
    }
    for data in ["o:sign", "o:consent", "o:as", "o:region", "o:name", "o:contact", "k:kind:media", "k:noname"]
    {
        presses_afresh(&aigul, data).await.asks(CONSENT);
    }
    assert_eq!(bot.supporters().await, 0);
}
