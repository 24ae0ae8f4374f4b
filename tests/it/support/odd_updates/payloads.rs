//! Sound bodies for each kind of update, as Telegram sends them.

use serde_json::{Value, json};

use super::values::{DATA, KINDS, LANGUAGES, MAY, RIGHTS, TEXTS};
use super::{HOSTILE, Json, OddUpdates};

const DATE: i64 = 1_764_000_000;

impl OddUpdates {
    /// An update that the bot asks for: its family, kind and body.
    pub(super) fn sound(&mut self) -> (&'static str, String, Json) {
        let (family, kind, body) = match self.below(16) {
            0..5 => ("a text", "message", self.private_text()),
            5 => ("a text of tomorrow", "message", self.text_of_tomorrow()),
            6..9 => ("a button", "callback_query", self.press()),
            9 => ("media", "message", self.media()),
            10 => ("a message of Telegram's own", "message", self.service_message()),
            11 => ("a text in a group", "message", self.group_text()),
            12 => ("a group moves", "message", self.migration()),
            13 => ("an odd sender", "message", self.odd_sender()),
            _ => ("the bot's membership", "my_chat_member", self.membership()),
        };
        (family, kind.to_owned(), body.into())
    }

    /// An update that the bot does not ask for. Its body may be incomplete.
    pub(super) fn of_another_kind(&mut self) -> (&'static str, String, Json) {
        let kind = self.one_of(&KINDS);
        let (user, chat) = (self.user(), self.group());
        let body = match kind {
            "chat_member" => self.membership(),
            "poll" => json!({"id": "1", "question": "?", "options": [{"text": "a", "voter_count": 1}],
                "total_voter_count": 1, "is_closed": true, "is_anonymous": true, "type": "regular",
                "allows_multiple_answers": false}),
            // Anonymous reactions and votes name nobody.
            "message_reaction" | "poll_answer" if self.one_in(3) => {
                json!({"chat": chat, "message_id": 1, "date": DATE,
                "poll_id": "1", "option_ids": [0], "old_reaction": [], "new_reaction": []})
            }
            "message_reaction" => {
                json!({"chat": chat, "message_id": 1, "user": user, "date": DATE, "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": "👍"}]})
            }
            "poll_answer" => json!({"poll_id": "1", "user": user, "option_ids": [0]}),
            "inline_query" => json!({"id": "1", "from": user, "query": self.text(), "offset": ""}),
            "pre_checkout_query" => json!({"id": "1", "from": user, "currency": "XTR", "total_amount": 1,
                "invoice_payload": "x"}),
            "chat_join_request" => json!({"chat": chat, "from": user, "user_chat_id": 1, "date": DATE}),
            _ if self.one_in(4) => json!({"id": "1", "chat": chat, "from": user, "date": DATE}),
            _ => self.private_text(),
        };
        ("another kind", kind.to_owned(), body.into())
    }

    fn private_text(&mut self) -> Value {
        let person = self.person();
        let text = self.text();
        let mut message = self.message(&self.private(person), &text);
        if text.starts_with('/') {
            message["entities"] = json!([{"type": "bot_command", "offset": 0, "length": text.len().min(32)}]);
        } else if self.one_in(8) {
            message["entities"] = json!([{"type": "bold", "offset": self.number(), "length": self.number()}]);
        }
        if self.one_in(10) {
            message["reply_to_message"] = self.message(&self.private(person), "before");
        }
        if self.one_in(10) {
            let key = self.one_of(&[
                "forward_origin",
                "via_bot",
                "quote",
                "link_preview_options",
                "effect_id",
                "new_field",
            ]);
            message[key] = json!({"type": "hidden_user", "sender_user_name": "A", "date": DATE});
        }
        message["date"] = self.date();
        message
    }

    fn text_of_tomorrow(&mut self) -> Value {
        let (person, text) = (self.person(), self.one_of(&TEXTS));
        let mut message = self.message(&self.private(person), text);
        let new = self.tomorrow(text);
        message["entities"] = new.entities.into();
        message.as_object_mut().expect("an object").extend(new.fields);
        message
    }

    fn press(&mut self) -> Value {
        let person = self.person();
        let data = match self.below(8) {
            0 => "x".repeat(65),
            1 => self.one_of(&HOSTILE).to_owned(),
            _ => self.one_of(&DATA).to_owned(),
        };
        self.press_of(person, 1, &data)
    }

    fn press_of(&mut self, person: i64, message: i64, data: &str) -> Value {
        let chat = if self.one_in(12) { self.group() } else { self.private(person) };
        let mut query = json!({"id": self.rng.u64(..).to_string(), "from": self.user_of(person), "chat_instance": "1",
            "data": data});
        match self.below(12) {
            // A button under an inline message, or under a game.
            0 => query["inline_message_id"] = json!("AAA"),
            1 => query["message"] = json!({"message_id": message, "date": 0, "chat": chat}),
            2 => {
                let fields = query.as_object_mut().map(|query| query.remove("data"));
                query["game_short_name"] = json!(fields.is_some().to_string());
            }
            _ => {
                query["message"] = self.message(&chat, "a screen");
                query["message"]["message_id"] = message.into();
            }
        }
        query
    }

    fn media(&mut self) -> Value {
        let person = self.person();
        let mut message = self.message(&self.private(person), "");
        let file = json!({"file_id": "A", "file_unique_id": "B", "width": 1, "height": 1, "duration": 1, "type": "regular",
            "is_animated": self.one_in(2), "is_video": self.one_in(2), "length": 1, "emoji": "🎲", "value": 6,
            "phone_number": "1", "first_name": "A", "latitude": 42.8, "longitude": 74.6, "title": "A", "address": "B"});
        let kind = self.one_of(&[
            "photo",
            "document",
            "voice",
            "sticker",
            "video",
            "animation",
            "audio",
            "contact",
            "location",
            "dice",
            "poll",
            "video_note",
            "venue",
            "story",
            "game",
            "invoice",
            "paid_media",
            "checklist",
            "gift",
        ]);
        message[kind] = if kind == "photo" { json!([file]) } else { file };
        message["caption"] = self.text().into();
        without_text(message)
    }

    fn service_message(&mut self) -> Value {
        let chat = if self.one_in(2) { self.group() } else { self.private(self.people_id(1)) };
        let mut message = self.message(&chat, "");
        let (user, inner) = (self.user(), self.message(&chat, "pinned"));
        let (kind, body) = self.one_of_values([
            ("new_chat_members", json!([user])),
            ("left_chat_member", user.clone()),
            ("new_chat_title", json!("A title")),
            ("new_chat_photo", json!([])),
            ("delete_chat_photo", json!(true)),
            ("group_chat_created", json!(true)),
            ("message_auto_delete_timer_changed", json!({"message_auto_delete_time": 86400})),
            ("pinned_message", inner),
            ("forum_topic_created", json!({"name": "A", "icon_color": 7_322_096})),
            ("forum_topic_closed", json!({})),
            ("video_chat_scheduled", json!({"start_date": DATE})),
            ("write_access_allowed", json!({})),
            ("web_app_data", json!({"data": "x", "button_text": "y"})),
            ("boost_added", json!({"boost_count": 1})),
            ("successful_payment", json!({"currency": "XTR", "total_amount": 1, "invoice_payload": "x"})),
            ("service_of_tomorrow", json!({"n": 1})),
        ]);
        message[kind] = body;
        without_text(message)
    }

    fn group_text(&mut self) -> Value {
        let mut chat = self.group();
        let topic = self.one_in(3);
        if topic {
            chat["is_forum"] = json!(true);
        }
        let text = self.text();
        let mut message = self.message(&chat, &text);
        if topic {
            message["message_thread_id"] = json!(7);
            message["is_topic_message"] = json!(true);
        }
        message
    }

    fn migration(&mut self) -> Value {
        let group = -i64::try_from(self.below(1000) + 1).unwrap_or(1);
        let supergroup = -1_000_000_000_000 + group;
        let number = self.number();
        let (chat, key, other) = match self.below(3) {
            0 => (group, "migrate_to_chat_id", json!(supergroup)),
            1 => (supergroup, "migrate_from_chat_id", json!(group)),
            _ => (group, "migrate_to_chat_id", number),
        };
        let kind = if chat < -1_000_000_000_000 { "supergroup" } else { "group" };
        let mut message = self.message(&json!({"id": chat, "type": kind, "title": "A group"}), "");
        message[key] = other;
        without_text(message)
    }

    fn odd_sender(&mut self) -> Value {
        let (chat, text) = (self.group(), self.text());
        let mut message = self.message(&chat, &text);
        match self.below(5) {
            // An anonymous admin writes as the group.
            0 => {
                message["from"] = json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"});
                message["sender_chat"] = chat;
            }
            1 => {
                message["from"] = json!({"id": 777_000, "is_bot": false, "first_name": "Telegram"});
                message["is_automatic_forward"] = json!(true);
            }
            2 => message["from"]["is_bot"] = json!(true),
            3 => drop(message.as_object_mut().map(|message| message.remove("from"))),
            // A private chat with the ID of a group, and the other way round.
            _ => {
                message["chat"] = json!({"id": self.number(), "type": self.one_of(&["private", "group", "channel", "none"])});
            }
        }
        message
    }

    fn membership(&mut self) -> Value {
        let person = self.person();
        let chat = if self.one_in(2) { self.private(person) } else { self.group() };
        json!({"chat": chat, "from": self.user_of(person), "date": self.date(), "old_chat_member": self.member(),
            "new_chat_member": self.member()})
    }

    /// A member with any status, one of them invented.
    fn member(&mut self) -> Value {
        let status =
            self.one_of(&["creator", "administrator", "member", "restricted", "left", "kicked", "ghost"]);
        let mut member = json!({"status": status, "until_date": 0,
            "user": {"id": 1_000_000_001, "is_bot": true, "first_name": "Bot", "username": "pledge_test_bot"}});
        for right in RIGHTS.iter().chain(&MAY) {
            member[*right] = json!(self.one_in(2));
        }
        member
    }

    fn message(&mut self, chat: &Value, text: &str) -> Value {
        let from = match chat["id"].as_i64() {
            Some(id) if id > 0 => self.user_of(id),
            _ => self.user(),
        };
        json!({"message_id": self.below(1 << 31), "date": DATE, "chat": chat, "from": from, "text": text})
    }

    fn text(&mut self) -> String {
        if self.one_in(8) { self.one_of(&HOSTILE).to_owned() } else { self.one_of(&TEXTS).to_owned() }
    }

    fn number(&mut self) -> Value {
        self.one_of(&[0, 1, -1, 4096, i64::from(i32::MAX), i64::MAX, i64::MIN, -1_997_852_516_353]).into()
    }

    fn date(&mut self) -> Value {
        if self.one_in(10) {
            self.one_of(&[0, -1, 1, 4_102_444_800, i64::MAX, i64::MIN]).into()
        } else {
            DATE.into()
        }
    }

    /// Usually one of the regular people, sometimes a newcomer.
    fn person(&mut self) -> i64 {
        if self.one_in(20) {
            return i64::try_from(self.below(1 << 52)).unwrap_or(1) + 1;
        }
        let nth = self.below(self.people);
        self.people_id(nth)
    }

    #[expect(clippy::unused_self, reason = "it belongs to the generator's people")]
    fn people_id(&self, nth: u64) -> i64 {
        5_000_000 + i64::try_from(nth).unwrap_or(0)
    }

    fn user(&mut self) -> Value {
        let person = self.person();
        self.user_of(person)
    }

    fn user_of(&mut self, id: i64) -> Value {
        let mut user = json!({"id": id, "is_bot": false, "first_name": self.one_of(&["Айгүл", "A", "\u{202e}B", "<b>"])});
        if self.one_in(2) {
            user["language_code"] = self.one_of(&LANGUAGES).into();
        }
        user
    }

    #[expect(clippy::unused_self, reason = "it belongs to the generator's people")]
    fn private(&self, id: i64) -> Value {
        json!({"id": id, "type": "private", "first_name": "A"})
    }

    fn group(&mut self) -> Value {
        let nth = i64::try_from(self.below(50)).unwrap_or(0);
        let (id, kind) = match self.below(3) {
            0 => (-1 - nth, "group"),
            1 => (-1_000_000_000_001 - nth, "supergroup"),
            _ => (-1_000_000_001_001 - nth, "channel"),
        };
        json!({"id": id, "type": kind, "title": "A group"})
    }

    fn one_of_values<const N: usize>(&mut self, list: [(&'static str, Value); N]) -> (&'static str, Value) {
        let nth = self.index(N);
        list.into_iter().nth(nth).unwrap_or_default()
    }

    /// A tap on a button that the bot has sent.
    pub fn tap(&mut self, id: i64, (person, message, data): &(i64, i64, String)) -> String {
        let query = self.press_of(*person, *message, data);
        json!({"update_id": id, "callback_query": query}).to_string()
    }
}

fn without_text(mut message: Value) -> Value {
    if let Some(fields) = message.as_object_mut() {
        fields.remove("text");
    }
    message
}
