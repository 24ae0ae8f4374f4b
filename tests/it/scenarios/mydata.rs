//! A person's data: shown, given as a file, erased, and kept no longer than promised.

use jiff::SignedDuration;
use pledge_bot::domain::time::home_day;
use pledge_bot::domain::{ChatId, Command, Lang, Region, Retention, Supporter, Topic};
use pledge_bot::emulator::{ButtonPress, FaultKind, InjectedFault};
use pledge_bot::store::{Change, ChangeSet};
use serde_json::{Value, json};

use crate::support::chat::Act::{Says, Taps};
use crate::support::chat::{CARD, Heard, Person, TYPED_NAME, english, say};
use crate::support::earlier_sign_ups;
use crate::support::snapshots::Screens;
use crate::support::test_bot::TestBot;

/// The file of a person's data that was sent.
async fn file(bot: &TestBot, heard: &Heard) -> Value {
    let document = &heard.sent_by("sendDocument")["document"];
    assert_eq!(document["file_name"], "mydata.json");
    serde_json::from_slice(&bot.file(&document["file_id"]).await).expect("JSON")
}

/// The file without its messages, whose times come from the emulator's clock; and the number of messages.
fn without_messages(mut file: Value) -> (Value, usize) {
    let messages = file.as_object_mut().and_then(|fields| fields.remove("messages")).unwrap_or_default();
    file["chat"]["screen_message_id"] = Value::Null;
    (file, messages.as_array().map_or(0, Vec::len))
}

/// All data of a chat in one text; none for a stranger.
async fn stored(bot: &TestBot, person: &Person) -> Option<String> {
    bot.service(async |service| {
        let store = &service.app().store;
        let chat = ChatId::new(person.id);
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
    bot.sweeps().await;
}

/// Looks at the data, takes the file and erases everything, with a restart before each step.
async fn tour(lang: Lang) {
    let bot = TestBot::new().await;
    let person = bot.person("Айгүл", "ru");
    let say = say(lang);
    person.starts(lang).await;
    person.supports().await;
    person.taps(say.button_topics()).await;
    person.taps(say.topic_off(&say.topic_name(Topic::News))).await;
    let mut screens = Screens::of("mydata", lang);
    for (screen, act) in [
        ("1_data", Says("/mydata".into())),
        ("2_file", Taps(say.button_file())),
        ("3_question", Taps(say.button_erase())),
        ("4_back", Taps(say.button_back())),
        ("5_question_again", Taps(say.button_erase())),
        ("6_receipt", Taps(say.button_erase_messages())),
        ("7_nothing", Says("/mydata".into())),
    ] {
        bot.restart().await;
        let reached_by = act.to_string();
        let heard = person.does(act).await;
        let gone: usize = heard.events.iter().map(|event| event.message_ids.len()).sum();
        let gone = if gone > 0 { format!("\n\n({gone} messages are gone)") } else { String::new() };
        let shown = heard.shown().replace(&person.id.to_string(), "123456789");
        screens.see(screen, &reached_by, &(shown + &gone));
    }
    screens.finish();
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
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "ru");
    aigul.starts(Lang::En).await;
    aigul.supports().await;
    aigul.taps(say.button_topics()).await;
    aigul.taps(say.topic_off(&say.topic_name(Topic::Deadlines))).await;
    aigul.says("/mydata").await;
    let file_of_all = file(&bot, &aigul.taps(say.button_file()).await).await;
    let (mut shown, messages) = without_messages(file_of_all);
    let number = shown["support"].as_object_mut().and_then(|fields| fields.remove("number"));
    assert!(number.and_then(|number| number.as_i64()).is_some_and(|number| number >= 1 << 52));
    assert_eq!(
        shown,
        json!({
            "format": 2,
            "made_at": "2026-11-25T05:00:00Z",
            "reminders": { "which": "all", "hour": 10, "zone": "Asia/Bishkek", "put_off": [] },
            "bot": "pledge_test_bot",
            "chat": {
                "id": aigul.id, "kind": "private", "language": "en", "menu_language": "en",
                "screen_message_id": null, "told_of_edits_at": null, "active": true,
            },
            "topics": [{"topic": "deadlines", "since": "2026-11-25T05:00:00Z"}],
            "support": {
                "since": "2026-11-25", "kind": "person", "region": "KG-N", "consent_version": 3,
                "consented_on": "2026-11-25", "name": "sealed", "publish_name": false,
                "contact": "sealed", "name_and_contact": "none",
            },
            "unfinished_sign_up": null,
            "deliveries": [],
            "draft": "none",
            "forms": "none",
        })
    );
    assert!(messages >= 8, "{messages}");
    let text = shown.to_string();
    assert!(!text.contains("Aigul") && !text.contains("example.org"), "{text}");
}

#[tokio::test]
async fn an_unfinished_sign_up_says_when_it_ends_and_not_what_was_typed() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let (begun, ends) = (bot.clock.now(), bot.clock.now() + SignedDuration::from_hours(24));
    bot.had_begun(&aigul, &earlier_sign_ups::named(TYPED_NAME, begun)).await;
    let shown = aigul.says("/mydata").await;
    shown.sees(say.my_data_unfinished(&say.moment(begun), &say.moment(ends))).does_not_see(TYPED_NAME);
    let shown = file(&bot, &aigul.taps(say.button_file()).await).await;
    assert_eq!(
        shown["unfinished_sign_up"],
        json!({"started_at": "2026-11-25T05:00:00Z", "deleted_at": "2026-11-26T05:00:00Z", "step": "region",
               "answers": "sealed"})
    );
    // It is still there, and goes on.
    aigul.says("/support").await.opens_with(say.sign_up_kept());
}

