//! Floods, backlogs, and updates that break their handler.

use std::collections::BTreeMap;

use futures_util::future::BoxFuture;
use jiff::SignedDuration;
use pledge_bot::clock::Clock;
use pledge_bot::conversation::{Answered, Context, Intent, route};
use pledge_bot::domain::{ChatId, HoldId, Lang, Topic};
use pledge_bot::emulator::{ButtonPress, EmulatorEvent, FaultKind, InjectedFault};
use pledge_bot::store::{Change, Incoming};
use pledge_bot::telegram::RateLimits;
use pledge_bot::texts::Html;
use pledge_bot::updates;
use serde_json::json;
use tokio::sync::watch;

use crate::support::chat::{CARD, NAME, Words, english};
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// The bot's router with a handler before it that panics.
fn with_a_panic(context: Context, intent: Intent) -> BoxFuture<'static, Answered> {
    match intent {
        Intent::UnknownCommand(text) if text == "/boom" => Box::pin(async { panic!("boom") }),
        intent => route(context, intent),
    }
}

#[tokio::test]
async fn eleven_starts_after_downtime_get_one_answer() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    for _ in 0..10 {
        bot.emulator().say(aigul.id, "/start").expect("it is sent");
    }
    assert_eq!(aigul.says("/start").await.texts().len(), 1);
}

#[tokio::test]
async fn answers_to_questions_are_never_folded() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    // A name, then impatience: the bot takes the name and shows only the last of the screens.
    for text in ["Aigul", "/help", "/calls"] {
        bot.emulator().say(aigul.id, text).expect("it is sent");
    }
    let heard = aigul.says("/deadline").await.texts();
    assert_eq!(heard.len(), 2, "{heard:#?}");
    assert!(heard[0].starts_with(&say.sign_up_already().plain()), "{heard:#?}");
    assert!(heard[1].starts_with(&say.deadline_title(&say.deadline_name("pledge")).plain()), "{heard:#?}");
    aigul.says("/support").await.has_line(say.sign_up_line_name_kept());
}

/// How often something was said.
fn count(heard: &[String], text: impl Words) -> usize {
    let text = text.plain();
    heard.iter().filter(|heard| **heard == text).count()
}

#[tokio::test]
async fn forms_that_came_while_the_bot_was_down_are_all_answered() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let record = |call: &str| {
        format!(
            "/record\ncall: {call}\nstatus: in-progress\ndate: 2026-11-20\nky: А\nru: Б\nen: C\nlink: https://example.org/"
        )
    };
    let deadline = "/deadlines\ndate: 2027-03-06\nky: Отчет\nru: Отчёт\nen: Report";
    let (laws, partnership) = (record("authorities-laws"), record("un-partnership"));
    for text in [laws.as_str(), "/calls", &partnership, &laws, deadline, "/broadcast"] {
        bot.emulator().say(owner.id, text).expect("it is sent");
    }
    let heard = owner.says("/calls").await.texts();
    let asked = |question: Html| {
        let question = question.plain();
        heard.iter().filter(|text| text.starts_with(&question)).count()
    };
    assert_eq!(asked(say.staff_status_ask()), 3, "{heard:#?}");
    assert_eq!(asked(say.staff_deadline_ask()), 1, "{heard:#?}");
    assert_eq!(asked(say.campaign_title()), 1, "{heard:#?}");
    assert_eq!(asked(say.calls_intro()), 2, "{heard:#?}");
}

#[tokio::test]
async fn of_two_hundred_texts_at_once_thirty_are_taken_and_the_flood_is_told_once() {
    let say = english();
    let bot = TestBot::new().await;
    let (aigul, bakyt) = (bot.person("Aigul", "en"), bot.person("Bakyt", "en"));
    aigul.starts(Lang::En).await;
    for n in 0..200 {
        // Each differs from the one before, so that none is coalesced.
        let text = if n % 2 == 0 { "/sign".to_owned() } else { format!("{n}/a different text") };
        bot.emulator().say(aigul.id, &text).expect("it is sent");
    }
    let heard = aigul.says("/stop").await.texts();
    assert_eq!(count(&heard, say.help_slow()), 1, "{heard:#?}");
    assert_eq!(count(&heard, say.topics_stopped()), 1, "an opt-out gets through: {heard:#?}");
    // The emulator hands out a hundred at once, and so the bot may have worked off some in between.
    assert!((32..=64).contains(&heard.len()), "{} answers", heard.len());
    // Nobody else is held up.
    bakyt.says("/start").await.sees(say.language_choose());
    bot.clock.advance(SignedDuration::from_mins(1));
    aigul.says("/help").await.opens_with(say.help_text());
}

