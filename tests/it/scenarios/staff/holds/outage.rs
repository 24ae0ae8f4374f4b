//! Telegram is out of reach, or the bot is down, while an action waits: whoever stops it in time has stopped it.

use jiff::SignedDuration;
use pledge_bot::domain::hold::HoldState;
use pledge_bot::domain::{ChatId, Lang};
use pledge_bot::emulator::{FaultKind, InjectedFault};
use pledge_bot::store::Incoming;
use serde_json::{Value, json};

use super::{READERS, got, minutes, sends, state, three};
use crate::scenarios::staff::campaigns;
use crate::support::chat::{Person, Words, english};
use crate::support::test_bot::TestBot;
use crate::support::token::TOKEN;

/// Somebody taps "Stop", which waits at Telegram.
fn stops(bot: &TestBot, person: &Person) {
    bot.emulator().tap(person.id, &english().button_hold_stop().plain()).expect("the button");
}

/// The bot looks at what waits, and takes no updates before.
async fn steps(bot: &TestBot) {
    bot.service(async |service| service.holds().step().await.expect("the store works")).await;
}

/// The bot asks for updates once; gives how many came, if Telegram answers.
async fn polls(bot: &TestBot) -> Option<usize> {
    // Telegram's time goes by too.
    let _ = bot.emulator();
    bot.service(async |service| service.feed().poll(std::time::Duration::ZERO).await.ok()).await
}

/// Olga's broadcast waits, and Bakyt can stop it.
async fn held(bot: &TestBot, olga: &Person) {
    sends(olga, "Hello").await;
    bot.holds().await;
}

/// Bakyt has stopped it, and nothing has gone out.
async fn is_stopped(bot: &TestBot) {
    bot.holds().await;
    assert_eq!(state(bot, 1).await, HoldState::Stopped);
    minutes(bot, 60).await;
    assert!(campaigns(bot).await.is_empty() && got(bot, "Hello") == 0);
}

#[tokio::test]
async fn a_stop_in_time_counts_although_telegram_was_out_of_reach() {
    let (bot, olga, bakyt, _) = three().await;
    held(&bot, &olga).await;
    let away = InjectedFault::new(FaultKind::Reset).method("getUpdates").times(1000);
    let _ = bot.emulator().fault(away);
    bot.clock.advance(SignedDuration::from_mins(3));
    stops(&bot, &bakyt);
    for _ in 0..2 {
        bot.clock.advance(SignedDuration::from_mins(10));
        assert_eq!(polls(&bot).await, None);
        steps(&bot).await;
        assert_eq!(state(&bot, 1).await, HoldState::Waiting);
    }
    bot.emulator().clear_faults();
    steps(&bot).await;
    assert_eq!(state(&bot, 1).await, HoldState::Waiting, "nothing was taken yet");
    is_stopped(&bot).await;
}

#[tokio::test]
async fn a_stop_in_time_counts_although_the_bot_was_down() {
    let (bot, olga, bakyt, _) = three().await;
    held(&bot, &olga).await;
    bot.ends().await;
    stops(&bot, &bakyt);
    bot.clock.advance(SignedDuration::from_mins(20));
    let _ = bot.emulator();
    bot.starts_with(&bot.settings).await.expect("it starts");
    // Telegram has told the time, and nothing else.
    let _ = bot.emulator().fault(InjectedFault::new(FaultKind::ServerError).method("getUpdates"));
    assert_eq!(polls(&bot).await, None);
    steps(&bot).await;
    assert_eq!(state(&bot, 1).await, HoldState::Waiting);
    is_stopped(&bot).await;
}

#[tokio::test]
async fn a_stop_in_time_counts_behind_a_backlog() {
    let (bot, olga, bakyt, _) = three().await;
    held(&bot, &olga).await;
    let strangers: Vec<_> = (0..10).map(|nth| bot.person(&format!("Aigul {nth}"), "en")).collect();
    for nth in 0..100 {
        bot.emulator().say(strangers[nth % 10].id, "/help").expect("it is sent");
    }
    stops(&bot, &bakyt);
    bot.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(polls(&bot).await, Some(100), "as many as come at once");
    steps(&bot).await;
    assert_eq!(state(&bot, 1).await, HoldState::Waiting);
    is_stopped(&bot).await;
}

