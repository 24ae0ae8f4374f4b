//! Forms of deadlines and of statuses: what is read, what is refused with the reason, and whose draft is whose.

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::{Lang, Topic};

use super::{confirms, readers, two_owners, writes};
use crate::support::chat::english;
use crate::support::test_bot::TestBot;

/// The form of a deadline with this name.
fn deadline(name: &str) -> String {
    format!("/deadlines\ndate: 2026-12-02 18:00\nky: {name}\nru: {name}\nen: {name}")
}

/// The form of a status with this note.
fn status(note: &str) -> String {
    format!(
        "/record\ncall: un-partnership\nstatus: kept\ndate: 2026-11-20\nky: {note}\nru: {note}\nen: {note}\nlink: https://example.org/"
    )
}

/// The names of the deadlines that are set.
async fn names(bot: &TestBot) -> Vec<String> {
    let deadlines =
        bot.service(async |service| service.app().store.reader().deadlines().await.expect("read"));
    deadlines.await.into_iter().map(|deadline| deadline.titles[&Lang::En].clone()).collect()
}

/// The notes of the statuses that are entered, the newest first.
async fn notes(bot: &TestBot) -> Vec<String> {
    let record = bot.service(async |service| service.app().store.reader().record().await.expect("read"));
    record.await.into_iter().map(|entry| entry.notes[&Lang::En].clone()).collect()
}

#[tokio::test]
async fn two_owners_who_fill_in_a_form_in_the_same_second_keep_their_own() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    olga.says(&deadline("Olga's report")).await.opens_with(say.staff_deadline_ask());
    bakyt.says(&deadline("Bakyt's report")).await.opens_with(say.staff_deadline_ask());
    olga.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    assert_eq!(names(&bot).await, ["Olga's report"]);
    bakyt.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    assert_eq!(names(&bot).await, ["Olga's report", "Bakyt's report"]);

    olga.says(&status("Olga's note")).await.opens_with(say.staff_status_ask());
    bakyt.says(&status("Bakyt's note")).await.opens_with(say.staff_status_ask());
    bakyt.taps(say.button_form_discard()).await.opens_with(say.form_dropped());
    olga.taps(say.button_status_yes()).await.opens_with(say.staff_status_entered());
    assert_eq!(notes(&bot).await, ["Olga's note"]);
}

#[tokio::test]
async fn a_button_sets_only_what_stood_above_it() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    olga.says(&deadline("First")).await;
    let first = olga.first_button();
    olga.says(&deadline("Second")).await;
    bakyt.presses(&first).await.is_noted(say.campaign_gone_toast());
    olga.presses(&first).await.opens_with(say.form_changed()).sees("Second");
    assert!(names(&bot).await.is_empty());
    olga.taps(say.button_deadline_set()).await;
    olga.presses(&first).await.is_noted(say.campaign_gone_toast());
    assert_eq!(names(&bot).await, ["Second"]);

    olga.says(&status("First note")).await;
    let first = olga.first_button();
    olga.says(&status("Second note")).await;
    olga.presses(&first).await.opens_with(say.form_changed()).sees("Second note");
    assert!(notes(&bot).await.is_empty());
}

#[tokio::test]
async fn what_another_owner_changed_meanwhile_is_shown_again() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    olga.says(&deadline("Report")).await;
    olga.taps(say.button_deadline_set()).await;
    olga.says("/deadlines 1\nen: Report to the UN").await.opens_with(say.staff_deadline_ask_change());
    bakyt.says("/deadlines 1\ndate: 2026-12-09").await;
    bakyt.taps(say.button_deadline_set()).await;
    olga.taps(say.button_deadline_set()).await.opens_with(say.form_changed());
    assert_eq!(names(&bot).await, ["Report"]);
    olga.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    assert_eq!(names(&bot).await, ["Report to the UN"]);
}

