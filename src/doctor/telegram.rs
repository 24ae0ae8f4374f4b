//! The way to Telegram, the proxy, the token, the webhook and the clock. One call tells of all of them: getWebhookInfo.

use std::time::Duration;

use jiff::SignedDuration;
use reqwest::Url;
use tokio::net::TcpStream;

use crate::clock::{Clock, ClockCheck};
use crate::config::{Secret, Settings};
use crate::doctor::installation::Installation;
use crate::doctor::report::{CheckOutcome, Found};
use crate::domain::doctor::Finding;
use crate::telegram;
use crate::updates::{PollError, UpdatesClient, WebhookInfo};

/// What Telegram answers.
pub(super) struct TelegramLook {
    answer: TelegramAnswer,
    /// The clock, compared with Telegram's.
    clock: ClockCheck,
}

enum TelegramAnswer {
    /// It was not asked, since the settings can't be read.
    Unasked,
    /// It answers as it does to the bot.
    Told(WebhookInfo),
    /// It answers, and was asked with a token that is none, since the bot's is not known here.
    Reached,
    /// It does not accept the token.
    Refused,
    /// It does not answer; whether the proxy does, where there is one.
    Down { proxy: Option<bool> },
    /// It answers something else.
    Odd(String),
}

/// How long the proxy may take to let a connection in.
const PATIENCE: Duration = Duration::from_secs(5);
/// The first half of a token that no bot has.
const NOBODY: &str = "0:nobody";
/// So many waiting updates are more than one call brings.
const MANY: u64 = 100;
/// How long a failed delivery counts.
const LATELY: SignedDuration = SignedDuration::from_hours(1);

/// Asks Telegram.
pub(super) async fn look(installation: &Installation, clock: &Clock) -> TelegramLook {
    let check = ClockCheck::new(clock.clone());
    let answer = match &installation.settings {
        Ok(settings) => ask(settings, installation.token.as_ref(), &check).await,
        Err(_) => TelegramAnswer::Unasked,
    };
    TelegramLook { answer, clock: check }
}

async fn ask(settings: &Settings, token: Option<&Secret>, check: &ClockCheck) -> TelegramAnswer {
    let proxy = settings.proxy.as_ref().map(Secret::expose);
    let client = telegram::polling_client(proxy).ok();
    let shown = token.map_or(NOBODY, Secret::expose);
    let client =
        client.and_then(|client| UpdatesClient::new(client, &settings.api_url, shown, check.clone()));
    let Some(client) = client else { return TelegramAnswer::Odd("no HTTP client can be made".to_owned()) };
    match client.webhook_info().await {
        Ok(info) => TelegramAnswer::Told(info),
        Err(PollError::Token) if token.is_none() => TelegramAnswer::Reached,
        Err(PollError::Token) => TelegramAnswer::Refused,
        Err(PollError::Down) => TelegramAnswer::Down {
            proxy: match proxy.map(Url::parse) {
                Some(Ok(proxy)) => Some(does_listen(&proxy).await),
                Some(Err(_)) | None => None,
            },
        },
        Err(error) => TelegramAnswer::Odd(error.to_string()),
    }
}

async fn does_listen(proxy: &Url) -> bool {
    let host = proxy.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    // The ports that the HTTP client takes where none is given.
    let port = proxy.port_or_known_default().unwrap_or(1080);
    let connected = tokio::time::timeout(PATIENCE, TcpStream::connect((host, port))).await;
    matches!(connected, Ok(Ok(_)))
}

/// Why a check that needs an answer can't be made; `None` if there is an answer.
fn unanswered(answer: &TelegramAnswer) -> Option<String> {
    match answer {
        TelegramAnswer::Unasked => Some("the settings can't be read".to_owned()),
        TelegramAnswer::Down { .. } => Some("Telegram does not answer".to_owned()),
        TelegramAnswer::Odd(reason) => Some(reason.clone()),
        TelegramAnswer::Told(_) | TelegramAnswer::Reached | TelegramAnswer::Refused => None,
    }
}

/// Whether Telegram answers, and nobody can read along.
pub(super) fn connection(installation: &Installation, look: &TelegramLook) -> CheckOutcome {
    let risks = installation.settings.as_ref().map(Settings::connection_risks).unwrap_or_default();
    let open = Found::at_all(Finding::ConnectionOpen, risks);
    let (down, unseen) = match &look.answer {
        TelegramAnswer::Down { proxy: Some(false) } => (None, Some("the proxy does not answer".to_owned())),
        TelegramAnswer::Down { proxy: Some(true) } => (
            Some(
                Found::new(Finding::TelegramUnreachable)
                    .here("the proxy answers, and no answer of Telegram's comes through it"),
            ),
            None,
        ),
        TelegramAnswer::Down { proxy: None } => (Some(Found::new(Finding::TelegramUnreachable)), None),
        answer => (None, unanswered(answer)),
    };
    CheckOutcome::of(open.into_iter().chain(down), unseen)
}

