//! Becoming a supporter, and everything that can go wrong on the way.

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::{Lang, Region, SupporterKind};

use crate::support::chat::{
    CONFIRMATION, CONSENT, CONTACT, KIND, NAME, PUBLISH, REGION, TYPED_CONTACT, TYPED_NAME, english,
};
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn what_was_typed_is_shown_once_more_and_then_only_as_sealed() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(CONFIRMATION).await;
    let shown = aigul.transcript();
    assert!(
        shown.contains(&say.sign_up_line_name(TYPED_NAME).plain())
            && shown.contains(&say.sign_up_line_contact(TYPED_CONTACT).plain()),
        "{shown}"
    );
    aigul.taps(say.button_confirm()).await.opens_with(say.sign_up_thanks());

    let again = aigul.says("/sign").await;
    again.sees(say.sign_up_line_region(&say.region_name(Region::Naryn)));
    again.sees(say.sign_up_line_sealed());
    again.sees(say.sign_up_line_signed(&say.date(date(2026, 11, 25)), 2));
    again.does_not_see(TYPED_NAME);
}

#[tokio::test]
async fn a_restart_in_the_middle_goes_on_where_it_was() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(NAME).await;
    bot.restart().await;
    aigul.says("Aigul").await.asks(REGION);
    bot.restart().await;
    aigul.taps(english().region_name(Region::Naryn)).await.asks(CONTACT);
}

#[tokio::test]
async fn wrong_input_says_what_is_wanted_and_keeps_the_step() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(CONSENT).await;
    aigul.says("hello").await.opens_with(say.sign_up_need_button()).asks(CONSENT);
    aigul.taps(say.button_agree()).await;
    aigul.taps(say.kind_name(SupporterKind::Person)).await;
    for kind in ["voice", "photo", "sticker"] {
        aigul.sends(kind).await.opens_with(say.sign_up_need_text()).asks(NAME);
    }
    aigul.says("12345").await.opens_with(say.sign_up_error_name_letter());
    aigul.says(&"a".repeat(201)).await.opens_with(say.sign_up_error_name_long(200));
    aigul.says("Aigul").await;
    aigul.taps(say.region_name(Region::Naryn)).await;
    aigul.says("call me").await.opens_with(say.sign_up_error_contact()).asks(CONTACT);
}

#[tokio::test]
async fn an_address_or_a_number_that_cant_be_right_is_asked_for_again_with_the_reason() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(CONTACT).await;
    for (typed, reason) in [
        ("a@b", say.sign_up_error_email()),
        ("a@127.0.0.1", say.sign_up_error_email_number()),
        ("a@mail.123", say.sign_up_error_email_number()),
        ("a@mail.рu", say.sign_up_error_email_alphabets()),
        ("аigul@example.org", say.sign_up_error_email_alphabets()),
        ("0555123456, after six", say.sign_up_error_phone_words()),
        ("0555123456#12", say.sign_up_error_phone_extension()),
        ("055512345", say.sign_up_error_phone_number()),
    ] {
        aigul.says(typed).await.opens_with(reason).asks(CONTACT);
    }
    aigul.says("айгүл@почта.рф").await.asks(PUBLISH);
}

#[tokio::test]
async fn a_number_is_read_as_people_write_it() {
    let say = english();
    let bot = TestBot::new().await;
    for (typed, number) in [
        ("8 916 123-45-67", "+79161234567"),
        ("79161234567", "+79161234567"),
        ("tel:+996555123456", "+996555123456"),
        ("+996555123456.", "+996555123456"),
    ] {
        let aigul = bot.reader("Aigul").await;
        aigul.signs_up_to(CONTACT).await;
        aigul.says(typed).await.asks(PUBLISH);
        aigul.taps(say.button_publish_no()).await.sees(say.sign_up_line_contact(number));
    }
}

#[tokio::test]
async fn what_cant_be_seen_is_left_out_of_names_and_contacts() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(NAME).await;
    for typed in ["1\u{115F}", "1\u{FFA0}"] {
        aigul.says(typed).await.opens_with(say.sign_up_error_name_letter()).asks(NAME);
    }
    aigul.says(&format!("Ай\u{200B}гүл\u{061C} Z{}\u{E0041}", "\u{301}".repeat(180))).await.asks(REGION);
    aigul.taps(say.region_name(Region::Naryn)).await;
    aigul.says("ai\u{200B}gul\u{200E}@exam\u{AD}ple.org").await.asks(PUBLISH);
    let shown = aigul.taps(say.button_publish_no()).await;
    shown.has_line(say.sign_up_line_name("Айгүл Z\u{301}\u{301}\u{301}\u{301}"));
    shown.has_line(say.sign_up_line_contact("aigul@example.org"));
}

#[tokio::test]
async fn nobody_agrees_to_a_text_that_was_never_shown() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(CONSENT).await;
    let started = bot.clock.now().as_second();
    aigul.presses_data(&format!("s:{started}:agree:4294967295")).await.is_noted(say.sign_up_over());
    aigul.taps(say.button_agree()).await.asks(KIND);
}