#[tokio::test]
async fn the_card_and_withdrawing_are_reached_from_here_too() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports().await;
    aigul.says("/support").await;
    let data = aigul.taps(say.button_my_data()).await;
    data.sees(say.sign_up_line_region(&say.region_name(Region::Naryn))).sees(say.sign_up_line_name_kept());
    aigul.taps(say.button_withdraw()).await;
    aigul.taps(say.button_back()).await;
    aigul.says("/mydata").await;
    aigul.taps(say.button_sign_up()).await.asks(CARD);
    assert_eq!(bot.supporters().await, 1);
}

/// A supporter as an earlier version stored them: name and contact are in one document.
async fn becomes_earlier_supporter(bot: &TestBot, person: &Person) {
    let joint = Some(vec![1; 300]);
    let supporter =
        Supporter { region: Region::Naryn, joint, ..Supporter::new(1, 2, home_day(bot.clock.now())) };
    let set = ChangeSet { chat: ChatId::new(person.id), list: vec![Change::SaveSupporter(supporter)] };
    bot.service(async |service| service.app().store.commit(None, Some(set)).await.expect("stored")).await;
}

#[tokio::test]
async fn what_an_earlier_version_sealed_together_is_named_so() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    becomes_earlier_supporter(&bot, &aigul).await;
    let shown = aigul.says("/mydata").await;
    shown.sees(say.sign_up_line_sealed()).sees(say.sign_up_line_publish_no());
    shown.does_not_see(say.sign_up_line_no_name()).does_not_see(say.sign_up_line_no_contact());
    let file = file(&bot, &aigul.taps(say.button_file()).await).await;
    let support = &file["support"];
    assert_eq!(
        [&support["name"], &support["contact"], &support["name_and_contact"], &support["number"]],
        [&json!("none"), &json!("none"), &json!("sealed"), &json!(1)]
    );
}

#[tokio::test]
async fn a_button_to_withdraw_counts_for_the_support_that_it_was_made_for() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    becomes_earlier_supporter(&bot, &aigul).await;
    // Buttons of earlier versions have the second at which the support began, or a number that was counted.
    for other in [bot.clock.now().as_second(), 2, (1 << 52) + 2] {
        aigul.says("/help").await;
        let asked = aigul.presses_data(&format!("w:{other}")).await;
        asked.sees(say.sign_up_withdraw()).has_button(say.button_withdraw_yes());
    }
    assert_eq!(bot.supporters().await, 1);
    aigul.taps(say.button_withdraw_yes()).await.opens_with(say.sign_up_withdrawn());
    assert_eq!(bot.supporters().await, 0);
}

#[tokio::test]
async fn whoever_leaves_the_messages_keeps_them_without_buttons() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.asks_to_be_erased().await;
    let before = bot.emulator().messages(aigul.id).len();
    aigul.taps(say.button_erase_only()).await.sees(say.my_data_messages_left());
    let messages = bot.emulator().messages(aigul.id);
    assert_eq!(messages.len(), before + 1);
    assert!(messages.iter().all(|message| message.get("reply_markup").is_none()), "{messages:#?}");
    assert_eq!(stored(&bot, &aigul).await, None);
}

#[tokio::test]
async fn an_erasure_takes_the_menu_and_the_messages_of_two_days_along() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "ru");
    aigul.starts(Lang::En).await;
    let first_command = say.command(Command::Start);
    let menu = || bot.emulator().menu(aigul.id, aigul.id).expect("a menu").to_string();
    assert!(menu().contains(&first_command), "{}", menu());
    wait(&bot, 49);
    for n in 0..120 {
        aigul.says(if n % 2 == 0 { "/help" } else { "/calls" }).await;
        bot.clock.advance(SignedDuration::from_secs(2));
    }
    aigul.asks_to_be_erased().await;
    let heard = aigul.taps(say.button_erase_messages()).await;
    let calls = heard.events.iter().filter(|event| event.kind == "deleted").count();
    assert_eq!(calls, 3, "100 at once: {:#?}", heard.events);
    let left = bot.emulator().messages(aigul.id);
    // Two messages from the day before yesterday, and the receipt.
    assert_eq!(left.len(), 3, "{left:#?}");
    assert!(!menu().contains(&first_command), "{}", menu());
}

