//! The first screen: how far away the deadline is, and what is known about the calls.

use jiff::civil::date;
use pledge_bot::clock::Clock;
use pledge_bot::domain::Lang;
use pledge_bot::texts::{Html, Say};

use crate::support::chat::{Person, english, say};
use crate::support::test_bot::{Setup, TestBot};

/// A bot at this time, and somebody who reads English.
async fn at(time: &str) -> (std::sync::Arc<TestBot>, Person) {
    let clock = Clock::by_hand(time.parse().expect("a timestamp"));
    let bot = TestBot::with(Setup { clock, ..Setup::default() }).await;
    let person = bot.reader("Aigul").await;
    (bot, person)
}

fn home(say: &Say<'_>, sentences: [Html; 2]) -> String {
    Html::paragraphs([say.home_text(), Html::sentences(sentences)]).plain()
}

#[tokio::test]
async fn it_says_how_far_away_the_deadline_is() {
    let say = english();
    for (time, deadline) in [
        ("2024-12-01T05:00:00Z", say.home_deadline_left(30)),
        ("2024-12-30T05:00:00Z", say.home_deadline_left(1)),
        ("2024-12-31T05:00:00Z", say.deadline_today()),
        ("2025-01-01T05:00:00Z", say.deadline_passed(1)),
        ("2026-11-28T05:00:00Z", say.deadline_passed(697)),
    ] {
        let (_bot, person) = at(time).await;
        person.says("/start").await.opens_with(home(&say, [deadline, say.home_calls_unknown()]));
    }
}

#[tokio::test]
async fn it_says_what_is_known_of_the_calls_and_which_deadline_comes_next() {
    let (bot, person) = at("2026-11-28T05:00:00Z").await;
    let status = "status = \"kept\"\nsince = 2025-06-01\nlink = \"https://example.org/report\"";
    let facts =
        include_str!("../../../messages/pledge.toml").replacen("status = \"not-recorded\"", status, 2);
    let deadlines = "[[deadline]]\nid = \"past\"\ndate = 2026-01-01\nzone = \"Asia/Bishkek\"\n\n\
                     [[deadline]]\nid = \"report\"\ndate = 2027-03-01\nzone = \"Asia/Bishkek\"\n\n[signup]";
    let facts = facts.replace("[signup]", deadlines);
    let names = "deadline-past-name = 1\ndeadline-report-name = 2\n";
    let notes = "call-authorities-funding-note = 1\ncall-authorities-laws-note = 2\n";
    let names = Lang::ALL.map(|lang| (format!("{}/deadline.ftl", lang.code()), names));
    let notes = Lang::ALL.map(|lang| (format!("{}/calls.ftl", lang.code()), notes));
    let mut files = vec![("pledge.toml", facts.as_str())];
    files.extend(names.iter().chain(&notes).map(|(path, text)| (path.as_str(), *text)));
    bot.reads(&files).await;
    let say = english();
    let next = say.home_deadline_next(&say.date(date(2027, 3, 1)));
    let heard = person.says("/start").await;
    let state = [say.deadline_passed(697), next, say.home_calls_known(2, 4)];
    heard.sees(Html::sentences(state));
}

#[tokio::test]
async fn the_same_button_supports_for_everybody_and_nothing_tells_who_is_a_supporter() {
    for lang in Lang::ALL {
        let bot = TestBot::new().await;
        let say = say(lang);
        let (stranger, supporter) = (bot.person("Bakyt", "ru"), bot.person("Aigul", "ru"));
        let before = stranger.starts(lang).await;
        supporter.starts(lang).await;
        supporter.supports().await;
        let after = supporter.says("/start").await;
        before.has_button(say.button_sign_up());
        assert_eq!((before.text(), before.buttons()), (after.text(), after.buttons()));
    }
}
