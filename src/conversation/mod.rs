//! The conversation: the schema that an update runs through, and one file for each thing that people talk about.
//!
//! To add a screen: give [`Screen`] a variant with a code, write its page in a file of its own, and add one branch to
//! [`schema()`].

#![expect(clippy::needless_pass_by_value, reason = "the schema hands handlers what they ask for by value")]

mod callback;
mod citizen;
mod context;
mod group;
mod intent;
mod keyboard;
mod membership;
mod profile;
mod renderer;
mod router;
mod screen;
mod staff;
mod turn;

use std::sync::Arc;

use arc_swap::ArcSwap;

pub use callback::Callback;
pub use citizen::Pictures;
pub use context::{Context, Trigger};
pub use group::{Rank, asker};
pub use intent::Coalesce;
pub use profile::profiles;
pub use renderer::BotRenderer;
pub use router::{ALLOWED_UPDATES, Schema, schema};
pub use screen::Screen;
pub use staff::StaffSettings;
pub use turn::Turn;

use crate::crypto::Recipients;
use crate::domain::Retention;
use crate::export::ExportError;
use crate::store::{Store, StoreError};
use crate::texts::Texts;

/// What the bot is made of.
pub struct App {
    /// Words and facts; replaced as a whole when they are read anew.
    pub content: ArcSwap<Texts>,
    /// What is remembered.
    pub store: Arc<Store>,
    /// The coalition's public keys; without one, names and contacts are not asked for.
    pub recipients: Option<Recipients>,
    /// What staff need to send to many.
    pub desk: StaffSettings,
    /// The bot's own username, without the @, as it stands in links.
    pub username: String,
    /// How long things are kept.
    pub keep: Retention,
    /// The pictures that were drawn last.
    pub pictures: Pictures,
}

/// Why a handler could not answer: a fault of ours, never of the person's.
#[derive(Debug, thiserror::Error)]
pub enum HandlerError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The supporters could not be sealed.
    #[error(transparent)]
    Export(#[from] ExportError),
}

/// A handler's result.
pub type Answered = Result<Turn, HandlerError>;
