//! A route of the control side, and the types that its handlers share.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodFilter, MethodRouter};
use serde_json::{Value, json};

use crate::emulator::error::ControlError;
use crate::emulator::shared::Shared;

/// A route together with its entry in the description, so that neither exists without the other.
pub(super) struct Route {
    pub method: &'static str,
    /// The path as the description shows it; a last segment such as `block|unblock` lists the actions.
    pub path: &'static str,
    pub parameters: &'static str,
    pub purpose: &'static str,
    pub handler: MethodRouter<Arc<Shared>>,
}

impl Route {
    /// The path as axum matches it.
    pub fn pattern(&self) -> String {
        match self.path.rsplit_once('/') {
            Some((parent, actions)) if actions.contains('|') => format!("{parent}/{{action}}"),
            _ => self.path.to_owned(),
        }
    }
}

pub(super) type Verb = (&'static str, MethodFilter);
pub(super) const GET: Verb = ("GET", MethodFilter::GET);
pub(super) const POST: Verb = ("POST", MethodFilter::POST);
pub(super) const PUT: Verb = ("PUT", MethodFilter::PUT);
pub(super) const DELETE: Verb = ("DELETE", MethodFilter::DELETE);

pub(super) fn route<H, T>(
    (method, filter): Verb,
    path: &'static str,
    handler: H,
    parameters: &'static str,
    purpose: &'static str,
) -> Route
where
    H: Handler<T, Arc<Shared>>,
    T: 'static,
{
    Route { method, path, parameters, purpose, handler: routing::on(filter, handler) }
}

pub(super) type SharedState = State<Arc<Shared>>;
pub(super) type JsonResult = Result<Json<Value>, RouteError>;
/// A JSON body, or the reason why it cannot be read.
pub(super) type JsonBody<T> = Result<Json<T>, JsonRejection>;

/// A refusal: the status, and a sentence that says how to call the route instead.
pub(super) struct RouteError(pub StatusCode, pub String);

impl From<ControlError> for RouteError {
    fn from(error: ControlError) -> Self {
        Self(StatusCode::BAD_REQUEST, error.0)
    }
}

impl From<JsonRejection> for RouteError {
    fn from(rejection: JsonRejection) -> Self {
        Self(rejection.status(), rejection.body_text())
    }
}

impl IntoResponse for RouteError {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}
