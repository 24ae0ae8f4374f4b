//! What may be done about a campaign: pause, go on, call off, send again, take back, correct.

use jiff::SignedDuration;
use pledge_bot::domain::campaign::{CampaignKind, DeliveryStatus, Pause, Reason, Stage};
use pledge_bot::domain::message::{LinkButton, MessageBody};
use pledge_bot::domain::{Campaign, ChatId, Lang};
use pledge_bot::emulator::Press;
use pledge_bot::store::Outcome;

use super::{campaigns, content, delivered, media, owned, readers, sent, writes};
use crate::support::test_bot::{Person, Setup, TestBot};

/// A campaign with this text that every reader got.
async fn got_by_all(bot: &TestBot, owner: &Person, text: &str) -> Campaign {
    readers(bot, 5000, 3, Lang::En).await;
    writes(owner, text).await;
    owner.taps("Send…").await;
    owner.taps("Send to 3").await;
    let campaign = campaigns(bot).await.remove(0);
    delivered(bot, &campaign, sent).await;
    campaign
}

async fn stage(bot: &TestBot) -> Stage {
    campaigns(bot).await[0].stage
}

#[tokio::test]
async fn a_campaign_is_paused_goes_on_and_is_called_off() {
    let (bot, owner) = owned().await;
    assert!(owner.says("/campaigns").await.text().ends_with("Nothing has been sent yet."));
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps("Send…").await;
    owner.taps("Send to 3").await;
    assert!(owner.says("/campaigns").await.text().contains("№1, 25 November 2026: waits for its time"));
    owner.taps("№1").await;
    assert!(owner.taps("Pause").await.text().starts_with("№1: paused"));
    assert_eq!(stage(&bot).await, Stage::Paused(Pause::Author));
    bot.restart().await;
    assert!(owner.taps("Go on").await.text().starts_with("№1: goes out"));
    assert_eq!(stage(&bot).await, Stage::Scheduled, "delivery takes it from here");
    assert!(owner.taps("Call off").await.text().starts_with("Call №1 off?"));
    assert_ne!(stage(&bot).await, Stage::Cancelled, "it asks first");
    owner.taps("‹ Report").await;
    owner.taps("Call off").await;
    bot.restart().await;
    assert!(owner.taps("Yes, call it off").await.text().starts_with("№1: called off"));
    assert_eq!(stage(&bot).await, Stage::Cancelled);
    let resume = Press { data: Some("d:order:1:resume:0".into()), ..Press::default() };
    owner.presses(&resume).await;
    assert_eq!(stage(&bot).await, Stage::Cancelled, "nothing brings it back");
}

#[tokio::test]
async fn the_unsure_get_it_again_only_when_asked_for_and_once() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps("Send…").await;
    owner.taps("Send to 3").await;
    let unsure = |chat| match chat {
        ChatId(5000) => Outcome::Ended(DeliveryStatus::Unsure, Reason::Connection),
        chat => sent(chat),
    };
    delivered(&bot, &campaigns(&bot).await[0], unsure).await;
    owner.says("/campaigns").await;
    let report = owner.taps("№1").await.text();
    assert!(report.contains("Sent: 2 of 3\nUnsure: 1\n· the connection broke: 1"), "{report}");
    let ask = owner.taps("Send to the unsure again").await.text();
    assert!(ask.starts_with("Send once more where it is unsure whether it arrived (1 chat)?"), "{ask}");
    assert!(owner.taps("Send to the unsure again").await.text().starts_with("№1: goes out"));
    assert_eq!(stage(&bot).await, Stage::Running);
}

#[tokio::test]
async fn what_was_sent_is_taken_back_after_a_question_and_once() {
    let (bot, owner) = owned().await;
    let campaign = got_by_all(&bot, &owner, "Hello").await;
    writes(&owner, "A draft of something else").await;
    owner.says("/campaigns").await;
    owner.taps("№1").await;
    let ask = owner.taps("Take back").await.text();
    assert!(ask.starts_with("Delete №1 everywhere (3 chats)?"), "{ask}");
    let message = bot.emulator().messages(owner.id).last().cloned().expect("a message");
    let data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"].as_str().map(str::to_owned);
    let press = Press { data, ..Press::default() };
    assert!(owner.presses(&press).await.text().starts_with("It is on its way."));
    assert_eq!(owner.presses(&press).await.toast().as_deref(), Some("It is on its way already."));
    let all = campaigns(&bot).await;
    assert_eq!((all.len(), all[0].kind.clone()), (2, CampaignKind::Delete(campaign.id)));
    assert!(all[0].urgent && !all[0].trial);
    assert!(owner.says("/broadcast").await.text().contains("“A draft of something else”"), "the draft stays");
    owner.says("/campaigns").await;
    assert!(owner.taps("№2").await.text().starts_with("№2, taking back №1: waits for its time"));
}

#[tokio::test]
async fn taking_back_expires_with_its_button_and_after_two_days() {
    let (bot, owner) = owned().await;
    got_by_all(&bot, &owner, "Hello").await;
    owner.says("/campaigns").await;
    owner.taps("№1").await;
    owner.taps("Take back").await;
    bot.clock.advance(SignedDuration::from_mins(16));
    assert!(owner.taps("Yes, delete it everywhere").await.text().starts_with("Too much time has passed"));
    bot.restart().await;
    assert!(owner.taps("Yes, delete it everywhere").await.text().starts_with("Something has changed"));
    owner.taps("‹ Report").await;
    bot.clock.advance(SignedDuration::from_hours(48));
    assert!(owner.taps("Take back").await.text().starts_with("It is too late to take this back"));
    assert_eq!(campaigns(&bot).await.len(), 1);
}

