//! The demo: the bot, an emulator of Telegram, and a web page for chatting, in one process and without a network.
//!
//! `cast` has the people of the demo, `seeds` their deeds before the visitor comes.

mod cast;
mod seeds;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::Settings;
use crate::crypto;
use crate::emulator::{ControlError, Emulator, Options};
use crate::secret_file::SecretFileError;
use crate::service::{Service, ServiceError};
use crate::store::DATABASE;
use crate::telegram::RateLimits;
use crate::texts::Texts;

/// A failure to start or run the demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The address is in use or forbidden.
    #[error("can't listen at {address}: {kind}; choose another with --port")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's reason.
        kind: std::io::ErrorKind,
    },
    /// The folder for the demo's data can't be made or written to.
    #[error("can't use the folder for the demo's data: {0}; choose another with --data")]
    Folder(std::io::ErrorKind),
    /// The demo's key can't be made.
    #[error(transparent)]
    Key(#[from] SecretFileError),
    /// The people of the demo can't be made.
    #[error("can't make the people of the demo: {0}")]
    People(#[from] ControlError),
    /// The bot could not start, or had to stop.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// The contents of a new demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// Made-up supporters, subscribers, findings about calls, a deadline to come and a broadcast that went out.
    MadeUp,
    /// Only the people whose phones one can open.
    Empty,
}

/// A demo that has started.
pub struct Demo {
    emulator: Emulator,
    service: Service,
    /// Whether there is something left to make up.
    unfurnished: bool,
    furnished: watch::Sender<bool>,
}

/// The token of the demo's bot. Any token of the right form would do.
const TOKEN: &str = "1000000001:DEMO-DEMO-DEMO-DEMO-DEMO-DEMO";

impl Demo {
    /// Starts the emulator at `listen`, and the bot with its data in `folder`. The coalition's secret key lies in the same
    /// folder, so a demo is no place for real sign-ups.
    ///
    /// # Errors
    /// When the address, the folder or the store can't be used.
    pub async fn start(
        listen: SocketAddr,
        folder: PathBuf,
        messages: Option<PathBuf>,
        contents: Contents,
    ) -> Result<Demo, DemoError> {
        // The service says what is wrong with texts that can't be used.
        let texts = messages.as_deref().and_then(|folder| Texts::load(folder).ok());
        let texts = texts.unwrap_or_else(Texts::builtin);
        let options = Options {
            listen,
            token: Some(TOKEN.to_owned()),
            bot_username: "pledge_demo_bot".to_owned(),
            guide: cast::guide(&texts, contents),
            ..Options::default()
        };
        let emulator = Emulator::start(options)
            .await
            .map_err(|error| DemoError::Listen { address: listen, kind: error.kind() })?;
        for person in cast::people(contents) {
            emulator.person(&person)?;
        }
        let settings = settings(&emulator, &folder, messages)?;
        // A folder with data got its contents at its first start, or from the visitor.
        let is_new = !settings.folders.data.join(DATABASE).exists();
        let unfurnished = contents == Contents::MadeUp && is_new;
        let service = Service::start(&settings, Clock::System).await?;
        Ok(Demo { emulator, service, unfurnished, furnished: watch::Sender::new(!unfurnished) })
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        self.emulator.url()
    }

    /// Runs until `stop` turns true. Meanwhile the contents are made up, and nobody has to wait for that.
    pub async fn run(&self, stop: watch::Receiver<bool>) -> Result<(), DemoError> {
        let furnish = async {
            if self.unfurnished {
                seeds::sow(&self.emulator, self.service.app(), &Clock::System).await;
                self.furnished.send_replace(true);
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            ended = self.service.run(stop) => Ok(ended?),
            () = furnish => Ok(()),
        }
    }

    /// Turns true when all the contents are there.
    pub fn furnished(&self) -> watch::Receiver<bool> {
        self.furnished.subscribe()
    }
}

/// The emulator has no limits of its own, and what is made up comes all at once.
const RATES: RateLimits = RateLimits::new(300, 600, 600);

fn settings(emulator: &Emulator, folder: &Path, messages: Option<PathBuf>) -> Result<Settings, DemoError> {
    let api_url = emulator.url().parse().map_err(|_| DemoError::Service(ServiceError::Client))?;
    let failed = |error: std::io::Error| DemoError::Folder(error.kind());
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut settings = Settings::new(TOKEN, api_url, folder);
    settings.recipients = Some(recipient(&folder.join("coalition.key"))?);
    settings.folders.messages = messages;
    settings.owners = cast::STAFF.to_vec();
    settings.limits = RATES;
    Ok(settings)
}

/// The public half of the demo's key pair. The first start makes the pair, and later ones use it again.
fn recipient(path: &Path) -> Result<String, SecretFileError> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    match text.lines().find_map(|line| line.strip_prefix(crypto::PUBLIC_KEY_COMMENT)) {
        Some(public) => Ok(public.trim().to_owned()),
        None => crypto::generate_key_file(path),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_demo_keeps_its_key_for_its_owner_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("coalition.key");
        let public = recipient(&path).expect("made");
        assert_eq!(path.metadata().expect("is there").permissions().mode() & 0o777, 0o600);
        assert_eq!(recipient(&path).expect("read"), public, "the next start uses the same key");
    }
}
