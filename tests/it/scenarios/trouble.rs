//! Something needs a person: owners are told in their chats, in their language.

use std::fs;
use std::time::Duration;

use jiff::SignedDuration;
use pledge_bot::domain::{Lang, Topic};
use pledge_bot::emulator::{EmulatorEvent, FaultKind, InjectedFault};
use pledge_bot::store::StoreError;
use pledge_bot::updates::{self, PollError};
use sqlx::SqliteConnection;
use tokio::sync::watch;

use crate::support::chat::{Words, english, say};
use crate::support::test_bot::{OWNER, Setup, TestBot};

#[tokio::test]
async fn owners_are_told_of_a_full_disk_and_of_a_damaged_database_once_an_hour() {
    for lang in Lang::ALL {
        let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
        let owner = bot.person("Olga", "ru");
        owner.starts(lang).await;
        let (full, damaged) = (say(lang).staff_notice_disk(), say(lang).staff_notice_damaged());
        let (_stop, stopped) = watch::channel(false);
        bot.service(async |service| {
            let store = &service.app().store;
            let told = async {
                let seq = bot.emulator().seq();
                bot.emulator().waiting_polls(1).await;
                store.note(&StoreError::Full);
                bot.tells(seq, OWNER, full.clone()).await;
                store.note(&StoreError::Full);
                store.note(&StoreError::Corrupt("a page".to_owned()));
                bot.tells(seq, OWNER, damaged.clone()).await;
                let seq = bot.emulator().seq();
                bot.clock.advance(SignedDuration::from_hours(1));
                store.note(&StoreError::Full);
                bot.tells(seq, OWNER, full.clone()).await;
            };
            tokio::select! {
                ended = service.run(stopped) => panic!("the bot ended: {ended:?}"),
                () = told => {}
            }
        })
        .await;
        owner.has_seen(full, 2);
        owner.has_seen(damaged, 1);
    }
}

#[tokio::test]
async fn owners_are_told_when_the_list_of_opt_outs_cannot_be_written() {
    let (bot, owner) = TestBot::with_owner().await;
    let aigul = bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    // A folder in its place, as if its disk were gone.
    let list = &bot.settings.folders.opt_outs;
    fs::rename(list, list.with_extension("aside")).expect("moved");
    fs::create_dir(list).expect("made");
    let seq = bot.emulator().seq();
    aigul.says("/stop").await;
    let (_stop, stopped) = watch::channel(false);
    bot.service(async |service| {
        tokio::select! {
            ended = service.run(stopped) => panic!("the bot ended: {ended:?}"),
            () = bot.tells(seq, owner.id, english().staff_notice_opt_outs()) => {}
        }
    })
    .await;
}

async fn run(database: &mut SqliteConnection, statement: &'static str) {
    sqlx::query(statement).execute(database).await.expect("done");
}

#[tokio::test]
async fn what_the_disk_refuses_again_and_again_is_no_flood() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let mut database = bot.database().await;
    run(&mut database, "CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'full'); END")
        .await;
    let seq = bot.emulator().seq();
    for _ in 0..4 {
        bot.emulator().say(aigul.id, "/sign").expect("it is sent");
        bot.emulator().say(aigul.id, "/calls").expect("it is sent");
    }
    bot.emulator().say(aigul.id, "/stop").expect("it is sent");
    // Telegram sends them again each time.
    bot.service(async |service| {
        for _ in 0..20 {
            assert_eq!(service.feed().poll(Duration::ZERO).await, Err(PollError::Inbox));
        }
    })
    .await;
    run(&mut database, "DROP TRIGGER full").await;
    bot.settle().await;
    let heard = bot.heard(aigul.id, seq, Lang::En).texts();
    assert!(!heard.contains(&say.help_slow().plain()), "{heard:#?}");
    aigul.newest_has(say.topics_stopped());
}

#[tokio::test]
async fn an_answer_is_said_once_although_the_disk_is_full_afterwards() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let mut database = bot.database().await;
    run(&mut database, "CREATE TRIGGER full BEFORE DELETE ON inbox BEGIN SELECT RAISE(ABORT, 'full'); END")
        .await;
    let seq = bot.emulator().seq();
    bot.emulator().say(aigul.id, "/help").expect("it is sent");
    let meanwhile = async {
        bot.emulator().next_sent(seq, aigul.id).await.expect("an answer");
        // The bot tries to finish it again and again, while it answers others.
        for _ in 0..5 {
            let other = bot.person("Bakyt", "en");
            let seq = bot.emulator().seq();
            bot.emulator().say(other.id, "/start").expect("it is sent");
            bot.emulator().next_sent(seq, other.id).await.expect("an answer");
        }
        run(&mut database, "DROP TRIGGER full").await;
    };
    let (_stop, stopped) = watch::channel(false);
    bot.service(async |service| {
        tokio::select! {
            ended = updates::run(service.feed(), None, stopped) => panic!("polling ended: {ended:?}"),
            () = meanwhile => {}
        }
    })
    .await;
    bot.settle().await;
    let sent = |event: &EmulatorEvent| event.kind == "sent";
    assert_eq!(bot.heard(aigul.id, seq, Lang::En).events.iter().filter(|event| sent(event)).count(), 1);
    let counts = bot.service(async |service| service.app().store.counts().await.expect("counts")).await;
    assert_eq!((counts.pending, counts.dead), (0, 0));
}

#[tokio::test]
async fn whoever_gets_no_page_because_telegram_refuses_it_gets_an_apology() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    let fault = InjectedFault::new(FaultKind::BadRequest).description("Bad Request: message is too long");
    let _ = bot.emulator().fault(fault.method("sendMessage").chat(aigul.id));
    aigul.says("/help").await.sees(say.home_apology());
    aigul.says("/help").await.opens_with(say.help_text());
}
