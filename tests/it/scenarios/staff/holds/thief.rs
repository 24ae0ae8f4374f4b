//! A stolen phone: nothing of the thief's goes out before another person could stop it, and the others go on working.

use pledge_bot::domain::hold::{Grant, HeldAction, HeldKind, HoldState, NewHold};
use pledge_bot::domain::{ChatId, Lang, Role, StaffChange, StaffMember};
use pledge_bot::store::Change;

use super::{READERS, got, minutes, presses, sends, staff, state, ten_minutes, three, tomorrow_at, waiting};
use crate::scenarios::staff::{campaigns, commit, rewrites};
use crate::support::chat::{Heard, Person, english};
use crate::support::test_bot::TestBot;

/// Somebody changes the staff by their phone.
async fn changes_staff(bot: &TestBot, person: &Person, change: StaffChange) {
    commit(bot, person.id, vec![Change::Staff(Box::new(change), bot.clock.now())]).await;
}

/// Puts another text into the draft that came back after a stop, and confirms it.
async fn sends_again(person: &Person, text: &str) -> Heard {
    person.says("/broadcast").await;
    rewrites(person, text).await;
    person.taps(english().campaign_button_confirm()).await;
    person.taps(english().campaign_button_send(READERS)).await
}

#[tokio::test]
async fn a_thief_who_acts_at_three_in_the_morning_is_stopped_after_eight() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    tomorrow_at(&bot, 3, 0);
    sends(&olga, "The thief's words").await.sees(say.hold_begun());
    minutes(&bot, 0).await;
    bot.restart().await;
    // Also what the thief calls urgent waits for the morning, as there are others.
    minutes(&bot, 5 * 60 + 9).await;
    assert_eq!(got(&bot, "The thief"), 0);
    bakyt.taps(say.button_hold_stop()).await.opens_with(say.hold_stop_answer());
    bot.restart().await;
    minutes(&bot, 24 * 60).await;
    assert_eq!(got(&bot, "The thief"), 0);
    // Bakyt goes on working.
    sends(&bakyt, "This was not us").await.sees(say.hold_begun());
    minutes(&bot, 0).await;
    chinara.taps(say.button_hold_go_ahead()).await;
    minutes(&bot, 0).await;
    assert_eq!(got(&bot, "This was not us"), usize::try_from(READERS).expect("a few"));
}

#[tokio::test]
async fn a_thief_who_changes_a_space_after_a_stop_needs_a_second_person() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    sends(&olga, "The thief's words").await;
    minutes(&bot, 0).await;
    bakyt.taps(say.button_hold_stop()).await;
    minutes(&bot, 0).await;
    olga.says("/broadcast").await;
    rewrites(&olga, "The thief's  words").await;
    olga.taps(say.campaign_button_confirm()).await;
    let begun = olga.taps(say.campaign_button_send(READERS)).await;
    begun.sees(say.hold_begun_second()).sees(say.hold_why_stopped());
    bot.restart().await;
    minutes(&bot, 3 * 24 * 60).await;
    assert_eq!((got(&bot, "The thief"), state(&bot, 2).await), (0, HoldState::Waiting));
    // It was no thief after all: a colleague agrees, and from then on the time counts again.
    presses(&chinara, 2, "go").await.sees(say.hold_go_ahead_answer());
    minutes(&bot, 0).await;
    assert_eq!(got(&bot, "The thief"), usize::try_from(READERS).expect("a few"));
    sends(&olga, "The next one").await.sees(say.hold_begun());
}

#[tokio::test]
async fn what_a_thief_had_begun_before_the_stop_needs_a_second_person_too() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    sends(&olga, "One of the thief's").await;
    sends(&olga, "Two of the thief's").await;
    minutes(&bot, 0).await;
    presses(&bakyt, 1, "stop").await.opens_with(say.hold_stop_answer());
    bot.restart().await;
    minutes(&bot, 24 * 60).await;
    assert!(campaigns(&bot).await.is_empty());
    assert_eq!(state(&bot, 2).await, HoldState::Waiting);
}