#[tokio::test]
async fn of_a_hundred_and_fifty_forged_taps_thirty_are_answered_at_once_and_the_flood_is_told_once() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(CARD).await;
    let seq = bot.emulator().seq();
    let press = ButtonPress { data: Some("y:1".into()), ..aigul.first_button() };
    for _ in 0..150 {
        bot.emulator().press(aigul.id, &press).expect("it is pressed");
    }
    bot.settle().await;
    let heard = bot.heard(aigul.id, seq, Lang::En);
    assert_eq!(count(&heard.texts(), say.help_slow()), 1, "{:#?}", heard.texts());
    let has_note = |event: &EmulatorEvent| event.answer.as_ref().is_some_and(|answer| answer["text"] != "");
    let answered = heard.events.iter().filter(|event| event.kind == "answered" && has_note(event)).count();
    // The emulator hands out a hundred at once, and so the bot may have worked off some in between.
    assert!((30..=60).contains(&answered), "{answered} answers");
}

#[tokio::test]
async fn whoever_floods_can_still_stop_and_erase() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    for n in 0..150 {
        let text = if n % 2 == 0 { "/sign" } else { "/calls" };
        bot.emulator().say(aigul.id, text).expect("it is sent");
    }
    aigul.says("/stop").await.sees(say.topics_stopped());
    aigul.says("/help").await.is_silent();
    aigul.asks_to_be_erased().await;
    aigul.taps(say.button_erase_only()).await.sees(say.my_data_messages_left());
    let stored = bot.service(async |service| service.app().store.snapshot(ChatId::new(aigul.id)).await).await;
    assert!(stored.expect("read").chat.is_none());
}

#[tokio::test]
async fn what_is_dropped_is_never_stored_also_after_a_restart() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let flood = |first: i64| {
        let incoming = |id: i64| {
            let raw = of_a_flood(aigul.id, id).to_string().into_bytes();
            Incoming { update_id: id, chat: Some(ChatId::new(aigul.id)), raw }
        };
        (first..first + 100).map(incoming).collect::<Vec<_>>()
    };
    let pending = async |bot: &TestBot| {
        bot.service(async |service| service.app().store.counts().await.expect("counts").pending).await
    };
    // Nothing is answered, so that everything waits.
    let _ = bot.emulator().fault(InjectedFault::new(FaultKind::Delay).method("sendMessage").chat(aigul.id));
    bot.service(async |service| service.feed().take(flood(1_000_000)).await.expect("taken")).await;
    assert_eq!(pending(&bot).await, 30);
    bot.restart().await;
    bot.service(async |service| service.feed().take(flood(2_000_000)).await.expect("taken")).await;
    assert_eq!(pending(&bot).await, 30, "what an earlier run left counts");
    bot.emulator().clear_faults();
    bot.settle().await;
    assert_eq!(pending(&bot).await, 0);
}

/// One command of a flood in which none is coalesced.
fn of_a_flood(chat: i64, n: i64) -> serde_json::Value {
    let text = if n % 2 == 0 { "/sign" } else { "/calls" };
    json!({"update_id": n, "message": {"message_id": n, "date": 1_764_000_000, "text": text,
        "chat": {"id": chat, "type": "private", "first_name": "A"},
        "from": {"id": chat, "is_bot": false, "first_name": "A", "language_code": "en"},
        "entities": [{"type": "bot_command", "offset": 0, "length": text.len()}]}})
}

