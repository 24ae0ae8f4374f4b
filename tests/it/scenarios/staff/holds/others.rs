//! The other actions that wait, and those that do not.

use jiff::SignedDuration;
use pledge_bot::domain::campaign::{Pause, Stage};
use pledge_bot::domain::hold::{HeldKind, HoldState};
use pledge_bot::domain::{ChatId, HoldId, HoldRules, Lang, StaffChange};
use pledge_bot::emulator::{FaultKind, InjectedFault};

use super::{READERS, got, minutes, moment, presses, sends, staff, state, ten_minutes, three, waiting};
use crate::scenarios::staff::{campaigns, opens, rewrites};
use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;

/// A broadcast that is planned for tomorrow, and has passed its hold.
async fn planned(bot: &TestBot, owner: &Person, other: &Person) {
    let say = english();
    owner.says("/broadcast").await;
    owner.says("At ten").await;
    owner.taps(say.campaign_button_time()).await;
    owner.says("2026-11-28 12:30").await;
    owner.taps(say.campaign_button_confirm()).await;
    owner.taps(say.campaign_button_send(READERS)).await.sees(say.hold_begun());
    bot.holds().await;
    other.taps(say.button_hold_go_ahead()).await;
    bot.holds().await;
    assert_eq!(campaigns(bot).await[0].stage, Stage::Scheduled);
}

#[tokio::test]
async fn a_change_of_a_planned_broadcast_waits_and_takes_effect_once() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    planned(&bot, &olga, &bakyt).await;
    opens(&olga, 1).await;
    olga.taps(say.campaign_button_change()).await;
    rewrites(&olga, "At eleven").await;
    olga.taps(say.campaign_button_confirm()).await;
    olga.taps(say.campaign_button_send_change(READERS)).await.sees(say.hold_begun());
    bot.holds().await;
    bakyt.newest_has(say.hold_what_change(&say.hold_someone(), 1));
    bot.restart().await;
    minutes(&bot, 10).await;
    minutes(&bot, 26 * 60).await;
    assert_eq!((got(&bot, "At ten"), got(&bot, "At eleven")), (0, usize::try_from(READERS).expect("a few")));
}

#[tokio::test]
async fn a_change_that_would_come_too_late_is_not_begun() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    planned(&bot, &olga, &bakyt).await;
    bot.clock.advance(campaigns(&bot).await[0].due.duration_since(moment(&bot, 5)));
    opens(&olga, 1).await;
    olga.taps(say.campaign_button_change()).await;
    rewrites(&olga, "At eleven").await;
    olga.taps(say.campaign_button_confirm()).await.sees(say.hold_pause_first(1));
    assert!(waiting(&bot).await.is_empty());
}

#[tokio::test]
async fn silencing_takes_effect_at_once_and_all_staff_are_told() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    planned(&bot, &olga, &bakyt).await;
    let someone = say.hold_someone();
    opens(&bakyt, 1).await;
    let seq = bot.emulator().seq();
    bakyt.taps(say.campaign_button_pause()).await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Paused(Pause::Author));
    bot.restart().await;
    bot.holds().await;
    for other in [&olga, &chinara] {
        bot.heard(other.id, seq, Lang::En).sees(say.silenced_pause(&someone, 1));
    }
    opens(&chinara, 1).await;
    chinara.taps(say.campaign_button_call_off()).await;
    let seq = bot.emulator().seq();
    chinara.taps(say.campaign_button_call_off_yes()).await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Cancelled);
    bot.holds().await;
    for other in [&olga, &bakyt] {
        bot.heard(other.id, seq, Lang::En).sees(say.silenced_cancel(&someone, 1));
    }
}

#[tokio::test]
async fn who_paused_it_lets_it_go_on_and_nobody_else_does_alone() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    planned(&bot, &olga, &bakyt).await;
    opens(&bakyt, 1).await;
    bakyt.taps(say.campaign_button_pause()).await;
    bot.restart().await;
    opens(&olga, 1).await;
    olga.taps(say.campaign_button_resume()).await.sees(say.hold_begun_second());
    minutes(&bot, 60).await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Paused(Pause::Author));
    presses(&chinara, 2, "go").await.sees(say.hold_go_ahead_answer());
    bot.holds().await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Scheduled);
    opens(&bakyt, 1).await;
    bakyt.taps(say.campaign_button_pause()).await;
    bakyt.taps(say.campaign_button_resume()).await;
    let campaign = campaigns(&bot).await.remove(0);
    assert_eq!(campaign.stage, Stage::Scheduled, "at once");
    let by = bot.service(async |service| service.app().store.reader().paused_by(campaign.id).await).await;
    assert_eq!(by.expect("read"), None, "nobody has paused it any more");
}

