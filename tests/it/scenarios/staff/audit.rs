//! The audit log: what staff did stands in it, and owners read it.

use jiff::SignedDuration;
use pledge_bot::domain::audit::{Deed, DeedGroup, DeedResult, Doer};
use pledge_bot::domain::{ChatId, Lang, Role, StaffMember};
use pledge_bot::service::Service;
use pledge_bot::texts::Html;

use super::{confirms, owner_in, readers, writes};
use crate::support::chat::{english, say};
use crate::support::test_bot::{OWNER, TestBot};

/// The owner as the log names them: they have chosen no alias.
fn doer(bot: &TestBot) -> String {
    let say = english();
    let tag = Doer::staff(&bot.code(OWNER), None).code();
    say.audit_doer(&say.audit_doer_staff(&tag), &say.audit_role(Role::Owner))
}

#[tokio::test]
async fn what_staff_do_stands_in_the_log() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    owner.says("/audit").await.opens_with(say.audit_title()).sees(say.audit_none());
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Planned").await;
    owner.taps(say.campaign_button_time()).await;
    owner.says("2026-12-01 10:00").await;
    confirms(&owner, 3).await;
    owner.presses_data("d:order:1:pause:0").await;
    owner.presses_data("d:order:1:cancel:0").await;
    owner.says("/export").await;
    owner.taps(say.button_export_send()).await;
    let log = owner.says("/audit").await;
    for (number, deed) in [(1, Deed::Broadcast), (2, Deed::Pause), (3, Deed::Cancel)] {
        let what = say.audit_what(&say.audit_deed(deed), &say.audit_number("1"));
        log.sees(format!("{number}. 25 November 2026, 11:00, {}\n{what}", doer(&bot)));
    }
    log.sees(say.audit_deed(Deed::Export));
    let head =
        bot.service(async |service| service.app().store.reader().audit_head().await.expect("read")).await;
    log.closes_with(head.expect("an entry").hash.to_string());
}

#[tokio::test]
async fn the_log_is_read_by_pages_by_person_and_by_kind() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    confirms(&owner, 3).await;
    for _ in 0..4 {
        owner.presses_data("d:order:1:pause:0").await;
        owner.presses_data("d:order:1:resume:0").await;
    }
    owner.says("/panel").await;
    let newest = owner.taps(say.button_audit()).await;
    newest.sees("9. ").does_not_see("3. 25").has_no_button(say.button_audit_newest());
    let older = owner.taps(say.campaign_button_older()).await;
    older.sees("3. 25").sees("1. 25").does_not_see("4. 25").has_no_button(say.campaign_button_older());
    owner.taps(say.button_audit_newest()).await.sees("9. ");
    owner.taps(say.button_audit_groups()).await.sees(say.audit_ask_group());
    let data = owner.taps(say.audit_group(DeedGroup::Data)).await;
    data.sees(say.audit_only(&say.audit_group(DeedGroup::Data))).sees(say.audit_none());
    owner.taps(say.button_audit_all()).await.sees("9. ");
    owner.taps(say.button_audit_doers()).await.sees(say.audit_ask_doer());
    owner.taps(doer(&bot)).await.sees("9. ").sees(say.audit_only(&doer(&bot)));
}

#[tokio::test]
async fn an_order_that_came_too_late_is_recorded_as_such() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    super::commit(
        &bot,
        owner.id,
        vec![pledge_bot::store::Change::Order(
            pledge_bot::domain::CampaignId(77),
            pledge_bot::domain::campaign::Order::Pause,
            bot.clock.now(),
        )],
    )
    .await;
    let what = say.audit_what(&say.audit_deed(Deed::Pause), &say.audit_number("77"));
    let what = say.audit_what_result(&what, &say.audit_result(DeedResult::NoEffect));
    owner.says("/audit").await.sees(what);
}

#[tokio::test]
async fn an_entry_that_was_altered_is_shown_as_such() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    owner.says("/export").await;
    owner.taps(say.button_export_send()).await;
    let mut db = bot.database().await;
    sqlx::query("UPDATE audit_log SET sealed = x'00'").execute(&mut db).await.expect("altered");
    owner.says("/audit").await.sees(say.audit_altered(1));
}

#[tokio::test]
async fn what_a_role_does_not_allow_is_refused_and_recorded() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let bakyt = bot.reader("Bakyt").await;
    let viewer = StaffMember::new(ChatId::new(bakyt.id), Role::Viewer, None);
    bot.service(async |service| service.app().store.save_staff(viewer).await.expect("stored")).await;
    bakyt.says("/audit").await.does_not_see(say.audit_title());
    bakyt.presses_data("d:export:file").await.is_alerted(say.staff_not_allowed_toast());
    let log = owner.says("/audit").await;
    for deed in [Deed::ReadLog, Deed::Export] {
        log.sees(say.audit_what_result(&say.audit_deed(deed), &say.audit_result(DeedResult::Refused)));
    }
}

#[tokio::test]
async fn others_see_no_log() {
    let (bot, _) = TestBot::with_owner().await;
    let aigul = bot.reader("Aigul").await;
    assert_eq!(aigul.says("/audit").await.text(), aigul.says("/nothing").await.text());
    for data in ["d:audit:all", "d:audits:doers", "d:audits:groups"] {
        aigul.presses_data(data).await.is_short(english().help_stale());
    }
}

#[tokio::test]
async fn owners_get_the_code_of_the_newest_entry_once_a_week() {
    for lang in Lang::ALL {
        let (bot, owner) = owner_in(lang).await;
        let say = say(lang);
        let tells = async || {
            let seq = bot.emulator().seq();
            bot.service(async |service| service.notices().tell_of_audit().await).await;
            bot.heard(owner.id, seq, lang)
        };
        let notice = async || {
            let newest = async |service: &Service| service.app().store.reader().audit_head().await;
            let head = bot.service(newest).await.expect("read").expect("an entry");
            say.audit_notice(&Html::code(&head.hash.to_string()))
        };
        tells().await.is_silent();
        owner.says("/export").await;
        owner.taps(say.button_export_send()).await;
        tells().await.sees(notice().await);
        owner.says("/export").await;
        owner.taps(say.button_export_send()).await;
        tells().await.is_silent();
        bot.clock.advance(SignedDuration::from_hours(7 * 24));
        bot.restart().await;
        tells().await.sees(notice().await);
        bot.clock.advance(SignedDuration::from_hours(8 * 24));
        tells().await.is_silent();
    }
}
