//! Deadlines, reminders and the status of the calls, as people and staff see them.

use std::sync::Arc;

use jiff::civil::date;
use jiff::{SignedDuration, ToSpan};
use pledge_bot::domain::campaign::Reason;
use pledge_bot::domain::{CallStatus, ChatKind, Lang, LocalHour, ReminderPrefs, ReminderScope, Topic};
use pledge_bot::store::Change;

use super::staff::commit;
use crate::support::calendar_reader;
use crate::support::chat::Act::{Says, Taps};
use crate::support::chat::{Heard, Person, english, say};
use crate::support::snapshots::Screens;
use crate::support::test_bot::TestBot;

const DAY: SignedDuration = SignedDuration::from_hours(24);

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
const FORM: &str = "/deadlines\ndate: 2026-12-02 18:00\nky: БУУга отчет\nru: Отчёт в ООН\nen: Report to the UN\nleads: 7 1 0 -1";

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
async fn reminders_are_chosen_in_every_language() {
    for lang in Lang::ALL {
        let (bot, owner) = TestBot::with_owner().await;
        sets(&owner, FORM).await;
        let person = bot.person("Айгүл", "ky");
        person.starts(lang).await;
        let say = say(lang);
        let mut screens = Screens::of("reminders", lang);
        let steps = [
            ("deadline", Says("/deadline".into())),
            ("off", Taps(say.button_reminders())),
            ("on", Taps(say.button_reminders_on())),
            ("last_week", Taps(say.reminders_which(ReminderScope::Week))),
            ("hour_asked", Taps(say.button_reminder_hour())),
            ("hour", Taps("18:00".into())),
            ("zone_asked", Taps(say.button_reminder_zone())),
            ("zone", Taps(say.zone_name("berlin"))),
            ("zone_asked_again", Taps(say.button_reminder_zone())),
            ("zone_unknown", Says("Asia/Atlantis".into())),
            ("zone_reversed", Says("Etc/GMT+6".into())),
            ("zone_typed", Says("europe/paris".into())),
            ("hour_asked_again", Taps(say.button_reminder_hour())),
            ("hour_unknown", Says("в девять".into())),
            ("hour_typed", Says("15:00".into())),
        ];
        screens.walk(&person, steps).await;
        screens.finish();
    }
}

#[tokio::test]
async fn a_city_or_a_distance_is_understood_where_the_bot_asked_for_it() {
    let say = english();
    let bot = TestBot::new().await;
    let person = reminded(&bot, Lang::En).await;
    for (typed, zone) in [
        ("Бишкек", say.zone_name("bishkek")),
        ("ош", say.zone_name("bishkek")),
        ("Moscow", say.zone_name("moscow")),
        ("Берлин", say.zone_name("berlin")),
        ("Стамбул", say.zone_name("istanbul")),
        ("Ташкент", "Tashkent".to_owned()),
        ("GMT+6", "UTC+6".to_owned()),
        ("+06:00", "UTC+6".to_owned()),
        ("Asia/Bishkek", say.zone_name("bishkek")),
    ] {
        person.taps(say.button_reminder_zone()).await.sees(say.reminders_zone_ask());
        let all = say.reminders_which(ReminderScope::All);
        person.says(typed).await.sees(say.reminders_line(&all, "10:00", &zone));
    }
    person.taps(say.button_reminder_zone()).await;
    let hint = |name: &str| say.reminders_zone_unknown(name).plain();
    for typed in ["Atlantis", "24/7", "?"] {
        let answer = person.says(typed).await;
        assert_eq!(answer.texts(), [hint(typed)], "one line, and the question stays open");
        answer.has_button(say.zone_name("moscow"));
    }
    person.sends("photo").await.opens_with(say.sign_up_need_text()).has_button(say.zone_name("moscow"));
    assert!(person.says(&"ө".repeat(4000)).await.text().chars().count() < 300);
    person.says("Etc/GMT+6").await.opens_with(say.reminders_zone_reversed("Etc/GMT+6", "UTC−6"));
    person.says("Сеул").await.sees(say.zone_name("seoul"));
}

