//! A Bot API server for the demo, the tests and the benchmarks; it knows nothing of the bot.
//!
//! Any bot, in any language, can run against it: the API is at `http://<address>/bot<token>/<method>`. The other
//! half is what people do, over HTTP under `/emulator` (see `GET /emulator`), on the web page at `/`, or in the same
//! process by the methods of [`Handle`].
//!
//! The map of the code: `world` holds the state behind one mutex (`chats`, `messages`, `events`, `updates`,
//! `files`, `profile` are its parts); `http` takes a call apart and `methods` does it; `people` and `acting` do what
//! people do; `control` offers that over HTTP. What is deliberately absent: inline mode, payments, stories, games,
//! `MarkdownV2`, and anything on disk.

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
mod handle;
mod html;
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
mod shared;
mod updates;
mod views;
mod webhook_delivery;
mod world;

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;

pub use clock::Clock;
pub use error::{ApiError, Refused};
pub use events::{Dropped, Event};
pub use faults::{Fault, FaultKind, Ordered, When};
pub use handle::{Handle, NoEvent};
pub use input::{NewGroup, NewPerson, Outgoing, Press, Pressed, Sent};
pub use limits::FloodLimits;
pub use options::Options;

use crate::emulator::shared::Shared;

/// A running emulator; it stops when this is dropped. It can be used as its [`Handle`].
#[derive(Debug)]
pub struct Emulator {
    handle: Handle,
    stop: watch::Sender<bool>,
}

impl Emulator {
    /// Starts to listen and serve.
    ///
    /// # Errors
    /// Where the address cannot be listened on.
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

    /// A handle that can be cloned and kept.
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
