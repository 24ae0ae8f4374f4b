//! Messages, users and chats in the form of the Bot API.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::emulator::entities::MessageEntity;

/// A Bot API `Message`.
#[derive(Serialize)]
pub(crate) struct MessageView<'a> {
    pub message_id: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_thread_id: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<UserView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_chat: Option<ChatView<'a>>,
    pub chat: ChatView<'a>,
    pub date: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit_date: Option<i64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_topic_message: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to_message: Option<Box<MessageView<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    #[serde(skip_serializing_if = "<[MessageEntity]>::is_empty")]
    pub entities: &'a [MessageEntity],
    #[serde(flatten)]
    pub media: Option<&'a Map<String, Value>>,
    #[serde(flatten)]
    pub other: Option<&'a Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<&'a str>,
    #[serde(skip_serializing_if = "<[MessageEntity]>::is_empty")]
    pub caption_entities: &'a [MessageEntity],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_preview_options: Option<LinkPreviewView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_markup: Option<&'a Value>,
}

/// A Bot API `LinkPreviewOptions`.
#[derive(Serialize)]
pub(crate) struct LinkPreviewView {
    pub is_disabled: bool,
}

/// A Bot API `User`.
#[derive(Serialize, Clone)]
pub(crate) struct UserView<'a> {
    pub id: i64,
    pub is_bot: bool,
    pub first_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_code: Option<&'a str>,
}

/// A Bot API `Chat`.
#[derive(Serialize, Clone)]
pub(crate) struct ChatView<'a> {
    pub id: i64,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_forum: bool,
}
