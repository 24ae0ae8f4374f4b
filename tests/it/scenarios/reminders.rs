//! Deadlines, reminders and the state of the calls, as people and staff meet them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use pledge_bot::campaigns::Renderer;
use pledge_bot::conversation::BotRenderer;
use pledge_bot::domain::message::MessageBody;
use pledge_bot::domain::{ChatKind, Deadline, Lang, LocalHour, ReminderPrefs, ReminderScope, Topic};
use pledge_bot::store::Change;
use pledge_bot::texts::Texts;

use super::desk::{commit, owned};
use crate::support::calendar_reader;
use crate::support::test_bot::{Heard, Person, TestBot};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Somebody who has reminders switched on.
async fn reminded(bot: &Arc<TestBot>, lang: Lang) -> Person {
    let person = bot.person("Айгүл", "ky");
    person.starts(lang).await;
    let content = Texts::builtin();
    person.says("/deadline").await;
    person.taps(&content.say(lang).button_reminders()).await;
    person.taps(&content.say(lang).button_reminders_on()).await;
    person
}

/// The form of a deadline in a week.
const FORM: &str = "/deadlines\ndate: 2026-12-02 18:00\nky: БУУга отчет\nru: Отчёт в ООН\nen: Report to the UN\nleads: 7 1 0 -1";

async fn sets(owner: &Person, form: &str) {
    owner.says(form).await;
    assert!(owner.taps("Set it").await.text().starts_with("The deadline is set."));
}

#[tokio::test]
async fn reminders_are_chosen_in_every_language() {
    for lang in Lang::ALL {
        let (bot, owner) = owned().await;
        sets(&owner, FORM).await;
        let person = bot.person("Айгүл", "ky");
        person.starts(lang).await;
        let content = Texts::builtin();
        let say = content.say(lang);
        let mut shown = vec![person.says("/deadline").await.shown()];
        for label in [
            say.button_reminders(),
            say.button_reminders_on(),
            say.reminders_which(ReminderScope::Week),
            say.button_reminder_hour(),
            "18:00".to_owned(),
            say.button_reminder_zone(),
            say.zone_name("berlin"),
        ] {
            shown.push(person.taps(&label).await.shown());
        }
        for text in ["Asia/Atlantis", "europe/paris"] {
            shown.push(person.says(text).await.shown());
        }
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("reminders_{}", lang.code()), shown.join("\n\n----\n\n"));
        });
    }
}

#[tokio::test]
async fn every_reminder_reads_well_before_on_and_after_the_day() {
    let bot = TestBot::new().await;
    let app = bot.service(async |service| Arc::clone(service.app())).await;
    let voice = BotRenderer(app);
    let zone = TimeZone::get("Asia/Bishkek").expect("a zone");
    let titles = BTreeMap::from([
        (Lang::Ky, "БУУга отчет".to_owned()),
        (Lang::Ru, "Отчёт в ООН".to_owned()),
        (Lang::En, "Report to the UN".to_owned()),
    ]);
    for lang in Lang::ALL {
        let mut texts = Vec::new();
        for days in [365, 21, 11, 5, 2, 1, 0, -1, -2, -5, -11, -21, -365] {
            let now = bot.clock.now();
            let today = now.to_zoned_datetime(zone.clone()).date();
            let new = Deadline::new("7".into(), today + days.days(), zone.clone());
            let deadline = Deadline { titles: titles.clone(), ..new };
            let post = voice.reminder(lang, &deadline, now);
            let MessageBody::Text(rich) = post.body else { panic!("a text") };
            let keys = post.buttons.iter().map(|row| {
                let labels: Vec<_> = row.iter().map(|key| format!("[{}]", key.label)).collect();
                format!("    {}", labels.join(" "))
            });
            texts.push(std::iter::once(rich.text).chain(keys).collect::<Vec<_>>().join("\n"));
        }
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("reminder_{}", lang.code()), texts.join("\n\n----\n\n"));
        });
    }
}

