//! The database: whether this program can use it, whose key it has, and which list of opt-outs.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::runtime::Handle;

use crate::config::Folders;
use crate::crypto::{StoreKey, StoreKeyFile};
use crate::doctor::installation::Installation;
use crate::doctor::report::{CheckOutcome, Found};
use crate::doctor::running_bot::RunningBot;
use crate::doctor::silent_places::silent;
use crate::domain::doctor::{Finding, is_newer};
use crate::slow_disk::{NoAnswer, within};
use crate::store::{SchemaAge, StoreError, StoreFacts, list_facts};

/// The data folder, as far as it can be seen.
pub(super) enum DataLook {
    /// The settings don't say where it is.
    Unknown,
    /// There is no database.
    Missing,
    /// It is damaged, or not the bot's.
    Damaged(String),
    /// It can't be read, for this reason.
    Unseen(String),
    /// What it says.
    Read(StoreFacts),
}

impl DataLook {
    /// Why a check that needs the data can't be made.
    fn unread(&self) -> CheckOutcome {
        match self {
            DataLook::Unknown => CheckOutcome::unseen("the settings can't be read"),
            DataLook::Missing => CheckOutcome::unseen("there is no data"),
            DataLook::Damaged(_) => CheckOutcome::unseen("the database can't be used"),
            DataLook::Unseen(reason) => CheckOutcome::unseen(reason),
            DataLook::Read(_) => CheckOutcome::unseen("the database is of a newer version of the bot"),
        }
    }

    /// What the database says, if this program understands it.
    fn facts(&self) -> Option<&StoreFacts> {
        match self {
            DataLook::Read(facts) if !matches!(facts.schema, SchemaAge::Newer(_)) => Some(facts),
            DataLook::Read(_)
            | DataLook::Unknown
            | DataLook::Missing
            | DataLook::Damaged(_)
            | DataLook::Unseen(_) => None,
        }
    }
}

/// Reads what can be read without the store key, if the disk answers within this time.
pub(super) async fn look(folders: Option<&Folders>, patience: Duration) -> DataLook {
    look_by(async |data: PathBuf| StoreFacts::read(&data).await, folders, patience).await
}

/// The same with another way to read it.
async fn look_by(
    read: impl AsyncFnOnce(PathBuf) -> Result<StoreFacts, StoreError> + Send + 'static,
    folders: Option<&Folders>,
    patience: Duration,
) -> DataLook {
    let Some(folders) = folders else { return DataLook::Unknown };
    let (data, runtime) = (folders.data.clone(), Handle::current());
    match within(patience, move || runtime.block_on(read(data))).await {
        Ok(Ok(facts)) => DataLook::Read(facts),
        Ok(Err(StoreError::NoData(_))) => DataLook::Missing,
        Ok(Err(error @ (StoreError::Corrupt(_) | StoreError::Foreign(_)))) => {
            DataLook::Damaged(error.to_string())
        }
        Ok(Err(error)) => DataLook::Unseen(error.to_string()),
        Err(NoAnswer::Late) => DataLook::Unseen(silent("DATA_DIR", &folders.data)),
        Err(NoAnswer::Failed) => DataLook::Unseen("the database can't be looked at".to_owned()),
    }
}

/// Whether this program can use the database.
pub(super) fn schema(look: &DataLook) -> CheckOutcome {
    let here = |finding, found: i64| {
        Found::new(finding).here(format!("schema {found}; this program has {}", StoreFacts::SCHEMA))
    };
    match look {
        DataLook::Damaged(reason) => Found::new(Finding::DataDamaged).here(reason).into(),
        DataLook::Read(StoreFacts { schema: SchemaAge::Older(found), .. }) => {
            here(Finding::SchemaOlder, *found).into()
        }
        DataLook::Read(StoreFacts { schema: SchemaAge::Newer(found), .. }) => {
            here(Finding::SchemaNewer, *found).into()
        }
        DataLook::Read(StoreFacts { schema: SchemaAge::Same, .. }) => CheckOutcome::Sound,
        DataLook::Unknown | DataLook::Missing | DataLook::Unseen(_) => look.unread(),
    }
}

/// Whether the store key is there, and is that of the data.
pub(super) fn store_key(
    installation: &Installation,
    folders: &Folders,
    look: &DataLook,
    bot: &RunningBot,
) -> CheckOutcome {
    let by_command =
        installation.settings.as_ref().is_ok_and(|settings| settings.store_key_command.is_some());
    let path = &folders.store_key;
    let here = |finding| Found::new(finding).here(path.display().to_string());
    let data = look.facts();
    let knows_key = data.is_some_and(|data| data.key.check.is_some());
    // A store opens with its own key alone.
    let opened = matches!(bot, RunningBot::Answers { .. } | RunningBot::Older);
    match StoreKeyFile::read(path) {
        Err(error) => CheckOutcome::unseen(error.to_string()),
        Ok(StoreKeyFile::Plain(_)) if by_command => here(Finding::StoreKeyTwice).into(),
        Ok(StoreKeyFile::Missing) if !by_command && knows_key => here(Finding::StoreKeyMissing).into(),
        Ok(StoreKeyFile::Missing) if !by_command => {
            CheckOutcome::Unneeded("there is no data yet that needs a key")
        }
        Ok(StoreKeyFile::Missing | StoreKeyFile::Locked(_)) if opened => CheckOutcome::Sound,
        Ok(StoreKeyFile::Missing) => {
            CheckOutcome::unseen("a command prints the key, and no bot runs that has opened the data with it")
        }
        Ok(StoreKeyFile::Locked(_)) => CheckOutcome::unseen(
            "the key is under a passphrase, and no bot runs that has opened the data with it",
        ),
        Ok(StoreKeyFile::Plain(text)) => {
            match (std::str::from_utf8(&text).ok().and_then(StoreKey::parse), data) {
                (None, _) => here(Finding::StoreKeyUnusable).into(),
                (Some(key), Some(data)) if !data.key.fits(&key) => here(Finding::StoreKeyOther).into(),
                (Some(_), Some(_)) => CheckOutcome::Sound,
                (Some(_), None) => look.unread(),
            }
        }
    }
}

