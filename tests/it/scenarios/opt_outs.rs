//! When a person says no, it holds: whatever disk is full, and whatever was on its way before.

use std::fs;

use jiff::SignedDuration;
use pledge_bot::domain::{ChatId, Lang, Topic};
use pledge_bot::emulator::ButtonPress;
use pledge_bot::store::{Change, Incoming};
use serde_json::{Value, json};

use super::staff::{confirms, writes};
use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;

async fn is_stored(bot: &TestBot, person: &Person) -> bool {
    bot.service(async |service| {
        service.app().store.snapshot(ChatId::new(person.id)).await.expect("read").chat.is_some()
    })
    .await
}

async fn topics(bot: &TestBot, person: &Person) -> usize {
    let snapshot = bot
        .service(async |service| service.app().store.snapshot(ChatId::new(person.id)).await.expect("read"))
        .await;
    snapshot.chat.map_or(0, |chat| chat.topics.len())
}

#[tokio::test]
async fn stop_is_answered_and_holds_while_the_list_of_opt_outs_cannot_be_written() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let (aigul, bakyt) = (bot.reader("Aigul").await, bot.reader("Bakyt").await);
    for person in [&aigul, &bakyt] {
        person.switches_on(Topic::News).await;
    }
    let (list, aside) = (&bot.settings.folders.opt_outs, bot.folder().join("aside"));
    fs::rename(list, &aside).expect("moved");
    fs::create_dir(list).expect("made");

    aigul.says("/stop").await.opens_with(say.topics_stopped());
    // Nobody else is held up by it either.
    bakyt.says("/help").await.opens_with(say.help_text());
    writes(&owner, "Hello").await;
    confirms(&owner, 1).await;
    bot.delivers().await;
    bakyt.has_seen("Hello", 1);
    aigul.has_seen("Hello", 0);
    let unlisted =
        async || bot.service(async |service| service.app().store.warnings().borrow().unlisted).await;
    assert_eq!(unlisted().await, 1);

    fs::remove_dir(list).expect("removed");
    fs::rename(&aside, list).expect("moved back");
    bot.service(async |service| service.purge().await).await;
    assert_eq!((unlisted().await, fs::read_to_string(list).expect("read").lines().count()), (0, 3));
}

#[tokio::test]
async fn a_tap_on_home_right_behind_an_erasure_does_not_bring_the_person_back() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    aigul.asks_to_be_erased().await;
    // Both are on their way before the bot takes up either.
    let seq = bot.emulator().seq();
    for label in [say.button_erase_only(), say.button_home()] {
        bot.emulator().tap(aigul.id, &label).expect("tapped");
    }
    bot.settle().await;
    assert!(!is_stored(&bot, &aigul).await);
    let heard = bot.heard(aigul.id, seq, Lang::En);
    heard.sees(say.my_data_erased(&say.moment(bot.clock.now())));
    assert_eq!(
        heard.events.iter().filter(|event| event.kind == "answered").count(),
        2,
        "every tap is answered"
    );
    bot.restart().await;
    assert!(!is_stored(&bot, &aigul).await);
}

/// Every old button of an erased person, and whatever they type but `/start`.
#[tokio::test]
async fn after_an_erasure_only_start_and_a_language_store_the_person() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports().await;
    aigul.asks_to_be_erased().await;
    aigul.taps(say.button_erase_only()).await;
    let data = [
        "o:home",
        "o:calls",
        "o:sign",
        "o:updates",
        "o:reminders",
        "t:news:1",
        "t:news:0",
        "m:hour:9",
        "n",
        "e",
        "y:3",
        "k:kind:media",
        "k:noname",
    ];
    for data in data {
        let press = ButtonPress { message_id: Some(1), data: Some(data.into()), ..ButtonPress::default() };
        aigul.presses(&press).await;
        assert!(!is_stored(&bot, &aigul).await, "{data}");
    }
    let typed = [
        "/help",
        "/sign",
        "/support",
        "/updates",
        "/stop",
        "/mydata",
        "/language",
        "Aigul",
        "Europe/Berlin",
        "/broadcast",
    ];
    for text in typed {
        let heard = aigul.says(text).await;
        assert!(!heard.texts().is_empty(), "{text} is answered");
        assert!(!is_stored(&bot, &aigul).await, "{text}");
    }
    aigul.sends("voice").await;
    assert!(!is_stored(&bot, &aigul).await);

    // What needs the chat asks for a language first, and goes on from there.
    aigul.says("/support").await.asks(crate::support::chat::CONSENT);
    aigul.taps(say.button_support_it()).await.sees(say.language_choose());
    assert!(!is_stored(&bot, &aigul).await);
    aigul.chooses(Lang::En).await.asks(crate::support::chat::CONSENT);
    assert!(is_stored(&bot, &aigul).await);
}

