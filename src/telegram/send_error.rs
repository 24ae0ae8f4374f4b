//! What a failed call to Telegram means. Telegram tells by a description; teloxide types some of them and hands the
//! rest over as text, which is told by its prefix.

use std::time::Duration;

use teloxide::{ApiError, RequestError};

use crate::domain::ChatId;
use crate::domain::campaign::Reason;

/// What a failed call means for what was to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendError {
    /// It stands as it should already: not modified, or a press too old to answer.
    Harmless,
    /// Too many requests: nothing was sent; wait this long.
    Wait(Duration),
    /// No connection was made: nothing was sent; try again.
    Unsent,
    /// The chat can't be written to until it writes again, for this reason.
    Gone(Reason),
    /// The message to edit is no longer there, or can't be edited.
    NoMessage,
    /// The group has a new id.
    Moved(ChatId),
    /// It may have been sent or not; there is no way to tell.
    Unsure,
    /// Telegram refuses it for good, for this reason.
    Refused(Reason),
    /// The token is not valid any more.
    Token,
}

impl SendError {
    /// The longest wait that is believed; hours have been seen, and years would lose what waits.
    pub const LONGEST_WAIT: Duration = Duration::from_hours(24);

    /// Reads teloxide's error. Nothing of its text is kept: it may quote a reply.
    #[must_use]
    pub fn of(error: &RequestError) -> SendError {
        match error {
            RequestError::RetryAfter(seconds) => {
                SendError::Wait(seconds.duration().min(SendError::LONGEST_WAIT))
            }
            RequestError::MigrateToChatId(chat) => SendError::Moved(ChatId(chat.0)),
            RequestError::Network(error) if error.is_connect() => SendError::Unsent,
            RequestError::Network(_) | RequestError::InvalidJson { .. } | RequestError::Io(_) => {
                SendError::Unsure
            }
            RequestError::Api(error) => of_api(error),
        }
    }

    /// A word for the log.
    #[must_use]
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
        ApiError::ChatNotFound => SendError::Gone(Reason::NotFound),
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
        | ApiError::MessageTextIsEmpty
        | ApiError::WrongFileId
        | ApiError::WrongFileIdOrUrl => SendError::Refused(Reason::Content),
        ApiError::MessageCantBeDeleted | ApiError::MessageToDeleteNotFound => SendError::NoMessage,
        ApiError::MessageToEditNotFound | ApiError::MessageIdInvalid | ApiError::MessageCantBeEdited => {
            SendError::NoMessage
        }
        ApiError::InvalidToken => SendError::Token,
        ApiError::Unknown(text) => of_text(text),
        _ => SendError::Refused(Reason::Refused),
    }
}

