//! Two people with `APPROVALS=2`, one of them away.

use jiff::SignedDuration;
use pledge_bot::domain::HoldRules;
use pledge_bot::domain::hold::{Approvals, HoldState};

use super::{READERS, got, minutes, sends, staff, state, ten_minutes};
use crate::support::chat::english;

#[tokio::test]
async fn nothing_goes_out_while_the_second_person_is_away_and_all_of_it_when_they_are_back() {
    let say = english();
    let rules = HoldRules { approvals: Approvals::Two, ..ten_minutes() };
    let (bot, people) = staff(rules, &["Olga", "Bakyt"]).await;
    let (olga, bakyt) = (&people[0], &people[1]);
    sends(olga, "Hello").await.sees(say.hold_begun_second());
    bot.restart().await;
    minutes(&bot, 60 * 24).await;
    assert_eq!((got(&bot, "Hello"), state(&bot, 1).await), (0, HoldState::Waiting));
    // Meanwhile Olga can go on working: she writes another one.
    sends(olga, "Another").await.sees(say.hold_begun_second());
    bot.holds().await;
    super::presses(bakyt, 1, "go").await.sees(say.hold_go_ahead_answer());
    bot.restart().await;
    minutes(&bot, 0).await;
    let all = usize::try_from(READERS).expect("a few");
    assert_eq!((got(&bot, "Hello"), got(&bot, "Another")), (all, 0));
}

#[tokio::test]
async fn what_nobody_decides_about_lapses_after_a_week_and_the_draft_is_back() {
    let say = english();
    let rules = HoldRules { approvals: Approvals::Two, ..ten_minutes() };
    let (bot, people) = staff(rules, &["Olga", "Bakyt"]).await;
    sends(&people[0], "Hello").await;
    bot.holds().await;
    let seq = bot.emulator().seq();
    bot.clock.advance(SignedDuration::from_hours(7 * 24));
    minutes(&bot, 0).await;
    assert_eq!(state(&bot, 1).await, HoldState::Lapsed);
    for person in &people {
        bot.heard(person.id, seq, pledge_bot::domain::Lang::En).sees(say.hold_lapsed());
    }
    people[0].says("/broadcast").await.sees(say.campaign_line_quote("Hello"));
}