#[tokio::test]
async fn an_hour_is_understood_where_the_bot_asked_for_it() {
    let say = english();
    let bot = TestBot::new().await;
    let person = reminded(&bot, Lang::En).await;
    let all = say.reminders_which(ReminderScope::All);
    for (typed, hour) in
        [("9 am", "09:00"), ("18:00", "18:00"), ("в 8 вечера", "20:00"), ("саат 15", "15:00")]
    {
        person.taps(say.button_reminder_hour()).await.sees(say.reminders_hour_ask());
        let bishkek = say.zone_name("bishkek");
        person.says(typed).await.sees(say.reminders_line(&all, hour, &bishkek));
    }
    person.taps(say.button_reminder_hour()).await;
    for typed in ["9:30", "в девять", "3 am", "Moscow"] {
        let answer = person.says(typed).await;
        assert_eq!(
            answer.texts(),
            [say.reminders_hour_unknown(8, 21).plain()],
            "one line, and the question stays open"
        );
        answer.has_button("10:00");
    }
}

#[tokio::test]
async fn what_looks_like_a_zone_or_an_hour_changes_nothing_where_nobody_asked() {
    let say = english();
    let bot = TestBot::new().await;
    let person = reminded(&bot, Lang::En).await;
    for typed in ["24/7", "and/or", "1/2", "Europe/Berlin", "Moscow", "UTC+6", "9 am"] {
        person.says(typed).await.opens_with(say.home_hint());
    }
    person.says("/mydata").await.sees(say.my_data_reminders(
        &say.reminders_which(ReminderScope::All),
        "10:00",
        &say.zone_name("bishkek"),
    ));
}

#[tokio::test]
async fn the_question_for_a_city_outlives_a_restart_and_ends_with_another_screen_or_a_day() {
    let say = english();
    let bot = TestBot::new().await;
    let person = reminded(&bot, Lang::En).await;
    let asks = async || {
        person.says("/deadline").await;
        person.taps(say.button_reminders()).await;
        person.taps(say.button_reminder_zone()).await.sees(say.reminders_zone_ask());
    };
    asks().await;
    bot.restart().await;
    person.says("Tashkent").await.sees("Tashkent");
    for other in ["/help", "/sign", "/stop"] {
        asks().await;
        person.says(other).await;
        person.says("/start").await;
        person.says("Moscow").await.opens_with(say.home_hint());
        person.says("/deadline").await;
        person.taps(say.button_reminders()).await;
        if other == "/stop" {
            person.taps(say.button_reminders_on()).await;
        }
    }
    asks().await;
    bot.clock.advance(DAY);
    bot.sweeps().await;
    person.says("Moscow").await.opens_with(say.home_hint());
}

