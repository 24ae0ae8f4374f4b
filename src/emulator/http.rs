//! The Bot API over HTTP: who is asking, for what, with which parameters; and the faults that were ordered.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Form, FromRequest, Multipart, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::connection::Cut;
use super::error::ApiError;
use super::faults::{Fault, FaultKind, When};
use super::params::{Params, Upload};
use super::world::World;
use super::{Shared, methods, updates, webhook};

/// The most bytes of one request: Telegram takes files of up to 50 MB.
pub(crate) const BODY_CAP: usize = 52 * 1024 * 1024;

/// Every path that is not the emulator's own: `/bot<token>/<method>` and `/file/bot<token>/<path>`.
pub(crate) async fn bot_api(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
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
            Ok(()) => super::files::download(&shared, file),
            Err(error) => refuse(&error),
        };
    }
    let Some((token, method)) = path.strip_prefix("/bot").and_then(|rest| rest.split_once('/')) else {
        return refuse(&ApiError::not_found());
    };
    if let Err(error) = authorise(&shared, token) {
        return refuse(&error);
    }
    let Some(method) = Call::find(method.trim_end_matches('/')) else {
        log::warn!("the emulator does not know the method {method:?}");
        shared.with(|world| world.log.unknown(method));
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
struct Call {
    name: &'static str,
    kind: CallKind,
}

#[derive(Clone, Copy)]
enum CallKind {
    Immediate(methods::Method),
    GetUpdates,
    SetWebhook,
}

impl Call {
    fn find(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("getUpdates") {
            return Some(Self { name: "getUpdates", kind: CallKind::GetUpdates });
        }
        if name.eq_ignore_ascii_case("setWebhook") {
            return Some(Self { name: "setWebhook", kind: CallKind::SetWebhook });
        }
        methods::find(name).map(|(name, method)| Self { name, kind: CallKind::Immediate(method) })
    }

    /// Does the call, with the fault that was ordered for it, if any.
    async fn answer(self, shared: &Arc<Shared>, cut: &Cut, params: &Params) -> Response {
        if let CallKind::Immediate(method) = self.kind {
            // The world is locked once, and only for what needs it: a text is parsed before.
            methods::text::parse_ahead(self.name, params);
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
        let Some(fault) = self.fault(shared, params) else {
            return respond(self.run(shared, params).await);
        };
        if fault.fault == FaultKind::Delay {
            if fault.when == When::Before {
                hold(shared, &fault).await;
                return respond(self.run(shared, params).await);
            }
            let result = self.run(shared, params).await;
            hold(shared, &fault).await;
            return respond(result);
        }
        let result = match fault.when {
            When::Before => None,
            When::After => Some(self.run(shared, params).await),
        };
        spoil(&fault, cut, result)
    }

    fn fault(self, shared: &Shared, params: &Params) -> Option<Fault> {
        shared.with(|world| {
            if world.faults.all().is_empty() {
                return None;
            }
            let chat = methods::chat_id(world, params).ok();
            world.faults.hit(self.name, chat)
        })
    }

    async fn run(self, shared: &Arc<Shared>, params: &Params) -> Result<String, ApiError> {
        let result = match self.kind {
            CallKind::Immediate(method) => shared.with(|world| method(world, params)),
            CallKind::SetWebhook => webhook::set_webhook(shared, params),
            CallKind::GetUpdates => updates::get_updates(shared, params).await,
        };
        if result.is_err() {
            shared.with(|world| self.count_refusal(world, &result));
        }
        result
    }

    fn count_refusal(self, world: &mut World, result: &Result<String, ApiError>) {
        if let Err(error) = result {
            world.log.refused(self.name, error);
        }
    }
}

/// Waits as long as the fault says, or until the faults are cleared.
async fn hold(shared: &Shared, fault: &Fault) {
    let before = shared.with(|world| world.faults.cleared);
    let mut changes = shared.polls();
    let cleared = async {
        while shared.with(|world| world.faults.cleared) == before && changes.changed().await.is_ok() {}
    };
    // A century stands for no limit.
    let delay = fault.delay_ms.map_or(Duration::from_hours(24 * 36_500), Duration::from_millis);
    tokio::select! {
        () = cleared => {}
        () = tokio::time::sleep(delay) => {}
        () = shared.stopped() => {}
    }
}

/// The answer of a call that goes wrong; `result` where it has had its effect.
fn spoil(fault: &Fault, cut: &Cut, result: Option<Result<String, ApiError>>) -> Response {
    if let Some(refusal) = fault.refusal() {
        return refuse(&refusal);
    }
    match fault.fault {
        FaultKind::Reset => {
            cut.reset();
            StatusCode::OK.into_response()
        }
        FaultKind::HtmlBody => (
            StatusCode::BAD_GATEWAY,
            [(header::CONTENT_TYPE, "text/html")],
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n\
             <hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n",
        )
            .into_response(),
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

fn respond(result: Result<String, ApiError>) -> Response {
    match result {
        Ok(result) => json_response(StatusCode::OK, success(&result)),
        Err(error) => refuse(&error),
    }
}

fn success(result: &str) -> String {
    let mut body = String::with_capacity(result.len() + 24);
    body.push_str("{\"ok\":true,\"result\":");
    body.push_str(result);
    body.push('}');
    body
}

fn refuse(error: &ApiError) -> Response {
    let status = StatusCode::from_u16(error.code).unwrap_or(StatusCode::BAD_REQUEST);
    let mut response = json_response(status, error.body());
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn json_response(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Reads the parameters from the query and from the body, whatever its type.
async fn extract(parts: Parts, body: Bytes) -> Result<Params, ApiError> {
    let mut params = Params::default();
    if parts.uri.query().is_some()
        && let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
    {
        params.extend(strings(pairs));
    }
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
    if content_type.starts_with("application/json") {
        if !body.is_empty() {
            let values: Map<String, Value> = serde_json::from_slice(&body)
                .map_err(|_| ApiError::bad("can't parse request body: expected a JSON Object"))?;
            params.extend(values);
        }
    } else if content_type.starts_with("multipart/form-data") {
        let request = Request::from_parts(parts, Body::from(body));
        let multipart = Multipart::from_request(request, &()).await;
        read_multipart(multipart.map_err(|_| ApiError::bad("can't parse the multipart body"))?, &mut params)
            .await?;
    } else if content_type.starts_with("application/x-www-form-urlencoded") {
        let request = Request::from_parts(parts, Body::from(body));
        let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
        let Form(pairs) = form.map_err(|_| ApiError::bad("can't parse the form"))?;
        params.extend(strings(pairs));
    }
    Ok(params)
}

fn strings(pairs: Vec<(String, String)>) -> Map<String, Value> {
    pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect()
}

async fn read_multipart(mut multipart: Multipart, params: &mut Params) -> Result<(), ApiError> {
    let broken = |_| ApiError::bad("can't parse the multipart body");
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let content_type = field.content_type().map(str::to_owned);
        let bytes = field.bytes().await.map_err(broken)?;
        match file_name {
            Some(file_name) => params.upload(name, Upload { file_name, content_type, bytes }),
            None => params.insert(name, Value::String(String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(())
}
