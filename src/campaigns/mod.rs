//! Campaigns: one message to many chats, each chat once, at the pace that Telegram allows.

mod engine;
mod error;
mod gate;
mod planner;
mod policy;
mod progress;
mod renderer;
mod run;
mod tools;

pub use engine::Engine;
pub use error::EngineError;
pub use gate::BulkGate;
pub use planner::Planner;
pub use policy::DeliveryPolicy;
pub use renderer::{Renderer, ReportReader};
