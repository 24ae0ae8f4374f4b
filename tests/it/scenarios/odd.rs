//! Unexpected behaviour of Telegram and of people; each of these has broken some bot.

use std::time::Duration;

use pledge_bot::domain::{ChatId, Command, Lang, Topic};
use pledge_bot::emulator::{ButtonPress, FaultKind, InjectedFault};
use serde_json::json;

use crate::support::chat::{self, english};
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn an_update_that_comes_again_is_handled_once() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let update = json!({"update_id": 77, "message": {"message_id": 900, "date": 1_764_000_000,
        "chat": {"id": aigul.id, "type": "private", "first_name": "Aigul"},
        "from": {"id": aigul.id, "is_bot": false, "first_name": "Aigul"}, "text": "/help"}});
    aigul.starts(Lang::En).await;
    let seq = bot.emulator().seq();
    for _ in 0..3 {
        bot.emulator().inject(update.clone()).expect("an update");
        bot.settle().await;
        bot.restart().await;
    }
    let said =
        bot.emulator().events_after(seq).expect("events").into_iter().filter(|event| event.kind == "sent");
    assert_eq!(said.count(), 1);
}

#[tokio::test]
async fn commands_are_read_in_any_letter_case_and_those_of_other_bots_are_not() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    for command in ["/Help", "/HELP@Pledge_Test_Bot", "/help and more"] {
        aigul.says(command).await.opens_with(say.help_text());
    }
    aigul.says("/help@otherbot").await.is_silent();
    aigul.says("/nosuchthing").await.is_short(say.home_hint());
}

#[tokio::test]
async fn a_deep_link_leads_to_its_screen_and_a_broken_one_says_so() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.says("/start call_un-partnership").await;
    let partnership = "un-partnership".parse().expect("the ID of a call");
    aigul.chooses(Lang::En).await.opens_with(say.call_title(&partnership));
    aigul.says("/start deadline").await.sees(say.deadline_passed(694));
    aigul.says("/start call_no-such-call").await.opens_with(say.calls_intro());
    for payload in ["home=", "%%%", "nowhere", "call_../x", "home x"] {
        aigul.says(&format!("/start {payload}")).await.is_short(say.home_broken_link());
    }
    aigul.says("/start").await.opens_with(say.home_text());
    // A newcomer chooses a language first.
    let bakyt = bot.person("Bakyt", "en");
    bakyt.says("/start home=").await.sees(say.language_choose());
    bakyt.chooses(Lang::En).await.opens_with(say.home_text());
}

#[tokio::test]
async fn a_button_whose_message_telegram_does_not_tell_never_spins() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let stranger = bot.person("Bakyt", "en");
    let say = english();
    aigul.switches_on(Topic::News).await;
    for person in [&aigul, &stranger] {
        let from = json!({"id": person.id, "is_bot": false, "first_name": "A", "language_code": "en"});
        for (nth, message) in [None, Some(json!({"date": 0})), Some(json!(null))].into_iter().enumerate() {
            let seq = bot.emulator().seq();
            let id = format!("{}{nth}", person.id);
            let mut query = json!({"id": id, "from": from, "chat_instance": "1", "data": "x", "inline_message_id": "AAA"});
            if let Some(message) = message {
                query["message"] = message;
            }
            bot.emulator().inject(json!({"callback_query": query})).expect("an update");
            bot.settle().await;
            bot.heard(person.id, seq, Lang::En).is_alerted(say.help_stale()).is_silent();
        }
    }
    aigul.says("/updates").await.has_button(say.topic_on(&say.topic_name(Topic::News)));
    let stored = bot
        .service(async |service| service.app().store.snapshot(ChatId::new(stranger.id)).await.expect("read"))
        .await;
    assert!(stored.chat.is_none(), "a tap makes nobody known");
}

#[tokio::test]
async fn edited_messages_service_messages_and_channel_posts_do_no_harm() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let chat = json!({"id": aigul.id, "type": "private", "first_name": "Aigul"});
    let seq = bot.emulator().seq();
    for update in [
        json!({"edited_message": {"message_id": 5, "date": 1, "edit_date": 2, "chat": chat, "text": "/help",
            "from": {"id": aigul.id, "is_bot": false, "first_name": "Aigul"}}}),
        json!({"message": {"message_id": 6, "date": 1, "chat": chat, "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}}}),
        json!({"channel_post": {"message_id": 7, "date": 1, "chat": {"id": -1_001_234, "type": "channel", "title": "C"}, "text": "/help"}}),
        json!({"message": {"message_id": 8, "date": 1, "chat": {"id": -55, "type": "group", "title": "G"}, "text": "no one wrote this"}}),
        json!({"some_new_kind": {"of": "update"}}),
        json!({"callback_query": {"id": "1", "from": {"id": aigul.id, "is_bot": false, "first_name": "A"}, "chat_instance": "1",
            "data": "o:home"}}),
        json!({"message": "not an object"}),
        json!({"my_chat_member": {"chat": chat}}),
    ] {
        bot.emulator().inject(update).expect("an update");
    }
    bot.settle().await;
    let events = bot.emulator().events_after(seq).expect("events");
    assert!(events.iter().all(|event| event.kind != "sent"), "{events:#?}");
    aigul.says("/help").await.opens_with(say.help_text());
}

#[tokio::test]
async fn an_old_button_of_an_inaccessible_message_is_answered_with_a_new_one() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let seq = bot.emulator().seq();
    let chat = json!({"id": aigul.id, "type": "private", "first_name": "Aigul"});
    let from = json!({"id": aigul.id, "is_bot": false, "first_name": "Aigul", "language_code": "en"});
    let query = json!({"id": "42", "from": from, "chat_instance": "1", "data": "o:help",
        "message": {"chat": chat, "message_id": 3, "date": 0}});
    bot.emulator().inject(json!({"callback_query": query})).expect("an update");
    bot.settle().await;
    let sent: Vec<_> = bot
        .emulator()
        .events_after(seq)
        .expect("events")
        .into_iter()
        .filter(|event| event.kind == "sent")
        .collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].text(), say.help_text().plain());
}

