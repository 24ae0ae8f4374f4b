//! Fifty people support the pledge at once while the program is killed again and again. Whatever the bot told them is true, each step is
//! taken once, and everybody can finish. An answer may be repeated, but never skipped.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use pledge_bot::domain::{Lang, SupporterFilter, SupporterKind};
use pledge_bot::emulator::{ButtonPress, Emulator, EmulatorEvent, Handle, NewPerson, Options};
use pledge_bot::store::Reader;

use crate::support::chat::{self, Act, english, supporting};
use crate::support::program::Program;

const PEOPLE: usize = 50;
const KILLS: usize = 220;
/// The number of kills that must happen while updates are in the inbox.
const WITH_WORK: usize = 150;

/// An act, and the beginning of the answer to it.
type Step = (Act, String);

/// The first steps of a newcomer.
fn arrival() -> [Step; 2] {
    let say = english();
    [
        (Act::Says("/start".to_owned()), chat::say(Lang::Ky).language_choose().plain()),
        (Act::Taps(say.language_name()), say.home_text().plain()),
    ]
}

/// The way to the consent text, and support.
fn support(way: Act) -> [Step; 2] {
    let say = english();
    let consent = say.sign_up_heading(&say.button_sign_up()).plain();
    [(way, consent), (Act::Taps(say.button_support_it()), say.sign_up_thanks().plain())]
}

/// Everything that a supporter says of themselves, and a look at it.
fn round() -> Vec<Step> {
    let say = english();
    let heading = |label: String| say.sign_up_heading(&label).plain();
    let card = || say.sign_up_already().plain();
    let name = || heading(say.button_name(SupporterKind::Person));
    let answers = [
        heading(say.button_region()),
        card(),
        format!("{}\n\n{}", name(), say.sign_up_publish().plain()),
        format!("{}\n\n{}", name(), say.sign_up_line_publish_no().plain()),
        card(),
        heading(say.button_contact()),
        card(),
    ];
    let look = (Act::Says("/support".to_owned()), card());
    supporting(Lang::En).into_iter().skip(2).zip(answers).chain([look]).collect()
}

/// Withdraws.
fn withdrawal() -> [Step; 2] {
    let say = english();
    [
        (Act::Taps(say.button_withdraw()), say.sign_up_heading(&say.button_withdraw()).plain()),
        (Act::Taps(say.button_withdraw_yes()), say.sign_up_withdrawn().plain()),
    ]
}

/// Somebody who supports the pledge and withdraws over and over, and waits for each answer.
struct Person {
    emulator: Handle,
    id: i64,
    /// The message with the newest answer.
    message: Option<i32>,
    /// The beginning of the last answer, which may be repeated.
    expected: Option<String>,
    seen: u64,
    rounds: usize,
}

impl Person {
    async fn lives(mut self, stop: Arc<AtomicBool>, rounds: Arc<AtomicUsize>) -> usize {
        for (act, answer) in arrival() {
            self.step(&act, &answer).await;
        }
        let mut way = Act::Says("/support".to_owned());
        loop {
            for (act, answer) in support(way).into_iter().chain(round()) {
                self.step(&act, &answer).await;
            }
            self.rounds += 1;
            rounds.fetch_add(1, Ordering::SeqCst);
            if stop.load(Ordering::SeqCst) {
                return self.rounds;
            }
            for (act, answer) in withdrawal() {
                self.step(&act, &answer).await;
            }
            way = Act::Taps(english().button_sign_up());
        }
    }

    async fn step(&mut self, act: &Act, answer: &str) {
        match act {
            Act::Says(text) => drop(self.emulator.say(self.id, text).expect("it is sent")),
            Act::Taps(label) => {
                let text = Some(label.clone());
                let press = ButtonPress { message_id: self.message, text, ..ButtonPress::default() };
                let pressed = self.emulator.press(self.id, &press);
                pressed.unwrap_or_else(|error| {
                    panic!("{label}: {error:?}\n{}", self.emulator.transcript(self.id))
                });
            }
            Act::Sends(_) => unreachable!("there are texts and taps only"),
        }
        self.is_answered(answer).await;
    }

