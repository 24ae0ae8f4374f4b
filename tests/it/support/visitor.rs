//! People who chat with a bot in another process, one step after the other.

use pledge_bot::domain::Lang;
use pledge_bot::emulator::{Emulator, EmulatorEvent, NewPerson};

use super::chat::{Act, CONTACT, NAME, Words, english, supporting};

/// Somebody who chats with a bot in another process, and waits for each answer.
pub struct Visitor<'a> {
    emulator: &'a Emulator,
    /// Telegram's ID of the person and of their chat.
    pub id: i64,
}

impl Visitor<'_> {
    /// Writes a text; gives the answer.
    pub async fn says(&self, text: &str) -> String {
        let seq = self.writes(text);
        self.hears(seq).await
    }

    /// Writes a text and waits for nothing; gives the number of the event before it.
    pub fn writes(&self, text: &str) -> u64 {
        let seq = self.emulator.seq();
        self.emulator.say(self.id, text).expect("it is sent");
        seq
    }

    /// Taps a button; gives the answer.
    pub async fn taps(&self, label: impl Words) -> String {
        let seq = self.emulator.seq();
        self.emulator.tap(self.id, &label.plain()).expect("a button");
        self.hears(seq).await
    }

    async fn does(&self, act: Act) -> String {
        match act {
            Act::Says(text) => self.says(&text).await,
            Act::Taps(label) => self.taps(label).await,
            Act::Sends(message) => panic!("a visitor sends texts only: {message:?}"),
        }
    }

    /// The first thing that the bot says to them after this event.
    pub async fn hears(&self, seq: u64) -> String {
        let said = |event: &EmulatorEvent| {
            event.chat == self.id && (event.kind == "sent" || event.method == Some("editMessageText"))
        };
        self.emulator.next_event(seq, said).await.expect("an answer").text().to_owned()
    }

    /// Starts the bot and chooses English.
    pub async fn starts(&self) {
        self.says("/start").await;
        self.taps(english().language_name()).await;
    }

    /// Supports the pledge, gives a name, and is asked for a contact.
    pub async fn begins(&self, name: &str) {
        self.starts().await;
        let mut question = String::new();
        for (nth, act) in (1..=CONTACT).zip(supporting(Lang::En)) {
            // The act behind the question for the name answers it.
            question = self.does(if nth == NAME + 1 { Act::Says(name.to_owned()) } else { act }).await;
        }
        assert!(question.contains(&english().sign_up_contact().plain()), "{question}");
    }

    /// Gives a contact.
    pub async fn finishes(&self, contact: &str) {
        let card = self.says(contact).await;
        assert!(card.contains(&english().sign_up_line_contact_kept().plain()), "{card}");
    }
}

/// A new person.
pub fn visitor<'a>(emulator: &'a Emulator, name: &str) -> Visitor<'a> {
    Visitor { emulator, id: emulator.person(&NewPerson::new(name, "en")).expect("a person") }
}
