//! What the store promises, promise by promise.

mod backup;
mod change;
mod export;
mod folder;
mod inbox;
mod leaving;
mod model;
mod purge;
mod support;
