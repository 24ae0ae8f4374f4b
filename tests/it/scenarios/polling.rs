//! Polling goes on after every kind of fault of the network and the server.

use std::sync::Arc;
use std::time::Duration;

use pledge_bot::emulator::{EmulatorEvent, FaultKind, FaultTiming, InjectedFault};
use pledge_bot::updates;
use pledge_bot::updates::PollError;
use tokio::sync::watch;

use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;
use crate::support::token::TOKEN;

/// Runs the bot's polling loop until a `/help` is answered.
async fn polls_until_answered(bot: &TestBot, person: &Person) {
    let seq = bot.emulator().seq();
    bot.emulator().say(person.id, "/help").expect("it is sent");
    let help = english().help_text().plain();
    let is_answer = |event: &EmulatorEvent| event.chat == person.id && event.text() == help;
    let (_stop, stopped) = watch::channel(false);
    bot.service(async |service| {
        tokio::select! {
            ended = updates::run(service.feed(), None, stopped) => panic!("polling ended: {ended:?}"),
            answer = bot.emulator().next_event(seq, is_answer) => drop(answer.expect("an answer")),
        }
        service.feed().idle().await;
    })
    .await;
}

async fn bot_with_anna() -> (Arc<TestBot>, Person) {
    let bot = TestBot::new().await;
    let anna = bot.reader("Anna").await;
    (bot, anna)
}

#[tokio::test]
async fn polling_goes_on_after_every_kind_of_fault() {
    let (bot, anna) = bot_with_anna().await;
    for kind in [
        FaultKind::ServerError,
        FaultKind::HtmlBody,
        FaultKind::Reset,
        FaultKind::Truncated,
        FaultKind::TooManyRequests,
    ] {
        for when in [FaultTiming::Before, FaultTiming::After] {
            let fault = InjectedFault { when, ..InjectedFault::new(kind).method("getUpdates").times(3) };
            let _ = bot.emulator().fault(fault);
            polls_until_answered(&bot, &anna).await;
            assert!(bot.emulator().faults().is_empty(), "{kind:?} was met three times");
        }
    }
}

#[tokio::test]
async fn another_instance_is_met_with_patience() {
    let (bot, anna) = bot_with_anna().await;
    let url = format!("{}/bot{TOKEN}/getUpdates", bot.emulator().url());
    let client = reqwest::Client::new();
    let fault = bot
        .service(async |service| {
            let other = async {
                bot.emulator().waiting_polls(1).await;
                client.get(&url).send().await.expect("the emulator answers");
            };
            tokio::join!(service.feed().poll(Duration::from_secs(50)), other).0
        })
        .await;
    assert_eq!(fault, Err(PollError::Conflict));
    assert!(PollError::Conflict.to_string().starts_with("another instance of this bot"));
    polls_until_answered(&bot, &anna).await;
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_given_up() {
    let (bot, anna) = bot_with_anna().await;
    let _ = bot.emulator().fault(InjectedFault::new(FaultKind::Delay).method("getUpdates"));
    let taken = bot.service(async |service| service.feed().poll(Duration::ZERO).await).await;
    assert_eq!(taken, Err(PollError::Down));
    assert!(bot.emulator().faults().is_empty());
    polls_until_answered(&bot, &anna).await;
}