#[tokio::test]
async fn three_hundred_flooding_accounts_hold_up_no_honest_start() {
    const FLOODING: i64 = 300;
    let bot = TestBot::with(Setup { clock: Clock::System, ..Setup::default() }).await;
    let first = 700_000;
    bot.emulator().crowd(first, u32::try_from(FLOODING).expect("few"), "en").expect("people");
    for _ in 0..4 {
        for chat in first..first + FLOODING {
            bot.emulator().say(chat, "/calls").expect("it is sent");
            bot.emulator().say(chat, "/sign").expect("it is sent");
        }
    }
    let (_stop, stopped) = watch::channel(false);
    let honest = async {
        // Some of the flood has been answered.
        let is_answer = |event: &EmulatorEvent| event.kind == "sent" && event.chat >= first;
        let seq = bot.emulator().next_event(0, is_answer).await.expect("an answer").seq;
        let anna = bot.person("Anna", "en");
        bot.emulator().say(anna.id, "/start").expect("it is sent");
        bot.emulator().next_sent(seq, anna.id).await.expect("an answer");
        let sent = bot.emulator().events_after(seq).expect("events");
        sent.iter().filter(|event| is_answer(event)).count()
    };
    let before = bot
        .service(async |service| {
            tokio::select! {
                ended = updates::run(service.feed(), None, stopped) => panic!("polling ended: {ended:?}"),
                before = honest => before,
            }
        })
        .await;
    // A second and a half of the flood's share, as taking all of it takes a moment.
    assert!(before <= 30, "{before} answers to the flood came first");
}

#[tokio::test]
async fn other_bots_are_neither_answered_nor_stored() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let group = bot.group(&[&aigul]).await;
    let seq = bot.emulator().seq();
    let other = json!({"id": 77, "is_bot": true, "first_name": "Echo", "username": "echo_bot"});
    let anonymous =
        json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"});
    let place = json!({"id": group.id, "type": "group", "title": "Our street"});
    let message = |from: &serde_json::Value| {
        json!({"message": {"message_id": 5000, "date": 1_764_000_000, "chat": place, "from": from, "text": "/help",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}})
    };
    bot.emulator().inject(message(&other)).expect("an update");
    bot.emulator()
        .inject(json!({"callback_query": {"id": "1", "from": other, "chat_instance": "1", "data": "o:calls",
            "message": {"message_id": 3, "date": 0, "chat": place}}}))
        .expect("an update");
    group.hears(seq).await.is_silent();

    let mut as_group = message(&anonymous);
    as_group["message"]["sender_chat"] = place.clone();
    bot.emulator().inject(as_group).expect("an update");
    assert_eq!(group.hears(seq).await.texts().len(), 1, "an anonymous administrator is a person");
}

#[tokio::test]
async fn a_handler_that_panics_is_tried_three_times_and_told_to_the_owner() {
    let say = english();
    let bot = TestBot::with(Setup { router: with_a_panic, owners: vec![OWNER], ..Setup::default() }).await;
    let owner = bot.reader("Owner").await;
    let aigul = bot.reader("Aigul").await;

    let seq = bot.emulator().seq();
    aigul.says("/boom").await.opens_with(say.home_apology());
    aigul.says("/boom").await;
    let counts = bot.service(async |service| service.app().store.counts().await.expect("counts")).await;
    assert_eq!((counts.pending, counts.dead), (0, 2));
    let told = || {
        let events = bot.emulator().events_after(seq).expect("events");
        let texts = events.into_iter().filter(|event| event.chat == owner.id);
        texts.map(|event| event.text().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told().len(), 1, "once an hour at most");
    assert_eq!(told()[0], say.staff_dead_letters(1).plain());

    bot.clock.advance(SignedDuration::from_hours(1));
    aigul.says("/boom").await;
    assert_eq!(told()[1], say.staff_dead_letters(2).plain());
    // The bot goes on.
    aigul.says("/help").await.opens_with(say.help_text());
}

/// Agrees to something that does not wait, whatever is stored.
fn with_a_lost_race(context: Context, intent: Intent) -> BoxFuture<'static, Answered> {
    match intent {
        Intent::UnknownCommand(text) if text == "/race" => Box::pin(async move {
            let change = Change::LetGo(HoldId(99), context.now);
            Ok(context.quietly().change(change))
        }),
        intent => route(context, intent),
    }
}

