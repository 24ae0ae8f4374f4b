//! The meaning of a failed call. Telegram tells the reason in a description; teloxide types some of them and passes the rest on
//! as text, which is known by its beginning.

use std::time::Duration;

use teloxide::{ApiError, RequestError};

use crate::domain::ChatId;
use crate::domain::campaign::Reason;

/// The meaning of a failed call for the message that was to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendError {
    /// Nothing is left to do: the message is already as it should be, or the tap is too old to be answered.
    Harmless,
    /// Too many requests: nothing was sent, and the next attempt must wait this long.
    Wait(Duration),
    /// No connection was made: nothing was sent, and another attempt does no harm.
    Unsent,
    /// The bot can't write to the chat until that writes again.
    Gone(Reason),
    /// The message that was to be changed is gone, or can't be changed.
    NoMessage,
    /// The group has a new ID.
    Moved(ChatId),
    /// The message may or may not have arrived.
    Unsure,
    /// Telegram refuses the message permanently.
    Refused(Reason),
    /// The token is not valid any more.
    Token,
}

impl SendError {
    /// The longest wait that is believed. Hours have been seen; years would lose the messages that wait.
    pub const LONGEST_WAIT: Duration = Duration::from_hours(24);

    /// Reads teloxide's error. Its text is dropped: it may quote a message.
    pub fn of(error: &RequestError) -> SendError {
        match error {
            RequestError::RetryAfter(seconds) => {
                SendError::Wait(seconds.duration().min(SendError::LONGEST_WAIT))
            }
            RequestError::MigrateToChatId(chat) => SendError::Moved(ChatId::new(chat.0)),
            RequestError::Network(error) if error.is_connect() => SendError::Unsent,
            RequestError::Network(_) | RequestError::InvalidJson { .. } | RequestError::Io(_) => {
                SendError::Unsure
            }
            RequestError::Api(error) => of_api(error),
        }
    }

    /// Whether Telegram will never take this message.
    pub fn is_refusal(self) -> bool {
        matches!(self, SendError::Refused(_))
    }

    /// Whether it may succeed later.
    pub fn may_pass(self) -> bool {
        match self {
            SendError::Wait(_) | SendError::Unsent | SendError::Unsure | SendError::Token => true,
            SendError::Harmless
            | SendError::Gone(_)
            | SendError::NoMessage
            | SendError::Moved(_)
            | SendError::Refused(_) => false,
        }
    }

    /// A word for the log.
    pub fn code(self) -> &'static str {
        match self {
            SendError::Harmless => "harmless",
            SendError::Wait(_) => "too many requests",
            SendError::Unsent => "no connection",
            SendError::Gone(_) => "gone",
            SendError::NoMessage => "no such message",
            SendError::Moved(_) => "moved",
            SendError::Unsure => "unsure",
            SendError::Refused(_) => "refused",
            SendError::Token => "token refused",
        }
    }
}

fn of_api(error: &ApiError) -> SendError {
    match error {
        ApiError::MessageNotModified | ApiError::InvalidQueryId => SendError::Harmless,
        ApiError::BotBlocked => SendError::Gone(Reason::Blocked),
        ApiError::UserDeactivated => SendError::Gone(Reason::Deactivated),
        ApiError::ChatNotFound | ApiError::UserNotFound => SendError::Gone(Reason::NotFound),
        ApiError::GroupDeactivated
        | ApiError::BotKicked
        | ApiError::BotKickedFromSupergroup
        | ApiError::BotKickedFromChannel => SendError::Gone(Reason::Kicked),
        ApiError::CantInitiateConversation => SendError::Gone(Reason::NotStarted),
        ApiError::CantTalkWithBots => SendError::Gone(Reason::IsBot),
        ApiError::NotEnoughRightsToPostMessages
        | ApiError::NotEnoughRightsToRestrict
        | ApiError::NotEnoughRightsToManagePins
        | ApiError::NotEnoughRightsToChangeChatPermissions => SendError::Refused(Reason::NoRights),
        ApiError::CantParseEntities(_)
        | ApiError::MessageIsTooLong
        | ApiError::EditedMessageIsTooLong
        | ApiError::MessageTextIsEmpty
        | ApiError::ButtonUrlInvalid
        | ApiError::ButtonDataInvalid
        | ApiError::TextButtonsAreUnallowed
        | ApiError::WrongFileId
        | ApiError::WrongFileIdOrUrl
        | ApiError::FileIdInvalid
        | ApiError::TooMuchMessages
        | ApiError::RequestEntityTooLarge => SendError::Refused(Reason::Content),
        ApiError::MessageCantBeDeleted | ApiError::MessageToDeleteNotFound => SendError::NoMessage,
        ApiError::MessageToEditNotFound | ApiError::MessageIdInvalid | ApiError::MessageCantBeEdited => {
            SendError::NoMessage
        }
        ApiError::InvalidToken => SendError::Token,
        ApiError::Unknown(text) => of_text(text),
        _ => SendError::Refused(Reason::Refused),
    }
}

