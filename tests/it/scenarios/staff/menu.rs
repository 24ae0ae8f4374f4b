//! Staff have their commands in the menu of their own chats, and nobody else has them.

use std::sync::Arc;

use pledge_bot::domain::{Command, Lang, StaffCommand};
use pledge_bot::emulator::{FaultKind, InjectedFault};

use super::two_owners;
use crate::support::chat::{Person, english, say};
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// The commands in a person's menu, with their descriptions.
fn menu(bot: &TestBot, person: &Person) -> Vec<(String, String)> {
    let menu = bot.emulator().menu(person.id, person.id).expect("a menu");
    let commands = menu["commands"].as_array().expect("commands").iter();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    commands.map(|entry| (text(&entry["command"]), text(&entry["description"]))).collect()
}

/// The menu of citizens.
fn of_citizens(lang: Lang) -> Vec<(String, String)> {
    Command::listed().map(|command| (command.name().to_owned(), say(lang).command(command))).collect()
}

/// The menu of staff: their commands come first.
fn of_staff(lang: Lang) -> Vec<(String, String)> {
    let staff = StaffCommand::ALL.into_iter();
    let staff = staff.map(|command| (command.name().to_owned(), say(lang).staff_command(command)));
    staff.chain(of_citizens(lang)).collect()
}

/// A bot that has registered its menus, with an owner who reads English.
async fn with_owner() -> (Arc<TestBot>, Person) {
    let (bot, owner) = TestBot::with_owner().await;
    bot.service(async |service| service.register().await).await;
    (bot, owner)
}

#[tokio::test]
async fn staff_have_their_commands_in_their_language_and_nobody_else_has() {
    let (bot, owner) = with_owner().await;
    assert_eq!(menu(&bot, &owner), of_staff(Lang::En));
    assert_eq!(menu(&bot, &owner)[0].0, "panel");
    owner.says("/language").await;
    owner.chooses(Lang::Ky).await;
    assert_eq!(menu(&bot, &owner), of_staff(Lang::Ky));
    bot.restart().await;
    owner.says("/panel").await;
    assert_eq!(menu(&bot, &owner), of_staff(Lang::Ky));

    let aigul = bot.person("Aigul", "ru");
    aigul.starts(Lang::Ru).await;
    aigul.says("/panel").await;
    aigul.presses_data("d:panel").await;
    assert_eq!(menu(&bot, &aigul), of_citizens(Lang::Ru));
    aigul.says("/language").await;
    aigul.chooses(Lang::Ky).await;
    assert_eq!(menu(&bot, &aigul), of_citizens(Lang::Ky));
}

#[tokio::test]
async fn staff_have_their_menu_before_they_choose_a_language() {
    let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
    let owner = bot.person("Olga", "ru");
    owner.says("/start").await;
    assert_eq!(menu(&bot, &owner), of_staff(Lang::Ru));
}

#[tokio::test]
async fn who_comes_to_the_staff_gets_the_menu_at_the_next_message_and_who_leaves_it_loses_it() {
    let bot = TestBot::new().await;
    bot.service(async |service| service.register().await).await;
    let (olga, bakyt) = (bot.person("Olga", "ru"), bot.person("Bakyt", "ru"));
    olga.starts(Lang::Ru).await;
    bakyt.starts(Lang::Ky).await;
    bot.restart_with_owners(vec![olga.id, bakyt.id]).await;
    for (owner, lang) in [(&olga, Lang::Ru), (&bakyt, Lang::Ky)] {
        assert_eq!(menu(&bot, owner), of_citizens(lang));
        owner.taps(say(lang).button_help()).await;
        assert_eq!(menu(&bot, owner), of_staff(lang));
    }
    bot.restart_with_owners(Vec::new()).await;
    for (owner, lang) in [(&olga, Lang::Ru), (&bakyt, Lang::Ky)] {
        owner.says("/panel").await;
        assert_eq!(menu(&bot, owner), of_citizens(lang));
        // Nothing of it stays for the next time.
        owner.says("/language").await;
        owner.chooses(Lang::Ru).await;
        assert_eq!(menu(&bot, owner), of_citizens(Lang::Ru));
    }
}

#[tokio::test]
async fn a_menu_that_an_earlier_version_set_for_staff_is_set_anew() {
    let (bot, owner) = with_owner().await;
    for stored in ["en+1", "en", "ru+6"] {
        let mut database = bot.database().await;
        let change = sqlx::query("UPDATE chats SET menu = $1 WHERE chat_id = $2")
            .bind(stored)
            .bind(bot.stored(owner.id).bits());
        change.execute(&mut database).await.expect("changed");
        // The fault is gone once a menu was set.
        let refuse =
            || bot.emulator().fault(InjectedFault::new(FaultKind::BadRequest).method("setMyCommands"));
        let _ = refuse();
        owner.says("/help").await;
        assert!(bot.emulator().faults().is_empty(), "{stored}");
        let _ = refuse();
        owner.says("/help").await;
        assert_eq!(bot.emulator().faults().len(), 1, "only once");
        bot.emulator().clear_faults();
    }
}

#[tokio::test]
async fn an_erasure_takes_the_menu_of_staff_along_and_no_command_brings_it_back() {
    let say = english();
    let (bot, olga, _) = two_owners().await;
    bot.service(async |service| service.register().await).await;
    olga.asks_to_be_erased().await;
    olga.taps(say.button_erase_only()).await;
    assert_eq!(menu(&bot, &olga), of_citizens(Lang::En));
    olga.says("/panel").await;
    assert_eq!(menu(&bot, &olga), of_citizens(Lang::En));
    olga.starts(Lang::En).await;
    assert_eq!(menu(&bot, &olga), of_staff(Lang::En));
}