#[tokio::test]
async fn nothing_takes_effect_while_nobody_else_can_be_reached() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    for other in [&bakyt, &chinara] {
        bot.emulator().block(other.id).expect("blocked");
    }
    sends(&olga, "The thief's words").await;
    minutes(&bot, 0).await;
    let seq = bot.emulator().seq();
    minutes(&bot, 31).await;
    minutes(&bot, 60).await;
    assert_eq!(got(&bot, "The thief"), 0);
    let told = bot.heard(olga.id, seq, Lang::En);
    told.sees(say.hold_still_untold());
    assert_eq!(told.texts().len(), 1, "once");
    bot.restart().await;
    // Bakyt is there again, and has the whole time.
    bot.emulator().unblock(bakyt.id).expect("unblocked");
    bakyt.says("/panel").await;
    minutes(&bot, 60).await;
    bakyt.newest_has(say.hold_what_send(&say.hold_someone()));
    assert_eq!(waiting(&bot).await.len(), 1);
    bakyt.taps(say.button_hold_stop()).await.opens_with(say.hold_stop_answer());
    minutes(&bot, 60).await;
    assert_eq!(got(&bot, "The thief"), 0);
}

#[tokio::test]
async fn a_forged_button_of_somebody_who_is_not_on_the_staff_does_nothing() {
    let say = english();
    let (bot, olga, _, _) = three().await;
    let stranger = bot.reader("Aigul").await;
    sends(&olga, "Hello").await;
    for what in ["stop", "go"] {
        presses(&stranger, 1, what).await.is_short(say.help_stale());
    }
    assert_eq!(state(&bot, 1).await, HoldState::Waiting);
}

#[tokio::test]
async fn a_thief_with_an_editors_phone_is_stopped_by_another_editor() {
    let say = english();
    let (bot, people) = staff(ten_minutes(), &["Olga", "Bakyt"]).await;
    let (thief, editor) = (bot.reader("Chinara").await, bot.reader("Damir").await);
    for person in [&thief, &editor] {
        bot.employs(person.id, Role::Editor).await;
    }
    sends(&thief, "The thief's words").await.sees(say.hold_begun());
    thief.presses_data("d:export:file").await;
    assert_eq!(waiting(&bot).await.len(), 1, "an editor exports nothing");
    bot.restart().await;
    minutes(&bot, 1).await;
    for other in [&people[0], &people[1], &editor] {
        other.newest_has(say.hold_what_send(&say.hold_someone()));
    }
    editor.taps(say.button_hold_stop()).await.opens_with(say.hold_stop_answer());
    bot.restart().await;
    minutes(&bot, 24 * 60).await;
    assert_eq!(got(&bot, "The thief"), 0);
    // An owner takes the rights away, and what the thief begins has no effect.
    sends_again(&thief, "Once more from the thief").await.sees(say.hold_begun_second());
    changes_staff(&bot, &people[0], StaffChange::Suspend(ChatId::new(thief.id))).await;
    minutes(&bot, 0).await;
    assert_eq!(state(&bot, 2).await, HoldState::Refused);
    presses(&thief, 1, "go").await.is_short(say.help_stale());
    sends(&editor, "All is well").await.sees(say.hold_begun());
    minutes(&bot, 0).await;
    minutes(&bot, 10).await;
    assert_eq!(got(&bot, "All is well"), usize::try_from(READERS).expect("a few"));
}

#[tokio::test]
async fn a_thief_who_first_suspends_the_others_gets_nothing_out() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    sends(&olga, "Begun before").await.sees(say.hold_begun());
    minutes(&bot, 0).await;
    changes_staff(&bot, &olga, StaffChange::Suspend(ChatId::new(bakyt.id))).await;
    // From the first time on the thief is restrained, and can suspend nobody else.
    let all = bot.service(async |service| service.app().store.staff().await.expect("read")).await;
    let thief = all.iter().find(|member| member.chat == ChatId::new(olga.id)).expect("on staff");
    assert!(thief.restrained.is_some());
    bot.restart().await;
    minutes(&bot, 3 * 24 * 60).await;
    assert!(campaigns(&bot).await.is_empty() && got(&bot, "Begun") == 0);
    // Chinara is left, stops it, and the operator gives Bakyt his rights back.
    presses(&chinara, 1, "stop").await.opens_with(say.hold_stop_answer());
    let back = StaffChange::Reinstate(ChatId::new(bakyt.id));
    let now = bot.clock.now();
    let given = bot.service(async |service| service.app().store.change_staff(back, now).await).await;
    given.expect("stored").expect("the command line may");
    sends(&chinara, "All is well").await.sees(say.hold_begun());
    bot.restart().await;
    minutes(&bot, 0).await;
    minutes(&bot, 10).await;
    assert_eq!(got(&bot, "All is well"), usize::try_from(READERS).expect("a few"));
}

