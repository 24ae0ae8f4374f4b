//! What a failed call to Telegram means. Telegram tells by a description; teloxide types some of them and hands the
//! rest over as text, which is told by its prefix.

use std::time::Duration;

use teloxide::{ApiError, RequestError};

use crate::domain::ChatId;

/// What a failed call means for what was to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It stands as it should already: not modified, or a press too old to answer.
    Harmless,
    /// Too many requests: nothing was sent; wait this long.
    Wait(Duration),
    /// No connection was made: nothing was sent; try again.
    Unsent,
    /// The chat can't be written to until it writes again.
    Gone,
    /// The message to edit is no longer there, or can't be edited.
    NoMessage,
    /// The group has a new id.
    Moved(ChatId),
    /// It may have been sent or not; there is no way to tell.
    Unsure,
    /// Telegram refused it for good.
    Refused,
    /// The token is not valid any more.
    Token,
}

impl Fault {
    /// Reads teloxide's error. Nothing of its text is kept: it may quote a reply.
    #[must_use]
    pub fn of(error: &RequestError) -> Fault {
        match error {
            RequestError::RetryAfter(seconds) => Fault::Wait(seconds.duration()),
            RequestError::MigrateToChatId(chat) => Fault::Moved(ChatId(chat.0)),
            RequestError::Network(error) if error.is_connect() => Fault::Unsent,
            RequestError::Network(_) | RequestError::InvalidJson { .. } | RequestError::Io(_) => {
                Fault::Unsure
            }
            RequestError::Api(error) => of_api(error),
        }
    }

    /// A word for the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Fault::Harmless => "harmless",
            Fault::Wait(_) => "too many requests",
            Fault::Unsent => "no connection",
            Fault::Gone => "gone",
            Fault::NoMessage => "no such message",
            Fault::Moved(_) => "moved",
            Fault::Unsure => "unsure",
            Fault::Refused => "refused",
            Fault::Token => "token refused",
        }
    }
}

fn of_api(error: &ApiError) -> Fault {
    match error {
        ApiError::MessageNotModified | ApiError::InvalidQueryId => Fault::Harmless,
        ApiError::BotBlocked
        | ApiError::UserDeactivated
        | ApiError::ChatNotFound
        | ApiError::GroupDeactivated
        | ApiError::BotKicked
        | ApiError::BotKickedFromSupergroup
        | ApiError::BotKickedFromChannel
        | ApiError::CantInitiateConversation
        | ApiError::CantTalkWithBots => Fault::Gone,
        ApiError::MessageToEditNotFound | ApiError::MessageIdInvalid | ApiError::MessageCantBeEdited => {
            Fault::NoMessage
        }
        ApiError::InvalidToken => Fault::Token,
        ApiError::Unknown(text) => of_text(text),
        _ => Fault::Refused,
    }
}

/// Descriptions that teloxide 0.17 does not type; matched without regard to case.
fn of_text(text: &str) -> Fault {
    const GONE: [&str; 6] = [
        "forbidden: bot can't initiate conversation with a user",
        "forbidden: the bot can't send messages to the bot",
        "forbidden: bot was kicked from",
        "forbidden: bot is not a member of",
        "forbidden: the group chat was deleted",
        "forbidden: bots can't send messages to bots",
    ];
    let text = text.to_ascii_lowercase();
    if GONE.iter().any(|prefix| text.starts_with(prefix)) {
        Fault::Gone
    } else if text.starts_with("bad request: query is too old") {
        Fault::Harmless
    } else if text.starts_with("internal server error") || text.starts_with("bad gateway") {
        Fault::Unsure
    } else if text.starts_with("unauthorized") {
        Fault::Token
    } else {
        Fault::Refused
    }
}