/// Descriptions that teloxide 0.17 does not type: their beginning after the word for the code, in lower case. Some refusals
/// come as errors of Telegram's own protocol, such as `USER_IS_BLOCKED`.
const UNTYPED: [(&str, SendError); 38] = [
    ("bot was blocked by the user", SendError::Gone(Reason::Blocked)),
    ("user_is_blocked", SendError::Gone(Reason::Blocked)),
    ("user is deactivated", SendError::Gone(Reason::Deactivated)),
    ("input_user_deactivated", SendError::Gone(Reason::Deactivated)),
    // As with "chat not found", it is not sure that the chat is gone: a wrong token has the same effect for every chat.
    ("peer_id_invalid", SendError::Gone(Reason::NotFound)),
    ("user not found", SendError::Gone(Reason::NotFound)),
    ("bot can't initiate conversation with a user", SendError::Gone(Reason::NotStarted)),
    ("the bot can't send messages to the bot", SendError::Gone(Reason::IsBot)),
    ("bot can't send messages to bots", SendError::Gone(Reason::IsBot)),
    ("bot was kicked from", SendError::Gone(Reason::Kicked)),
    ("bot is not a member of", SendError::Gone(Reason::Kicked)),
    ("the group chat was deleted", SendError::Gone(Reason::Kicked)),
    ("channel_private", SendError::Gone(Reason::Kicked)),
    ("not enough rights", SendError::Refused(Reason::NoRights)),
    ("have no rights to send", SendError::Refused(Reason::NoRights)),
    ("need administrator rights", SendError::Refused(Reason::NoRights)),
    ("chat_write_forbidden", SendError::Refused(Reason::NoRights)),
    ("chat_restricted", SendError::Refused(Reason::NoRights)),
    ("chat_admin_required", SendError::Refused(Reason::NoRights)),
    ("chat_guest_send_forbidden", SendError::Refused(Reason::NoRights)),
    // CHAT_SEND_PHOTOS_FORBIDDEN and its like, one for each kind of content.
    ("chat_send_", SendError::Refused(Reason::NoRights)),
    ("topic_closed", SendError::Refused(Reason::NoTopic)),
    ("topic_deleted", SendError::Refused(Reason::NoTopic)),
    ("message thread not found", SendError::Refused(Reason::NoTopic)),
    ("can't parse entities", SendError::Refused(Reason::Content)),
    ("message is too long", SendError::Refused(Reason::Content)),
    ("message caption is too long", SendError::Refused(Reason::Content)),
    ("text is too long", SendError::Refused(Reason::Content)),
    ("media_caption_too_long", SendError::Refused(Reason::Content)),
    ("entity_", SendError::Refused(Reason::Content)),
    ("button_", SendError::Refused(Reason::Content)),
    ("inline keyboard button", SendError::Refused(Reason::Content)),
    ("can't parse inline keyboard button", SendError::Refused(Reason::Content)),
    ("reply markup is too long", SendError::Refused(Reason::Content)),
    ("wrong remote file identifier", SendError::Refused(Reason::Content)),
    ("can't use", SendError::Refused(Reason::Content)),
    ("message can't be", SendError::NoMessage),
    ("query is too old", SendError::Harmless),
];