#[tokio::test]
async fn staff_set_a_deadline_and_people_are_reminded_put_it_off_and_end_it() {
    let (bot, owner) = owned().await;
    let person = reminded(&bot, Lang::Ky).await;
    let asked = owner.says(FORM).await.text();
    assert!(asked.contains("Set this deadline?") && asked.contains("БУУга отчет"), "{asked}");
    assert!(!person.says("/deadline").await.text().contains("БУУга отчет"), "not before it is set");
    owner.taps("Set it").await;
    let shown = person.says("/deadline").await.text();
    assert!(shown.contains("БУУга отчет") && shown.contains("7 күн калды."), "{shown}");

    // It is eleven: ten has passed, and who switched reminders on after that waits for the next one.
    bot.delivers().await;
    assert!(!person.transcript().contains("Эртең эскертсин"));
    bot.clock.advance(6 * DAY - SignedDuration::from_hours(1));
    bot.delivers().await;
    let told = person.transcript();
    assert!(told.contains("1 күн калды.") && told.contains("[Эртең эскертсин]"), "{told}");
    let toast = person.taps("Бир аптадан кийин").await.toast().expect("a note");
    assert_eq!(toast, "Бот дагы бир жолу эскертет: 2026-жылдын 8-декабры, саат 10:00");
    bot.clock.advance(DAY);
    bot.delivers().await;
    assert!(person.transcript().contains("Мөөнөтү бүгүн бүтөт."));
    bot.clock.advance(6 * DAY);
    bot.delivers().await;
    assert!(person.transcript().contains("Мөөнөтү 6 күн мурун бүткөн."), "what was put off comes");
    let toast = person.taps("Мындан ары эскертпесин").await.toast().expect("a note");
    assert!(toast.starts_with("Мындан ары эскертме келбейт."), "{toast}");

    owner.says("/deadlines").await;
    let report = owner.taps("Report to the UN").await.text();
    for line in [
        "Reminders so far",
        "1 December 2026: sent 1 of 1",
        "8 December 2026, put off to that day: sent 1 of 1",
    ] {
        assert!(report.contains(line), "{line} in {report}");
    }
}

#[tokio::test]
async fn a_deadline_is_changed_and_removed_and_the_calendar_follows() {
    let (bot, owner) = owned().await;
    sets(&owner, FORM).await;
    let person = reminded(&bot, Lang::En).await;
    person.says("/deadline").await;
    let first = calendar(&bot, &person.taps("To my calendar: Report to the UN").await).await;
    assert!(
        first.contains("SUMMARY:Report to the UN") && first.contains("DTSTART:20261202T120000Z"),
        "{first}"
    );
    assert!(first.contains("METHOD:PUBLISH"), "{first}");

    bot.clock.advance(SignedDuration::from_mins(5));
    let asked = owner.says("/deadlines 1\ndate: 2026-12-09").await.text();
    assert!(asked.contains("Change the deadline to this?") && asked.contains("БУУга отчет"), "{asked}");
    owner.taps("Set it").await;
    let changed = calendar(&bot, &person.taps("To my calendar: Report to the UN").await).await;
    assert!(changed.contains("DTSTART;VALUE=DATE:20261209"), "{changed}");
    let line =
        |file: &str, name: &str| file.lines().find(|line| line.starts_with(name)).expect("a line").to_owned();
    assert_eq!(line(&first, "UID:"), line(&changed, "UID:"));
    assert!(line(&first, "SEQUENCE:") < line(&changed, "SEQUENCE:"));

    owner.says("/deadlines").await;
    owner.taps("Report to the UN").await;
    owner.taps("Remove it").await;
    owner.taps("Yes, remove it").await;
    let cancelled = calendar(&bot, &person.taps("To my calendar: Report to the UN").await).await;
    assert!(cancelled.contains("METHOD:CANCEL") && cancelled.contains("STATUS:CANCELLED"), "{cancelled}");
    assert_eq!(line(&first, "UID:"), line(&cancelled, "UID:"));
    assert!(!person.says("/deadline").await.text().contains("Report to the UN"));
}

/// The file that was sent.
async fn calendar(bot: &Arc<TestBot>, heard: &Heard) -> String {
    let bytes = file(bot, heard, "sendDocument", |message| message["document"]["file_id"].clone()).await;
    String::from_utf8(bytes).expect("UTF-8")
}

async fn file(
    bot: &Arc<TestBot>,
    heard: &Heard,
    method: &str,
    id: impl Fn(&serde_json::Value) -> serde_json::Value,
) -> Vec<u8> {
    let sent = heard.0.iter().find(|event| event.method == Some(method)).expect("a file");
    let id = id(sent.message.as_ref().expect("a message"));
    let url = format!("{}/emulator/files/{}", bot.emulator().url(), id.as_str().expect("an id"));
    reqwest::get(url).await.expect("an answer").bytes().await.expect("a body").to_vec()
}

