//! Answers that are typed, sent or shared instead of tapped.

use pledge_bot::domain::{Region, SupporterKind};
use pledge_bot::emulator::NewMessage;
use serde_json::json;

use super::{own_messages, stored_contact, stored_name};
use crate::support::chat::{CARD, CONTACT, NAME, english};
use crate::support::test_bot::TestBot;

/// A contact as Telegram's button shares it.
fn shared(phone: &str, owner: Option<i64>) -> NewMessage {
    let contact = json!({ "phone_number": phone, "first_name": "Aigul", "user_id": owner });
    NewMessage { other: [("contact".to_owned(), contact)].into_iter().collect(), ..NewMessage::default() }
}

#[tokio::test]
async fn an_answer_may_be_typed_instead_of_tapped() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CARD).await;
    aigul.taps(say.button_kind()).await;
    aigul.says("company").await.opens_with(say.sign_up_need_button());
    let card = aigul.says("организация").await;
    card.has_line(say.sign_up_line_kind(&say.kind_name(SupporterKind::Organization)));
    for (typed, region) in [("Naryn", Region::Naryn), ("Ош", Region::OshCity), ("ысык кол", Region::IssykKul)]
    {
        aigul.taps(say.button_region()).await;
        let card = aigul.says(typed).await;
        card.has_line(say.sign_up_line_region(&say.region_name(region)));
    }
    aigul.taps(say.button_region()).await;
    aigul.says("Moscow").await.opens_with(say.sign_up_error_region("Moscow"));
    aigul.sends("location").await.opens_with(say.sign_up_need_text());
    aigul.says("Abroad").await.has_line(say.sign_up_line_region(&say.region_name(Region::Abroad)));
    aigul.taps(say.button_name(SupporterKind::Organization)).await;
    aigul.says("perhaps").await.opens_with(say.sign_up_need_button());
    aigul.says("Yes").await.sees(say.sign_up_name(SupporterKind::Organization));
    assert!(own_messages(&bot, &aigul) > 5, "only names and contacts are deleted");
}

#[tokio::test]
async fn wrong_input_says_what_is_wanted_in_one_line_and_the_question_stays_open() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    for kind in ["voice", "photo", "sticker", "contact"] {
        aigul.sends(kind).await.opens_with(say.sign_up_need_text());
    }
    aigul.says("12345").await.opens_with(say.sign_up_error_name_letter());
    aigul.says("1\u{115F}").await.opens_with(say.sign_up_error_name_letter());
    aigul.says(&"a".repeat(201)).await.opens_with(say.sign_up_error_name_long(200));
    aigul.says("/skip").await.opens_with(say.home_unknown_command());
    aigul.says(&format!("Ай\u{200B}гүл\u{061C} Z{}\u{E0041}", "\u{301}".repeat(180))).await.asks(CARD);
    let name = stored_name(&bot, &aigul).await.expect("a name").0;
    assert_eq!(name, "Айгүл Z\u{301}\u{301}\u{301}\u{301}");
    aigul.taps(say.button_contact()).await;
    let before = own_messages(&bot, &aigul);
    for (typed, reason) in [
        ("call me", say.sign_up_error_contact()),
        ("a@b", say.sign_up_error_email()),
        ("a@127.0.0.1", say.sign_up_error_email_number()),
        ("a@mail.123", say.sign_up_error_email_number()),
        ("a@mail.рu", say.sign_up_error_email_alphabets()),
        ("аigul@example.org", say.sign_up_error_email_alphabets()),
        ("0555123456, after six", say.sign_up_error_phone_words()),
        ("0555123456#12", say.sign_up_error_phone_extension()),
        ("055512345", say.sign_up_error_phone_number()),
    ] {
        let heard = aigul.says(typed).await;
        assert_eq!(heard.text(), reason.plain(), "one line, for {typed}");
        heard.has_button(say.button_back());
    }
    assert_eq!(
        own_messages(&bot, &aigul),
        before,
        "an address that was refused does not stay in the chat either"
    );
    aigul.says("ai\u{200B}gul\u{200E}@exam\u{AD}ple.org").await.asks(CARD);
    assert_eq!(stored_contact(&bot, &aigul).await.as_deref(), Some("aigul@example.org"));
}

#[tokio::test]
async fn a_number_is_read_as_people_write_it() {
    let bot = TestBot::new().await;
    for (typed, number) in [
        ("8 916 123-45-67", "+79161234567"),
        ("79161234567", "+79161234567"),
        ("tel:+996555123456", "+996555123456"),
        ("+996555123456.", "+996555123456"),
        ("айгүл@почта.рф", "айгүл@почта.рф"),
    ] {
        let aigul = bot.reader("Aigul").await;
        aigul.supports_up_to(CONTACT).await;
        aigul.says(typed).await.asks(CARD);
        assert_eq!(stored_contact(&bot, &aigul).await.as_deref(), Some(number), "{typed}");
    }
}

#[tokio::test]
async fn telegrams_contact_button_gives_a_persons_own_number_and_nobody_elses() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CONTACT).await;
    for owner in [None, Some(aigul.id + 1)] {
        let other = aigul.sends_message(&shared("996555123456", owner)).await;
        assert_eq!(other.text(), say.sign_up_error_contact_other().plain());
    }
    let before = own_messages(&bot, &aigul);
    let card = aigul.sends_message(&shared("996555123456", Some(aigul.id))).await;
    card.has_line(say.sign_up_line_contact_kept());
    assert_eq!(stored_contact(&bot, &aigul).await.as_deref(), Some("+996555123456"));
    assert_eq!(own_messages(&bot, &aigul), before, "the message is deleted");
}

#[tokio::test]
async fn a_text_typed_elsewhere_is_no_answer_to_a_question_that_was_left() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    aigul.taps(say.button_home()).await;
    aigul.says("What is this?").await;
    aigul.says("/support").await.has_line(say.sign_up_line_no_name());
    assert_eq!(stored_name(&bot, &aigul).await, None);
}
