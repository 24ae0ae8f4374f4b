//! The Bot API over HTTP: who is asking, for what, with which parameters; and the faults that were ordered.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;

use crate::emulator::connection::ResetSwitch;
use crate::emulator::downloads;
use crate::emulator::error::ApiError;
use crate::emulator::faults::{Fault, FaultKind, When};
use crate::emulator::methods;
use crate::emulator::methods::get_updates::get_updates;
use crate::emulator::methods::shared_params::chat_id;
use crate::emulator::methods::text::parse_ahead;
use crate::emulator::methods::webhook::set_webhook;
use crate::emulator::params::Params;
use crate::emulator::request::extract;
use crate::emulator::response::{faulty_response, refuse, respond};
use crate::emulator::shared::Shared;
use crate::emulator::world::World;

/// The most bytes of one request: Telegram takes files of up to 50 MB.
pub(crate) const BODY_CAP: usize = 52 * 1024 * 1024;

/// Every path that is not the emulator's own: `/bot<token>/<method>` and `/file/bot<token>/<path>`.
pub(crate) async fn bot_api(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<ResetSwitch>,
    request: Request,
) -> Response {
    // The whole body is read before any answer: a connection with an unread rest is closed, and a client that sends
    // its next request on it would take that for a fault of the network.
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_CAP).await else {
        return refuse(&ApiError::new(413, "Request Entity Too Large"));
    };
    // Some clients escape the colon of the token, and teloxide the slash of a file's path.
    let mut path = parts.uri.path().to_owned();
    if path.contains('%') {
        path = path.replace("%3A", ":").replace("%3a", ":").replace("%2F", "/").replace("%2f", "/");
    }
    if let Some((token, file)) = path.strip_prefix("/file/bot").and_then(|rest| rest.split_once('/')) {
        return match authorise(&shared, token) {
            Ok(()) => downloads::download(&shared, file),
            Err(error) => refuse(&error),
        };
    }
    let Some((token, method)) = path.strip_prefix("/bot").and_then(|rest| rest.split_once('/')) else {
        return refuse(&ApiError::not_found());
    };
    if let Err(error) = authorise(&shared, token) {
        return refuse(&error);
    }
    let Some(method) = ApiCall::find(method.trim_end_matches('/')) else {
        log::warn!("the emulator does not know the method {method:?}");
        shared.with(|world| world.log.count_unknown_method(method));
        return refuse(&ApiError::not_found());
    };
    match extract(parts, body).await {
        Ok(params) => method.answer(&shared, &cut, &params).await,
        Err(error) => refuse(&error),
    }
}

/// A malformed token is no path of the API; a wrong one is unauthorised.
fn authorise(shared: &Shared, token: &str) -> Result<(), ApiError> {
    let well_formed = token.split_once(':').is_some_and(|(id, secret)| {
        !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_digit())
            && secret.len() >= 20
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    });
    if !well_formed {
        return Err(ApiError::not_found());
    }
    match &shared.token {
        Some(known) if known != token => Err(ApiError::new(401, "Unauthorized")),
        _ => Ok(()),
    }
}

/// A method that exists: one that answers at once, or one that waits.
#[derive(Clone, Copy)]
struct ApiCall {
    name: &'static str,
    kind: ApiCallKind,
}

#[derive(Clone, Copy)]
enum ApiCallKind {
    Immediate(methods::ImmediateMethod),
    GetUpdates,
    SetWebhook,
}

impl ApiCall {
    fn find(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("getUpdates") {
            return Some(Self { name: "getUpdates", kind: ApiCallKind::GetUpdates });
        }
        if name.eq_ignore_ascii_case("setWebhook") {
            return Some(Self { name: "setWebhook", kind: ApiCallKind::SetWebhook });
        }
        methods::find(name).map(|(name, method)| Self { name, kind: ApiCallKind::Immediate(method) })
    }

    /// Does the call, with the fault that was ordered for it, if any.
    async fn answer(self, shared: &Arc<Shared>, cut: &ResetSwitch, params: &Params) -> Response {
        if let ApiCallKind::Immediate(method) = self.kind {
            // The world is locked once, and only for what needs it: a text is parsed before.
            parse_ahead(self.name, params);
            let result = shared.with(|world| {
                if !world.faults.all().is_empty() {
                    return None;
                }
                let result = method(world, params);
                self.count_refusal(world, &result);
                Some(result)
            });
            if let Some(result) = result {
                return respond(result);
            }
        }
        let Some(fault) = self.take_fault(shared, params) else {
            return respond(self.run(shared, params).await);
        };
        if fault.fault == FaultKind::Delay {
            if fault.when == When::Before {
                delay(shared, &fault).await;
                return respond(self.run(shared, params).await);
            }
            let result = self.run(shared, params).await;
            delay(shared, &fault).await;
            return respond(result);
        }
        let result = match fault.when {
            When::Before => None,
            When::After => Some(self.run(shared, params).await),
        };
        faulty_response(&fault, cut, result)
    }

    fn take_fault(self, shared: &Shared, params: &Params) -> Option<Fault> {
        shared.with(|world| {
            if world.faults.all().is_empty() {
                return None;
            }
            let chat = chat_id(world, params).ok();
            world.faults.take_matching(self.name, chat)
        })
    }

    async fn run(self, shared: &Arc<Shared>, params: &Params) -> Result<String, ApiError> {
        let result = match self.kind {
            ApiCallKind::Immediate(method) => shared.with(|world| method(world, params)),
            ApiCallKind::SetWebhook => set_webhook(shared, params),
            ApiCallKind::GetUpdates => get_updates(shared, params).await,
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

/// Waits as long as the fault says, or until the faults are cleared.
async fn delay(shared: &Shared, fault: &Fault) {
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
