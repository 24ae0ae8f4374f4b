//! The demo: the bot, an emulator of Telegram, and a web page for chatting, in one process and without a network.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::Settings;
use crate::crypto;
use crate::emulator::{Emulator, Options};
use crate::secret_file::SecretFileError;
use crate::service::{Service, ServiceError};

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
    /// The bot could not start, or had to stop.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// A demo that has started.
pub struct Demo {
    emulator: Emulator,
    service: Service,
}

/// The owner of the demo's bot: the last of the people on the page at the first visit.
const OWNER: i64 = 1004;
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
    ) -> Result<Demo, DemoError> {
        let options = Options {
            listen,
            token: Some(TOKEN.to_owned()),
            bot_username: "pledge_demo_bot".to_owned(),
            ..Options::default()
        };
        let emulator = Emulator::start(options)
            .await
            .map_err(|error| DemoError::Listen { address: listen, kind: error.kind() })?;
        let settings = settings(&emulator, &folder, messages)?;
        let service = Service::start(&settings, Clock::System).await?;
        Ok(Demo { emulator, service })
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        self.emulator.url()
    }

    /// Runs until `stop` turns true.
    pub async fn run(&self, stop: watch::Receiver<bool>) -> Result<(), DemoError> {
        Ok(self.service.run(stop).await?)
    }
}

fn settings(emulator: &Emulator, folder: &Path, messages: Option<PathBuf>) -> Result<Settings, DemoError> {
    let api_url = emulator.url().parse().map_err(|_| DemoError::Service(ServiceError::Client))?;
    let failed = |error: std::io::Error| DemoError::Folder(error.kind());
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut settings = Settings::new(TOKEN, api_url, folder);
    settings.recipients = Some(recipient(&folder.join("coalition.key"))?);
    settings.folders.messages = messages;
    settings.owners = vec![OWNER];
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
