//! People and groups: whether the bot may write to them, and which updates it gets.

use pledge_bot::emulator::{ButtonPress, NewGroup, NewMessage, PressOutcome};

use super::*;

fn group(emulator: &Emulator, kind: &str, members: &[i64]) -> i64 {
    let group =
        NewGroup {
            title: "Топ".into(), kind: kind.into(), members: members.to_vec(), ..NewGroup::default()
        };
    emulator.group(&group).expect("a new group")
}

async fn send_refused(emulator: &Emulator, chat: i64) -> String {
    refusal(emulator, "sendMessage", json!({"chat_id": chat, "text": "x"})).await
}

#[tokio::test]
async fn people_who_cannot_be_written_to() {
    let emulator = start().await;
    assert_eq!(send_refused(&emulator, 5).await, "Bad Request: chat not found");
    assert_eq!(
        send_refused(&emulator, emulator.bot_id()).await,
        "Forbidden: the bot can't send messages to the bot"
    );
    let person = emulator.person(&NewPerson::new("Gulnara", "ru")).expect("a new person");
    assert_eq!(
        send_refused(&emulator, person).await,
        "Forbidden: bot can't initiate conversation with a user"
    );
    emulator.say(person, "/start").expect("a message");
    result(&emulator, "sendMessage", json!({"chat_id": person, "text": "x"})).await;
    emulator.block(person).expect("a block");
    assert_eq!(send_refused(&emulator, person).await, "Forbidden: bot was blocked by the user");
    emulator.say(person, "/start").expect("writing lifts the block");
    result(&emulator, "sendMessage", json!({"chat_id": person, "text": "x"})).await;
    emulator.deactivate(person).expect("a closed account");
    assert_eq!(send_refused(&emulator, person).await, "Forbidden: user is deactivated");
    assert!(emulator.say(person, "x").is_err());
}

#[tokio::test]
async fn groups_that_cannot_be_written_to() {
    let emulator = start().await;
    let user = aibek(&emulator);
    for (kind, action, said) in [
        ("group", "remove_bot", "Forbidden: bot was kicked from the group chat"),
        ("supergroup", "remove_bot", "Forbidden: bot was kicked from the supergroup chat"),
        ("channel", "remove_bot", "Forbidden: bot was kicked from the channel chat"),
        ("supergroup", "restrict", "Bad Request: not enough rights to send text messages to the chat"),
        ("channel", "demote", "Bad Request: need administrator rights in the channel chat"),
        ("group", "delete", "Forbidden: the group chat was deleted"),
    ] {
        let id = group(&emulator, kind, &[user]);
        result(&emulator, "sendMessage", json!({"chat_id": id, "text": "x"})).await;
        emulator.group_action(id, action, None).expect("an action");
        assert_eq!(send_refused(&emulator, id).await, said);
    }
    let absent =
        NewGroup { title: "x".into(), kind: "supergroup".into(), bot: Some(false), ..NewGroup::default() };
    let absent = emulator.group(&absent).expect("a new group");
    assert_eq!(
        send_refused(&emulator, absent).await,
        "Forbidden: bot is not a member of the supergroup chat"
    );
}

#[tokio::test]
async fn a_group_moves_to_a_supergroup() {
    let emulator = start().await;
    let user = aibek(&emulator);
    let old = group(&emulator, "group", &[user]);
    let new = emulator.group_action(old, "upgrade", None).expect("an upgrade");
    let answer = call(&emulator, "sendMessage", json!({"chat_id": old, "text": "x"})).await;
    assert_eq!(answer["description"], "Bad Request: group chat was upgraded to a supergroup chat");
    assert_eq!(answer["parameters"]["migrate_to_chat_id"], new);
    result(&emulator, "sendMessage", json!({"chat_id": new, "text": "x"})).await;
    let updates = result(&emulator, "getUpdates", json!({})).await;
    let updates = updates.as_array().expect("a list");
    assert!(updates.iter().any(|update| update["message"]["migrate_to_chat_id"] == new));
    assert!(updates.iter().any(|update| update["message"]["migrate_from_chat_id"] == old));
}

