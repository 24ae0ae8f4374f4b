//! Reads a store back in words that stay whatever the code calls things: those of `expected.json` in `tests/fixtures`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pledge_bot::crypto::Identity;
use pledge_bot::domain::campaign::{Campaign, CampaignKind, DeliveryStatus, Reason, Revision};
use pledge_bot::domain::message::{CampaignMessage, FormattedText, Media, MessageBody, MessageVersions};
use pledge_bot::domain::{
    Audience, CampaignId, ChatId, ChatMenu, Deadline, Lang, Region, ReminderPrefs, SealedContact, SealedName,
    SealedPerson, SignUp, StatusEntry, StoredId, Supporter,
};
use pledge_bot::store::{ChatSnapshot, InboxTask, PastReminder, PersonalData, Reader, SavedSignUp, Store};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Column, Row, SqliteConnection, TypeInfo, ValueRef};

use super::support::at;

/// Everything that a store holds. `db` reads the columns that no method gives.
pub async fn everything(store: &Store, db: &mut SqliteConnection, identity: &Identity) -> Value {
    let reader = store.reader();
    json!({
        "chats": chats(store, db, identity).await,
        "campaigns": campaigns(store, db).await,
        "open_campaigns": reader.open_campaigns().await.expect("read").iter().map(|open| open.campaign.id.0).collect::<Value>(),
        "deadlines": deadlines(reader, db).await,
        "status_entries": status_entries(reader).await,
        "forms": by_chat(store, rows(db, "SELECT chat_id, kind, touched FROM forms ORDER BY kind").await),
        "reminders": reader.reminded(at("1970-01-01T00:00:00Z")).await.expect("read").iter().map(reminder).collect::<Value>(),
        "put_off": by_chat(store, rows(db, "SELECT chat_id, deadline, date, due, campaign FROM snoozes ORDER BY deadline").await),
        "inbox": inbox(store).await,
        "dead_letters": rows(db, "SELECT * FROM dead_letters ORDER BY update_id").await,
        "taken": rows(db, "SELECT COUNT(*) AS count, MIN(update_id) AS first, MAX(update_id) AS last FROM taken").await,
        "planned_until": store.planned_until().await.expect("read").map(|time| time.to_string()),
        "told_at": reader.told_at().await.expect("read").map(|time| time.to_string()),
        "restored_at": store.restored_at().await.expect("read").map(|time| time.to_string()),
        "settings": rows(db, "SELECT key, value FROM settings WHERE key <> 'opt_outs_key' ORDER BY key").await,
        "supporters": store.supporters().await.expect("read"),
    })
}

/// The rows of a result, with each blob as its length.
pub async fn rows(db: &mut SqliteConnection, sql: &str) -> Vec<Map<String, Value>> {
    let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(db).await.expect("rows");
    let value = |row: &sqlx::sqlite::SqliteRow, column: &str| {
        let raw = row.try_get_raw(column).expect("a value");
        match raw.type_info().name() {
            _ if raw.is_null() => Value::Null,
            "TEXT" => json!(row.get::<String, _>(column)),
            "BLOB" => json!({ "bytes": row.get::<Vec<u8>, _>(column).len() }),
            _ => json!(row.get::<i64, _>(column)),
        }
    };
    let names =
        |row: &sqlx::sqlite::SqliteRow| row.columns().iter().map(|column| column.name().to_owned()).collect();
    rows.iter()
        .map(|row| {
            let names: Vec<String> = names(row);
            names.into_iter().map(|name| (name.clone(), value(row, &name))).collect()
        })
        .collect()
}

/// Rows with Telegram's IDs in the place of the stored ones, in their order.
fn by_chat(store: &Store, mut rows: Vec<Map<String, Value>>) -> Vec<Map<String, Value>> {
    for row in &mut rows {
        let stored = StoredId::from_bits(row["chat_id"].as_i64().expect("an id"));
        row["chat_id"] = json!(store.telegram_id(stored).telegram_number());
    }
    rows.sort_by_key(|row| row["chat_id"].as_i64());
    rows
}

