//! Compares stored data by its meaning.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Removes from what is expected all that is known to be stored in another way today: the sealed JSON itself, and of people
/// who are mentioned in a text all but their ID.
pub fn by_meaning(value: &Value) -> Value {
    match value {
        Value::Array(all) => all.iter().map(by_meaning).collect(),
        Value::Object(fields) if fields.get("type") == Some(&json!("text_mention")) => {
            let mut fields = fields.clone();
            fields.insert("user".into(), json!({ "id": fields["user"]["id"] }));
            Value::Object(fields)
        }
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| *name != "stored");
            Value::Object(kept.map(|(name, value)| (name.clone(), by_meaning(value))).collect())
        }
        other => other.clone(),
    }
}

/// The paths at which two values differ.
fn differences(path: &str, is: &Value, was: &Value, found: &mut Vec<String>) {
    match (is, was) {
        (Value::Object(now), Value::Object(before)) => {
            let names: BTreeSet<_> = now.keys().chain(before.keys()).collect();
            for name in names {
                differences(&format!("{path}.{name}"), &is[name], &was[name], found);
            }
        }
        (Value::Array(now), Value::Array(before)) if now.len() == before.len() => {
            for (index, (is, was)) in now.iter().zip(before).enumerate() {
                differences(&format!("{path}[{index}]"), is, was, found);
            }
        }
        _ if is == was => {}
        _ => found.push(format!("{path}: is {is}, and was {was}")),
    }
}

pub fn assert_same(file: &str, is: &Value, was: &Value) {
    let mut found = Vec::new();
    differences("", is, was, &mut found);
    found.truncate(40);
    assert!(found.is_empty(), "{file} says something else:\n{}", found.join("\n"));
}

/// The parts of a state that are others than before, in the form of `after.json`.
pub fn changes(before: &Value, after: &Value) -> Value {
    let fields = after.as_object().expect("a state").iter().filter(|(name, now)| before[*name] != **now);
    let changed = |(name, now): (&String, &Value)| {
        let was = &before[name];
        let have_ids =
            |list: &Value| list.as_array().is_some_and(|all| all.iter().all(|it| it.get("id").is_some()));
        let value = if have_ids(was) && have_ids(now) { changed_items(was, now) } else { now.clone() };
        (name.clone(), value)
    };
    Value::Object(fields.map(changed).collect())
}

fn changed_items(was: &Value, now: &Value) -> Value {
    let (was, now) = (was.as_array().expect("a list"), now.as_array().expect("a list"));
    let same = |list: &[Value], id: &Value| list.iter().find(|it| it["id"] == *id).cloned();
    let changed = now.iter().filter(|it| !was.contains(it)).map(|it| match same(was, &it["id"]) {
        Some(old) => changed_fields(&old, it),
        None => json!({ "new": it }),
    });
    let gone = was.iter().filter(|it| same(now, &it["id"]).is_none()).map(|it| json!({ "gone": it["id"] }));
    changed.chain(gone).collect()
}

fn changed_fields(old: &Value, new: &Value) -> Value {
    let mut fields = Map::from_iter([("id".to_owned(), new["id"].clone())]);
    for (name, value) in
        new.as_object().expect("an object").iter().filter(|(name, value)| old[*name] != **value)
    {
        let value = match (name.as_str(), &old[name], value) {
            ("deliveries", Value::Array(was), Value::Array(now)) => {
                now.iter().filter(|delivery| !was.contains(delivery)).cloned().collect()
            }
            _ => value.clone(),
        };
        fields.insert(name.clone(), value);
    }
    Value::Object(fields)
}
