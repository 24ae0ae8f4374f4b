//! The bot in groups: it answers what is addressed to it, and shows nothing of a person there.

use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::emulator::{Fault, FaultKind, NewGroup, Outgoing, Press};
use serde_json::json;

use super::desk::owned;
use crate::support::test_bot::{Heard, Person, TestBot};

async fn said(bot: &TestBot, group: i64, message: &Outgoing) -> Heard {
    let seq = bot.emulator().seq();
    bot.emulator().send(group, message).expect("it is sent");
    bot.settle().await;
    let events = bot.emulator().events_after(seq).expect("events");
    Heard(events.into_iter().filter(|event| event.chat == group).collect())
}

fn from(id: i64, text: &str) -> Outgoing {
    Outgoing { from: Some(id), ..Outgoing::text(text) }
}

#[tokio::test]
async fn in_a_group_it_answers_what_is_addressed_to_it() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let new = NewGroup {
        title: "Friends".into(),
        kind: "group".into(),
        members: vec![aigul.id],
        ..NewGroup::default()
    };
    let group = bot.emulator().group(&new).expect("a group");
    bot.settle().await;

    let pledge = said(&bot, group, &from(aigul.id, "/pledge@pledge_test_bot")).await;
    assert!(pledge.text().starts_with("The pledge in short"));
    let deadline = said(&bot, group, &from(aigul.id, "/deadline")).await;
    assert!(deadline.text().contains("694 days ago"));
    assert!(said(&bot, group, &from(aigul.id, "/pledge@otherbot")).await.texts().is_empty());
    assert!(said(&bot, group, &from(aigul.id, "hello @pledge_test_bot")).await.texts().is_empty());

    let sign = said(&bot, group, &from(aigul.id, "/sign@pledge_test_bot")).await;
    assert!(sign.text().starts_with("This works in the private chat"));
    let url = sign.0.iter().find_map(|event| {
        event.message.as_ref()?["reply_markup"]["inline_keyboard"][0][0]["url"].as_str().map(str::to_owned)
    });
    assert_eq!(url.as_deref(), Some("https://t.me/pledge_test_bot?start=sign"));
}

#[tokio::test]
async fn in_a_forum_the_answer_goes_to_the_topic_it_came_from() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let new = NewGroup {
        title: "Forum".into(),
        kind: "supergroup".into(),
        members: vec![aigul.id],
        is_forum: true,
        ..NewGroup::default()
    };
    let group = bot.emulator().group(&new).expect("a group");
    let topic = bot.emulator().topic(group, "News").expect("a topic");
    let message = Outgoing { message_thread_id: Some(topic), ..from(aigul.id, "/calls@pledge_test_bot") };
    let heard = said(&bot, group, &message).await;
    let thread = heard.0.iter().find(|event| event.kind == "sent").and_then(|event| event.message.clone());
    assert_eq!(thread.expect("a message")["message_thread_id"], topic);
}

#[tokio::test]
async fn a_group_that_becomes_a_supergroup_is_followed() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let new = NewGroup {
        title: "Friends".into(),
        kind: "group".into(),
        members: vec![aigul.id],
        ..NewGroup::default()
    };
    let group = bot.emulator().group(&new).expect("a group");
    said(&bot, group, &from(aigul.id, "/help@pledge_test_bot")).await;
    let moved = bot.emulator().group_action(group, "upgrade", None).expect("a supergroup");
    bot.settle().await;
    let heard = said(&bot, moved, &from(aigul.id, "/help@pledge_test_bot")).await;
    assert!(heard.text().starts_with("How to use this bot in a group"));
}

/// A group with an administrator (1001, an owner of the bot) and a member (1002) in it.
struct Street {
    bot: Arc<TestBot>,
    group: i64,
    admin: Person,
    member: Person,
}

impl Street {
    async fn new() -> Street {
        let (bot, admin) = owned().await;
        let member = bot.person("Bakyt", "en");
        let new = NewGroup {
            title: "Our street".into(),
            kind: "supergroup".into(),
            members: vec![admin.id, member.id],
            admins: vec![admin.id],
            ..NewGroup::default()
        };
        let group = bot.emulator().group(&new).expect("a group");
        bot.settle().await;
        Street { bot, group, admin, member }
    }

