//! JSON that may be broken in ways that `serde_json::Value` cannot express: repeated keys, numbers of any size, bad escapes.

use std::fmt::{Display, Formatter, Result};

use serde_json::Value;

/// A piece of JSON.
#[derive(Debug, Clone)]
pub enum Json {
    /// Written as it is, such as a number, or a string with a bad escape.
    Raw(String),
    /// A list.
    List(Vec<Json>),
    /// Fields in the order in which they are written; a name may come twice.
    Object(Vec<(String, Json)>),
}

impl From<Value> for Json {
    fn from(value: Value) -> Json {
        match value {
            Value::Array(list) => Json::List(list.into_iter().map(Json::from).collect()),
            Value::Object(fields) => {
                Json::Object(fields.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
            plain => Json::Raw(plain.to_string()),
        }
    }
}

impl Json {
    /// As it is written.
    pub fn raw(text: &str) -> Json {
        Json::Raw(text.to_owned())
    }

    /// A string, escaped.
    pub fn text(text: &str) -> Json {
        Value::from(text).into()
    }

    /// The number of pieces, including itself.
    pub fn count(&self) -> usize {
        1 + match self {
            Json::Raw(_) => 0,
            Json::List(list) => list.iter().map(Json::count).sum(),
            Json::Object(fields) => fields.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// Changes the piece at a place, of [`Json::count`] places; place 0 is the whole.
    pub fn at(&mut self, place: usize, change: &mut dyn FnMut(&mut Json)) {
        if place == 0 {
            return change(self);
        }
        let mut before = 1;
        let children: Box<dyn Iterator<Item = &mut Json>> = match self {
            Json::Raw(_) => return,
            Json::List(list) => Box::new(list.iter_mut()),
            Json::Object(fields) => Box::new(fields.iter_mut().map(|(_, value)| value)),
        };
        for child in children {
            let count = child.count();
            if place < before + count {
                return child.at(place - before, change);
            }
            before += count;
        }
    }
}

impl Display for Json {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Json::Raw(text) => out.write_str(text),
            Json::List(list) => {
                out.write_str("[")?;
                for (nth, value) in list.iter().enumerate() {
                    write!(out, "{}{value}", if nth == 0 { "" } else { "," })?;
                }
                out.write_str("]")
            }
            Json::Object(fields) => {
                out.write_str("{")?;
                for (nth, (name, value)) in fields.iter().enumerate() {
                    let comma = if nth == 0 { "" } else { "," };
                    // A name with a bad escape is written as it is.
                    let name = if name.contains('\\') {
                        format!("\"{name}\"")
                    } else {
                        Value::from(name.as_str()).to_string()
                    };
                    write!(out, "{comma}{name}:{value}")?;
                }
                out.write_str("}")
            }
        }
    }
}
