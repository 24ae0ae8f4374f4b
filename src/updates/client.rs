//! The calls that bring updates: getUpdates, with each update as the bytes that Telegram sent, and those that set and remove a
//! webhook. Hand-written, because teloxide's getUpdates gives typed updates, which do not serialize back to their JSON, and
//! its calls sleep on a server's error.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{CONNECTION, CONTENT_TYPE, DATE, HeaderMap};
use reqwest::{Client, StatusCode, Url};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::clock::ClockCheck;
use crate::conversation::ALLOWED_UPDATES;
use crate::store::Incoming;
use crate::updates::envelope::incoming;

/// Asks Telegram for updates.
#[derive(Clone)]
pub struct UpdatesClient {
    client: Client,
    /// The address of the bot's methods, without a method.
    url: Url,
    /// Learns the time from each answer.
    check: ClockCheck,
    /// How many calls for updates were made.
    polls: Arc<AtomicUsize>,
}

/// Why there are no updates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PollError {
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
    /// 400: Telegram refuses the call, such as a webhook whose host it can't look up.
    #[error("Telegram refuses the call")]
    Refused,
    /// All updates of a call have unusable IDs, so that they can't be acknowledged one by one.
    #[error("updates without a usable id came from Telegram, and were passed over")]
    Nameless,
    /// No connection, a server's error, or something that is no answer of Telegram's.
    #[error("Telegram can't be reached")]
    Down,
}

/// The state of the webhook, as Telegram sees it.
#[derive(Debug, Default, Deserialize)]
pub struct WebhookInfo {
    /// The address to which updates are delivered; empty if no webhook is set.
    #[serde(default)]
    pub url: String,
    /// How many updates wait.
    #[serde(default)]
    pub pending_update_count: u64,
    /// When a delivery failed last, in Unix seconds.
    pub last_error_date: Option<i64>,
    /// Why it failed.
    pub last_error_message: Option<String>,
}

#[derive(Serialize)]
struct GetUpdates<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: &'a [&'a str],
}

#[derive(Serialize)]
struct SetWebhook<'a> {
    url: &'a str,
    secret_token: &'a str,
    max_connections: u8,
    allowed_updates: &'a [&'a str],
}

/// Telegram's answer to a call.
#[derive(Deserialize)]
struct ApiAnswer<T> {
    ok: bool,
    result: Option<T>,
    description: Option<String>,
    parameters: Option<AnswerParameters>,
}

#[derive(Deserialize)]
struct AnswerParameters {
    retry_after: Option<u64>,
}

/// The updates of one call.
#[derive(Debug)]
pub struct Polled {
    /// The updates that have an ID.
    pub updates: Vec<Incoming>,
    /// How many updates came, with an ID or without.
    pub count: usize,
}

impl UpdatesClient {
    /// A connection is closed after so many calls for updates. TLS keeps in a buffer of 4 KiB what it has decrypted, until
    /// later answers cover it; a name that somebody typed could stay there for days.
    const POLLS_OF_CONNECTION: usize = 10;
    /// The most updates that one call brings, by the Bot API.
    pub(super) const LIMIT: u8 = 100;
    /// How many updates Telegram delivers to a webhook at once; its own default.
    const CONNECTIONS: u8 = 40;
    /// How much longer than the poll itself its answer may take.
    pub(super) const GRACE: Duration = Duration::from_secs(10);
    /// How long other calls may take: setting a webhook looks up its host first.
    const PATIENCE: Duration = Duration::from_secs(30);
    /// The longest wait that is believed: an early call gets another 429, but nobody would notice a wait of years.
    const LONGEST_WAIT: Duration = Duration::from_mins(10);

    /// Asks the Bot API at `api` as the bot with this token. None when the address can't carry a path.
    #[must_use]
    pub fn new(client: Client, api: &Url, token: &str, check: ClockCheck) -> Option<UpdatesClient> {
        let mut url = api.clone();
        url.path_segments_mut().ok()?.pop_if_empty().push(&format!("bot{token}"));
        Some(UpdatesClient { client, url, check, polls: Arc::default() })
    }

