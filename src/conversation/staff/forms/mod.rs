//! Forms: staff copy one, fill it in and send it back as a message.

pub(super) mod call_status;
pub(super) mod check;
mod deadline_form;
mod deadline_reminders;
pub(super) mod deadlines;
mod form;
