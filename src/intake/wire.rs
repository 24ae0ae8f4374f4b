//! The one call that intake makes itself: getUpdates, with each update as the bytes that Telegram sent. teloxide's own
//! call gives typed updates, which do not write back to what they were read from, and sleeps on a server's error.

use std::time::Duration;

use reqwest::{Client, StatusCode, Url};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{bot::ALLOWED_UPDATES, domain::ChatId, store::Incoming};

/// Asks Telegram for updates.
#[derive(Clone)]
pub struct Wire {
    client: Client,
    url: Url,
}

/// Why there are no updates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PollFault {
    /// 409: another consumer asks for them, or a webhook is set.
    #[error("another instance of this bot is asking for updates, or a webhook is set for it")]
    Conflict,
    /// 401 or 404: the token is not valid (any more).
    #[error("Telegram does not accept BOT_TOKEN; ask @BotFather for the current one")]
    Token,
    /// 429: wait this long.
    #[error("Telegram asks to wait for {} s", .0.as_secs())]
    Wait(Duration),
    /// The updates could not be written down; they come again.
    #[error("updates can't be written down; the disk may be full")]
    Inbox,
    /// No connection, a server's error, or something that is no answer of Telegram's.
    #[error("Telegram can't be reached")]
    Down,
}

#[derive(Serialize)]
struct Request<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: &'a [&'a str],
}

#[derive(Deserialize)]
struct Response<'a> {
    #[serde(borrow, default)]
    result: Vec<&'a RawValue>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

impl Wire {
    /// The most updates that one call brings, by the Bot API.
    pub(super) const LIMIT: u8 = 100;
    /// How much longer than the poll itself its answer may take.
    const GRACE: Duration = Duration::from_secs(10);

    /// Asks the Bot API at `api` as the bot with this token. None when the address can't carry a path.
    #[must_use]
    pub fn new(client: Client, api: &Url, token: &str) -> Option<Wire> {
        let mut url = api.clone();
        url.path_segments_mut().ok()?.pop_if_empty().extend([&format!("bot{token}"), "getUpdates"]);
        Some(Wire { client, url })
    }

    /// Waits up to `timeout` for updates from `offset` on. Everything before `offset` is forgotten by Telegram, so it
    /// must be on disk by then.
    ///
    /// # Errors
    /// None of them loses an update.
    pub async fn updates(&self, offset: Option<i64>, timeout: Duration) -> Result<Vec<Incoming>, PollFault> {
        let request = Request {
            offset,
            limit: Wire::LIMIT,
            timeout: timeout.as_secs(),
            allowed_updates: &ALLOWED_UPDATES,
        };
        let response = self
            .client
            .post(self.url.clone())
            .timeout(timeout + Wire::GRACE)
            .json(&request)
            .send()
            .await
            .map_err(|_| PollFault::Down)?;
        let status = response.status();
        let body = response.bytes().await.map_err(|_| PollFault::Down)?;
        let answer = serde_json::from_slice::<Response<'_>>(&body);
        match status {
            StatusCode::OK => {
                let answer = answer.map_err(|_| PollFault::Down)?;
                Ok(answer.result.into_iter().filter_map(incoming).collect())
            }
            StatusCode::CONFLICT => Err(PollFault::Conflict),
            StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND => Err(PollFault::Token),
            StatusCode::TOO_MANY_REQUESTS => {
                let asked = answer.ok().and_then(|answer| answer.parameters).and_then(|p| p.retry_after);
                Err(PollFault::Wait(Duration::from_secs(asked.unwrap_or(5))))
            }
            _ => Err(PollFault::Down),
        }
    }
}

/// Where an update belongs, read from as little of it as possible: the chat that its worker is named by.
#[derive(Deserialize)]
struct Envelope {
    update_id: i64,
    message: Option<InChat>,
    callback_query: Option<Callback>,
    my_chat_member: Option<InChat>,
}

#[derive(Deserialize)]
struct Callback {
    message: Option<InChat>,
}

#[derive(Deserialize)]
struct InChat {
    chat: Chat,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
}

#[derive(Deserialize)]
struct OnlyId {
    update_id: i64,
}

/// Takes an update as it came. One without an id can't be acknowledged either and is passed over.
#[must_use]
pub fn incoming(raw: &RawValue) -> Option<Incoming> {
    let raw = raw.get();
    let (update_id, chat) = match serde_json::from_str::<Envelope>(raw) {
        Ok(envelope) => {
            let place = envelope
                .message
                .or(envelope.callback_query.and_then(|query| query.message))
                .or(envelope.my_chat_member);
            (envelope.update_id, place.map(|place| ChatId(place.chat.id)))
        }
        // An update of a shape that we don't know still has an id.
        Err(_) => (serde_json::from_str::<OnlyId>(raw).ok()?.update_id, None),
    };
    Some(Incoming { update_id, chat, raw: raw.as_bytes().to_vec() })
}
