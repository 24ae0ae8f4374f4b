//! The bot's profile: name and descriptions by language, commands by scope and language.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::emulator::views::UserView;

/// A scope and a language. The empty language applies to languages without an entry of their own.
pub(crate) type CommandsKey = (BotCommandScope, String);

/// A Bot API `BotCommandScope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BotCommandScope {
    Default,
    AllPrivateChats,
    AllGroupChats,
    AllChatAdministrators,
    Chat(i64),
    ChatAdministrators(i64),
    ChatMember(i64, i64),
}

/// A Bot API `BotCommand`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BotCommand {
    pub command: String,
    pub description: String,
}

#[derive(Debug)]
pub(crate) struct BotProfile {
    pub id: i64,
    pub username: String,
    pub first_name: String,
    /// Names by language. The empty language applies to all others, here and in the other fields.
    pub names: BTreeMap<String, String>,
    pub descriptions: BTreeMap<String, String>,
    pub short_descriptions: BTreeMap<String, String>,
    pub commands: BTreeMap<CommandsKey, Vec<BotCommand>>,
}

impl BotProfile {
    pub fn new(id: i64, username: String, first_name: String) -> Self {
        Self {
            id,
            username,
            first_name,
            names: BTreeMap::new(),
            descriptions: BTreeMap::new(),
            short_descriptions: BTreeMap::new(),
            commands: BTreeMap::new(),
        }
    }

    pub fn user(&self) -> UserView<'_> {
        UserView {
            id: self.id,
            is_bot: true,
            first_name: self.names.get("").unwrap_or(&self.first_name),
            last_name: None,
            username: Some(&self.username),
            language_code: None,
        }
    }

    /// The name for a person with this language.
    pub fn name(&self, language: &str) -> &str {
        in_language(&self.names, language).unwrap_or(&self.first_name)
    }

    /// The commands that `user` sees in `chat`, chosen as the Bot API documents ("Determining list of commands").
    pub fn menu(&self, chat: i64, private: bool, user: i64, admin: bool, language: &str) -> &[BotCommand] {
        let mut scopes = Vec::with_capacity(6);
        if private {
            scopes.extend([BotCommandScope::Chat(chat), BotCommandScope::AllPrivateChats]);
        } else {
            scopes.push(BotCommandScope::ChatMember(chat, user));
            if admin {
                scopes.push(BotCommandScope::ChatAdministrators(chat));
            }
            scopes.push(BotCommandScope::Chat(chat));
            if admin {
                scopes.push(BotCommandScope::AllChatAdministrators);
            }
            scopes.push(BotCommandScope::AllGroupChats);
        }
        scopes.push(BotCommandScope::Default);
        for scope in scopes {
            for language in [language, ""] {
                if let Some(commands) = self.commands.get(&(scope, language.to_owned())) {
                    return commands;
                }
            }
        }
        &[]
    }
}

/// The text for a language, or for all others.
pub(crate) fn in_language<'a>(texts: &'a BTreeMap<String, String>, language: &str) -> Option<&'a str> {
    texts.get(language).or_else(|| texts.get("")).map(String::as_str)
}

pub(crate) fn commands_json(commands: &[BotCommand]) -> Value {
    commands.iter().map(|each| json!({"command": each.command, "description": each.description})).collect()
}
