//! The conversation. An update becomes an [`Intent`], gets its [`Context`], and is [routed](route) to a handler, which
//! returns a [`Turn`]: what to change and what to say.

mod app;
mod callback;
mod citizen;
mod context;
mod group;
mod intent;
mod keyboard;
mod membership;
mod origin;
mod pictures;
mod profile;
mod renderer;
mod router;
mod screen;
mod staff;
mod turn;

pub use app::App;
pub use callback::Callback;
pub use context::{Context, Rank};
pub use intent::{ALLOWED_UPDATES, Coalesce, Input, Intent, ParsedUpdate, Policy};
pub use origin::{Origin, Trigger};
pub use pictures::Pictures;
pub use profile::profiles;
pub use renderer::BotRenderer;
pub use router::{Router, route};
pub use screen::Screen;
pub use staff::settings::StaffSettings;
pub use turn::{Answered, HandlerError, Turn};
