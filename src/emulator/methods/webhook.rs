//! deleteWebhook and getWebhookInfo.

use serde_json::json;

use super::super::error::ApiError;
use super::super::params::Params;
use super::super::world::World;

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
    let url = world.updates.webhook.as_ref().map_or("", |webhook| webhook.url.as_str());
    Ok(json!({
        "url": url, "has_custom_certificate": false, "pending_update_count": world.updates.len(),
        "allowed_updates": world.updates.allowed(),
    })
    .to_string())
}
