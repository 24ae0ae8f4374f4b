//! Counts of unknown methods and refused calls, for the developer of a bot.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::emulator::error::ApiError;

#[derive(Debug, Default)]
pub(crate) struct CallLog {
    unknown_methods: BTreeMap<String, u64>,
    /// By method, error code and description.
    refused: BTreeMap<(String, u16, String), u64>,
}

/// The most distinct entries kept, because descriptions can contain the bot's texts.
const LOG_CAP: usize = 1_000;

impl CallLog {
    pub fn count_unknown_method(&mut self, method: &str) {
        let method: String = method.chars().take(64).collect();
        if self.unknown_methods.len() < LOG_CAP || self.unknown_methods.contains_key(&method) {
            *self.unknown_methods.entry(method).or_default() += 1;
        }
    }

    pub fn count_refusal(&mut self, method: &str, error: &ApiError) {
        let key = (method.to_owned(), error.code, error.description.clone());
        if self.refused.len() < LOG_CAP || self.refused.contains_key(&key) {
            *self.refused.entry(key).or_default() += 1;
        }
    }

    pub fn to_json(&self) -> Value {
        let refused: Vec<Value> = self
            .refused
            .iter()
            .map(|((method, code, description), count)| {
                json!({"method": method, "error_code": code, "description": description, "count": count})
            })
            .collect();
        json!({ "unknown_methods": self.unknown_methods, "refused": refused })
    }
}
