//! The data and their key before the first start: made where there are none, and tried where there are some.

use crate::clock::Clock;
use crate::config::Settings;
use crate::control::{ControlRequest, ask};
use crate::crypto::{Fingerprints, Recipients};
use crate::domain::ChatId;
use crate::service::{ServiceError, keys, unlock};
use crate::store::{DATABASE, Reader, Store, until_free};

/// What was found out about the data and their key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataTrial {
    /// They were made or opened, and are ready for a start.
    Ready,
    /// A bot runs on them, so they were not opened.
    InUse,
}

/// Makes the store and its key if there are none, as a start would, and tries them if there are some. A bot may be running on the
/// data: then the coalition's keys alone are compared with those that it has accepted. A command that prints the store key is
/// run once. If `is_locked`, a key that is made is put under a passphrase, which the person at the terminal is asked for.
///
/// # Errors
/// When the bot could not start with these settings.
pub async fn prepare_data(settings: &Settings, is_locked: bool) -> Result<DataTrial, ServiceError> {
    let folders = &settings.folders;
    let recipients = keys::recipients(settings)?;
    if folders.data.join(DATABASE).exists() {
        let keys = recipients.as_ref().map_or_else(Fingerprints::default, Recipients::fingerprints);
        Reader::open_copy(&folders.data).await?.require_keys(&keys).await?;
        // One that does not answer has the folder, too.
        if !matches!(ask(&folders.data, &ControlRequest::StaffList).await, Ok(None)) {
            return Ok(DataTrial::InUse);
        }
        // One that is ending answers no more.
        until_free(&folders.data, &Clock::System).await?;
    }
    let key = unlock::first_store_key(folders, settings.store_key_command.as_ref(), is_locked).await?;
    Store::upgrade(&folders.data, &key, recipients.as_ref()).await?;
    let store = Store::open_with_list(&folders.data, key, &folders.opt_outs).await?;
    let store = keys::settled(store, recipients.as_ref()).await?;
    let owners: Vec<_> = settings.owners.iter().copied().map(ChatId::new).collect();
    store.begin_staff(&owners).await?;
    store.close().await?;
    Ok(DataTrial::Ready)
}
