//! The freeze: one owner stops everything, two let it go on, and citizens notice nothing of it.

use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::domain::audit::{AuditFilter, Deed, DeedResult};
use pledge_bot::domain::campaign::Stage;
use pledge_bot::domain::{ChatId, Lang, Role, StaffMember, Topic};

use super::{campaigns, commit, confirms, readers, two_owners, writes};
use crate::support::chat::{Person, english};
use crate::support::test_bot::{OWNER, TestBot};

async fn freezes(owner: &Person) {
    let say = english();
    owner.says("/freeze").await.sees(say.freeze_about());
    owner.taps(say.button_freeze_yes()).await.sees(say.freeze_title_frozen()).sees(say.freeze_how_to_lift());
}

/// Staff is told of what changed.
async fn tells(bot: &TestBot) {
    bot.service(async |service| service.notices().tell_of_freeze().await).await;
}

async fn orders(bot: &TestBot, freezes: bool) {
    let now = bot.clock.now();
    bot.service(async |service| {
        service.app().store.freeze_by_command_line(freezes, now).await.expect("done")
    })
    .await;
}

/// Two owners, three readers, and a broadcast that is planned for a week later.
async fn planned() -> (Arc<TestBot>, Person, Person) {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&olga, "Hello").await;
    olga.taps(say.campaign_button_time()).await;
    olga.says("2026-12-01 10:00").await;
    confirms(&olga, 3).await;
    (bot, olga, bakyt)
}

fn heard_hello(bot: &TestBot) -> usize {
    (5000..5003).filter(|chat| bot.emulator().transcript(*chat).contains("Hello")).count()
}

#[tokio::test]
async fn nothing_goes_out_until_two_owners_lift_it_over_restarts() {
    let say = english();
    let (bot, olga, bakyt) = planned().await;
    freezes(&olga).await;
    bot.restart().await;
    bot.clock.advance(SignedDuration::from_hours(6 * 24));
    bot.delivers().await;
    assert_eq!(heard_hello(&bot), 0);
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Scheduled, "it waits");

    olga.says("/freeze").await;
    olga.taps(say.button_freeze_lift()).await.sees(say.freeze_wished());
    olga.says("/freeze").await.sees(say.freeze_own_wish()).has_no_button(say.button_freeze_lift());
    olga.presses_data("d:freeze:lift").await;
    bot.restart().await;
    bot.delivers().await;
    assert_eq!(heard_hello(&bot), 0, "one owner alone lifts nothing");

    bakyt.says("/freeze").await.sees(say.freeze_others_wish());
    bakyt.taps(say.button_freeze_lift()).await.sees(say.freeze_lifted());
    bot.delivers().await;
    olga.presses_data("d:order:1:resume:0").await;
    bot.delivers().await;
    assert_eq!(heard_hello(&bot), 3);
}

#[tokio::test]
async fn what_staff_do_takes_no_effect_and_what_silences_does() {
    let say = english();
    let (bot, olga, bakyt) = planned().await;
    writes(&bakyt, "Of a thief").await;
    bakyt.taps(say.campaign_button_confirm()).await;
    let send = bakyt.first_button();
    freezes(&olga).await;
    bakyt.presses(&send).await.is_alerted(say.freeze_blocked());
    assert_eq!(campaigns(&bot).await.len(), 1);
    for data in
        ["d:export:file", "d:plan:1", "d:new:deadline", "d:new:status", "d:removed:1", "d:order:1:resume:0"]
    {
        bakyt.presses_data(data).await.is_alerted(say.freeze_blocked());
    }
    bakyt.says("/export").await.sees(say.freeze_blocked());
    for data in ["d:p:invite", "d:p:invite:owner", "d:p:admit:1"] {
        bakyt.presses_data(data).await.is_alerted(say.freeze_blocked());
    }
    // The panel says it first, and what others planned can be called off.
    bakyt.says("/panel").await.sees(say.freeze_title_frozen());
    bakyt.presses_data("d:order:1:cancel:0").await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Cancelled);
}

#[tokio::test]
async fn citizens_are_answered_and_can_leave() {
    let say = english();
    let (bot, olga, _) = planned().await;
    let aigul = bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    freezes(&olga).await;
    aigul.says("/help").await.sees(say.help_text());
    aigul.supports().await;
    assert_eq!(bot.supporters().await, 1);
    aigul.says("/stop").await.sees(say.topics_stopped());
    aigul.asks_to_be_erased().await;
    aigul.presses_data("r:0").await;
    assert_eq!(aigul.says("/freeze").await.text(), aigul.says("/nothing").await.text());
}

#[tokio::test]
async fn reminders_wait_and_come_after_the_freeze() {
    let (bot, olga, _) = two_owners().await;
    freezes(&olga).await;
    bot.delivers().await;
    let planned =
        async || bot.service(async |service| service.app().store.planned_until().await.expect("read")).await;
    assert_eq!(planned().await, None, "nothing is planned");
    orders(&bot, false).await;
    bot.delivers().await;
    assert_eq!(planned().await, Some(bot.clock.now()));
}

