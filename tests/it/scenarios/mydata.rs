//! What is stored about a person: shown, given as a file, erased, and kept no longer than promised.

use jiff::SignedDuration;
use pledge_bot::domain::{Lang, Region, Retention, SupporterKind, Topic};
use pledge_bot::emulator::Press;
use pledge_bot::texts::Texts;
use serde_json::{Value, json};

use crate::support::test_bot::{Heard, Person, TestBot};

/// Signs with a name and a contact, by the labels of one language.
async fn signs(person: &Person, lang: Lang) {
    let content = Texts::builtin();
    let say = content.say(lang);
    person.says("/sign").await;
    person.taps(&say.button_agree()).await;
    person.taps(&say.kind_name(SupporterKind::Person)).await;
    person.says("Айгүл").await;
    person.taps(&say.region_name(Region::Naryn)).await;
    person.says("aigul@example.org").await;
    person.taps(&say.button_publish_no()).await;
    person.taps(&say.button_confirm()).await;
}

/// The file that was sent.
async fn file(bot: &TestBot, heard: &Heard) -> Value {
    let sent = heard.0.iter().find(|event| event.method == Some("sendDocument")).expect("a file");
    let document = sent.message.as_ref().expect("a message")["document"].clone();
    assert_eq!(document["file_name"], "mydata.json");
    let id = document["file_id"].as_str().expect("an id");
    let token = bot.settings.token.expose();
    let url = |path: &str| format!("{}{path}", bot.settings.api_url);
    let found = reqwest::get(url(&format!("bot{token}/getFile?file_id={id}"))).await.expect("an answer");
    let found: Value = found.json().await.expect("JSON");
    let path = found["result"]["file_path"].as_str().expect("a path").to_owned();
    let file = reqwest::get(url(&format!("file/bot{token}/{path}"))).await.expect("an answer");
    file.json().await.expect("JSON")
}

/// Every time that a file names is left out: it is the emulator's, which goes on.
fn without_messages(mut file: Value) -> (Value, usize) {
    let messages = file.as_object_mut().and_then(|fields| fields.remove("messages")).unwrap_or_default();
    file["chat"]["screen_message_id"] = Value::Null;
    (file, messages.as_array().map_or(0, Vec::len))
}

/// Everything that is stored of a chat, in one text; nothing when it is a stranger.
async fn stored(bot: &TestBot, person: &Person) -> Option<String> {
    bot.service(async |service| {
        let store = &service.app().store;
        let chat = pledge_bot::domain::ChatId(person.id);
        let (visit, kept) =
            (store.snapshot(chat).await.expect("read"), store.personal_data(chat).await.expect("read"));
        visit.chat.is_some().then(|| format!("{visit:?} {kept:?}"))
    })
    .await
}

fn wait(bot: &TestBot, hours: i64) {
    bot.clock.advance(SignedDuration::from_hours(hours));
    bot.emulator().clock().set_ms(bot.clock.now().as_millisecond());
}

async fn sweep(bot: &TestBot) {
    bot.service(async |service| service.sweep().await).await;
}

/// Looks, takes the file and erases everything, by the labels of one language, with a restart between the steps.
async fn tour(lang: Lang) {
    let bot = TestBot::new().await;
    let person = bot.person("Айгүл", "ru");
    let content = Texts::builtin();
    let say = content.say(lang);
    person.starts(lang).await;
    signs(&person, lang).await;
    person.taps(&say.topic_off(&say.topic_name(Topic::News))).await;
    let mut chat = String::new();
    for line in [
        "/mydata".to_owned(),
        say.button_file(),
        say.button_erase(),
        say.button_back(),
        say.button_erase(),
        say.button_erase_messages(),
        "/mydata".to_owned(),
    ] {
        bot.restart().await;
        let typed = line.starts_with('/');
        let heard = if typed { person.says(&line).await } else { person.taps(&line).await };
        let shown = if typed { line } else { format!("[{line}]") };
        chat.extend(["— ", &shown, "\n\n", &heard.shown(), "\n\n"]);
        let gone: usize = heard.0.iter().map(|event| event.message_ids.len()).sum();
        if gone > 0 {
            chat.extend(["(", &gone.to_string(), " messages are gone)\n\n"]);
        }
    }
    let chat = chat.replace(&person.id.to_string(), "123456789");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("mydata_{}", lang.code()), chat);
    });
    assert_eq!(stored(&bot, &person).await, None);
    assert_eq!(bot.supporters().await, 0);
}