#[tokio::test]
async fn news_that_were_switched_on_before_a_stop_stay_off() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.says("/updates").await;
    for _ in 0..2 {
        bot.emulator().tap(aigul.id, &say.topic_off(&say.topic_name(Topic::News))).expect("tapped");
    }
    bot.emulator().say(aigul.id, "/stop").expect("said");
    bot.settle().await;
    assert_eq!(topics(&bot, &aigul).await, 0);
    aigul.newest_has(say.topics_stopped());
}

fn private(person: &Person) -> Value {
    json!({"id": person.id, "type": "private", "first_name": "A"})
}

fn from(person: &Person) -> Value {
    json!({"id": person.id, "is_bot": false, "first_name": "A"})
}

fn tap(person: &Person, data: &str, message: i64) -> Value {
    json!({"callback_query": {"id": "1", "from": from(person), "chat_instance": "1", "data": data,
        "message": {"message_id": message, "date": 0, "chat": private(person)}}})
}

fn command(person: &Person, text: &str) -> Value {
    json!({"message": {"message_id": 500, "date": 1_795_000_000, "chat": private(person), "from": from(person),
        "text": text, "entities": [{"type": "bot_command", "offset": 0, "length": text.len()}]}})
}

/// An update arrives with this ID, and is handled.
async fn arrives(bot: &TestBot, id: i64, person: &Person, mut update: Value) {
    update["update_id"] = json!(id);
    let raw = update.to_string().into_bytes();
    let incoming = Incoming { update_id: id, chat: Some(ChatId::new(person.id)), raw };
    bot.service(async |service| {
        service.feed().take(vec![incoming]).await.expect("taken");
        service.feed().idle().await;
    })
    .await;
}

/// A webhook may bring an earlier update behind a later one.
#[tokio::test]
async fn what_was_sent_before_a_stop_or_an_erasure_and_comes_after_it_changes_nothing() {
    let say = english();
    let bot = TestBot::new().await;
    let (aigul, bakyt) = (bot.reader("Aigul").await, bot.reader("Bakyt").await);
    arrives(&bot, 900_000_002, &aigul, command(&aigul, "/stop")).await;
    aigul.newest_has(say.topics_stopped());
    arrives(&bot, 900_000_001, &aigul, tap(&aigul, "t:news:1", 3)).await;
    assert_eq!(topics(&bot, &aigul).await, 0);
    arrives(&bot, 900_000_003, &aigul, tap(&aigul, "t:news:1", 3)).await;
    assert_eq!(topics(&bot, &aigul).await, 1, "what is sent later counts");

    bakyt.asks_to_be_erased().await;
    let screen = bakyt.newest()["message_id"].as_i64().expect("an ID");
    arrives(&bot, 900_000_012, &bakyt, tap(&bakyt, "r:0", screen)).await;
    assert!(!is_stored(&bot, &bakyt).await);
    arrives(&bot, 900_000_011, &bakyt, command(&bakyt, "/start")).await;
    assert!(!is_stored(&bot, &bakyt).await);
    arrives(&bot, 900_000_013, &bakyt, command(&bakyt, "/start")).await;
    assert!(is_stored(&bot, &bakyt).await);
}

#[tokio::test]
async fn a_stop_that_a_later_opt_out_has_overtaken_still_counts() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    arrives(&bot, 900_000_002, &aigul, tap(&aigul, "t:calls:0", 3)).await;
    assert_eq!(topics(&bot, &aigul).await, 1);
    arrives(&bot, 900_000_001, &aigul, command(&aigul, "/stop")).await;
    assert_eq!(topics(&bot, &aigul).await, 0);
}

#[tokio::test]
async fn a_stop_and_an_erasure_right_behind_an_answer_are_obeyed() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(crate::support::chat::CONTACT).await;
    bot.emulator().say(aigul.id, "aigul@example.org").expect("said");
    bot.emulator().say(aigul.id, "/stop").expect("said");
    bot.settle().await;
    aigul.newest_has(say.topics_stopped());
    // Support is no message, and so a stop does not end it.
    aigul.says("/support").await.has_line(say.sign_up_line_contact_kept());

    let withdraws_nothing = aigul.first_button();
    aigul.asks_to_be_erased().await;
    bot.emulator().tap(aigul.id, &say.button_erase_only()).expect("tapped");
    bot.emulator().press(aigul.id, &withdraws_nothing).expect("pressed");
    bot.settle().await;
    assert!(!is_stored(&bot, &aigul).await);
    assert_eq!(bot.supporters().await, 0);
}

#[tokio::test]
async fn an_erasure_is_gone_from_the_files_within_a_minute() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.asks_to_be_erased().await;
    aigul.taps(say.button_erase_only()).await;
    bot.clock.advance(SignedDuration::from_mins(1));
    bot.service(async |service| service.purge().await).await;
    let due =
        bot.service(async |service| service.app().store.setting("purge_after").await.expect("read")).await;
    assert_eq!(due, None);
    let set = pledge_bot::store::ChangeSet { chat: ChatId::new(aigul.id), list: vec![Change::StopAll] };
    bot.service(async |service| service.app().store.commit(None, Some(set)).await.expect("stored")).await;
    assert!(!is_stored(&bot, &aigul).await);
}
