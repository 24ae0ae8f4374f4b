//! The parameters of a Bot API request, in any of the forms that Telegram takes.

use axum::body::{Body, Bytes};
use axum::extract::{Form, FromRequest, Multipart, Query, Request};
use axum::http::header;
use axum::http::request::Parts;
use serde_json::{Map, Value};

use crate::emulator::error::ApiError;
use crate::emulator::params::{Params, Upload};

/// Reads the parameters from the query and from a JSON, form or multipart body.
pub(crate) async fn read_params(parts: Parts, body: Bytes) -> Result<Params, ApiError> {
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
