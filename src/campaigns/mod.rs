//! What goes to many.

mod attempt;
mod engine;
mod planner;
mod policy;
mod progress;
mod rendered_texts;
mod renderer;
mod run;

pub use engine::Engine;
pub use planner::Planner;
pub use policy::{DeliveryPolicy, QuietHours};
pub use renderer::Renderer;