async fn chats(store: &Store, db: &mut SqliteConnection, identity: &Identity) -> Value {
    let mut chats = Vec::new();
    for row in by_chat(store, rows(db, "SELECT chat_id, lost_at FROM chats").await) {
        let id = ChatId::new(row["chat_id"].as_i64().expect("an id"));
        let snapshot = store.snapshot(id).await.expect("read");
        let data = store.personal_data(id).await.expect("read");
        assert_eq!(data.draft, snapshot.draft.is_some());
        chats.push(chat(&snapshot, &data, &row["lost_at"], identity));
    }
    Value::Array(chats)
}

fn chat(snapshot: &ChatSnapshot, data: &PersonalData, lost_at: &Value, identity: &Identity) -> Value {
    let chat = snapshot.chat.as_ref().expect("there");
    let prefs = |prefs: &ReminderPrefs| json!({ "which": prefs.scope.code(), "hour": prefs.hour.hour(), "zone": prefs.hour.zone_name() });
    let put_off = data.snoozes.iter().map(|snooze| {
        json!({ "deadline": snooze.deadline, "date": snooze.date.to_string(), "due": snooze.due.to_string() })
    });
    json!({
        "id": chat.id.telegram_number(),
        "kind": chat.kind.code(),
        "language": chat.lang.map(Lang::code),
        "menu": chat.menu.map(ChatMenu::code),
        "active": chat.active,
        "lost_at": lost_at,
        "screen": chat.screen.map(|message| message.0),
        "topics": data.topics.iter().map(|(topic, since)| json!([topic.code(), since.to_string()])).collect::<Value>(),
        "reminders": data.reminders.as_ref().map(prefs),
        "put_off": put_off.collect::<Value>(),
        "messages": data.messages.iter().map(|(id, since)| json!([id.0, since.to_string()])).collect::<Value>(),
        "supporter": snapshot.supporter.as_ref().map(|it| supporter(it, identity)),
        "sign_up": match &snapshot.signup {
            SavedSignUp::None => Value::Null,
            SavedSignUp::SignUp(it) => sign_up(it),
            SavedSignUp::Unreadable => json!("unreadable"),
        },
        "draft": snapshot.draft.as_deref().map(draft),
    })
}

fn supporter(it: &Supporter, identity: &Identity) -> Value {
    let joint = it.joint.as_ref().map(|sealed| identity.open::<SealedPerson>(sealed).expect("it opens"));
    let (joint_name, joint_contact) = joint.map_or((None, None), |joint| (joint.name, joint.contact));
    let name = it.name.as_ref().map(|sealed| identity.open::<SealedName>(sealed).expect("it opens").name);
    let contact =
        it.contact.as_ref().map(|sealed| identity.open::<SealedContact>(sealed).expect("it opens").contact);
    json!({
        "kind": it.kind.code(), "region": it.region.code(), "publish": it.publish, "consent": it.consent,
        "signed_at": it.supported_on.to_string(), "sealed": it.has_sealed(),
        "name": name.or(joint_name), "contact": contact.or(joint_contact),
    })
}

fn sign_up(it: &SignUp) -> Value {
    /// All answers, which stand in one another.
    fn collect(answers: &mut Map<String, Value>, step: &Value) {
        for (name, value) in step.as_object().expect("an object") {
            if value.is_object() {
                collect(answers, value);
            } else if name != "step" {
                answers.insert(name.clone(), value.clone());
            }
        }
    }
    let mut answers = Map::new();
    collect(&mut answers, &json!(it.step));
    json!({
        "started": it.started.to_string(), "asks_person": it.asks_person, "paused": it.paused,
        "step": it.step.code(), "answers": answers,
    })
}

/// A draft, in the parts that are the domain's.
fn draft(json: &[u8]) -> Value {
    let raw: Value = serde_json::from_slice(json).expect("JSON");
    let its_kind: CampaignKind = serde_json::from_value(raw["job"].clone()).expect("a kind");
    let its_content: MessageVersions = serde_json::from_value(raw["content"].clone()).expect("content");
    let its_audience: Audience = serde_json::from_value(raw["audience"].clone()).expect("an audience");
    json!({
        "begun": raw["begun"], "job": kind(&its_kind), "content": content(&its_content),
        "audience": audience(&its_audience), "due": raw["due"], "urgent": raw["urgent"], "trial": raw["trial"],
        "waits_for": raw["wait"], "album": raw["album"],
    })
}

