//! Giving rights waits like all that is done in the coalition's name. Taking them away does not.

use jiff::SignedDuration;
use pledge_bot::domain::hold::HoldState;
use pledge_bot::domain::{Lang, PersonStep, Role};

use super::super::people::invites;
use super::{minutes, state, three, waiting};
use crate::support::chat::english;

#[tokio::test]
async fn a_thief_cannot_let_a_second_account_in_before_the_others_can_stop_it() {
    let say = english();
    let (bot, thief, bakyt, chinara) = three().await;
    let opens = invites(&thief, Role::Owner).await;
    let second = bot.reader("Azamat").await;
    second.says(&opens).await;
    let seq = bot.emulator().seq();
    thief.taps(say.people_button_admit()).await.has_button(say.button_hold_undo());
    bot.holds().await;
    for owner in [&bakyt, &chinara] {
        let told = bot.heard(owner.id, seq, Lang::En);
        told.sees(say.hold_what_grant(&say.hold_someone())).has_button(say.button_hold_stop());
    }
    bot.restart().await;
    minutes(&bot, 9).await;
    second.says("/panel").await.opens_with(say.home_hint());
    bakyt.taps(say.button_hold_stop()).await.sees(say.hold_stop_answer());
    minutes(&bot, 30).await;
    second.says("/panel").await.opens_with(say.home_hint());
}

#[tokio::test]
async fn somebody_joins_when_the_time_is_over_and_is_welcomed_then() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    let opens = invites(&olga, Role::Editor).await;
    let azamat = bot.reader("Azamat").await;
    azamat.says(&opens).await;
    olga.taps(say.people_button_admit()).await;
    bot.holds().await;
    bot.restart().await;
    let seq = bot.emulator().seq();
    minutes(&bot, 10).await;
    bot.holds().await;
    bot.heard(azamat.id, seq, Lang::En).sees(say.people_welcome("editor"));
    bot.heard(bakyt.id, seq, Lang::En).sees(say.people_line("Azamat", "editor"));
    azamat.says("/panel").await.opens_with(say.panel_title());
}

#[tokio::test]
async fn a_second_person_lets_a_role_go_ahead_and_taking_it_away_waits_for_nobody() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    let taken = format!("d:p:do:{}:editor:owner", chinara.id);
    olga.presses_data(&taken).await.sees(say.people_step_done(PersonStep::Editor));
    chinara.says("/export").await.opens_with(say.staff_not_allowed_toast());
    // Olga took rights from an owner, and gives none before Bakyt has confirmed that.
    let given = format!("d:p:do:{}:owner:editor", chinara.id);
    olga.presses_data(&given).await.is_alerted(say.staff_restrained_toast());
    let confirmed = format!("d:p:do:{}:confirm:owner", olga.id);
    bakyt.presses_data(&confirmed).await.sees(say.people_step_done(PersonStep::Confirm));
    olga.presses_data(&given).await.has_button(say.button_hold_undo());
    bot.holds().await;
    chinara.says("/export").await.opens_with(say.staff_not_allowed_toast());
    bakyt.taps(say.button_hold_go_ahead()).await.sees(say.hold_go_ahead_answer());
    minutes(&bot, 0).await;
    chinara.says("/export").await.does_not_see(say.staff_not_allowed_toast());
}

#[tokio::test]
async fn whoever_decides_about_a_newcomer_reads_the_name_that_telegram_shows() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    let opens = invites(&olga, Role::Editor).await;
    let azamat = bot.reader("Azamat").await;
    azamat.says(&opens).await;
    olga.taps(say.people_button_admit()).await;
    let seq = bot.emulator().seq();
    bot.holds().await;
    bot.heard(bakyt.id, seq, Lang::En).sees(say.people_line("Azamat", "editor"));
    bakyt.presses_data("d:hold:1").await.sees(say.people_line("Azamat", "editor"));
}

#[tokio::test]
async fn a_double_tap_lets_somebody_in_once() {
    let say = english();
    let (bot, olga, _, _) = three().await;
    let opens = invites(&olga, Role::Editor).await;
    let azamat = bot.reader("Azamat").await;
    azamat.says(&opens).await;
    let admit = olga.first_button();
    olga.presses(&admit).await.has_button(say.button_hold_undo());
    olga.presses(&admit).await.has_button(say.button_hold_undo());
    assert_eq!(waiting(&bot).await.len(), 1);
}

#[tokio::test]
async fn an_invitation_lasts_as_long_as_its_hold() {
    let say = english();
    let (bot, olga, _, _) = three().await;
    let opens = invites(&olga, Role::Editor).await;
    let azamat = bot.reader("Azamat").await;
    azamat.says(&opens).await;
    bot.clock.advance(SignedDuration::from_mins(23 * 60 + 55));
    olga.says("/staff").await;
    olga.taps(say.people_button_admit()).await.has_button(say.button_hold_undo());
    minutes(&bot, 0).await;
    bot.clock.advance(SignedDuration::from_mins(6));
    bot.restart().await;
    bot.sweeps().await;
    minutes(&bot, 4).await;
    assert_eq!(state(&bot, 1).await, HoldState::Done);
    azamat.says("/panel").await.opens_with(say.panel_title());
}

#[tokio::test]
async fn who_was_stopped_from_joining_is_not_let_in_by_the_same_invitation() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    let opens = invites(&olga, Role::Editor).await;
    let azamat = bot.reader("Azamat").await;
    azamat.says(&opens).await;
    olga.taps(say.people_button_admit()).await;
    minutes(&bot, 0).await;
    bakyt.taps(say.button_hold_stop()).await;
    olga.says("/staff").await.has_no_button(say.people_button_admit());
}
