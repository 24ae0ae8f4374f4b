//! The parameters of a Bot API call, whether they came as JSON, form, multipart or query.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use crate::emulator::error::ApiError;
use crate::emulator::formatted_text::NormalisedText;

/// A file in a multipart body.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub file_name: String,
    pub content_type: Option<String>,
    pub bytes: axum::body::Bytes,
}

#[derive(Debug, Default)]
pub(crate) struct Params {
    values: Map<String, Value>,
    uploads: BTreeMap<String, Upload>,
    /// The parsed text of the call, so that it is parsed only once.
    pub formatted: OnceLock<Result<NormalisedText, ApiError>>,
}

impl Params {
    pub fn insert(&mut self, name: String, value: Value) {
        self.values.insert(name, value);
    }

    pub fn upload(&mut self, name: String, upload: Upload) {
        self.uploads.insert(name, upload);
    }

    pub fn extend(&mut self, values: Map<String, Value>) {
        self.values.extend(values);
    }

    /// The value, unless it is missing or null.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name).filter(|value| !value.is_null())
    }

    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.uploads.get(name)
    }

    /// The value as a text. Numbers and booleans are written as in JSON.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    pub fn integer(&self, name: &str) -> Result<Option<i64>, ApiError> {
        let invalid = || ApiError::bad(format!("invalid {name} specified"));
        match self.get(name) {
            None => Ok(None),
            Some(Value::Number(number)) => number.as_i64().map(Some).ok_or_else(invalid),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => text.trim().parse().map(Some).map_err(|_| invalid()),
            Some(_) => Err(invalid()),
        }
    }

    /// Telegram accepts `true`, `True`, `yes` and `1`.
    pub fn flag(&self, name: &str) -> bool {
        match self.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            Some(Value::String(text)) => matches!(text.to_ascii_lowercase().as_str(), "true" | "yes" | "1"),
            _ => false,
        }
    }

    /// A structured value, either part of a JSON body or JSON in a text field.
    pub fn json(&self, name: &str) -> Result<Option<Value>, ApiError> {
        match self.get(name) {
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(|value: Value| Some(value).filter(|value| !value.is_null()))
                .map_err(|_| ApiError::bad(format!("can't parse {name} JSON object"))),
            other => Ok(other.cloned()),
        }
    }

    pub fn message_id(&self) -> Result<i32, ApiError> {
        let id = self
            .integer("message_id")?
            .ok_or_else(|| ApiError::bad("message identifier is not specified"))?;
        i32::try_from(id).map_err(|_| ApiError::bad("message not found"))
    }
}
