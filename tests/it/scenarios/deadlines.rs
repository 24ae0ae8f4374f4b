//! Deadlines and the status of the calls: staff enter them, people see them, and the calendar follows.

use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::campaign::Reason;
use pledge_bot::domain::{CallStatus, ChatKind, Lang, LocalHour, ReminderPrefs, ReminderScope, Topic};
use pledge_bot::store::Change;

use super::staff::commit;
use crate::support::calendar_reader;
use crate::support::chat::{Heard, Person, english, say, texts};
use crate::support::snapshots::Screens;
use crate::support::test_bot::TestBot;

pub const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Somebody who has reminders switched on.
pub async fn reminded(bot: &Arc<TestBot>, lang: Lang) -> Person {
    let person = bot.person("Айгүл", "ky");
    person.starts(lang).await;
    person.says("/deadline").await;
    person.taps(say(lang).button_reminders()).await;
    person.taps(say(lang).button_reminders_on()).await;
    person
}

/// The form of a deadline in a week.
pub const FORM: &str = "/deadlines\ndate: 2026-12-02 18:00\nky: БУУга отчет\nru: Отчёт в ООН\nen: Report to the UN\nleads: 7 1 0 -1";

/// Its title in a language.
pub fn title(lang: Lang) -> &'static str {
    match lang {
        Lang::Ky => "БУУга отчет",
        Lang::Ru => "Отчёт в ООН",
        Lang::En => "Report to the UN",
    }
}

pub async fn sets(owner: &Person, form: &str) {
    owner.says(form).await;
    owner.taps(english().button_deadline_set()).await.opens_with(english().staff_deadline_set());
}

#[tokio::test]
async fn staff_set_a_deadline_and_people_are_reminded_put_it_off_and_end_it() {
    let (say, ky) = (english(), say(Lang::Ky));
    let (bot, owner) = TestBot::with_owner().await;
    let person = reminded(&bot, Lang::Ky).await;
    owner.says(FORM).await.opens_with(say.staff_deadline_ask()).sees(title(Lang::Ky));
    // Not before it is set.
    person.says("/deadline").await.does_not_see(title(Lang::Ky));
    owner.taps(say.button_deadline_set()).await;
    person.says("/deadline").await.sees(title(Lang::Ky)).sees(ky.deadline_left(7));

    // It is eleven. The reminder of ten o'clock has passed, so the person waits for the next one.
    bot.delivers().await;
    person.has_seen(ky.button_snooze_day(), 0);
    bot.clock.advance(6 * DAY - SignedDuration::from_hours(1));
    bot.delivers().await;
    person.newest_has(ky.reminder_left(1));
    let again = ky.moment(bot.clock.now() + 7 * DAY).plain();
    person.taps(ky.button_snooze_week()).await.is_alerted(ky.reminder_snoozed(&again));
    let put_off = ky.reminders_put_off(&ky.moment(bot.clock.now() + 7 * DAY), title(Lang::Ky));
    person.presses_data("o:reminders").await.has_line(&put_off);
    bot.clock.advance(DAY);
    bot.delivers().await;
    person.newest_has(ky.reminder_today());
    bot.clock.advance(6 * DAY);
    bot.delivers().await;
    person.newest_has(ky.reminder_passed(6));
    person.taps(ky.button_reminders_end()).await.is_alerted(ky.reminder_ended());

    owner.says("/deadlines").await;
    let (first, put_off) = (say.date(date(2026, 12, 1)), say.date(date(2026, 12, 8)));
    let report = owner.taps(title(Lang::En)).await;
    report.sees(say.staff_deadline_reminders());
    report.sees(say.staff_deadline_reminder(&first, &say.staff_deadline_sent(1, 1)));
    report.sees(say.staff_deadline_put_off(&put_off, &say.staff_deadline_sent(1, 1)));
}

#[tokio::test]
async fn a_deadline_is_changed_and_removed_and_the_calendar_follows() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    sets(&owner, FORM).await;
    let person = reminded(&bot, Lang::En).await;
    person.says("/deadline").await;
    let first = calendar(&bot, &person.taps(say.button_calendar_of("Report to the UN")).await).await;
    assert!(
        first.contains("SUMMARY:Report to the UN") && first.contains("DTSTART:20261202T120000Z"),
        "{first}"
    );
    assert!(first.contains("METHOD:PUBLISH"), "{first}");

    bot.clock.advance(SignedDuration::from_mins(5));
    let asked = owner.says("/deadlines 1\ndate: 2026-12-09").await;
    asked.opens_with(say.staff_deadline_ask_change()).sees(title(Lang::Ky));
    owner.taps(say.button_deadline_set()).await;
    let changed = calendar(&bot, &person.taps(say.button_calendar_of("Report to the UN")).await).await;
    assert!(changed.contains("DTSTART;VALUE=DATE:20261209"), "{changed}");
    let line =
        |file: &str, name: &str| file.lines().find(|line| line.starts_with(name)).expect("a line").to_owned();
    assert_eq!(line(&first, "UID:"), line(&changed, "UID:"));
    assert!(line(&first, "SEQUENCE:") < line(&changed, "SEQUENCE:"));

    owner.says("/deadlines").await;
    owner.taps(title(Lang::En)).await;
    owner.taps(say.button_deadline_remove()).await;
    owner.taps(say.button_deadline_remove_yes()).await;
    let cancelled = calendar(&bot, &person.taps(say.button_calendar_of("Report to the UN")).await).await;
    assert!(cancelled.contains("METHOD:CANCEL") && cancelled.contains("STATUS:CANCELLED"), "{cancelled}");
    assert_eq!(line(&first, "UID:"), line(&cancelled, "UID:"));
    person.says("/deadline").await.does_not_see(title(Lang::En));
}