/// Whether the proxy answers.
pub(super) fn proxy(installation: &Installation, look: &TelegramLook) -> CheckOutcome {
    match &installation.settings {
        Ok(settings) if settings.proxy.is_none() => {
            return CheckOutcome::Unneeded("TELEGRAM_PROXY is not set");
        }
        Ok(_) => {}
        Err(_) => return CheckOutcome::unseen("the settings can't be read"),
    }
    let is_down = matches!(look.answer, TelegramAnswer::Down { proxy: Some(false) });
    if is_down { Found::new(Finding::ProxyUnreachable).into() } else { CheckOutcome::Sound }
}

/// Whether Telegram accepts the token.
pub(super) fn token(look: &TelegramLook) -> CheckOutcome {
    match &look.answer {
        TelegramAnswer::Refused => Found::new(Finding::TokenRefused).into(),
        TelegramAnswer::Reached => CheckOutcome::unseen(UNKNOWN_TOKEN),
        TelegramAnswer::Told(_) => CheckOutcome::Sound,
        answer => CheckOutcome::of([], unanswered(answer)),
    }
}

const UNKNOWN_TOKEN: &str =
    "the token comes from BOT_TOKEN_COMMAND, which is not run for this; the bot itself checks it once a week";

/// Whether Telegram delivers where the settings say, and its updates are taken.
pub(super) fn webhook(installation: &Installation, look: &TelegramLook) -> CheckOutcome {
    let (Ok(settings), TelegramAnswer::Told(info)) = (&installation.settings, &look.answer) else {
        let reason = match &look.answer {
            TelegramAnswer::Refused => "Telegram does not accept the token".to_owned(),
            TelegramAnswer::Reached => UNKNOWN_TOKEN.to_owned(),
            answer => unanswered(answer).unwrap_or_default(),
        };
        return CheckOutcome::Unseen(reason);
    };
    let mut found = Vec::new();
    let wanted = settings.webhook.as_ref().map(|webhook| &webhook.url);
    let set = Some(info.url.as_str()).filter(|url| !url.is_empty());
    match (wanted, set) {
        (Some(_), None) => found.push(Found::new(Finding::WebhookMissing)),
        (Some(wanted), Some(set)) if Url::parse(set).ok().as_ref() != Some(wanted) => {
            found.push(Found::new(Finding::WebhookOther).here(host_of(set)));
        }
        (None, Some(set)) => found.push(Found::new(Finding::WebhookUnwanted).here(host_of(set))),
        (Some(_), Some(_)) | (None, None) => {}
    }
    if let Some(reason) = lately_failed(info, &look.clock) {
        found.push(Found::new(Finding::WebhookFailing).here(reason));
    }
    if info.pending_update_count >= MANY {
        let waiting = format!("{} wait", info.pending_update_count);
        found.push(Found::new(Finding::UpdatesWaiting).here(waiting));
    }
    CheckOutcome::of(found, None)
}

/// The host alone: a path may hold a secret.
fn host_of(url: &str) -> String {
    let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.map_or_else(|| "an address without a host".to_owned(), |host| format!("its host is {host}"))
}

/// Telegram's reason why it could not deliver, if that was not long ago by its own clock.
fn lately_failed(info: &WebhookInfo, clock: &ClockCheck) -> Option<String> {
    let failed = jiff::Timestamp::from_second(info.last_error_date?).ok()?;
    if clock.telegrams_time()?.duration_since(failed) > LATELY {
        return None;
    }
    let reason = info.last_error_message.as_deref().unwrap_or("no reason");
    Some(format!("{:.200}", reason.escape_debug().to_string()))
}

/// Whether the clock is right.
pub(super) fn clock(look: &TelegramLook, clock: &Clock) -> CheckOutcome {
    if let Some(reason) = unanswered(&look.answer) {
        return CheckOutcome::Unseen(reason);
    }
    if !look.clock.is_wrong() {
        return CheckOutcome::Sound;
    }
    let telegram = look.clock.telegrams_time().unwrap_or(clock.now());
    let here = format!("here it is {:.0}, and at Telegram {telegram:.0}", clock.now());
    Found::new(Finding::ClockWrong).here(here).command("timedatectl set-ntp true").into()
}
