//! The promises of the store, one by one.

mod backup;
mod change;
mod documents;
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
mod unlisted;
