//! Each command and each button of staff, as everybody who may try it: only what the table in `docs/staff.md` allows happens.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::conversation::{Access, ParsedUpdate};
use pledge_bot::domain::{ChatId, Right, Role, StaffCommand, StaffMember, Standing};
use pledge_bot::emulator::ButtonPress;
use serde_json::json;

use super::campaigns;
use super::people::invites;
use crate::scenarios::deadlines::FORM;
use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;

/// The form of a status.
const STATUS: &str = "/record\ncall: un-partnership\nstatus: kept\ndate: 2026-11-20\nky: A law\nru: A law\nen: A law\nlink: https://example.org/";

/// So slowly does somebody tap who is no flood.
const NO_FLOOD: SignedDuration = SignedDuration::from_secs(2);

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The table in a guide: for each right, whether a viewer, an editor and an owner have it.
fn table(guide: &str) -> BTreeMap<&'static str, Vec<bool>> {
    let text = read(guide);
    let rows = text.lines().filter_map(|line| {
        let (_, rest) = line.strip_prefix("| ")?.split_once("<!-- ")?;
        let (code, cells) = rest.split_once(" -->")?;
        let right = Right::from_code(code).unwrap_or_else(|| panic!("{guide}: {code} is no right"));
        let cells = cells.split('|').map(str::trim).filter(|cell| !cell.is_empty());
        Some((right.code(), cells.map(|cell| cell == "✓").collect()))
    });
    rows.collect()
}

#[test]
fn the_guides_say_who_may_do_what_as_it_is() {
    for guide in ["docs/staff.md", "docs/staff.ru.md", "docs/staff.ky.md"] {
        let table = table(guide);
        assert_eq!(table.len(), Right::ALL.len(), "{guide}");
        for right in Right::ALL {
            let may = Role::ALL.map(|role| role.may(right));
            assert_eq!(table[right.code()], may, "{guide}, {}", right.code());
        }
    }
}

/// All buttons of staff, from the list that the compiler's is compared with.
fn buttons() -> Vec<String> {
    let list = read("tests/fixtures/compat/callbacks.txt");
    let data = list.lines().filter_map(|line| line.split('\t').next()).filter(|data| data.starts_with("d:"));
    // What is not read is nobody's button.
    data.filter(|data| right_of(&button(data)).is_some()).map(str::to_owned).collect()
}

fn button(data: &str) -> serde_json::Value {
    json!({"update_id": 1, "callback_query": {"id": "1", "chat_instance": "1", "data": data,
        "from": {"id": 5, "is_bot": false, "first_name": "A"},
        "message": {"message_id": 3, "date": 1, "chat": {"id": 5, "type": "private"}}}})
}

fn command(text: &str) -> serde_json::Value {
    json!({"update_id": 1, "message": {"message_id": 3, "date": 1, "text": text,
        "from": {"id": 5, "is_bot": false, "first_name": "A"}, "chat": {"id": 5, "type": "private"}}})
}

/// The right that an update of staff needs.
fn right_of(update: &serde_json::Value) -> Option<Right> {
    match ParsedUpdate::of(update.to_string().as_bytes(), "pledge_test_bot").policy().access {
        Access::Staff(right) => Some(right),
        Access::Everybody | Access::GroupAdmins | Access::PrivateChats => None,
    }
}

/// Somebody on staff in a state; nobody if it is none.
async fn somebody(
    bot: &Arc<TestBot>,
    name: &str,
    state: impl Fn(StaffMember) -> Option<StaffMember>,
) -> Person {
    let person = bot.reader(name).await;
    let member = StaffMember::new(ChatId::new(person.id), Role::Owner, None);
    if let Some(member) = state(member) {
        bot.service(async |service| service.app().store.save_staff(member).await.expect("saved")).await;
    }
    person
}

/// Tries everything that this person may not do, and holds the bot to doing nothing.
async fn tries(bot: &Arc<TestBot>, person: &Person, may: impl Fn(Right) -> bool, is_on_staff: bool) {
    let say = english();
    let is_restrained_text = say.staff_restrained_toast();
    for data in buttons() {
        let right = right_of(&button(&data)).expect("a button of staff");
        if may(right) {
            continue;
        }
        bot.clock.advance(NO_FLOOD);
        let heard = person.presses_data(&data).await;
        if is_on_staff {
            let toast = heard.toast().unwrap_or_default();
            assert!(toast == say.staff_not_allowed_toast() || toast == is_restrained_text, "{data}: {toast}");
        } else {
            heard.is_short(say.help_stale());
        }
    }
    for staff in StaffCommand::ALL {
        let text = format!("/{}", staff.name());
        let Some(right) = right_of(&command(&text)).filter(|right| !may(*right)) else { continue };
        bot.clock.advance(NO_FLOOD);
        let shown = person.says(&text).await.shown();
        let refusals = [say.staff_not_allowed_toast(), is_restrained_text.clone(), say.home_hint().plain()];
        assert!(
            refusals.iter().any(|refusal| shown.starts_with(refusal.as_str())),
            "{text} {right:?}: {shown}"
        );
    }
    for (right, form) in [(Right::Deadlines, FORM), (Right::Statuses, STATUS)] {
        let (_, alone) = form.split_once('\n').expect("a command and lines");
        for text in [form, alone].into_iter().filter(|_| !may(right)) {
            bot.clock.advance(NO_FLOOD);
            let shown = person.says(text).await.shown();
            assert!(!shown.contains("Report to the UN") && !shown.contains("A law"), "{text}: {shown}");
        }
    }
    nothing_happened(bot).await;
}

