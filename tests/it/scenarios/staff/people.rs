//! People join the staff by a link, get other roles, and leave; and nobody gains anything by taking rights from others.

use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::domain::audit::{AuditFilter, Deed, DeedResult};
use pledge_bot::domain::campaign::{Pause, Stage};
use pledge_bot::domain::{ChatId, Lang, PersonStep, Role, StaffMember};
use pledge_bot::emulator::{FaultKind, InjectedFault};

use super::{campaigns, confirms, readers, report_title, writes};
use crate::support::chat::{Person, english};
use crate::support::heard::Heard;
use crate::support::test_bot::TestBot;

/// The text behind `/start` in the link of an invitation.
fn payload(heard: &Heard) -> String {
    let shown = heard.shown();
    let (_, rest) = shown.split_once("?start=").expect("a link");
    rest.split_whitespace().next().expect("a payload").to_owned()
}

/// An owner makes an invitation for a role; gives the message by which somebody opens it.
pub(super) async fn invites(owner: &Person, role: Role) -> String {
    let say = english();
    owner.says("/staff").await;
    owner.taps(say.people_button_invite()).await.sees(say.people_invite_ask());
    format!("/start {}", payload(&owner.taps(say.people_invite_as(role)).await))
}

/// Somebody joins by an invitation.
async fn joins(bot: &Arc<TestBot>, owner: &Person, name: &str, role: Role) -> Person {
    let say = english();
    let opens = invites(owner, role).await;
    let person = bot.reader(name).await;
    person.says(&opens).await.opens_with(say.people_join_wait());
    owner.taps(say.people_button_admit()).await;
    person
}

/// An owner takes a step about somebody whose name is shown like this.
async fn takes(owner: &Person, name: &str, step: PersonStep) -> Heard {
    let say = english();
    owner.says("/staff").await;
    owner.taps(name).await;
    owner.taps(say.people_step(step)).await.sees(say.people_about(step));
    owner.taps(say.people_step(step)).await
}

fn refused(heard: &Heard) {
    heard.opens_with(english().home_broken_link());
}

#[tokio::test]
async fn somebody_joins_by_a_link_once_the_inviter_has_confirmed_their_name() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let opens = invites(&olga, Role::Editor).await;
    bot.restart().await;
    let azamat = bot.reader("Azamat").await;
    let seq = bot.emulator().seq();
    azamat.says(&opens).await.opens_with(say.people_join_wait());
    let asked = bot.heard(olga.id, seq, Lang::En);
    asked.sees(say.people_join_opened("Azamat", "editor"));
    azamat.says("/panel").await.opens_with(say.home_hint());
    // Whoever comes second, and the inviter themselves, learn nothing.
    let aida = bot.reader("Aida").await;
    refused(&aida.says(&opens).await);
    refused(&olga.says(&opens).await);
    bot.restart().await;
    let seq = bot.emulator().seq();
    olga.says("/staff").await.sees(say.people_invitation_opened());
    olga.taps(say.people_button_admit()).await.sees(say.people_joined("editor"));
    bot.heard(azamat.id, seq, Lang::En).sees(say.people_welcome("editor"));
    azamat.taps(say.people_button_alias()).await.sees(say.people_alias_ask(32));
    azamat.says("👍").await.sees(say.people_alias_wrong());
    azamat.says("Falcon").await.opens_with(say.people_alias_set("Falcon"));
    azamat.says("/panel").await.opens_with(say.panel_title());
    olga.says("/staff").await.has_button("Falcon").sees("Falcon");
    refused(&azamat.says(&opens).await);
    refused(&aida.says(&opens).await);
}

