//! Forms: staff copy one, fill it in and send it back as a message.

pub(crate) mod call_status;
pub(crate) mod deadlines;
mod form;
