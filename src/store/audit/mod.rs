//! The audit log: entries are added in the transaction of the deed, read by owners, and checked.
//!
//! `chain.rs` has the construction that proves what was added: [decision 15](../../../docs/decisions/0015-audit-log.md).

mod append;
mod chain;
mod reading;
mod telling;
mod verify;

pub(crate) use append::{append, record_in};
pub(crate) use reading::{audit_head_of, head_of};

pub use append::record_deed;
pub use reading::{AuditPage, AuditReader, ReadEntry};
pub use verify::{AuditFault, AuditFaultKind, AuditReport, HeadFound};
