//! The secrets that a start needs: the bot's token and the store key. Each comes from a setting or a file, from a command, or
//! from the person at the terminal.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::config::{Folders, Secret, Settings, TokenSource};
use crate::console::err_line;
use crate::crypto::{KeyOrigin, LockedKey, StoreKey, StoreKeyError, StoreKeyFile};
use crate::service::ServiceError;
use crate::service::secret_command::SecretCommand;
use crate::service::start_stage::{StartProgress, StartStage};
use crate::service::terminal;
use crate::store::{DATABASE, is_key_forgotten, knows_its_key};

/// The token and the store key, as soon as no key is to stay forgotten.
///
/// # Errors
/// As [`token`] and [`store_key`].
pub(super) async fn secrets(
    settings: &Settings,
    clock: &Clock,
    progress: &StartProgress,
) -> Result<(Secret, StoreKey), ServiceError> {
    loop {
        while_forgotten(settings, clock, progress).await;
        let token = token(settings, clock, progress).await?;
        let key = store_key(settings, clock, progress).await?;
        // The order may have come while this start waited for its secrets.
        if !is_key_forgotten(&settings.folders.data) {
            return Ok((token, key));
        }
    }
}

/// Waits as long as the store key is to stay forgotten.
async fn while_forgotten(settings: &Settings, clock: &Clock, progress: &StartProgress) {
    if !is_key_forgotten(&settings.folders.data) {
        return;
    }
    progress.reaches(StartStage::Forgotten);
    while is_key_forgotten(&settings.folders.data) {
        clock.sleep(Duration::from_secs(1)).await;
    }
}

/// The bot's token.
async fn token(settings: &Settings, clock: &Clock, progress: &StartProgress) -> Result<Secret, ServiceError> {
    let command = match &settings.token {
        TokenSource::Given(token) => return Ok(token.clone()),
        TokenSource::Command(command) => SecretCommand { name: "BOT_TOKEN_COMMAND", command },
    };
    progress.reaches(StartStage::Token);
    let read = async |text: Zeroizing<String>| {
        Secret::token(&text).ok_or_else(|| "the command printed something else than a token".to_owned())
    };
    let token = command.until_it_fits(clock, read).await;
    settings.check_token(&token)?;
    Ok(token)
}

/// The store key. A new one is made only if no store needs an earlier one.
///
/// # Errors
/// When the key's file is of no use, or missing; when it needs a passphrase, and nobody can be asked.
async fn store_key(
    settings: &Settings,
    clock: &Clock,
    progress: &StartProgress,
) -> Result<StoreKey, ServiceError> {
    let folders = &settings.folders;
    let command = settings.store_key_command.as_ref();
    let command = command.map(|command| SecretCommand { name: "STORE_KEY_COMMAND", command });
    match (StoreKeyFile::read(&folders.store_key)?, command) {
        (StoreKeyFile::Locked(locked), Some(command)) => {
            progress.reaches(StartStage::Passphrase);
            let locked = Arc::new(locked);
            let read =
                async |text: Zeroizing<String>| open(&locked, text).await.map_err(|error| error.to_string());
            Ok(command.until_it_fits(clock, read).await)
        }
        (StoreKeyFile::Locked(locked), None) => {
            progress.reaches(StartStage::Terminal);
            ask_for_passphrase(Arc::new(locked)).await
        }
        (StoreKeyFile::Plain(_) | StoreKeyFile::Missing, Some(command)) => {
            progress.reaches(StartStage::Key);
            Ok(command.until_it_fits(clock, printed_key).await)
        }
        (StoreKeyFile::Plain(_) | StoreKeyFile::Missing, None) => load_or_create(folders).await,
    }
}

/// The store key for a command line that reads or changes a store that is there. It comes from where a start takes it, is never
/// made, and a command is run once.
///
/// # Errors
/// When there is none, it is of no use, or nobody can be asked for its passphrase.
pub async fn existing_store_key(
    folders: &Folders,
    command: Option<&Secret>,
) -> Result<StoreKey, ServiceError> {
    let command = command.map(|command| SecretCommand { name: "STORE_KEY_COMMAND", command });
    match (StoreKeyFile::read(&folders.store_key)?, command) {
        (StoreKeyFile::Locked(locked), Some(command)) => {
            let locked = Arc::new(locked);
            let read =
                async |text: Zeroizing<String>| open(&locked, text).await.map_err(|error| error.to_string());
            command.once(read).await.map_err(ServiceError::StoreKeyCommand)
        }
        (StoreKeyFile::Locked(locked), None) => ask_for_passphrase(Arc::new(locked)).await,
        (StoreKeyFile::Plain(_) | StoreKeyFile::Missing, Some(command)) => {
            command.once(printed_key).await.map_err(ServiceError::StoreKeyCommand)
        }
        (StoreKeyFile::Plain(_), None) => Ok(StoreKey::load_or_create(&folders.store_key)?.0),
        (StoreKeyFile::Missing, None) => Err(StoreKeyError::Missing(folders.store_key.clone()).into()),
    }
}

