//! setWebhook, deleteWebhook and getWebhookInfo.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::emulator::error::ApiError;
use crate::emulator::links;
use crate::emulator::params::Params;
use crate::emulator::shared::Shared;
use crate::emulator::updates::ActiveWebhook;
use crate::emulator::webhook_delivery::deliver;
use crate::emulator::world::World;

/// The default for `max_connections`.
const CONNECTIONS: i64 = 40;
/// The most characters of `secret_token`.
const SECRET: usize = 256;
/// Starts to deliver updates. From then on, getUpdates is refused.
pub(crate) fn set_webhook(shared: &Arc<Shared>, params: &Params) -> Result<String, ApiError> {
    let webhook = parse(params)?;
    let generation = shared.with(|world| {
        world.updates.set_allowed(params)?;
        if params.flag("drop_pending_updates") {
            world.updates.clear();
        }
        world.updates.webhooks += 1;
        let generation = world.updates.webhooks;
        world.updates.webhook = webhook.map(|webhook| ActiveWebhook { generation, ..webhook });
        Ok(world.updates.webhook.is_some().then_some(generation))
    })?;
    shared.wake_polls();
    if let Some(generation) = generation {
        tokio::spawn(deliver(Arc::clone(shared), generation));
    }
    Ok("true".to_owned())
}

/// The webhook of a setWebhook call; `None` removes it.
fn parse(params: &Params) -> Result<Option<ActiveWebhook>, ApiError> {
    let url = params.text("url").unwrap_or_default();
    if url.is_empty() {
        return Ok(None);
    }
    // Plain HTTP is allowed, as by a local Bot API server.
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
    Ok(Some(ActiveWebhook {
        url,
        secret,
        connections: usize::try_from(connections).unwrap_or(1),
        generation: 0,
        last_error: None,
        in_flight: BTreeSet::new(),
    }))
}

/// A `WebhookInfo`.
fn info(world: &World) -> Value {
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

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of methods, which may refuse")]
pub(crate) fn delete_webhook(world: &mut World, params: &Params) -> Result<String, ApiError> {
    world.updates.webhook = None;
    if params.flag("drop_pending_updates") {
        world.updates.clear();
    }
    Ok("true".to_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of methods, which may refuse")]
pub(crate) fn get_webhook_info(world: &mut World, _: &Params) -> Result<String, ApiError> {
    Ok(info(world).to_string())
}
