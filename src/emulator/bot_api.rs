//! The Bot API over HTTP: finds the method of a request, checks the token, and reads the parameters.

use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;

use crate::emulator::api_call::ApiCall;
use crate::emulator::connection::ResetSwitch;
use crate::emulator::downloads;
use crate::emulator::error::ApiError;
use crate::emulator::request::read_params;
use crate::emulator::response::refuse;
use crate::emulator::shared::Shared;

/// The most bytes of a request body: Telegram takes files of up to 50 MB.
pub(crate) const BODY_CAP: usize = 52 * 1024 * 1024;

/// Handles `/bot<token>/<method>`, `/file/bot<token>/<path>`, and every path that nothing else serves.
pub(crate) async fn bot_api(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(reset): ConnectInfo<ResetSwitch>,
    request: Request,
) -> Response {
    // The body is read before any answer. The server closes a connection with unread bytes, and a client that sends its
    // next request on it would see a network error.
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_CAP).await else {
        return refuse(&ApiError::new(413, "Request Entity Too Large"));
    };
    // Some clients escape the token's colon; teloxide escapes the slash in a file's path.
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
    let Some(call) = ApiCall::find(method.trim_end_matches('/')) else {
        log::warn!("the emulator does not know the method {method:?}");
        shared.with(|world| world.log.count_unknown_method(method));
        return refuse(&ApiError::not_found());
    };
    match read_params(parts, body).await {
        Ok(params) => call.answer(&shared, &reset, &params).await,
        Err(error) => refuse(&error),
    }
}

/// Telegram answers 404 to a malformed token and 401 to a wrong one.
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
    if shared.accepts(token) { Ok(()) } else { Err(ApiError::new(401, "Unauthorized")) }
}