#[tokio::test]
async fn the_bot_hears_of_its_status() {
    let emulator = start().await;
    let user = aibek(&emulator);
    emulator.block(user).expect("a block");
    emulator.unblock(user).expect("no block");
    let id = group(&emulator, "supergroup", &[user]);
    emulator.group_action(id, "remove_bot", Some(user)).expect("an action");
    let updates = result(&emulator, "getUpdates", json!({})).await;
    let moves: Vec<String> = updates
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|update| update.get("my_chat_member"))
        .map(|moved| {
            let status = |which: &str| moved[which]["status"].as_str().unwrap_or_default().to_owned();
            format!(
                "{}: {} to {}",
                moved["chat"]["type"],
                status("old_chat_member"),
                status("new_chat_member")
            )
        })
        .collect();
    assert_eq!(
        moves,
        [
            r#""private": member to kicked"#,
            r#""private": kicked to member"#,
            r#""supergroup": left to member"#,
            r#""supergroup": member to kicked"#,
        ]
    );
}

#[tokio::test]
async fn privacy_mode_hides_talk_from_the_bot() {
    let emulator = start().await;
    let user = aibek(&emulator);
    let id = group(&emulator, "supergroup", &[user]);
    let heard = |text: &str, reply_to: Option<i32>| {
        let message = NewMessage { from: Some(user), reply_to, ..NewMessage::text(text) };
        emulator.send(id, &message).expect("a message").update_id.is_some()
    };
    assert!(!heard("салам", None));
    assert!(heard("/help", None));
    assert!(heard("/help@pledge_emulated_bot", None));
    assert!(!heard("/help@other_bot", None));
    let sent = result(&emulator, "sendMessage", json!({"chat_id": id, "text": "x"})).await;
    let sent = i32::try_from(sent["message_id"].as_i64().expect("an id")).expect("an id");
    assert!(heard("жооп", Some(sent)));
    emulator.group_action(id, "promote", Some(user)).expect("an action");
    let message = NewMessage { from: Some(user), ..NewMessage::text("салам") };
    assert!(
        emulator.send(id, &message).expect("a message").update_id.is_some(),
        "administrators hear everything"
    );
}

#[tokio::test]
async fn a_forum_has_topics() {
    let emulator = start().await;
    let user = aibek(&emulator);
    let forum = NewGroup {
        is_forum: true,
        title: "x".into(),
        kind: "supergroup".into(),
        members: vec![user],
        ..NewGroup::default()
    };
    let forum = emulator.group(&forum).expect("a new forum");
    let topic = emulator.topic(forum, "Тема").expect("a new topic");
    let body = |topic: i32| json!({"chat_id": forum, "text": "x", "message_thread_id": topic});
    let sent = result(&emulator, "sendMessage", body(topic)).await;
    assert_eq!((&sent["is_topic_message"], &sent["message_thread_id"]), (&json!(true), &json!(topic)));
    assert_eq!(refusal(&emulator, "sendMessage", body(999)).await, "Bad Request: message thread not found");
    emulator.close_topic(forum, topic).expect("a closed topic");
    assert_eq!(refusal(&emulator, "sendMessage", body(topic)).await, "Bad Request: TOPIC_CLOSED");
}

#[tokio::test]
async fn buttons_that_the_client_handles_send_the_bot_nothing() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let keyboard = json!({"inline_keyboard": [
        [{"text": "ачуу", "url": "https://example.org/x"}],
        [{"text": "көчүрүү", "copy_text": {"text": "текст"}}, {"text": "жооп", "callback_data": "d"}],
    ]});
    result(&emulator, "sendMessage", json!({"chat_id": chat, "text": "x", "reply_markup": keyboard})).await;
    assert_eq!(emulator.tap(chat, "ачуу"), Ok(PressOutcome::Url { url: "https://example.org/x".into() }));
    let place = ButtonPress { row: Some(1), col: Some(0), ..ButtonPress::default() };
    assert_eq!(emulator.press(chat, &place), Ok(PressOutcome::CopyText { copy_text: "текст".into() }));
    assert_eq!(emulator.pending_updates(), 0);
    assert!(emulator.tap(chat, "жок").is_err());
    let stale = ButtonPress { data: Some("gone".into()), ..ButtonPress::default() };
    assert!(
        matches!(emulator.press(chat, &stale), Ok(PressOutcome::Callback { .. })),
        "old clients press what is gone"
    );
    assert_eq!(emulator.pending_updates(), 1);
    let deleted = ButtonPress { message_id: Some(999), ..stale };
    emulator.press(chat, &deleted).expect("old clients press on messages that are gone");
    let updates = result(&emulator, "getUpdates", json!({"offset": -1})).await;
    assert_eq!(updates[0]["callback_query"]["message"]["date"], 0, "an inaccessible message");
}