async fn campaigns(store: &Store, db: &mut SqliteConnection) -> Value {
    let mut campaigns = Vec::new();
    for row in rows(db, "SELECT id, progress, reported FROM campaigns ORDER BY id").await {
        let id = CampaignId(row["id"].as_i64().expect("an id"));
        let it = store.reader().campaign(id).await.expect("read").expect("there");
        let changes = store.reader().changes_of(id).await.expect("read");
        let has_changed = !changes.is_empty() && it.revision != Revision::Archived;
        assert_eq!(has_changed, it.revision == Revision::Superseded, "{id:?}");
        let Value::Object(mut fields) = campaign(store, &it) else { unreachable!("it is an object") };
        fields.extend(row);
        fields.insert("says".to_owned(), says(store, &it).await);
        fields.insert("tally".to_owned(), tally(store, id).await);
        fields.insert("deliveries".to_owned(), deliveries(store, db, id).await);
        campaigns.push(Value::Object(fields));
    }
    Value::Array(campaigns)
}

fn campaign(store: &Store, it: &Campaign) -> Value {
    json!({
        "author": it.author.map_or(0, |author| store.telegram_id(author).telegram_number()), "job": kind(&it.kind), "audience": audience(&it.audience), "stage": it.stage.code(),
        "created": it.created.to_string(), "due": it.due.to_string(), "touched": it.touched.to_string(),
        "urgent": it.urgent, "trial": it.trial, "paid": it.paid,
        "since": match it.revision {
            Revision::Original => "stands",
            Revision::Superseded => "changed",
            Revision::Archived => "counted",
        },
    })
}

/// The content of a campaign; null for a reminder, which has none of its own.
async fn says(store: &Store, campaign: &Campaign) -> Value {
    match store.content(campaign.id).await.expect("read") {
        None => json!("unreadable"),
        Some(it) if matches!(campaign.kind, CampaignKind::Remind(_)) && it == MessageVersions::default() => {
            Value::Null
        }
        Some(it) => content(&it),
    }
}

async fn tally(store: &Store, id: CampaignId) -> Value {
    let tally = store.reader().tally(id).await.expect("read");
    let counted = tally.0.iter().filter(|(_, count)| **count > 0).map(|((status, reason), count)| {
        let reason = reason.map_or(String::new(), |reason| format!(" {}", reason.code()));
        (format!("{}{reason}", status.code()), json!(count))
    });
    Value::Object(counted.collect())
}

async fn deliveries(store: &Store, db: &mut SqliteConnection, id: CampaignId) -> Value {
    let sql = format!(
        "SELECT chat_id, status, reason, at, messages, lang FROM deliveries WHERE campaign = {}",
        id.0
    );
    let delivery = |row: Map<String, Value>| {
        let status = usize::try_from(row["status"].as_i64().expect("a status")).expect("a place");
        let status = DeliveryStatus::ALL[status].code();
        json!([row["chat_id"], status, row["reason"], row["at"], row["messages"], row["lang"]])
    };
    by_chat(store, rows(db, &sql).await).into_iter().map(delivery).collect()
}

fn kind(it: &CampaignKind) -> Value {
    match it {
        CampaignKind::Send => json!({ "kind": "send" }),
        CampaignKind::Delete(of) => json!({ "kind": "delete", "of": of.0 }),
        CampaignKind::Replace(of) => json!({ "kind": "replace", "of": of.0 }),
        CampaignKind::Remind(it) => json!({
            "kind": "remind", "deadline": it.occasion.deadline, "date": it.occasion.date.to_string(),
            "lead": it.occasion.lead, "slot": it.slot.as_ref().map(ToString::to_string),
            "due": it.due.to_string(), "until": it.until.to_string(),
        }),
    }
}

fn audience(it: &Audience) -> Value {
    json!({
        "topic": it.topic.code(), "language": it.lang.map(Lang::code), "supporters_only": it.supporters,
        "region": it.region.map(Region::code),
        "chats": it.groups.map_or("all", |groups| if groups { "groups" } else { "private" }),
    })
}

