//! The bot in groups: it answers what is addressed to it, and shows nothing of a person there.

use pledge_bot::emulator::{NewGroup, Outgoing};

use crate::support::town::{Heard, Town};

async fn said(town: &Town, group: i64, message: &Outgoing) -> Heard {
    let seq = town.emulator().seq();
    town.emulator().send(group, message).expect("it is sent");
    town.settle().await;
    let events = town.emulator().events_after(seq).expect("events");
    Heard(events.into_iter().filter(|event| event.chat == group).collect())
}

fn from(id: i64, text: &str) -> Outgoing {
    Outgoing { from: Some(id), ..Outgoing::text(text) }
}

#[tokio::test]
async fn in_a_group_it_answers_what_is_addressed_to_it() {
    let town = Town::new().await;
    let aigul = town.person("Aigul", "en");
    let new = NewGroup {
        title: "Friends".into(),
        kind: "group".into(),
        members: vec![aigul.id],
        ..NewGroup::default()
    };
    let group = town.emulator().group(&new).expect("a group");
    town.settle().await;

    let pledge = said(&town, group, &from(aigul.id, "/pledge@pledge_test_bot")).await;
    assert!(pledge.text().starts_with("The pledge in short"));
    let deadline = said(&town, group, &from(aigul.id, "/deadline")).await;
    assert!(deadline.text().contains("694 days ago"));
    assert!(said(&town, group, &from(aigul.id, "/pledge@otherbot")).await.texts().is_empty());
    assert!(said(&town, group, &from(aigul.id, "hello @pledge_test_bot")).await.texts().is_empty());

    let sign = said(&town, group, &from(aigul.id, "/sign@pledge_test_bot")).await;
    assert!(sign.text().starts_with("This works in the private chat"));
    let url = sign.0.iter().find_map(|event| {
        event.message.as_ref()?["reply_markup"]["inline_keyboard"][0][0]["url"].as_str().map(str::to_owned)
    });
    assert_eq!(url.as_deref(), Some("https://t.me/pledge_test_bot?start=sign"));
}

#[tokio::test]
async fn in_a_forum_the_answer_goes_to_the_topic_it_came_from() {
    let town = Town::new().await;
    let aigul = town.person("Aigul", "en");
    let new = NewGroup {
        title: "Forum".into(),
        kind: "supergroup".into(),
        members: vec![aigul.id],
        is_forum: true,
        ..NewGroup::default()
    };
    let group = town.emulator().group(&new).expect("a group");
    let topic = town.emulator().topic(group, "News").expect("a topic");
    let message = Outgoing { message_thread_id: Some(topic), ..from(aigul.id, "/calls@pledge_test_bot") };
    let heard = said(&town, group, &message).await;
    let thread = heard.0.iter().find(|event| event.kind == "sent").and_then(|event| event.message.clone());
    assert_eq!(thread.expect("a message")["message_thread_id"], topic);
}

#[tokio::test]
async fn a_group_that_becomes_a_supergroup_is_followed() {
    let town = Town::new().await;
    let aigul = town.person("Aigul", "en");
    let new = NewGroup {
        title: "Friends".into(),
        kind: "group".into(),
        members: vec![aigul.id],
        ..NewGroup::default()
    };
    let group = town.emulator().group(&new).expect("a group");
    said(&town, group, &from(aigul.id, "/help@pledge_test_bot")).await;
    let moved = town.emulator().group_action(group, "upgrade", None).expect("a supergroup");
    town.settle().await;
    let heard = said(&town, moved, &from(aigul.id, "/help@pledge_test_bot")).await;
    assert!(heard.text().starts_with("How to use this bot in a group"));
}