    async fn says(&self, person: &Person, text: &str) -> Heard {
        said(&self.bot, self.group, &from(person.id, text)).await
    }

    async fn taps(&self, person: &Person, label: &str) -> Heard {
        let seq = self.bot.emulator().seq();
        let press = Press { from: Some(person.id), text: Some(label.into()), ..Press::default() };
        self.bot.emulator().press(self.group, &press).expect("it is pressed");
        self.bot.settle().await;
        let events = self.bot.emulator().events_after(seq).expect("events");
        Heard(events.into_iter().filter(|event| event.chat == self.group).collect())
    }

    /// The administrator chooses English and this topic.
    async fn hears(&self, topic: &str) {
        self.says(&self.admin, "/updates@pledge_test_bot").await;
        self.taps(&self.admin, "English").await;
        self.taps(&self.admin, &format!("{topic}: off")).await;
    }

    fn last(&self) -> String {
        let messages = self.bot.emulator().messages(self.group);
        messages.last().and_then(|message| message["text"].as_str()).unwrap_or_default().to_owned()
    }

    fn last_has_buttons(&self) -> bool {
        let messages = self.bot.emulator().messages(self.group);
        messages.last().is_some_and(|message| !message["reply_markup"].is_null())
    }
}

#[tokio::test]
async fn the_admins_of_a_group_choose_what_it_hears() {
    let street = Street::new().await;
    let (admin, member) = (&street.admin, &street.member);
    let mut shown = vec![street.says(member, "/updates@pledge_test_bot").await.shown()];
    for (person, label) in [
        (member, "English"),
        (admin, "English"),
        (member, "News: off"),
        (admin, "News: off"),
        (member, "✓ News: on"),
        (member, "Stop all messages"),
        (admin, "Русский"),
        (admin, "Кыргызча"),
    ] {
        shown.push(street.taps(person, label).await.shown());
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("group", shown.join("\n\n----\n\n"));
    });
}

#[tokio::test]
async fn a_group_gets_what_its_admins_chose_until_they_stop_it() {
    let street = Street::new().await;
    let (admin, member) = (&street.admin, &street.member);
    street.hears("News").await;

    let sends = async |text: &str, to: &str| {
        admin.says("/broadcast").await;
        admin.taps("+ English").await;
        admin.says(text).await;
        admin.taps("‹ Draft").await;
        admin.taps("To whom").await;
        admin.taps("Groups").await;
        admin.taps("‹ Draft").await;
        admin.taps("Send…").await;
        let sent = admin.taps(to).await;
        street.bot.delivers().await;
        sent.text()
    };
    sends("We meet on Friday", "Send to 1").await;
    let footer = "Stop: /stop@pledge_test_bot · Choose topics: /updates@pledge_test_bot · №1";
    assert_eq!(street.last(), format!("We meet on Friday\n\n{footer}"));

    let refused = street.says(member, "/stop@pledge_test_bot").await;
    assert_eq!(refused.text(), "Only an administrator of this group can do that.");
    let stopped = street.says(admin, "/stop@pledge_test_bot").await;
    assert!(stopped.text().starts_with("All messages to this group are off."));
    let topics = street.taps(member, "What this group hears").await;
    assert!(topics.shown().contains("[News: off]"), "{}", topics.shown());
}

#[tokio::test]
async fn a_group_is_reminded_without_buttons_that_are_for_a_person() {
    let street = Street::new().await;
    let admin = &street.admin;
    street.hears("Reminders").await;
    let form =
        "/deadlines\ndate: 2026-12-02\nky: БУУга отчет\nru: Отчёт в ООН\nen: Report to the UN\nleads: 1";
    admin.says(form).await;
    admin.taps("Set it").await;
    street.bot.clock.advance(SignedDuration::from_hours(6 * 24 - 1));
    street.bot.delivers().await;
    let last = street.last();
    assert!(last.contains("Report to the UN") && last.contains("/stop@pledge_test_bot"), "{last}");
    assert!(!street.last_has_buttons());
}

