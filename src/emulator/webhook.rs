//! Delivery of updates to the bot's webhook.

/// Where updates go instead of getUpdates.
#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    pub url: String,
}
