//! Tests of the rules of holds: some by example, the rest over everything that can be.

use proptest::prelude::*;

use super::*;
use crate::domain::campaign::{CampaignKind, Launch};
use crate::domain::message::MessageVersions;
use crate::domain::time::home_zone;
use crate::domain::{Audience, QuietHours, Topic};

/// Eleven in the morning in Bishkek.
fn noon() -> Timestamp {
    "2026-11-25T05:00:00Z".parse().expect("a time")
}

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

fn night() -> QuietHours {
    let time = |text: &str| text.parse().expect("a time");
    QuietHours { from: time("22:00"), until: time("08:00"), zone: home_zone() }
}

fn rules() -> HoldRules {
    HoldRules { time: minutes(10), approvals: Approvals::One, quiet: Some(night()) }
}

fn author() -> StoredId {
    StoredId::from_bits(1)
}

fn hold(begun: Timestamp) -> Hold {
    Hold {
        id: HoldId(1),
        author: author(),
        kind: HeldKind::Launch,
        urgent: false,
        begun,
        state: HoldState::Waiting,
        told: Some(begun),
        approved: None,
        needs_second: false,
        lapses: later(begun, Hold::LIFE),
    }
}

fn launch() -> Launch {
    Launch {
        author: None,
        kind: CampaignKind::Send,
        audience: Audience::of(Topic::News),
        content: MessageVersions::default(),
        due: noon(),
        urgent: false,
        trial: false,
        paid: false,
    }
}

fn facts(now: Timestamp) -> HoldFacts {
    HoldFacts {
        now,
        may: true,
        is_restrained: false,
        is_alone: false,
        is_approved: false,
        was_stopped: false,
        lets_go_on: false,
        is_frozen: false,
        heard: now,
    }
}