/// The file that was sent.
async fn calendar(bot: &Arc<TestBot>, heard: &Heard) -> String {
    let file = bot.file(&heard.sent_by("sendDocument")["document"]["file_id"]).await;
    String::from_utf8(file).expect("UTF-8")
}

#[tokio::test]
async fn a_form_that_is_wrong_says_what_to_do_and_sets_nothing() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let fields = "Date, Кыргызча, Русский, English, Reminders, Time zone, Topic";
    let calls: Vec<_> = texts().pledge.calls.iter().map(|call| say.call_title(&call.id)).collect();
    let calls = calls.join(", ");
    for (form, refusal) in [
        ("/deadlines\ndate: 2026-13-02", say.form_error_day()),
        ("/deadlines\ndate: 2026-12-02\nky: а", say.form_error_missing("Русский, English")),
        ("/deadlines\nweather: 2026-12-02", say.form_error_line("weather", fields)),
        ("/deadlines\ndate: 2026-12-02\ndate: 2026-12-03", say.form_error_twice()),
        ("/deadlines\ndate: 2020-12-02", say.form_error_passed()),
        ("/deadlines\ndate: 2099-12-02", say.form_error_far("2046")),
        ("/deadlines 99\ndate: 2026-12-02", say.form_error_no_deadline("99")),
        ("/deadlines\ndate: 2026-12-02\nzone: Asia/Atlantis", say.form_error_zone()),
        ("/deadlines\ndate: 2026-12-02\nzone: Etc/GMT+6", say.form_error_zone_reversed()),
        ("/deadlines\ndate: 2026-12-02\nleads: 7 soon", say.form_error_leads("as usual")),
        ("/deadlines\ndate: 2026-12-02\nleads: 4000", say.form_error_lead_far(3660)),
        ("/deadlines\ntopic: weather", say.form_error_choice("News, The calls, Reminders")),
        ("/record\ncall: nothing", say.form_error_choice(&calls)),
        ("/record\nstatus: fulfil", say.form_error_ambiguous("partly fulfilled, fulfilled, not fulfilled")),
        ("/record\ndate: 2027-01-01", say.form_error_ahead()),
        ("/record\ndate: 1926-01-01", say.form_error_early("2000")),
        ("/record\nlink: example.org", say.form_error_link()),
    ] {
        owner.says(form).await.closes_with(refusal);
    }
    let deadlines =
        bot.service(async |service| service.app().store.reader().deadlines().await.expect("read"));
    assert!(deadlines.await.is_empty());
    let aigul = bot.reader("Aigul").await;
    assert_eq!(
        aigul.says(FORM).await.text(),
        aigul.says("/nothing").await.text(),
        "to others there is no such command"
    );
}

#[tokio::test]
async fn what_came_of_a_call_is_entered_seen_by_all_and_told_once() {
    let (say, ky) = (english(), say(Lang::Ky));
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.person("Айгүл", "ky");
    reader.starts(Lang::Ky).await;
    reader.switches_on(Topic::Calls).await;
    let form = |status: &str, note: &str| {
        format!(
            "/record\ncall: authorities-laws\nstatus: {status}\ndate: 2026-11-20\nky: {note}\nru: Пояснение\nen: A note\nlink: https://example.org/bill"
        )
    };
    for (status, note) in [("in-progress", "Долбоор даярдалды"), ("kept-in-part", "Мыйзам кабыл алынды")]
    {
        owner.says(&form(status, note)).await;
        owner.taps(say.button_status_yes()).await;
        bot.clock.advance(SignedDuration::from_mins(1));
    }
    let now = ky.status(CallStatus::KeptInPart);
    let call = reader.says("/start call_authorities-laws").await;
    call.sees(&now).sees("Мыйзам кабыл алынды").has_button(ky.button_evidence());
    call.sees(ky.status(CallStatus::InProgress)).sees("Долбоор даярдалды");
    reader.says("/record").await.sees(&now);
    reader.says("/deadline").await.sees(&now);
    bot.delivers().await;
    bot.clock.advance(SignedDuration::from_hours(23));
    let seq = bot.emulator().seq();
    bot.delivers().await;
    reader.has_seen(ky.statuses_news(), 1);
    let mut screens = Screens::of("record_news", Lang::Ky);
    screens.see("news", "the next day", &bot.heard(reader.id, seq, Lang::Ky).shown());
    screens.finish();
}

