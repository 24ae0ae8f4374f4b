//! The promises of the store, one by one.

mod backup;
mod change;
mod export;
mod folder;
mod inbox;
mod leaving;
mod model;
mod postgres;
mod purge;
mod statements;
mod support;
