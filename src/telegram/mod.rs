//! What goes out: replies to people now; campaigns to many join them on the same lane.

mod budget;
mod engine;
mod fault;
mod flight;
mod outgoing;
mod pace;
mod page;
mod planner;
mod post;
mod profile;
mod reply;
mod rules;
mod sender;
mod single;
mod telling;
mod voice;
mod words;

pub use budget::Budget;
pub use engine::Engine;
pub use fault::Fault;
pub use pace::{Pace, Rate};
pub use page::{Action, Button, Page};
pub use planner::Planner;
pub use post::{Body, Content, Link, Media, MediaKind, Post, Rich};
pub use profile::{Profile, register};
pub use reply::{Menu, Reply};
pub use rules::{Quiet, Rules};
pub use sender::{Limits, Sender, Sent};
pub use voice::Voice;
