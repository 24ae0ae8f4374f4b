//! A deadline is set by answering one question after another: in few taps, with mistakes, over a restart, and back and forth.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::{date, time};
use pledge_bot::domain::deadline::LEADS;
use pledge_bot::domain::{Deadline, Lang, Topic};
use pledge_bot::texts::Say;

use super::{is_refused, owner_in, two_owners};
use crate::support::chat::{Person, english, say};
use crate::support::test_bot::{OWNER, TestBot};

/// The names of the deadline.
const NAMES: [(Lang, &str); 3] =
    [(Lang::Ky, "БУУга отчет"), (Lang::Ru, "Отчёт в ООН"), (Lang::En, "Report to the UN")];

fn name(lang: Lang) -> &'static str {
    NAMES.iter().find(|(each, _)| *each == lang).map(|(_, name)| *name).expect("a name")
}

/// The order in which the names are asked for: the own language first.
fn order(lang: Lang) -> Vec<Lang> {
    lang.then_others().collect()
}

async fn deadlines(bot: &TestBot) -> Vec<Deadline> {
    let read = async |service: &pledge_bot::service::Service| {
        service.app().store.reader().deadlines().await.expect("read")
    };
    bot.service(read).await
}

/// The question for the name in a language.
fn asks_name(say: &Say<'_>, lang: Lang) -> String {
    say.staff_deadline_name(lang.code(), 120).plain()
}

