//! Reminders: people choose them, get them, put them off and end them.

use jiff::civil::date;
use jiff::{SignedDuration, ToSpan};
use pledge_bot::domain::{Lang, ReminderScope};

use super::deadlines::{DAY, FORM, reminded, sets, title};
use crate::support::chat::Act::{Says, Taps};
use crate::support::chat::{english, say};
use crate::support::snapshots::Screens;
use crate::support::test_bot::TestBot;

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
    for kind in ["photo", "sticker", "voice", "location"] {
        person.sends(kind).await.opens_with(say.sign_up_need_text()).has_button(say.zone_name("moscow"));
    }
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
    for typed in ["в девять", "3 am", "Moscow", "салам"] {
        let answer = person.says(typed).await;
        let hint = say.reminders_hour_unknown(8, 21).plain();
        assert_eq!(answer.texts(), [hint], "one line, and the question stays open");
        answer.has_button("10:00");
    }
    for kind in ["photo", "sticker", "voice", "location"] {
        person.sends(kind).await.opens_with(say.sign_up_need_text()).has_button("10:00");
    }
}

#[tokio::test]
async fn a_time_between_two_hours_offers_the_full_hours_next_to_it() {
    let bot = TestBot::new().await;
    for lang in Lang::ALL {
        let say = say(lang);
        let person = reminded(&bot, lang).await;
        person.taps(say.button_reminder_hour()).await;
        let answer = person.says("9:30").await;
        assert_eq!(answer.texts(), [say.reminders_hour_between(8, 21).plain()], "one line");
        let (ten, back) = (say.button_chosen("10:00"), say.button_back());
        assert_eq!(answer.buttons(), ["09:00", &ten, &back, &say.button_home()]);
        // The question stays open.
        let all = say.reminders_which(ReminderScope::All);
        let bishkek = say.zone_name("bishkek");
        person.says("11").await.sees(say.reminders_line(&all, "11:00", &bishkek));
        person.taps(say.button_reminder_hour()).await;
        person.says("20.15").await;
        person.taps("20:00").await.sees(say.reminders_line(&all, "20:00", &bishkek));
    }
}

#[tokio::test]
async fn what_looks_like_a_zone_or_an_hour_changes_nothing_where_nobody_asked() {
    let say = english();
    let bot = TestBot::new().await;
    let person = reminded(&bot, Lang::En).await;
    for typed in ["24/7", "and/or", "1/2", "Europe/Berlin", "Moscow", "UTC+6", "9 am"] {
        person.says(typed).await.is_short(say.home_hint());
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
    for other in ["/help", "/support", "/stop"] {
        asks().await;
        person.says(other).await;
        person.says("/start").await;
        person.says("Moscow").await.is_short(say.home_hint());
        person.says("/deadline").await;
        person.taps(say.button_reminders()).await;
        if other == "/stop" {
            person.taps(say.button_reminders_on()).await;
        }
    }
    asks().await;
    // The store knows the hour of the question only, and keeps it until that whole hour is a day old.
    bot.clock.advance(DAY + SignedDuration::from_hours(1));
    bot.sweeps().await;
    person.says("Moscow").await.is_short(say.home_hint());
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
async fn a_reminder_that_was_put_off_or_ended_shows_it() {
    for lang in Lang::ALL {
        let say = say(lang);
        let (bot, owner) = TestBot::with_owner().await;
        let person = reminded(&bot, lang).await;
        sets(&owner, FORM).await;
        bot.clock.advance(6 * DAY - SignedDuration::from_hours(1));
        bot.delivers().await;
        let labels = || person.newest()["reply_markup"]["inline_keyboard"].to_string();
        let ticked = |label: &str| say.button_chosen(label);
        for (label, days) in [(say.button_snooze_week(), 7), (say.button_snooze_day(), 1)] {
            let due = bot.clock.now() + days * DAY;
            let heard = person.taps(&label).await;
            heard.is_alerted(say.reminder_snoozed(&say.moment(due).plain()));
            assert!(labels().contains(&ticked(&label)), "{}", labels());
            assert_eq!(labels().matches('✓').count(), 1, "{}", labels());
        }
        person.taps(say.button_snooze_week()).await;
        let put_off = say.reminders_put_off(&say.moment(bot.clock.now() + 7 * DAY), title(lang));
        // The reminder stands above; what was put off is told where the deadlines are, and where the reminders are.
        person.says("/deadline").await.has_line(&put_off);
        person.taps(say.button_reminders()).await.has_line(&put_off);
        bot.clock.advance(8 * DAY);
        bot.delivers().await;
        person.taps(say.button_reminders_end()).await.is_alerted(say.reminder_ended());
        assert!(!labels().contains(&say.button_snooze_day()), "{}", labels());
        person.taps(say.button_reminders()).await.sees(say.reminders_off());
    }
}
