//! Each recipient gets a campaign once, and the result of each delivery is known.

use pledge_bot::campaigns::DeliveryPolicy;
use pledge_bot::domain::campaign::{Audience, DeliveryStatus, Launch, Order, Pause, Reason, Stage};
use pledge_bot::domain::{ChatId, ChatKind, Lang, Topic};
use pledge_bot::emulator::{EmulatorEvent, FaultKind, InjectedFault};
use pledge_bot::store::Change;

use crate::support::delivery_harness::{AUTHOR, DeliveryHarness, FIRST, content};

fn person(n: i64) -> ChatId {
    ChatId::new(FIRST + n)
}

/// The first so many people in the order in which they get a campaign: that of their stored forms.
fn in_turn(harness: &DeliveryHarness, people: i64) -> Vec<ChatId> {
    let mut chats: Vec<_> = (0..people).map(person).collect();
    chats.sort_by_key(|chat| harness.store.stored_id(*chat));
    chats
}

#[tokio::test]
async fn every_chat_gets_a_campaign_once_with_its_footer() {
    let harness = DeliveryHarness::with(200).await;
    let id = harness.launches(harness.launch()).await;
    assert_eq!(harness.works().await, None);
    for n in 0..200 {
        assert_eq!(harness.heard(person(n)), [format!("Hello\n\n/stop en {}", id.0)]);
    }
    assert_eq!(harness.stage(id).await, Stage::Done);
    assert_eq!(harness.told(), "done: sent 200");
    harness.works().await;
    assert_eq!(harness.heard(person(0)).len(), 1, "what is done is done");
}

#[tokio::test]
async fn each_chat_gets_its_language_and_is_skipped_without_a_version() {
    let harness = DeliveryHarness::with(0).await;
    harness.emulator.crowd(FIRST, 3, "en").expect("people");
    for (n, lang) in Lang::ALL.into_iter().enumerate() {
        harness.subscribes(person(i64::try_from(n).expect("few")), lang).await;
    }
    let content = content(&[(Lang::Ky, "Салам"), (Lang::Ru, "Привет")]);
    let id = harness.launches(Launch { content, ..harness.launch() }).await;
    harness.works().await;
    assert!(harness.heard(person(0))[0].starts_with("Салам"));
    assert!(harness.heard(person(1))[0].starts_with("Привет"));
    assert!(harness.heard(person(2)).is_empty());
    assert_eq!(harness.count(id, DeliveryStatus::Skipped, Some(Reason::NoVersion)).await, 1);
}

#[tokio::test]
async fn a_person_who_blocked_the_bot_is_gone_and_gets_nothing_more() {
    let harness = DeliveryHarness::with(10).await;
    harness.emulator.block(person(1).telegram_number()).expect("they block");
    harness.emulator.deactivate(person(2).telegram_number()).expect("they are deleted");
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 8, gone(blocked) 1, gone(deactivated) 1");
    let second = harness.launches(harness.launch()).await;
    harness.works().await;
    assert_eq!(harness.tally(second).await.total(), 8, "they are in no audience any more");
    assert_eq!(harness.count(id, DeliveryStatus::Gone, Some(Reason::Blocked)).await, 1);
}

#[tokio::test]
async fn a_person_who_stops_or_is_erased_before_their_turn_is_skipped() {
    let harness = DeliveryHarness::ruled(10, DeliveryPolicy { trial: 2, ..DeliveryPolicy::default() }).await;
    let id = harness.launches(Launch { trial: true, ..harness.launch() }).await;
    harness.works().await;
    let turn = in_turn(&harness, 10);
    let late = &turn[7..];
    harness.change(late[0], vec![Change::StopAll]).await;
    harness.change(late[1], vec![Change::MarkUnreachable]).await;
    harness.change(late[2], vec![Change::Erase]).await;
    harness.change(turn[0], vec![Change::Erase]).await;
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 7, gone(blocked) 1, skipped(stopped) 1, skipped(erased) 1");
    for chat in late {
        assert!(harness.heard(*chat).is_empty());
    }
    assert_eq!(harness.tally(id).await.total(), 10, "it adds up to the last one");
}