/// The buttons of the newest message, row by row.
fn rows(person: &Person) -> Vec<Vec<String>> {
    let newest = person.newest();
    let rows = newest["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let label = |button: &serde_json::Value| button["text"].as_str().unwrap_or_default().to_owned();
    rows.iter().map(|row| row.as_array().into_iter().flatten().map(label).collect()).collect()
}

#[tokio::test]
async fn a_deadline_takes_at_most_eight_taps() {
    for lang in Lang::ALL {
        let (bot, owner) = owner_in(lang).await;
        let say = say(lang);
        owner.counts_taps();
        owner.says("/deadlines").await;
        owner
            .taps(say.button_deadline_new())
            .await
            .opens_with(say.staff_deadline_new())
            .sees(say.staff_deadline_date());
        // It is 25 November.
        owner.taps("›").await.sees(say.staff_deadline_date());
        owner.taps("›").await;
        owner.taps("15").await.sees(say.staff_deadline_time());
        owner.taps("18:00").await.sees(asks_name(&say, lang));
        for (nth, each) in order(lang).into_iter().enumerate() {
            let heard = owner.says(name(each)).await;
            match order(lang).get(nth + 1) {
                Some(next) => heard.sees(asks_name(&say, *next)),
                None => heard.sees(say.staff_deadline_leads()),
            };
        }
        owner.taps(say.button_leads_usual()).await.opens_with(say.staff_deadline_ask()).sees(name(lang));
        assert!(deadlines(&bot).await.is_empty());
        owner.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
        owner.has_tapped_at_most(8);
        let [set] = &deadlines(&bot).await[..] else { panic!("one deadline") };
        assert_eq!((set.date, set.time), (date(2027, 1, 15), Some(time(18, 0, 0, 0))));
        assert_eq!((&set.leads[..], set.topic), (&LEADS[..], Topic::Deadlines));
        assert_eq!(set.titles, BTreeMap::from(NAMES.map(|(lang, name)| (lang, name.to_owned()))));
        owner.says("/deadlines").await.does_not_see(say.staff_form_missing());
    }
}

#[tokio::test]
async fn a_mistake_is_told_last_and_the_question_stays_open() {
    for lang in Lang::ALL {
        let (bot, owner) = owner_in(lang).await;
        let say = say(lang);
        owner.says("/deadlines").await;
        owner.taps(say.button_deadline_new()).await;
        for (typed, error) in [
            ("01.03.27", say.form_error_date()),
            ("30.02.2027", say.form_error_day()),
            ("2026-11-24", say.form_error_passed()),
            ("01.01.2099", say.form_error_far("2046")),
        ] {
            is_refused(&owner, &owner.says(typed).await, &error.plain());
        }
        is_refused(&owner, &owner.sends("photo").await, &say.staff_form_need_text().plain());
        is_refused(&owner, &owner.says("/nonsense").await, &say.home_unknown_command().plain());
        // The calendar is a tap away.
        owner.taps(say.button_form_choices()).await.sees(say.staff_deadline_date());
        owner.says("1 марта 2027").await.sees(say.staff_deadline_time());
        is_refused(&owner, &owner.says("25:00").await, &say.staff_deadline_time_wrong().plain());
        owner.says("18:30").await.sees(asks_name(&say, lang));
        let long = "ө".repeat(121);
        for each in order(lang) {
            let heard = owner.says(&long).await;
            is_refused(&owner, &heard, &say.form_error_long(1, 120).plain());
            // What was typed can be copied.
            heard.sees(&long);
            owner.says(name(each)).await;
        }
        is_refused(&owner, &owner.says("soon").await, &say.form_error_leads(&first_usual(&say)).plain());
        owner.says("7 0 -1").await.opens_with(say.staff_deadline_ask());
        owner.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
        let [set] = &deadlines(&bot).await[..] else { panic!("one deadline") };
        assert_eq!((set.date, &set.leads[..]), (date(2027, 3, 1), &[7, 0, -1][..]));
        assert_eq!(set.time, Some(time(18, 30, 0, 0)));
    }
}

fn first_usual(say: &Say<'_>) -> String {
    say.form_usual().plain().split(',').next().unwrap_or_default().trim().to_owned()
}

#[tokio::test]
async fn a_form_goes_on_after_a_restart_and_after_another_screen() {
    for lang in Lang::ALL {
        goes_on_after_a_restart(lang).await;
    }
}

async fn goes_on_after_a_restart(lang: Lang) {
    let (bot, owner) = owner_in(lang).await;
    let say = say(lang);
    let [first, second, third] = order(lang)[..] else { panic!("three languages") };
    owner.says("/deadlines").await;
    owner.taps(say.button_deadline_new()).await;
    owner.says("01.03.2027 18:00").await.sees(asks_name(&say, first));
    bot.restart().await;
    // The question is still open.
    owner.says(name(first)).await.sees(asks_name(&say, second));
    owner.says("/home").await;
    owner.says("/help").await;
    let heard = owner.says("/deadlines").await;
    let go_on = say.button_form_go_on_with(&say.staff_deadline_new().plain());
    heard.does_not_see(name(first));
    bot.restart().await;
    owner.taps(&go_on).await.sees(asks_name(&say, second));
    owner.taps(say.button_form_whole()).await.sees(name(first)).sees(say.staff_form_missing());
    owner.taps(say.button_form_go_on()).await.sees(asks_name(&say, second));
    owner.says(name(second)).await;
    owner.says(name(third)).await.sees(say.staff_deadline_leads());
    owner.taps(say.button_leads_usual()).await;
    bot.restart().await;
    // The confirmation of another run of the bot is asked for again.
    owner.taps(say.button_deadline_set()).await.opens_with(say.form_changed());
    owner.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    assert_eq!(deadlines(&bot).await.len(), 1);
    // Nothing is left to go on with.
    owner.says("/deadlines").await;
    assert!(!rows(&owner).iter().flatten().any(|label| *label == go_on));
}

#[tokio::test]
async fn back_leads_through_the_questions_and_keeps_the_answers() {
    for lang in Lang::ALL {
        goes_back_and_forth(lang).await;
    }
}

async fn goes_back_and_forth(lang: Lang) {
    let (bot, owner) = owner_in(lang).await;
    let say = say(lang);
    let back = say.button_back();
    owner.says("/deadlines").await;
    owner.taps(say.button_deadline_new()).await;
    owner.taps(&back).await.opens_with(say.staff_deadline_title());
    owner.taps(say.button_deadline_new()).await;
    owner.taps("30").await.sees(say.staff_deadline_time());
    owner
        .taps(&back)
        .await
        .sees(say.staff_deadline_date())
        .sees(say.staff_form_present(&say.date(date(2026, 11, 30))));
    owner.taps(say.button_form_keep()).await.sees(say.staff_deadline_time());
    owner.taps(say.button_deadline_end_of_day()).await.sees(asks_name(&say, lang));
    owner.taps(&back).await.sees(say.staff_deadline_time());
    owner.taps(say.button_form_keep()).await;
    for (nth, each) in order(lang).into_iter().enumerate() {
        owner.says(name(each)).await;
        let shown = owner.taps(&back).await;
        shown.sees(asks_name(&say, each)).sees(name(each));
        let kept = owner.taps(say.button_form_keep()).await;
        match order(lang).get(nth + 1) {
            Some(next) => kept.sees(asks_name(&say, *next)),
            None => kept.sees(say.staff_deadline_leads()),
        };
    }
    let after = say.button_chosen(&say.button_lead_after(365));
    owner.taps(&after).await.sees(say.staff_deadline_leads());
    owner.taps(&back).await.opens_with(say.staff_deadline_ask());
    // A topic may be typed, although screens are called so.
    for topic in Topic::ALL {
        owner.taps(say.button_deadline_topic()).await;
        owner.says(&say.topic_name(topic)).await.opens_with(say.staff_deadline_ask());
    }
    // Every answer can be changed from there.
    owner.taps(say.button_deadline_topic()).await.sees(say.staff_deadline_topic());
    let topics = Topic::ALL.map(|topic| say.topic_name(topic)).join(", ");
    is_refused(&owner, &owner.says("Атлантида").await, &say.form_error_choice(&topics).plain());
    owner.taps(say.topic_name(Topic::News)).await.opens_with(say.staff_deadline_ask());
    owner.taps(say.button_deadline_zone(&say.zone_name("bishkek"))).await.sees(say.staff_deadline_zone());
    is_refused(&owner, &owner.says("Атлантида").await, &say.form_error_zone().plain());
    owner.says("Москва").await.sees(say.zone_name("moscow"));
    owner.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    let [set] = &deadlines(&bot).await[..] else { panic!("one deadline") };
    assert_eq!((set.date, set.time, set.topic), (date(2026, 11, 30), None, Topic::News));
    assert_eq!(set.leads, LEADS[..7]);
    assert_eq!(set.zone.iana_name(), Some("Europe/Moscow"));
}

#[tokio::test]
async fn a_deadline_is_changed_from_its_page_one_answer_at_a_time() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    olga.says("/deadlines\ndate: 2026-12-02 18:00\nky: Отчет\nru: Отчёт\nen: Report\nleads: 7").await;
    olga.taps(say.button_deadline_set()).await;
    olga.says("/deadlines").await;
    olga.taps("Report").await;
    let whole = olga.taps(say.button_deadline_change()).await;
    whole.opens_with(say.staff_deadline_ask_change()).sees("Report");
    olga.taps(say.button_deadline_date()).await.opens_with(say.staff_deadline_changing("Report"));
    olga.taps("9").await.opens_with(say.staff_deadline_ask_change());
    // Whoever begins the same change again is told that it was begun before.
    olga.presses_data("d:change:1").await.opens_with(say.staff_form_unfinished());
    // A colleague changes another answer meanwhile.
    bakyt.says("/deadlines 1\nen: Report to the UN").await;
    bakyt.taps(say.button_deadline_set()).await;
    // That is told, and both changes count.
    olga.taps(say.button_deadline_set()).await.opens_with(say.form_changed()).sees("Report to the UN");
    olga.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    let [set] = &deadlines(&bot).await[..] else { panic!("one deadline") };
    assert_eq!((set.date, set.time, set.id.as_str()), (date(2026, 12, 9), Some(time(18, 0, 0, 0)), "1"));
    assert_eq!(set.titles[&Lang::En], "Report to the UN");
}

