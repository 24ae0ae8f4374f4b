//! Every intent is read from JSON, and its row in the table.

use serde_json::{Value, json};
use strum::IntoEnumIterator as _;

use crate::conversation::intent::{Access, Coalesce, Input, Intent, IntentKind, Limit, ParsedUpdate};
use crate::domain::ChatKind;

const BOT: &str = "OurBot";

fn parsed(update: &Value) -> ParsedUpdate {
    ParsedUpdate::of(update.to_string().as_bytes(), BOT)
}

fn message(chat: &Value, content: &Value) -> Value {
    let mut message = json!({"message_id": 7, "date": 1_764_000_000, "chat": chat,
        "from": {"id": 5, "is_bot": false, "first_name": "A", "language_code": "ky"}});
    let fields = message.as_object_mut().expect("an object");
    fields.extend(content.as_object().expect("an object").clone());
    json!({"update_id": 1, "message": message})
}

fn private() -> Value {
    json!({"id": 5, "type": "private", "first_name": "A"})
}

fn group() -> Value {
    json!({"id": -9, "type": "supergroup", "title": "G"})
}

fn text(text: &str) -> Value {
    message(&private(), &json!({"text": text}))
}

fn edit(text: &str) -> Value {
    let mut message =
        message(&private(), &json!({"text": text, "edit_date": 1_764_000_060}))["message"].take();
    message["message_id"] = 6.into();
    json!({"update_id": 1, "edited_message": message})
}

fn button(data: &str) -> Value {
    json!({"update_id": 1, "callback_query": {"id": "42", "chat_instance": "1", "data": data,
        "from": {"id": 5, "is_bot": false, "first_name": "A"},
        "message": {"message_id": 3, "date": 0, "chat": private()}}})
}

/// An update of each intent.
fn sample(kind: IntentKind) -> Value {
    let bot = json!({"id": 1, "is_bot": true, "first_name": "B"});
    match kind {
        IntentKind::Callback => button("o:calls"),
        IntentKind::StaleCallback => button("from:another:age"),
        IntentKind::Start => text("/START@ourbot call_un"),
        IntentKind::Open => text("/pledge and more"),
        IntentKind::BrokenLink => text("/start nowhere"),
        IntentKind::Join => text("/start join_AAAAAAAAAAAAAAAAAAAAAA"),
        IntentKind::Cancel => text("/cancel"),
        IntentKind::Stop => text("/stop"),
        IntentKind::StopWords => text("Stop!"),
        IntentKind::Record => text("/record\ncall: un"),
        IntentKind::StaffCommand => text("/Broadcast"),
        IntentKind::UnknownCommand => text("/nosuchthing"),
        IntentKind::ForeignCommand => text("/help@otherbot"),
        IntentKind::Input => text("Aigul"),
        IntentKind::Edited => edit("Aigul"),
        IntentKind::ServiceMessage => message(&group(), &json!({"new_chat_title": "H"})),
        IntentKind::Migration => message(&group(), &json!({"migrate_to_chat_id": -100})),
        IntentKind::Membership => json!({"update_id": 1, "my_chat_member": {"chat": private(), "date": 1,
            "from": {"id": 5, "is_bot": false, "first_name": "A"},
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0}}}),
        IntentKind::Unknown => json!({"update_id": 1, "poll": {}}),
    }
}

#[test]
fn every_intent_is_read_from_its_update() {
    for kind in IntentKind::iter() {
        let update = sample(kind);
        let parsed = parsed(&update);
        assert!(IntentKind::from(&parsed.intent) == kind, "{update}");
        assert_eq!(parsed.origin.is_some(), kind != IntentKind::Unknown, "{update}");
    }
    let blocked = parsed(&sample(IntentKind::Membership)).intent;
    assert!(blocked == Intent::Membership { present: false, new: false });
}

#[test]
fn what_telegram_adds_to_messages_costs_nobodys_words() {
    let new = json!({"type": "of_tomorrow", "n": [{}]});
    for field in [
        "forward_origin",
        "external_reply",
        "reply_to_message",
        "quote",
        "hologram",
        "from",
        "sender_chat",
        "via_bot",
    ] {
        for (words, kind) in [
            ("/stop 6 March", IntentKind::Stop),
            ("/record\ncall: un", IntentKind::Record),
            ("/broadcast", IntentKind::StaffCommand),
            ("Aigul", IntentKind::Input),
        ] {
            let entities = json!([{"type": "date_time", "offset": 0, "length": 1, "unix_time": 1}, "?",
                {"type": "bold", "offset": 0, "length": 2}, {"type": "text_link", "offset": 0, "length": 2, "url": "//"}]);
            let mut content = json!({"text": words, "entities": entities});
            content[field] = new.clone();
            let parsed = parsed(&message(&private(), &content));
            assert!(IntentKind::from(&parsed.intent) == kind, "{words} with {field}");
            if let Intent::Input(Input::Text(text)) = parsed.intent {
                assert_eq!((text.text.as_str(), text.entities.len()), (words, 1));
            }
        }
    }
}