#[tokio::test]
async fn a_correction_waits_and_taking_back_does_not() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    sends(&olga, "Hello").await;
    minutes(&bot, 0).await;
    bakyt.taps(say.button_hold_go_ahead()).await;
    minutes(&bot, 0).await;
    opens(&olga, 1).await;
    olga.taps(say.campaign_button_correct()).await;
    olga.says("Hello again").await;
    olga.taps(say.campaign_button_correct_yes()).await.sees(say.hold_begun());
    bot.holds().await;
    bakyt.newest_has(say.hold_what_correct(&say.hold_someone(), 1));
    opens(&bakyt, 1).await;
    bakyt.taps(say.campaign_button_take_back()).await;
    bakyt.taps(say.campaign_button_take_back_yes()).await;
    minutes(&bot, 10).await;
    assert_eq!(state(&bot, 2).await, HoldState::Refused, "what was taken back is not corrected");
}

#[tokio::test]
async fn the_list_of_supporters_waits_and_comes_once() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    olga.says("/export").await;
    olga.taps(say.button_export_send()).await.sees(say.hold_begun());
    bot.holds().await;
    bakyt.newest_has(say.hold_what_export(&say.hold_someone()));
    let seq = bot.emulator().seq();
    bot.restart().await;
    minutes(&bot, 10).await;
    minutes(&bot, 10).await;
    let events = bot.heard(olga.id, seq, Lang::En).events;
    assert_eq!(events.iter().filter(|event| event.method == Some("sendDocument")).count(), 1);
}

#[tokio::test]
async fn where_nothing_is_held_all_is_as_before_and_the_panel_says_so() {
    let say = english();
    let (bot, people) = staff(HoldRules::OFF, &["Olga", "Bakyt"]).await;
    sends(&people[0], "Hello").await.opens_with(say.campaign_launched());
    assert!(waiting(&bot).await.iter().all(|it| it.hold.kind != HeldKind::Launch));
    people[0].says("/panel").await.sees(say.hold_panel_off());
}

#[tokio::test]
async fn what_another_pauses_meanwhile_is_not_let_go_on_by_a_change_of_its_author() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    planned(&bot, &olga, &bakyt).await;
    opens(&olga, 1).await;
    olga.taps(say.campaign_button_pause()).await;
    opens(&olga, 1).await;
    olga.taps(say.campaign_button_change()).await;
    rewrites(&olga, "At eleven").await;
    olga.taps(say.campaign_button_confirm()).await;
    olga.taps(say.campaign_button_send_change(READERS)).await.sees(say.hold_begun());
    minutes(&bot, 0).await;
    // Olga lets it go on, and Bakyt pauses it for good.
    olga.presses_data("d:order:1:resume:0").await;
    bakyt.presses_data("d:order:1:pause:0").await;
    bot.restart().await;
    minutes(&bot, 60).await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Paused(Pause::Author));
    assert_eq!(state(&bot, 2).await, HoldState::Waiting);
    presses(&chinara, 2, "go").await.sees(say.hold_go_ahead_answer());
    bot.holds().await;
    assert_eq!(state(&bot, 2).await, HoldState::Done);
}

#[tokio::test]
async fn what_waits_for_want_of_permission_goes_on_with_a_second_person_alone() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    planned(&bot, &olga, &bakyt).await;
    let (remove, now) = (StaffChange::Remove(ChatId::new(olga.id)), bot.clock.now());
    let removed = bot.service(async |service| service.app().store.change_staff(remove, now).await).await;
    removed.expect("stored").expect("the command line may");
    bot.delivers().await;
    let paused = Stage::Paused(Pause::Permission);
    assert_eq!(campaigns(&bot).await[0].stage, paused);
    opens(&bakyt, 1).await;
    bakyt.taps(say.campaign_button_resume()).await.sees(say.hold_begun_second());
    bot.restart().await;
    minutes(&bot, 60).await;
    assert_eq!(campaigns(&bot).await[0].stage, paused);
    presses(&chinara, 2, "go").await.sees(say.hold_go_ahead_answer());
    bot.holds().await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Scheduled);
}

