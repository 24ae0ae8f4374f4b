//! Each role may do what the table says, from the moment on at which somebody has it.

use std::sync::Arc;

use pledge_bot::config::Settings;
use pledge_bot::control::{ControlAnswer, ControlRequest, carry_out};
use pledge_bot::domain::campaign::{Pause, Stage};
use pledge_bot::domain::staff_change::StaffChangeError;
use pledge_bot::domain::{ChatId, Lang, Role, StaffCommand, StaffMember, Standing};

use super::{campaigns, confirms, readers, report_title, writes};
use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;

/// A bot with an owner, and somebody with this role.
async fn with(role: Role) -> (Arc<TestBot>, Person, Person) {
    let (bot, owner) = TestBot::with_owner().await;
    let person = bot.reader("Bakyt").await;
    bot.employs(person.id, role).await;
    (bot, owner, person)
}

/// The names of the commands in somebody's menu, as far as they are for staff.
fn commands(bot: &TestBot, person: &Person) -> Vec<String> {
    let menu = bot.emulator().menu(person.id, person.id).expect("a menu");
    let names = menu["commands"].as_array().expect("commands").iter();
    let names = names.map(|entry| entry["command"].as_str().expect("a name").to_owned());
    names.filter(|name| StaffCommand::from_name(name).is_some() && name != "record").collect()
}

#[tokio::test]
async fn a_viewer_sees_what_there_is_and_can_change_nothing() {
    let say = english();
    let (bot, olga, viewer) = with(Role::Viewer).await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&olga, "Hello").await;
    confirms(&olga, 3).await;
    let panel = viewer.says("/panel").await;
    panel.has_button(say.campaign_button_campaigns()).has_button(say.button_deadlines());
    panel.has_no_button(say.campaign_button_new()).has_no_button(say.button_export());
    assert_eq!(commands(&bot, &viewer), ["panel", "campaigns", "deadlines", "staff"]);
    viewer.taps(say.campaign_button_campaign(1)).await.has_no_button(say.campaign_button_pause());
    for command in ["/broadcast", "/export"] {
        viewer.says(command).await.opens_with(say.staff_not_allowed_toast());
    }
    for data in ["d:draft", "d:order:1:cancel:0", "d:new:status", "d:export:file", "d:removed:1"] {
        viewer.presses_data(data).await.is_alerted(say.staff_not_allowed_toast());
    }
    viewer.says("/deadlines\ndate: 01.03.2027\nen: Report").await.opens_with(say.staff_not_allowed_toast());
    bot.delivers().await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Done);
}

#[tokio::test]
async fn an_editor_sends_but_gets_no_list_of_supporters() {
    let say = english();
    let (bot, _, editor) = with(Role::Editor).await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&editor, "Hello").await;
    confirms(&editor, 3).await;
    bot.delivers().await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Done);
    editor.says("/panel").await.has_no_button(say.button_export());
    editor.says("/export").await.opens_with(say.staff_not_allowed_toast());
    editor.presses_data("d:export:file").await.is_alerted(say.staff_not_allowed_toast());
}

#[tokio::test]
async fn who_loses_a_right_loses_their_draft_and_what_they_planned_pauses() {
    let say = english();
    let (bot, olga, editor) = with(Role::Editor).await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&editor, "Hello").await;
    confirms(&editor, 3).await;
    writes(&editor, "Another one").await;
    bot.employs(editor.id, Role::Viewer).await;
    let seq = bot.emulator().seq();
    editor.says("More of it").await.opens_with(say.home_hint());
    bot.delivers().await;
    let paused = Stage::Paused(Pause::Permission);
    assert_eq!(campaigns(&bot).await[0].stage, paused);
    bot.heard(olga.id, seq, Lang::En).sees(report_title(1, paused));
    assert!(bot.heard(5000, seq, Lang::En).events.is_empty());
}

#[tokio::test]
async fn the_setting_with_owners_counts_once() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let bakyt = bot.reader("Bakyt").await;
    let settings = Settings { owners: vec![bakyt.id], ..bot.settings.clone() };
    bot.ends().await;
    bot.starts_with(&settings).await.expect("it starts");
    olga.says("/panel").await.opens_with(say.panel_title());
    bakyt.says("/panel").await.opens_with(say.home_hint());
    // It gives nothing back either, even to the last one.
    bot.dismisses(olga.id).await;
    bot.restart().await;
    olga.says("/panel").await.opens_with(say.home_hint());
}

#[tokio::test]
async fn a_row_that_was_copied_to_another_person_gives_them_nothing() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let bakyt = bot.reader("Bakyt").await;
    let mut database = bot.database().await;
    sqlx::query("INSERT INTO staff (person, sealed) SELECT $1, sealed FROM staff")
        .bind(bot.stored(bakyt.id).bits())
        .execute(&mut database)
        .await
        .expect("copied");
    bakyt.says("/panel").await.opens_with(say.home_hint());
    olga.says("/panel").await.opens_with(say.panel_title());
}

#[tokio::test]
async fn the_command_line_lets_somebody_back_in_with_another_role_and_never_for_a_moment_with_their_own() {
    let (bot, _) = TestBot::with_owner().await;
    let thief = ChatId::new(bot.reader("Bakyt").await.id);
    let suspended =
        StaffMember { standing: Standing::Suspended, ..StaffMember::new(thief, Role::Owner, None) };
    bot.service(async |service| service.app().store.save_staff(suspended).await.expect("saved")).await;
    let gets = async |role: Role| {
        let code = bot.code(thief.telegram_number());
        let (request, now) = (ControlRequest::StaffRole(code, role), bot.clock.now());
        bot.service(async |service| {
            let store = &service.app().store;
            let answer = carry_out(store, &request, now).await;
            let member = store.staff_member(thief).await.expect("read").expect("on staff");
            (answer, member.standing, member.role)
        })
        .await
    };
    // The second write to their row fails, as on a full disk.
    let mut db = bot.database().await;
    for sql in [
        "CREATE TABLE writes (nth INTEGER PRIMARY KEY)",
        "CREATE TRIGGER full AFTER UPDATE ON staff BEGIN
             INSERT INTO writes VALUES (NULL);
             SELECT RAISE(ABORT, 'full') WHERE (SELECT COUNT(*) FROM writes) > 1;
         END",
    ] {
        sqlx::query(sql).execute(&mut db).await.expect("done");
    }
    let (answer, standing, _) = gets(Role::Viewer).await;
    assert!(matches!(answer, ControlAnswer::Failed(_)), "{answer:?}");
    assert_eq!(standing, Standing::Suspended);
    sqlx::query("DROP TRIGGER full").execute(&mut db).await.expect("done");
    assert_eq!(gets(Role::Viewer).await, (ControlAnswer::Done, Standing::Active, Role::Viewer));
    assert_eq!(gets(Role::Owner).await, (ControlAnswer::Done, Standing::Active, Role::Owner));
    let refused = ControlAnswer::Refused(StaffChangeError::NothingToDo);
    assert_eq!(gets(Role::Owner).await, (refused, Standing::Active, Role::Owner));
}