#[tokio::test]
async fn a_button_that_agrees_to_an_earlier_text_leads_to_the_new_one_and_records_nothing() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(CONSENT).await;
    let earlier = format!("s:{}:agree:1", bot.clock.now().as_second());
    let new_text = || (say.sign_up_consent_again(), say.sign_up_consent(2));
    let (again, consent) = new_text();
    aigul.presses_data(&earlier).await.opens_with(again).sees(consent);

    // The sign-up itself is gone after a day. The button is not.
    bot.clock.advance(SignedDuration::from_hours(25));
    bot.sweeps().await;
    let (again, consent) = new_text();
    aigul.presses_data(&earlier).await.opens_with(again).sees(consent);
    aigul.taps(say.button_agree()).await.asks(KIND);

    // An answer that was given already stays as it is.
    aigul.presses_data(&earlier).await.is_noted(say.sign_up_over());
    assert_eq!(bot.supporters().await, 0);
}

#[tokio::test]
async fn a_supporter_who_agreed_again_is_not_asked_by_an_old_button() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let earlier = format!("s:{}:agree:1", bot.clock.now().as_second());
    aigul.signs_up().await;
    aigul.presses_data(&earlier).await.is_noted(say.sign_up_over()).opens_with(say.sign_up_already());
}

#[tokio::test]
async fn a_double_tap_does_the_thing_once() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(CONFIRMATION).await;
    let confirm = aigul.first_button();
    aigul.taps(say.button_confirm()).await;
    aigul.presses(&confirm).await.is_noted(say.sign_up_over()).opens_with(say.sign_up_already());
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn back_and_cancel_lead_out_of_every_step() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(CONFIRMATION).await;
    for step in [PUBLISH, CONTACT, REGION, NAME, KIND, CONSENT] {
        aigul.taps(say.button_back()).await.asks(step);
    }
    aigul.taps(say.button_cancel()).await.opens_with(say.sign_up_cancelled());
    assert_eq!(bot.supporters().await, 0);
    // A name typed now is a text like any other.
    aigul.says("Aigul").await.is_short(say.home_hint());
}

#[tokio::test]
async fn a_text_typed_elsewhere_is_no_answer_to_a_resting_step() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(NAME).await;
    aigul.taps(say.button_home()).await;
    aigul.says("Is it raining?").await.is_short(say.home_hint());
    aigul.says("/sign").await.asks(NAME);
    aigul.says("Aigul").await.asks(REGION);
}

#[tokio::test]
async fn an_unfinished_sign_up_is_deleted_after_a_day() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(KIND).await;
    bot.clock.advance(SignedDuration::from_hours(24));
    bot.sweeps().await;
    aigul.taps(say.kind_name(SupporterKind::Person)).await.is_noted(say.sign_up_over());
    aigul.says("/sign").await.asks(CONSENT);
}

#[tokio::test]
async fn a_supporter_withdraws_and_an_old_button_withdraws_nothing() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up().await;
    aigul.says("/sign").await;
    aigul.taps(say.button_withdraw()).await;
    aigul.taps(say.button_withdraw_yes()).await.opens_with(say.sign_up_withdrawn());
    assert_eq!(bot.supporters().await, 0);

    bot.clock.advance(SignedDuration::from_secs(1));
    aigul.signs_up().await;
    let stale = format!("w:{}", bot.clock.now().as_second() - 1);
    aigul.presses_data(&stale).await.is_noted(say.sign_up_over());
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn signing_anew_replaces_what_was_signed() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up().await;
    aigul.says("/sign").await;
    aigul.taps(say.button_edit()).await.asks(CONSENT);
    aigul.taps(say.button_agree()).await;
    aigul.taps(say.kind_name(SupporterKind::Organization)).await;
    aigul.taps(say.button_no_name()).await;
    aigul.taps(say.region_name(Region::Talas)).await;
    aigul.taps(say.button_no_contact()).await.opens_with(say.sign_up_confirm());
    aigul.taps(say.button_confirm()).await;
    let now = aigul.says("/sign").await;
    now.sees(say.sign_up_line_kind(&say.kind_name(SupporterKind::Organization)));
    now.sees(say.sign_up_line_region(&say.region_name(Region::Talas)));
    now.sees(say.sign_up_line_nothing_sealed());
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn without_a_key_neither_name_nor_contact_is_asked_for() {
    let say = english();
    let bot = TestBot::without_key().await;
    let aigul = bot.reader("Aigul").await;
    aigul.says("/sign").await.opens_with(say.sign_up_progress(1, 3)).sees(say.sign_up_consent_bare(2));
    aigul.taps(say.button_agree()).await;
    aigul.taps(say.kind_name(SupporterKind::Media)).await;
    aigul.taps(say.region_name(Region::Naryn)).await.opens_with(say.sign_up_confirm());
    aigul.taps(say.button_confirm()).await.opens_with(say.sign_up_thanks());
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn the_number_of_supporters_is_told_from_ten_on_in_steps_of_five() {
    let say = english();
    let bot = TestBot::without_key().await;
    for n in 1..=15 {
        let person = bot.person("Aigul", "en");
        person.starts(Lang::En).await;
        person.says("/sign").await;
        person.taps(say.button_agree()).await;
        person.taps(say.kind_name(SupporterKind::Person)).await;
        person.taps(say.region_name(Region::Naryn)).await;
        let thanks = person.taps(say.button_confirm()).await;
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
async fn a_block_in_the_middle_ends_the_sign_up_and_nothing_is_said() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.signs_up_to(KIND).await;
    let seq = bot.emulator().seq();
    bot.emulator().block(aigul.id).expect("a block");
    bot.settle().await;
    let events = bot.emulator().events_after(seq).expect("events");
    assert!(events.iter().all(|event| event.kind == "blocked"), "{events:#?}");
    bot.emulator().unblock(aigul.id).expect("a block ends");
    aigul.says("/sign").await.asks(CONSENT);
}
