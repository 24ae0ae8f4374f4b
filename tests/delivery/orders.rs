//! What the author says, and what a restart in the middle of it leaves.

use pledge_bot::{
    delivery::Rules,
    domain::{
        CampaignId, ChatId, Topic,
        campaign::{Audience, Launch, Order, Pause, Reason, Stage, Status},
    },
    emulator::{EmulatorEvent, FaultKind, InjectedFault},
    store::Change,
};

use crate::post_office::{AUTHOR, FIRST, PostOffice};

/// A trial of two, so that there is a moment to say something in.
async fn tried(recipients: u32) -> (PostOffice, CampaignId) {
    let office = PostOffice::ruled(recipients, Rules { trial: 2, ..Rules::default() }).await;
    let id = office.launches(Launch { trial: true, ..office.launch() }).await;
    office.works().await;
    (office, id)
}

#[tokio::test]
async fn a_few_get_it_first_and_the_rest_when_the_author_says_so() {
    let (office, id) = tried(10).await;
    assert_eq!(office.stage(id).await, Stage::Paused(Pause::Trial));
    assert_eq!(office.told(), "paused:trial: queued 8, sent 2");
    office.works().await;
    assert_eq!(office.tally(id).await.of(Status::Sent), 2, "nothing goes on by itself");
    office.orders(id, Order::Resume).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 10");
}

#[tokio::test]
async fn what_is_called_off_is_skipped_and_stays_so() {
    let (office, id) = tried(2500).await;
    office.orders(id, Order::Cancel).await;
    office.works().await;
    assert_eq!(office.told(), "cancelled: sent 2, skipped(cancelled) 2498");
    for order in [Order::Resume, Order::Pause, Order::Repeat] {
        office.orders(id, order).await;
        office.works().await;
        assert_eq!(office.stage(id).await, Stage::Cancelled);
    }
    assert_eq!(office.count(id, Status::Skipped, Some(Reason::Cancelled)).await, 2498);
}

#[tokio::test]
async fn a_pause_lasts_over_a_restart() {
    let mut office = PostOffice::with(10).await;
    let id = office.launches(office.launch()).await;
    office.orders(id, Order::Pause).await;
    office.works().await;
    office.restart().await;
    office.works().await;
    assert_eq!(office.stage(id).await, Stage::Paused(Pause::Author));
    assert!(office.heard(ChatId(FIRST)).is_empty());
    office.orders(id, Order::Resume).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 10");
}

#[tokio::test]
async fn orders_that_come_too_late_change_nothing() {
    let office = PostOffice::with(3).await;
    let id = office.launches(office.launch()).await;
    office.works().await;
    for order in [Order::Pause, Order::Resume, Order::Cancel] {
        office.orders(id, order).await;
        office.works().await;
        assert_eq!(office.stage(id).await, Stage::Done);
    }
    assert_eq!(office.heard(ChatId(FIRST)).len(), 1);
}

#[tokio::test]
async fn what_is_urgent_does_not_wait_for_the_end_of_a_long_one() {
    let office = PostOffice::with(2500).await;
    let reader = ChatId(FIRST + 7);
    office.change(reader, vec![Change::SetTopic(Topic::Calls, true, office.clock.now())]).await;
    let long = office.launches(office.launch()).await;
    let urgent = Launch { urgent: true, audience: Audience::of(Topic::Calls), ..office.launch() };
    let meanwhile = async {
        let begun = |event: &EmulatorEvent| event.kind == "sent" && event.chat >= FIRST;
        office.emulator.next_event(0, begun).await.expect("the long one has begun");
        office.launches(urgent).await
    };
    let (_, urgent) = tokio::join!(office.works(), meanwhile);
    office.works().await;
    let place = |id: CampaignId, last: bool| {
        let code = format!("/stop en {}", id.0);
        let events = office.emulator.events_after(0).expect("all are kept");
        let mut places =
            events.into_iter().filter(|event| event.text().ends_with(&code)).map(|event| event.seq);
        if last { places.next_back() } else { places.next() }
    };
    assert!(place(urgent, false) < place(long, true), "it came after all of the long one");
    assert_eq!(office.tally(long).await.of(Status::Sent), 2500);
}

#[tokio::test]
async fn all_whom_it_was_to_go_to_are_in_the_report_of_what_is_called_off_early() {
    let office = PostOffice::with(1200).await;
    let id = office.launches(office.launch()).await;
    let campaign = office.store.reader().campaign(id).await.expect("read").expect("launched");
    office.store.set_stage(&campaign, Stage::Filling, office.clock.now()).await.expect("stored");
    assert!(!office.store.fill(&campaign, office.clock.now()).await.expect("filled"), "there are more");
    office.orders(id, Order::Cancel).await;
    office.works().await;
    assert_eq!(office.told(), "cancelled: skipped(cancelled) 1200");
}

#[tokio::test]
async fn an_order_is_heard_while_the_report_is_on_its_way() {
    let office = PostOffice::with(3).await;
    let _ = office.emulator.fault(InjectedFault::new(FaultKind::Reset).after().chat(FIRST));
    let id = office.launches(office.launch()).await;
    // The report itself takes its time.
    let slow = InjectedFault::new(FaultKind::Delay).chat(AUTHOR.0).method("sendMessage").after();
    let ordered = async {
        let sent = |event: &EmulatorEvent| event.kind == "sent" && event.chat == AUTHOR.0;
        office.emulator.next_event(0, sent).await.expect("progress");
        let seq = office.emulator.seq();
        let _ = office.emulator.fault(slow);
        let done = |event: &EmulatorEvent| sent(event) && event.text().starts_with("done");
        office.emulator.next_event(seq, done).await.expect("the report");
        office.orders(id, Order::Repeat).await;
        office.emulator.clear_faults();
    };
    tokio::join!(office.works(), ordered);
    office.works().await;
    assert_eq!(office.tally(id).await.open(), 0);
    assert_eq!(office.told(), "done: sent 3");
}

#[tokio::test]
async fn two_that_take_turns_tell_their_authors_no_more_often_than_one() {
    let office = PostOffice::with(2500).await;
    for _ in 0..2 {
        office.launches(office.launch()).await;
    }
    office.works().await;
    // The clock stands still: each is told once how it goes, and once how it went.
    assert_eq!(office.heard(AUTHOR).len(), 4);
    let edits = office.events(AUTHOR, "edited");
    let texts: Vec<_> = edits.iter().filter(|event| event.method == Some("editMessageText")).collect();
    assert!(texts.is_empty(), "{texts:?}");
}
