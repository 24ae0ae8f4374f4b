//! What the store promises, promise by promise.

mod backup;
mod change;
mod export;
mod folder;
mod inbox;
mod leaving;
mod migrations;
mod model;
mod postgres;
mod purge;
pub mod reading;
mod statements;
mod support;
