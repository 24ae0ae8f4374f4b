//! Supporting the pledge, what supporters say of themselves, and everything that can go wrong on the way.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use pledge_bot::crypto::{Identity, StateKey};
use pledge_bot::domain::{ChatId, Lang, Region, SealedContact, SealedName, Supporter, SupporterKind};
use pledge_bot::emulator::{FaultKind, InjectedFault, NewMessage};
use serde_json::json;

use crate::support::chat::{
    CARD, CONSENT, CONTACT, Heard, NAME, Person, REGION, TYPED_CONTACT, TYPED_NAME, english, say, texts,
};
use crate::support::earlier_sign_ups;
use crate::support::test_bot::TestBot;

/// The version of the consent text.
fn version() -> u32 {
    texts().pledge.consent
}

/// What the store has of a supporter.
async fn stored(bot: &TestBot, person: &Person) -> Option<Supporter> {
    let chat = ChatId(person.id);
    bot.service(async |service| service.app().store.snapshot(chat).await.expect("read").supporter).await
}

/// The name that is stored of a person, opened with the coalition's key, and whether it may be published.
async fn stored_name(bot: &TestBot, person: &Person) -> Option<(String, bool)> {
    let sealed = stored(bot, person).await?.name?;
    let name: SealedName = identity(bot).open(&sealed).expect("it opens");
    Some((name.name, name.publish))
}

/// The contact that is stored of a person.
async fn stored_contact(bot: &TestBot, person: &Person) -> Option<String> {
    let sealed = stored(bot, person).await?.contact?;
    let contact: SealedContact = identity(bot).open(&sealed).expect("it opens");
    Some(contact.contact)
}

fn identity(bot: &TestBot) -> Identity {
    Identity::parse(&bot.identity).expect("a key")
}

/// The number of messages of the person themselves in their chat.
fn own_messages(bot: &TestBot, person: &Person) -> usize {
    bot.emulator().messages(person.id).iter().filter(|message| message["from"]["id"] == person.id).count()
}

/// A contact as Telegram's button shares it.
fn shared(phone: &str, owner: Option<i64>) -> NewMessage {
    let contact = json!({ "phone_number": phone, "first_name": "Aigul", "user_id": owner });
    NewMessage { other: [("contact".to_owned(), contact)].into_iter().collect(), ..NewMessage::default() }
}

/// Presses a button with this data from a page that looks different than whatever it leads to.
async fn presses_afresh(person: &Person, data: &str) -> Heard {
    person.says("/help").await;
    person.presses_data(data).await
}

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
async fn each_line_of_the_card_is_changed_by_a_button_and_shows_the_change() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CARD).await;
    let asked = aigul.taps(say.button_kind()).await;
    asked.sees(say.sign_up_kind()).has_button(say.button_chosen(&say.kind_name(SupporterKind::Person)));
    let card = aigul.taps(say.kind_name(SupporterKind::Media)).await;
    card.has_line(say.sign_up_line_kind(&say.kind_name(SupporterKind::Media)));
    // The question for the name is about the media outlet now.
    aigul.taps(say.button_name(SupporterKind::Media)).await;
    aigul.taps(say.button_publish_no()).await.sees(say.sign_up_name(SupporterKind::Media));
    aigul.taps(say.button_back()).await.asks(CARD);
    aigul.taps(say.button_region()).await.has_button(say.button_chosen(&say.button_no_region()));
    aigul.taps(say.region_name(Region::Talas)).await;
    let asked = aigul.taps(say.button_region()).await;
    asked.has_button(say.button_chosen(&say.region_name(Region::Talas)));
    let card = aigul.taps(say.button_no_region()).await;
    card.has_line(say.sign_up_line_region(&say.region_name(Region::NotSaid)));
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
async fn a_name_and_a_contact_are_sealed_at_once_and_their_messages_deleted() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    let before = own_messages(&bot, &aigul);
    aigul.says(TYPED_NAME).await.has_line(say.sign_up_line_name_kept());
    assert_eq!(own_messages(&bot, &aigul), before);
    assert_eq!(stored_name(&bot, &aigul).await, Some((TYPED_NAME.to_owned(), false)));
    aigul.taps(say.button_contact()).await;
    aigul.says(TYPED_CONTACT).await.has_line(say.sign_up_line_contact_kept());
    assert_eq!(own_messages(&bot, &aigul), before);
    assert!(!aigul.transcript().contains(TYPED_NAME) && !aigul.transcript().contains(TYPED_CONTACT));
    // Each is a document of its own.
    let number = stored(&bot, &aigul).await.expect("a supporter").number;
    let sealed = stored(&bot, &aigul).await.and_then(|supporter| supporter.name).expect("a name");
    let name: SealedName = identity(&bot).open(&sealed).expect("it opens");
    assert_eq!((name.consent, name.number), (version(), number));
}

#[tokio::test]
async fn a_message_that_telegram_does_not_delete_is_named() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    let refused =
        InjectedFault::new(FaultKind::BadRequest).description("Bad Request: message can't be deleted");
    let _ = bot.emulator().fault(refused.method("deleteMessage").chat(aigul.id));
    let heard = aigul.says(TYPED_NAME).await;
    heard.has_line(say.sign_up_line_name_kept()).sees(say.sign_up_typed_stays());
    assert_eq!(stored_name(&bot, &aigul).await, Some((TYPED_NAME.to_owned(), false)));
    // One that the person has deleted themselves is gone, and nothing is said.
    aigul.taps(say.button_contact()).await;
    let gone =
        InjectedFault::new(FaultKind::BadRequest).description("Bad Request: message to delete not found");
    let _ = bot.emulator().fault(gone.method("deleteMessage").chat(aigul.id));
    aigul
        .says(TYPED_CONTACT)
        .await
        .has_line(say.sign_up_line_contact_kept())
        .does_not_see(say.sign_up_typed_stays());
}