#[tokio::test]
async fn an_erasure_takes_the_messages_along_although_nobody_knows_at_first_whether_it_did() {
    let say = english();
    let bot = TestBot::new().await;
    for kind in [FaultKind::Reset, FaultKind::Truncated] {
        let aigul = bot.reader("Aigul").await;
        aigul.says("/help").await;
        aigul.asks_to_be_erased().await;
        let _ = bot.emulator().fault(InjectedFault::new(kind).method("deleteMessages"));
        aigul.taps(say.button_erase_messages()).await;
        let left = bot.emulator().messages(aigul.id);
        assert_eq!(left.len(), 1, "the receipt alone, after {kind:?}: {left:#?}");
    }
}

#[tokio::test]
async fn a_second_tap_and_an_old_button_erase_nothing_and_store_nothing() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports().await;
    aigul.asks_to_be_erased().await;
    let old = ButtonPress { data: Some("r:0".into()), ..aigul.first_button() };
    aigul.taps(say.button_erase_only()).await;
    for _ in 0..2 {
        aigul.presses(&old).await.is_noted(say.my_data_nothing_left()).is_silent();
        assert_eq!(stored(&bot, &aigul).await, None);
    }
    aigul.says("/mydata").await.opens_with(say.my_data_nothing());
    assert_eq!(stored(&bot, &aigul).await, None, "looking stores nothing");

    // After another sign-up, the old button asks first.
    aigul.says("/start").await.sees(say.language_choose());
    aigul.chooses(Lang::En).await;
    aigul.supports().await;
    aigul.presses(&old).await.is_noted(say.my_data_again()).opens_with(say.my_data_erase());
    assert_eq!(bot.supporters().await, 1);
    aigul.presses(&old).await.opens_with(say.my_data_erased(&say.moment(bot.clock.now())));
    assert_eq!(bot.supporters().await, 0);
}

#[tokio::test]
async fn somebody_who_floods_can_still_stop_and_erase() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    for n in 0..100 {
        aigul.says(if n % 2 == 0 { "/help" } else { "/calls" }).await;
    }
    // It is a flood.
    aigul.says("/help").await.is_silent();
    aigul.says("/stop").await.opens_with(say.topics_stopped());
    aigul.says("/mydata").await.opens_with(say.my_data_text());
    aigul.taps(say.button_erase()).await;
    let erased = aigul.taps(say.button_erase_messages()).await;
    erased.opens_with(say.my_data_erased(&say.moment(bot.clock.now())));
    aigul.says("/help").await;
    assert_eq!(stored(&bot, &aigul).await, None, "what is dropped stores nothing either");
}

#[tokio::test]
async fn in_a_group_nothing_of_a_person_is_shown() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let group = bot.group(&[&aigul]).await;
    let answer = group.says(&aigul, "/mydata@pledge_test_bot").await;
    answer.opens_with(say.help_private());
    let button = &answer.sent_by("sendMessage")["reply_markup"]["inline_keyboard"][0][0];
    assert_eq!(button["url"], "https://t.me/pledge_test_bot?start=mydata");
}

#[tokio::test]
async fn a_lost_chat_is_forgotten_after_half_a_year() {
    let say = english();
    let bot = TestBot::new().await;
    let (aigul, bakyt) = (bot.person("Aigul", "en"), bot.person("Bakyt", "en"));
    for person in [&aigul, &bakyt] {
        person.starts(Lang::En).await;
        person.switches_on(Topic::News).await;
    }
    bakyt.supports().await;
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
    let supporter = stored(&bot, &bakyt).await.expect("a supporter stays until they withdraw");
    assert!(supporter.contains("lang: None") && !supporter.contains("News"), "{supporter}");
    assert_eq!(bot.supporters().await, 1);

    // A person who comes back in time is kept.
    bot.emulator().unblock(bakyt.id).expect("a block ends");
    bakyt.says("/mydata").await.sees(say.sign_up_line_region(&say.region_name(Region::Naryn)));
}

#[tokio::test]
async fn a_chat_that_comes_back_is_counted_anew() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
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
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.says("/help").await;
    aigul.says("/mydata").await.sees(say.my_data_messages(4));
    wait(&bot, 49);
    sweep(&bot).await;
    aigul.says("/mydata").await.sees(say.my_data_messages(0));
}