#[tokio::test]
async fn a_group_and_a_person_hear_once_of_what_came_of_a_call() {
    let street = Street::new().await;
    let admin = &street.admin;
    street.hears("Calls").await;
    admin.says("/updates").await;
    admin.taps("Calls: off").await;
    admin
        .says(
            "/record\ncall: authorities-laws\nstatus: in-progress\ndate: 2026-11-20\n\
             ky: Долбоор даярдалды\nru: Проект готов\nen: A draft is ready\nlink: https://example.org/bill",
        )
        .await;
    admin.taps("Enter it").await;
    for hours in [23, 24] {
        street.bot.clock.advance(SignedDuration::from_hours(hours));
        street.bot.delivers().await;
    }
    assert_eq!(street.bot.emulator().transcript(street.group).matches("A draft is ready").count(), 1);
    assert_eq!(admin.transcript().matches("https://example.org/bill\n\nStop:").count(), 1);
    assert!(street.last().contains("/stop@pledge_test_bot"), "{}", street.last());
}

#[tokio::test]
async fn where_telegram_does_not_say_who_the_admins_are_nothing_changes() {
    let street = Street::new().await;
    let admin = &street.admin;
    street.says(admin, "/updates@pledge_test_bot").await;
    street.taps(admin, "English").await;
    let fault = Fault::new(FaultKind::BadRequest).description("Bad Request: something new");
    let _ = street.bot.emulator().fault(fault.method("getChatAdministrators").times(2));
    let tapped = street.taps(admin, "News: off").await;
    assert_eq!(tapped.toast().as_deref().map(|toast| toast.starts_with("Telegram didn't tell")), Some(true));
    assert!(street.says(admin, "/stop@pledge_test_bot").await.text().starts_with("Telegram didn't tell"));
    let tapped = street.taps(admin, "News: off").await;
    assert!(tapped.shown().contains("[✓ News: on]"), "{}", tapped.shown());
}

#[tokio::test]
async fn who_writes_in_the_name_of_the_group_is_one_of_its_admins() {
    let street = Street::new().await;
    street.hears("News").await;
    let anonymous = json!({
        "message_id": 500, "date": 1_795_600_000, "text": "/stop@pledge_test_bot",
        "chat": { "id": street.group, "type": "supergroup", "title": "Our street" },
        "from": { "id": 1_087_968_824, "is_bot": true, "first_name": "Group" },
        "sender_chat": { "id": street.group, "type": "supergroup", "title": "Our street" },
        "entities": [{ "type": "bot_command", "offset": 0, "length": 21 }],
    });
    let seq = street.bot.emulator().seq();
    street.bot.emulator().inject(json!({ "message": anonymous })).expect("it is sent");
    street.bot.settle().await;
    let events = street.bot.emulator().events_after(seq).expect("events");
    let heard = Heard(events.into_iter().filter(|event| event.chat == street.group).collect());
    assert!(heard.text().starts_with("All messages to this group are off."), "{}", heard.text());
}

#[tokio::test]
async fn the_talk_of_a_group_and_a_flood_in_it_do_not_keep_its_admins_from_the_bot() {
    let street = Street::new().await;
    let (admin, member) = (&street.admin, &street.member);
    for _ in 0..100 {
        street.bot.emulator().send(street.group, &from(member.id, "How are you?")).expect("it is sent");
    }
    street.bot.settle().await;
    assert!(street.says(admin, "/updates@pledge_test_bot").await.shown().contains("[English]"));
    street.taps(admin, "English").await;
    street.taps(admin, "News: off").await;
    for _ in 0..100 {
        let help = from(member.id, "/help@pledge_test_bot");
        street.bot.emulator().send(street.group, &help).expect("it is sent");
    }
    street.bot.settle().await;
    let stopped = street.says(admin, "/stop@pledge_test_bot").await;
    assert!(stopped.text().starts_with("All messages to this group are off."), "{}", stopped.shown());
}