#[tokio::test]
async fn the_second_account_of_a_thief_lets_nothing_go() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    let account = bot.reader("Olga 2").await;
    let member = StaffMember::new(ChatId::new(account.id), Role::Owner, Some(bot.clock.now()));
    bot.service(async |service| service.app().store.save_staff(member).await.expect("stored")).await;
    sends(&olga, "The thief's words").await;
    minutes(&bot, 5).await;
    presses(&account, 1, "go").await.is_alerted(say.hold_new_toast());
    bot.restart().await;
    bakyt.taps(say.button_hold_stop()).await.opens_with(say.hold_stop_answer());
    sends_again(&olga, "The thief's words again").await.sees(say.hold_begun_second());
    minutes(&bot, 60).await;
    presses(&account, 2, "go").await.is_alerted(say.hold_new_toast());
    assert_eq!(got(&bot, "The thief"), 0);
}

#[tokio::test]
async fn nobody_stops_their_own_removal_and_what_they_began_is_refused() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    sends(&olga, "The thief's words").await;
    minutes(&bot, 0).await;
    changes_staff(&bot, &bakyt, StaffChange::Remove(ChatId::new(olga.id))).await;
    assert!(waiting(&bot).await.iter().all(|outline| outline.hold.kind != HeldKind::Grant));
    for what in ["stop", "go"] {
        presses(&olga, 1, what).await.is_short(say.help_stale());
    }
    bot.restart().await;
    minutes(&bot, 60).await;
    assert_eq!((got(&bot, "The thief"), state(&bot, 1).await), (0, HoldState::Refused));
    // Bakyt is restrained until another owner confirms it; Chinara goes on working.
    let confirm = StaffChange::Confirm(ChatId::new(bakyt.id));
    changes_staff(&bot, &chinara, confirm).await;
    sends(&bakyt, "All is well").await.sees(say.hold_begun());
    minutes(&bot, 0).await;
    minutes(&bot, 10).await;
    assert_eq!(got(&bot, "All is well"), usize::try_from(READERS).expect("a few"));
}

#[tokio::test]
async fn giving_a_role_waits_and_can_be_stopped() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    let viewer = bot.reader("Damir").await;
    bot.employs(viewer.id, Role::Viewer).await;
    let change = StaffChange::Promote(ChatId::new(viewer.id), Role::Owner);
    let grant = Grant { person: ChatId::new(viewer.id), role: Role::Owner, change };
    let action = HeldAction::Grant(Box::new(grant));
    for nth in 1..=2 {
        let new = NewHold::new(action.clone(), &ten_minutes(), false, bot.clock.now());
        commit(&bot, olga.id, vec![Change::Hold(Box::new(new))]).await;
        minutes(&bot, 0).await;
        bakyt.newest_has(say.hold_what_grant(&say.hold_someone()));
        let what = if nth == 1 { "stop" } else { "go" };
        presses(&bakyt, nth, what).await;
        bot.restart().await;
        minutes(&bot, 0).await;
        let all = bot.service(async |service| service.app().store.staff().await.expect("read")).await;
        let role = all.iter().find(|member| member.chat == ChatId::new(viewer.id)).map(|member| member.role);
        assert_eq!(role, Some(if nth == 1 { Role::Viewer } else { Role::Owner }));
    }
}

/// Somebody who has just become an owner.
async fn new_owner(bot: &std::sync::Arc<TestBot>, name: &str) -> Person {
    let person = bot.reader(name).await;
    let member = StaffMember::new(ChatId::new(person.id), Role::Owner, Some(bot.clock.now()));
    bot.service(async |service| service.app().store.save_staff(member).await.expect("stored")).await;
    person
}

async fn member(bot: &TestBot, person: &Person) -> StaffMember {
    let all = bot.service(async |service| service.app().store.staff().await.expect("read")).await;
    all.into_iter().find(|member| member.chat == ChatId::new(person.id)).expect("on staff")
}