#[tokio::test]
async fn every_reminder_reads_well_before_on_and_after_the_day() {
    const LEADS: [i32; 13] = [365, 21, 11, 5, 2, 1, 0, -1, -2, -5, -11, -21, -365];
    let (bot, owner) = TestBot::with_owner().await;
    let mut readers = Vec::new();
    for lang in Lang::ALL {
        readers.push((lang, reminded(&bot, lang).await, Screens::of("reminder", lang)));
    }
    let day = date(2027, 11, 26);
    let leads = LEADS.map(|lead| lead.to_string()).join(" ");
    let titles = Lang::ALL.map(|lang| format!("{}: {}", lang.code(), title(lang))).join("\n");
    sets(&owner, &format!("/deadlines\ndate: {day}\n{titles}\nleads: {leads}")).await;
    for (nth, lead) in (1..).zip(LEADS) {
        let moment = (day - lead.days()).at(10, 0, 0, 0).in_tz("Asia/Bishkek").expect("a moment").timestamp();
        bot.clock.advance(moment.duration_since(bot.clock.now()));
        let seq = bot.emulator().seq();
        bot.delivers().await;
        for (lang, reader, screens) in &mut readers {
            let heard = bot.heard(reader.id, seq, *lang);
            screens.see(&format!("{nth:02}_lead_{lead}"), &format!("lead {lead}"), &heard.shown());
        }
    }
    for (_, _, screens) in readers {
        screens.finish();
    }
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
    person.taps(ky.button_snooze_week()).await.is_noted(ky.reminder_snoozed(&again));
    bot.clock.advance(DAY);
    bot.delivers().await;
    person.newest_has(ky.reminder_today());
    bot.clock.advance(6 * DAY);
    bot.delivers().await;
    person.newest_has(ky.reminder_passed(6));
    person.taps(ky.button_reminders_end()).await.is_noted(ky.reminder_ended());

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
    for (form, refusal) in [
        ("/deadlines\ndate: 2026-13-02", say.form_day(2)),
        ("/deadlines\ndate: 2026-12-02\nky: а", say.form_missing("ru")),
        ("/deadlines\nwhen: 2026-12-02", say.form_line(2, "when")),
        ("/deadlines\ndate: 2026-12-02\ndate: 2026-12-03", say.form_twice(3, "date")),
        ("/deadlines\ndate: 2020-12-02", say.form_range(2, "date")),
        ("/deadlines 99\ndate: 2026-12-02", say.form_value(1, "99")),
        ("/deadlines\ndate: 2026-12-02\nzone: Asia/Atlantis", say.form_zone(3)),
        ("/deadlines\ndate: 2026-12-02\nzone: Etc/GMT+6", say.form_zone_reversed(3)),
        ("/deadlines\ndate: 2026-12-02\nleads: 7 soon", say.form_value(3, "leads")),
        ("/record\ncall: nothing", say.form_value(2, "call")),
        ("/record\ncall: un-partnership\nstatus: kept\ndate: 2027-01-01", say.form_range(4, "date")),
    ] {
        owner.says(form).await.sees(refusal);
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
async fn who_leaves_takes_their_wishes_along() {
    let say = english();
    let bot = TestBot::new().await;
    let person = reminded(&bot, Lang::En).await;
    person.says("/deadline").await;
    person.taps(say.button_reminders()).await;
    person.taps(say.reminders_which(ReminderScope::Day)).await;
    let day = say.reminders_which(ReminderScope::Day);
    let reminders = || say.my_data_reminders(&day, "10:00", &say.zone_name("bishkek"));
    person.says("/mydata").await.sees(reminders());
    person.says("/stop").await;
    person.says("/mydata").await.does_not_see(reminders());
}

#[tokio::test]
async fn a_reminder_that_is_put_off_to_where_another_comes_anyway_comes_once() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let person = reminded(&bot, Lang::En).await;
    // Seven days before, and on the day.
    sets(&owner, "/deadlines\ndate: 2026-12-03\nky: БУУга отчет\nru: Отчёт в ООН\nen: Report\nleads: 7 0")
        .await;
    bot.clock.advance(SignedDuration::from_hours(23));
    bot.delivers().await;
    person.taps(say.button_snooze_day()).await;
    person.taps(say.button_snooze_week()).await;
    for _ in 0..8 {
        bot.clock.advance(DAY);
        bot.delivers().await;
    }
    // The first, and the one on the day.
    person.has_seen(say.button_reminders_end(), 2);
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
        assert_eq!([&found["summary"], &found["dtstart"]], [title(lang), "2026-12-02T13:00:00+01:00"]);
        let alarms: Vec<_> = found["alarms"].as_array().expect("alarms").iter().map(|it| &it[0]).collect();
        let at_ten = ["2026-11-25", "2026-12-01", "2026-12-02", "2026-12-03"]
            .map(|day| format!("{day}T10:00:00+01:00"));
        assert_eq!(alarms, at_ten.each_ref(), "at ten in Berlin, where they live");
    }
}