#[tokio::test]
async fn a_later_subscriber_is_not_in_the_audience() {
    let harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    harness.later(jiff::SignedDuration::from_secs(1));
    harness.emulator.crowd(20_000, 1, "en").expect("people");
    harness.subscribes(ChatId::new(20_000), Lang::En).await;
    harness.works().await;
    assert_eq!(harness.tally(id).await.total(), 3);
    assert!(harness.heard(ChatId::new(20_000)).is_empty());
}

#[tokio::test]
async fn a_delivery_is_repeated_only_if_it_was_certainly_not_sent() {
    let harness = DeliveryHarness::with(30).await;
    let faults = [
        (0, InjectedFault::new(FaultKind::TooManyRequests).retry_after(7)),
        (1, InjectedFault::new(FaultKind::Reset)),
        (2, InjectedFault::new(FaultKind::Reset).after()),
        (3, InjectedFault::new(FaultKind::HtmlBody)),
        (4, InjectedFault::new(FaultKind::Truncated).after()),
        (5, InjectedFault::new(FaultKind::BadRequest).description("Bad Request: something new")),
        (
            6,
            InjectedFault::new(FaultKind::BadRequest)
                .description("Bad Request: not enough rights to send text messages to the chat"),
        ),
    ];
    for (n, fault) in faults {
        let _ = harness.emulator.fault(fault.chat(person(n).telegram_number()));
    }
    let id = harness.launches(harness.launch()).await;
    let next = harness.works().await.expect("one has to wait");
    assert!(harness.heard(person(0)).is_empty());
    assert_eq!(harness.stage(id).await, Stage::Running);
    harness.later(next.duration_since(harness.clock.now()));
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 24, failed(no-rights) 1, failed(refused) 1, unsure(connection) 4");
    for (n, times) in [(0, 1), (1, 0), (2, 1), (3, 0), (4, 1), (5, 0), (7, 1)] {
        assert_eq!(harness.heard(person(n)).len(), times, "person {n}");
    }
    harness.orders(id, Order::Repeat).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 28, failed(no-rights) 1, failed(refused) 1", "the author said so");
}

#[tokio::test]
async fn a_group_that_became_a_supergroup_gets_it_there_once() {
    let harness = DeliveryHarness::with(0).await;
    let (group, id) = harness.group().await;
    let new = ChatId::new(
        harness.emulator.group_action(group.telegram_number(), "upgrade", None).expect("it is upgraded"),
    );
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 1");
    assert_eq!(harness.heard(new), [format!("Hello\n\n/stop en {}", id.0)]);
}

#[tokio::test]
async fn refused_content_pauses_a_campaign_at_the_first_chat() {
    let harness = DeliveryHarness::with(200).await;
    // Every chat refuses it, so it does not matter whose answer arrives first.
    for n in 0..200 {
        let refuse =
            InjectedFault::new(FaultKind::BadRequest).description("Bad Request: message is too long");
        let _ = harness.emulator.fault(refuse.chat(person(n).telegram_number()));
    }
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Content));
    assert!(harness.told().starts_with("paused:content"));
    assert!(harness.tally(id).await.of(DeliveryStatus::Queued) > 0, "the rest waits");
}

#[tokio::test]
async fn a_burst_of_failures_pauses_a_campaign() {
    let harness = DeliveryHarness::with(200).await;
    let _ = harness.emulator.fault(
        InjectedFault::new(FaultKind::BadRequest)
            .description("Bad Request: something new")
            .times(1000)
            .method("sendMessage"),
    );
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Failures(Reason::Refused)));
    let failed = harness.count(id, DeliveryStatus::Failed, Some(Reason::Refused)).await;
    assert!((20..=20 + 64).contains(&failed), "{failed}");
    harness.emulator.clear_faults();
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.told(), format!("done: sent {}, failed(refused) {failed}", 200 - failed));
}