fn of_text(text: &str) -> SendError {
    let text = text.to_ascii_lowercase();
    if text.starts_with("internal server error") || text.starts_with("bad gateway") {
        return SendError::Unsure;
    }
    if text.starts_with("unauthorized") {
        return SendError::Token;
    }
    let description = text.split_once(": ").map_or(text.as_str(), |(_, description)| description);
    let known = UNTYPED.iter().find(|(beginning, _)| description.starts_with(beginning));
    known.map_or(SendError::Refused(Reason::Refused), |(_, error)| *error)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOT_MODIFIED: &str = "Bad Request: message is not modified: specified new message content and reply markup are \
                                exactly the same as a current content and reply markup of the message";

    /// Descriptions from Telegram, and their meaning.
    const MEANINGS: [(&str, SendError); 51] = [
        ("Forbidden: bot was blocked by the user", SendError::Gone(Reason::Blocked)),
        ("Forbidden: user is deactivated", SendError::Gone(Reason::Deactivated)),
        ("Forbidden: bot can't initiate conversation with a user", SendError::Gone(Reason::NotStarted)),
        ("Forbidden: the bot can't send messages to the bot", SendError::Gone(Reason::IsBot)),
        ("Forbidden: bot can't send messages to bots", SendError::Gone(Reason::IsBot)),
        ("Bad Request: chat not found", SendError::Gone(Reason::NotFound)),
        ("Forbidden: bot was kicked from the group chat", SendError::Gone(Reason::Kicked)),
        ("Forbidden: bot was kicked from the supergroup chat", SendError::Gone(Reason::Kicked)),
        ("Forbidden: bot was kicked from the channel chat", SendError::Gone(Reason::Kicked)),
        ("Forbidden: bot is not a member of the supergroup chat", SendError::Gone(Reason::Kicked)),
        ("Forbidden: bot is not a member of the channel chat", SendError::Gone(Reason::Kicked)),
        ("Forbidden: the group chat was deleted", SendError::Gone(Reason::Kicked)),
        ("Forbidden: USER_IS_BLOCKED", SendError::Gone(Reason::Blocked)),
        ("Forbidden: INPUT_USER_DEACTIVATED", SendError::Gone(Reason::Deactivated)),
        ("Bad Request: PEER_ID_INVALID", SendError::Gone(Reason::NotFound)),
        ("Bad Request: user not found", SendError::Gone(Reason::NotFound)),
        ("Bad Request: CHANNEL_PRIVATE", SendError::Gone(Reason::Kicked)),
        ("Bad Request: CHAT_WRITE_FORBIDDEN", SendError::Refused(Reason::NoRights)),
        ("Forbidden: CHAT_RESTRICTED", SendError::Refused(Reason::NoRights)),
        ("Bad Request: CHAT_ADMIN_REQUIRED", SendError::Refused(Reason::NoRights)),
        ("Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", SendError::Refused(Reason::NoRights)),
        ("Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN", SendError::Refused(Reason::NoRights)),
        ("Bad Request: CHAT_SEND_MEDIA_FORBIDDEN", SendError::Refused(Reason::NoRights)),
        ("Bad Request: VOICE_MESSAGES_FORBIDDEN", SendError::Refused(Reason::Refused)),
        ("Bad Request: BUTTON_URL_INVALID", SendError::Refused(Reason::Content)),
        (
            "Bad Request: inline keyboard button URL 'https://example..org/' is invalid: Wrong HTTP URL",
            SendError::Refused(Reason::Content),
        ),
        ("Bad Request: ENTITY_DATE_INVALID", SendError::Refused(Reason::Content)),
        ("Bad Request: MEDIA_CAPTION_TOO_LONG", SendError::Refused(Reason::Content)),
        ("Bad Request: can't use file of type Photo as Video", SendError::Refused(Reason::Content)),
        ("Bad Request: wrong remote file identifier specified", SendError::Refused(Reason::Content)),
        (
            "Bad Request: not enough rights to send text messages to the chat",
            SendError::Refused(Reason::NoRights),
        ),
        ("Bad Request: TOPIC_CLOSED", SendError::Refused(Reason::NoTopic)),
        ("Bad Request: message thread not found", SendError::Refused(Reason::NoTopic)),
        ("Bad Request: need administrator rights in the channel chat", SendError::Refused(Reason::NoRights)),
        ("Bad Request: can't parse entities: Unsupported start tag", SendError::Refused(Reason::Content)),
        ("Bad Request: message is too long", SendError::Refused(Reason::Content)),
        ("Bad Request: message caption is too long", SendError::Refused(Reason::Content)),
        ("Bad Request: text is too long", SendError::Refused(Reason::Content)),
        (NOT_MODIFIED, SendError::Harmless),
        (
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            SendError::Harmless,
        ),
        ("Bad Request: message to edit not found", SendError::NoMessage),
        ("Bad Request: message can't be edited", SendError::NoMessage),
        ("Bad Request: message to delete not found", SendError::NoMessage),
        ("Bad Request: message can't be deleted", SendError::NoMessage),
        ("Bad Request: message can't be deleted for everyone", SendError::NoMessage),
        ("Internal Server Error: restart", SendError::Unsure),
        ("Bad Gateway", SendError::Unsure),
        ("Unauthorized", SendError::Token),
        ("Not Found", SendError::Token),
        ("Bad Request: something new", SendError::Refused(Reason::Refused)),
        ("", SendError::Refused(Reason::Refused)),
    ];

    #[test]
    fn every_description_has_its_meaning() {
        for (description, meaning) in MEANINGS {
            let error = serde_json::from_value(serde_json::json!(description)).expect("any text is an error");
            assert_eq!(of_api(&error), meaning, "{description}");
        }
    }

    #[test]
    fn waits_and_new_ids_come_as_parameters() {
        let wait = RequestError::RetryAfter(teloxide::types::Seconds::from_seconds(7));
        assert_eq!(SendError::of(&wait), SendError::Wait(Duration::from_secs(7)));
        let moved = RequestError::MigrateToChatId(teloxide::types::ChatId(-1001));
        assert_eq!(SendError::of(&moved), SendError::Moved(ChatId::new(-1001)));
    }
}
