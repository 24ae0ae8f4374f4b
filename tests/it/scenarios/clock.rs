//! The clock of the bot's computer is wrong, or somebody sets it. Telegram's is right.

use jiff::civil::date;
use jiff::{SignedDuration, ToSpan};
use pledge_bot::domain::{Lang, Region, Topic};

use super::deadlines::{reminded, sets, title};
use super::staff::{confirms, writes};
use crate::support::chat::{REGION, english};
use crate::support::test_bot::TestBot;

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn people_are_answered_as_before_after_the_clock_is_set_back() {
    for minutes in [1, 5, 24 * 60] {
        let bot = TestBot::new().await;
        let aigul = bot.reader("Aigul").await;
        aigul.says("/calls").await;
        bot.clock.set(-SignedDuration::from_mins(minutes));
        for _ in 0..3 {
            let heard = aigul.says("/help").await;
            assert_eq!(heard.texts(), [english().help_text().plain()], "{minutes} minutes back");
        }
    }
}

#[tokio::test]
async fn every_reminder_comes_although_the_clock_was_a_month_ahead_for_a_minute() {
    let (bot, owner) = TestBot::with_owner().await;
    let person = reminded(&bot, Lang::Ky).await;
    let day = date(2026, 12, 1);
    let titles = Lang::ALL.map(|lang| format!("{}: {}", lang.code(), title(lang))).join("\n");
    sets(&owner, &format!("/deadlines\ndate: {day}\n{titles}\nleads: 5 3 1 0")).await;
    bot.delivers().await;

    bot.clock.set(30 * DAY);
    let seq = bot.emulator().seq();
    bot.delivers().await;
    bot.tells(seq, owner.id, english().staff_notice_clock()).await;
    bot.clock.advance(SignedDuration::from_secs(64));
    bot.delivers().await;
    bot.clock.set(-30 * DAY);
    assert!(bot.heard(person.id, seq, Lang::Ky).texts().is_empty());

    for lead in [5, 3, 1, 0] {
        let moment = (day - lead.days()).at(10, 0, 0, 0).in_tz("Asia/Bishkek").expect("a moment").timestamp();
        bot.clock.advance(moment.duration_since(bot.clock.now()));
        let seq = bot.emulator().seq();
        bot.delivers().await;
        let heard = bot.heard(person.id, seq, Lang::Ky).texts();
        assert!(heard.len() == 1 && heard[0].contains(title(Lang::Ky)), "lead {lead}: {heard:?}");
    }
}

#[tokio::test]
async fn a_question_outlives_a_clock_that_was_a_month_ahead() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(REGION).await;
    bot.clock.set(30 * DAY);
    bot.sweeps().await;
    bot.clock.set(-30 * DAY);
    bot.sweeps().await;
    let say = english();
    aigul.says("Naryn").await.has_line(say.sign_up_line_region(&say.region_name(Region::Naryn)));
}

#[tokio::test]
async fn a_message_to_many_waits_while_the_clock_is_wrong_and_goes_out_once_it_is_right() {
    let minutes = SignedDuration::from_mins;
    for wrong in [30 * DAY, minutes(6), minutes(-6), -30 * DAY] {
        let (bot, owner) = TestBot::with_owner().await;
        let reader = bot.reader("Aigul").await;
        reader.switches_on(Topic::News).await;
        writes(&owner, "We meet on Friday").await;
        confirms(&owner, 1).await;
        bot.clock.set(wrong);
        bot.delivers().await;
        reader.has_seen("We meet on Friday", 0);
        bot.clock.set(-wrong);
        bot.delivers().await;
        reader.has_seen("We meet on Friday", 1);
    }
}

#[tokio::test]
async fn a_message_that_was_confirmed_while_the_clock_was_ahead_does_not_wait_for_that_day() {
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.reader("Aigul").await;
    reader.switches_on(Topic::News).await;
    bot.clock.set(30 * DAY);
    writes(&owner, "We meet on Friday").await;
    confirms(&owner, 1).await;
    bot.clock.set(-30 * DAY);
    bot.delivers().await;
    reader.has_seen("We meet on Friday", 1);
}

#[tokio::test]
async fn a_laptop_that_wakes_carries_on() {
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.reader("Aigul").await;
    reader.switches_on(Topic::News).await;
    // Time of day goes on while a machine sleeps, and its monotonic clock does not. Telegram's goes on too.
    bot.sleeps(8 * DAY);
    writes(&owner, "We meet on Friday").await;
    confirms(&owner, 1).await;
    bot.delivers().await;
    reader.has_seen("We meet on Friday", 1);
}
