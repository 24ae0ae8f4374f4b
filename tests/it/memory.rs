//! The memory of the running bot is searched for the people who wrote to it.
//!
//! The search goes over plain HTTP. `SECURITY.md` says what TLS adds to what it finds.

use pledge_bot::domain::SupporterKind;
use pledge_bot::emulator::{Emulator, FaultKind, InjectedFault, Options};

use crate::support::chat::{Words, english};
use crate::support::memory::{Memory, may_look};
use crate::support::program::{Program, Running};
use crate::support::token::TOKEN;
use crate::support::visitor::{Visitor, visitor};

/// What somebody who signs up is called in Telegram, and what they type.
struct SignUp {
    profile: String,
    name: String,
    contact: String,
}

impl SignUp {
    fn new(nth: usize) -> SignUp {
        SignUp {
            profile: format!("Профилдеги{nth}ысым"),
            name: format!("Айгүл{nth} Кыдырова{nth}"),
            contact: format!("aigul{nth}@secret{nth}.example.org"),
        }
    }

    /// Supports the pledge, and gives a name and a contact. Each waits in the bot's memory for a moment.
    async fn signs_up(&self, emulator: &Emulator, running: &Running) {
        let (person, say) = (visitor(emulator, &self.profile), english());
        person.starts().await;
        person.says("/support").await;
        person.taps(say.button_support_it()).await;
        person.taps(say.button_name(SupporterKind::Person)).await;
        types_early(emulator, running, &person, say.button_publish_no(), &self.name).await;
        types_early(emulator, running, &person, say.button_contact(), &self.contact).await;
    }
}

/// Taps a button, and types the answer before Telegram has confirmed the question. So long the answer waits in the bot's
/// memory. The search has to find it there, as proof that it looks.
async fn types_early(
    emulator: &Emulator,
    running: &Running,
    person: &Visitor<'_>,
    label: impl Words,
    text: &str,
) {
    // A tap edits its message.
    let edit = InjectedFault::new(FaultKind::Delay).method("editMessageText").chat(person.id);
    let _ = emulator.fault(edit.after());
    person.taps(label).await;
    let seq = person.writes(text);
    emulator.drained().await;
    assert_ne!(Memory::of(running).find(text), [""; 0], "the search does not find what is there");
    emulator.clear_faults();
    person.hears(seq).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_fifty_more_people_the_memory_names_nobody_who_signed_up_before() {
    if !may_look() {
        return;
    }
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("SEND_PER_CHAT_PER_MINUTE", "6000");
    let running = program.start();
    let signed: Vec<SignUp> = (0..5).map(SignUp::new).collect();
    for one in &signed {
        one.signs_up(&emulator, &running).await;
    }
    for nth in 0..50 {
        visitor(&emulator, &format!("Окурман{nth}")).says("/start").await;
    }
    let memory = Memory::of(&running);
    assert_ne!(memory.find(TOKEN), [""; 0], "the search does not find what is there");
    for SignUp { profile, name, contact } in &signed {
        for words in [profile, name, contact] {
            assert_eq!(memory.find(words), [""; 0], "{words}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_was_told_to_forget_its_key_has_no_copy_of_it() {
    if !may_look() {
        return;
    }
    let options = Options { bot_username: "pledge_test_bot".into(), ..Options::default() };
    let emulator = Emulator::start(options).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "info");
    let running = program.start();
    visitor(&emulator, "Aigul").says("/start").await;
    let text = std::fs::read_to_string(program.folder().join("store.key")).expect("the key");
    let digits = text.lines().last().expect("the digits").trim();
    let key = hex::decode(digits).expect("hexadecimal digits");
    assert!(Memory::of(&running).holds(&key), "the search does not find what is there");
    let forgets = program.command(&["freeze", "--forget-key", "--yes"]).output().expect("it runs");
    assert!(forgets.status.success(), "{}", String::from_utf8_lossy(&forgets.stderr));
    let says_so = || {
        let log = std::fs::read_to_string(program.log()).expect("the log");
        log.contains("waits for pledge-bot freeze --lift")
    };
    for _ in 0..600 {
        if says_so() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(says_so());
    let memory = Memory::of(&running);
    assert!(!memory.holds(&key) && memory.find(digits).is_empty());
}
