//! A Bot API server for the demo, the tests and the benchmarks. It knows nothing about the bot.
//!
//! Any bot, in any language, can run against it: the API is at `http://<address>/bot<token>/<method>`. The actions of
//! people (writing, pressing buttons, joining groups) come from the web page at `/`, over HTTP under `/emulator` (see
//! `GET /emulator`), or from the methods of [`Handle`] in the same process.
//!
//! Map of the code:
//!
//! - State: `world` holds everything behind one mutex. Its parts are `chats`, `messages`, `events`, `updates`, `files`,
//!   `faults`, `limits`, `callback_queries`, `call_log` and `profile`.
//! - The bot's side: `bot_api` and `request` read a call, `api_call` runs it, `methods` has one function for each
//!   method, `response` answers; `webhook_delivery` posts updates.
//! - The people's side: `people`, `groups`, `person_messages` and `button_presses` carry out the actions in `input`;
//!   `handle` and `control` offer them.
//! - Text: `html`, `entities`, `formatted_text`, `autolinks` and `links` follow `TDLib`.
//!
//! Deliberately absent: inline mode, payments, stories, games, `MarkdownV2`, and anything on disk.

mod api_call;
mod autolinks;
mod bot_api;
mod button_presses;
mod call_log;
mod callback_queries;
mod character_references;
mod chat_changes;
mod chats;
mod clock;
mod connection;
mod control;
mod downloads;
mod entities;
mod error;
mod events;
mod faults;
mod files;
mod formatted_text;
mod groups;
mod guide;
mod handle;
mod html;
mod html_tags;
mod input;
mod keyboard;
mod limits;
mod links;
mod media;
mod menu;
mod messages;
mod methods;
mod options;
mod params;
mod people;
mod person_messages;
mod profile;
mod request;
mod response;
mod sample_picture;
mod shared;
mod transcript;
mod updates;
mod views;
mod webhook_delivery;
mod world;

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;

pub use clock::EmulatorClock;
pub use error::ControlError;
pub use events::{DroppedEventsError, EmulatorEvent};
pub use faults::{FaultKind, FaultTiming, InjectedFault, PendingFault};
pub use guide::{Guide, GuidedPerson};
pub use handle::{Handle, NextEventError};
pub use input::{ButtonPress, MessageOutcome, NewGroup, NewMessage, NewPerson, PressOutcome};
pub use limits::FloodLimits;
pub use options::Options;

use crate::emulator::shared::Shared;

/// A running emulator, which stops when this is dropped. It dereferences to its [`Handle`].
#[derive(Debug)]
pub struct Emulator {
    handle: Handle,
    stop: watch::Sender<bool>,
}

impl Emulator {
    /// Listens and starts to serve.
    ///
    /// # Errors
    /// If the address cannot be listened on.
    pub async fn start(options: Options) -> std::io::Result<Self> {
        let listener = TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let shared = Arc::new(Shared::new(address, options, stopping));
        let router = control::router(Arc::clone(&shared));
        let service = router.into_make_service_with_connect_info::<connection::ResetSwitch>();
        let until = Arc::clone(&shared);
        tokio::spawn(async move {
            let served = axum::serve(connection::ResettableListener(listener), service)
                .with_graceful_shutdown(async move { until.stopped().await })
                .await;
            if let Err(error) = served {
                log::error!("the emulator stopped: {error}");
            }
        });
        Ok(Self { handle: Handle::new(shared), stop })
    }

    /// A handle that outlives a borrow of the emulator.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }
}

impl std::ops::Deref for Emulator {
    type Target = Handle;

    fn deref(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}
