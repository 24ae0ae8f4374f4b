//! Owners write broadcasts: drafts, confirmation, and what may be done about what was sent.

mod anew;
mod audiences;
mod audit;
mod confirm;
mod corrections;
mod crawl;
mod deadline_questions;
mod drafts;
mod export;
mod first_owner;
mod floors;
mod forms;
mod freeze;
mod holds;
mod lists;
mod matrix;
mod menu;
mod options;
mod orders;
mod panel;
mod people;
mod permission;
mod pieces;
mod planned;
mod roles;
mod screens;
mod short_ways;
mod status_questions;
mod test_send;
mod times;

use std::sync::Arc;

use pledge_bot::domain::campaign::Stage;
use pledge_bot::domain::message::MessageVersions;
use pledge_bot::domain::time::home_day;
use pledge_bot::domain::{Campaign, ChatId, ChatKind, Lang, Region, Supporter, Topic};
use pledge_bot::emulator::{FaultKind, InjectedFault, NewMessage};
use pledge_bot::store::{Change, ChangeSet};
use pledge_bot::texts::Html;

use crate::support::chat::{self, Heard, Person, english};
use crate::support::subscribers::store_all;
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// Chats that want news, from this ID on. Those with positive IDs are people whom the bot can write to.
async fn readers(bot: &TestBot, first: i64, count: i64, lang: Lang) {
    if first > 0 {
        bot.emulator().crowd(first, u32::try_from(count).expect("a few"), lang.code()).expect("new people");
    }
    let wants = |id: i64| {
        let kind = if id < 0 { ChatKind::Supergroup } else { ChatKind::Private };
        let topic = Change::SetTopic(Topic::News, true, bot.clock.now());
        ChangeSet { chat: ChatId::new(id), list: vec![Change::Meet(kind), Change::SetLang(lang), topic] }
    };
    bot.service(async |service| store_all(&service.app().store, (first..first + count).map(wants)).await)
        .await;
}

/// Makes a reader a supporter.
async fn becomes_supporter(bot: &TestBot, id: i64, region: Region) {
    let supporter = Supporter { region, ..Supporter::new(id, 1, home_day(bot.clock.now())) };
    commit(bot, id, vec![Change::SaveSupporter(supporter)]).await;
}

pub async fn commit(bot: &TestBot, id: i64, list: Vec<Change>) {
    let set = ChangeSet { chat: ChatId::new(id), list };
    bot.service(async |service| service.app().store.commit(None, Some(set)).await.expect("stored")).await;
}

/// A bot, and an owner who reads this language.
async fn owner_in(lang: Lang) -> (Arc<TestBot>, Person) {
    let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
    let owner = bot.person("Olga", lang.code());
    assert_eq!(owner.id, OWNER);
    owner.starts(lang).await;
    (bot, owner)
}

/// A bot with two owners who read English.
async fn two_owners() -> (Arc<TestBot>, Person, Person) {
    let bot = TestBot::with(Setup { owners: vec![OWNER, OWNER + 1], ..Setup::default() }).await;
    let (olga, bakyt) = (bot.reader("Olga").await, bot.reader("Bakyt").await);
    assert_eq!((olga.id, bakyt.id), (OWNER, OWNER + 1));
    (bot, olga, bakyt)
}

/// An answer was refused: the error is in the last paragraph of a new message, with few buttons below it.
#[track_caller]
fn is_refused(person: &Person, heard: &Heard, error: &str) {
    heard.closes_with(error);
    let rows = person.newest()["reply_markup"]["inline_keyboard"].as_array().map(Vec::len);
    assert!(rows.is_some_and(|rows| rows <= 5), "{rows:?} rows below {error}");
}

/// The campaigns that there are, the newest first.
async fn campaigns(bot: &TestBot) -> Vec<Campaign> {
    bot.service(async |service| service.app().store.reader().campaigns(50).await.expect("campaigns")).await
}

/// The content of a campaign.
async fn content(bot: &TestBot, campaign: &Campaign) -> MessageVersions {
    let content =
        bot.service(async |service| service.app().store.content(campaign.id).await.expect("content"));
    content.await.expect("it can be read")
}

/// The button of a version that a draft does not have yet.
fn lacks(lang: Lang) -> String {
    english().campaign_button_lacks(&chat::say(lang).language_name())
}

/// The button of a version that a draft has.
fn has(lang: Lang) -> String {
    english().campaign_button_has(&chat::say(lang).language_name())
}

/// The question for the first version of a new draft.
fn first_question() -> Html {
    english().campaign_ask_first(&english().language_name())
}

/// The description of a text with this length in a draft.
fn text_of(length: i64) -> Html {
    english().campaign_about_text(&english().campaign_post("text"), length)
}

/// The heading of a report.
pub fn report_title(code: i64, stage: Stage) -> Html {
    english().campaign_report_title(code, &english().campaign_stage(stage))
}

/// Begins a draft; a version in the language of its author is asked for at once.
pub async fn begins(owner: &Person) -> Heard {
    owner.says("/broadcast").await
}

/// Writes a draft with this text in English.
pub async fn writes(owner: &Person, text: &str) -> Heard {
    begins(owner).await;
    owner.says(text).await
}

/// Puts another English text into the draft under way.
pub async fn rewrites(owner: &Person, text: &str) -> Heard {
    owner.taps(has(Lang::En)).await;
    owner.says(text).await
}

/// Confirms the draft, which goes to so many chats.
pub async fn confirms(owner: &Person, count: i64) -> Heard {
    owner.taps(english().campaign_button_confirm()).await;
    owner.taps(english().campaign_button_send(count)).await
}

/// Sends a text to so many new readers, for one of whom nobody can tell whether it arrived.
async fn sends_unsure(bot: &TestBot, owner: &Person, text: &str, count: i64) {
    readers(bot, 5000, count, Lang::En).await;
    writes(owner, text).await;
    confirms(owner, count).await;
    let fault = InjectedFault::new(FaultKind::Reset).chat(5000).method("sendMessage").after();
    let _ = bot.emulator().fault(fault);
    bot.delivers().await;
}

/// Corrects the only version of the campaign whose report is shown, in so many chats.
pub async fn corrects(owner: &Person, text: &str, count: i64) -> Heard {
    owner.taps(english().campaign_button_correct()).await;
    let confirmation = owner.says(text).await;
    confirmation.sees(english().campaign_line_count(count));
    owner.taps(english().campaign_button_correct_yes()).await
}

/// Confirms the correction of a campaign that is under way, in so many chats.
pub async fn confirms_correction(owner: &Person, code: i64, count: i64) -> Heard {
    let asked = owner.taps(english().campaign_button_confirm()).await;
    asked
        .opens_with(english().campaign_confirm_correction(code))
        .has_line(english().campaign_line_count(count));
    owner.taps(english().campaign_button_correct_yes()).await
}

/// Opens the report of a campaign.
pub async fn opens(owner: &Person, code: i64) -> Heard {
    owner.says("/campaigns").await;
    owner.presses_data(&format!("d:report:{code}")).await
}

/// A message of this kind with a caption.
pub fn media(kind: &str, caption: &str) -> NewMessage {
    NewMessage { kind: Some(kind.into()), caption: Some(caption.into()), ..NewMessage::default() }
}
