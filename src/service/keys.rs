//! The coalition's keys at a start: those in `SEAL_RECIPIENTS` must be the accepted ones.

use crate::config::Settings;
use crate::crypto::{Fingerprints, Recipients};
use crate::service::ServiceError;
use crate::store::{Store, StoreError};

/// The coalition's keys.
pub(super) fn recipients(settings: &Settings) -> Result<Option<Recipients>, ServiceError> {
    let recipients = settings.recipients.as_deref().map(Recipients::parse).transpose();
    let recipients = recipients.map_err(ServiceError::Recipients)?;
    if recipients.is_none() {
        log::warn!(
            "SEAL_RECIPIENTS is not set: no names and no contacts are collected, and the data holds no sealed copy of the \
             store key. If the store key is lost, all data is lost with it (see: pledge-bot keygen)"
        );
    }
    Ok(recipients)
}

/// The keys that the bot's own backups are sealed to; `None` if it makes none.
pub(super) fn to_back_up(settings: &Settings) -> Result<Option<Recipients>, ServiceError> {
    let keys = settings.recipients.as_deref().filter(|_| settings.backups.is_some());
    keys.map(Recipients::parse).transpose().map_err(ServiceError::Recipients)
}

/// The store, if these are the keys that it has accepted: with a copy of its own key that they open, and with opt-outs that are
/// sealed to them. Otherwise it is closed
/// again.
pub(super) async fn settled(store: Store, recipients: Option<&Recipients>) -> Result<Store, StoreError> {
    if let Err(error) = settle(&store, recipients).await {
        // The refusal says more than a failure to close would.
        let _ = store.close().await;
        return Err(error);
    }
    Ok(store)
}

async fn settle(store: &Store, recipients: Option<&Recipients>) -> Result<(), StoreError> {
    let keys = recipients.map_or_else(Fingerprints::default, Recipients::fingerprints);
    store.settle_keys(&keys).await?;
    if let Some(recipients) = recipients {
        store.seal_opt_outs_to(recipients).await?;
    }
    store.keep_key_copy(recipients).await
}
