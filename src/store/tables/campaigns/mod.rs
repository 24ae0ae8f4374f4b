//! Campaigns: their kind, audience and stage. Their content is sealed under the state key.
//!
//! `reading.rs` has the queries, and `writing.rs` everything that changes a row.

mod reading;
mod writing;

pub use reading::OpenCampaign;
pub(crate) use reading::{campaign, filled, next_to_archive};
pub(crate) use writing::{
    follow, forget_chat, launch, set_all_restored, set_archived, set_author, set_filled, set_restored, touch,
};
