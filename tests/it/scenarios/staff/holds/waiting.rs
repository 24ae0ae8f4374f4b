//! An action waits, the others are told of it, and it takes effect once.

use pledge_bot::domain::Lang;
use pledge_bot::domain::audit::{AuditFilter, Deed};
use pledge_bot::domain::campaign::Stage;
use pledge_bot::domain::hold::HoldState;
use pledge_bot::emulator::{FaultKind, InjectedFault};

use super::{READERS, got, minutes, moment, presses, sends, state, three, waiting};
use crate::scenarios::deadlines::FORM;
use crate::scenarios::staff::{campaigns, writes};
use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn the_others_see_all_of_a_broadcast_before_it_goes_out() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    let over = moment(&bot, 10);
    let seq = bot.emulator().seq();
    let begun = sends(&olga, "Hello").await;
    begun.sees(say.hold_begun()).sees(say.hold_when(&say.campaign_moment(&say.moment(over))));
    begun.has_button(say.button_hold_undo());
    bot.restart().await;
    bot.holds().await;
    for other in [&bakyt, &chinara] {
        let told = bot.heard(other.id, seq, Lang::En);
        assert!(told.texts()[0].starts_with("Hello"), "as people will see it");
        told.sees(say.hold_above()).sees(say.campaign_line_everyone());
        told.has_button(say.button_hold_stop()).has_button(say.button_hold_go_ahead());
    }
    bot.holds().await;
    assert_eq!(bot.heard(bakyt.id, seq, Lang::En).texts().len(), 2, "once");
    minutes(&bot, 9).await;
    assert!(campaigns(&bot).await.is_empty() && got(&bot, "Hello") == 0);
    bot.restart().await;
    minutes(&bot, 1).await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Done);
    assert_eq!(got(&bot, "Hello"), usize::try_from(READERS).expect("a few"));
    bot.restart().await;
    minutes(&bot, 20).await;
    assert_eq!((campaigns(&bot).await.len(), state(&bot, 1).await), (1, HoldState::Done), "once");
    bot.heard(bakyt.id, seq, Lang::En).sees(say.hold_done()).does_not_see(say.hold_refused());
}

#[tokio::test]
async fn a_second_person_lets_it_go_at_once() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    sends(&olga, "Hello").await;
    bot.holds().await;
    bakyt.taps(say.button_hold_go_ahead()).await.opens_with(say.hold_go_ahead_answer());
    bot.restart().await;
    minutes(&bot, 0).await;
    assert_eq!(got(&bot, "Hello"), usize::try_from(READERS).expect("a few"));
    // The buttons of the others are stale, and say what happened.
    presses(&chinara, 1, "go").await.sees(say.hold_done_approved(&say.hold_someone()));
    presses(&chinara, 1, "stop").await.does_not_see(say.hold_stop_answer());
    assert_eq!(state(&bot, 1).await, HoldState::Done);
}

#[tokio::test]
async fn a_stop_asks_nothing_and_everybody_hears_of_it() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    sends(&olga, "Hello").await;
    bot.holds().await;
    let seq = bot.emulator().seq();
    bakyt.taps(say.button_hold_stop()).await.opens_with(say.hold_stop_answer());
    presses(&chinara, 1, "stop").await.does_not_see(say.hold_stop_answer());
    minutes(&bot, 30).await;
    assert!(campaigns(&bot).await.is_empty());
    bot.heard(olga.id, seq, Lang::En)
        .sees(say.hold_stopped(&say.hold_someone()))
        .sees(say.hold_next_second());
    bot.heard(chinara.id, seq, Lang::En).sees(say.hold_stopped(&say.hold_someone()));
    // What she has written is not lost.
    olga.says("/broadcast").await.sees(say.campaign_line_quote("Hello"));
}

#[tokio::test]
async fn the_author_takes_it_back_and_has_the_draft_again() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    sends(&olga, "Hello").await;
    bot.holds().await;
    olga.taps(say.button_hold_undo()).await.opens_with(say.hold_undo_answer());
    olga.says("/broadcast").await.sees(say.campaign_line_quote("Hello"));
    presses(&bakyt, 1, "go").await.sees(say.hold_undone(&say.hold_someone()));
    minutes(&bot, 30).await;
    assert!(campaigns(&bot).await.is_empty());
    // Taking back is no stop: the next action needs nobody else.
    olga.taps(say.campaign_button_confirm()).await;
    olga.taps(say.campaign_button_send(READERS)).await.sees(say.hold_begun());
}

#[tokio::test]
async fn nobody_lets_their_own_action_go() {
    let say = english();
    let (bot, olga, _, _) = three().await;
    sends(&olga, "Hello").await;
    presses(&olga, 1, "go").await.is_alerted(say.hold_own_toast());
    assert_eq!(waiting(&bot).await[0].hold.approved, None);
}