#[tokio::test]
async fn what_a_colleague_changes_while_questions_are_answered_is_not_put_back() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    olga.says("/deadlines\ndate: 2026-12-02 18:00\nky: Отчет\nru: Отчёт\nen: Report\nleads: 7").await;
    olga.taps(say.button_deadline_set()).await;
    olga.presses_data("d:change:1").await.opens_with(say.staff_deadline_ask_change());
    olga.taps(say.button_deadline_date()).await;
    bakyt.says("/deadlines 1\nleads: 30 1").await;
    bakyt.taps(say.button_deadline_set()).await;
    olga.taps("9").await.opens_with(say.form_changed());
    olga.taps(say.button_deadline_set()).await.opens_with(say.staff_deadline_set());
    let [set] = &deadlines(&bot).await[..] else { panic!("one deadline") };
    assert_eq!((set.date, &set.leads[..]), (date(2026, 12, 9), &[30, 1][..]));
}

#[tokio::test]
async fn old_buttons_have_no_effect_on_another_form() {
    let (bot, owner) = owner_in(Lang::En).await;
    let say = english();
    owner.says("/deadlines").await;
    owner.taps(say.button_deadline_new()).await;
    let begun = bot.clock.now().as_second();
    owner.taps("30").await;
    // A form that was begun is not lost by beginning another.
    owner.says("/deadlines").await;
    owner.taps(say.button_deadline_new()).await.opens_with(say.staff_form_unfinished());
    owner.taps(say.button_form_discard()).await.opens_with(say.form_dropped());
    bot.clock.advance(SignedDuration::from_mins(1));
    owner.says("/deadlines").await;
    owner.taps(say.button_deadline_new()).await;
    for action in ["day:2026-12-24", "end", "usual", "whole:deadline", "ask:title:ky", "drop:deadline"] {
        owner.presses_data(&format!("d:f:{begun}:{action}")).await.is_noted(say.campaign_gone_toast());
    }
    // A calendar of long ago shows days that have passed since.
    let begun = bot.clock.now().as_second();
    let heard = owner.presses_data(&format!("d:f:{begun}:day:2026-11-24")).await;
    heard.sees(say.form_error_passed());
    owner.presses_data(&format!("d:f:{begun}:day:2026-12-24")).await.sees(say.staff_deadline_time());
    owner.says("/cancel").await.opens_with(say.form_dropped());
    let form = bot.service(async |service| {
        service.app().store.snapshot(pledge_bot::domain::ChatId::new(OWNER)).await.expect("read").forms
    });
    assert!(form.await.is_empty());
    assert!(deadlines(&bot).await.is_empty());
}

#[tokio::test]
async fn any_text_may_be_a_name() {
    let (bot, owner) = owner_in(Lang::En).await;
    let say = english();
    owner.says("/deadlines").await;
    owner.taps(say.button_deadline_new()).await;
    owner.says("01.03.2027 18:00").await;
    // A call is called so, and a screen.
    let call = bot.service(async |service| service.app().texts.load().say(Lang::En).button_calls()).await;
    owner.says(&call).await.sees(asks_name(&say, Lang::Ky));
    owner.says("стоп").await.sees(say.topics_ask_stop("стоп"));
    owner.taps(say.button_my_answer()).await.sees(asks_name(&say, Lang::Ru));
}
