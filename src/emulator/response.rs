//! Responses of the Bot API: results, refusals, and responses that a fault damages.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::emulator::connection::ResetSwitch;
use crate::emulator::error::ApiError;
use crate::emulator::faults::{FaultKind, InjectedFault};

pub(crate) fn respond(result: Result<String, ApiError>) -> Response {
    match result {
        Ok(result) => json_response(StatusCode::OK, success(&result)),
        Err(error) => refuse(&error),
    }
}

pub(crate) fn refuse(error: &ApiError) -> Response {
    let status = StatusCode::from_u16(error.code).unwrap_or(StatusCode::BAD_REQUEST);
    let mut response = json_response(status, error.body());
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The response that a fault causes. `result` is the method's, if it has run.
pub(crate) fn faulty_response(
    fault: &InjectedFault,
    reset: &ResetSwitch,
    result: Option<Result<String, ApiError>>,
) -> Response {
    if let Some(refusal) = fault.refusal() {
        return refuse(&refusal);
    }
    match fault.fault {
        FaultKind::Reset => {
            reset.reset();
            StatusCode::OK.into_response()
        }
        FaultKind::HtmlBody => {
            (StatusCode::BAD_GATEWAY, [(header::CONTENT_TYPE, "text/html")], BAD_GATEWAY_PAGE).into_response()
        }
        _ => {
            let body = match result {
                Some(Ok(result)) => success(&result),
                Some(Err(error)) => error.body(),
                None => r#"{"ok":true,"result":{"message_id":1}}"#.to_owned(),
            };
            let half = (0..=body.len() / 2).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
            json_response(StatusCode::OK, body[..half].to_owned())
        }
    }
}

/// The page of the proxy in front of Telegram's servers.
const BAD_GATEWAY_PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
    <center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n";

fn success(result: &str) -> String {
    let mut body = String::with_capacity(result.len() + 24);
    body.push_str("{\"ok\":true,\"result\":");
    body.push_str(result);
    body.push('}');
    body
}

fn json_response(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
