//! Thousands of odd updates, sent to the real program: it does not panic or stop, leaves nothing in its inbox, and answers the
//! next person. `ODD_SEED=7 tests/run odd_updates` repeats a run; `cargo bench --bench odd_updates` sends a hundred thousand
//! and watches the memory.
//!
//! Whatever Telegram adds to messages, their words are understood: `TOMORROW_COUNT=10000 tests/run tomorrow` sends so many.

use std::fs;
use std::time::Duration;

use jiff::SignedDuration;
use pledge_bot::domain::{SupporterKind, Topic};
use pledge_bot::emulator::NewMessage;
use pledge_bot::store::Reader;

use crate::support::chat::{Heard, NAME, Person, english};
use crate::support::odd_updates::{Odd, OddUpdates};
use crate::support::program::Program;
use crate::support::raw_api::RawApi;
use crate::support::test_bot::TestBot;

const ROUNDS: i64 = 5;
const UPDATES_A_ROUND: usize = 300;
/// A few people, so that each gets through many steps.
const PEOPLE: u64 = 40;
/// Far longer than a round takes; without a limit, a bot that hangs would hang the test.
const PATIENCE: Duration = Duration::from_mins(2);

/// The message of a failed run.
fn told(program: &Program, seed: u64, why: &str) -> String {
    let log = fs::read_to_string(program.log()).unwrap_or_default();
    let end: Vec<&str> = log.lines().rev().take(30).collect();
    let end = end.into_iter().rev().collect::<Vec<_>>().join("\n");
    format!("{why}; repeat it with ODD_SEED={seed}. The end of the log:\n{end}")
}

async fn survives(seed: u64) {
    println!("seed {seed}");
    let api = RawApi::start().await;
    let program = Program::new(api.url())
        .with("RUST_LOG", "warn")
        .with("SEND_PER_SECOND", "100000")
        .with("SEND_PER_CHAT_PER_MINUTE", "100000")
        .with("SEND_PER_GROUP_PER_MINUTE", "100000");
    let running = program.start();
    let mut odd = OddUpdates::new(seed, PEOPLE);
    for round in 0..ROUNDS {
        for button in api.buttons() {
            api.push(|id| odd.tap(id, &button));
        }
        for _ in 0..UPDATES_A_ROUND {
            api.push(|id| odd.update(id).json);
        }
        let answer = odd.answer();
        api.answer(answer.status, &answer.body);
        let newcomer = 900_000_000 + round;
        api.watch(newcomer);
        api.push(|id| OddUpdates::start(id, newcomer));
        let answered = async {
            api.hears(newcomer).await;
            api.drained(0).await;
        };
        let answered = tokio::time::timeout(PATIENCE, answered).await;
        assert!(answered.is_ok(), "{}", told(&program, seed, "the next /start is not answered"));
    }
    assert_eq!(running.signal("TERM"), Some(0), "{}", told(&program, seed, "it did not stop in order"));
    let log = fs::read_to_string(program.log()).expect("a log");
    assert!(!log.contains("panicked"), "{}", told(&program, seed, "something panicked"));
    let reader = Reader::open_copy(&program.folder().join("data")).await.expect("the store");
    let counts = reader.counts().await.expect("counts");
    println!("{} messages were said", api.said());
    assert_eq!((counts.pending, counts.dead), (0, 0), "{}", told(&program, seed, "something is left"));
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_odd_updates_do_no_harm() {
    let seeds = match std::env::var("ODD_SEED") {
        Ok(seed) => vec![seed.parse().expect("ODD_SEED is a number")],
        Err(_) => vec![1, 20_231_210, 0xdead_beef],
    };
    for seed in seeds {
        survives(seed).await;
    }
}

#[test]
fn the_same_seed_gives_the_same_updates_and_all_are_json() {
    let (mut one, mut other) = (OddUpdates::new(5, PEOPLE), OddUpdates::new(5, PEOPLE));
    let mut families = std::collections::BTreeSet::new();
    for id in 1000..6000 {
        let Odd { family, json } = one.update(id);
        assert_eq!(json, other.update(id).json);
        serde_json::from_str::<&serde_json::value::RawValue>(&json)
            .unwrap_or_else(|error| panic!("{family} is no JSON ({error}): {json}"));
        families.insert(family);
    }
    assert!(families.len() > 25, "{families:#?}");
}

/// A person writes a text to which Telegram has added something.
async fn writes(person: &Person, odd: &mut OddUpdates, text: &str) -> Heard {
    let new = odd.tomorrow(text);
    let message = NewMessage { entities: new.entities, other: new.fields, ..NewMessage::text(text) };
    person.sends_message(&message).await
}

#[tokio::test]
async fn words_are_understood_whatever_telegram_adds_to_them_tomorrow() {
    let count = std::env::var("TOMORROW_COUNT").map_or(400, |count| count.parse().expect("a number"));
    let seed = std::env::var("ODD_SEED").map_or(75, |seed| seed.parse().expect("a number"));
    println!("{count} messages, seed {seed}");
    let say = english();
    let odd = &mut OddUpdates::new(seed, 1);
    let (bot, owner) = TestBot::with_owner().await;
    let (reader, supporter) = (bot.reader("Aigul").await, bot.reader("Bakyt").await);
    supporter.supports_up_to(NAME).await;
    let form = "/deadlines\ndate: 2027-03-06\nky: Отчет\nru: Отчёт\nen: Report";
    for nth in 0..count {
        match nth % 5 {
            0 => {
                writes(&reader, odd, "/help 6 March").await.opens_with(say.help_text());
            }
            1 => {
                reader.switches_on(Topic::News).await;
                writes(&reader, odd, "/stop 6 March").await.opens_with(say.topics_stopped());
            }
            2 => {
                writes(&supporter, odd, "Bakyt Asanov").await.sees(say.sign_up_line_name_kept());
                supporter.taps(say.button_name(SupporterKind::Person)).await;
                supporter.taps(say.button_publish_no()).await.asks(NAME);
            }
            3 => {
                owner.says("/broadcast").await;
                // The first version is asked for at once.
                if nth > 5 {
                    owner.taps(say.campaign_button_has(&say.language_name())).await;
                }
                let version = writes(&owner, odd, "We meet on 6 March").await;
                version.sees(say.campaign_about_text(&say.campaign_post("text"), 18));
            }
            _ => {
                writes(&owner, odd, form).await.sees(say.staff_deadline_ask());
            }
        }
        // Nobody is too fast.
        bot.clock.advance(SignedDuration::from_secs(2));
    }
}