#[tokio::test]
async fn all_staff_are_told_once_of_the_freeze_and_of_its_end() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    let viewer = bot.reader("Vera").await;
    let member = StaffMember::new(ChatId::new(viewer.id), Role::Viewer, None);
    bot.service(async |service| service.app().store.save_staff(member).await.expect("stored")).await;
    freezes(&olga).await;
    bot.restart().await;
    tells(&bot).await;
    tells(&bot).await;
    orders(&bot, false).await;
    tells(&bot).await;
    for person in [&olga, &bakyt, &viewer] {
        person.has_seen(say.freeze_notice_begun(), 1);
        person.has_seen(say.freeze_notice_lifted(), 1);
    }
}

#[tokio::test]
async fn who_became_an_owner_today_lifts_nothing() {
    let say = english();
    let (bot, olga, _) = two_owners().await;
    let thief = bot.reader("Thief").await;
    let member = StaffMember::new(ChatId::new(thief.id), Role::Owner, Some(bot.clock.now()));
    bot.service(async |service| service.app().store.save_staff(member).await.expect("stored")).await;
    freezes(&olga).await;
    olga.says("/freeze").await;
    olga.taps(say.button_freeze_lift()).await;
    thief.says("/freeze").await;
    thief.taps(say.button_freeze_lift()).await.is_alerted(say.freeze_new_toast());
    commit(&bot, thief.id, vec![pledge_bot::store::Change::LiftFreeze(bot.clock.now())]).await;
    olga.says("/freeze").await.sees(say.freeze_title_frozen());
    bot.clock.advance(SignedDuration::from_hours(25));
    // The wish is over by then, and both begin anew.
    olga.presses_data("d:freeze:lift").await.sees(say.freeze_wished());
    thief.presses_data("d:freeze:lift").await.sees(say.freeze_lifted());
}

#[tokio::test]
async fn an_editor_can_not_freeze() {
    let say = english();
    let (bot, olga) = TestBot::with_owner().await;
    assert_eq!(olga.id, OWNER);
    let editor = bot.reader("Edil").await;
    let member = StaffMember::new(ChatId::new(editor.id), Role::Editor, None);
    bot.service(async |service| service.app().store.save_staff(member).await.expect("stored")).await;
    editor.presses_data("d:freeze:yes").await.is_alerted(say.staff_not_allowed_toast());
    olga.says("/freeze").await.sees(say.freeze_about());
}

#[tokio::test]
async fn news_of_the_freeze_that_nobody_heard_is_told_later() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    for owner in [&olga, &bakyt] {
        bot.emulator().block(owner.id).expect("blocked");
    }
    orders(&bot, true).await;
    tells(&bot).await;
    bakyt.has_seen(say.freeze_notice_begun(), 0);
    bot.emulator().unblock(bakyt.id).expect("unblocked");
    bot.restart().await;
    tells(&bot).await;
    tells(&bot).await;
    bakyt.has_seen(say.freeze_notice_begun(), 1);
}

#[tokio::test]
async fn not_even_a_test_goes_out() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    writes(&olga, "Hello").await;
    olga.taps(say.campaign_button_preview()).await;
    olga.taps(say.campaign_button_test()).await;
    orders(&bot, true).await;
    let seq = bot.emulator().seq();
    olga.taps("Bakyt").await.is_alerted(say.freeze_blocked());
    assert!(bot.heard(bakyt.id, seq, Lang::En).texts().is_empty());
}

#[tokio::test]
async fn what_the_freeze_refuses_is_in_the_audit_log() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    let thief = bot.reader("Thief").await;
    let member = StaffMember::new(ChatId::new(thief.id), Role::Owner, Some(bot.clock.now()));
    bot.service(async |service| service.app().store.save_staff(member).await.expect("stored")).await;
    freezes(&olga).await;
    bakyt.presses_data("d:export:file").await.is_alerted(say.freeze_blocked());
    thief.presses_data("d:freeze:lift").await.is_alerted(say.freeze_new_toast());
    let editor = bot.reader("Chinara").await;
    bot.employs(editor.id, Role::Editor).await;
    editor.presses_data("d:freeze:lift").await.is_alerted(say.staff_not_allowed_toast());
    let page = bot
        .service(async |service| service.app().store.audit(&AuditFilter::All, None, 10).await.expect("read"))
        .await;
    let deeds: Vec<_> = page
        .entries
        .into_iter()
        .filter_map(|read| read.entry)
        .map(|entry| (entry.record.deed, entry.record.result))
        .collect();
    assert_eq!(
        deeds,
        [
            (Deed::Lift, DeedResult::Refused),
            (Deed::Lift, DeedResult::Refused),
            (Deed::Export, DeedResult::Refused),
            (Deed::Freeze, DeedResult::Done)
        ]
    );
}