#[tokio::test]
async fn publishing_is_taken_back_by_one_tap_and_allowed_by_typing_the_name_again() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CARD).await.has_no_button(say.button_unpublish());
    aigul.taps(say.button_name(SupporterKind::Person)).await.has_no_button(say.button_remove());
    aigul.taps(say.button_publish_yes()).await;
    aigul.says(TYPED_NAME).await.has_button(say.button_unpublish());
    let card = aigul.taps(say.button_unpublish()).await;
    card.has_line(say.sign_up_line_name_kept()).has_line(say.sign_up_line_publish_no());
    card.has_no_button(say.button_unpublish());
    assert!(!stored(&bot, &aigul).await.expect("a supporter").publish, "the stricter of the two counts");

    aigul.taps(say.button_name(SupporterKind::Person)).await;
    aigul.taps(say.button_publish_yes()).await.asks(NAME);
    let card = aigul.says("Айгүл").await;
    card.has_line(say.sign_up_line_publish_yes());
    assert_eq!(stored_name(&bot, &aigul).await, Some(("Айгүл".to_owned(), true)));

    aigul.taps(say.button_name(SupporterKind::Person)).await;
    let card = aigul.taps(say.button_remove()).await;
    card.has_line(say.sign_up_line_no_name()).has_no_button(say.button_unpublish());
    presses_afresh(&aigul, "k:unpublish").await.has_line(say.sign_up_line_no_name());
    assert_eq!(stored_name(&bot, &aigul).await, None);
}

#[tokio::test]
async fn a_contact_is_removed_and_the_name_stays() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports().await;
    aigul.taps(say.button_contact()).await;
    let card = aigul.taps(say.button_remove()).await;
    card.has_line(say.sign_up_line_no_contact()).has_line(say.sign_up_line_name_kept());
    assert_eq!(stored_contact(&bot, &aigul).await, None);
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
        let set = pledge_bot::store::ChangeSet { chat: ChatId(aigul.id), list };
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

#[tokio::test]
async fn a_supporter_withdraws_and_an_old_button_withdraws_nothing() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports().await;
    let began = stored(&bot, &aigul).await.expect("a supporter").supported_at.as_second();
    let asked = aigul.taps(say.button_withdraw()).await;
    asked.opens_with(say.sign_up_heading(&say.button_withdraw())).sees(say.sign_up_withdraw());
    let yes = aigul.first_button();
    aigul.taps(say.button_withdraw_yes()).await.opens_with(say.sign_up_withdrawn());
    assert_eq!(bot.supporters().await, 0);

    bot.clock.advance(SignedDuration::from_secs(1));
    aigul.supports().await;
    aigul.presses(&yes).await.is_noted(say.sign_up_over());
    aigul.presses_data(&format!("w:{began}")).await.is_noted(say.sign_up_over());
    assert_eq!(bot.supporters().await, 1);
    // The button of an earlier version, under this support.
    aigul.presses_data(&format!("w:{}", began + 1)).await.opens_with(say.sign_up_withdrawn());
    assert_eq!(bot.supporters().await, 0);
}

#[tokio::test]
async fn without_a_key_neither_name_nor_contact_is_asked_for() {
    let say = english();
    let bot = TestBot::without_key().await;
    let aigul = bot.reader("Aigul").await;
    let bare = say.sign_up_consent_text_bare(&say.controller_name(), &say.controller_contact(), version());
    aigul.says("/support").await.opens_with(bare);
    let card = aigul.taps(say.button_support_it()).await;
    card.has_no_button(say.button_contact()).has_no_button(say.button_name(SupporterKind::Person));
    for screen in ["o:name", "o:contact", "k:name:1"] {
        presses_afresh(&aigul, screen).await.asks(CARD);
    }
    aigul.says("Aigul").await.does_not_see(say.sign_up_line_name_kept());
    assert_eq!(stored(&bot, &aigul).await.map(|supporter| supporter.has_sealed()), Some(false));
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

#[tokio::test]
async fn a_supporter_reads_a_consent_text_that_has_changed_before_anything_is_added() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports().await;
    let began = stored(&bot, &aigul).await.expect("a supporter").supported_at;
    let folder = tempfile::tempdir().expect("a folder");
    let (now, next) = (format!("version = {}", version()), format!("version = {}", version() + 1));
    let facts = include_str!("../../../messages/pledge.toml").replace(&now, &next);
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
    assert_eq!(stored(&bot, &aigul).await.map(|supporter| supporter.supported_at), Some(began));
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
async fn a_sign_up_that_cant_be_read_is_dropped_with_a_word() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let data = &bot.settings.folders.data;
    let foreign = earlier_sign_ups::named("Aigul", bot.clock.now());
    earlier_sign_ups::put(data, &StateKey::generate(), ChatId(aigul.id), &foreign).await;
    aigul.says("/support").await.opens_with(say.sign_up_restart()).asks(CONSENT);
    aigul.says("/support").await.does_not_see(say.sign_up_restart());
    aigul.taps(say.button_support_it()).await.opens_with(say.sign_up_thanks());
}