fn content(it: &MessageVersions) -> Value {
    let versions: Map<String, Value> =
        it.by_lang.iter().map(|(lang, message)| (lang.code().to_owned(), version(message))).collect();
    json!({ "versions": versions, "fallback": it.fallback })
}

fn version(it: &CampaignMessage) -> Value {
    let body = match &it.body {
        MessageBody::Text(it) => json!({ "text": text(it) }),
        MessageBody::Media(it) => json!({ "media": media(it) }),
        MessageBody::Album(all) => json!({ "album": all.iter().map(media).collect::<Value>() }),
    };
    let links = it.links.iter().map(|link| json!([link.label, link.url]));
    json!({ "body": body, "links": links.collect::<Value>(), "buttons": it.buttons })
}

fn media(it: &Media) -> Value {
    json!({
        "kind": it.kind, "file": it.file, "caption": text(&it.caption), "spoiler": it.spoiler,
        "caption_above": it.above,
    })
}

fn text(it: &FormattedText) -> Value {
    json!({ "text": it.text, "entities": it.entities })
}

async fn deadlines(reader: &Reader, db: &mut SqliteConnection) -> Value {
    let mut removed = Vec::new();
    for row in rows(db, "SELECT id FROM deadlines WHERE stage = 'removed' ORDER BY id").await {
        let it = reader.removed_deadline(&row["id"].to_string()).await.expect("read");
        removed.push(deadline(&it.expect("there")));
    }
    let set = reader.deadlines().await.expect("read");
    json!({ "set": set.iter().map(deadline).collect::<Value>(), "removed": removed })
}

fn deadline(it: &Deadline) -> Value {
    json!({
        "id": it.id, "date": it.date.to_string(), "time": it.time.map(|time| time.to_string()),
        "zone": it.zone.iana_name(), "leads": it.leads, "topic": it.topic.code(), "titles": it.titles,
    })
}

async fn status_entries(reader: &Reader) -> Value {
    let newest_first = reader.record().await.expect("read");
    let untold = reader.untold(at("9999-01-01T00:00:00Z"), false).await.expect("read");
    json!({
        "newest_first": newest_first.iter().map(entry).collect::<Value>(),
        "untold": untold.iter().map(entry).collect::<Value>(),
    })
}

fn entry(it: &StatusEntry) -> Value {
    json!({
        "call": it.call.as_str(), "status": it.status.code(), "date": it.date.to_string(), "notes": it.notes,
        "link": it.link,
    })
}

fn reminder(it: &PastReminder) -> Value {
    json!({
        "deadline": it.occasion.deadline, "date": it.occasion.date.to_string(), "lead": it.occasion.lead,
        "slot": it.slot.as_ref().map(ToString::to_string), "due": it.due.to_string(),
        "campaign": it.campaign.map(|id| id.0), "skipped": it.skipped.map(Reason::code),
    })
}

async fn inbox(store: &Store) -> Value {
    let pending = store.pending(None, 10_000).await.expect("read");
    let task = |task: &InboxTask| match task {
        InboxTask::Handle(raw) => json!({ "handle": String::from_utf8_lossy(raw) }),
        InboxTask::Say(answer) => json!({ "say": replies(answer) }),
        InboxTask::Unreadable => json!("unreadable"),
    };
    let mut updates = Vec::new();
    for it in &pending {
        let left = store.load(it.update_id).await.expect("read").expect("it is pending");
        updates.push(json!({
            "update_id": it.update_id, "chat": it.chat.map(ChatId::telegram_number), "attempts": it.attempts,
            "task": task(&left),
        }));
    }
    updates.into()
}

/// Replies as they are stored, with the files in them as digests.
fn replies(json: &[u8]) -> Value {
    let mut all: Value = serde_json::from_slice(json).expect("JSON");
    if let Some(numbered) = all.get_mut("replies") {
        all = numbered.take();
    }
    for reply in all.as_array_mut().expect("a list") {
        for (_, fields) in reply.as_object_mut().expect("a reply") {
            if let Some(text) = fields.get("content").and_then(Value::as_str) {
                let bytes = STANDARD.decode(text).expect("Base64");
                fields["content"] =
                    json!({ "bytes": bytes.len(), "sha256": hex::encode(Sha256::digest(&bytes)) });
            }
        }
    }
    all
}