    /// Waits up to `timeout` for updates from `offset` on. Everything before `offset` is forgotten by Telegram, so it
    /// must be on disk by then.
    ///
    /// # Errors
    /// When the call fails; no update is lost by it.
    pub async fn updates(&self, offset: Option<i64>, timeout: Duration) -> Result<Polled, PollError> {
        let request = GetUpdates {
            offset,
            limit: UpdatesClient::LIMIT,
            timeout: timeout.as_secs(),
            allowed_updates: &ALLOWED_UPDATES,
        };
        let nth = self.polls.fetch_add(1, Ordering::Relaxed) + 1;
        let is_last = nth.is_multiple_of(UpdatesClient::POLLS_OF_CONNECTION);
        let (status, body) =
            self.send("getUpdates", &request, timeout + UpdatesClient::GRACE, is_last).await?;
        read(status, &body)
    }

    /// Asks where updates are delivered, and how that goes.
    ///
    /// # Errors
    /// When Telegram does not say.
    pub async fn webhook_info(&self) -> Result<WebhookInfo, PollError> {
        let (status, body) =
            self.call("getWebhookInfo", &serde_json::json!({}), UpdatesClient::PATIENCE).await?;
        result(status, &body)
    }

    /// Has updates delivered to `url` from now on, of the same kinds as [`UpdatesClient::updates`]. Each delivery carries the
    /// secret: 1 to 256 of `[A-Za-z0-9_-]`.
    ///
    /// # Errors
    /// When Telegram can't be asked, or refuses.
    pub async fn set_webhook(&self, url: &str, secret: &str) -> Result<(), PollError> {
        let request = SetWebhook {
            url,
            secret_token: secret,
            max_connections: UpdatesClient::CONNECTIONS,
            allowed_updates: &ALLOWED_UPDATES,
        };
        let (status, body) = self.call("setWebhook", &request, UpdatesClient::PATIENCE).await?;
        result(status, &body).map(|_: bool| ())
    }

    /// Has updates wait for [`UpdatesClient::updates`] again. Those that wait are kept.
    ///
    /// # Errors
    /// When Telegram can't be asked.
    pub async fn delete_webhook(&self) -> Result<(), PollError> {
        let (status, body) =
            self.call("deleteWebhook", &serde_json::json!({}), UpdatesClient::PATIENCE).await?;
        result(status, &body).map(|_: bool| ())
    }

    async fn call(
        &self,
        method: &str,
        request: &impl Serialize,
        timeout: Duration,
    ) -> Result<(StatusCode, String), PollError> {
        self.send(method, request, timeout, false).await
    }

    /// Makes a call, which may be the last one of its connection.
    async fn send(
        &self,
        method: &str,
        request: &impl Serialize,
        timeout: Duration,
        is_last: bool,
    ) -> Result<(StatusCode, String), PollError> {
        let mut url = self.url.clone();
        url.path_segments_mut().map_err(|()| PollError::Down)?.push(method);
        let mut call = self.client.post(url).timeout(timeout).json(request);
        if is_last {
            call = call.header(CONNECTION, "close");
        }
        let response = call.send().await.map_err(|_| PollError::Down)?;
        let status = response.status();
        if is_of_the_bot_api(response.headers()) {
            self.check.note(date(response.headers()));
        }
        let body = response.bytes().await.map_err(|_| PollError::Down)?;
        // One byte that is no UTF-8 spoils its own text, and none of the other updates of the call.
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }
}

/// Whether an answer comes from a Bot API server, and not from something in between: that would send a page.
fn is_of_the_bot_api(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// The time at which an answer was sent.
fn date(headers: &HeaderMap) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(headers.get(DATE)?.as_bytes()).ok()
}

