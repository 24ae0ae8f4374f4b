//! The envelope of an update: its ID, and the chat in whose order it is handled. As little of the JSON as possible is read, so
//! that an update of an unknown shape still has an ID.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::ChatId;
use crate::store::Incoming;

#[derive(Deserialize)]
struct UpdateEnvelope {
    update_id: i64,
    message: Option<EnvelopeMessage>,
    edited_message: Option<EnvelopeMessage>,
    callback_query: Option<EnvelopeQuery>,
    my_chat_member: Option<EnvelopeMessage>,
}

#[derive(Deserialize)]
struct EnvelopeQuery {
    message: Option<EnvelopeMessage>,
}

#[derive(Deserialize)]
struct EnvelopeMessage {
    chat: EnvelopeChat,
}

#[derive(Deserialize)]
struct EnvelopeChat {
    id: i64,
}

#[derive(Deserialize)]
struct EnvelopeId {
    update_id: i64,
}

/// Takes an update as it came. An update without an ID of Telegram's can't be acknowledged either, and is skipped. IDs are
/// positive (documented at Update), and like all integers without a note they fit 32 bits with a sign
/// (<https://core.telegram.org/bots/api#available-types>): to acknowledge a larger one would drop all updates to come.
#[must_use]
pub(crate) fn incoming(raw: &RawValue) -> Option<Incoming> {
    let raw = raw.get();
    let (update_id, chat) = match serde_json::from_str::<UpdateEnvelope>(raw) {
        Ok(envelope) => {
            let query = envelope.callback_query.and_then(|query| query.message);
            let message = envelope.message.or(envelope.edited_message).or(query).or(envelope.my_chat_member);
            (envelope.update_id, message.map(|message| ChatId::new(message.chat.id)))
        }
        Err(_) => (serde_json::from_str::<EnvelopeId>(raw).ok()?.update_id, None),
    };
    if !(1..=i64::from(i32::MAX)).contains(&update_id) {
        return None;
    }
    Some(Incoming { update_id, chat, raw: raw.as_bytes().to_vec() })
}
