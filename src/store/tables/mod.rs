//! One file for each table, named after the table in SQL: its statements, and the writes that concern it alone.

pub(crate) mod audit_log;
pub(crate) mod awaited;
pub(crate) mod campaigns;
pub(crate) mod chats;
pub(crate) mod dead_letters;
pub(crate) mod deadlines;
pub(crate) mod deliveries;
pub(crate) mod dialogues;
pub(crate) mod drafts;
pub(crate) mod forms;
pub(crate) mod hold_notices;
pub(crate) mod holds;
pub(crate) mod inbox;
pub(crate) mod invitations;
pub(crate) mod messages;
pub(crate) mod record;
pub(crate) mod reminders;
pub(crate) mod settings;
pub(crate) mod silencings;
pub(crate) mod snoozes;
pub(crate) mod staff;
pub(crate) mod supporters;
pub(crate) mod taken;
pub(crate) mod tallies;
pub(crate) mod topics;
pub(crate) mod unlisted;