#[tokio::test]
async fn a_persons_data_in_kyrgyz() {
    tour(Lang::Ky).await;
}

#[tokio::test]
async fn a_persons_data_in_russian() {
    tour(Lang::Ru).await;
}

#[tokio::test]
async fn a_persons_data_in_english() {
    tour(Lang::En).await;
}

#[tokio::test]
async fn the_file_names_all_that_is_stored() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "ru");
    aigul.starts(Lang::En).await;
    signs(&aigul, Lang::En).await;
    aigul.taps("Reminders: off").await;
    aigul.says("/mydata").await;
    let file_of_all = file(&bot, &aigul.taps("Get it as a file").await).await;
    let (shown, messages) = without_messages(file_of_all);
    assert_eq!(
        shown,
        json!({
            "format": 1,
            "made_at": "2026-11-25T05:00:00Z",
            "reminders": { "which": "all", "hour": 10, "zone": "Asia/Bishkek", "put_off": [] },
            "bot": "pledge_test_bot",
            "chat": {
                "id": aigul.id, "kind": "private", "language": "en", "menu_language": "en",
                "screen_message_id": null, "active": true,
            },
            "topics": [{"topic": "deadlines", "since": "2026-11-25T05:00:00Z"}],
            "sign_up": {
                "kind": "person", "region": "KG-N", "publish_name": false, "consent_version": 1,
                "consented_at": "2026-11-25T05:00:00Z", "name_and_contact": "sealed",
            },
            "unfinished_sign_up": null,
            "deliveries": [],
            "draft": "none",
        })
    );
    assert!(messages >= 8, "{messages}");
    let text = shown.to_string();
    assert!(!text.contains("Айгүл") && !text.contains("example.org"), "{text}");
}

#[tokio::test]
async fn an_unfinished_sign_up_says_when_it_ends_and_not_what_was_typed() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    aigul.says("/sign").await;
    for label in ["I agree", "A person"] {
        aigul.taps(label).await;
    }
    aigul.says("Айгүл").await;
    let shown = aigul.says("/mydata").await.text();
    let unfinished = "begun on 25 November 2026, 11:00, will be deleted on 26 November 2026, 11:00";
    assert!(shown.contains(unfinished) && !shown.contains("Айгүл"), "{shown}");
    let shown = file(&bot, &aigul.taps("Get it as a file").await).await;
    assert_eq!(
        shown["unfinished_sign_up"],
        json!({"started_at": "2026-11-25T05:00:00Z", "deleted_at": "2026-11-26T05:00:00Z", "step": "region",
               "answers": "sealed"})
    );
    // It goes on where it was.
    assert!(aigul.says("/sign").await.text().starts_with("Step 4 of 6"));
}

#[tokio::test]
async fn editing_and_withdrawing_start_here_too() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    signs(&aigul, Lang::En).await;
    aigul.says("/sign").await;
    let data = aigul.taps("What is stored about me").await;
    assert!(data.text().contains("Region: Naryn") && data.text().contains("kept, sealed"), "{}", data.text());
    aigul.taps("Withdraw my support").await;
    aigul.taps("‹ Back").await;
    aigul.says("/mydata").await;
    assert!(aigul.taps("Fill in anew").await.text().starts_with("Step 1 of 6"));
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn whoever_leaves_the_messages_keeps_them_without_buttons() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    aigul.says("/mydata").await;
    aigul.taps("Erase everything").await;
    let before = bot.emulator().messages(aigul.id).len();
    let heard = aigul.taps("Erase, but leave the messages").await;
    assert!(heard.text().contains("The messages in this chat were left."), "{}", heard.text());
    let messages = bot.emulator().messages(aigul.id);
    assert_eq!(messages.len(), before + 1);
    assert!(messages.iter().all(|message| message.get("reply_markup").is_none()), "{messages:#?}");
    assert_eq!(stored(&bot, &aigul).await, None);
}

