//! The conversation. An update becomes an [`Intent`], gets its [`Context`], and is [routed](route) to a handler, which
//! returns a [`Turn`]: the changes to store and the replies to send.

mod app;
mod callback;
mod citizen;
mod context;
mod edited;
mod group;
mod intent;
mod interruption;
mod key_codes;
mod keyboard;
mod meant;
mod membership;
mod origin;
mod pictures;
mod profile;
mod renderer;
mod router;
mod screen;
mod staff;
mod stranger;
mod turn;

pub use app::App;
pub use callback::{
    Callback, CardAction, DeadlineAnswer, DraftAction, FormAction, PeopleAction, ReminderAction, Seal,
    StaffCallback, StatusAnswer,
};
pub use context::{Colleague, Context, Rank};
pub(crate) use intent::Policy;
pub use intent::{ALLOWED_UPDATES, Access, Coalesce, Input, Intent, Limit, ParsedUpdate};
pub(crate) use key_codes::key_codes;
pub(crate) use origin::{Origin, Trigger};
pub(crate) use pictures::Pictures;
pub(crate) use profile::{menu_of, profiles};
pub use renderer::BotRenderer;
pub use router::{Router, route};
pub use screen::Screen;
pub use staff::draft::{Draft, Wait};
pub(crate) use staff::holds::notice as hold_notice;
pub(crate) use staff::people::welcome;
pub(crate) use staff::settings::StaffSettings;
pub(crate) use turn::HandlerError;
pub use turn::{Answered, Turn};