/// Does everything that this person may do: none of it is refused. They are on the staff as before each time, and nothing is frozen.
async fn is_let(bot: &Arc<TestBot>, person: &Person, member: &StaffMember, may: impl Fn(Right) -> bool) {
    let say = english();
    let refusals = [say.staff_not_allowed_toast(), say.staff_restrained_toast(), say.home_hint().plain()];
    let is_refusal = |text: &str| refusals.iter().any(|refusal| text.starts_with(refusal.as_str()));
    let begins_anew = async || {
        bot.clock.advance(NO_FLOOD);
        let (member, now) = (member.clone(), bot.clock.now());
        bot.service(async |service| {
            let store = &service.app().store;
            store.save_staff(member).await.expect("saved");
            store.freeze_by_command_line(false, now).await.expect("thawed");
        })
        .await;
    };
    let mut done = 0;
    for data in buttons().into_iter().filter(|data| right_of(&button(data)).is_some_and(&may)) {
        begins_anew().await;
        let heard = person.presses_data(&data).await;
        let toast = heard.toast().unwrap_or_default();
        assert!(
            !is_refusal(&toast) && !heard.texts().contains(&say.help_stale()),
            "{data}: {}",
            heard.shown()
        );
        done += 1;
    }
    for staff in StaffCommand::ALL {
        let text = format!("/{}", staff.name());
        if right_of(&command(&text)).is_some_and(&may) {
            begins_anew().await;
            let shown = person.says(&text).await.shown();
            assert!(!is_refusal(&shown), "{text}: {shown}");
            done += 1;
        }
    }
    for (right, form, shows) in
        [(Right::Deadlines, FORM, "Report to the UN"), (Right::Statuses, STATUS, "A law")]
    {
        if may(right) {
            begins_anew().await;
            let shown = person.says(form).await.shown();
            assert!(shown.contains(shows), "{form}: {shown}");
            done += 1;
        }
    }
    assert!(done > 10, "{done}");
}

async fn nothing_happened(bot: &TestBot) {
    let store = bot.service(async |service| Arc::clone(&service.app().store)).await;
    assert!(campaigns(bot).await.is_empty(), "nothing was sent");
    assert!(store.invitations().await.expect("read").is_empty(), "nobody was invited");
    assert!(store.waiting_holds().await.expect("read").is_empty(), "nothing waits");
}

#[tokio::test]
async fn citizens_and_those_who_are_not_on_staff_any_more_find_no_button_and_no_command() {
    let (bot, _) = TestBot::with_owner().await;
    assert!(buttons().len() > 250, "the list has all buttons");
    let citizen = somebody(&bot, "Aigul", |_| None).await;
    tries(&bot, &citizen, |_| false, false).await;
    for standing in [Standing::Suspended, Standing::Removed] {
        let gone = somebody(&bot, "Bakyt", |member| Some(StaffMember { standing, ..member })).await;
        tries(&bot, &gone, |_| false, false).await;
    }
}

#[tokio::test]
async fn viewers_and_editors_can_do_what_the_table_allows_and_nothing_else() {
    let (bot, _) = TestBot::with_owner().await;
    let table = table("docs/staff.md");
    for (role, column) in [(Role::Viewer, 0), (Role::Editor, 1)] {
        for since in [None, Some(bot.clock.now() - SignedDuration::from_hours(1))] {
            let person =
                somebody(&bot, "Chinara", |member| Some(StaffMember { role, since, ..member })).await;
            tries(&bot, &person, |right| table[right.code()][column], true).await;
        }
    }
}

#[tokio::test]
async fn whatever_the_table_allows_is_not_refused() {
    let (bot, _) = TestBot::with_owner().await;
    let table = table("docs/staff.md");
    for (column, role) in Role::ALL.into_iter().enumerate() {
        let an_hour_ago = Some(bot.clock.now() - SignedDuration::from_hours(1));
        for (since, restrained) in [(None, None), (an_hour_ago, None), (None, an_hour_ago)] {
            let person = bot.reader("Chinara").await;
            let member = StaffMember::new(ChatId::new(person.id), role, since);
            let member = StaffMember { restrained, ..member };
            let may = |right: Right| {
                table[right.code()][column] && !(member.restrained.is_some() && right.begins())
            };
            is_let(&bot, &person, &member, may).await;
        }
    }
}

