//! People edit what they wrote.

use jiff::SignedDuration;
use pledge_bot::domain::{Lang, Region, Topic};
use pledge_bot::emulator::NewMessage;
use serde_json::json;

use crate::support::chat::{CARD, english};
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn an_edited_answer_is_to_be_sent_as_a_new_message_and_the_question_stays_open() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CARD).await;
    aigul.taps(say.button_region()).await;
    aigul.says("Atlantis").await.opens_with(say.sign_up_error_region("Atlantis"));
    aigul.edits("Naryn").await.opens_with(say.edit_ignored());
    aigul.says("Naryn").await.has_line(say.sign_up_line_region(&say.region_name(Region::Naryn)));
}

#[tokio::test]
async fn an_edit_gives_no_command_anew_and_that_is_said_once() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.says("/help").await;
    let help = aigul.newest_own();
    let told = aigul.edits("/calls").await;
    assert_eq!(told.text(), say.edit_ignored().plain(), "one line");
    aigul.edits("/pledge").await.is_silent();
    aigul.says("salam").await;
    aigul.edits("Salam").await.is_silent();
    bot.clock.advance(SignedDuration::from_hours(25));
    aigul.edits_message(help, "/help me").await.is_silent();
    bot.emulator().clock().set_ms(bot.clock.now().as_millisecond());
    aigul.says("salam").await;
    aigul.edits("Salam!").await.opens_with(say.edit_ignored());
}

#[tokio::test]
async fn an_edit_into_stop_stops() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    aigul.says("/stpo").await;
    aigul.edits("/stop").await.opens_with(say.topics_stopped());
    aigul.says("/updates").await.has_button(say.topic_off(&say.topic_name(Topic::News)));
}

#[tokio::test]
async fn nothing_is_said_about_edits_in_a_group_or_after_an_erasure() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let group = bot.group(&[&aigul]).await;
    group.says(&aigul, "/help@pledge_test_bot").await.opens_with(say.help_group());
    let messages = bot.emulator().messages(group.id);
    let own = messages.iter().rev().find(|message| message["from"]["id"] == aigul.id).expect("the command");
    let id = i32::try_from(own["message_id"].as_i64().expect("an ID")).expect("an ID");
    for text in ["/calls@pledge_test_bot", "/stop@pledge_test_bot", "hello"] {
        let seq = bot.emulator().seq();
        bot.emulator().edit(group.id, aigul.id, id, text).expect("it is edited");
        group.hears(seq).await.is_silent();
    }
    aigul.says("hello").await;
    let hello = aigul.newest_own();
    aigul.asks_to_be_erased().await;
    aigul.taps(say.button_erase_only()).await;
    aigul.edits_message(hello, "hello again").await.is_silent();
    let stored = bot.service(async |service| {
        service.app().store.snapshot(pledge_bot::domain::ChatId::new(aigul.id)).await.expect("read").chat
    });
    assert_eq!(stored.await, None);
}

#[tokio::test]
async fn a_place_that_is_shown_live_moves_without_a_word() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let seq = bot.emulator().seq();
    let moved = json!({"message_id": 70, "date": 1_795_600_000, "edit_date": 1_795_600_060,
        "location": {"latitude": 42.87, "longitude": 74.6, "live_period": 900},
        "chat": {"id": aigul.id, "type": "private", "first_name": "Aigul"},
        "from": {"id": aigul.id, "is_bot": false, "first_name": "Aigul"}});
    bot.emulator().inject(json!({ "edited_message": moved })).expect("it is sent");
    bot.settle().await;
    assert!(bot.heard(aigul.id, seq, Lang::En).texts().is_empty());
}

#[tokio::test]
async fn an_edited_form_counts() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    owner.says("/deadlines\ndate: 2026-13-01\nky: Отчет\nru: Отчёт\nen: Report\nleads: 1").await;
    let form = "/deadlines\ndate: 2027-03-01\nky: Отчет\nru: Отчёт\nen: Report\nleads: 1";
    owner.edits(form).await.opens_with(say.staff_deadline_ask());
    owner.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    owner.sends_message(&NewMessage::text("/deadlines")).await;
    // A command without a form is none.
    owner.edits("/deadlines ").await.opens_with(say.edit_ignored());
}
