//! Delivery of updates to the bot's webhook: in order for each chat, retried until it is taken.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::error::ApiError;
use super::params::Params;
use super::updates::Update;
use super::world::World;
use super::{Shared, links};

/// Connections at once, where the bot does not say how many.
const CONNECTIONS: i64 = 40;
/// The most characters of a secret.
const SECRET: usize = 256;
/// How long a delivery may take before it counts as failed.
const PATIENCE: Duration = Duration::from_mins(1);
/// The first wait before an update is tried again; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Where updates go instead of getUpdates.
#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    pub url: String,
    secret: Option<String>,
    connections: usize,
    /// Tells this webhook from an earlier or a later one.
    generation: u64,
    /// Unix seconds and what went wrong, of the last failure.
    last_error: Option<(i64, String)>,
    /// Chats whose update is on its way (0 for updates without a chat), with the update's id.
    under_way: BTreeSet<(i64, i64)>,
}

/// setWebhook: from now on updates are delivered, and getUpdates is refused.
pub(crate) fn set_webhook(shared: &Arc<Shared>, params: &Params) -> Result<String, ApiError> {
    let webhook = parse(params)?;
    let generation = shared.with(|world| {
        world.updates.allow(params)?;
        if params.flag("drop_pending_updates") {
            world.updates.clear();
        }
        world.updates.webhooks += 1;
        let generation = world.updates.webhooks;
        world.updates.webhook = webhook.map(|webhook| Webhook { generation, ..webhook });
        Ok(world.updates.webhook.is_some().then_some(generation))
    })?;
    shared.wake_polls();
    if let Some(generation) = generation {
        tokio::spawn(deliver(Arc::clone(shared), generation));
    }
    Ok("true".to_owned())
}

/// The webhook that a call asks for, `None` where it takes it away.
fn parse(params: &Params) -> Result<Option<Webhook>, ApiError> {
    let url = params.text("url").unwrap_or_default();
    if url.is_empty() {
        return Ok(None);
    }
    // A local server is as good as the real one here, and takes plain HTTP as Telegram's own local server does.
    let local = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    if local.is_none() {
        links::check(&url).map_err(|reason| ApiError::bad(format!("bad webhook: {reason}")))?;
        return Err(ApiError::bad("bad webhook: An HTTPS URL must be provided for webhook"));
    }
    let secret = params.text("secret_token").filter(|secret| !secret.is_empty());
    if let Some(secret) = &secret {
        if secret.len() > SECRET {
            return Err(ApiError::bad("secret token is too long"));
        }
        if !secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-') {
            return Err(ApiError::bad("secret token contains unallowed characters"));
        }
    }
    let connections =
        params.integer("max_connections")?.filter(|count| *count > 0).unwrap_or(CONNECTIONS).min(100);
    Ok(Some(Webhook {
        url,
        secret,
        connections: usize::try_from(connections).unwrap_or(1),
        generation: 0,
        last_error: None,
        under_way: BTreeSet::new(),
    }))
}

/// getWebhookInfo.
pub(crate) fn info(world: &World) -> Value {
    let webhook = world.updates.webhook.as_ref();
    let mut info = json!({
        "url": webhook.map_or("", |webhook| webhook.url.as_str()),
        "has_custom_certificate": false,
        "pending_update_count": world.updates.len(),
    });
    if !world.updates.allowed().is_empty() {
        info["allowed_updates"] = json!(world.updates.allowed());
    }
    if let Some(webhook) = webhook {
        info["max_connections"] = webhook.connections.into();
        info["ip_address"] = "127.0.0.1".into();
        if let Some((at, what)) = &webhook.last_error {
            info["last_error_date"] = (*at).into();
            info["last_error_message"] = what.as_str().into();
        }
    }
    info
}

/// Delivers until another webhook is set, this one is deleted, or the emulator stops.
async fn deliver(shared: Arc<Shared>, generation: u64) {
    let client = match reqwest::Client::builder().timeout(PATIENCE).build() {
        Ok(client) => client,
        Err(error) => {
            log::error!("the emulator cannot deliver to a webhook: {error}");
            return;
        }
    };
    let mut changes = shared.polls();
    let mut deliveries = JoinSet::new();
    loop {
        changes.borrow_and_update();
        loop {
            match shared.with(|world| next(world, generation)) {
                Next::Update(webhook, update) => {
                    deliveries.spawn(one(Arc::clone(&shared), client.clone(), webhook, update));
                }
                Next::Wait => break,
                Next::Over => return,
            }
        }
        tokio::select! {
            outcome = changes.changed() => if outcome.is_err() { return },
            Some(_) = deliveries.join_next() => {}
            () = shared.stopped() => return,
        }
    }
}

enum Next {
    Update(Webhook, Update),
    Wait,
    Over,
}

/// The oldest update whose chat has none on its way, if there is a connection to spare.
fn next(world: &mut World, generation: u64) -> Next {
    let Some(webhook) = world.updates.webhook.as_ref().filter(|webhook| webhook.generation == generation)
    else {
        return Next::Over;
    };
    if webhook.under_way.len() >= webhook.connections {
        return Next::Wait;
    }
    let busy: BTreeSet<i64> = webhook.under_way.iter().map(|(chat, _)| *chat).collect();
    let Some(update) = world.updates.first_outside(&busy) else { return Next::Wait };
    let webhook = webhook.clone();
    if let Some(current) = &mut world.updates.webhook {
        current.under_way.insert((update.chat, update.id));
    }
    Next::Update(webhook, update)
}

/// Posts one update until it is taken, or until the webhook is another.
async fn one(shared: Arc<Shared>, client: reqwest::Client, webhook: Webhook, update: Update) {
    let mut wait = FIRST_WAIT;
    loop {
        let mut request = client
            .post(&webhook.url)
            .header(header::CONTENT_TYPE, "application/json")
            .body(update.json.to_string());
        if let Some(secret) = &webhook.secret {
            request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        let failure = match request.send().await {
            Ok(response) if response.status().is_success() => None,
            Ok(response) => Some(format!("Wrong response from the webhook: {}", response.status())),
            Err(error) if error.is_timeout() => Some("Read timeout expired".to_owned()),
            Err(_) => Some("Connection refused".to_owned()),
        };
        let goes_on = shared.with(|world| {
            let now = world.now();
            let mine =
                world.updates.webhook.as_mut().filter(|current| current.generation == webhook.generation);
            let Some(current) = mine else { return false };
            let Some(failure) = failure else {
                current.under_way.remove(&(update.chat, update.id));
                world.updates.forget(update.id);
                return false;
            };
            current.last_error = Some((now, failure));
            true
        });
        if !goes_on {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = shared.stopped() => return,
        }
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}
