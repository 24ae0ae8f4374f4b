//! Presses every button from home on, in each language: each answers and leads on or back, and home is reachable from
//! everywhere. Every screen is a snapshot, so that a change of words is seen for what it is.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use pledge_bot::domain::Lang;
use pledge_bot::emulator::{Press, Pressed};
use pledge_bot::texts::Texts;
use serde_json::Value;

use crate::support::test_bot::{Heard, TestBot};

/// A screen as it was reached: the presses from home, and what it shows.
struct Seen {
    shown: String,
    buttons: Vec<(String, String)>,
}

async fn crawl(lang: Lang) {
    let bot = TestBot::new().await;
    let home = seen(&bot.person("Айгүл", "ru").starts(lang).await);
    let home_title = home.shown.lines().next().unwrap_or_default().to_owned();
    let mut screens: BTreeMap<String, Seen> = BTreeMap::new();
    let mut queue = VecDeque::from([Vec::<String>::new()]);
    let mut tried = BTreeSet::new();

    while let Some(path) = queue.pop_front() {
        let Some(screen) = walk(&bot, lang, &path).await else { panic!("{path:?} leads nowhere") };
        let key = screen.shown.clone();
        if screens.contains_key(&key) {
            continue;
        }
        let home = Texts::builtin().say(lang).button_home();
        let leads_home =
            screen.buttons.iter().any(|(label, _)| *label == home) || key.starts_with(&home_title);
        assert!(leads_home, "no way home from:\n{key}");
        proofread(&key, lang);
        for (_, data) in &screen.buttons {
            // A language press changes the words of the whole crawl, choices about reminders are too many to combine, and
            // an erasure and files are no screens; they are tried in tests of their own.
            let is_screen = !["l:", "r:", "m:", "i:"].iter().any(|prefix| data.starts_with(prefix))
                && data != "f"
                && data != "p";
            if is_screen && tried.insert((key.clone(), shape(data))) {
                let mut next = path.clone();
                next.push(shape(data));
                queue.push_back(next);
            }
        }
        screens.insert(key, screen);
        assert!(screens.len() < 200, "the crawl does not end");
    }
    assert!(screens.len() > 25, "only {} screens were found", screens.len());
    let all: Vec<_> = screens.into_values().map(|screen| screen.shown).collect();
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("screens_{}", lang.code()), all.join("\n\n----\n\n"));
    });
}

/// Callback data without the time that a sign-up began at.
fn shape(data: &str) -> String {
    data.split(':')
        .filter(|part| part.len() < 10 || !part.bytes().all(|b| b.is_ascii_digit()))
        .collect::<Vec<_>>()
        .join(":")
}

/// Goes the way from home as somebody new; gives the last screen, none where a button is not there.
async fn walk(bot: &Arc<TestBot>, lang: Lang, path: &[String]) -> Option<Seen> {
    let person = bot.person("Айгүл", "ru");
    let mut screen = seen(&person.starts(lang).await);
    for step in path {
        let (_, data) = screen.buttons.iter().find(|(_, data)| shape(data) == *step)?;
        let heard = person.presses(&Press { data: Some(data.clone()), ..Press::default() }).await;
        assert!(heard.0.iter().any(|event| event.kind == "answered"), "{data} is not answered");
        screen = seen(&heard);
        screen.shown = screen.shown.replace(&person.id.to_string(), "123456789");
    }
    Some(screen)
}

fn seen(heard: &Heard) -> Seen {
    let message = heard
        .0
        .iter()
        .rev()
        .find(|event| matches!(event.kind, "sent" | "edited") && !event.text().is_empty());
    let message = message.and_then(|event| event.message.clone()).unwrap_or_default();
    let rows = message["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let buttons = rows.iter().filter_map(Value::as_array).flatten().filter_map(|button| {
        Some((button["text"].as_str()?.to_owned(), button["callback_data"].as_str()?.to_owned()))
    });
    Seen { shown: heard.shown(), buttons: buttons.collect() }
}

/// No screen shows an id, a raw placeable, markup, or a word of another language.
fn proofread(shown: &str, lang: Lang) {
    for sign in ["{", "}", "<b>", "&lt;", "call-", "KG-", "authorities-", "not-recorded"] {
        assert!(!shown.contains(sign), "{sign:?} in:\n{shown}");
    }
    let say_original = Texts::builtin();
    if shown.starts_with(say_original.say(lang).pledge_original().plain().as_str()) {
        return;
    }
    let foreign = |word: &&str| match lang {
        Lang::En => word.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c)),
        Lang::Ky | Lang::Ru => word.chars().any(|c| c.is_ascii_alphabetic()),
    };
    let allowed = ["Telegram", "Кыргызча", "Русский", "English", "name@example.org", "Asia/Tashkent"];
    let words = shown
        .split(|c: char| c.is_whitespace() || "[](),;:«»".contains(c))
        .map(|word| word.trim_matches('.'));
    let words: Vec<_> =
        words.filter(foreign).filter(|word| !word.starts_with('/') && !allowed.contains(word)).collect();
    assert!(
        words.is_empty() || shown.contains("English\n") || shown.contains("[English]"),
        "{words:?} in:\n{shown}"
    );
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
    let bot = TestBot::new().await;
    let person = bot.person("Aigul", "en");
    person.starts(Lang::En).await;
    person.taps("Calls and what came of them").await;
    person.taps("Funding").await;
    let Ok(Pressed::Url { url }) = bot.emulator().tap(person.id, "Share") else { panic!("no link") };
    assert!(url.starts_with("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fpledge_test_bot%3Fstart%3Dcall_authorities-funding&text=Civil%20society"), "{url}");
    let Ok(Pressed::CopyText { copy_text }) = bot.emulator().tap(person.id, "Copy the text") else {
        panic!("no copy")
    };
    assert!(copy_text.starts_with("Civil society and media of Kyrgyzstan call on"));
}
