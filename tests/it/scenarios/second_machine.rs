//! The bot's folder was copied to a second machine, and both are at work with the same token.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use pledge_bot::domain::Topic;
use pledge_bot::service::Service;
use pledge_bot::updates::PollError;
use tokio::sync::watch;

use super::staff::{confirms, writes};
use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;

const POLL: Duration = Duration::from_secs(50);

/// One asks for updates while the other's question is open, which Telegram then ends.
async fn meets(bot: &TestBot, one: &Service, other: &Service) {
    let asks = async {
        bot.emulator().waiting_polls(1).await;
        one.feed().poll(Duration::ZERO).await.expect("an answer")
    };
    let (ended, _) = tokio::join!(other.feed().poll(POLL), asks);
    assert_eq!(ended, Err(PollError::Conflict));
}

/// A machine sends whatever it may send now.
async fn delivers(service: &Service) {
    let (_stop, stopped) = watch::channel(false);
    service.planner().plan().await.expect("planned");
    service.engine().pass(&stopped).await.expect("passed");
}

async fn bot_with_reader() -> (Arc<TestBot>, Person, Person) {
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.reader("Aigul").await;
    reader.switches_on(Topic::News).await;
    (bot, owner, reader)
}

#[tokio::test]
async fn nobody_gets_a_message_twice_and_the_owner_is_told_to_stop_one_of_two_machines() {
    let (bot, owner, reader) = bot_with_reader().await;
    writes(&owner, "We meet on Friday").await;
    confirms(&owner, 1).await;
    let folder = tempfile::tempdir().expect("a folder");
    let copy = bot.copied_to(folder.path()).await;
    let seq = bot.emulator().seq();
    bot.service(async |service| {
        // The copy is silent until it knows that it is alone, and here it is not.
        delivers(&copy).await;
        for _ in 0..2 {
            meets(&bot, &copy, service).await;
            meets(&bot, service, &copy).await;
            delivers(service).await;
            delivers(&copy).await;
        }
    })
    .await;
    reader.has_seen("We meet on Friday", 0);
    bot.tells(seq, owner.id, english().staff_notice_instance()).await;
    // People are answered all the while.
    reader.says("/help").await.opens_with(english().help_text());

    // The copy is stopped, and Telegram reports nobody else for a while.
    drop(copy);
    bot.delivers().await;
    reader.has_seen("We meet on Friday", 0);
    bot.clock.advance(SignedDuration::from_mins(5));
    bot.delivers().await;
    reader.has_seen("We meet on Friday", 1);
}

#[tokio::test]
async fn a_copy_that_starts_beside_a_bot_at_work_sends_nothing() {
    let (bot, owner, reader) = bot_with_reader().await;
    writes(&owner, "We meet on Friday").await;
    confirms(&owner, 1).await;
    let folder = tempfile::tempdir().expect("a folder");
    let copy = bot.copied_to(folder.path()).await;
    delivers(&copy).await;
    reader.has_seen("We meet on Friday", 0);
    // Its first question ends that of the other, which asks again.
    reader.says("/help").await;
    bot.emulator().say(reader.id, "/calls").expect("it is sent");
    assert_eq!(copy.feed().poll(Duration::ZERO).await, Ok(1));
    delivers(&copy).await;
    reader.has_seen("We meet on Friday", 0);
    bot.service(async |service| meets(&bot, service, &copy).await).await;
    bot.clock.advance(SignedDuration::from_secs(10));
    delivers(&copy).await;
    reader.has_seen("We meet on Friday", 0);
}
