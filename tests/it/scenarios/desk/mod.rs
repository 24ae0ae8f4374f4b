//! Owners write to many: drafts, confirmation, and what may be done about what was sent. What delivery makes of a
//! campaign has scenarios of its own; here the store is asked.

mod after;
mod compose;
mod confirm;
mod export;
mod screens;

use std::sync::Arc;

use futures_util::future::join_all;
use pledge_bot::domain::campaign::Stage;
use pledge_bot::domain::message::MessageVersions;
use pledge_bot::domain::{
    Campaign, ChatId, ChatKind, Lang, MessageId, Region, Supporter, SupporterKind, Topic,
};
use pledge_bot::emulator::Outgoing;
use pledge_bot::store::{Change, ChangeSet, Delivered, Outcome};

use crate::support::test_bot::{Person, Setup, TestBot};

/// A bot with an owner who speaks English, and the owner.
pub async fn owned() -> (Arc<TestBot>, Person) {
    let bot = TestBot::with(Setup { owners: vec![1001], ..Setup::default() }).await;
    let owner = bot.person("Olga", "en");
    assert_eq!(owner.id, 1001, "the first person that the emulator makes");
    owner.starts(Lang::En).await;
    (bot, owner)
}

/// Chats that want news, from this id on.
async fn readers(bot: &TestBot, first: i64, count: i64, lang: Lang) {
    let wants = |id: i64| {
        let kind = if id < 0 { ChatKind::Supergroup } else { ChatKind::Private };
        let topic = Change::SetTopic(Topic::News, true, bot.clock.now());
        ChangeSet { chat: ChatId(id), list: vec![Change::Meet(kind), Change::SetLang(lang), topic] }
    };
    bot.service(async |service| {
        let store = &service.app().store;
        // Many at once share a commit.
        let all = (first..first + count).map(|id| store.commit(None, Some(wants(id))));
        for stored in join_all(all).await {
            stored.expect("stored");
        }
    })
    .await;
}

/// Makes a reader a supporter.
async fn signs(bot: &TestBot, id: i64, region: Region) {
    let supporter = Supporter {
        kind: SupporterKind::Person,
        region,
        publish: false,
        consent: 1,
        signed_at: bot.clock.now(),
        sealed: None,
    };
    commit(bot, id, vec![Change::Sign(supporter)]).await;
}

pub async fn commit(bot: &TestBot, id: i64, list: Vec<Change>) {
    let set = ChangeSet { chat: ChatId(id), list };
    bot.service(async |service| service.app().store.commit(None, Some(set)).await.expect("stored")).await;
}

/// The campaigns that there are, the newest first.
async fn campaigns(bot: &TestBot) -> Vec<Campaign> {
    bot.service(async |service| service.app().store.reader().campaigns(50).await.expect("campaigns")).await
}

/// What a campaign says.
async fn content(bot: &TestBot, campaign: &Campaign) -> MessageVersions {
    let content =
        bot.service(async |service| service.app().store.content(campaign.id).await.expect("content"));
    content.await.expect("it can be read")
}

/// Brings a campaign to its end as delivery would: every chat ends like this.
async fn delivered(bot: &TestBot, campaign: &Campaign, outcome: impl Fn(ChatId) -> Outcome) {
    bot.service(async |service| {
        let (store, now) = (&service.app().store, bot.clock.now());
        while !store.fill(campaign, now).await.expect("filled") {}
        store.set_stage(campaign, Stage::Running, now).await.expect("running");
        let running = Campaign { stage: Stage::Running, ..campaign.clone() };
        let claimed = store.deliver(campaign, Vec::new(), 1000, now).await.expect("claimed");
        let results =
            claimed.claims.iter().map(|claim| Delivered { chat: claim.chat, outcome: outcome(claim.chat) });
        store.deliver(campaign, results.collect(), 0, now).await.expect("recorded");
        store.set_stage(&running, Stage::Done, now).await.expect("done");
    })
    .await;
}

/// Each got one message.
fn sent(_: ChatId) -> Outcome {
    Outcome::Sent(vec![MessageId(7)])
}

/// Goes through a broadcast in English up to the confirmation.
async fn writes(owner: &Person, text: &str) {
    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    owner.says(text).await;
    owner.taps("‹ Draft").await;
}

/// A message of this kind with a caption.
fn media(kind: &str, caption: &str) -> Outgoing {
    Outgoing { kind: Some(kind.into()), caption: Some(caption.into()), ..Outgoing::default() }
}