/// Olga's export is over; its file has not been sent yet.
async fn exported(bot: &TestBot, olga: &Person) {
    olga.says("/export").await;
    olga.taps(english().button_export_send()).await;
    bot.holds().await;
    bot.clock.advance(SignedDuration::from_mins(10));
    let (id, now) = (HoldId(1), bot.clock.now());
    let settled = bot
        .service(async |service| service.app().store.settle_hold(id, &ten_minutes(), Some(now), now).await)
        .await;
    settled.expect("stored");
    assert_eq!(state(bot, 1).await, HoldState::Done);
}

fn files(bot: &TestBot, person: &Person) -> usize {
    let events = bot.emulator().events_after(0).expect("all are kept");
    let is_file = |chat: i64, method: Option<&str>| chat == person.id && method == Some("sendDocument");
    events.iter().filter(|event| event.kind == "sent" && is_file(event.chat, event.method)).count()
}

#[tokio::test]
async fn the_list_of_supporters_waits_for_the_end_of_a_freeze() {
    let (bot, olga, _, _) = three().await;
    exported(&bot, &olga).await;
    for freezes in [true, false] {
        let now = bot.clock.now();
        let frozen =
            bot.service(async |service| service.app().store.freeze_by_command_line(freezes, now).await).await;
        assert!(frozen.expect("stored"));
        bot.restart().await;
        minutes(&bot, 30).await;
        assert_eq!(files(&bot, &olga), usize::from(!freezes));
    }
}

#[tokio::test]
async fn the_list_of_supporters_is_not_sent_to_somebody_who_lost_the_right_to_it() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    exported(&bot, &olga).await;
    let (remove, now) = (StaffChange::Remove(ChatId::new(olga.id)), bot.clock.now());
    let removed = bot.service(async |service| service.app().store.change_staff(remove, now).await).await;
    removed.expect("stored").expect("the command line may");
    let seq = bot.emulator().seq();
    minutes(&bot, 60).await;
    assert_eq!(files(&bot, &olga), 0);
    bot.heard(bakyt.id, seq, Lang::En).sees(say.hold_refused());
}

#[tokio::test]
async fn the_list_of_supporters_comes_later_if_telegram_does_not_answer_and_is_never_lost_silently() {
    let say = english();
    let (bot, olga, _, _) = three().await;
    exported(&bot, &olga).await;
    let broken = InjectedFault::new(FaultKind::ServerError).chat(olga.id).method("sendDocument");
    let _ = bot.emulator().fault(broken.times(1000));
    minutes(&bot, 0).await;
    minutes(&bot, 1).await;
    bot.restart().await;
    assert_eq!(files(&bot, &olga), 0);
    bot.emulator().clear_faults();
    minutes(&bot, 2).await;
    minutes(&bot, 60).await;
    assert_eq!(files(&bot, &olga), 1);
    // What Telegram refuses is said.
    olga.says("/export").await;
    olga.taps(say.button_export_send()).await;
    bot.holds().await;
    let refused = InjectedFault::new(FaultKind::BadRequest).chat(olga.id).method("sendDocument");
    let _ = bot.emulator().fault(refused.times(1000));
    let seq = bot.emulator().seq();
    minutes(&bot, 10).await;
    bot.heard(olga.id, seq, Lang::En).sees(say.hold_not_exported());
}

#[tokio::test]
async fn who_cannot_be_reached_hears_later_what_was_silenced() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    planned(&bot, &olga, &bakyt).await;
    let broken = InjectedFault::new(FaultKind::Reset).chat(chinara.id).method("sendMessage");
    let _ = bot.emulator().fault(broken.times(1000));
    bakyt.presses_data("d:order:1:pause:0").await;
    let paused = say.silenced_pause(&say.hold_someone(), 1);
    minutes(&bot, 0).await;
    minutes(&bot, 5).await;
    chinara.has_seen(&paused, 0);
    bot.emulator().clear_faults();
    for _ in 0..3 {
        minutes(&bot, 30).await;
    }
    for person in [&olga, &chinara] {
        person.has_seen(&paused, 1);
    }
}

#[tokio::test]
async fn what_was_silenced_and_cannot_be_told_holds_up_no_action() {
    let (bot, olga, ..) = three().await;
    sends(&olga, "Hello").await;
    let mut db = bot.database().await;
    // Nobody knows this kind.
    sqlx::query("INSERT INTO silencings (person, kind, campaign, at) VALUES (1, 'odd', 1, 0)")
        .execute(&mut db)
        .await
        .expect("inserted");
    minutes(&bot, 0).await;
    minutes(&bot, 10).await;
    assert_eq!(state(&bot, 1).await, HoldState::Done);
}