#[tokio::test]
async fn a_button_that_nobody_knows_any_more_says_so() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let old = aigul.first_button();
    let stale = ButtonPress { data: Some("from:another:age".into()), ..old };
    let heard = aigul.presses(&stale).await;
    heard.is_short(say.help_stale());
    let shown = heard.sent_by("sendMessage")["message_id"].as_i64();
    assert_ne!(shown, stale.message_id.map(i64::from), "the message with the button stays");

    // A question stays open, so nothing is shown instead of it.
    aigul.presses_data("m:on:1").await;
    aigul.presses_data("o:zone").await.opens_with(say.reminders_zone_ask());
    aigul.presses_data("from:another:age").await.is_alerted(say.help_stale()).is_silent();
    aigul.says("Tashkent").await.sees("Tashkent");
}

#[tokio::test]
async fn a_screen_that_was_deleted_is_said_anew() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let fault = InjectedFault::new(FaultKind::BadRequest)
        .method("editMessageText")
        .description("Bad Request: message to edit not found");
    let _ = bot.emulator().fault(fault);
    let heard = aigul.taps(say.button_help()).await;
    assert_eq!(heard.events.iter().filter(|event| event.kind == "sent").count(), 1);
    heard.opens_with(say.help_text());
}

#[tokio::test]
async fn one_persons_too_many_requests_are_waited_out() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let fault =
        InjectedFault::new(FaultKind::TooManyRequests).method("sendMessage").chat(aigul.id).retry_after(1);
    let _ = bot.emulator().fault(fault);
    aigul.says("/help").await.opens_with(say.help_text());
}

#[tokio::test]
async fn only_the_newest_screen_has_buttons() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.says("/help").await;
    aigul.says("/calls").await;
    let with_buttons = bot
        .emulator()
        .messages(aigul.id)
        .iter()
        .filter(|message| message.get("reply_markup").is_some())
        .count();
    assert_eq!(with_buttons, 1, "{}", aigul.transcript());
}

#[tokio::test]
async fn the_menu_follows_the_chosen_language() {
    let bot = TestBot::new().await;
    bot.service(async |service| service.register().await).await;
    let aigul = bot.person("Aigul", "ru");
    aigul.starts(Lang::Ky).await;
    let menu = bot.emulator().menu(aigul.id, aigul.id).expect("a menu").to_string();
    let help = |lang: Lang| chat::say(lang).command(Command::Help);
    assert!(menu.contains(&help(Lang::Ky)), "{menu}");
    aigul.says("/language").await;
    aigul.chooses(Lang::Ru).await;
    let menu = bot.emulator().menu(aigul.id, aigul.id).expect("a menu").to_string();
    assert!(menu.contains(&help(Lang::Ru)) && !menu.contains(&help(Lang::Ky)), "{menu}");
}

#[tokio::test]
async fn a_name_that_telegram_refuses_for_now_keeps_nobody_from_the_menus() {
    let bot = TestBot::new().await;
    let later =
        InjectedFault::new(FaultKind::TooManyRequests).method("setMyName").times(4).retry_after(72_000);
    let _ = bot.emulator().fault(later);
    let _ = bot.emulator().fault(InjectedFault::new(FaultKind::BadRequest).method("setMyDescription"));
    let wait = bot.service(async |service| service.register().await).await;
    assert_eq!(wait, Some(Duration::from_hours(20)), "it is tried again when Telegram allows it");
    let reader = bot.person("A", "ky").id;
    let menu = bot.emulator().menu(reader, reader).expect("a menu").to_string();
    assert!(menu.contains(&chat::say(Lang::Ky).command(Command::Pledge)), "{menu}");

    assert_eq!(bot.service(async |service| service.register().await).await, None);
    let _ = bot.emulator().fault(InjectedFault::new(FaultKind::BadRequest).method("setMyName").times(4));
    assert_eq!(bot.service(async |service| service.register().await).await, None, "the name is set");
}

#[tokio::test]
async fn names_and_menus_are_registered_only_where_they_differ() {
    let bot = TestBot::new().await;
    bot.service(async |service| service.register().await).await;
    let refuse = |method: &str| {
        bot.emulator().fault(InjectedFault::new(FaultKind::BadRequest).method(method).times(100))
    };
    for method in ["setMyName", "setMyDescription", "setMyShortDescription", "setMyCommands"] {
        let _ = refuse(method);
    }
    bot.service(async |service| service.register().await).await;
    assert_eq!(bot.emulator().faults().len(), 4, "something was set again");
    let reader = bot.person("A", "ky").id;
    let menu = bot.emulator().menu(reader, reader).expect("a menu").to_string();
    assert!(menu.contains(&chat::say(Lang::Ky).command(Command::Pledge)), "{menu}");
}
