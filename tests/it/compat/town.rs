//! The emulator that a bot needs to continue on a data folder: the same people, groups and files, and as many messages in
//! each chat as there were. `tests/fixtures/under-way/README.md` describes the steps.

use std::collections::BTreeMap;

use jiff::Timestamp;
use pledge_bot::emulator::{ButtonPress, Emulator, NewGroup, NewMessage, NewPerson, Options};
use serde_json::{Value, json};

/// Somebody who sends the files, and gets the messages that have no chat any more.
const COLLECTOR: i64 = 9999;

pub struct Town {
    pub emulator: Emulator,
    setup: Value,
    client: reqwest::Client,
}

impl Town {
    /// Builds what `setup.json` says.
    pub async fn build(setup: Value) -> Town {
        let options = Options {
            bot_username: text(&setup["bot_username"]).to_owned(),
            first_update_id: 600_000_001,
            token: Some(text(&setup["token"]).to_owned()),
            ..Options::default()
        };
        let emulator = Emulator::start(options).await.expect("a free port");
        let town = Town { emulator, setup, client: reqwest::Client::new() };
        town.emulator.clock().set_ms(town.continues_at().as_millisecond());
        town.add_people();
        town.add_groups();
        town.fill_chats().await;
        town.leave();
        town.press_buttons();
        town.confirm_updates().await;
        town
    }

    pub fn continues_at(&self) -> Timestamp {
        text(&self.setup["continue_at"]).parse().expect("a time")
    }

    pub fn token(&self) -> &str {
        text(&self.setup["token"])
    }

    pub fn owners(&self) -> Vec<i64> {
        ids(&self.setup["owners"])
    }

    fn add_people(&self) {
        let started = |id, name: &str, language: &str| {
            let person = NewPerson { id: Some(id), started: true, ..NewPerson::new(name, language) };
            self.emulator.person(&person).expect("a person");
        };
        for person in list(&self.setup["people"]) {
            let id = person["id"].as_i64().expect("an ID");
            started(id, text(&person["first_name"]), text(&person["language_code"]));
        }
        started(COLLECTOR, "Files", "en");
        for kind in list(&self.setup["files"]) {
            let file = NewMessage { kind: kind.as_str().map(Into::into), ..NewMessage::default() };
            self.emulator.send(COLLECTOR, &file).expect("sent");
        }
    }

    fn add_groups(&self) {
        for group in list(&self.setup["groups"]) {
            let id = match (group["action"].as_str(), group["of"].as_i64()) {
                (Some(action), Some(of)) => self.emulator.group_action(of, action, None).expect("done"),
                // The bot leaves that group later.
                (Some(_), None) => continue,
                _ => {
                    let group = NewGroup {
                        title: text(&group["title"]).into(),
                        kind: text(&group["type"]).into(),
                        members: ids(&group["members"]),
                        admins: ids(&group["admins"]),
                        is_forum: group["is_forum"] == true,
                        ..NewGroup::default()
                    };
                    self.emulator.group(&group).expect("a group")
                }
            };
            assert_eq!(Some(id), group["id"].as_i64());
        }
    }

    /// Sends a message from the bot; gives its number, or none where the bot can't write.
    async fn send(&self, chat: i64, photo: Option<&Value>) -> Option<i64> {
        let (method, body) = match photo {
            Some(photo) => ("sendPhoto", json!({ "chat_id": chat, "photo": photo, "caption": "·" })),
            None => ("sendMessage", json!({ "chat_id": chat, "text": "·" })),
        };
        let address = format!("{}/bot{}/{method}", self.emulator.url(), self.token());
        let call =
            self.client.post(address).header("content-type", "application/json").body(body.to_string());
        let answer = call.send().await.expect("an answer").text().await.expect("an answer");
        serde_json::from_str::<Value>(&answer).expect("JSON")["result"]["message_id"].as_i64()
    }

    /// Private chats and basic groups count their messages together. The files and the groups have taken the first numbers.
    async fn fill_chats(&self) {
        let chats = list(&self.setup["people"]).iter().chain(list(&self.setup["groups"]));
        let chats = chats.filter_map(|it| it["id"].as_i64()).chain([COLLECTOR]);
        let messages = chats.filter(|id| *id > -1_000_000_000_000).flat_map(|id| self.emulator.messages(id));
        let used = messages.filter_map(|message| message["message_id"].as_i64()).max().unwrap_or(0);
        let photo =
            self.emulator.messages(COLLECTOR).first().map(|message| message["photo"][0]["file_id"].clone());
        let runs = list(&self.setup["messages"]).iter();
        let each = runs.flat_map(|run| (0..run[1].as_i64().expect("a count")).map(move |_| run));
        for (number, run) in (1..).zip(each).skip_while(|(number, _)| *number <= used) {
            let chat = run[0].as_i64().filter(|chat| *chat != 0).unwrap_or(COLLECTOR);
            let photo = photo.as_ref().filter(|_| run[2] == "photo");
            let sent = match self.send(chat, photo).await {
                Some(sent) => sent,
                None => self.send(COLLECTOR, None).await.expect("sent"),
            };
            assert_eq!(sent, number, "in {chat}");
        }
        for group in list(&self.setup["groups"]) {
            while let Some(wanted) = group["last_message_id"].as_i64() {
                let id = group["id"].as_i64().expect("an ID");
                let messages = self.emulator.messages(id);
                let last = messages.last().and_then(|message| message["message_id"].as_i64()).unwrap_or(0);
                if last >= wanted || self.send(id, None).await.is_none() {
                    break;
                }
            }
        }
    }

    fn leave(&self) {
        for group in list(&self.setup["groups"]).iter().filter(|group| group["action"] == "remove_bot") {
            let id = group["id"].as_i64().expect("an ID");
            self.emulator.group_action(id, "remove_bot", None).expect("done");
        }
        for id in ids(&self.setup["blocked"]) {
            self.emulator.block(id).expect("blocked");
        }
        for id in ids(&self.setup["deactivated"]) {
            self.emulator.deactivate(id).expect("deactivated");
        }
    }

    /// The presses that wait for an answer, each under its number.
    fn press_buttons(&self) {
        let queries: BTreeMap<i64, i64> = list(&self.setup["queries"])
            .iter()
            .map(|it| (it[0].as_i64().expect("a number"), it[1].as_i64().expect("a chat")))
            .collect();
        for number in 1..=queries.keys().next_back().copied().unwrap_or(0) {
            let chat = queries.get(&number).copied().unwrap_or(COLLECTOR);
            let press = ButtonPress {
                from: Some(if chat > 0 { chat } else { COLLECTOR }),
                message_id: Some(i32::MAX),
                data: Some("-".into()),
                ..ButtonPress::default()
            };
            self.emulator.press(chat, &press).expect("pressed");
        }
    }

    /// Nothing of this is news to the bot.
    async fn confirm_updates(&self) {
        let mut offset = 0;
        while self.emulator.pending_updates() > 0 {
            let address = format!("{}/bot{}/getUpdates?offset={offset}", self.emulator.url(), self.token());
            let answer =
                self.client.get(address).send().await.expect("an answer").text().await.expect("an answer");
            let page: Value = serde_json::from_str(&answer).expect("JSON");
            let last = list(&page["result"]).last().and_then(|last| last["update_id"].as_i64());
            offset = last.map_or(offset, |id| id + 1);
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn ids(value: &Value) -> Vec<i64> {
    list(value).iter().filter_map(Value::as_i64).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