    /// Waits for the answer. Until it comes, only the previous one may be repeated.
    async fn is_answered(&mut self, answer: &str) {
        loop {
            let (id, seen) = (self.id, self.seen);
            let said = move |event: &EmulatorEvent| {
                event.chat == id
                    && event.seq > seen
                    && (event.kind == "sent" || event.method == Some("editMessageText"))
            };
            let event = self.emulator.next_event(seen, said).await.unwrap_or_else(|error| {
                panic!("{answer:?} is skipped: {error:?}\n{}", self.emulator.transcript(self.id))
            });
            self.seen = event.seq;
            if event.text().starts_with(answer) {
                self.message = event.message_id();
                self.expected = Some(answer.to_owned());
                return;
            }
            let repeated = self.expected.as_ref().is_some_and(|before| event.text().starts_with(before));
            assert!(repeated, "{answer:?} is contradicted by:\n{}", event.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_taken_twice_over_two_hundred_kills() {
    let seed = 20_231_210;
    println!("seed {seed}");
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url())
        .with("RUST_LOG", "warn")
        .with("SEND_PER_SECOND", "100000")
        .with("SEND_PER_CHAT_PER_MINUTE", "100000");
    let (stop, told) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut people = Vec::new();
    for _ in 0..PEOPLE {
        let id = emulator.person(&NewPerson::new("Айгүл", "ru")).expect("a person");
        let emulator = emulator.handle();
        let person = Person { emulator, id, message: None, expected: None, seen: 0, rounds: 0 };
        people.push(tokio::spawn(person.lives(Arc::clone(&stop), Arc::clone(&told))));
    }

    let (mut random, mut with_work) = (fastrand::Rng::with_seed(seed), 0);
    for _ in 0..KILLS {
        let mut running = program.start();
        // The next kill comes after a random number of events.
        for _ in 0..random.u32(..40) {
            let seq = emulator.seq();
            emulator.next_event(seq, |_| true).await.expect("the chats go on");
        }
        running.kill();
        let left = Reader::open_copy(&program.folder().join("data")).await;
        if let Ok(reader) = left {
            with_work += usize::from(reader.counts().await.is_ok_and(|counts| counts.pending > 0));
        }
        assert!(people.iter().all(|person| !person.is_finished()), "somebody gave up");
    }

    stop.store(true, Ordering::SeqCst);
    let mut running = program.start();
    let mut rounds = 0;
    for person in people {
        rounds += person.await.expect("everybody can finish");
    }
    running.kill();
    println!("{with_work} of {KILLS} kills came with work in hand; {rounds} rounds were told");
    assert!(with_work >= WITH_WORK, "only {with_work} kills came with work in hand");
    assert!(rounds >= PEOPLE);
    // Whoever was told that they have withdrawn is in the list, and no line of it is broken.
    let list = fs::read_to_string(program.folder().join("opt-outs.list")).expect("the list");
    assert!(list.lines().count() - 2 >= rounds - PEOPLE, "{} lines", list.lines().count());
    for (line, number) in list.lines().skip(2).zip(1..) {
        assert!(line.starts_with(&format!("{number:012} age ")), "{line}");
    }
    let reader = Reader::open_copy(&program.folder().join("data")).await.expect("the store");
    assert_eq!(reader.supporters().await.expect("a count"), PEOPLE as u64);
    assert_eq!(reader.counts().await.expect("counts").dead, 0);
    let ids: BTreeSet<_> = reader
        .export_page(None, 1000, &SupporterFilter::default())
        .await
        .expect("rows")
        .into_iter()
        .map(|(chat, _)| chat)
        .collect();
    assert_eq!(ids.len(), PEOPLE);
}