#[tokio::test]
async fn a_second_account_is_nobody_who_could_stop_the_thief_who_takes_rights_from_the_last_editors() {
    let (bot, people) = staff(ten_minutes(), &["Olga"]).await;
    let thief = &people[0];
    let (bakyt, chinara) = (bot.reader("Bakyt").await, bot.reader("Chinara").await);
    for editor in [&bakyt, &chinara] {
        bot.employs(editor.id, Role::Editor).await;
    }
    let account = new_owner(&bot, "Olga 2").await;
    changes_staff(&bot, thief, StaffChange::Remove(ChatId::new(bakyt.id))).await;
    assert_eq!(member(&bot, thief).await.restrained, None, "Chinara could still stop them");
    changes_staff(&bot, thief, StaffChange::Remove(ChatId::new(chinara.id))).await;
    assert!(member(&bot, thief).await.restrained.is_some());
    // Nor does the new account take rights from anybody at no price.
    let vera = bot.reader("Vera").await;
    bot.employs(vera.id, Role::Viewer).await;
    changes_staff(&bot, &account, StaffChange::Suspend(ChatId::new(vera.id))).await;
    assert!(member(&bot, &account).await.restrained.is_some());
}

#[tokio::test]
async fn a_second_account_that_hears_of_it_does_not_begin_the_time() {
    let say = english();
    let (bot, people) = staff(ten_minutes(), &["Olga"]).await;
    let account = new_owner(&bot, "Olga 2").await;
    sends(&people[0], "The thief's words").await.sees(say.hold_begun());
    minutes(&bot, 0).await;
    account.newest_has(say.hold_what_send(&say.hold_someone()));
    bot.restart().await;
    minutes(&bot, 5 * 60).await;
    assert_eq!((got(&bot, "The thief"), state(&bot, 1).await), (0, HoldState::Waiting));
    // Somebody who has been on staff for a day had the whole time.
    minutes(&bot, 19 * 60).await;
    assert_eq!(got(&bot, "The thief"), 0);
    minutes(&bot, 10).await;
    assert_eq!(state(&bot, 1).await, HoldState::Done);
}

#[tokio::test]
async fn an_editor_hears_of_what_only_an_owner_may_do_and_stops_it() {
    let say = english();
    let (bot, people) = staff(ten_minutes(), &["Olga"]).await;
    let editor = bot.reader("Bakyt").await;
    bot.employs(editor.id, Role::Editor).await;
    let account = new_owner(&bot, "Olga 2").await;
    people[0].says("/export").await;
    people[0].taps(say.button_export_send()).await.sees(say.hold_begun());
    minutes(&bot, 0).await;
    editor.newest_has(say.hold_what_export(&say.hold_someone()));
    presses(&account, 1, "go").await.is_alerted(say.hold_new_toast());
    presses(&editor, 1, "go").await.is_alerted(say.staff_not_allowed_toast());
    editor.says("/panel").await;
    editor
        .presses_data("d:hold:1")
        .await
        .has_button(say.button_hold_stop())
        .has_no_button(say.button_hold_go_ahead());
    bot.restart().await;
    presses(&editor, 1, "stop").await.opens_with(say.hold_stop_answer());
    minutes(&bot, 60).await;
    assert_eq!(state(&bot, 1).await, HoldState::Stopped);
}

#[tokio::test]
async fn a_go_ahead_does_not_count_of_somebody_who_lost_the_right_before_it_takes_effect() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    sends(&olga, "Hello").await;
    minutes(&bot, 0).await;
    presses(&bakyt, 1, "go").await.sees(say.hold_go_ahead_answer());
    let remove = StaffChange::Remove(ChatId::new(bakyt.id));
    let now = bot.clock.now();
    let removed = bot.service(async |service| service.app().store.change_staff(remove, now).await).await;
    removed.expect("stored").expect("the command line may");
    bot.restart().await;
    minutes(&bot, 0).await;
    assert_eq!((got(&bot, "Hello"), state(&bot, 1).await), (0, HoldState::Waiting));
    minutes(&bot, 10).await;
    assert_eq!(state(&bot, 1).await, HoldState::Done, "nobody stopped it");
}

#[tokio::test]
async fn nobody_gets_rid_of_a_stop_by_erasing_their_data() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    sends(&olga, "The thief's words").await;
    minutes(&bot, 0).await;
    bakyt.taps(say.button_hold_stop()).await;
    minutes(&bot, 0).await;
    olga.asks_to_be_erased().await;
    olga.taps(say.button_erase_only()).await;
    bot.restart().await;
    olga.starts(Lang::En).await;
    sends(&olga, "The thief's words again").await.sees(say.hold_begun_second()).sees(say.hold_why_stopped());
    minutes(&bot, 24 * 60).await;
    assert_eq!(got(&bot, "The thief"), 0);
}