#[tokio::test]
async fn the_timeline_comes_as_a_picture_that_costs_little() {
    for lang in Lang::ALL {
        let (bot, owner) = TestBot::with_owner().await;
        sets(&owner, FORM).await;
        let person = bot.person("Айгүл", "ky");
        person.starts(lang).await;
        person.says("/deadline").await;
        let photo = person.taps(say(lang).button_timeline()).await.sent_by("sendPhoto");
        let largest = photo["photo"].as_array().expect("sizes").last().expect("one");
        let png = bot.file(&largest["file_id"]).await;
        assert!(png.starts_with(b"\x89PNG") && png.len() < 100_000, "{} bytes", png.len());
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../screenshots");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("timeline-{}.png", lang.code())), png).expect("written");
    }
}

#[tokio::test]
async fn the_page_of_a_deadline_says_for_staff_once_when_it_is() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    sets(&owner, FORM).await;
    owner.says("/deadlines").await;
    let page = owner.taps(title(Lang::En)).await;
    page.opens_with(title(Lang::En));
    let due = say.deadline_time(&say.date(date(2026, 12, 2)), "18:00", &say.zone_name("bishkek"));
    for line in [due, say.deadline_left(7)] {
        page.has_line(&line);
        assert_eq!(page.text().matches(&line.plain()).count(), 1, "{}", page.text());
    }
    bot.clock.advance(8 * DAY);
    owner.says("/deadlines").await;
    assert_eq!(owner.taps(title(Lang::En)).await.text().matches(&say.deadline_passed(1).plain()).count(), 1);
}

#[tokio::test]
async fn a_change_to_what_was_removed_meanwhile_is_said_to_be_gone() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    sets(&owner, FORM).await;
    owner.says("/deadlines 1\ndate: 2026-12-09").await;
    let now = bot.clock.now();
    commit(&bot, owner.id, vec![Change::RemoveDeadline("1".to_owned(), now)]).await;
    let heard = owner.taps(say.button_deadline_set()).await;
    assert!(heard.is_silent().toast().is_some(), "{}", heard.shown());
}

#[tokio::test]
async fn what_was_skipped_stands_under_the_deadline_however_many_hours_there_are() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let now = bot.clock.now();
    for hour in 0..24 {
        let slot = LocalHour::new(hour, "Asia/Bishkek").expect("a slot");
        let wish = ReminderPrefs {
            scope: if hour == 0 { ReminderScope::All } else { ReminderScope::Day },
            hour: slot,
        };
        let list = vec![
            Change::Meet(ChatKind::Private),
            Change::SetTopic(Topic::Deadlines, true, now),
            Change::SetReminderPrefs(wish, now),
        ];
        commit(&bot, 5000 + i64::from(hour), list).await;
    }
    // The bot is down when the two reminders are due that one of them wanted.
    sets(
        &owner,
        "/deadlines\ndate: 2026-12-12\nky: БУУга отчет\nru: Отчёт в ООН\nen: Report\nleads: 14 13 7",
    )
    .await;
    bot.delivers().await;
    bot.clock.advance(5 * DAY);
    bot.delivers().await;
    owner.says("/deadlines").await;
    let report = owner.taps("Report").await.text();
    let late = say.staff_deadline_skipped(&say.campaign_reason(Reason::Late)).plain();
    assert_eq!(report.matches(&late).count(), 2, "{report}");
}

#[tokio::test]
async fn the_file_for_a_calendar_is_right_in_every_language() {
    for lang in Lang::ALL {
        let (bot, owner) = TestBot::with_owner().await;
        sets(&owner, FORM).await;
        let person = reminded(&bot, lang).await;
        person.taps(say(lang).button_reminder_zone()).await;
        person.says("europe/berlin").await;
        person.says("/deadline").await;
        let heard = person.taps(say(lang).button_calendar_of(title(lang))).await;
        let found = calendar_reader::read(calendar(&bot, &heard).await.as_bytes(), "Europe/Berlin");
        let summary = say(lang).calendar_title(title(lang)).plain();
        assert_eq!([&found["summary"], &found["dtstart"]], [summary.as_str(), "2026-12-02T13:00:00+01:00"]);
        let alarms: Vec<_> = found["alarms"].as_array().expect("alarms").iter().map(|it| &it[0]).collect();
        let at_ten = ["2026-11-25", "2026-12-01", "2026-12-02"].map(|day| format!("{day}T10:00:00+01:00"));
        assert_eq!(alarms, at_ten.each_ref(), "at ten in Berlin, where they live, and none afterwards");
    }
}