#[tokio::test]
async fn the_button_of_a_form_works_for_minutes_and_its_draft_goes_after_a_day() {
    let say = english();
    let (bot, olga, _) = two_owners().await;
    for (form, button) in
        [(deadline("Report"), say.button_deadline_set()), (status("Note"), say.button_status_yes())]
    {
        olga.says(&form).await.sees(say.campaign_expires(15));
        bot.clock.advance(SignedDuration::from_mins(16));
        olga.taps(&button).await.opens_with(say.campaign_expired());
        bot.clock.advance(SignedDuration::from_hours(25));
        bot.sweeps().await;
        olga.taps(&button).await.is_noted(say.campaign_gone_toast());
    }
    assert!(names(&bot).await.is_empty() && notes(&bot).await.is_empty());
}

#[tokio::test]
async fn a_date_is_read_in_full_or_refused_with_the_reason() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    let refused = |date: &str| format!("/deadlines\ndate: {date}\nky: а\nru: б\nen: c");
    for (date, reason) in [
        ("01.12.26", say.form_date(2)),
        ("30.02.2027", say.form_day(2)),
        ("2027-03-01 25:00", say.form_time(2)),
        ("2027-03-01T18:00+03:00[Europe/Moscow]", say.form_date_zone(2)),
        ("2027-03-01T18:00Z", say.form_date_zone(2)),
    ] {
        owner.says(&refused(date)).await.opens_with(reason);
    }
    for (date, reason) in [
        ("01.11.26", say.form_date(4)),
        ("0026-11-01", say.form_range(4, "date")),
        ("31.11.2026", say.form_day(4)),
    ] {
        let form = status("Note").replace("2026-11-20", date);
        owner.says(&form).await.opens_with(reason);
    }
    let moscow = say.zone_name("moscow");
    let due = say.deadline_time(&say.date(date(2027, 3, 1)), "18:00", &moscow);
    let form = refused("2027-03-01T18:00") + "\nzone: Москва";
    owner.says(&form).await.opens_with(say.staff_deadline_ask()).sees(due);
}

#[tokio::test]
async fn a_form_is_answered_however_long_its_lines_are() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    let long = "ө".repeat(3000);
    let cut = format!("{}…", "ө".repeat(40));
    owner.says(&format!("/deadlines\n{long}")).await.opens_with(say.form_line(2, &cut));
    owner.says(&format!("/deadlines\n{long}: x")).await.opens_with(say.form_line(2, &cut));
    owner.says(&format!("/deadlines {long}\ndate: 2026-12-02")).await.opens_with(say.form_value(1, &cut));
    owner.says(&format!("/record\n{long}")).await.opens_with(say.form_line(2, &cut));
    owner.says(&status(&"👍".repeat(301))).await.opens_with(say.form_long(5, "ky"));
    owner.says(&status(&"👍".repeat(300))).await.opens_with(say.staff_status_ask());
    // As many deadlines with names as long as they may be.
    for _ in 0..15 {
        owner.says(&deadline(&"👍".repeat(60))).await;
        owner.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    }
    owner.says(&format!("/deadlines\n{long}")).await.opens_with(say.form_line(2, &cut));
}

#[tokio::test]
async fn letters_that_look_the_same_are_the_same_in_a_form_and_in_a_warning() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let cyrillic = "/deadlines\nDаtе: 2026-12-02\nку: Отчёт\nru: Отчёт\nen: Report\ntopic: nеws";
    let asked = owner.says(cyrillic).await;
    asked.opens_with(say.staff_deadline_ask()).sees(say.campaign_line_topic(&say.topic_name(Topic::News)));

    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Tomorrow at ten we hand the pledge in").await;
    confirms(&owner, 3).await;
    writes(&owner, "Tоmоrrоw аt tеn wе hаnd thе рlеdgе in").await;
    let warning = say.campaign_warn_like(1, &say.date(date(2026, 11, 25)));
    owner.taps(say.campaign_button_confirm()).await.sees(warning);
}

#[tokio::test]
async fn what_cant_be_seen_is_left_out_of_names_of_deadlines() {
    let (bot, owner) = TestBot::with_owner().await;
    owner.says(&deadline("Re\u{200B}port\u{061C}\u{E0041} ✔\u{FE0F}")).await;
    owner.taps(english().button_deadline_set()).await;
    assert_eq!(names(&bot).await, ["Report ✔\u{FE0F}"]);
}
