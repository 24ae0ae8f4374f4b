//! Presses every button, starting from home, in each language: each is answered and leads on or back, and every screen leads
//! home. Each screen is a snapshot.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use pledge_bot::crypto::Recipients;
use pledge_bot::domain::{CallId, Lang};
use pledge_bot::emulator::PressOutcome;
use serde_json::Value;

use crate::support::chat::{Heard, english, say, texts};
use crate::support::snapshots::Screens;
use crate::support::test_bot::{PUBLIC, TestBot};

/// A screen, the label of the button that opened it, and its buttons by their labels and callback data.
pub struct Screen {
    pub shown: String,
    /// None where the button leads back, or does more than open a screen.
    pub label: Option<String>,
    pub buttons: Vec<(String, String)>,
}

/// The most characters of a screen: more do not fit a phone's screen or two.
pub const LONGEST: usize = 1200;
/// The screens that may be longer: the pledge word for word, which is folded up.
const LONG: [&str; 2] = ["o:full", "o:original"];

/// The number of characters above the buttons.
pub fn length(shown: &str) -> usize {
    let text = shown.lines().take_while(|line| !line.starts_with("    ["));
    text.map(|line| line.encode_utf16().count() + 1).sum()
}

async fn crawl(lang: Lang) {
    let bot = TestBot::new().await;
    let say = say(lang);
    let mut screens = Screens::of("crawl", lang);
    let mut names = BTreeMap::<String, u32>::new();
    let (mut seen, mut tried) = (BTreeSet::new(), BTreeSet::new());
    let mut queue = VecDeque::from([Vec::<String>::new()]);
    while let Some(path) = queue.pop_front() {
        let Some(screen) = walk(&bot, lang, &path).await else { panic!("{path:?} leads nowhere") };
        if !seen.insert(screen.shown.clone()) {
            continue;
        }
        let home = say.button_home();
        let leads_home = screen.buttons.iter().any(|(label, _)| *label == home)
            || screen.shown.starts_with(&say.home_text().plain());
        assert!(leads_home, "no way home from:\n{}", screen.shown);
        proofread(&screen.shown, lang);
        let code = path.last().map_or("o:home", String::as_str);
        let length = length(&screen.shown);
        assert!(length <= LONGEST || LONG.contains(&code), "{code} has {length} characters");
        if let Some(label) = &screen.label {
            assert!(says(title(&screen.shown), label), "behind [{label}] stands:\n{}", screen.shown);
        }
        for (_, data) in &screen.buttons {
            // Other tests cover the buttons that change the language, choose reminders, a kind of supporter or a region (too
            // many combinations), erase, or send something beside the screen.
            let is_screen = !["l:", "r:", "m:", "i:", "q:", "k:kind", "k:region"]
                .iter()
                .any(|prefix| data.starts_with(prefix))
                && data != "f"
                && data != "p"
                && data != "g";
            if is_screen && tried.insert((screen.shown.clone(), shape(data))) {
                let mut next = path.clone();
                next.push(shape(data));
                queue.push_back(next);
            }
        }
        // Screens that buttons with the same data lead to are told apart by a number.
        let last = path.last().map_or("home", String::as_str).replace(':', "-");
        let nth = names.entry(last.clone()).and_modify(|nth| *nth += 1).or_insert(1);
        let name = if *nth == 1 { last } else { format!("{last}_{nth}") };
        screens.see(&name, &path.join(" › "), &screen.shown);
        assert!(seen.len() < 200, "the crawl does not end");
    }
    assert!(seen.len() > 25, "only {} screens were found", seen.len());
    screens.finish();
}

/// Callback data without the time at which a draft or a sign-up began, and without a seal, which is never the same twice.
pub fn shape(data: &str) -> String {
    data.split(':')
        .filter(|part| part.len() < 10 || !part.bytes().all(|b| b.is_ascii_hexdigit()))
        .collect::<Vec<_>>()
        .join(":")
}

/// Takes a path from home as a newcomer; gives the last screen, or none if a button is missing.
async fn walk(bot: &Arc<TestBot>, lang: Lang, path: &[String]) -> Option<Screen> {
    let person = bot.person("Айгүл", "ru");
    let mut screen = seen(&person.starts(lang).await);
    for step in path {
        let (label, data) = screen.buttons.iter().find(|(_, data)| shape(data) == *step)?;
        let heard = person.presses_data(data).await;
        assert!(heard.events.iter().any(|event| event.kind == "answered"), "{data} is not answered");
        let leads_back = [say(lang).button_back(), say(lang).button_home()].contains(label);
        // The choice of a language is written in all of them.
        let has_title = data.starts_with("o:") && data != "o:language" && !leads_back;
        let label = Some(label.clone()).filter(|_| has_title);
        screen = Screen { label, ..seen(&heard) };
        screen.shown = screen.shown.replace(&person.id.to_string(), "123456789");
    }
    Some(screen)
}