#[tokio::test]
async fn a_stop_counts_that_was_taken_and_not_handled() {
    let (bot, olga, bakyt, _) = three().await;
    held(&bot, &olga).await;
    bot.clock.advance(SignedDuration::from_mins(10));
    polls(&bot).await;
    stops(&bot, &bakyt);
    // It stands in the inbox, as after a crash.
    let url = format!("{}/bot{TOKEN}/getUpdates", bot.emulator().url());
    let answer = reqwest::Client::new().post(url).json(&json!({})).send().await.expect("an answer");
    let update = answer.json::<Value>().await.expect("JSON")["result"][0].clone();
    let update_id = update["update_id"].as_i64().expect("an ID");
    let (chat, raw) = (Some(ChatId::new(bakyt.id)), update.to_string().into_bytes());
    let stop = [Incoming { update_id, chat, raw }];
    let now = bot.clock.now();
    let new =
        bot.service(async |service| service.app().store.enqueue(&stop, now).await.expect("stored")).await;
    assert_eq!(new, [update_id]);
    steps(&bot).await;
    assert_eq!(state(&bot, 1).await, HoldState::Waiting);
    bot.restart().await;
    is_stopped(&bot).await;
}

#[tokio::test]
async fn what_two_people_want_waits_for_no_updates() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    held(&bot, &olga).await;
    bakyt.taps(say.button_hold_go_ahead()).await.opens_with(say.hold_go_ahead_answer());
    let _ = bot.emulator().fault(InjectedFault::new(FaultKind::Reset).method("getUpdates"));
    assert_eq!(polls(&bot).await, None);
    steps(&bot).await;
    assert_eq!(state(&bot, 1).await, HoldState::Done);
}

#[tokio::test]
async fn who_was_out_of_reach_with_all_others_has_the_list_when_it_is_over() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    olga.says("/export").await;
    olga.taps(say.button_export_send()).await.sees(say.hold_begun());
    let away = InjectedFault::new(FaultKind::Reset).method("sendMessage").times(1000);
    let _ = bot.emulator().fault(away);
    bot.holds().await;
    minutes(&bot, 31).await;
    bot.emulator().clear_faults();
    let seq = bot.emulator().seq();
    minutes(&bot, 2).await;
    bakyt.newest_has(say.hold_what_export(&say.hold_someone()));
    minutes(&bot, 10).await;
    let events = bot.heard(olga.id, seq, Lang::En).events;
    assert_eq!(events.iter().filter(|event| event.method == Some("sendDocument")).count(), 1);
}

#[tokio::test]
async fn an_author_out_of_reach_hears_later_that_nobody_was_reached() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    sends(&olga, "Hello").await;
    let away = InjectedFault::new(FaultKind::Reset).method("sendMessage").times(1000);
    let _ = bot.emulator().fault(away.clone());
    bot.holds().await;
    minutes(&bot, 31).await;
    bot.emulator().clear_faults();
    for other in [&bakyt, &chinara] {
        let _ = bot.emulator().fault(away.clone().chat(other.id));
    }
    olga.has_seen(say.hold_still_untold(), 0);
    for _ in 0..3 {
        minutes(&bot, 2).await;
    }
    olga.has_seen(say.hold_still_untold(), 1);
}

#[tokio::test]
async fn nobody_hears_that_nobody_was_reached_when_somebody_just_was() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    for other in [&bakyt, &chinara] {
        let away = InjectedFault::new(FaultKind::Reset).method("sendMessage").chat(other.id);
        let _ = bot.emulator().fault(away.times(1000));
    }
    held(&bot, &olga).await;
    bot.emulator().clear_faults();
    let seq = bot.emulator().seq();
    minutes(&bot, 31).await;
    bakyt.newest_has(say.hold_what_send(&say.hold_someone()));
    bot.heard(olga.id, seq, Lang::En).does_not_see(say.hold_still_untold());
    minutes(&bot, 10).await;
    assert_eq!(got(&bot, "Hello"), usize::try_from(READERS).expect("a few"));
}
