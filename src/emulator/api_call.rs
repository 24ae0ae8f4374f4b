//! One call of a Bot API method, with the fault that was ordered for it.

use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;

use crate::emulator::connection::ResetSwitch;
use crate::emulator::error::ApiError;
use crate::emulator::faults::{FaultKind, FaultTiming, InjectedFault};
use crate::emulator::methods::get_updates::get_updates;
use crate::emulator::methods::shared_params::chat_id;
use crate::emulator::methods::text::parse_ahead;
use crate::emulator::methods::webhook::set_webhook;
use crate::emulator::methods::{self, ApiMethod};
use crate::emulator::params::Params;
use crate::emulator::response::{faulty_response, respond};
use crate::emulator::shared::Shared;
use crate::emulator::world::World;

/// A call of a method that exists.
#[derive(Clone, Copy)]
pub(crate) struct ApiCall {
    name: &'static str,
    method: ApiMethod,
}

impl ApiCall {
    pub fn find(name: &str) -> Option<Self> {
        methods::find(name).map(|(name, method)| Self { name, method })
    }

    /// Runs the method. A fault that matches the call replaces or delays the answer.
    pub async fn answer(self, shared: &Arc<Shared>, reset: &ResetSwitch, params: &Params) -> Response {
        if let Some(result) = self.run_without_fault(shared, params) {
            return respond(result);
        }
        let Some(fault) = self.take_fault(shared, params) else {
            return respond(self.run(shared, params).await);
        };
        match (fault.fault, fault.when) {
            (FaultKind::Delay, FaultTiming::Before) => {
                delay(shared, &fault).await;
                respond(self.run(shared, params).await)
            }
            (FaultKind::Delay, FaultTiming::After) => {
                let result = self.run(shared, params).await;
                delay(shared, &fault).await;
                respond(result)
            }
            (_, FaultTiming::Before) => faulty_response(&fault, reset, None),
            (_, FaultTiming::After) => {
                let result = self.run(shared, params).await;
                faulty_response(&fault, reset, Some(result))
            }
        }
    }

    /// The common case: an immediate method while no faults are pending. It locks the world once, after the text has
    /// been parsed.
    fn run_without_fault(self, shared: &Shared, params: &Params) -> Option<Result<String, ApiError>> {
        let ApiMethod::Immediate(method) = self.method else { return None };
        parse_ahead(self.name, params);
        shared.with(|world| {
            if !world.faults.all().is_empty() {
                return None;
            }
            let result = method(world, params);
            self.count_refusal(world, &result);
            Some(result)
        })
    }

    fn take_fault(self, shared: &Shared, params: &Params) -> Option<InjectedFault> {
        shared.with(|world| {
            if world.faults.all().is_empty() {
                return None;
            }
            let chat = chat_id(world, params).ok();
            world.faults.take_matching(self.name, chat)
        })
    }

    async fn run(self, shared: &Arc<Shared>, params: &Params) -> Result<String, ApiError> {
        let result = match self.method {
            ApiMethod::Immediate(method) => shared.with(|world| method(world, params)),
            ApiMethod::SetWebhook => set_webhook(shared, params),
            ApiMethod::GetUpdates => get_updates(shared, params).await,
        };
        if result.is_err() {
            shared.with(|world| self.count_refusal(world, &result));
        }
        result
    }

    fn count_refusal(self, world: &mut World, result: &Result<String, ApiError>) {
        if let Err(error) = result {
            world.log.count_refusal(self.name, error);
        }
    }
}

/// Waits for the fault's delay, or until the faults are cleared.
async fn delay(shared: &Shared, fault: &InjectedFault) {
    let before = shared.with(|world| world.faults.times_cleared);
    let mut changes = shared.polls();
    let cleared = async {
        while shared.with(|world| world.faults.times_cleared) == before && changes.changed().await.is_ok() {}
    };
    // A century stands for no limit.
    let delay = fault.delay_ms.map_or(Duration::from_hours(24 * 36_500), Duration::from_millis);
    tokio::select! {
        () = cleared => {}
        () = tokio::time::sleep(delay) => {}
        () = shared.stopped() => {}
    }
}