#[tokio::test]
async fn a_form_that_is_wrong_says_what_to_do_and_sets_nothing() {
    let (bot, owner) = owned().await;
    for (form, said) in [
        ("/deadlines\ndate: 2026-13-02", "Line 2: what you wrote after “date” means nothing here."),
        ("/deadlines\ndate: 2026-12-02\nky: а", "“ru” is missing"),
        ("/deadlines\nwhen: 2026-12-02", "Line 2: “when” is no line of the form."),
        ("/deadlines\ndate: 2026-12-02\ndate: 2026-12-03", "Line 3: “date” stands there twice."),
        ("/deadlines\ndate: 2020-12-02", "Line 2: what you wrote after “date” has passed"),
        ("/deadlines 99\ndate: 2026-12-02", "Line 1: what you wrote after “99” means nothing here."),
        ("/deadlines\ndate: 2026-12-02\nzone: Asia/Atlantis", "Line 3: what you wrote after “zone” means"),
        ("/deadlines\ndate: 2026-12-02\nleads: 7 soon", "Line 3: what you wrote after “leads” means"),
        ("/record\ncall: nothing", "Line 2: what you wrote after “call” means nothing here."),
        ("/record\ncall: un-partnership\nstatus: kept\ndate: 2027-01-01", "has passed, lies in the future"),
    ] {
        let text = owner.says(form).await.text();
        assert!(text.contains(said), "{said} in {text}");
    }
    let deadlines =
        bot.service(async |service| service.app().store.reader().deadlines().await.expect("read"));
    assert!(deadlines.await.is_empty());
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    assert_eq!(
        aigul.says(FORM).await.text(),
        aigul.says("/nothing").await.text(),
        "to others there is no such command"
    );
}

#[tokio::test]
async fn what_came_of_a_call_is_entered_seen_by_all_and_told_once() {
    let (bot, owner) = owned().await;
    let reader = bot.person("Айгүл", "ky");
    reader.starts(Lang::Ky).await;
    reader.says("/updates").await;
    reader.taps("Чакырыктар: келбейт").await;
    let form = |status: &str, note: &str| {
        format!(
            "/record\ncall: authorities-laws\nstatus: {status}\ndate: 2026-11-20\nky: {note}\nru: Пояснение\nen: A note\nlink: https://example.org/bill"
        )
    };
    for (status, note) in [("in-progress", "Долбоор даярдалды"), ("kept-in-part", "Мыйзам кабыл алынды")]
    {
        owner.says(&form(status, note)).await;
        owner.taps("Enter it").await;
        bot.clock.advance(SignedDuration::from_mins(1));
    }
    let call = reader.says("/start call_authorities-laws").await.shown();
    for part in [
        "Учурдагы абалы: жартылай аткарылды",
        "Мыйзам кабыл алынды",
        "аткарылып жатат",
        "Долбоор даярдалды",
        "[Булагы]",
    ] {
        assert!(call.contains(part), "{part} in {call}");
    }
    assert!(reader.says("/record").await.text().contains("жартылай аткарылды"));
    assert!(reader.says("/deadline").await.text().contains("жартылай аткарылды"));
    bot.delivers().await;
    bot.clock.advance(SignedDuration::from_hours(23));
    bot.delivers().await;
    let told = reader.transcript();
    assert_eq!(told.matches("Чакырыктардын аткарылышы боюнча жаңылык").count(), 1, "{told}");
    let news = told.rfind("Чакырыктардын аткарылышы боюнча жаңылык").map(|at| told[at..].to_owned());
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("record_news_ky", news.expect("it was told"));
    });
}

#[tokio::test]
async fn the_timeline_comes_as_a_picture_that_costs_little() {
    for lang in Lang::ALL {
        let (bot, owner) = owned().await;
        sets(&owner, FORM).await;
        let person = bot.person("Айгүл", "ky");
        person.starts(lang).await;
        person.says("/deadline").await;
        let heard = person.taps(&Texts::builtin().say(lang).button_timeline()).await;
        let photo = |message: &serde_json::Value| {
            message["photo"].as_array().expect("sizes").last().expect("one")["file_id"].clone()
        };
        let png = file(&bot, &heard, "sendPhoto", photo).await;
        assert!(png.starts_with(b"\x89PNG") && png.len() < 100_000, "{} bytes", png.len());
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../screenshots");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("timeline-{}.png", lang.code())), png).expect("written");
    }
}

