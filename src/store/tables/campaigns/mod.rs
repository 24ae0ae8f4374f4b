//! Campaigns: their kind, audience and stage. Their content is sealed under the store key.
//!
//! `reading.rs` has the queries, and `writing.rs` everything that changes a row.

mod reading;
mod writing;

pub use reading::OpenCampaign;
pub(crate) use reading::{
    campaign, filled, filled_between, is_taken_back, left_out, next_to_archive, open_newest, paused_by,
};
pub(crate) use writing::{
    follow, forget_chat, launch, plan_anew, set_all_filled, set_all_restored, set_archived, set_author,
    set_filled, set_paused_by, set_restored, set_stage, touch,
};
