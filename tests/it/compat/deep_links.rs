//! Deep links and commands, as people and posters hold them.

use pledge_bot::conversation::{Rank, Screen};
use pledge_bot::domain::{Command, StaffCommand};
use strum::IntoEnumIterator as _;

use super::outcome::{Desk, IN_GROUP, PRIVATE, Place, STAFF};
use super::{Line, assert_same, differs, lines, read};

const LIST: &str = "compat/deep_links.txt";
/// Screens and commands that came after the list; each gets its lines when it is released.
const NOT_LISTED: [&str; 3] = ["/audit", "/freeze", "/staff"];

#[tokio::test]
async fn deep_links_and_commands_open_what_they_opened() {
    let desk = Desk::new().await;
    let list = lines(&read(LIST));
    assert!(list.len() > 500, "the list has {} lines", list.len());
    let mut differences = Vec::new();
    for line in &list {
        let outcome = outcome(&desk, line).await;
        let moved = Line { number: line.number, columns: line.columns[1..].to_vec() };
        differences.extend(differs(&moved, &outcome, line.column(2)));
    }
    assert_same(LIST, &differences);
}

async fn outcome(desk: &Desk, line: &Line) -> String {
    let text = line.column(1).replace("\\n", "\n").replace("\\t", "\t");
    let newcomer = Place { lang: None, ..PRIVATE };
    let (place, text) = match line.column(0) {
        "payload" => (PRIVATE, format!("/start {text}")),
        "new payload" => (newcomer, format!("/start {text}")),
        "private" => (PRIVATE, text),
        "private new" => (newcomer, text),
        "owner" => (STAFF, text),
        "group" => (Place { rank: Rank::Admin, ..IN_GROUP }, text),
        "made" => return made(desk, &text),
        other => panic!("line {}: {other} is no place", line.number),
    };
    desk.of_text(place, &text).await
}

/// The screen to which the bot itself makes this link.
fn made(desk: &Desk, link: &str) -> String {
    let code = link.rsplit('=').next().unwrap_or_default();
    let screen: Screen = code.parse().unwrap_or_else(|_| panic!("{link} leads to no screen"));
    if desk.app().deep_link(&screen).as_str() == link {
        format!("open {}", screen.code())
    } else {
        "-".into()
    }
}

#[test]
fn every_screen_and_command_is_in_the_list() {
    let list = lines(&read(LIST));
    let is_listed = |place: &str, text: &str| {
        NOT_LISTED.contains(&text)
            || list.iter().any(|line| line.column(0) == place && line.column(1) == text)
    };
    for screen in Screen::iter() {
        assert!(is_listed("payload", &screen.code()), "{LIST} lacks the payload {}", screen.code());
    }
    for name in Command::ALL.map(Command::name) {
        assert!(is_listed("private", &format!("/{name}")), "{LIST} lacks the command /{name}");
    }
    for name in StaffCommand::ALL.map(StaffCommand::name) {
        assert!(is_listed("owner", &format!("/{name}")), "{LIST} lacks the command /{name}");
    }
}