/// The updates of an answer.
fn read(status: StatusCode, body: &str) -> Result<Polled, PollError> {
    let elements: Vec<&RawValue> = result(status, body)?;
    let count = elements.len();
    Ok(Polled { updates: elements.into_iter().filter_map(incoming).collect(), count })
}

/// The result of a call. An answer that is no JSON of Telegram's comes from something in between, such as a proxy or a
/// network's login page: it proves neither that the token is wrong nor that there are updates to skip.
fn result<'a, T: Deserialize<'a>>(status: StatusCode, body: &'a str) -> Result<T, PollError> {
    let answer = serde_json::from_str::<ApiAnswer<T>>(body).ok();
    let refused = answer.as_ref().is_some_and(|answer| !answer.ok);
    match status {
        StatusCode::OK if !refused => answer.and_then(|answer| answer.result).ok_or(PollError::Down),
        StatusCode::CONFLICT => Err(PollError::Conflict),
        StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND if refused => Err(PollError::Token),
        StatusCode::TOO_MANY_REQUESTS => {
            let asked = answer.and_then(|answer| answer.parameters).and_then(|p| p.retry_after);
            Err(PollError::Wait(Duration::from_secs(asked.unwrap_or(5)).min(UpdatesClient::LONGEST_WAIT)))
        }
        StatusCode::BAD_REQUEST if refused => {
            // The call holds only the bot's own settings, so its description names nobody.
            let reason = answer.and_then(|answer| answer.description).unwrap_or_default();
            log::error!("Telegram answers: {:.200}", reason.escape_debug().to_string());
            Err(PollError::Refused)
        }
        _ => Err(PollError::Down),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polled(status: u16, body: &str) -> Result<(Vec<i64>, usize), PollError> {
        let status = StatusCode::from_u16(status).expect("a status");
        let polled = read(status, body)?;
        Ok((polled.updates.iter().map(|incoming| incoming.update_id).collect(), polled.count))
    }

    #[test]
    fn a_broken_update_costs_none_of_those_that_came_with_it() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        let body = format!(
            r#"{{"ok":true,"result":[{{"update_id":7}},{{"message":{{}}}},null,{{"update_id":9223372036854775807}},
            {{"update_id":99999999999999999999}},{{"update_id":0}},{{"update_id":-1}},{{"update_id":2147483648}},
            {{"update_id":8,"message":{deep}}},{{"update_id":9,"message":{{"chat":{{"id":"\ud800"}}}}}},{{"update_id":1.5}}]}}"#
        );
        assert_eq!(polled(200, &body), Ok((vec![7, 8, 9], 11)));
    }

    #[test]
    fn an_answer_that_is_not_telegrams_is_asked_for_again() {
        for (status, body) in [
            (200, ""),
            (200, "<html>Please log in</html>"),
            (200, "{}"),
            (200, r#"{"ok":true}"#),
            (200, r#"{"ok":true,"result":{}}"#),
            (200, r#"{"ok":false,"result":[]}"#),
            (200, r#"{"ok":true,"result":[{"update_id":1"#),
            (404, "<html>no such page</html>"),
            (401, "{}"),
            (502, r#"{"ok":true,"result":[]}"#),
        ] {
            assert_eq!(polled(status, body), Err(PollError::Down), "{status} {body}");
        }
        let refused = r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#;
        assert_eq!(polled(401, refused), Err(PollError::Token));
    }

    #[test]
    fn nobody_waits_for_years() {
        let asked = |seconds: &str| {
            polled(429, &format!(r#"{{"ok":false,"parameters":{{"retry_after":{seconds}}}}}"#))
        };
        let wait = |seconds| Err(PollError::Wait(Duration::from_secs(seconds)));
        assert_eq!(asked("3"), wait(3));
        assert_eq!(asked("18446744073709551615"), wait(600));
        assert_eq!([asked("-1"), asked("1e9"), polled(429, "")], [wait(5), wait(5), wait(5)]);
    }
}
