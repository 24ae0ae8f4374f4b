//! The bot in groups: it answers messages that are addressed to it, and shows no personal data.

use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::domain::{Lang, Topic};
use pledge_bot::emulator::{FaultKind, InjectedFault, NewGroup, NewMessage};
use serde_json::json;

use super::staff::{confirms, writes};
use crate::support::chat::{self, Group, Heard, Person, Words, english};
use crate::support::snapshots::Screens;
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn in_a_group_it_answers_what_is_addressed_to_it() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let group = bot.group(&[&aigul]).await;
    group.says(&aigul, "/pledge@pledge_test_bot").await.opens_with(say.pledge_summary());
    group.says(&aigul, "/deadline").await.sees(say.deadline_passed(694));
    group.says(&aigul, "/pledge@otherbot").await.is_silent();
    group.says(&aigul, "hello @pledge_test_bot").await.is_silent();

    let sign = group.says(&aigul, "/support@pledge_test_bot").await;
    let button =
        &sign.opens_with(say.help_private()).sent_by("sendMessage")["reply_markup"]["inline_keyboard"][0][0];
    assert_eq!(button["url"], "https://t.me/pledge_test_bot?start=sign");
}

#[tokio::test]
async fn a_group_is_greeted_once_when_the_bot_comes() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let group = bot.group(&[&aigul]).await;
    let greetings = |chat: i64| {
        let heard = bot.heard(chat, 0, Lang::En);
        let greeting = say.group_greeting().plain();
        heard.events.iter().filter(|event| event.kind == "sent" && event.text() == greeting).count()
    };
    assert_eq!(greetings(group.id), 1);
    group.taps(&aigul, say.group_button()).await.sees(say.group_language());

    // Being made an administrator, being removed and added again, and becoming a supergroup are no new meetings.
    for action in ["promote", "demote", "remove_bot", "add_bot"] {
        bot.emulator().group_action(group.id, action, Some(aigul.id)).expect("a change");
        bot.settle().await;
    }
    let moved = bot.emulator().group_action(group.id, "upgrade", None).expect("a supergroup");
    bot.settle().await;
    assert_eq!((greetings(group.id), greetings(moved)), (1, 0));
}

#[tokio::test]
async fn a_channel_and_a_person_who_lifts_a_block_are_not_greeted() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let channel = bot.group_with(&[], NewGroup { kind: "channel".into(), ..NewGroup::default() }).await;
    bot.emulator().block(aigul.id).expect("a block");
    bot.settle().await;
    bot.emulator().unblock(aigul.id).expect("no block");
    bot.settle().await;
    for chat in [channel.id, aigul.id] {
        assert_eq!(bot.emulator().transcript(chat).matches("bot:").count(), 0);
    }
}

#[tokio::test]
async fn a_group_is_greeted_in_the_language_of_whoever_adds_the_bot() {
    let bot = TestBot::new().await;
    for lang in Lang::ALL {
        let person = bot.person("Aigul", lang.code());
        let group = bot.group(&[&person]).await;
        let transcript = bot.emulator().transcript(group.id);
        assert!(transcript.contains(&chat::say(lang).group_greeting().plain()), "{transcript}");
    }
}

#[tokio::test]
async fn in_a_forum_the_answer_goes_to_the_topic_it_came_from() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let forum = NewGroup { kind: "supergroup".into(), is_forum: true, ..NewGroup::default() };
    let group = bot.group_with(&[&aigul], forum).await;
    let topic = bot.emulator().topic(group.id, "News").expect("a topic");
    let message = NewMessage {
        from: Some(aigul.id),
        message_thread_id: Some(topic),
        ..NewMessage::text("/calls@pledge_test_bot")
    };
    let heard = group.sends_message(&message).await;
    assert_eq!(heard.sent_by("sendMessage")["message_thread_id"], topic);
}

#[tokio::test]
async fn a_group_that_becomes_a_supergroup_is_followed() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let group = bot.group(&[&aigul]).await;
    group.says(&aigul, "/help@pledge_test_bot").await;
    let moved = bot.emulator().group_action(group.id, "upgrade", None).expect("a supergroup");
    bot.settle().await;
    let moved = Group::new(&bot, moved);
    moved.says(&aigul, "/help@pledge_test_bot").await.opens_with(english().help_group());
}

