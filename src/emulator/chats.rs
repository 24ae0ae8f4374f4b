//! People and groups, and whether the bot may write to them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::emulator::error::ApiError;
use crate::emulator::messages::ChatHistory;
use crate::emulator::views::{ChatView, UserView};

/// A chat that exists, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChatRef {
    Private(i64),
    Group(i64),
}

impl ChatRef {
    pub fn id(self) -> i64 {
        match self {
            Self::Private(id) | Self::Group(id) => id,
        }
    }
}

/// A person and their private chat with the bot. It is small, because a benchmark has a million.
#[derive(Debug)]
pub(crate) struct EmulatedPerson {
    pub first_name: Box<str>,
    pub last_name: Option<Box<str>>,
    pub username: Option<Box<str>>,
    pub language_code: Option<LanguageCode>,
    /// Whether the person has written to the bot.
    pub started: bool,
    pub blocked: bool,
    pub deactivated: bool,
    pub history: ChatHistory,
}

impl EmulatedPerson {
    pub fn user(&self, id: i64) -> UserView<'_> {
        UserView {
            id,
            is_bot: false,
            first_name: &self.first_name,
            last_name: self.last_name.as_deref(),
            username: self.username.as_deref(),
            language_code: self.language_code.as_ref().map(LanguageCode::as_str),
        }
    }

    pub fn chat(&self, id: i64) -> ChatView<'_> {
        ChatView {
            id,
            kind: "private",
            title: None,
            username: self.username.as_deref(),
            first_name: Some(&self.first_name),
            last_name: self.last_name.as_deref(),
            is_forum: false,
        }
    }

    pub fn check_writable(&self) -> Result<(), ApiError> {
        if self.deactivated {
            return Err(ApiError::forbidden("user is deactivated"));
        }
        if self.blocked {
            return Err(ApiError::forbidden("bot was blocked by the user"));
        }
        if !self.started {
            return Err(ApiError::forbidden("bot can't initiate conversation with a user"));
        }
        Ok(())
    }
}

/// An IETF language tag without an allocation of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LanguageCode {
    bytes: [u8; 11],
    length: u8,
}

impl LanguageCode {
    /// `None` if the code is empty, not ASCII, or longer than 11 bytes.
    pub fn new(code: &str) -> Option<Self> {
        let mut bytes = [0; 11];
        if code.is_empty() || !code.is_ascii() {
            return None;
        }
        bytes.get_mut(..code.len())?.copy_from_slice(code.as_bytes());
        Some(Self { bytes, length: u8::try_from(code.len()).ok()? })
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

/// The type of a group, in a wide sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum GroupKind {
    Group,
    Supergroup,
    Channel,
}

impl GroupKind {
    /// The name in the Bot API.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The status of a `ChatMember`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChatMemberStatus {
    Admin,
    Member,
    /// A member who may not write.
    Restricted,
    Left,
    Kicked,
}

#[derive(Debug)]
pub(crate) struct EmulatedGroup {
    pub kind: GroupKind,
    pub title: Box<str>,
    pub username: Option<Box<str>>,
    pub is_forum: bool,
    /// The people in the group; `true` for administrators.
    pub members: BTreeMap<i64, bool>,
    pub bot: ChatMemberStatus,
    /// The supergroup that this group became.
    pub upgraded_to: Option<i64>,
    pub deleted: bool,
    /// Topics by the id of the service message that opened them.
    pub topics: BTreeMap<i32, ForumTopic>,
    pub last_message_id: i32,
    pub history: ChatHistory,
}

/// The topic that every forum has. It counts as open until it is closed.
pub(crate) const GENERAL: i32 = 1;

#[derive(Debug)]
pub(crate) struct ForumTopic {
    pub name: Box<str>,
    pub closed: bool,
}

impl EmulatedGroup {
    /// A group without the bot.
    pub fn new(kind: GroupKind, title: Box<str>, members: BTreeMap<i64, bool>) -> Self {
        Self {
            kind,
            title,
            username: None,
            is_forum: false,
            members,
            bot: ChatMemberStatus::Left,
            upgraded_to: None,
            deleted: false,
            topics: BTreeMap::new(),
            last_message_id: 0,
            history: ChatHistory::default(),
        }
    }

    pub fn chat(&self, id: i64) -> ChatView<'_> {
        ChatView {
            id,
            kind: self.kind.name(),
            title: Some(&self.title),
            username: self.username.as_deref(),
            first_name: None,
            last_name: None,
            is_forum: self.is_forum,
        }
    }

    /// Fails if the group was upgraded or deleted, or the bot is not a member.
    pub fn check_membership(&self) -> Result<(), ApiError> {
        let kind = self.kind.name();
        if let Some(to) = self.upgraded_to {
            return Err(ApiError::migrated(to));
        }
        if self.deleted {
            return Err(ApiError::forbidden("the group chat was deleted"));
        }
        match self.bot {
            ChatMemberStatus::Kicked => {
                Err(ApiError::forbidden(format!("bot was kicked from the {kind} chat")))
            }
            ChatMemberStatus::Left => {
                Err(ApiError::forbidden(format!("bot is not a member of the {kind} chat")))
            }
            ChatMemberStatus::Admin | ChatMemberStatus::Member | ChatMemberStatus::Restricted => Ok(()),
        }
    }

    pub fn check_writable(&self) -> Result<(), ApiError> {
        self.check_membership()?;
        if self.kind == GroupKind::Channel && self.bot != ChatMemberStatus::Admin {
            return Err(ApiError::bad("need administrator rights in the channel chat"));
        }
        if self.bot == ChatMemberStatus::Restricted {
            return Err(ApiError::bad("not enough rights to send text messages to the chat"));
        }
        Ok(())
    }
}

/// A `ChatMember` with the given status.
pub(crate) fn chat_member(user: &UserView<'_>, status: ChatMemberStatus) -> Value {
    let mut member = json!({ "user": user });
    let fields = match status {
        ChatMemberStatus::Member => json!({"status": "member"}),
        ChatMemberStatus::Left => json!({"status": "left"}),
        ChatMemberStatus::Kicked => json!({"status": "kicked", "until_date": 0}),
        ChatMemberStatus::Admin => json!({
            "status": "administrator", "can_be_edited": false, "is_anonymous": false, "can_manage_chat": true,
            "can_delete_messages": true, "can_manage_video_chats": true, "can_restrict_members": true,
            "can_promote_members": false, "can_change_info": true, "can_invite_users": true,
            "can_post_messages": true, "can_edit_messages": true, "can_pin_messages": true,
            "can_manage_topics": true, "can_post_stories": true, "can_edit_stories": true,
            "can_delete_stories": true, "can_manage_direct_messages": false, "can_manage_tags": false,
            "can_send_welcome_messages": false,
        }),
        ChatMemberStatus::Restricted => json!({
            "status": "restricted", "is_member": true, "until_date": 0, "can_send_messages": false,
            "can_send_audios": false, "can_send_documents": false, "can_send_photos": false,
            "can_send_videos": false, "can_send_video_notes": false, "can_send_voice_notes": false,
            "can_send_polls": false, "can_send_other_messages": false,
            "can_add_web_page_previews": false, "can_react_to_messages": false, "can_edit_tag": false,
            "can_change_info": false, "can_invite_users": false, "can_pin_messages": false,
            "can_manage_topics": false,
        }),
    };
    if let (Value::Object(member), Value::Object(fields)) = (&mut member, fields) {
        member.extend(fields);
    }
    member
}
