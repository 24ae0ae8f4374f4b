//! What staff do in the coalition's name waits, and the others can stop it.

mod alone;
mod clock;
mod frozen;
mod granting;
mod others;
mod outage;
mod thief;
mod two;
mod waiting;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use pledge_bot::campaigns::DeliveryPolicy;
use pledge_bot::domain::hold::{Approvals, HoldOutline, HoldState};
use pledge_bot::domain::time::home_zone;
use pledge_bot::domain::{HoldRules, Lang, QuietHours};

use super::{begins, readers};
use crate::support::chat::{Heard, Person, english};
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// How many want news: enough that nobody else has to agree to a broadcast for so few.
const READERS: i64 = 6;

fn night() -> QuietHours {
    let time = |text: &str| text.parse().expect("a time");
    QuietHours { from: time("22:00"), until: time("08:00"), zone: home_zone() }
}

/// Actions wait for ten minutes, and not at night.
fn ten_minutes() -> HoldRules {
    HoldRules { time: SignedDuration::from_mins(10), approvals: Approvals::One, quiet: Some(night()) }
}

/// A bot with so many owners, and some readers. They have been on the staff for two days.
async fn staff(holds: HoldRules, names: &[&str]) -> (Arc<TestBot>, Vec<Person>) {
    let owners = (OWNER..).take(names.len()).collect();
    let rules = DeliveryPolicy { quiet: Some(night()), ..DeliveryPolicy::default() };
    let bot = TestBot::with(Setup { rules, holds, owners, ..Setup::default() }).await;
    let mut people = Vec::new();
    for name in names {
        people.push(bot.reader(name).await);
    }
    bot.clock.advance(SignedDuration::from_hours(48));
    readers(&bot, 5000, READERS, Lang::En).await;
    (bot, people)
}

/// Three people whose actions wait for ten minutes.
async fn three() -> (Arc<TestBot>, Person, Person, Person) {
    let (bot, people) = staff(ten_minutes(), &["Olga", "Bakyt", "Chinara"]).await;
    let [olga, bakyt, chinara]: [Person; 3] = people.try_into().unwrap_or_else(|_| panic!("three"));
    (bot, olga, bakyt, chinara)
}

/// Writes a broadcast to all readers, and confirms it.
async fn sends(person: &Person, text: &str) -> Heard {
    begins(person).await;
    person.says(text).await;
    person.taps(english().campaign_button_confirm()).await;
    person.taps(english().campaign_button_send(READERS)).await
}

/// Lets so many minutes go by, and the bot do what is due then.
async fn minutes(bot: &TestBot, count: i64) {
    bot.clock.advance(SignedDuration::from_mins(count));
    bot.holds().await;
    bot.delivers().await;
}

/// Sets the clock to this time of the next day in Bishkek.
fn tomorrow_at(bot: &TestBot, hour: i8, minute: i8) {
    let now = bot.clock.now().to_zoned_datetime(home_zone());
    let day = now.date().tomorrow().expect("a day");
    let then = day.at(hour, minute, 0, 0).to_zoned_datetime(home_zone()).expect("a time").timestamp();
    bot.clock.advance(then.duration_since(bot.clock.now()));
}

fn moment(bot: &TestBot, later: i64) -> Timestamp {
    bot.clock.now() + SignedDuration::from_mins(later)
}

/// How many of the readers have got this text.
fn got(bot: &TestBot, text: &str) -> usize {
    let events = bot.emulator().events_after(0).expect("all are kept");
    let is_it = |chat: i64, said: &str| (5000..6000).contains(&chat) && said.starts_with(text);
    events.iter().filter(|event| event.kind == "sent" && is_it(event.chat, event.text())).count()
}

/// The actions that wait.
async fn waiting(bot: &TestBot) -> Vec<HoldOutline> {
    bot.service(async |service| service.app().store.waiting_holds().await.expect("read")).await
}

/// Where the hold with this number stands.
async fn state(bot: &TestBot, id: i64) -> HoldState {
    let id = pledge_bot::domain::HoldId(id);
    let hold = bot.service(async |service| service.app().store.hold(id).await.expect("read")).await;
    hold.expect("it is known").hold.state
}

/// Presses a button of a hold, whether or not it stands there.
async fn presses(person: &Person, id: i64, what: &str) -> Heard {
    person.presses_data(&format!("d:hold:{id}:{what}")).await
}