#[tokio::test]
async fn a_link_ends_after_a_day_or_when_it_is_withdrawn() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let opens = invites(&olga, Role::Owner).await;
    let withdrawn = invites(&olga, Role::Viewer).await;
    olga.says("/staff").await;
    olga.taps(say.people_button_uninvite("viewer")).await.opens_with(say.people_uninvited());
    let azamat = bot.reader("Azamat").await;
    refused(&azamat.says(&withdrawn).await);
    azamat.says(&opens).await.opens_with(say.people_join_wait());
    bot.clock.advance(SignedDuration::from_hours(24));
    let aida = bot.reader("Aida").await;
    refused(&aida.says(&opens).await);
    olga.says("/staff").await.has_no_button(say.people_button_admit());
    olga.presses_data("d:p:admit:1").await.does_not_see(say.people_joined("owner"));
    azamat.says("/panel").await.opens_with(say.home_hint());
}

#[tokio::test]
async fn no_more_than_ten_invitations_are_open() {
    let (bot, olga) = TestBot::with_owner().await;
    for _ in 0..10 {
        invites(&olga, Role::Viewer).await;
    }
    olga.presses_data("d:p:invite:owner").await.opens_with(english().people_invite_full());
    bot.clock.advance(SignedDuration::from_hours(24));
    invites(&olga, Role::Viewer).await;
}

#[tokio::test]
async fn who_is_suspended_can_do_nothing_until_they_are_reinstated() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    bot.employs(9999, Role::Owner).await;
    let azamat = joins(&bot, &olga, "Azamat", Role::Editor).await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&azamat, "Hello").await;
    confirms(&azamat, 3).await;
    writes(&azamat, "A draft").await;
    takes(&olga, "Azamat", PersonStep::Suspend).await.sees(say.people_step_done(PersonStep::Suspend));
    bot.restart().await;
    let seq = bot.emulator().seq();
    bot.delivers().await;
    let paused = Stage::Paused(Pause::Permission);
    assert_eq!(campaigns(&bot).await[0].stage, paused);
    bot.heard(olga.id, seq, Lang::En).sees(report_title(1, paused));
    assert!(bot.heard(5000, seq, Lang::En).events.is_empty());
    azamat.says("/panel").await.opens_with(say.home_hint());
    azamat.says("More of it").await.opens_with(say.home_hint());
    azamat.presses_data("d:draft").await.is_short(say.help_stale());
    let opens = invites(&olga, Role::Owner).await;
    refused(&azamat.says(&opens).await);
    takes(&olga, "Azamat", PersonStep::Reinstate).await.sees(say.people_step_done(PersonStep::Reinstate));
    azamat.says("/panel").await.opens_with(say.panel_title()).has_button(say.button_panel_draft());
    // A restrained person is one who took rights from an owner, or from the last who could stop them. Olga did neither.
    olga.says("/staff").await.does_not_see(say.people_line_restrained());
}

#[tokio::test]
async fn a_thief_who_suspends_the_owners_can_start_nothing() {
    let say = english();
    let (bot, thief) = TestBot::with_owner().await;
    let [bakyt, aida] = [bot.reader("Bakyt").await, bot.reader("Aida").await];
    for owner in [&bakyt, &aida] {
        bot.employs(owner.id, Role::Owner).await;
    }
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&thief, "Lies").await;
    confirms(&thief, 3).await;
    let seq = bot.emulator().seq();
    takes(&thief, "Bakyt", PersonStep::Suspend).await;
    bot.heard(bakyt.id, seq, Lang::En).sees(say.people_step_done(PersonStep::Suspend));
    let told = bot.heard(aida.id, seq, Lang::En);
    told.sees(say.people_told_restrained("Olga")).has_button(say.people_step(PersonStep::Confirm));
    bot.restart().await;
    bot.delivers().await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Paused(Pause::Permission));
    // Nor can they take rights from the next one, let somebody in, or let it go on.
    for data in [
        format!("d:p:do:{}:suspend:owner", aida.id),
        "d:p:invite:owner".to_owned(),
        "d:order:1:resume:0".to_owned(),
        format!("d:p:do:{}:confirm:owner", thief.id),
    ] {
        thief.presses_data(&data).await.is_alerted(say.staff_restrained_toast());
    }
    // The honest ones go on.
    takes(&aida, "Olga", PersonStep::Suspend).await.sees(say.people_step_done(PersonStep::Suspend));
    thief.says("/panel").await.opens_with(say.home_hint());
    assert!(bot.heard(5000, seq, Lang::En).events.is_empty());
}