#[test]
fn content_of_a_new_kind_is_a_persons_and_no_service_message() {
    for content in [
        json!({"hologram": {"file_id": "A"}}),
        json!({"rich_message": {"blocks": []}}),
        json!({"photo": [{"file_id": 7}], "caption": "a"}),
        json!({"video": "?"}),
        json!({}),
    ] {
        let intent = parsed(&message(&private(), &content)).intent;
        assert!(matches!(intent, Intent::Input(Input::Other { .. })), "{content}");
    }
    let photo = json!({"photo": [{"file_id": "S", "width": 1, "height": 1}, {"file_id": "L", "width": 9, "height": 9}],
        "caption": "a", "caption_entities": [{"type": "new", "offset": 0, "length": 1}], "media_group_id": "7"});
    match parsed(&message(&private(), &photo)).intent {
        Intent::Input(Input::Media { media, album }) => {
            assert_eq!(
                (media.file.as_str(), media.caption.text.as_str(), album.as_deref()),
                ("L", "a", Some("7"))
            );
        }
        _ => panic!("it is a photo"),
    }
}

#[test]
fn a_chat_or_a_member_of_a_new_kind_is_like_the_nearest() {
    let chat = |id: i64| json!({"id": id, "type": "of_tomorrow"});
    let kind = |id| parsed(&message(&chat(id), &json!({"text": "hello"}))).chat_kind();
    assert_eq!((kind(5), kind(-5)), (Some(ChatKind::Private), Some(ChatKind::Supergroup)));
    let mut update = sample(IntentKind::Membership);
    update["my_chat_member"]["new_chat_member"]["status"] = json!("of_tomorrow");
    assert!(
        matches!(parsed(&update).intent, Intent::Unknown(_)),
        "nobody knows whether the bot may write there"
    );
}

#[test]
fn a_tap_without_its_message_is_answered_and_has_no_effect() {
    let mut update = button("x");
    for message in [json!(null), json!({"date": 0}), json!({"chat": {}})] {
        update["callback_query"]["message"] = message;
        update["callback_query"]["inline_message_id"] = json!("AAA");
        let parsed = parsed(&update);
        assert!(parsed.intent == Intent::StaleCallback && parsed.origin.is_some(), "{update}");
    }
}

#[test]
fn only_edits_of_a_person_count_and_no_command_in_them_but_the_wish_to_stop() {
    let preview = message(&private(), &json!({"text": "https://example.org"}))["message"].take();
    let preview = parsed(&json!({"update_id": 1, "edited_message": preview}));
    assert!(preview.intent == Intent::ServiceMessage, "a preview was found");
    let policy = parsed(&edit("/calls")).policy();
    assert_eq!((policy.coalesce, policy.limit), (Coalesce::Never, Limit::Words));
    let policy = parsed(&edit("/stop")).policy();
    assert_eq!((policy.access, policy.limit), (Access::GroupAdmins, Limit::OptOut));
}

#[test]
fn a_group_and_a_private_chat_have_their_own_rows() {
    let stop = |chat: Value| parsed(&message(&chat, &json!({"text": "/stop"})));
    assert_eq!(stop(private()).chat_kind(), Some(ChatKind::Private));
    assert_eq!(stop(private()).policy().coalesce, Coalesce::Same("stop".to_owned()));
    let policy = stop(group()).policy();
    assert_eq!((policy.coalesce, policy.limit), (Coalesce::Never, Limit::OptOut));
    let data = parsed(&message(&group(), &json!({"text": "/mydata"}))).policy();
    assert_eq!((data.limit, data.access), (Limit::Request, Access::PrivateChats));
    let talk = parsed(&message(&group(), &json!({"text": "hello"})));
    assert!(talk.is_ignored(), "people in a group talk to each other");
    assert!(!parsed(&text("hello")).is_ignored() && !stop(group()).is_ignored());
}

