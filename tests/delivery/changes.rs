//! What went out is corrected, or taken back.

use pledge_bot::{
    domain::{
        CampaignId, ChatId, Lang,
        campaign::{Job, Launch, Order, Stage},
    },
    emulator::{EmulatorEvent, FaultKind, InjectedFault, NewMessage},
    store::Change,
};

use crate::post_office::{FIRST, PostOffice, content};

#[tokio::test]
async fn a_correction_takes_the_place_of_the_text_and_keeps_its_code() {
    let office = PostOffice::with(5).await;
    office.emulator.block(FIRST + 4).expect("they block");
    let id = office.launches(office.launch()).await;
    office.works().await;
    let _ = office.emulator.fault(
        InjectedFault::new(FaultKind::BadRequest)
            .description("Bad Request: message to edit not found")
            .chat(FIRST)
            .method("editMessageText"),
    );
    let content = content(&[(Lang::En, "Hello again")]);
    office.launches(Launch { job: Job::Replace(id), content, ..office.launch() }).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 3, failed(no-message) 1");
    let edited = office.events(ChatId(FIRST + 1), "edited");
    assert_eq!(edited[0].text(), format!("Hello again\n\n/stop en {}", id.0));
    assert!(office.events(ChatId(FIRST), "edited").is_empty());
}

#[tokio::test]
async fn what_is_taken_back_is_deleted_where_it_arrived() {
    let office = PostOffice::with(5).await;
    let id = office.launches(office.launch()).await;
    office.works().await;
    office.launches(Launch { job: Job::Delete(id), ..office.launch() }).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 5");
    for chat in FIRST..FIRST + 5 {
        assert_eq!(office.events(ChatId(chat), "deleted").len(), 1);
        assert!(office.emulator.messages(chat).is_empty());
    }
}

#[tokio::test]
async fn a_change_that_may_have_failed_is_tried_again_when_the_author_says_so() {
    let content = content(&[(Lang::En, "Hello again")]);
    for (job, method) in
        [(Job::Delete as fn(CampaignId) -> Job, "deleteMessage"), (Job::Replace, "editMessageText")]
    {
        let office = PostOffice::with(5).await;
        let id = office.launches(office.launch()).await;
        office.works().await;
        let _ = office.emulator.fault(InjectedFault::new(FaultKind::Reset).chat(FIRST).method(method));
        let change = Launch { job: job(id), content: content.clone(), ..office.launch() };
        let change = office.launches(change).await;
        office.works().await;
        assert_eq!(office.told(), "done: sent 4, unsure(connection) 1");
        office.orders(change, Order::Repeat).await;
        office.works().await;
        assert_eq!(office.told(), "done: sent 5", "{method}");
    }
}

#[tokio::test]
async fn what_was_corrected_does_not_go_out_as_it_was_again() {
    let office = PostOffice::with(5).await;
    let _ = office.emulator.fault(InjectedFault::new(FaultKind::Reset).chat(FIRST));
    let id = office.launches(office.launch()).await;
    office.works().await;
    let content = content(&[(Lang::En, "Hello again")]);
    office.launches(Launch { job: Job::Replace(id), content, ..office.launch() }).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 4, failed(no-message) 1", "who may have it is counted");
    office.orders(id, Order::Repeat).await;
    office.works().await;
    assert!(office.heard(ChatId(FIRST)).is_empty());
}

#[tokio::test]
async fn a_correction_comes_in_the_language_that_somebody_got() {
    let office = PostOffice::with(2).await;
    office.subscribes(ChatId(FIRST), Lang::Ru).await;
    let both = |ru, en| content(&[(Lang::Ru, ru), (Lang::En, en)]);
    let id = office.launches(Launch { content: both("В шесть", "At six"), ..office.launch() }).await;
    office.works().await;
    office.change(ChatId(FIRST), vec![Change::SetLang(Lang::Ky)]).await;
    let correction =
        Launch { job: Job::Replace(id), content: both("В семь", "At seven"), ..office.launch() };
    office.launches(correction).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 2");
    let edited = office.events(ChatId(FIRST), "edited");
    assert_eq!(edited[0].text(), format!("В семь\n\n/stop ru {}", id.0));
}

#[tokio::test]
async fn an_older_correction_does_not_come_after_a_newer_one() {
    let office = PostOffice::with(3).await;
    let id = office.launches(office.launch()).await;
    office.works().await;
    let correction =
        |text| Launch { job: Job::Replace(id), content: content(&[(Lang::En, text)]), ..office.launch() };
    let older = office.launches(correction("Older")).await;
    office.orders(older, Order::Pause).await;
    office.launches(correction("Newer")).await;
    office.works().await;
    office.orders(older, Order::Resume).await;
    office.works().await;
    assert_eq!(office.stage(older).await, Stage::Cancelled);
    for chat in FIRST..FIRST + 3 {
        let edited = office.events(ChatId(chat), "edited");
        assert_eq!(edited.len(), 1);
        assert!(edited[0].text().starts_with("Newer"));
    }
}

#[tokio::test]
async fn what_a_group_got_before_it_was_moved_can_not_be_changed_and_is_counted() {
    let office = PostOffice::with(0).await;
    let (group, id) = office.group().await;
    office.works().await;
    let new = ChatId(office.emulator.group_action(group.0, "upgrade", None).expect("it is upgraded"));
    office.change(group, vec![Change::MigrateTo(new)]).await;
    // A supergroup counts its messages anew, so that the same numbers are other people's soon.
    office.emulator.group_action(new.0, "promote", None).expect("the bot may delete");
    for _ in 0..20 {
        let message = NewMessage { from: Some(FIRST), ..NewMessage::text("How are you?") };
        office.emulator.send(new.0, &message).expect("it is sent");
    }
    office.launches(Launch { job: Job::Delete(id), ..office.launch() }).await;
    office.works().await;
    assert!(office.events(new, "deleted").is_empty());
    assert_eq!(office.told(), "done: failed(no-message) 1");
}

#[tokio::test]
async fn a_restart_in_the_middle_of_taking_back_deletes_each_once() {
    let mut office = PostOffice::with(100).await;
    let id = office.launches(office.launch()).await;
    office.works().await;
    office.launches(Launch { job: Job::Delete(id), ..office.launch() }).await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let ends = async {
        let deleted = |event: &EmulatorEvent| event.kind == "deleted";
        office.emulator.next_event(0, deleted).await.expect("it has begun");
        stop.send(true).expect("it listens");
    };
    let (passed, ()) = tokio::join!(office.engine.pass(&stopped), ends);
    passed.expect("the store works");
    let deleted = |office: &PostOffice| -> Vec<usize> {
        (FIRST..FIRST + 100).map(|chat| office.events(ChatId(chat), "deleted").len()).collect()
    };
    assert!(deleted(&office).contains(&0), "it was in the middle");
    office.restart().await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 100");
    assert_eq!(deleted(&office), [1; 100]);
}