#[tokio::test]
async fn an_answer_that_finds_its_group_moved_is_said_in_the_supergroup() {
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    let group = bot.group(&[&aigul]).await;
    group.says(&aigul, "/help@pledge_test_bot").await;
    let seq = bot.emulator().seq();
    let asked = NewMessage { from: Some(aigul.id), ..NewMessage::text("/help@pledge_test_bot") };
    bot.emulator().send(group.id, &asked).expect("it is sent");
    let moved = bot.emulator().group_action(group.id, "upgrade", None).expect("a supergroup");
    Group::new(&bot, moved).hears(seq).await.opens_with(english().help_group());
}

/// A group with an administrator (an owner of the bot) and a member in it.
struct Street {
    bot: Arc<TestBot>,
    group: Group,
    admin: Person,
    member: Person,
}

impl Street {
    async fn new() -> Street {
        let (bot, admin) = TestBot::with_owner().await;
        let member = bot.person("Bakyt", "en");
        let new = NewGroup { kind: "supergroup".into(), admins: vec![admin.id], ..NewGroup::default() };
        let group = bot.group_with(&[&admin, &member], new).await;
        Street { bot, group, admin, member }
    }

    async fn says(&self, person: &Person, text: &str) -> Heard {
        self.group.says(person, text).await
    }

    async fn taps(&self, person: &Person, label: impl Words) -> Heard {
        self.group.taps(person, label).await
    }

    /// The administrator chooses English and this topic.
    async fn hears(&self, topic: Topic) {
        let say = english();
        self.says(&self.admin, "/updates@pledge_test_bot").await;
        self.taps(&self.admin, say.language_name()).await;
        self.taps(&self.admin, say.topic_off(&say.topic_name(topic))).await;
    }

    fn last(&self) -> String {
        self.group.newest()["text"].as_str().unwrap_or_default().to_owned()
    }
}

#[tokio::test]
async fn the_admins_of_a_group_choose_what_it_hears() {
    let say = english();
    let street = Street::new().await;
    let (admin, member) = (&street.admin, &street.member);
    let mut screens = Screens::of("group", Lang::En);
    let updates = "/updates@pledge_test_bot";
    screens.see("01_language", updates, &street.says(member, updates).await.shown());
    let news = &say.topic_name(Topic::News);
    for (screen, person, label) in [
        ("02_member_chooses_language", member, say.language_name()),
        ("03_admin_chooses_language", admin, say.language_name()),
        ("04_member_switches_on", member, say.topic_off(news)),
        ("05_admin_switches_on", admin, say.topic_off(news)),
        ("06_member_switches_off", member, say.topic_on(news)),
        ("07_member_stops", member, say.button_stop()),
        ("08_russian", admin, chat::say(Lang::Ru).language_name()),
        ("09_kyrgyz", admin, chat::say(Lang::Ky).language_name()),
    ] {
        screens.see(screen, &format!("[{label}]"), &street.taps(person, label).await.shown());
    }
    screens.finish();
}

#[tokio::test]
async fn a_group_gets_what_its_admins_chose_until_they_stop_it() {
    let say = english();
    let street = Street::new().await;
    let (admin, member) = (&street.admin, &street.member);
    street.hears(Topic::News).await;

    writes(admin, "We meet on Friday").await;
    admin.taps(say.campaign_button_audience()).await;
    admin.taps(say.campaign_button_groups()).await;
    admin.taps(say.campaign_button_draft()).await;
    confirms(admin, 1).await;
    street.bot.delivers().await;
    let footer = say.campaign_footer_group("pledge_test_bot", 1);
    assert_eq!(street.last(), format!("We meet on Friday\n\n{footer}"));

    street.says(member, "/stop@pledge_test_bot").await.opens_with(say.group_refused_toast());
    street.says(admin, "/stop@pledge_test_bot").await.opens_with(say.group_stopped());
    let topics = street.taps(member, say.group_button()).await;
    topics.has_button(say.topic_off(&say.topic_name(Topic::News)));
}

