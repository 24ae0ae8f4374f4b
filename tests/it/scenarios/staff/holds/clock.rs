//! The clock of the bot's computer is wrong while staff act, and is set right later.

use jiff::SignedDuration;
use pledge_bot::domain::hold::HoldState;
use pledge_bot::emulator::{FaultKind, InjectedFault};

use super::{READERS, got, minutes, sends, staff, state, ten_minutes, three};
use crate::support::chat::english;

const TWO_HOURS: SignedDuration = SignedDuration::from_hours(2);

#[tokio::test]
async fn the_others_have_the_whole_time_although_the_clock_was_behind_when_they_were_told() {
    let (bot, olga, bakyt, _) = three().await;
    bot.clock.advance(TWO_HOURS);
    bot.clock.set(-TWO_HOURS);
    sends(&olga, "Hello").await;
    bot.holds().await;
    bakyt.has_seen(english().hold_what_send(&english().hold_someone()), 1);
    bot.clock.set(TWO_HOURS);
    bot.holds().await;
    assert_eq!(state(&bot, 1).await, HoldState::Waiting);
    minutes(&bot, 9).await;
    assert_eq!((state(&bot, 1).await, got(&bot, "Hello")), (HoldState::Waiting, 0));
    minutes(&bot, 1).await;
    assert_eq!(got(&bot, "Hello"), usize::try_from(READERS).expect("a few"));
}

#[tokio::test]
async fn a_person_alone_has_the_whole_time_although_the_clock_was_behind() {
    let (bot, people) = staff(ten_minutes(), &["Olga"]).await;
    bot.clock.advance(TWO_HOURS);
    bot.clock.set(-TWO_HOURS);
    sends(&people[0], "Hello").await;
    bot.holds().await;
    // The wrong time is corrected once.
    bot.clock.advance(SignedDuration::from_secs(30));
    bot.holds().await;
    bot.clock.set(TWO_HOURS);
    bot.restart().await;
    bot.holds().await;
    assert_eq!(state(&bot, 1).await, HoldState::Waiting);
    minutes(&bot, 9).await;
    assert_eq!((state(&bot, 1).await, got(&bot, "Hello")), (HoldState::Waiting, 0));
    minutes(&bot, 1).await;
    assert_eq!(got(&bot, "Hello"), usize::try_from(READERS).expect("a few"));
}

#[tokio::test]
async fn who_could_not_be_told_while_the_clock_was_ahead_does_not_wait_for_that_day() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    bot.clock.set(12 * TWO_HOURS);
    sends(&olga, "Hello").await;
    let away = InjectedFault::new(FaultKind::Reset).chat(bakyt.id).method("sendMessage");
    let _ = bot.emulator().fault(away.times(1000));
    bot.holds().await;
    bot.clock.set(-12 * TWO_HOURS);
    bot.emulator().clear_faults();
    minutes(&bot, 2).await;
    bakyt.has_seen(say.hold_what_send(&say.hold_someone()), 1);
}

#[tokio::test]
async fn who_could_not_hear_of_the_end_while_the_clock_was_ahead_does_not_wait_for_that_day() {
    let say = english();
    let (bot, olga, bakyt, chinara) = three().await;
    sends(&olga, "Hello").await;
    bot.holds().await;
    let away = InjectedFault::new(FaultKind::Reset).chat(chinara.id).method("sendMessage");
    let _ = bot.emulator().fault(away.times(1000));
    bakyt.taps(say.button_hold_stop()).await;
    bot.clock.set(12 * TWO_HOURS);
    bot.holds().await;
    bot.clock.set(-12 * TWO_HOURS);
    bot.emulator().clear_faults();
    minutes(&bot, 2).await;
    chinara.has_seen(say.hold_stopped(&say.hold_someone()), 1);
}