#[tokio::test]
async fn a_restrained_owner_begins_nothing() {
    let (bot, _) = TestBot::with_owner().await;
    let restrained = Some(bot.clock.now());
    let owner = somebody(&bot, "Daniyar", |member| Some(StaffMember { restrained, ..member })).await;
    tries(&bot, &owner, |right| !right.begins(), true).await;
}

#[tokio::test]
async fn in_a_group_nobody_has_a_button_of_staff() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let group = bot.group(&[&olga]).await;
    for data in buttons() {
        bot.clock.advance(NO_FLOOD);
        let seq = bot.emulator().seq();
        // Such as one that somebody has forwarded or forged there.
        let press = ButtonPress { from: Some(olga.id), data: Some(data.clone()), ..ButtonPress::default() };
        bot.emulator().press(group.id, &press).expect("it is pressed");
        assert_eq!(group.hears(seq).await.toast(), Some(say.help_stale()), "{data}");
    }
    assert!(campaigns(&bot).await.is_empty());
}

#[tokio::test]
async fn who_writes_in_the_name_of_a_group_or_a_channel_has_no_command_of_staff() {
    let (bot, olga) = TestBot::with_owner().await;
    let group = bot.group(&[&olga]).await;
    let say = english();
    let seq = bot.emulator().seq();
    for staff in StaffCommand::ALL {
        let text = format!("/{}@pledge_test_bot", staff.name());
        let street = json!({"id": group.id, "type": "supergroup", "title": "Our street"});
        let news = json!({"id": -1_001_234, "type": "channel", "title": "News"});
        let anonymous = json!({"message_id": 500, "date": 1, "text": text, "chat": street, "sender_chat": street,
            "from": {"id": 1_087_968_824, "is_bot": true, "first_name": "Group"}});
        // The posts of a channel come into the group that belongs to it in the name of the channel.
        let passed_on = json!({"message_id": 501, "date": 1, "text": text, "chat": street, "sender_chat": news,
            "from": {"id": 777_000, "is_bot": false, "first_name": "Telegram"}, "is_automatic_forward": true});
        let post = json!({"message_id": 7, "date": 1, "text": text, "chat": news, "sender_chat": news});
        for update in
            [json!({"message": anonymous}), json!({"message": passed_on}), json!({"channel_post": post})]
        {
            bot.clock.advance(NO_FLOOD);
            bot.emulator().inject(update).expect("an update");
        }
    }
    bot.settle().await;
    let heard = bot.emulator().events_after(seq).expect("events");
    let ours = [say.panel_title().plain(), say.people_title().plain(), say.campaign_list_title().plain()];
    assert!(heard.iter().all(|event| ours.iter().all(|title| !event.text().contains(title))), "{heard:#?}");
    nothing_happened(&bot).await;
}

#[tokio::test]
async fn buttons_of_another_person_and_buttons_from_before_send_nothing() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let editor = somebody(&bot, "Erkin", |member| Some(StaffMember { role: Role::Editor, ..member })).await;
    olga.says("/broadcast").await;
    olga.says("We meet on Friday").await;
    olga.taps(say.campaign_button_confirm()).await;
    let rows = olga.newest()["reply_markup"]["inline_keyboard"].clone();
    let buttons = rows.as_array().into_iter().flatten().flat_map(|row| row.as_array().into_iter().flatten());
    let data: Vec<_> = buttons.filter_map(|button| button["callback_data"].as_str()).collect();
    assert!(data.len() > 1, "{rows}");
    for data in &data {
        bot.clock.advance(NO_FLOOD);
        editor.presses_data(data).await;
    }
    nothing_happened(&bot).await;
    // The draft has changed since these buttons were shown.
    olga.says("/broadcast").await;
    olga.says("We meet on Saturday").await;
    for data in &data {
        bot.clock.advance(NO_FLOOD);
        olga.presses_data(data).await;
    }
    nothing_happened(&bot).await;
}

#[tokio::test]
async fn who_was_invited_twice_has_the_role_that_was_confirmed() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let (viewer, owner) = (invites(&olga, Role::Viewer).await, invites(&olga, Role::Owner).await);
    let erkin = bot.reader("Erkin").await;
    erkin.says(&viewer).await.opens_with(say.people_join_wait());
    olga.taps(say.people_button_admit()).await;
    // They are on the staff already: the other link gives them nothing.
    erkin.says(&owner).await;
    erkin.says(&viewer).await;
    let store = bot.service(async |service| Arc::clone(&service.app().store)).await;
    let member = store.staff_member(ChatId::new(erkin.id)).await.expect("read").expect("on the staff");
    assert_eq!((member.role, member.standing), (Role::Viewer, Standing::Active));
}
