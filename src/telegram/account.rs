//! What Telegram says of the bot's own account, among it the switches that its owner sets at @`BotFather`. Hand-written, because
//! Telegram adds switches that teloxide does not know yet.

use std::time::Duration;

use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::telegram::SendError;

/// The bot's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BotAccount {
    /// Its username, without `@`.
    pub name: String,
    /// The switches that are not as this bot needs them.
    pub wrong: Vec<BotSwitch>,
}

/// A switch of the account. Each says what it means for this bot if it is wrong, and how to set it right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BotSwitch {
    /// Its field in Telegram's answer (<https://core.telegram.org/bots/api#user>).
    pub field: &'static str,
    /// How it has to be.
    pub wanted: bool,
    /// The consequence if it is not, as a sentence.
    pub meaning: &'static str,
    /// What to do at @`BotFather`, as a sentence.
    pub remedy: &'static str,
}

/// All switches that Telegram tells of. One that it leaves out is off.
const SWITCHES: [BotSwitch; 11] = [
    BotSwitch {
        field: "can_join_groups",
        wanted: true,
        meaning: "Nobody can add the bot to a group.",
        remedy: "/setjoingroups, choose the bot, Enable",
    },
    BotSwitch {
        field: "can_read_all_group_messages",
        wanted: false,
        meaning: "The bot gets everything that people write in groups, which it does not need.",
        remedy: "/setprivacy, choose the bot, Enable. Then remove the bot from each group and add it again",
    },
    BotSwitch {
        field: "supports_inline_queries",
        wanted: false,
        meaning: "The bot gets what people type behind its name in other chats, and never answers it.",
        remedy: "/setinline, choose the bot, /empty",
    },
    BotSwitch {
        field: "can_connect_to_business",
        wanted: false,
        meaning: "People can have the bot read their own private chats, which it must not.",
        remedy: "/mybots, choose the bot, Bot Settings, Business Mode, turn it off",
    },
    BotSwitch {
        field: "has_main_web_app",
        wanted: false,
        meaning: "The bot's profile has a button for a web app, which this bot does not have.",
        remedy: "/mybots, choose the bot, Bot Settings, Configure Mini App, turn it off",
    },
    BotSwitch {
        field: "supports_guest_queries",
        wanted: false,
        meaning: "People can call the bot into chats in which it is not, and it never answers there.",
        remedy: "/mybots, choose the bot, Bot Settings, turn off what lets it be called as a guest",
    },
    BotSwitch {
        field: "has_topics_enabled",
        wanted: false,
        meaning: "Private chats with the bot are split into topics, in which its messages are hard to find.",
        remedy: "/mybots, choose the bot, Bot Settings, turn off topics in private chats",
    },
    BotSwitch {
        field: "allows_users_to_create_topics",
        wanted: false,
        meaning: "People can split their chats with the bot into topics, in which its messages are hard to find.",
        remedy: "/mybots, choose the bot, Bot Settings, turn off topics in private chats",
    },
    BotSwitch {
        field: "can_manage_bots",
        wanted: false,
        meaning: "The bot can control other bots, which makes its token worth more to a thief.",
        remedy: "/mybots, choose the bot, Bot Settings, turn off the management of other bots",
    },
    BotSwitch {
        field: "supports_join_request_queries",
        wanted: false,
        meaning: "The bot is asked who may join chats, and never answers.",
        remedy: "/mybots, choose the bot, Bot Settings, turn off requests to join",
    },
    BotSwitch {
        field: "added_to_attachment_menu",
        wanted: false,
        meaning: "The bot is in the attachment menu, in which it has nothing to offer.",
        remedy: "/mybots, choose the bot, Bot Settings, turn off the attachment menu",
    },
];

impl BotAccount {
    /// How long Telegram has to answer.
    const PATIENCE: Duration = Duration::from_secs(20);

    /// Asks the Bot API at `server` for the account with this token.
    ///
    /// # Errors
    /// When the token is not accepted, or there is no answer. The error shows no token.
    pub(crate) async fn ask(client: &Client, server: &Url, token: &str) -> Result<BotAccount, SendError> {
        let mut url = server.clone();
        url.path_segments_mut()
            .map_err(|()| SendError::Unsent)?
            .pop_if_empty()
            .extend([format!("bot{token}").as_str(), "getMe"]);
        let call = async {
            // The error of the client shows the address, with the token in it.
            let answer = client.get(url).send().await.map_err(|_| SendError::Unsent)?;
            match answer.status() {
                StatusCode::OK => {}
                StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND => return Err(SendError::Token),
                StatusCode::TOO_MANY_REQUESTS => return Err(SendError::Wait(BotAccount::PATIENCE)),
                _ => return Err(SendError::Unsure),
            }
            answer.bytes().await.map_err(|_| SendError::Unsure)
        };
        let body =
            tokio::time::timeout(BotAccount::PATIENCE, call).await.map_err(|_| SendError::Unsent)??;
        serde_json::from_slice::<Me>(&body).map(BotAccount::from).map_err(|_| SendError::Unsure)
    }
}

#[derive(Deserialize)]
struct Me {
    result: MeFields,
}

#[derive(Deserialize)]
struct MeFields {
    username: String,
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl From<Me> for BotAccount {
    fn from(Me { result: MeFields { username, others } }: Me) -> BotAccount {
        let is_on = |field: &str| others.get(field).and_then(Value::as_bool).unwrap_or_default();
        let wrong = SWITCHES.into_iter().filter(|switch| is_on(switch.field) != switch.wanted).collect();
        BotAccount { name: username, wrong }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_switch_that_is_wrong_is_named() {
        let account = |more: &str| {
            let json = format!(r#"{{"ok":true,"result":{{"id":1,"username":"a_bot"{more}}}}}"#);
            BotAccount::from(serde_json::from_str::<Me>(&json).expect("an answer"))
        };
        let right = account(r#","can_join_groups":true,"supports_inline_queries":false,"new_one":true"#);
        assert_eq!(right, BotAccount { name: "a_bot".to_owned(), wrong: Vec::new() });
        let fields = |more: &str| account(more).wrong.iter().map(|switch| switch.field).collect::<Vec<_>>();
        assert_eq!(fields(r#","has_topics_enabled":true"#), ["can_join_groups", "has_topics_enabled"]);
    }
}
