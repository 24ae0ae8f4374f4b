//! Answers that Telegram does not take at once are said later: what was promised for two days, and a page until it is of no use.

use jiff::SignedDuration;
use pledge_bot::domain::{ChatId, Lang};
use pledge_bot::emulator::{EmulatorEvent, FaultKind, InjectedFault};
use pledge_bot::store::Incoming;
use serde_json::json;

use crate::support::chat::{NAME, Person, TYPED_NAME, english};
use crate::support::test_bot::TestBot;
use crate::support::words::Words;

/// The next calls of a method are to come again in a minute.
fn takes_nothing_for_a_minute(bot: &TestBot, chat: i64, method: &str, calls: u32) {
    let fault = InjectedFault::new(FaultKind::TooManyRequests).retry_after(60);
    let _ = bot.emulator().fault(fault.method(method).chat(chat).times(calls));
}

/// A minute goes by, and the bot tries again.
async fn a_minute_later(bot: &TestBot) {
    bot.clock.advance(SignedDuration::from_secs(60));
    bot.says_postponed().await;
}

/// Whether words stand in a person's chat.
fn stands(person: &Person, words: &str) -> bool {
    person.transcript().contains(words)
}

async fn in_hand(bot: &TestBot) -> u64 {
    bot.service(async |service| service.app().store.counts().await.expect("counts").pending).await
}

#[tokio::test]
async fn a_typed_name_is_deleted_as_soon_as_telegram_can_be_reached() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    takes_nothing_for_a_minute(&bot, aigul.id, "deleteMessage", 2);
    aigul
        .says(TYPED_NAME)
        .await
        .has_line(say.sign_up_line_name_kept())
        .does_not_see(say.sign_up_typed_stays());
    assert!(stands(&aigul, TYPED_NAME));
    // Nothing that the person does, and no end of the bot, keeps the message there.
    aigul.says("/help").await.opens_with(say.help_text());
    a_minute_later(&bot).await;
    assert!(stands(&aigul, TYPED_NAME), "not yet");
    bot.restart().await;
    bot.says_postponed().await;
    assert!(!stands(&aigul, TYPED_NAME) && !stands(&aigul, &say.sign_up_typed_stays().plain()));
    assert_eq!(in_hand(&bot).await, 0);
}

#[tokio::test]
async fn a_running_bot_tries_again_by_itself() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    takes_nothing_for_a_minute(&bot, aigul.id, "deleteMessage", 1);
    aigul.says(TYPED_NAME).await;
    let seq = bot.emulator().seq();
    let (stop, running) = bot.runs_by_itself().await;
    let is_deleted = |event: &EmulatorEvent| event.chat == aigul.id && event.kind == "deleted";
    bot.emulator().next_event(seq, is_deleted).await.expect("it is deleted");
    stop.send_replace(true);
    running.await.expect("it ends").expect("in an orderly way");
    assert!(!stands(&aigul, TYPED_NAME));
}

#[tokio::test]
async fn a_lost_answer_to_a_deletion_is_asked_for_again() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    let fault = InjectedFault::new(FaultKind::Truncated).method("deleteMessage").chat(aigul.id);
    let _ = bot.emulator().fault(fault.times(3));
    aigul.says(TYPED_NAME).await;
    assert!(stands(&aigul, TYPED_NAME));
    a_minute_later(&bot).await;
    assert!(!stands(&aigul, TYPED_NAME));
}

#[tokio::test]
async fn a_typed_name_that_stays_in_the_end_is_named() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    takes_nothing_for_a_minute(&bot, aigul.id, "deleteMessage", 1);
    aigul.says(TYPED_NAME).await;
    let refused =
        InjectedFault::new(FaultKind::BadRequest).description("Bad Request: message can't be deleted");
    let _ = bot.emulator().fault(refused.method("deleteMessage").chat(aigul.id).times(2));
    takes_nothing_for_a_minute(&bot, aigul.id, "sendMessage", 1);
    let seq = bot.emulator().seq();
    a_minute_later(&bot).await;
    bot.heard(aigul.id, seq, Lang::En).is_silent();
    a_minute_later(&bot).await;
    bot.heard(aigul.id, seq, Lang::En).opens_with(say.sign_up_typed_stays());
    assert_eq!(in_hand(&bot).await, 0);
}

