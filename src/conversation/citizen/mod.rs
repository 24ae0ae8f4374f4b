//! What citizens talk about with the bot: one file for each thing.

pub(crate) mod call_status;
pub(crate) mod calls;
pub(crate) mod deadline;
pub(crate) mod fallback;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod language;
pub(crate) mod my_data;
pub(crate) mod pledge;
pub(crate) mod reminders;
pub(crate) mod sign_up;
pub(crate) mod stop;
pub(crate) mod timeline;
pub(crate) mod topics;
pub(crate) mod zone;

pub use timeline::Pictures;
