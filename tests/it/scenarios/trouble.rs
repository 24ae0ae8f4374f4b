//! Something needs a person: owners are told in their chats, in their language.

use std::fs;

use jiff::SignedDuration;
use pledge_bot::domain::{Lang, Topic};
use pledge_bot::store::StoreError;
use tokio::sync::watch;

use crate::support::chat::{english, say};
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