#[tokio::test]
async fn an_unknown_chat_becomes_unreachable_only_if_most_are_known() {
    for (known, lost) in [(9_u32, true), (1, false)] {
        let harness = DeliveryHarness::with(known).await;
        for n in 0..3 {
            harness.subscribes(ChatId::new(777_000 + n), Lang::En).await;
        }
        let id = harness.launches(harness.launch()).await;
        harness.works().await;
        assert_eq!(harness.count(id, DeliveryStatus::Gone, Some(Reason::NotFound)).await, 3);
        let chat = harness.store.snapshot(ChatId::new(777_000)).await.expect("read").chat.expect("known");
        assert_eq!(chat.active, !lost, "{known} are known");
    }
}

#[tokio::test]
async fn progress_is_one_message_and_the_report_another() {
    let harness = DeliveryHarness::with(5).await;
    harness.launches(harness.launch()).await;
    harness.works().await;
    assert_eq!(harness.heard(AUTHOR), ["running: queued 5", "done: sent 5"]);
}

#[tokio::test]
async fn a_wait_that_telegram_asks_for_is_kept_unless_it_takes_years() {
    let harness = DeliveryHarness::with(2).await;
    let fault = InjectedFault::new(FaultKind::TooManyRequests).retry_after(u32::MAX);
    let _ = harness.emulator.fault(fault.chat(person(0).telegram_number()));
    harness.launches(harness.launch()).await;
    let next = harness.works().await.expect("one has to wait");
    let wait = next.duration_since(harness.clock.now());
    assert_eq!(wait, jiff::SignedDuration::from_hours(24));
    harness.later(wait);
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 2");
}

#[tokio::test]
async fn a_group_that_moves_during_its_delivery_gets_it_once_and_is_counted() {
    let harness = DeliveryHarness::with(0).await;
    let (group, id) = harness.group().await;
    let _ =
        harness.emulator.fault(InjectedFault::new(FaultKind::Delay).chat(group.telegram_number()).after());
    let moved = async {
        let sent = |event: &EmulatorEvent| event.kind == "sent" && event.chat == group.telegram_number();
        harness.emulator.next_event(0, sent).await.expect("it is under way");
        harness
            .change(group, vec![Change::MigrateTo(ChatId::new(group.telegram_number() - 1_000_000))])
            .await;
        harness.emulator.clear_faults();
    };
    tokio::join!(harness.works(), moved);
    assert_eq!(harness.stage(id).await, Stage::Done);
    assert_eq!(harness.told(), "done: sent 1");
}

#[tokio::test]
async fn a_topic_that_a_supergroup_ended_does_not_come_back_with_the_old_group() {
    let harness = DeliveryHarness::with(0).await;
    let (group, _) = harness.group().await;
    let new = ChatId::new(
        harness.emulator.group_action(group.telegram_number(), "upgrade", None).expect("it is upgraded"),
    );
    let ended = vec![Change::Meet(ChatKind::Supergroup), Change::SetLang(Lang::En), Change::StopAll];
    harness.change(new, ended).await;
    harness.works().await;
    assert!(harness.heard(new).is_empty());
    assert_eq!(harness.told(), "done: skipped(stopped) 1");
}

#[tokio::test]
async fn a_group_without_rights_for_the_bot_gets_nothing_until_it_grants_them() {
    let harness = DeliveryHarness::with(0).await;
    let (group, _) = harness.group().await;
    let fault = InjectedFault::new(FaultKind::BadRequest)
        .description("Bad Request: not enough rights to send text messages to the chat");
    let _ = harness.emulator.fault(fault.chat(group.telegram_number()));
    harness.works().await;
    assert_eq!(harness.told(), "done: failed(no-rights) 1");
    let audience = Audience { groups: Some(true), ..Audience::of(Topic::News) };
    let now = harness.clock.now();
    assert_eq!(harness.store.reader().audience(&audience, now).await.expect("read"), 0);
    harness.change(group, vec![Change::Meet(ChatKind::Group)]).await;
    assert_eq!(harness.store.reader().audience(&audience, now).await.expect("read"), 1);
}
