//! Supporting the pledge, what supporters say of themselves, and everything that can go wrong on the way.

mod answers;
mod card;
mod earlier;
mod exported;
mod supporting;

use pledge_bot::crypto::Identity;
use pledge_bot::domain::{ChatId, SealedContact, SealedName, Supporter};

use crate::support::chat::{CARD, Heard, Person, english, texts};
use crate::support::test_bot::TestBot;

/// The version of the consent text.
fn version() -> u32 {
    texts().pledge.consent
}

/// The stored supporter.
async fn stored(bot: &TestBot, person: &Person) -> Option<Supporter> {
    let chat = ChatId::new(person.id);
    bot.service(async |service| service.app().store.snapshot(chat).await.expect("read").supporter).await
}

/// The name that is stored of a person, opened with the coalition's key, and whether it may be published.
async fn stored_name(bot: &TestBot, person: &Person) -> Option<(String, bool)> {
    let sealed = stored(bot, person).await?.name?;
    let name: SealedName = identity(bot).open(&sealed).expect("it opens");
    Some((name.name, name.publish))
}

/// The contact that is stored of a person.
async fn stored_contact(bot: &TestBot, person: &Person) -> Option<String> {
    let sealed = stored(bot, person).await?.contact?;
    let contact: SealedContact = identity(bot).open(&sealed).expect("it opens");
    Some(contact.contact)
}

fn identity(bot: &TestBot) -> Identity {
    Identity::parse(&bot.identity).expect("a key")
}

/// The coalition changes the consent text, and the person agrees to the new one.
async fn agrees_to_a_newer_text(bot: &TestBot, person: &Person) {
    let say = english();
    let (now, next) = (format!("version = {}", version()), format!("version = {}", version() + 1));
    let facts = include_str!("../../../../messages/pledge.toml").replace(&now, &next);
    bot.reads(&[("pledge.toml", &facts)]).await;
    person.says("/support").await;
    person.taps(say.button_consent()).await;
    person.taps(say.button_agree()).await.asks(CARD);
}

/// The number of messages of the person themselves in their chat.
fn own_messages(bot: &TestBot, person: &Person) -> usize {
    bot.emulator().messages(person.id).iter().filter(|message| message["from"]["id"] == person.id).count()
}

/// Presses a button with this data from a page that looks different than whatever it leads to.
async fn presses_afresh(person: &Person, data: &str) -> Heard {
    person.says("/help").await;
    person.presses_data(data).await
}