#[tokio::test]
async fn another_owner_of_more_than_a_day_confirms_what_was_right() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let [bakyt, aida] = [bot.reader("Bakyt").await, bot.reader("Aida").await];
    bot.employs(bakyt.id, Role::Owner).await;
    bot.employs(aida.id, Role::Owner).await;
    let new = joins(&bot, &olga, "Cholpon", Role::Owner).await;
    takes(&olga, "Bakyt", PersonStep::Remove).await;
    bakyt.says("/panel").await.opens_with(say.home_hint());
    let confirm = format!("d:p:do:{}:confirm:owner", olga.id);
    new.presses_data(&confirm).await.does_not_see(say.people_step_done(PersonStep::Confirm));
    olga.presses_data("d:p:invite").await.is_alerted(say.staff_restrained_toast());
    bot.restart().await;
    takes(&aida, "Olga", PersonStep::Confirm).await.sees(say.people_step_done(PersonStep::Confirm));
    olga.presses_data("d:p:invite").await.sees(say.people_invite_ask());
    let left = bot.service(async |service| service.app().store.staff().await.expect("read")).await;
    assert!(
        left.iter().all(|member| member.chat != ChatId::new(bakyt.id)),
        "nothing is kept of who was removed"
    );
}

#[tokio::test]
async fn the_last_owner_cannot_leave_and_others_can() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let azamat = joins(&bot, &olga, "Azamat", Role::Viewer).await;
    olga.says("/staff").await;
    olga.taps(say.people_button_leave()).await.opens_with(say.people_leave_last());
    olga.presses_data("d:p:leave:1").await;
    olga.says("/panel").await.opens_with(say.panel_title());
    azamat.says("/staff").await.has_no_button(say.people_button_invite());
    azamat.taps(say.people_button_leave()).await.opens_with(say.people_leave_ask());
    let seq = bot.emulator().seq();
    azamat.taps(say.people_button_leave_yes()).await.opens_with(say.people_leave_done());
    bot.heard(olga.id, seq, Lang::En).sees(say.people_left());
    azamat.says("/panel").await.opens_with(say.home_hint());
}

#[tokio::test]
async fn a_step_about_somebody_who_has_another_role_by_now_is_not_taken() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let azamat = joins(&bot, &olga, "Azamat", Role::Viewer).await;
    takes(&olga, "Azamat", PersonStep::Editor).await.sees(say.people_step_done(PersonStep::Editor));
    let stale = format!("d:p:do:{}:owner:viewer", azamat.id);
    olga.presses_data(&stale).await.does_not_see(say.people_step_done(PersonStep::Owner));
    azamat.says("/export").await.opens_with(say.staff_not_allowed_toast());
    // An editor manages nobody, whatever they tap.
    let forged = format!("d:p:do:{}:owner:editor", azamat.id);
    azamat.presses_data(&forged).await.is_alerted(say.staff_not_allowed_toast());
    takes(&olga, "Azamat", PersonStep::Viewer).await;
    azamat.says("/broadcast").await.opens_with(say.staff_not_allowed_toast());
}

#[tokio::test]
async fn who_was_removed_by_a_thief_can_join_again_before_anybody_has_confirmed_it() {
    let say = english();
    let (bot, thief) = TestBot::with_owner().await;
    let [bakyt, aida] = [bot.reader("Bakyt").await, bot.reader("Aida").await];
    for owner in [&bakyt, &aida] {
        bot.employs(owner.id, Role::Owner).await;
    }
    takes(&thief, "Bakyt", PersonStep::Remove).await;
    let opens = invites(&aida, Role::Owner).await;
    bakyt.says(&opens).await.opens_with(say.people_join_wait());
    aida.taps(say.people_button_admit()).await.sees(say.people_joined("owner"));
    bakyt.says("/panel").await.opens_with(say.panel_title());
}