#[tokio::test]
async fn a_group_is_reminded_without_buttons_that_are_for_a_person() {
    let say = english();
    let street = Street::new().await;
    let admin = &street.admin;
    street.hears(Topic::Deadlines).await;
    let form =
        "/deadlines\ndate: 2026-12-02\nky: БУУга отчет\nru: Отчёт в ООН\nen: Report to the UN\nleads: 1";
    admin.says(form).await;
    admin.taps(say.button_deadline_set()).await;
    street.bot.clock.advance(SignedDuration::from_hours(6 * 24 - 1));
    street.bot.delivers().await;
    let last = street.last();
    assert!(last.contains("Report to the UN") && last.contains("/stop@pledge_test_bot"), "{last}");
    assert!(street.group.newest()["reply_markup"].is_null(), "{}", street.group.newest());
}

#[tokio::test]
async fn a_group_and_a_person_hear_once_of_what_came_of_a_call() {
    let say = english();
    let street = Street::new().await;
    let admin = &street.admin;
    street.hears(Topic::Calls).await;
    admin.switches_on(Topic::Calls).await;
    admin
        .says(
            "/record\ncall: authorities-laws\nstatus: in-progress\ndate: 2026-11-20\n\
             ky: Долбоор даярдалды\nru: Проект готов\nen: A draft is ready\nlink: https://example.org/bill",
        )
        .await;
    admin.taps(say.button_status_yes()).await;
    for hours in [23, 24] {
        street.bot.clock.advance(SignedDuration::from_hours(hours));
        street.bot.delivers().await;
    }
    assert_eq!(street.bot.emulator().transcript(street.group.id).matches("A draft is ready").count(), 1);
    let end = format!("https://example.org/bill\n\n{}\n\nStop:", say.statuses_news_more());
    assert_eq!(admin.transcript().matches(&end).count(), 1);
    assert!(street.last().contains("/stop@pledge_test_bot"), "{}", street.last());
}

#[tokio::test]
async fn where_telegram_does_not_say_who_the_admins_are_nothing_changes() {
    let say = english();
    let street = Street::new().await;
    let admin = &street.admin;
    street.says(admin, "/updates@pledge_test_bot").await;
    street.taps(admin, say.language_name()).await;
    let fault = InjectedFault::new(FaultKind::BadRequest).description("Bad Request: something new");
    let _ = street.bot.emulator().fault(fault.method("getChatAdministrators").times(2));
    let news = &say.topic_name(Topic::News);
    street.taps(admin, say.topic_off(news)).await.is_alerted(say.group_unsure_toast());
    street.says(admin, "/stop@pledge_test_bot").await.opens_with(say.group_unsure_toast());
    street.taps(admin, say.topic_off(news)).await.has_button(say.topic_on(news));
}

#[tokio::test]
async fn who_writes_in_the_name_of_the_group_is_one_of_its_admins() {
    let street = Street::new().await;
    street.hears(Topic::News).await;
    let anonymous = json!({
        "message_id": 500, "date": 1_795_600_000, "text": "/stop@pledge_test_bot",
        "chat": { "id": street.group.id, "type": "supergroup", "title": "Our street" },
        "from": { "id": 1_087_968_824, "is_bot": true, "first_name": "Group" },
        "sender_chat": { "id": street.group.id, "type": "supergroup", "title": "Our street" },
        "entities": [{ "type": "bot_command", "offset": 0, "length": 21 }],
    });
    let seq = street.bot.emulator().seq();
    street.bot.emulator().inject(json!({ "message": anonymous })).expect("it is sent");
    street.group.hears(seq).await.opens_with(english().group_stopped());
}

/// A text of a member, to be sent to a group.
fn from(member: &Person, text: &str) -> NewMessage {
    NewMessage { from: Some(member.id), ..NewMessage::text(text) }
}

