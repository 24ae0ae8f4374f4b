//! What went out is corrected, or taken back.

use pledge_bot::{
    domain::{
        ChatId, Lang,
        campaign::{Job, Launch},
    },
    emulator::{Fault, FaultKind},
};

use crate::post_office::{FIRST, PostOffice, content};

#[tokio::test]
async fn a_correction_takes_the_place_of_the_text_and_keeps_its_code() {
    let office = PostOffice::with(5).await;
    office.emulator.block(FIRST + 4).expect("they block");
    let id = office.launches(office.launch()).await;
    office.works().await;
    let _ = office.emulator.fault(
        Fault::new(FaultKind::BadRequest)
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