#[tokio::test]
async fn the_panel_shows_what_waits_first() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    sends(&olga, "Hello").await;
    bot.holds().await;
    let panel = bakyt.says("/panel").await;
    panel.sees(say.hold_what_send(&say.hold_someone())).does_not_see(say.hold_panel_off());
    let opened = bakyt.taps(say.button_hold(1)).await;
    opened.sees("Hello").has_button(say.button_hold_stop());
}

#[tokio::test]
async fn the_times_of_a_confirmation_include_the_hold() {
    let say = english();
    let (bot, olga, _, _) = three().await;
    writes(&olga, "Hello").await;
    let over = moment(&bot, 10);
    let when = say.hold_line_when(&say.campaign_moment(&say.moment(over)));
    olga.taps(say.campaign_button_confirm()).await.sees(when);
}

#[tokio::test]
async fn at_most_ten_actions_of_one_person_wait() {
    let say = english();
    let (bot, olga, _, _) = three().await;
    for nth in 0..10 {
        sends(&olga, &format!("Text {nth} {}", "x".repeat(nth))).await.sees(say.hold_begun());
    }
    sends(&olga, "One too many").await.sees(say.hold_many(10));
    assert_eq!(waiting(&bot).await.len(), 10);
}

#[tokio::test]
async fn an_action_that_cannot_be_kept_holds_up_no_other() {
    let (bot, olga, ..) = three().await;
    for text in ["The first", "The second"] {
        sends(&olga, text).await;
    }
    minutes(&bot, 0).await;
    let mut db = bot.database().await;
    // No time of this kind can be read.
    sqlx::query("UPDATE hold_notices SET next = 9223372036854775807 WHERE hold = 1")
        .execute(&mut db)
        .await
        .expect("altered");
    minutes(&bot, 10).await;
    assert_eq!((state(&bot, 1).await, state(&bot, 2).await), (HoldState::Waiting, HoldState::Done));
    assert_eq!(got(&bot, "The second"), usize::try_from(READERS).expect("a few"));
}

/// Presses the first button that somebody sees, and once more three minutes later: it waits as long as before.
async fn taps_twice(bot: &TestBot, person: &Person) {
    let say = english();
    let press = person.first_button();
    let over = moment(bot, 10);
    let when = say.hold_when(&say.campaign_moment(&say.moment(over)));
    person.presses(&press).await.sees(say.hold_begun()).sees(&when);
    minutes(bot, 0).await;
    minutes(bot, 3).await;
    let again = person.presses(&press).await;
    again.sees(say.hold_begun()).sees(&when).has_button(say.button_hold_undo());
    assert_eq!(waiting(bot).await.len(), 1);
    person.taps(say.button_hold_undo()).await.opens_with(say.hold_undo_answer());
}

#[tokio::test]
async fn a_second_tap_says_that_it_waits_and_until_when() {
    let say = english();
    let (bot, olga, ..) = three().await;
    writes(&olga, "Hello").await;
    olga.taps(say.campaign_button_confirm()).await;
    taps_twice(&bot, &olga).await;
    olga.says(FORM).await;
    taps_twice(&bot, &olga).await;
    olga.says("/record\ncall: un-partnership\nstatus: kept\ndate: 2026-11-20\nky: A\nru: A\nen: A\nlink: https://example.org/")
        .await;
    taps_twice(&bot, &olga).await;
    olga.says("/export").await;
    taps_twice(&bot, &olga).await;
}

#[tokio::test]
async fn who_agrees_twice_agrees_once() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    sends(&olga, "Hello").await;
    bot.holds().await;
    presses(&bakyt, 1, "go").await.sees(say.hold_go_ahead_answer());
    // The answer stands there already.
    presses(&bakyt, 1, "go").await;
    minutes(&bot, 0).await;
    presses(&bakyt, 1, "go").await.sees(say.hold_done_approved(&say.hold_someone()));
    let page = bot
        .service(async |service| service.app().store.audit(&AuditFilter::All, None, 50).await.expect("read"))
        .await;
    let entries = page.entries.into_iter().filter_map(|read| read.entry);
    assert_eq!(entries.filter(|entry| entry.record.deed == Deed::GoAhead).count(), 1);
}

#[tokio::test]
async fn who_cannot_be_reached_hears_later_how_it_ended_and_the_others_hear_it_once() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    sends(&olga, "Hello").await;
    bot.holds().await;
    let broken = InjectedFault::new(FaultKind::Reset).chat(olga.id).method("sendMessage");
    let _ = bot.emulator().fault(broken.times(1000));
    bakyt.taps(say.button_hold_stop()).await;
    let stopped = say.hold_stopped(&say.hold_someone());
    for _ in 0..3 {
        minutes(&bot, 2).await;
    }
    olga.has_seen(&stopped, 0);
    bot.emulator().clear_faults();
    for _ in 0..3 {
        minutes(&bot, 30).await;
    }
    for person in [&olga, &chinara] {
        person.has_seen(&stopped, 1);
    }
}