#[tokio::test]
async fn an_erasure_takes_the_menu_and_the_messages_of_two_days_along() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "ru");
    aigul.starts(Lang::En).await;
    assert!(
        bot.emulator().menu(aigul.id, aigul.id).expect("a menu").to_string().contains("The first screen")
    );
    wait(&bot, 49);
    for n in 0..120 {
        aigul.says(if n % 2 == 0 { "/help" } else { "/calls" }).await;
        bot.clock.advance(SignedDuration::from_secs(2));
    }
    aigul.says("/mydata").await;
    aigul.taps("Erase everything").await;
    let heard = aigul.taps("Erase, and delete the messages").await;
    let calls = heard.0.iter().filter(|event| event.kind == "deleted").count();
    assert_eq!(calls, 3, "100 at once: {:#?}", heard.0);
    let left = bot.emulator().messages(aigul.id);
    // The two of the day before yesterday, and the receipt.
    assert_eq!(left.len(), 3, "{left:#?}");
    let menu = bot.emulator().menu(aigul.id, aigul.id).expect("a menu").to_string();
    assert!(!menu.contains("The first screen"), "{menu}");
}

#[tokio::test]
async fn a_second_tap_and_an_old_button_erase_nothing_and_store_nothing() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    signs(&aigul, Lang::En).await;
    aigul.says("/mydata").await;
    aigul.taps("Erase everything").await;
    let question = bot.emulator().messages(aigul.id).last().cloned().expect("a message");
    let old = Press {
        message_id: question["message_id"].as_i64().and_then(|id| i32::try_from(id).ok()),
        data: Some("r:0".into()),
        ..Press::default()
    };
    aigul.taps("Erase, but leave the messages").await;
    for _ in 0..2 {
        let heard = aigul.presses(&old).await;
        assert_eq!(heard.toast().as_deref(), Some("Nothing is stored about you any more."));
        assert!(heard.texts().is_empty());
        assert_eq!(stored(&bot, &aigul).await, None);
    }
    assert_eq!(aigul.says("/mydata").await.text(), "Nothing is stored about you. To begin: /start");
    assert_eq!(stored(&bot, &aigul).await, None, "looking stores nothing");

    // A stranger again, who signs anew: the old button asks first.
    assert!(aigul.says("/start").await.text().contains("Choose a language"));
    aigul.taps("English").await;
    signs(&aigul, Lang::En).await;
    let heard = aigul.presses(&old).await;
    assert_eq!(heard.toast().as_deref(), Some("Please tap once more to confirm."));
    assert!(heard.text().starts_with("Erase everything about you?"), "{}", heard.text());
    assert_eq!(bot.supporters().await, 1);
    assert!(aigul.presses(&old).await.text().starts_with("Everything about you is erased"));
    assert_eq!(bot.supporters().await, 0);
}

#[tokio::test]
async fn somebody_who_floods_can_still_stop_and_erase() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    aigul.says("/updates").await;
    aigul.taps("News: off").await;
    for n in 0..100 {
        aigul.says(if n % 2 == 0 { "/help" } else { "/calls" }).await;
    }
    assert!(aigul.says("/help").await.texts().is_empty(), "it is a flood");
    assert!(aigul.says("/stop").await.text().starts_with("All messages are off."));
    assert!(aigul.says("/mydata").await.text().starts_with("What is stored about you"));
    aigul.taps("Erase everything").await;
    assert!(
        aigul
            .taps("Erase, and delete the messages")
            .await
            .text()
            .starts_with("Everything about you is erased")
    );
    aigul.says("/help").await;
    assert_eq!(stored(&bot, &aigul).await, None, "what is dropped stores nothing either");
}

#[tokio::test]
async fn in_a_group_nothing_of_a_person_is_shown() {
    use pledge_bot::emulator::{NewGroup, Outgoing};
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let new = NewGroup {
        title: "Friends".into(),
        kind: "group".into(),
        members: vec![aigul.id],
        ..NewGroup::default()
    };
    let group = bot.emulator().group(&new).expect("a group");
    bot.settle().await;
    let seq = bot.emulator().seq();
    let message = Outgoing { from: Some(aigul.id), ..Outgoing::text("/mydata@pledge_test_bot") };
    bot.emulator().send(group, &message).expect("it is sent");
    bot.settle().await;
    let events = bot.emulator().events_after(seq).expect("events");
    let answer = events.iter().find(|event| event.kind == "sent").expect("an answer");
    assert!(answer.text().starts_with("This works in the private chat"), "{}", answer.text());
    let button = &answer.message.as_ref().expect("a message")["reply_markup"]["inline_keyboard"][0][0];
    assert_eq!(button["url"], "https://t.me/pledge_test_bot?start=mydata");
}

