//! The other actions that wait, and those that do not.

use pledge_bot::domain::campaign::{Pause, Stage};
use pledge_bot::domain::hold::{HeldKind, HoldState};
use pledge_bot::domain::{HoldRules, Lang};

use super::{READERS, got, minutes, moment, presses, sends, staff, state, three, waiting};
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
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Scheduled, "at once");
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
