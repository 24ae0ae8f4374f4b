//! Reads a store back in the neutral words of `expected.json`. The words stay; only their source in the code changes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use pledge_bot::conversation::Draft;
use pledge_bot::crypto::Identity;
use pledge_bot::domain::campaign::{Audience, CampaignId, CampaignKind, DeliveryStatus, Revision};
use pledge_bot::domain::message::{CampaignMessage, FormattedText, Media, MessageBody, MessageVersions};
use pledge_bot::domain::sign_up::{Chosen, Located, Named, Reached, SignUpStep};
use pledge_bot::domain::{ChatId, Deadline, SignUp, StatusEntry, Supporter};
use pledge_bot::store::{InboxTask, SavedSignUp, Store};
use pledge_bot::telegram::Reply;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::folder::rows;

/// All that stands in a store.
pub async fn read(store: &Store, db: &mut SqliteConnection, identity: &Identity) -> Value {
    let reader = store.reader();
    let open = reader.open_campaigns().await.expect("read");
    let open: Vec<_> = open.iter().map(|open| open.campaign.id.0).collect();
    let inbox: Vec<_> = store.pending(None, 10_000).await.expect("read").into_iter().map(|it| {
        json!({ "update_id": it.update_id, "chat": it.chat.map(|chat| chat.0), "attempts": it.attempts, "task": task(it.task) })
    }).collect();
    let reminders: Vec<_> = reader.reminded(Timestamp::UNIX_EPOCH).await.expect("read").into_iter().map(|it| json!({
        "deadline": it.occasion.deadline, "date": it.occasion.date.to_string(), "lead": it.occasion.lead,
        "slot": it.slot.map(|slot| slot.to_string()), "due": it.due.to_string(),
        "campaign": it.campaign.map(|campaign| campaign.0), "skipped": it.skipped.map(|reason| reason.code()),
    })).collect();
    let time = |time: Option<Timestamp>| time.map(|time| time.to_string());
    json!({
        "chats": chats(store, db, identity).await,
        "campaigns": campaigns(store, db).await,
        "open_campaigns": open,
        "deadlines": deadlines(store, db).await,
        "status_entries": status_entries(store, db).await,
        "inbox": inbox,
        "reminders": reminders,
        "put_off": rows(db, "SELECT chat_id, deadline, date, due, campaign FROM snoozes ORDER BY chat_id, deadline").await,
        "dead_letters": rows(db, "SELECT * FROM dead_letters ORDER BY update_id").await,
        "taken": rows(db, "SELECT COUNT(*) AS count, MIN(update_id) AS first, MAX(update_id) AS last FROM taken").await,
        "planned_until": time(store.planned_until().await.expect("read")),
        "told_at": time(reader.told_at().await.expect("read")),
        "restored_at": time(store.restored_at().await.expect("read")),
        "settings": rows(db, "SELECT key, value FROM settings ORDER BY key").await,
        "supporters": store.supporters().await.expect("read"),
    })
}

async fn chats(store: &Store, db: &mut SqliteConnection, identity: &Identity) -> Vec<Value> {
    let mut chats = Vec::new();
    for row in rows(db, "SELECT chat_id, lost_at FROM chats ORDER BY chat_id").await {
        let id = ChatId(row["chat_id"].as_i64().expect("an ID"));
        let stored = store.snapshot(id).await.expect("read");
        let more = store.personal_data(id).await.expect("read");
        let chat = stored.chat.expect("the chat is there");
        let sign_up = match &stored.signup {
            SavedSignUp::None => Value::Null,
            SavedSignUp::SignUp(it) => of_sign_up(it),
            SavedSignUp::Unreadable => json!("unreadable"),
        };
        let topics: Vec<_> =
            more.topics.iter().map(|(topic, since)| json!([topic.code(), since.to_string()])).collect();
        let messages: Vec<_> =
            more.messages.iter().map(|(id, since)| json!([id.0, since.to_string()])).collect();
        let prefs = more.wish.as_ref().map(|prefs| {
            json!({ "which": prefs.which.code(), "hour": prefs.slot.hour(), "zone": prefs.slot.zone_name() })
        });
        let put_off: Vec<_> = more.snoozes.iter().map(|snooze| {
            json!({ "deadline": snooze.deadline, "date": snooze.date.to_string(), "due": snooze.due.to_string() })
        }).collect();
        chats.push(json!({
            "id": id.0, "kind": chat.kind.code(), "language": chat.lang.map(|lang| lang.code()),
            "menu": chat.menu.map(|lang| lang.code()), "active": chat.active, "lost_at": row["lost_at"],
            "screen": chat.screen.map(|message| message.0), "topics": topics, "reminders": prefs, "put_off": put_off,
            "messages": messages, "supporter": stored.supporter.map(|it| of_supporter(&it, identity)),
            "sign_up": sign_up, "draft": stored.draft.as_deref().map(of_draft),
        }));
    }
    chats
}

