//! Corrections of what was sent, and taking it back.

use pledge_bot::domain::campaign::{CampaignKind, Launch, Order, Stage};
use pledge_bot::domain::{CampaignId, ChatId, Lang};
use pledge_bot::emulator::{EmulatorEvent, FaultKind, InjectedFault, NewMessage};
use pledge_bot::store::Change;

use crate::support::delivery_harness::{DeliveryHarness, FIRST, content};

#[tokio::test]
async fn a_correction_replaces_the_text_and_keeps_the_number() {
    let harness = DeliveryHarness::with(5).await;
    harness.emulator.block(FIRST + 4).expect("they block");
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    let _ = harness.emulator.fault(
        InjectedFault::new(FaultKind::BadRequest)
            .description("Bad Request: message to edit not found")
            .chat(FIRST)
            .method("editMessageText"),
    );
    let content = content(&[(Lang::En, "Hello again")]);
    harness.launches(Launch { kind: CampaignKind::Replace(id), content, ..harness.launch() }).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 3, failed(no-message) 1");
    let edited = harness.events(ChatId::new(FIRST + 1), "edited");
    assert_eq!(edited[0].text(), format!("Hello again\n\n/stop en {}", id.0));
    assert!(harness.events(ChatId::new(FIRST), "edited").is_empty());
}

#[tokio::test]
async fn taking_back_deletes_the_messages_that_arrived() {
    let harness = DeliveryHarness::with(5).await;
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    harness.launches(Launch { kind: CampaignKind::Delete(id), ..harness.launch() }).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 5");
    for chat in FIRST..FIRST + 5 {
        assert_eq!(harness.events(ChatId::new(chat), "deleted").len(), 1);
        assert!(harness.emulator.messages(chat).is_empty());
    }
}

#[tokio::test]
async fn an_unsure_change_is_repeated_on_order() {
    let content = content(&[(Lang::En, "Hello again")]);
    for (job, method) in [
        (CampaignKind::Delete as fn(CampaignId) -> CampaignKind, "deleteMessage"),
        (CampaignKind::Replace, "editMessageText"),
    ] {
        let harness = DeliveryHarness::with(5).await;
        let id = harness.launches(harness.launch()).await;
        harness.works().await;
        let _ = harness.emulator.fault(InjectedFault::new(FaultKind::Reset).chat(FIRST).method(method));
        let change = Launch { kind: job(id), content: content.clone(), ..harness.launch() };
        let change = harness.launches(change).await;
        harness.works().await;
        assert_eq!(harness.told(), "done: sent 4, unsure(connection) 1");
        harness.orders(change, Order::Repeat).await;
        harness.works().await;
        assert_eq!(harness.told(), "done: sent 5", "{method}");
    }
}

#[tokio::test]
async fn a_corrected_campaign_is_not_repeated() {
    let harness = DeliveryHarness::with(5).await;
    let _ = harness.emulator.fault(InjectedFault::new(FaultKind::Reset).chat(FIRST));
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    let content = content(&[(Lang::En, "Hello again")]);
    harness.launches(Launch { kind: CampaignKind::Replace(id), content, ..harness.launch() }).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 4, failed(no-message) 1", "who may have it is counted");
    harness.orders(id, Order::Repeat).await;
    harness.works().await;
    assert!(harness.heard(ChatId::new(FIRST)).is_empty());
}

#[tokio::test]
async fn a_correction_keeps_the_language_of_the_message() {
    let harness = DeliveryHarness::with(2).await;
    harness.subscribes(ChatId::new(FIRST), Lang::Ru).await;
    let both = |ru, en| content(&[(Lang::Ru, ru), (Lang::En, en)]);
    let id = harness.launches(Launch { content: both("В шесть", "At six"), ..harness.launch() }).await;
    harness.works().await;
    harness.change(ChatId::new(FIRST), vec![Change::SetLang(Lang::Ky)]).await;
    let correction =
        Launch {
            kind: CampaignKind::Replace(id), content: both("В семь", "At seven"), ..harness.launch()
        };
    harness.launches(correction).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 2");
    let edited = harness.events(ChatId::new(FIRST), "edited");
    assert_eq!(edited[0].text(), format!("В семь\n\n/stop ru {}", id.0));
}

#[tokio::test]
async fn an_older_correction_does_not_come_after_a_newer_one() {
    let harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    let correction = |text| Launch {
        kind: CampaignKind::Replace(id),
        content: content(&[(Lang::En, text)]),
        ..harness.launch()
    };
    let older = harness.launches(correction("Older")).await;
    harness.orders(older, Order::Pause).await;
    harness.launches(correction("Newer")).await;
    harness.works().await;
    harness.orders(older, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.stage(older).await, Stage::Cancelled);
    for chat in FIRST..FIRST + 3 {
        let edited = harness.events(ChatId::new(chat), "edited");
        assert_eq!(edited.len(), 1);
        assert!(edited[0].text().starts_with("Newer"));
    }
}

#[tokio::test]
async fn messages_from_before_a_group_moved_can_not_be_changed_and_are_counted() {
    let harness = DeliveryHarness::with(0).await;
    let (group, id) = harness.group().await;
    harness.works().await;
    let new = ChatId::new(
        harness.emulator.group_action(group.telegram_number(), "upgrade", None).expect("it is upgraded"),
    );
    harness.change(group, vec![Change::MigrateTo(new)]).await;
    // A supergroup numbers its messages anew, so the old numbers soon belong to other messages.
    harness.emulator.group_action(new.telegram_number(), "promote", None).expect("the bot may delete");
    for _ in 0..20 {
        let message = NewMessage { from: Some(FIRST), ..NewMessage::text("How are you?") };
        harness.emulator.send(new.telegram_number(), &message).expect("it is sent");
    }
    harness.launches(Launch { kind: CampaignKind::Delete(id), ..harness.launch() }).await;
    harness.works().await;
    assert!(harness.events(new, "deleted").is_empty());
    assert_eq!(harness.told(), "done: failed(no-message) 1");
}

#[tokio::test]
async fn a_restart_in_the_middle_of_taking_back_deletes_each_once() {
    let mut harness = DeliveryHarness::with(100).await;
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    harness.launches(Launch { kind: CampaignKind::Delete(id), ..harness.launch() }).await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let ends = async {
        let deleted = |event: &EmulatorEvent| event.kind == "deleted";
        harness.emulator.next_event(0, deleted).await.expect("it has begun");
        stop.send(true).expect("it listens");
    };
    let (passed, ()) = tokio::join!(harness.engine.pass(&stopped), ends);
    passed.expect("the store works");
    let deleted = |harness: &DeliveryHarness| -> Vec<usize> {
        (FIRST..FIRST + 100).map(|chat| harness.events(ChatId::new(chat), "deleted").len()).collect()
    };
    assert!(deleted(&harness).contains(&0), "it was in the middle");
    harness.restart().await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 100");
    assert_eq!(deleted(&harness), [1; 100]);
}