#[tokio::test]
async fn a_lost_chat_is_forgotten_after_half_a_year() {
    let bot = TestBot::new().await;
    let (aigul, bakyt) = (bot.person("Aigul", "en"), bot.person("Bakyt", "en"));
    for person in [&aigul, &bakyt] {
        person.starts(Lang::En).await;
        person.says("/updates").await;
        person.taps("News: off").await;
    }
    signs(&bakyt, Lang::En).await;
    for person in [&aigul, &bakyt] {
        bot.emulator().block(person.id).expect("a block");
    }
    bot.settle().await;
    sweep(&bot).await;
    wait(&bot, Retention::default().lost_chat_days() * 24 - 1);
    sweep(&bot).await;
    let before = stored(&bot, &aigul).await.expect("it is kept still");
    assert!(before.contains("News"), "{before}");
    wait(&bot, 1);
    sweep(&bot).await;
    assert_eq!(stored(&bot, &aigul).await, None);
    let supporter = stored(&bot, &bakyt).await.expect("who signed has not withdrawn");
    assert!(supporter.contains("lang: None") && !supporter.contains("News"), "{supporter}");
    assert_eq!(bot.supporters().await, 1);

    // Whoever comes back in time is not lost any more.
    bot.emulator().unblock(bakyt.id).expect("a block ends");
    assert!(bakyt.says("/mydata").await.text().contains("Region: Naryn"));
}

#[tokio::test]
async fn a_chat_that_comes_back_is_counted_anew() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    for _ in 0..2 {
        bot.emulator().block(aigul.id).expect("a block");
        bot.settle().await;
        sweep(&bot).await;
        wait(&bot, 100 * 24);
        bot.emulator().unblock(aigul.id).expect("a block ends");
        aigul.says("/help").await;
        sweep(&bot).await;
    }
    assert!(stored(&bot, &aigul).await.is_some(), "never for half a year at once");
}

#[tokio::test]
async fn ids_of_messages_are_forgotten_after_two_days() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    aigul.says("/help").await;
    assert!(aigul.says("/mydata").await.text().contains("numbers are kept: 4"));
    wait(&bot, 49);
    sweep(&bot).await;
    assert!(aigul.says("/mydata").await.text().contains("numbers are kept: 0"));
}

#[tokio::test]
async fn a_supporter_is_asked_again_when_the_consent_text_has_changed() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    signs(&aigul, Lang::En).await;
    let folder = tempfile::tempdir().expect("a folder");
    let facts = include_str!("../../../messages/pledge.toml").replace("version = 1", "version = 2");
    std::fs::write(folder.path().join("pledge.toml"), facts).expect("written");
    let read_anew = async || {
        let content = Texts::load(folder.path()).unwrap_or_else(|faults| panic!("{faults:#?}"));
        bot.service(async |service| service.app().texts.store(content.into())).await;
    };
    read_anew().await;
    bot.clock.advance(SignedDuration::from_hours(24));

    // Home says so to who comes anew, and not at each tap.
    assert!(
        aigul
            .says("/start")
            .await
            .text()
            .starts_with("The text that you agreed to as a supporter has changed.")
    );
    aigul.taps("Deadline").await;
    assert!(aigul.taps("Home").await.text().starts_with("A pledge for civil society"));
    let asked = aigul.taps("Become a supporter").await.shown();
    assert!(
        asked.starts_with("The text that you agreed to has changed")
            && asked.contains("Version 2 of this text.")
    );
    assert!(asked.contains("[I agree]\n    [Withdraw my support]"), "{asked}");
    assert!(aigul.says("/mydata").await.text().contains("25 November 2026 (consent text, version 1)"));

    bot.restart().await;
    read_anew().await;
    aigul.says("/sign").await;
    let agreed = aigul.taps("I agree").await.text();
    assert!(agreed.contains("26 November 2026 (consent text, version 2)"), "{agreed}");
    assert!(agreed.contains("kept, sealed"), "{agreed}");
    assert!(aigul.says("/start").await.text().starts_with("A pledge for civil society"));
    assert!(aigul.says("/sign").await.text().starts_with("You support the pledge"));

    // The button of the question is over, and may be tapped for long.
    let heard = aigul.presses(&Press { data: Some("c:2".into()), ..Press::default() }).await;
    assert_eq!(heard.toast().as_deref(), Some("This step is over."));
}