/// The store key for a first start, which makes it if neither its file nor a command is there: under a passphrase if
/// `is_locked`. A command is run once.
///
/// # Errors
/// As [`existing_store_key`], and when it can't be made.
pub(super) async fn first_store_key(
    folders: &Folders,
    command: Option<&Secret>,
    is_locked: bool,
) -> Result<StoreKey, ServiceError> {
    match (StoreKeyFile::read(&folders.store_key)?, command) {
        (StoreKeyFile::Missing, None) if is_locked && !knows_its_key(&folders.data).await? => {
            make_locked_key(&folders.store_key).await
        }
        (StoreKeyFile::Missing, None) => load_or_create(folders).await,
        (StoreKeyFile::Missing, Some(_)) | (StoreKeyFile::Plain(_) | StoreKeyFile::Locked(_), _) => {
            existing_store_key(folders, command).await
        }
    }
}

/// Makes a store key under a passphrase, which the person at the terminal is asked for twice.
async fn make_locked_key(path: &Path) -> Result<StoreKey, ServiceError> {
    let nobody = |_| StoreKeyError::NobodyToAsk(path.to_owned());
    let passphrase = loop {
        let first = terminal::ask_hidden("A passphrase for the store key, of at least four words: ").await;
        let first = first.map_err(nobody)?;
        let second = terminal::ask_hidden("The same once more: ").await.map_err(nobody)?;
        if first != second {
            err_line("The two differ.");
        } else if first.chars().count() < SHORTEST {
            err_line(format_args!(
                "It needs {SHORTEST} characters or more: whoever has the disk can try millions of short ones."
            ));
        } else {
            break first;
        }
    };
    let path = path.to_owned();
    let made = tokio::task::spawn_blocking(move || LockedKey::make(&path, &passphrase)).await;
    Ok(made.unwrap_or(Err(StoreKeyError::Damaged))?)
}

/// The fewest characters of a passphrase that is made here.
const SHORTEST: usize = 16;

/// The key that a command has printed.
async fn printed_key(text: Zeroizing<String>) -> Result<StoreKey, String> {
    let failure = "the command printed something else than a store key (one line of 64 hexadecimal digits)";
    StoreKey::parse(&text).ok_or_else(|| failure.to_owned())
}

async fn load_or_create(folders: &Folders) -> Result<StoreKey, ServiceError> {
    let is_there = folders.store_key.try_exists().unwrap_or(true);
    if !is_there && knows_its_key(&folders.data).await? {
        return Err(StoreKeyError::Missing(folders.store_key.clone()).into());
    }
    let (key, file) = StoreKey::load_or_create(&folders.store_key)?;
    if matches!(file, KeyOrigin::Created) && folders.data.join(DATABASE).exists() {
        log::warn!(
            "the store key was missing, and a new one was made; sign-ups under way and updates in hand are lost"
        );
    }
    Ok(key)
}

/// Asks at the terminal until the passphrase is right.
async fn ask_for_passphrase(locked: Arc<LockedKey>) -> Result<StoreKey, ServiceError> {
    if !io::stdin().is_terminal() {
        return Err(StoreKeyError::NobodyToAsk(locked.path().to_owned()).into());
    }
    loop {
        let passphrase = terminal::ask_hidden("The passphrase of the store key: ").await;
        let passphrase = passphrase.map_err(|_| StoreKeyError::NobodyToAsk(locked.path().to_owned()))?;
        match open(&locked, passphrase).await {
            Err(error @ StoreKeyError::WrongPassphrase) => err_line(&error),
            opened => return Ok(opened?),
        }
    }
}

/// Opens the file with a passphrase, which takes a second or more, as the file's maker wanted it.
async fn open(locked: &Arc<LockedKey>, passphrase: Zeroizing<String>) -> Result<StoreKey, StoreKeyError> {
    let locked = Arc::clone(locked);
    let opened = tokio::task::spawn_blocking(move || locked.open(&passphrase)).await;
    opened.unwrap_or(Err(StoreKeyError::Damaged))
}
