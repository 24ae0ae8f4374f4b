//! The calls: one place that says what is asked for, how far it is fulfilled, and what nobody knows yet.

use jiff::civil::date;
use pledge_bot::domain::{Call, CallStatus, Lang};
use pledge_bot::emulator::PressOutcome;

use crate::support::chat::{Person, Words as _, english, say, texts};
use crate::support::test_bot::TestBot;

fn calls() -> &'static [Call] {
    &texts().pledge.calls
}

/// An owner enters the status of a call.
async fn enters(owner: &Person, call: &Call, status: CallStatus, day: &str, note: &str) {
    let (call, status) = (call.id.as_str(), status.code());
    let form = format!(
        "/record\ncall: {call}\nstatus: {status}\ndate: {day}\nky: {note}\nru: {note}\nen: {note}\nlink: https://example.org/{day}"
    );
    owner.says(&form).await.opens_with(english().staff_status_ask());
    owner.taps(english().button_status_yes()).await.opens_with(english().staff_status_entered());
}

#[tokio::test]
async fn what_nobody_knows_is_said_once_with_who_will_tell() {
    for lang in Lang::ALL {
        let say = say(lang);
        let bot = TestBot::new().await;
        let person = bot.person("Айгүл", "ky");
        person.starts(lang).await;
        let (nothing, yet) = (say.calls_unknown().plain(), say.status(CallStatus::NotRecorded).plain());
        let all = person.taps(say.button_calls()).await;
        all.opens_with(say.button_calls()).sees(&nothing).sees(say.calls_reporter());
        for call in calls() {
            all.has_line(say.calls_line_unknown(&say.call_title(&call.id)));
        }
        assert_eq!(all.text().matches(&nothing).count(), 1);
        assert!(!all.text().contains(&format!(": {yet}")), "{}", all.text());

        let deadline = person.says("/deadline").await;
        assert_eq!(deadline.text().matches(&nothing).count(), 1);
        deadline.does_not_see(format!(": {yet}")).does_not_see(say.deadline_calls());

        person.says("/calls").await;
        for call in calls() {
            let page = person.taps(say.call_title(&call.id)).await;
            page.opens_with(say.call_title(&call.id)).sees(say.call_source());
            page.sees(say.call_status(&say.status(CallStatus::NotRecorded))).sees(say.calls_reporter());
            person.taps(say.button_back()).await;
        }
    }
}

#[tokio::test]
async fn the_calls_of_which_something_is_known_have_their_status_and_the_rest_one_line() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let person = bot.reader("Aigul").await;
    for (nth, call) in calls().iter().enumerate() {
        enters(&owner, call, CallStatus::InProgress, "2026-11-20", "A note").await;
        let status = say.calls_line(&say.call_title(&call.id), &say.status(CallStatus::InProgress));
        let (all, deadline) = (person.says("/calls").await, person.says("/deadline").await);
        for page in [&all, &deadline] {
            page.has_line(status.clone()).does_not_see(say.calls_unknown());
            let rest = page.text().matches(&say.calls_unknown_rest().plain()).count();
            assert_eq!(rest, usize::from(nth + 1 < calls().len()), "{}", page.text());
        }
    }
}

#[tokio::test]
async fn a_call_shows_its_status_with_the_evidence_and_its_history() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let person = bot.reader("Aigul").await;
    let call = &calls()[0];
    enters(&owner, call, CallStatus::InProgress, "2026-11-02", "A draft is ready").await;
    enters(&owner, call, CallStatus::KeptInPart, "2026-11-20", "It was adopted in part").await;
    person.says("/calls").await;
    let page = person.taps(say.call_title(&call.id)).await;
    page.opens_with(say.call_title(&call.id)).sees(say.call_status(&say.status(CallStatus::KeptInPart)));
    page.sees(say.call_since(&say.date(date(2026, 11, 20)))).sees("It was adopted in part");
    let before = say.statuses_entry(&say.date(date(2026, 11, 2)), &say.status(CallStatus::InProgress));
    page.has_line(say.statuses_earlier()).has_line(before).has_line("A draft is ready");
    page.has_button(say.button_evidence()).has_button(say.button_share()).does_not_see(say.calls_reporter());
    let newest = person.newest();
    let entities = newest["entities"].as_array().expect("formatting");
    assert!(entities.iter().any(|entity| entity["type"] == "expandable_blockquote"), "{entities:?}");
}

#[tokio::test]
async fn every_call_can_be_sent_on_and_copied_however_long_it_is() {
    for lang in Lang::ALL {
        let say = say(lang);
        let bot = TestBot::new().await;
        let person = bot.person("Айгүл", "ky");
        person.starts(lang).await;
        let mut long = 0;
        for call in calls() {
            person.says("/calls").await;
            let page = person.taps(say.call_title(&call.id)).await;
            page.has_button(say.button_share()).has_button(say.button_copy());
            assert!(page.text().encode_utf16().count() <= 1200, "{}", page.text());
            let text = say.call_send(&call.id);
            let tapped = bot.emulator().tap(person.id, &say.button_copy()).expect("a button");
            if let PressOutcome::CopyText { copy_text } = tapped {
                assert_eq!(copy_text, text);
            } else {
                bot.settle().await;
                person.newest_has(format!("{}\n{text}", say.call_ready().plain()));
                assert_eq!(person.newest()["entities"][0]["type"], "pre", "a tap copies it");
                long += 1;
            }
        }
        assert!(long > 0, "one of them is longer than what Telegram's button copies");
    }
}

#[tokio::test]
async fn the_command_the_link_and_the_buttons_of_the_record_lead_to_the_calls() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let person = bot.reader("Aigul").await;
    let calls = person.says("/calls").await.shown();
    for way in ["/record", "/record what is new?", "/start record"] {
        assert_eq!(person.says(way).await.shown(), calls, "{way}");
    }
    person.says("/help").await;
    assert_eq!(person.presses_data("o:record").await.shown(), calls);
    assert!(!calls.contains(&say.button_status_enter()));

    owner.says("/calls").await.has_button(say.button_status_enter());
    owner.taps(say.button_status_enter()).await.opens_with(say.staff_status_new());
    // For staff the command leads to the questions, and the earlier link to the calls.
    owner.says("/record what is new?").await.opens_with(say.staff_status_new());
    owner.says("/start record").await.opens_with(say.calls_intro());
}
