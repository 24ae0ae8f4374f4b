//! The promises of the store, one by one.

mod audit;
mod backup;
mod change;
mod documents;
mod export;
mod folder;
mod forgotten;
mod forms;
mod inbox;
mod leaving;
mod migrations;
mod model;
mod opt_outs;
mod postgres;
mod purge;
pub mod reading;
mod statements;
mod support;
mod unlisted;