#[tokio::test]
async fn the_talk_of_a_group_and_a_flood_in_it_do_not_keep_its_admins_from_the_bot() {
    let street = Street::new().await;
    let (admin, member) = (&street.admin, &street.member);
    for _ in 0..100 {
        street.bot.emulator().send(street.group.id, &from(member, "How are you?")).expect("it is sent");
    }
    street.bot.settle().await;
    street.hears(Topic::News).await;
    for _ in 0..100 {
        let help = from(member, "/help@pledge_test_bot");
        street.bot.emulator().send(street.group.id, &help).expect("it is sent");
    }
    street.bot.settle().await;
    street.says(admin, "/stop@pledge_test_bot").await.opens_with(english().group_stopped());
}

/// A forum whose administrator switched news on in a topic, and that topic.
async fn forum_with_topic() -> (Street, i32) {
    let say = english();
    let (bot, admin) = TestBot::with_owner().await;
    let member = bot.person("Bakyt", "en");
    let new =
        NewGroup { kind: "supergroup".into(), is_forum: true, admins: vec![admin.id], ..NewGroup::default() };
    let group = bot.group_with(&[&admin, &member], new).await;
    let topic = bot.emulator().topic(group.id, "News").expect("a topic");
    let street = Street { bot, group, admin, member };
    street.opens_in(Some(topic)).await;
    street.taps(&street.admin, say.language_name()).await;
    street.taps(&street.admin, say.topic_off(&say.topic_name(Topic::News))).await;
    (street, topic)
}

impl Street {
    /// The administrator opens the choice of topics in this topic of the forum.
    async fn opens_in(&self, thread: Option<i32>) -> Heard {
        let updates = from(&self.admin, "/updates@pledge_test_bot");
        self.group.sends_message(&NewMessage { message_thread_id: thread, ..updates }).await
    }

    /// The owner sends a text to groups.
    async fn gets(&self, text: &str) -> Heard {
        let (say, owner) = (english(), &self.admin);
        writes(owner, text).await;
        owner.taps(say.campaign_button_audience()).await;
        owner.taps(say.campaign_button_groups()).await;
        owner.taps(say.campaign_button_draft()).await;
        confirms(owner, 1).await.opens_with(say.campaign_launched());
        let seq = self.bot.emulator().seq();
        self.bot.delivers().await;
        self.group.hears(seq).await
    }
}

#[tokio::test]
async fn a_forum_hears_in_the_topic_where_its_admin_chose_so() {
    let (street, topic) = forum_with_topic().await;
    let heard = street.gets("We meet on Friday").await;
    assert_eq!(heard.sent_by("sendMessage")["message_thread_id"], topic);
}

#[tokio::test]
async fn a_forum_whose_topic_is_closed_is_asked_once_where_its_messages_go() {
    let say = english();
    let (street, topic) = forum_with_topic().await;
    street.bot.emulator().close_topic(street.group.id, topic).expect("it is closed");
    let asked = street.gets("We meet on Friday").await;
    assert_eq!(asked.text(), say.group_topic_gone("pledge_test_bot").plain());
    street.gets("We meet on Saturday").await.is_silent();
    street.taps(&street.member, say.group_button_here()).await.is_alerted(say.group_refused_toast());
    street.taps(&street.admin, say.group_button_here()).await.has_no_button(say.group_button_here());
    street.gets("We meet on Sunday").await.opens_with("We meet on Sunday");
    let other = street.bot.emulator().topic(street.group.id, "Meetings").expect("a topic");
    street.opens_in(Some(other)).await.has_button(say.group_button_here());
    street.taps(&street.admin, say.group_button_here()).await;
    let heard = street.gets("We meet at noon").await;
    assert_eq!(heard.sent_by("sendMessage")["message_thread_id"], other);
}

#[tokio::test]
async fn a_general_topic_that_is_closed_does_not_end_what_a_forum_hears() {
    let say = english();
    let (street, _) = forum_with_topic().await;
    street.opens_in(None).await;
    street.taps(&street.admin, say.group_button_here()).await;
    street.bot.emulator().close_topic(street.group.id, 1).expect("General is closed");
    street.gets("We meet on Friday").await.is_silent();
    // It is still one of the recipients.
    street.gets("We meet on Saturday").await.is_silent();
}
