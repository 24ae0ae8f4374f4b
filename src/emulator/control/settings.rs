//! Faults, flood limits and the clock.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::control::route::{
    DELETE, GET, JsonBody, JsonResult, POST, PUT, Route, SharedState, route,
};
use crate::emulator::faults::InjectedFault;
use crate::emulator::handle::Handle;
use crate::emulator::limits::FloodLimits;

pub(super) fn routes() -> [Route; 6] {
    [
        route(
            POST,
            "/emulator/faults",
            order_fault,
            "fault (too_many_requests|server_error|html_body|reset|delay|forbidden|bad_request|truncated), chat?, method?, \
             count?, when? (before|after), retry_after?, delay_ms?, description?",
            "orders a fault; a delay without delay_ms lasts until the faults are cleared",
        ),
        route(GET, "/emulator/faults", faults, "", "the faults to come, with the hits that remain"),
        route(DELETE, "/emulator/faults", clear_faults, "", "takes back all faults"),
        route(
            PUT,
            "/emulator/limits",
            limits,
            "enforced, per_second?, per_chat_per_second?, chat_burst?, group_per_minute?, paid_per_second?",
            "sets the flood limits",
        ),
        route(
            PUT,
            "/emulator/clock",
            set_clock,
            "now? (Unix seconds), stopped?",
            "sets, stops or starts the clock",
        ),
        route(GET, "/emulator/clock", clock, "", "the clock"),
    ]
}

async fn order_fault(State(shared): SharedState, body: JsonBody<InjectedFault>) -> JsonResult {
    Ok(Json(json!({ "id": Handle::new(shared).fault(body?.0) })))
}

async fn faults(State(shared): SharedState) -> Json<Value> {
    Json(json!(Handle::new(shared).faults()))
}

async fn clear_faults(State(shared): SharedState) -> Json<Value> {
    Handle::new(shared).clear_faults();
    Json(json!({}))
}

async fn limits(State(shared): SharedState, body: JsonBody<FloodLimits>) -> JsonResult {
    let limits = body?.0;
    Handle::new(shared).limits(limits);
    Ok(Json(json!(limits)))
}

#[derive(Deserialize)]
struct ClockRequest {
    now: Option<i64>,
    stopped: Option<bool>,
}

async fn set_clock(State(shared): SharedState, body: JsonBody<ClockRequest>) -> JsonResult {
    let order = body?.0;
    match order.stopped {
        Some(true) => shared.clock.stop(),
        Some(false) => shared.clock.resume(),
        None => {}
    }
    if let Some(now) = order.now {
        shared.clock.set_ms(now.saturating_mul(1000));
    }
    Ok(Json(json!({ "now": shared.clock.now() })))
}

async fn clock(State(shared): SharedState) -> Json<Value> {
    Json(json!({ "now": shared.clock.now() }))
}
