//! "Stop", as people write it in three languages: it ends all messages, and nothing else does. Where the bot waits for a text, it
//! asks first.

use pledge_bot::conversation::{Intent, ParsedUpdate};
use pledge_bot::domain::{Lang, Topic};
use serde_json::json;

use super::staff::begins;
use crate::support::chat::{CONTACT, NAME, Person, REGION, english, say};
use crate::support::test_bot::TestBot;

/// The lines of a list, without comments.
fn lines(list: &str) -> Vec<String> {
    let lines: Vec<_> = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    lines.into_iter().map(unescaped).collect()
}

/// Reads `\u{...}`, `\n` and `\\`.
fn unescaped(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let (c, end) = if let Some(hex) = after.strip_prefix("u{") {
            let (hex, end) = hex.split_once('}').expect("an end");
            (char::from_u32(u32::from_str_radix(hex, 16).expect("a number")).expect("a character"), end)
        } else {
            (if after.starts_with('n') { '\n' } else { '\\' }, &after[1..])
        };
        text.push(c);
        rest = end;
    }
    text + rest
}

fn stops() -> Vec<String> {
    lines(include_str!("../../fixtures/stop_words/stops.txt"))
}

fn ordinary() -> Vec<String> {
    lines(include_str!("../../fixtures/stop_words/ordinary.txt"))
}

/// The meaning of a text in a private chat, or in a group.
fn meaning(text: &str, group: bool) -> Intent {
    let chat = if group {
        json!({"id": -5, "type": "group", "title": "G"})
    } else {
        json!({"id": 5, "type": "private", "first_name": "A"})
    };
    let update = json!({"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, "text": text,
        "from": {"id": 5, "is_bot": false, "first_name": "A"}}});
    ParsedUpdate::of(update.to_string().as_bytes(), "pledge_test_bot").intent
}

fn is_opt_out(intent: &Intent) -> bool {
    matches!(intent, Intent::Stop | Intent::StopWords(_))
}

#[test]
fn each_way_to_write_stop_is_an_opt_out_and_no_ordinary_sentence_is() {
    let (stops, ordinary) = (stops(), ordinary());
    assert!(stops.len() >= 100 && ordinary.len() >= 200, "{} and {}", stops.len(), ordinary.len());
    for text in stops {
        assert!(is_opt_out(&meaning(&text, false)), "{text:?} does not opt out");
    }
    for text in ordinary {
        assert!(!is_opt_out(&meaning(&text, false)), "{text:?} opts out");
    }
}

#[test]
fn in_a_group_only_the_command_is_one() {
    for text in ["/stop", "/STOP@pledge_test_bot", "/stop.", "\u{ff0f}stop"] {
        assert!(meaning(text, true) == Intent::Stop, "{text}");
    }
    for text in ["stop", "стоп", "токтот", "отпишите меня", "/stop@another_bot", "/стоп", "unsubscribe"]
    {
        assert!(!is_opt_out(&meaning(text, true)), "{text}");
    }
}

/// Whether a reader of English is subscribed to news.
async fn hears_news(person: &Person) -> bool {
    let say = english();
    person.says("/updates").await.buttons().contains(&say.topic_on(&say.topic_name(Topic::News)))
}

#[tokio::test]
async fn whoever_writes_stop_in_their_own_way_gets_no_more_messages() {
    let bot = TestBot::new().await;
    let say = english();
    for text in stops() {
        let aigul = bot.reader("Aigul").await;
        aigul.switches_on(Topic::News).await;
        aigul.says(&text).await.opens_with(say.topics_stopped());
        assert!(!hears_news(&aigul).await, "{text:?}");
    }
}

#[tokio::test]
async fn whoever_has_the_word_in_a_sentence_stays_subscribed() {
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.switches_on(Topic::News).await;
    for text in ["автобус стоп кайда?", "Don't stop", "токтоткула муну", "Как отписаться?"]
    {
        aigul.says(text).await.is_short(english().home_hint());
    }
    assert!(hears_news(&aigul).await);
}

#[tokio::test]
async fn a_caption_that_says_stop_is_obeyed() {
    let bot = TestBot::new().await;
    for caption in ["/stop", "Токтот!"] {
        let aigul = bot.reader("Aigul").await;
        aigul.switches_on(Topic::News).await;
        let photo = pledge_bot::emulator::NewMessage {
            kind: Some("photo".into()),
            caption: Some(caption.into()),
            ..pledge_bot::emulator::NewMessage::default()
        };
        aigul.sends_message(&photo).await.opens_with(english().topics_stopped());
    }
}

#[tokio::test]
async fn where_a_name_is_asked_for_the_bot_asks_what_stop_means() {
    let bot = TestBot::new().await;
    for lang in Lang::ALL {
        let say = say(lang);
        let aigul = bot.person("Aigul", "en");
        aigul.starts(lang).await;
        aigul.switches_on(Topic::News).await;
        aigul.supports_up_to(NAME).await;

        let asked = aigul.says("Стоп!").await;
        asked.opens_with(say.topics_ask_stop("Стоп!")).has_button(say.button_stop());
        let answer = aigul.taps(say.button_my_answer()).await;
        answer.sees(say.sign_up_line_name_kept()).sees(say.sign_up_typed_stays());

        // No contact is called like this.
        aigul.taps(say.button_contact()).await.asks(CONTACT);
        aigul.says("токтот").await.opens_with(say.topics_stopped());
        aigul.says("/updates").await.has_button(say.topic_off(&say.topic_name(Topic::News)));
        // The question is over, and what was given stays.
        aigul.says("/support").await.has_line(say.sign_up_line_name_kept());
    }
}

#[tokio::test]
async fn a_stop_word_is_the_answer_only_while_the_bot_waits_for_it() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.supports_up_to(NAME).await;
    aigul.says("STOP").await;
    let answer = pledge_bot::emulator::ButtonPress {
        data: Some("a:STOP".into()),
        ..pledge_bot::emulator::ButtonPress::default()
    };
    aigul.presses(&answer).await.sees(say.sign_up_line_name_kept());
    aigul.presses(&answer).await.is_short(say.help_stale());
    // No region is called like this.
    aigul.says("/support").await;
    aigul.taps(say.button_region()).await.asks(REGION);
    aigul.says("stop").await.opens_with(say.topics_stopped());
}

#[tokio::test]
async fn the_command_never_asks() {
    let say = english();
    let bot = TestBot::new().await;
    for text in ["/stop", "/STOP!", "\u{ff0f}stop", "/stop@", "\u{200b}/stop"] {
        let aigul = bot.reader("Aigul").await;
        aigul.switches_on(Topic::News).await;
        aigul.supports_up_to(NAME).await;
        aigul.says(text).await.opens_with(say.topics_stopped());
        assert!(!hears_news(&aigul).await, "{text:?}");
        aigul.says("/support").await.has_line(say.sign_up_line_no_name());
    }
}

#[tokio::test]
async fn where_an_owner_writes_to_many_the_bot_asks_what_stop_means() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    owner.switches_on(Topic::News).await;
    begins(&owner).await;
    owner.says("Stop").await.opens_with(say.topics_ask_stop("Stop"));
    // The version is still waited for.
    owner.says("We meet on Friday").await.sees(say.campaign_line_quote("We meet on Friday"));
    let version = say.campaign_button_has(&say.language_name());
    owner.taps(&version).await;
    owner.says("Stop").await;
    owner.taps(say.button_my_answer()).await.sees(say.campaign_line_quote("Stop"));
    owner.taps(&version).await;
    owner.says("/stop").await.opens_with(say.topics_stopped());
    drop(bot);
}