#[tokio::test]
async fn who_leaves_takes_their_wishes_along() {
    let bot = TestBot::new().await;
    let person = reminded(&bot, Lang::En).await;
    person.says("/deadline").await;
    person.taps("Reminders").await;
    person.taps("On the day").await;
    let shown = person.says("/mydata").await.text();
    assert!(shown.contains("Reminders of deadlines: On the day, at 10:00 (Bishkek)"), "{shown}");
    person.says("/stop").await;
    assert!(!person.says("/mydata").await.text().contains("Reminders of deadlines"));
}

#[tokio::test]
async fn a_reminder_that_is_put_off_to_where_another_comes_anyway_comes_once() {
    let (bot, owner) = owned().await;
    let person = reminded(&bot, Lang::En).await;
    // Seven days before, and on the day.
    sets(&owner, "/deadlines\ndate: 2026-12-03\nky: БУУга отчет\nru: Отчёт в ООН\nen: Report\nleads: 7 0")
        .await;
    bot.clock.advance(SignedDuration::from_hours(23));
    bot.delivers().await;
    person.taps("Again tomorrow").await;
    person.taps("Again in a week").await;
    for _ in 0..8 {
        bot.clock.advance(DAY);
        bot.delivers().await;
    }
    let told = person.transcript();
    assert_eq!(told.matches("No more reminders").count(), 2, "the first, and the one on the day: {told}");
}

#[tokio::test]
async fn a_change_to_what_was_removed_meanwhile_is_said_to_be_gone() {
    let (bot, owner) = owned().await;
    sets(&owner, FORM).await;
    owner.says("/deadlines 1\ndate: 2026-12-09").await;
    let now = bot.clock.now();
    commit(&bot, owner.id, vec![Change::RemoveDeadline("1".to_owned(), now)]).await;
    let heard = owner.taps("Set it").await;
    assert!(heard.toast().is_some() && heard.texts().is_empty(), "{}", heard.shown());
}

#[tokio::test]
async fn what_was_skipped_stands_under_the_deadline_however_many_hours_there_are() {
    let (bot, owner) = owned().await;
    let now = bot.clock.now();
    for hour in 0..24 {
        let slot = LocalHour::new(hour, "Asia/Bishkek").expect("a slot");
        let wish =
            ReminderPrefs { which: if hour == 0 { ReminderScope::All } else { ReminderScope::Day }, slot };
        let list = vec![
            Change::Meet(ChatKind::Private),
            Change::SetTopic(Topic::Deadlines, true, now),
            Change::SetReminderPrefs(wish, now),
        ];
        commit(&bot, 5000 + i64::from(hour), list).await;
    }
    // It sleeps over the two that one of them wanted.
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
    assert_eq!(report.matches("it came too late").count(), 2, "{report}");
}

#[tokio::test]
async fn the_file_for_a_calendar_is_right_in_every_language() {
    for (lang, title) in
        [(Lang::Ky, "БУУга отчет"), (Lang::Ru, "Отчёт в ООН"), (Lang::En, "Report to the UN")]
    {
        let (bot, owner) = owned().await;
        sets(&owner, FORM).await;
        let person = reminded(&bot, lang).await;
        person.says("europe/berlin").await;
        person.says("/deadline").await;
        let content = Texts::builtin();
        let heard = person.taps(&content.say(lang).button_calendar_of(title)).await;
        let found = calendar_reader::read(calendar(&bot, &heard).await.as_bytes(), "Europe/Berlin");
        assert_eq!([&found["summary"], &found["dtstart"]], [title, "2026-12-02T13:00:00+01:00"]);
        let alarms: Vec<_> = found["alarms"].as_array().expect("alarms").iter().map(|it| &it[0]).collect();
        let at_ten = ["2026-11-25", "2026-12-01", "2026-12-02", "2026-12-03"]
            .map(|day| format!("{day}T10:00:00+01:00"));
        assert_eq!(alarms, at_ten.each_ref(), "at ten in Berlin, where they live");
    }
}