#[tokio::test]
async fn an_answer_that_is_overtaken_each_time_is_put_aside_in_the_end() {
    let say = english();
    let bot = TestBot::with(Setup { router: with_a_lost_race, ..Setup::default() }).await;
    let aigul = bot.reader("Aigul").await;
    aigul.says("/race").await.opens_with(say.home_apology());
    let counts = bot.service(async |service| service.app().store.counts().await.expect("counts")).await;
    assert_eq!((counts.pending, counts.dead), (0, 1));
    aigul.says("/help").await.opens_with(say.help_text());
}

#[tokio::test]
async fn a_failed_send_is_no_failure_of_the_update() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let _ = bot.emulator().fault(InjectedFault::new(FaultKind::BadRequest).method("sendMessage").times(1));
    aigul.says("/help").await;
    let counts = bot.service(async |service| service.app().store.counts().await.expect("counts")).await;
    assert_eq!((counts.pending, counts.dead), (0, 0));
}

#[tokio::test]
async fn updates_without_a_chat_or_of_unknown_kinds_leave_nothing_behind() {
    let bot = TestBot::new().await;
    for n in 0..300 {
        let update = json!({"inline_query": {"id": n.to_string(), "from": {"id": 5, "is_bot": false, "first_name": "A"},
            "query": "x", "offset": ""}});
        bot.emulator().inject(update).expect("an update");
        bot.emulator().inject(json!({"kind_of_tomorrow": {"n": n}})).expect("an update");
    }
    bot.settle().await;
    let counts = bot.service(async |service| service.app().store.counts().await.expect("counts")).await;
    assert_eq!((counts.pending, counts.dead), (0, 0));
    assert_eq!(bot.emulator().pending_updates(), 0);
}

/// One update of a backlog, by its place in it.
fn of_a_backlog(chat: i64, n: i64) -> serde_json::Value {
    let person = json!({"id": chat, "is_bot": false, "first_name": "A", "language_code": "en"});
    let place = json!({"id": chat, "type": "private", "first_name": "A"});
    let text = |text: &str| {
        json!({"message": {"message_id": 1000 + n, "date": 1_764_000_000, "chat": place, "from": person, "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": text.len()}]}})
    };
    let press = |data: &str| {
        json!({"callback_query": {"id": format!("{chat}-{n}"), "from": person, "chat_instance": "1", "data": data,
            "message": {"message_id": 3, "date": 0, "chat": place}}})
    };
    match n {
        10..=12 => press("o:calls"),
        13 | 14 => press("t:news:1"),
        15 => text("hello?"),
        16 | 17 => text("/help"),
        18 => press("o:deadline"),
        // Ten at first, and one at last.
        _ => text("/start"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backlog_of_ten_thousand_is_worked_off_calmly() {
    const CHATS: i64 = 500;
    let say = english();
    let limits = RateLimits::new(10_000, 60, 20);
    let bot = TestBot::with(Setup { clock: Clock::System, limits, ..Setup::default() }).await;
    let first = 700_000;
    bot.emulator().crowd(first, u32::try_from(CHATS).expect("few"), "en").expect("people");
    let seq = bot.emulator().seq();
    for n in 0..20 {
        for chat in first..first + CHATS {
            bot.emulator().inject(of_a_backlog(chat, n)).expect("an update");
        }
    }
    bot.settle().await;

    let mut said: BTreeMap<i64, Vec<(i64, String)>> = BTreeMap::new();
    for event in bot.emulator().events_after(seq).expect("events") {
        if matches!(event.kind, "sent" | "edited") && event.method != Some("editMessageReplyMarkup") {
            said.entry(event.chat).or_default().push((event.at, event.text().to_owned()));
        }
    }
    assert_eq!(i64::try_from(said.len()), Ok(CHATS), "somebody was forgotten");
    let choose = say.language_choose().plain();
    for (chat, said) in said {
        let welcomes = said.iter().filter(|(_, text)| text.contains(&choose)).count();
        assert_eq!(welcomes, 1, "chat {chat}: {said:#?}");
        let calm = said.windows(2).all(|pair| pair[1].0 - pair[0].0 >= 990);
        assert!(calm, "chat {chat} got more than one message a second: {said:#?}");
    }
    let counts = bot.service(async |service| service.app().store.counts().await.expect("counts")).await;
    assert_eq!((counts.pending, counts.dead), (0, 0));
}