#[tokio::test]
async fn what_was_sent_is_corrected_and_keeps_its_buttons() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 3, Lang::En).await;
    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    owner.posts(&media("photo", "Meeting at 18:00")).await;
    owner.taps("Buttons with links").await;
    owner.says("Join - https://example.org/join").await;
    owner.taps("‹ Draft").await;
    owner.taps("Send…").await;
    owner.taps("Send to 3").await;
    let first = campaigns(&bot).await.remove(0);
    delivered(&bot, &first, sent).await;

    owner.says("/campaigns").await;
    owner.taps("№1").await;
    let draft = owner.taps("Correct").await;
    assert!(draft.text().contains("Correction of №1: draft"), "{}", draft.shown());
    assert!(!draft.shown().contains("[To whom]") && !draft.shown().contains("Кыргызча"), "{}", draft.shown());
    let same = owner.taps("Send…").await.text();
    assert!(same.starts_with("This is what it says already."), "{same}");
    owner.taps("✓ English").await;
    owner.taps("Send another").await;
    assert!(owner.posts(&media("photo", "x")).await.text().starts_with("Only a text can be put"));
    bot.restart().await;
    owner.says("Meeting at 19:00").await;
    let preview = owner.taps("Preview").await;
    assert!(
        preview.shown().contains("Meeting at 19:00\n\nStop: /stop · Choose topics: /updates · №1"),
        "{}",
        preview.shown()
    );
    owner.taps("Send…").await;
    assert!(owner.taps("Send to 3").await.text().starts_with("It is on its way."));

    let all = campaigns(&bot).await;
    assert_eq!((all.len(), all[0].kind.clone()), (2, CampaignKind::Replace(first.id)));
    let post = content(&bot, &all[0]).await.by_lang[&Lang::En].clone();
    let MessageBody::Media(media) = &post.body else { panic!("{post:?}") };
    assert_eq!(media.caption.text, "Meeting at 19:00");
    let url = "https://example.org/join".parse().expect("an address");
    assert_eq!(post.links, [LinkButton { label: "Join".into(), url }]);

    owner.says("/campaigns").await;
    owner.taps("№1").await;
    let again = owner.taps("Correct").await.text();
    assert!(again.contains("“Meeting at 19:00”"), "a second correction starts from the first: {again}");
}

#[tokio::test]
async fn a_correction_waits_for_the_draft_under_way() {
    let (bot, owner) = owned().await;
    got_by_all(&bot, &owner, "Hello").await;
    writes(&owner, "Something else").await;
    owner.says("/campaigns").await;
    owner.taps("№1").await;
    let busy = owner.taps("Correct").await.text();
    assert!(
        busy.starts_with("You have another draft under way.") && busy.contains("“Something else”"),
        "{busy}"
    );
}

#[tokio::test]
async fn another_owner_sees_and_stops_it_too() {
    let setup = Setup { owners: vec![1001, 1002], ..Default::default() };
    let bot = TestBot::with(setup).await;
    let (olga, bakyt) = (bot.person("Olga", "en"), bot.person("Bakyt", "en"));
    olga.starts(Lang::En).await;
    bakyt.starts(Lang::En).await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&olga, "Hello").await;
    assert!(bakyt.says("/broadcast").await.text().contains("English: missing"), "drafts are one's own");
    olga.taps("Send…").await;
    olga.taps("Send to 3").await;
    bakyt.says("/campaigns").await;
    bakyt.taps("№1").await;
    bakyt.taps("Pause").await;
    assert_eq!(stage(&bot).await, Stage::Paused(Pause::Author));
}

#[tokio::test]
async fn a_correction_that_was_called_off_may_be_sent_again() {
    let (bot, owner) = owned().await;
    got_by_all(&bot, &owner, "Meeting at 18:00").await;
    for time in 1..=2 {
        owner.says("/campaigns").await;
        owner.taps("№1").await;
        owner.taps("Correct").await;
        owner.taps("✓ English").await;
        owner.taps("Send another").await;
        owner.says("Meeting at 19:00").await;
        owner.taps("‹ Draft").await;
        owner.taps("Send…").await;
        let sent = owner.taps("Send to 3").await.text();
        assert!(sent.starts_with("It is on its way."), "time {time}: {sent}");
        owner.says("/campaigns").await;
        owner.taps(&format!("№{}", time + 1)).await;
        owner.taps("Call off").await;
        owner.taps("Yes, call it off").await;
    }
}

#[tokio::test]
async fn what_nobody_knows_the_recipients_of_any_more_can_not_be_changed() {
    let (bot, owner) = owned().await;
    got_by_all(&bot, &owner, "Meeting at 18:00").await;
    let report = async || {
        owner.says("/campaigns").await;
        owner.taps("№1").await.shown()
    };
    assert!(report().await.contains("[Correct]"));
    let keep = pledge_bot::domain::Retention::default();
    let later = bot.clock.now() + keep.deliveries + jiff::SignedDuration::from_hours(1);
    bot.service(async |service| {
        let store = &service.app().store;
        store.set_progress(pledge_bot::domain::CampaignId(1), None, true).await.expect("stored");
        // The deliveries first, and then that there are none.
        for _ in 0..2 {
            store.sweep(later, &keep).await.expect("swept");
        }
    })
    .await;
    let shown = report().await;
    assert!(shown.contains("Sent: 3 of 3") && !shown.contains("[Correct]"), "{shown}");
}
