//! deleteWebhook and getWebhookInfo; setWebhook, which starts a task, is in the module `webhook`.

use crate::emulator::error::ApiError;
use crate::emulator::params::Params;
use crate::emulator::webhook;
use crate::emulator::world::World;

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
    Ok(webhook::info(world).to_string())
}
