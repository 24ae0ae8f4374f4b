//! Owners write to many: drafts, confirmation, and what may be done about what was sent. What delivery makes of a
//! campaign has scenarios of its own; here the store is asked.

mod after;
mod compose;
mod confirm;
mod export;
mod screens;

use std::sync::Arc;

use futures_util::future::join_all;
use pledge_bot::{
    delivery::Content,
    domain::{
        Campaign, ChatId, ChatKind, Lang, MessageId, Region, Supporter, SupporterKind, Topic, campaign::Stage,
    },
    emulator::NewMessage,
    store::{Change, ChangeSet, Delivered, Outcome},
};

use crate::support::town::{Person, Plan, Town};

/// A town with an owner who speaks English, and the owner.
pub async fn owned() -> (Arc<Town>, Person) {
    let town = Town::planned(Plan { owners: vec![1001], ..Plan::default() }).await;
    let owner = town.person("Olga", "en");
    assert_eq!(owner.id, 1001, "the first person of a town");
    owner.starts(Lang::En).await;
    (town, owner)
}

/// Chats that want news, from this id on.
async fn readers(town: &Town, first: i64, count: i64, lang: Lang) {
    let wants = |id: i64| {
        let kind = if id < 0 { ChatKind::Supergroup } else { ChatKind::Private };
        let topic = Change::SetTopic(Topic::News, true, town.clock.now());
        ChangeSet { chat: ChatId(id), list: vec![Change::Meet(kind), Change::SetLang(lang), topic] }
    };
    town.service(async |service| {
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
async fn signs(town: &Town, id: i64, region: Region) {
    let supporter = Supporter {
        kind: SupporterKind::Person,
        region,
        publish: false,
        consent: 1,
        signed_at: town.clock.now(),
        sealed: None,
    };
    commit(town, id, vec![Change::Sign(supporter)]).await;
}

pub async fn commit(town: &Town, id: i64, list: Vec<Change>) {
    let set = ChangeSet { chat: ChatId(id), list };
    town.service(async |service| service.app().store.commit(None, Some(set)).await.expect("stored")).await;
}

/// The campaigns that there are, the newest first.
async fn campaigns(town: &Town) -> Vec<Campaign> {
    town.service(async |service| service.app().store.reader().campaigns(50).await.expect("campaigns")).await
}

/// What a campaign says.
async fn content(town: &Town, campaign: &Campaign) -> Content {
    let json = town.service(async |service| service.app().store.content(campaign.id).await.expect("content"));
    serde_json::from_slice(&json.await.expect("it can be read")).expect("content")
}

/// Brings a campaign to its end as delivery would: every chat ends like this.
async fn delivered(town: &Town, campaign: &Campaign, outcome: impl Fn(ChatId) -> Outcome) {
    town.service(async |service| {
        let (store, now) = (&service.app().store, town.clock.now());
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
fn media(kind: &str, caption: &str) -> NewMessage {
    NewMessage { kind: Some(kind.into()), caption: Some(caption.into()), ..NewMessage::default() }
}
