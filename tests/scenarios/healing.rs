//! Polling meets everything that a network and a server can do to it, and goes on.

use std::{sync::Arc, time::Duration};

use pledge_bot::{
    domain::Lang,
    emulator::{EmulatorEvent, FaultKind, FaultTiming, InjectedFault},
    intake::{self, PollFault},
};
use tokio::sync::watch;

use crate::support::town::{Person, Town};

/// Lets the bot poll as it does in earnest, until somebody's `/help` is answered.
async fn polls_until_answered(town: &Town, person: &Person) {
    let seq = town.emulator().seq();
    town.emulator().say(person.id, "/help").expect("it is sent");
    let is_answer =
        |event: &EmulatorEvent| event.chat == person.id && event.text().starts_with("How to use this bot");
    let (_stop, stopped) = watch::channel(false);
    town.service(async |service| {
        tokio::select! {
            ended = intake::run(service.intake(), None, stopped) => panic!("polling ended: {ended:?}"),
            answer = town.emulator().next_event(seq, is_answer) => drop(answer.expect("an answer")),
        }
        service.intake().idle().await;
    })
    .await;
}

async fn town_with_anna() -> (Arc<Town>, Person) {
    let town = Town::new().await;
    let anna = town.person("Anna", "en");
    anna.starts(Lang::En).await;
    (town, anna)
}

#[tokio::test]
async fn polling_goes_on_after_every_kind_of_fault() {
    let (town, anna) = town_with_anna().await;
    for kind in [
        FaultKind::ServerError,
        FaultKind::HtmlBody,
        FaultKind::Reset,
        FaultKind::Truncated,
        FaultKind::TooManyRequests,
    ] {
        for when in [FaultTiming::Before, FaultTiming::After] {
            let fault = InjectedFault { when, ..InjectedFault::new(kind).method("getUpdates").times(3) };
            let _ = town.emulator().fault(fault);
            polls_until_answered(&town, &anna).await;
            assert!(town.emulator().faults().is_empty(), "{kind:?} was met three times");
        }
    }
}

#[tokio::test]
async fn another_instance_is_met_with_patience() {
    let (town, anna) = town_with_anna().await;
    let url = format!("{}/bot{}/getUpdates", town.emulator().url(), town.settings.token.expose());
    let client = reqwest::Client::new();
    let fault = town
        .service(async |service| {
            let other = async {
                town.emulator().waiting_polls(1).await;
                client.get(&url).send().await.expect("the emulator answers");
            };
            tokio::join!(service.intake().take(Duration::from_secs(50)), other).0
        })
        .await;
    assert_eq!(fault, Err(PollFault::Conflict));
    assert!(PollFault::Conflict.to_string().starts_with("another instance of this bot"));
    polls_until_answered(&town, &anna).await;
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_given_up() {
    let (town, anna) = town_with_anna().await;
    let _ = town.emulator().fault(InjectedFault::new(FaultKind::Delay).method("getUpdates"));
    let taken = town.service(async |service| service.intake().take(Duration::ZERO).await).await;
    assert_eq!(taken, Err(PollFault::Down));
    assert!(town.emulator().faults().is_empty());
    polls_until_answered(&town, &anna).await;
}