pub fn seen(heard: &Heard) -> Screen {
    let message = heard
        .events
        .iter()
        .rev()
        .find(|event| matches!(event.kind, "sent" | "edited") && !event.text().is_empty());
    let message = message.and_then(|event| event.message.clone()).unwrap_or_default();
    let rows = message["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let buttons = rows.iter().filter_map(Value::as_array).flatten().filter_map(|button| {
        Some((button["text"].as_str()?.to_owned(), button["callback_data"].as_str()?.to_owned()))
    });
    Screen { shown: heard.shown(), label: None, buttons: buttons.collect() }
}

/// The first line of a screen.
pub fn title(shown: &str) -> &str {
    shown.lines().next().unwrap_or_default()
}

/// Whether a title says what the label of a button said: one of its words, in whatever form. Short words say nothing beside
/// longer ones.
pub fn says(title: &str, label: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (title, label) = (words(title), words(label));
    let length = |word: &String| word.chars().count();
    let telling = label.iter().map(length).max().unwrap_or_default().min(4);
    let stems = label.iter().filter(|word| length(word) >= telling);
    let stems = stems.map(|word| word.chars().take(4).collect::<String>());
    stems.into_iter().any(|stem| title.iter().any(|word| word.starts_with(&stem)))
}

#[test]
fn a_title_that_says_something_else_than_the_button_is_noticed() {
    assert!(says("Full text of the pledge", "Full text") && says("Тилди тандаңыз", "Тил"));
    assert!(!says("The calls", "The pledge") && !says("", "Help"));
    assert!(!says("Сиз жөнүндө эмне сакталган", "Менин маалыматым"));
}

/// No screen shows an ID, a raw placeable, markup, or a word of another language.
fn proofread(shown: &str, lang: Lang) {
    for sign in ["{", "}", "<b>", "&lt;", "call-", "KG-", "authorities-", "not-recorded"] {
        assert!(!shown.contains(sign), "{sign:?} in:\n{shown}");
    }
    let shown = without_foreign_texts(shown, lang);
    let is_foreign = |word: &&str| match lang {
        Lang::En => word.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c)),
        Lang::Ky | Lang::Ru => word.chars().any(|c| c.is_ascii_alphabetic()),
    };
    let allowed = ["Telegram", "name@example.org", "UTC", "UTC+5"];
    let words = shown
        .split(|c: char| c.is_whitespace() || "[](),;:«»".contains(c))
        .map(|word| word.trim_matches('.'));
    let words: Vec<_> =
        words.filter(is_foreign).filter(|word| !word.starts_with('/') && !allowed.contains(word)).collect();
    assert!(words.is_empty(), "{words:?} in:\n{shown}");
}

/// A screen without what stands in another language on purpose: the choice of a language, the pledge's original and the code of
/// the coalition's key.
fn without_foreign_texts(shown: &str, lang: Lang) -> String {
    let mut shown = shown.replace(&texts().original, "");
    let keys = Recipients::parse(PUBLIC).expect("a key").fingerprints();
    shown = shown.replace(&keys.to_string(), "");
    for other in Lang::ALL.into_iter().filter(|other| *other != lang) {
        let say = say(other);
        shown = shown.replace(&say.language_choose().plain(), "");
        shown = shown.replace(&format!("[{}]", say.language_name()), "");
    }
    shown
}

#[tokio::test]
async fn every_button_in_kyrgyz() {
    crawl(Lang::Ky).await;
}

#[tokio::test]
async fn every_button_in_russian() {
    crawl(Lang::Ru).await;
}

#[tokio::test]
async fn every_button_in_english() {
    crawl(Lang::En).await;
}

#[tokio::test]
async fn a_link_button_carries_what_is_to_be_sent_on() {
    let say = english();
    let bot = TestBot::new().await;
    let person = bot.reader("Aigul").await;
    let funding: CallId = "authorities-funding".parse().expect("the ID of a call");
    person.taps(say.button_calls()).await;
    person.taps(say.call_title(&funding)).await;
    let Ok(PressOutcome::Url { url }) = bot.emulator().tap(person.id, &say.button_share()) else {
        panic!("no link")
    };
    assert!(url.starts_with("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fpledge_test_bot%3Fstart%3Dcall_authorities-funding&text=The%20Coalition%20of%20Civil%20Society"), "{url}");
    let Ok(PressOutcome::CopyText { copy_text }) = bot.emulator().tap(person.id, &say.button_copy()) else {
        panic!("no copy")
    };
    assert_eq!(copy_text, say.call_send(&funding));
}