#[tokio::test]
async fn an_erasure_deletes_the_messages_also_later() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.says("/calls").await;
    aigul.asks_to_be_erased().await;
    takes_nothing_for_a_minute(&bot, aigul.id, "deleteMessages", 1);
    let erased = bot.clock.now();
    aigul.taps(say.button_erase_messages()).await.is_silent();
    bot.restart().await;
    let seq = bot.emulator().seq();
    a_minute_later(&bot).await;
    bot.heard(aigul.id, seq, Lang::En).opens_with(say.my_data_erased(&say.moment(erased)));
    assert_eq!(bot.emulator().messages(aigul.id).len(), 1, "the receipt");
}

#[tokio::test]
async fn a_page_is_said_later_unless_its_person_writes_something_newer() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    takes_nothing_for_a_minute(&bot, aigul.id, "sendMessage", 1);
    aigul.says("/help").await.is_silent();
    let seq = bot.emulator().seq();
    bot.says_postponed().await;
    bot.heard(aigul.id, seq, Lang::En).is_silent();
    a_minute_later(&bot).await;
    bot.heard(aigul.id, seq, Lang::En).opens_with(say.help_text());

    takes_nothing_for_a_minute(&bot, aigul.id, "sendMessage", 1);
    aigul.says("/help").await.is_silent();
    let seq = bot.emulator().seq();
    aigul.says("/privacy").await.does_not_see(say.help_text());
    a_minute_later(&bot).await;
    bot.heard(aigul.id, seq, Lang::En).does_not_see(say.help_text());
    assert_eq!(in_hand(&bot).await, 0);
}

#[tokio::test]
async fn a_page_is_given_up_also_when_it_is_queued_behind_the_newer_answer() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    takes_nothing_for_a_minute(&bot, aigul.id, "sendMessage", 1);
    aigul.says("/help").await.is_silent();
    bot.clock.advance(SignedDuration::from_secs(60));
    let person = json!({"id": aigul.id, "is_bot": false, "first_name": "Aigul", "language_code": "en"});
    let chat = json!({"id": aigul.id, "type": "private", "first_name": "Aigul"});
    let update = json!({"update_id": 1_000_000, "message": {"message_id": 9000, "date": 1_764_000_000,
        "text": "/privacy", "chat": chat, "from": person,
        "entities": [{"type": "bot_command", "offset": 0, "length": 8}]}});
    let raw = update.to_string().into_bytes();
    let newer = Incoming { update_id: 1_000_000, chat: Some(ChatId::new(aigul.id)), raw };
    let seq = bot.emulator().seq();
    bot.service(async |service| {
        // Nothing of it is handled before both are queued.
        service.feed().take(vec![newer]).await.expect("taken");
        service.feed().say_postponed();
        service.feed().idle().await;
    })
    .await;
    let heard = bot.heard(aigul.id, seq, Lang::En);
    assert_eq!(heard.texts().len(), 1, "{}", heard.shown());
    heard.does_not_see(say.help_text());
    assert_eq!(in_hand(&bot).await, 0);
}

#[tokio::test]
async fn a_page_is_given_up_after_an_hour() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    takes_nothing_for_a_minute(&bot, aigul.id, "sendMessage", 100);
    aigul.says("/help").await.is_silent();
    for _ in 0..59 {
        a_minute_later(&bot).await;
    }
    assert_eq!(in_hand(&bot).await, 1);
    for _ in 0..10 {
        a_minute_later(&bot).await;
    }
    assert_eq!(in_hand(&bot).await, 0);
    bot.emulator().clear_faults();
    let seq = bot.emulator().seq();
    a_minute_later(&bot).await;
    bot.heard(aigul.id, seq, Lang::En).is_silent();
}
