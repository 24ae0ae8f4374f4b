//! One file a table, named after the table: its SQL and nothing else.

pub(crate) mod campaigns;
pub(crate) mod chats;
pub(crate) mod deadlines;
pub(crate) mod deliveries;
pub(crate) mod dialogues;
pub(crate) mod inbox;
pub(crate) mod messages;
pub(crate) mod record;
pub(crate) mod reminders;
pub(crate) mod settings;
pub(crate) mod supporters;
pub(crate) mod tallies;
pub(crate) mod topics;