/// Whether the coalition can recover the store key.
pub(super) fn key_copy(installation: &Installation, look: &DataLook) -> CheckOutcome {
    let Ok(settings) = &installation.settings else {
        return CheckOutcome::unseen("the settings can't be read");
    };
    if settings.recipients.is_none() {
        return Found::new(Finding::RecipientsMissing).into();
    }
    let Some(recipients) = installation.recipients() else {
        return CheckOutcome::unseen("SEAL_RECIPIENTS can't be read");
    };
    let Some(data) = look.facts() else { return look.unread() };
    let keys = recipients.fingerprints();
    if data.accepted.as_ref().is_some_and(|accepted| *accepted != keys) {
        let accepted = data.accepted.as_ref().map(ToString::to_string).unwrap_or_default();
        // No command: whoever pastes it lets those in who exchanged the keys.
        return Found::new(Finding::RecipientsNotAccepted)
            .here(format!("accepted: {accepted}; in SEAL_RECIPIENTS: {keys}"))
            .into();
    }
    match data.has_copy_for(&keys) {
        None => Found::new(Finding::KeyCopyMissing).into(),
        Some(false) => Found::new(Finding::KeyCopyOutdated).into(),
        Some(true) => CheckOutcome::Sound,
    }
}

/// Whether the settings name owners, although the staff has begun and nobody reads that any more.
pub(super) fn named_owners(installation: &Installation, look: &DataLook) -> Option<Found> {
    let names = installation.settings.as_ref().is_ok_and(|settings| !settings.owners.is_empty());
    let has_staff = look.facts().is_some_and(|data| data.has_staff);
    (names && has_staff).then(|| Found::new(Finding::OwnersNamed))
}

/// Whether the list of opt-outs is whole and that of the data.
pub(super) fn opt_outs(folders: &Folders, look: &DataLook, copies: Vec<Found>) -> CheckOutcome {
    let Some(data) = look.facts() else { return look.unread() };
    let Some((name, seen)) = &data.opt_outs else {
        return CheckOutcome::Unneeded("the data keep no list yet");
    };
    let path: &Path = &folders.opt_outs;
    let here = |finding, more: &str| Found::new(finding).here(format!("{}{more}", path.display()));
    let found = match list_facts(path) {
        Ok(None) => Some(here(Finding::OptOutsMissing, "")),
        Ok(Some(list)) if list.name != *name => {
            Some(here(Finding::OptOutsUnusable, ": it is that of other data"))
        }
        Ok(Some(list)) if list.entries < *seen => Some(here(
            Finding::OptOutsBehind,
            &format!(": it has {} entries, and should have {seen}", list.entries),
        )),
        Ok(Some(_)) if data.unlisted > 0 => {
            Some(here(Finding::OptOutsBehind, &format!(": {} entries could not be written", data.unlisted)))
        }
        Ok(Some(_)) => None,
        Err(StoreError::OptOuts(error)) => Some(Found::new(Finding::OptOutsUnusable).here(error.to_string())),
        Err(error) => return CheckOutcome::unseen(error.to_string()),
    };
    CheckOutcome::of(found.into_iter().chain(copies), None)
}

/// Whether a newer program was at work here, or an older one still is.
pub(super) fn version(look: &DataLook, bot: &RunningBot) -> CheckOutcome {
    let own = env!("CARGO_PKG_VERSION");
    let mut found = Vec::new();
    let newest = look.facts().and_then(|data| data.program.as_deref());
    if let Some(newest) = newest.filter(|newest| is_newer(newest, own)) {
        found
            .push(Found::new(Finding::ProgramOutdated).here(format!("this is {own}, and {newest} was here")));
    }
    match bot {
        RunningBot::Answers { version, .. } if is_newer(own, version) => {
            let outdated =
                Found::new(Finding::BotOutdated).here(format!("this is {own}, and {version} runs"));
            found.push(outdated.command("systemctl restart pledge-bot"));
        }
        RunningBot::Older => {
            let outdated = Found::new(Finding::BotOutdated).here("it does not know what it is asked");
            found.push(outdated.command("systemctl restart pledge-bot"));
        }
        RunningBot::Silent(reason) => return CheckOutcome::of(found, Some(reason.clone())),
        RunningBot::Answers { .. } | RunningBot::None => {}
    }
    CheckOutcome::of(found, None)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_data_folder_that_does_not_answer_is_named_and_holds_up_nobody() {
        let get = |name: &str| (name == "DATA_DIR").then(|| "/nowhere/data".to_owned());
        let folders = Folders::read(&get).expect("settings");
        let (end, hangs) = mpsc::channel::<()>();
        let read = async move |data: PathBuf| {
            let _ = hangs.recv();
            Err(StoreError::NoData(data))
        };
        let look = look_by(read, Some(&folders), Duration::from_millis(1)).await;
        let unseen = CheckOutcome::unseen("DATA_DIR: /nowhere/data does not answer");
        assert_eq!(schema(&look), unseen);
        drop(end);
    }
}