fn of_supporter(supporter: &Supporter, identity: &Identity) -> Value {
    let person = supporter.sealed.as_ref().map(|sealed| identity.open(sealed).expect("it opens"));
    let (name, contact) = person.map(|person| (person.name, person.contact)).unwrap_or_default();
    json!({ "kind": supporter.kind.code(), "region": supporter.region.code(), "publish": supporter.publish,
            "consent": supporter.consent, "signed_at": supporter.signed_at.to_string(),
            "sealed": supporter.sealed.is_some(), "name": name, "contact": contact })
}

type Answers = Map<String, Value>;

fn chosen(answers: &mut Answers, it: &Chosen) {
    answers.insert("consent".into(), json!(it.agreed.consent));
    answers.insert("kind".into(), json!(it.kind.code()));
}

fn named(answers: &mut Answers, it: &Named) {
    chosen(answers, &it.chosen);
    answers.insert("name".into(), json!(it.name));
}

fn located(answers: &mut Answers, it: &Located) {
    named(answers, &it.named);
    answers.insert("region".into(), json!(it.region.code()));
}

fn reached(answers: &mut Answers, it: &Reached) {
    located(answers, &it.located);
    answers.insert("contact".into(), json!(it.contact));
}

fn of_sign_up(it: &SignUp) -> Value {
    let mut answers = Map::new();
    match &it.step {
        SignUpStep::Consent => {}
        SignUpStep::Kind(agreed) => drop(answers.insert("consent".into(), json!(agreed.consent))),
        SignUpStep::Name(it) => chosen(&mut answers, it),
        SignUpStep::Region(it) => named(&mut answers, it),
        SignUpStep::Contact(it) => located(&mut answers, it),
        SignUpStep::Publish(it) => reached(&mut answers, it),
        SignUpStep::Confirm(it) => {
            reached(&mut answers, &it.reached);
            answers.insert("publish".into(), json!(it.publish));
        }
    }
    json!({ "started": it.started.to_string(), "asks_person": it.asks_person, "paused": it.paused,
            "step": it.step.code(), "answers": answers })
}

fn of_text(it: &FormattedText) -> Value {
    json!({ "text": it.text, "entities": it.entities })
}

fn of_media(it: &Media) -> Value {
    json!({ "kind": it.kind.code(), "file": it.file, "caption": of_text(&it.caption), "spoiler": it.spoiler,
            "caption_above": it.above })
}

fn of_message(it: &CampaignMessage) -> Value {
    let body = match &it.body {
        MessageBody::Text(it) => json!({ "text": of_text(it) }),
        MessageBody::Media(it) => json!({ "media": of_media(it) }),
        MessageBody::Album(all) => json!({ "album": all.iter().map(of_media).collect::<Vec<_>>() }),
    };
    let links: Vec<_> = it.links.iter().map(|link| json!([link.label, link.url])).collect();
    json!({ "body": body, "links": links, "buttons": it.buttons })
}

fn of_content(it: &MessageVersions) -> Value {
    let versions: Map<_, _> =
        it.by_lang.iter().map(|(lang, message)| (lang.code().to_owned(), of_message(message))).collect();
    json!({ "versions": versions, "fallback": it.fallback })
}