#[test]
fn other_bots_are_ignored_and_those_who_write_as_a_chat_are_not() {
    let bot = |chat: &Value, content: Value| {
        let mut update = message(chat, &content);
        update["message"]["from"] = json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group"});
        parsed(&update).is_ignored()
    };
    assert!(bot(&group(), json!({"text": "/stop"})) && bot(&private(), json!({"text": "/stop"})));
    assert!(!bot(&group(), json!({"text": "/stop", "sender_chat": group()})), "an anonymous administrator");
    let channel = json!({"id": -100, "type": "channel", "title": "C"});
    assert!(!bot(&group(), json!({"text": "/help", "sender_chat": channel})), "a channel");
    assert!(!bot(&group(), json!({"migrate_to_chat_id": -100})));
    assert!(!bot(&group(), json!({"new_chat_title": "H"})));
    assert!(!parsed(&sample(IntentKind::Membership)).is_ignored());
    let mut tap = button("o:calls");
    assert!(!parsed(&tap).is_ignored());
    tap["callback_query"]["from"]["is_bot"] = json!(true);
    assert!(parsed(&tap).is_ignored());
}

#[test]
fn screens_and_repeated_taps_coalesce_and_steps_of_a_sign_up_never() {
    let of_text = |words: &str| parsed(&text(words)).policy().coalesce;
    let of_button = |data: &str| parsed(&button(data)).policy().coalesce;
    let screen = || of_text("/start");
    assert!(screen().is_outdated_by(&screen(), true));
    assert!(screen().is_outdated_by(&of_button("o:calls"), true));
    assert!(of_text("hello").is_outdated_by(&screen(), false));
    assert!(!of_text("Aigul").is_outdated_by(&screen(), true), "it may be a name");
    assert!(!of_text("Europe/Berlin").is_outdated_by(&screen(), true), "it may be a choice");
    assert!(of_text("Europe/Berlin").is_outdated_by(&screen(), false), "nobody asked for it");
    assert!(!screen().is_outdated_by(&of_text("Aigul"), true), "the screen pauses the sign-up");
    assert!(of_button("t:news:1").is_outdated_by(&of_button("t:news:1"), true));
    assert!(!of_button("t:news:1").is_outdated_by(&of_button("t:news:0"), false));
    assert!(!of_text("/stop").is_outdated_by(&screen(), false));
    assert!(of_text("/sign").is_outdated_by(&of_text("/start sign"), false), "it is the same screen");
    for step in ["s:1:agree:1", "s:1:confirm", "e", "w:1", "o:sign", "c:2", "r:1", "d:draft", "a:stop"] {
        assert!(!of_button(step).is_outdated_by(&of_button(step), false), "{step}");
    }
}

#[test]
fn what_has_an_effect_is_never_dropped_for_what_comes_behind_it() {
    let of_text = |words: &str| parsed(&text(words)).policy().coalesce;
    let behind = ["/calls", "/start", "hello", "/record\ncall: un", "/deadlines\ndate: 2027-03-01", "/help"];
    let acting =
        ["/record\ncall: un", "/deadlines\ndate: 2027-03-01", "/export", "/broadcast", "/cancel", "стоп"];
    for (acts, next) in acting.into_iter().flat_map(|acts| behind.map(|next| (acts, next))) {
        for waiting in [true, false] {
            assert!(!of_text(acts).is_outdated_by(&of_text(next), waiting), "{acts:?} before {next:?}");
        }
    }
}

#[test]
fn no_update_makes_reading_it_panic() {
    for raw in [
        r#"{"update_id":1,"message_reaction":{"chat":{"id":1,"type":"private"},"message_id":1,"date":1,
            "old_reaction":[],"new_reaction":[]}}"#,
        r#"{"update_id":1,"poll_answer":{"poll_id":"1","option_ids":[]}}"#,
        r#"{"update_id":1,"message":{"date":9223372036854775807}}"#,
        "[]",
        "",
        "\u{0}",
    ] {
        let parsed = ParsedUpdate::of(raw.as_bytes(), BOT);
        assert!(parsed.origin.is_none() && matches!(parsed.intent, Intent::Unknown(_)), "{raw}");
    }
}

#[test]
fn a_kind_is_named_however_deep_its_content() {
    let kind = |raw: &str| match ParsedUpdate::of(raw.as_bytes(), BOT).intent {
        Intent::Unknown(kind) => kind,
        _ => panic!("it is known: {raw}"),
    };
    let deep = "[".repeat(1000) + &"]".repeat(1000);
    assert_eq!(kind(&format!(r#"{{"update_id":1,"poll":{deep}}}"#)), "poll");
    assert_eq!(kind(r#"{"a name of somebody's":1,"update_id":1}"#), "nameless");
}
