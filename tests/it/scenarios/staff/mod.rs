//! Owners write to many: drafts, confirmation, and what may be done about what was sent.

mod confirm;
mod drafts;
mod export;
mod forms;
mod options;
mod orders;
mod permission;
mod pieces;
mod screens;

use std::sync::Arc;

use pledge_bot::domain::campaign::Stage;
use pledge_bot::domain::message::MessageVersions;
use pledge_bot::domain::{Campaign, ChatId, ChatKind, Lang, Region, Supporter, Topic};
use pledge_bot::emulator::NewMessage;
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
        ChangeSet { chat: ChatId(id), list: vec![Change::Meet(kind), Change::SetLang(lang), topic] }
    };
    bot.service(async |service| store_all(&service.app().store, (first..first + count).map(wants)).await)
        .await;
}

/// Makes a reader a supporter.
async fn becomes_supporter(bot: &TestBot, id: i64, region: Region) {
    let supporter = Supporter { region, ..Supporter::new(id, 1, bot.clock.now()) };
    commit(bot, id, vec![Change::SaveSupporter(supporter)]).await;
}

pub async fn commit(bot: &TestBot, id: i64, list: Vec<Change>) {
    let set = ChangeSet { chat: ChatId(id), list };
    bot.service(async |service| service.app().store.commit(None, Some(set)).await.expect("stored")).await;
}

/// A bot with two owners who read English.
async fn two_owners() -> (Arc<TestBot>, Person, Person) {
    let bot = TestBot::with(Setup { owners: vec![OWNER, OWNER + 1], ..Setup::default() }).await;
    let (olga, bakyt) = (bot.reader("Olga").await, bot.reader("Bakyt").await);
    assert_eq!((olga.id, bakyt.id), (OWNER, OWNER + 1));
    (bot, olga, bakyt)
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

/// The line of a draft about an English version that it does not have.
fn missing() -> Html {
    english().campaign_line_missing(&english().language_name())
}

/// The description of a text with this length in a draft.
fn text_of(length: i64) -> Html {
    english().campaign_about_text(&english().campaign_post("text"), length)
}

/// The heading of a report.
pub fn report_title(code: i64, stage: Stage) -> Html {
    english().campaign_report_title(code, &english().campaign_stage(stage))
}

/// Begins a draft with an English version, which is asked for then.
pub async fn begins(owner: &Person) -> Heard {
    owner.says("/broadcast").await;
    owner.taps(lacks(Lang::En)).await
}

/// Writes a draft with this text in English.
pub async fn writes(owner: &Person, text: &str) -> Heard {
    begins(owner).await;
    owner.says(text).await;
    owner.taps(english().campaign_button_draft()).await
}

/// Puts another English text into the draft under way.
pub async fn rewrites(owner: &Person, text: &str) -> Heard {
    owner.taps(has(Lang::En)).await;
    owner.taps(english().campaign_button_another()).await;
    owner.says(text).await
}

/// Confirms the draft, which goes to so many chats.
pub async fn confirms(owner: &Person, count: i64) -> Heard {
    owner.taps(english().campaign_button_confirm()).await;
    owner.taps(english().campaign_button_send(count)).await
}

/// Opens the report of a campaign.
pub async fn opens(owner: &Person, code: i64) -> Heard {
    owner.says("/campaigns").await;
    owner.taps(english().campaign_button_campaign(code)).await
}

/// A message of this kind with a caption.
pub fn media(kind: &str, caption: &str) -> NewMessage {
    NewMessage { kind: Some(kind.into()), caption: Some(caption.into()), ..NewMessage::default() }
}