fn of_audience(it: &Audience) -> Value {
    let chats = match it.groups {
        None => "all",
        Some(true) => "groups",
        Some(false) => "private",
    };
    json!({ "topic": it.topic.code(), "language": it.lang.map(|lang| lang.code()), "supporters_only": it.supporters,
            "region": it.region.map(|region| region.code()), "chats": chats })
}

fn of_kind(it: &CampaignKind) -> Value {
    match it {
        CampaignKind::Send => json!({ "kind": "send" }),
        CampaignKind::Delete(of) => json!({ "kind": "delete", "of": of.0 }),
        CampaignKind::Replace(of) => json!({ "kind": "replace", "of": of.0 }),
        CampaignKind::Remind(it) => json!({ "kind": "remind", "deadline": it.occasion.deadline,
            "date": it.occasion.date.to_string(), "lead": it.occasion.lead,
            "slot": it.slot.as_ref().map(ToString::to_string), "due": it.due.to_string(), "until": it.until.to_string() }),
    }
}

/// A draft by its parts, after today's type for all of it has read it too.
fn of_draft(json: &[u8]) -> Value {
    assert!(Draft::from_json(json).is_some(), "today's build reads the draft");
    let stored: Value = serde_json::from_slice(json).expect("JSON");
    let part = |name: &str| stored[name].clone();
    let kind = serde_json::from_value(part("job")).expect("a kind");
    let content = serde_json::from_value(part("content")).expect("content");
    let audience = serde_json::from_value(part("audience")).expect("an audience");
    json!({ "begun": part("begun"), "job": of_kind(&kind), "content": of_content(&content),
            "audience": of_audience(&audience), "due": part("due"), "urgent": part("urgent"), "trial": part("trial"),
            "waits_for": part("wait"), "album": part("album") })
}

async fn campaigns(store: &Store, db: &mut SqliteConnection) -> Vec<Value> {
    let reader = store.reader();
    let mut campaigns = Vec::new();
    for row in
        rows(db, "SELECT id, filled, progress, reported, LENGTH(sealed) AS sealed FROM campaigns ORDER BY id")
            .await
    {
        let id = CampaignId(row["id"].as_i64().expect("an ID"));
        let it = reader.campaign(id).await.expect("read").expect("the campaign is there");
        let says = store.content(id).await.expect("read");
        let says = match &says {
            None => json!("unreadable"),
            Some(content) if matches!(it.kind, CampaignKind::Remind(_)) => {
                assert!(content.by_lang.is_empty(), "campaign {} says nothing of its own", id.0);
                Value::Null
            }
            Some(content) => of_content(content),
        };
        let deliveries = format!(
            "SELECT chat_id, status, reason, at, messages, lang FROM deliveries WHERE campaign = {} ORDER BY chat_id",
            id.0
        );
        let deliveries: Vec<_> = rows(db, &deliveries)
            .await
            .into_iter()
            .map(|row| {
                let status =
                    row["status"].as_u64().and_then(|status| usize::try_from(status).ok()).expect("a status");
                json!([
                    row["chat_id"],
                    DeliveryStatus::ALL[status].code(),
                    row["reason"],
                    row["at"],
                    row["messages"],
                    row["lang"]
                ])
            })
            .collect();
        let since = match it.revision {
            Revision::Original => "stands",
            Revision::Superseded => "changed",
            Revision::Archived => "counted",
        };
        campaigns.push(json!({
            "id": id.0, "author": it.author.0, "job": of_kind(&it.kind), "audience": of_audience(&it.audience),
            "stage": it.stage.code(), "created": it.created.to_string(), "due": it.due.to_string(),
            "touched": it.touched.to_string(), "urgent": it.urgent, "trial": it.trial, "paid": it.paid, "since": since,
            "filled": row["filled"], "progress": row["progress"], "reported": row["reported"], "says": says,
            "tally": tally(store, id).await, "deliveries": deliveries,
        }));
    }
    campaigns
}