#[tokio::test]
async fn when_a_restrained_person_loses_their_rights_those_whom_they_harmed_count_as_before() {
    let say = english();
    let (bot, thief) = TestBot::with_owner().await;
    let [bakyt, aida] = [bot.reader("Bakyt").await, bot.reader("Aida").await];
    for owner in [&bakyt, &aida] {
        bot.employs(owner.id, Role::Owner).await;
    }
    takes(&thief, "Bakyt", PersonStep::Suspend).await;
    takes(&aida, "Olga", PersonStep::Suspend).await;
    let staff = bot.service(async |service| service.app().store.staff().await.expect("read")).await;
    let member = |person: &Person| {
        staff.iter().find(|member| member.chat == ChatId::new(person.id)).expect("on staff")
    };
    assert_eq!((member(&bakyt).loss, member(&thief).restrained), (None, None));
    assert!(member(&thief).loss.is_some() && member(&aida).restrained.is_some());
    aida.says("/staff").await.sees(say.people_line_restrained());
}

#[tokio::test]
async fn a_confirmation_by_somebody_who_may_not_give_it_is_in_the_audit_log() {
    let say = english();
    let (bot, thief) = TestBot::with_owner().await;
    let [bakyt, account] = [bot.reader("Bakyt").await, bot.reader("Olga 2").await];
    bot.employs(bakyt.id, Role::Owner).await;
    let member = StaffMember::new(ChatId::new(account.id), Role::Owner, Some(bot.clock.now()));
    bot.service(async |service| service.app().store.save_staff(member).await.expect("stored")).await;
    takes(&thief, "Bakyt", PersonStep::Suspend).await;
    account.presses_data(&format!("d:p:do:{}:confirm:owner", thief.id)).await;
    account.says("/staff").await.sees(say.people_line_restrained());
    let page = bot
        .service(async |service| service.app().store.audit(&AuditFilter::All, None, 10).await.expect("read"))
        .await;
    let newest = page.entries.into_iter().find_map(|read| read.entry).expect("an entry");
    assert_eq!((newest.record.deed, newest.record.result), (Deed::Confirm, DeedResult::Refused));
}

#[tokio::test]
async fn staff_are_told_of_rights_that_were_taken_also_if_telegram_takes_nothing_at_first() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    let [bakyt, aida, chinara] =
        [bot.reader("Bakyt").await, bot.reader("Aida").await, bot.reader("Chinara").await];
    for owner in [&bakyt, &aida, &chinara] {
        bot.employs(owner.id, Role::Owner).await;
    }
    let fault = InjectedFault::new(FaultKind::TooManyRequests).retry_after(31).method("sendMessage");
    let _ = bot.emulator().fault(fault.chat(bakyt.id));
    // Olga can't be reached either, as she has blocked the bot meanwhile.
    let gone = InjectedFault::new(FaultKind::Forbidden).method("editMessageText").chat(olga.id);
    let seq = bot.emulator().seq();
    olga.says("/staff").await;
    olga.taps("Chinara").await;
    olga.taps(say.people_step(PersonStep::Suspend)).await;
    let _ = bot.emulator().fault(gone);
    olga.taps(say.people_step(PersonStep::Suspend)).await;
    bot.heard(bakyt.id, seq, Lang::En).is_silent();
    bot.heard(aida.id, seq, Lang::En).sees(say.people_told_restrained("Olga"));
    bot.restart().await;
    bot.clock.advance(SignedDuration::from_secs(31));
    bot.says_postponed().await;
    let told = bot.heard(bakyt.id, seq, Lang::En);
    told.sees(say.people_told_restrained("Olga")).has_button(say.people_step(PersonStep::Confirm));
    bot.clock.advance(SignedDuration::from_hours(1));
    bot.says_postponed().await;
    assert_eq!(bot.heard(bakyt.id, seq, Lang::En).texts().len(), 1, "once");
    assert_eq!(bot.heard(aida.id, seq, Lang::En).texts().len(), 1, "once");
}
