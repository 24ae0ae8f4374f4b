//! The lines of the card: what is stored, shown, sealed and removed.

use pledge_bot::domain::{Region, SealedName, SupporterKind};
use pledge_bot::emulator::{FaultKind, InjectedFault};

use super::{identity, own_messages, presses_afresh, stored, stored_contact, stored_name, version};
use crate::support::chat::{CARD, NAME, TYPED_CONTACT, TYPED_NAME, english};
use crate::support::test_bot::TestBot;

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