async fn tally(store: &Store, id: CampaignId) -> BTreeMap<String, u64> {
    let tally = store.reader().tally(id).await.expect("read");
    let counted = tally.0.into_iter().filter(|(_, count)| *count > 0);
    let key = |(status, reason): (DeliveryStatus, Option<_>)| {
        let reason = reason.map_or(String::new(), |reason: pledge_bot::domain::campaign::Reason| {
            format!(" {}", reason.code())
        });
        format!("{}{reason}", status.code())
    };
    counted.map(|(what, count)| (key(what), count)).collect()
}

async fn deadlines(store: &Store, db: &mut SqliteConnection) -> Value {
    let reader = store.reader();
    let (mut removed, mut drafts) = (Vec::new(), Vec::new());
    for row in rows(db, "SELECT id, stage, touched FROM deadlines ORDER BY id").await {
        match row["stage"].as_str() {
            Some("removed") => {
                let it = reader.removed_deadline(&row["id"].to_string()).await.expect("read").expect("there");
                removed.push(of_deadline(&it));
            }
            Some("draft") => {
                let made = millisecond(&row["touched"]);
                let it = reader.deadline_draft(made).await.expect("read").expect("there");
                drafts.push(json!({ "made": made.to_string(), "replaces": it.replaces, "deadline": of_deadline(&it.deadline) }));
            }
            _ => {}
        }
    }
    let set: Vec<_> = reader.deadlines().await.expect("read").iter().map(of_deadline).collect();
    json!({ "set": set, "removed": removed, "drafts": drafts })
}

fn of_deadline(it: &Deadline) -> Value {
    json!({ "id": it.id, "date": it.date.to_string(), "time": it.time.map(|time| time.to_string()),
            "zone": it.zone.iana_name(), "leads": it.leads, "topic": it.topic.code(), "titles": it.titles })
}

async fn status_entries(store: &Store, db: &mut SqliteConnection) -> Value {
    let reader = store.reader();
    let mut drafts = Vec::new();
    for row in rows(db, "SELECT entered FROM record WHERE NOT shown ORDER BY id").await {
        let made = millisecond(&row["entered"]);
        let it = reader.entry_draft(made).await.expect("read").expect("there");
        drafts.push(json!({ "made": made.to_string(), "entry": of_entry(&it) }));
    }
    let newest_first: Vec<_> = reader.record().await.expect("read").iter().map(of_entry).collect();
    let untold: Vec<_> = reader.untold(Timestamp::MAX).await.expect("read").iter().map(of_entry).collect();
    json!({ "newest_first": newest_first, "untold": untold, "drafts": drafts })
}

fn of_entry(it: &StatusEntry) -> Value {
    json!({ "call": it.call.as_str(), "status": it.status.code(), "date": it.date.to_string(), "notes": it.notes,
            "link": it.link })
}

fn millisecond(value: &Value) -> Timestamp {
    value.as_i64().and_then(|ms| Timestamp::from_millisecond(ms).ok()).expect("a time")
}

fn task(task: InboxTask) -> Value {
    match task {
        InboxTask::Handle(raw) => json!({ "handle": String::from_utf8_lossy(&raw) }),
        InboxTask::Say(json) => json!({ "say": of_replies(&json) }),
        InboxTask::Unreadable => json!("unreadable"),
    }
}

/// Replies that are still to be sent, with the files in them as digests.
fn of_replies(json: &[u8]) -> Value {
    let replies = Reply::from_json(json).expect("today's build reads the replies");
    let files = replies.iter().map(|reply| match reply {
        Reply::Document { content, .. } | Reply::Photo { content, .. } => Some(content.clone()),
        _ => None,
    });
    let files: Vec<_> = files.collect();
    let mut all = serde_json::to_value(&replies).expect("JSON");
    for (reply, file) in all.as_array_mut().expect("a list").iter_mut().zip(files) {
        let Some(file) = file else { continue };
        let fields = reply.as_object_mut().and_then(|reply| reply.values_mut().next()).expect("a reply");
        fields["content"] = json!({ "bytes": file.len(), "sha256": hex::encode(Sha256::digest(&file)) });
    }
    all
}