/// Descriptions that teloxide 0.17 does not type, by how they begin after the word for the code, without regard to case.
const UNTYPED: [(&str, SendError); 19] = [
    ("bot was blocked by the user", SendError::Gone(Reason::Blocked)),
    ("user is deactivated", SendError::Gone(Reason::Deactivated)),
    ("bot can't initiate conversation with a user", SendError::Gone(Reason::NotStarted)),
    ("the bot can't send messages to the bot", SendError::Gone(Reason::IsBot)),
    ("bot can't send messages to bots", SendError::Gone(Reason::IsBot)),
    ("bot was kicked from", SendError::Gone(Reason::Kicked)),
    ("bot is not a member of", SendError::Gone(Reason::Kicked)),
    ("the group chat was deleted", SendError::Gone(Reason::Kicked)),
    ("not enough rights", SendError::Refused(Reason::NoRights)),
    ("have no rights to send", SendError::Refused(Reason::NoRights)),
    ("need administrator rights", SendError::Refused(Reason::NoRights)),
    ("topic_closed", SendError::Refused(Reason::NoRights)),
    ("message thread not found", SendError::Refused(Reason::NoRights)),
    ("can't parse entities", SendError::Refused(Reason::Content)),
    ("message is too long", SendError::Refused(Reason::Content)),
    ("message caption is too long", SendError::Refused(Reason::Content)),
    ("text is too long", SendError::Refused(Reason::Content)),
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
    let told = text.split_once(": ").map_or(text.as_str(), |(_, told)| told);
    let known = UNTYPED.iter().find(|(prefix, _)| told.starts_with(prefix));
    known.map_or(SendError::Refused(Reason::Refused), |(_, fault)| *fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One row of Telegram's errors, as its body, and what it means.
    fn means(body: &str, fault: SendError) {
        let error: ApiError = serde_json::from_value(serde_json::json!(body)).expect("any text is an error");
        assert_eq!(of_api(&error), fault, "{body}");
    }

    #[test]
    fn a_block_is_gone() {
        means("Forbidden: bot was blocked by the user", SendError::Gone(Reason::Blocked));
    }

    #[test]
    fn a_deleted_account_is_gone() {
        means("Forbidden: user is deactivated", SendError::Gone(Reason::Deactivated));
    }

    #[test]
    fn who_never_started_the_bot_is_gone_until_then() {
        means("Forbidden: bot can't initiate conversation with a user", SendError::Gone(Reason::NotStarted));
    }

    #[test]
    fn a_bot_is_nobody_to_write_to() {
        means("Forbidden: the bot can't send messages to the bot", SendError::Gone(Reason::IsBot));
        means("Forbidden: bot can't send messages to bots", SendError::Gone(Reason::IsBot));
    }

    #[test]
    fn an_unknown_chat_is_gone() {
        means("Bad Request: chat not found", SendError::Gone(Reason::NotFound));
    }

    #[test]
    fn a_kick_is_gone() {
        for place in ["group chat", "supergroup chat", "channel chat"] {
            means(&format!("Forbidden: bot was kicked from the {place}"), SendError::Gone(Reason::Kicked));
        }
    }

    #[test]
    fn a_group_that_is_left_or_deleted_is_gone() {
        means("Forbidden: bot is not a member of the supergroup chat", SendError::Gone(Reason::Kicked));
        means("Forbidden: bot is not a member of the channel chat", SendError::Gone(Reason::Kicked));
        means("Forbidden: the group chat was deleted", SendError::Gone(Reason::Kicked));
    }

    #[test]
    fn missing_rights_are_the_chats_affair() {
        for text in [
            "Bad Request: not enough rights to send text messages to the chat",
            "Bad Request: TOPIC_CLOSED",
            "Bad Request: message thread not found",
            "Bad Request: need administrator rights in the channel chat",
        ] {
            means(text, SendError::Refused(Reason::NoRights));
        }
    }

    #[test]
    fn a_fault_of_the_content_is_one() {
        for text in [
            "Bad Request: can't parse entities: Unsupported start tag",
            "Bad Request: message is too long",
            "Bad Request: message caption is too long",
            "Bad Request: text is too long",
        ] {
            means(text, SendError::Refused(Reason::Content));
        }
    }

    #[test]
    fn what_is_as_it_should_be_is_harmless() {
        means(
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the \
             same as a current content and reply markup of the message",
            SendError::Harmless,
        );
        means(
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            SendError::Harmless,
        );
    }

    #[test]
    fn a_message_that_is_gone_can_not_be_changed() {
        for text in [
            "Bad Request: message to edit not found",
            "Bad Request: message can't be edited",
            "Bad Request: message to delete not found",
            "Bad Request: message can't be deleted",
            "Bad Request: message can't be deleted for everyone",
        ] {
            means(text, SendError::NoMessage);
        }
    }

    #[test]
    fn a_failing_server_leaves_it_unsure() {
        means("Internal Server Error: restart", SendError::Unsure);
        means("Bad Gateway", SendError::Unsure);
    }

    #[test]
    fn a_refused_token_is_fatal() {
        means("Unauthorized", SendError::Token);
        means("Not Found", SendError::Token);
    }

    #[test]
    fn anything_else_is_refused() {
        means("Bad Request: something new", SendError::Refused(Reason::Refused));
    }

    #[test]
    fn waiting_and_moving_are_told_by_parameters() {
        let wait = RequestError::RetryAfter(teloxide::types::Seconds::from_seconds(7));
        assert_eq!(SendError::of(&wait), SendError::Wait(Duration::from_secs(7)));
        let moved = RequestError::MigrateToChatId(teloxide::types::ChatId(-1001));
        assert_eq!(SendError::of(&moved), SendError::Moved(ChatId(-1001)));
    }
}