/// When a hold that was begun, and told, at this time in Bishkek takes effect.
fn effect(begun: &str) -> String {
    let begun: Timestamp = begun.parse().expect("a time");
    match hold(begun).verdict(&rules(), &facts(begun)) {
        Verdict::Until(over) => over.to_zoned_datetime(home_zone()).strftime("%d %H:%M").to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_time_counts_only_while_people_are_awake() {
    for (begun, over) in [
        ("2026-11-25T11:00:00+06:00", "25 11:10"),
        ("2026-11-25T21:50:00+06:00", "26 08:10"),
        ("2026-11-25T21:55:00+06:00", "26 08:10"),
        ("2026-11-26T03:00:00+06:00", "26 08:10"),
        ("2026-11-26T07:59:00+06:00", "26 08:10"),
        ("2026-11-26T08:00:00+06:00", "26 08:10"),
    ] {
        assert_eq!(effect(begun), over, "{begun}");
    }
}

#[test]
fn nothing_takes_effect_before_another_person_was_told() {
    let untold = Hold { told: None, ..hold(noon()) };
    let late = later(noon(), minutes(60));
    assert_eq!(untold.verdict(&rules(), &facts(late)), Verdict::Untold);
    let told = Hold { told: Some(late), ..untold };
    assert_eq!(told.verdict(&rules(), &facts(late)), Verdict::Until(later(late, minutes(10))));
}

#[test]
fn who_is_alone_waits_too_and_at_night_only_for_what_is_not_urgent() {
    let three: Timestamp = "2026-11-26T03:00:00+06:00".parse().expect("a time");
    let alone = HoldFacts { is_alone: true, ..facts(three) };
    let own = Hold { told: None, ..hold(three) };
    let verdict = |urgent| Hold { urgent, ..own.clone() }.verdict(&rules(), &alone);
    assert_eq!(verdict(true), Verdict::Until(later(three, minutes(10))));
    assert_eq!(verdict(false), Verdict::Until(rules().over(three)));
    let urgent = Hold { urgent: true, told: Some(three), ..own };
    let together = HoldFacts { is_alone: false, ..alone };
    assert_eq!(urgent.verdict(&rules(), &together), Verdict::Until(rules().over(three)));
}

#[test]
fn a_second_person_ends_a_hold_also_at_night() {
    let three: Timestamp = "2026-11-26T03:00:00+06:00".parse().expect("a time");
    let two = HoldRules { approvals: Approvals::Two, ..rules() };
    let approved = Hold { approved: Some(Decider::Person(StoredId::from_bits(2))), ..hold(three) };
    let counts = HoldFacts { is_approved: true, ..facts(three) };
    assert_eq!(approved.verdict(&rules(), &counts), Verdict::Due);
    assert_eq!(approved.verdict(&two, &counts), Verdict::Due);
    assert_eq!(approved.verdict(&two, &facts(three)), Verdict::NeedsSecond, "they lost that right");
    assert_eq!(hold(three).verdict(&two, &facts(later(three, minutes(6000)))), Verdict::NeedsSecond);
    let small = Hold { needs_second: true, ..hold(three) };
    assert_eq!(small.verdict(&rules(), &facts(three)), Verdict::NeedsSecond);
}

#[test]
fn what_another_has_paused_needs_a_second_person() {
    let paused = HoldFacts { lets_go_on: true, ..facts(later(noon(), minutes(60))) };
    assert_eq!(hold(noon()).verdict(&rules(), &paused), Verdict::NeedsSecond);
    let approved = HoldFacts { is_approved: true, ..paused };
    assert_eq!(hold(noon()).verdict(&rules(), &approved), Verdict::Due);
}

#[test]
fn who_was_stopped_needs_a_second_person() {
    let stopped = HoldFacts { was_stopped: true, ..facts(later(noon(), minutes(60))) };
    assert_eq!(hold(noon()).verdict(&rules(), &stopped), Verdict::NeedsSecond);
    let alone = HoldFacts { is_alone: true, ..stopped };
    assert_eq!(hold(noon()).verdict(&rules(), &alone), Verdict::NeedsSecond);
}

#[test]
fn a_go_ahead_counts_of_another_person_who_is_not_new() {
    let other = StoredId::from_bits(2);
    let hold = hold(noon());
    assert_eq!(hold.may_be_approved(other, false, false), Ok(()));
    assert_eq!(hold.may_be_approved(author(), false, false), Err(ApprovalObstacle::Own));
    assert_eq!(hold.may_be_approved(other, true, false), Err(ApprovalObstacle::New));
    assert_eq!(hold.may_be_approved(other, false, true), Err(ApprovalObstacle::Restrained));
    for state in HoldState::ALL.into_iter().filter(|state| *state != HoldState::Waiting) {
        let over = Hold { state, ..hold.clone() };
        assert_eq!(over.may_be_approved(other, false, false), Err(ApprovalObstacle::Over), "{state:?}");
        assert_eq!(over.verdict(&rules(), &facts(noon())), Verdict::Over, "{state:?}");
    }
}

#[test]
fn a_stop_by_the_author_is_an_undo() {
    assert_eq!(hold(noon()).stopped_by(Decider::Person(author())), HoldState::Undone);
    assert_eq!(hold(noon()).stopped_by(Decider::Person(StoredId::from_bits(2))), HoldState::Stopped);
    assert_eq!(hold(noon()).stopped_by(Decider::Operator), HoldState::Stopped);
}

#[test]
fn what_is_meant_for_a_time_lapses_an_hour_after_it() {
    let lapses = |due: Timestamp| {
        let launch = Launch { due, ..launch() };
        NewHold::new(HeldAction::Launch(Box::new(launch)), &rules(), false, noon()).lapses
    };
    assert_eq!(lapses(noon()), later(noon(), Hold::LIFE), "at once");
    assert_eq!(lapses(later(noon(), minutes(1))), later(noon(), minutes(70)), "sooner than it takes effect");
    assert_eq!(lapses(later(noon(), minutes(90))), later(noon(), minutes(150)));
    assert_eq!(lapses(later(noon(), minutes(60 * 24 * 30))), later(noon(), Hold::LIFE));
}

#[test]
fn what_is_over_waits_until_everything_is_heard_that_staff_did_before() {
    let over = later(noon(), minutes(10));
    let late = HoldFacts {
        heard: later(over, -SignedDuration::from_millis(1)),
        ..facts(later(noon(), minutes(60)))
    };
    assert_eq!(hold(noon()).verdict(&rules(), &late), Verdict::Until(over));
    assert_eq!(hold(noon()).verdict(&rules(), &HoldFacts { heard: over, ..late }), Verdict::Due);
    let approved = HoldFacts { is_approved: true, ..late };
    assert_eq!(hold(noon()).verdict(&rules(), &approved), Verdict::Due, "two people want it");
}

fn any_hold() -> impl Strategy<Value = (Hold, HoldRules, HoldFacts)> {
    let at = |range: std::ops::Range<i64>| range.prop_map(|minute| later(noon(), minutes(minute)));
    let when = (at(0..3000), proptest::option::of(at(0..3000)), at(0..20_000), 0_i64..600);
    let flags = proptest::collection::vec(any::<bool>(), 11);
    (when, flags, 1_i64..1440).prop_map(|((begun, told, now, unheard), flags, time)| {
        let hold = Hold {
            urgent: flags[0],
            told: told.map(|told| told.max(begun)),
            approved: flags[1].then_some(Decider::Operator),
            needs_second: flags[2],
            ..hold(begun)
        };
        let approvals = if flags[3] { Approvals::Two } else { Approvals::One };
        let rules = HoldRules { time: minutes(time), approvals, quiet: Some(night()) };
        let facts = HoldFacts {
            now,
            may: flags[4],
            is_restrained: flags[5],
            is_alone: flags[6],
            is_approved: flags[1],
            was_stopped: flags[7],
            is_frozen: flags[8],
            lets_go_on: flags[9],
            heard: if flags[10] { now } else { later(now, -minutes(unheard)) },
        };
        (hold, rules, facts)
    })
}

proptest! {
    #[test]
    fn what_takes_effect_could_have_been_stopped((hold, rules, facts) in any_hold()) {
        if hold.verdict(&rules, &facts) != Verdict::Due {
            return Ok(());
        }
        prop_assert!(facts.may && !facts.is_restrained && !facts.is_frozen && facts.now < hold.lapses);
        if facts.is_approved {
            return Ok(());
        }
        prop_assert!(!hold.needs_second && !facts.lets_go_on && !facts.was_stopped && rules.approvals == Approvals::One);
        let since = if facts.is_alone { hold.begun } else { hold.told.expect("another was told") };
        prop_assert!(facts.now >= later(since, rules.time), "the whole time has passed");
        prop_assert!(facts.heard >= later(since, rules.time), "a stop of that time would have been heard");
        // Whoever was told at night has the whole time after it.
        let woken = night().ends(since);
        if let Some(woken) = woken.filter(|_| !(facts.is_alone && hold.urgent)) {
            prop_assert!(facts.now >= later(woken, rules.time));
        }
    }

    #[test]
    fn what_waits_for_a_time_takes_effect_then_and_not_before((hold, rules, facts) in any_hold()) {
        if let Verdict::Until(over) = hold.verdict(&rules, &facts) {
            prop_assert!(over > facts.now.min(facts.heard));
            let just_before = HoldFacts { now: later(over, -minutes(1)), ..facts };
            prop_assert_eq!(hold.verdict(&rules, &just_before), Verdict::Until(over));
            if over < hold.lapses {
                prop_assert_eq!(hold.verdict(&rules, &HoldFacts { now: over, heard: over, ..facts }), Verdict::Due);
                let quiet = night().ends(over);
                prop_assert!(quiet.is_none() || rules.time > minutes(600) || (facts.is_alone && hold.urgent));
            }
        }
    }
}
