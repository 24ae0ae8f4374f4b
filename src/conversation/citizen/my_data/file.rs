//! The stored data about a person as JSON. The names are English and never change; codes are those of ISO 639-1 and
//! ISO 3166-2, times those of RFC 3339 in UTC, and days those of Bishkek. Sealed data is named as such: the bot can't open it, or need not.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::conversation::citizen::my_data::pages;
use crate::conversation::context::Context;
use crate::domain::campaign::Reason;
use crate::domain::reminder::Snooze;
use crate::domain::{Lang, Retention, Supporter};
use crate::store;
use crate::store::{PersonalData, SavedSignUp};

/// The file's name.
pub(super) const NAME: &str = "mydata.json";

/// The version of these names; it rises when a name changes its meaning or is removed.
const FORMAT: u32 = 2;

#[derive(Serialize)]
struct DataFile<'a> {
    format: u32,
    made_at: Timestamp,
    bot: &'a str,
    chat: DataChat,
    topics: Vec<DataTopic>,
    /// `null` while no topic is on.
    reminders: Option<DataReminders>,
    /// `null` if the person is no supporter.
    support: Option<DataSupport>,
    unfinished_sign_up: Option<DataUnfinishedSignUp>,
    /// The messages whose IDs are kept so that they can be deleted on request.
    messages: Vec<DataMessage>,
    /// The campaigns that were sent to this chat, or will be.
    deliveries: Vec<DataDelivery>,
    /// A draft of a broadcast; only staff have one.
    draft: &'static str,
    /// Forms of a deadline or of a status under way; only staff have any.
    forms: &'static str,
}

#[derive(Serialize)]
struct DataChat {
    /// Telegram's ID of the account, which a person and their private chat share.
    id: i64,
    kind: &'static str,
    language: Option<&'static str>,
    /// The language of the command menu, if it was set for this chat alone.
    menu_language: Option<&'static str>,
    /// The newest message with buttons.
    screen_message_id: Option<i32>,
    /// When the bot said last that an edited message does not count.
    told_of_edits_at: Option<Timestamp>,
    /// Whether the bot can write to it.
    active: bool,
}

#[derive(Serialize)]
struct DataTopic {
    topic: &'static str,
    since: Timestamp,
}

#[derive(Serialize)]
struct DataReminders {
    which: &'static str,
    /// 0 to 23, by the clocks of the zone.
    hour: i8,
    /// An IANA name.
    zone: String,
    put_off: Vec<DataSnooze>,
}

#[derive(Serialize)]
struct DataSnooze {
    deadline: String,
    until: Timestamp,
}

#[derive(Serialize)]
struct DataSupport {
    /// A day, such as `2026-11-28`.
    since: Date,
    kind: &'static str,
    region: &'static str,
    consent_version: u32,
    /// A day, too.
    consented_on: Date,
    /// The number by which the sealed data is known to be this supporter's.
    number: i64,
    name: &'static str,
    publish_name: bool,
    contact: &'static str,
    /// Earlier versions sealed the two together.
    name_and_contact: &'static str,
}

#[derive(Serialize)]
struct DataUnfinishedSignUp {
    /// `null` if the seal can't be opened any more, as are the fields that follow.
    started_at: Option<Timestamp>,
    deleted_at: Option<Timestamp>,
    step: Option<&'static str>,
    answers: &'static str,
}

#[derive(Serialize)]
struct DataMessage {
    id: i32,
    since: Timestamp,
    number_deleted_at: Timestamp,
}

#[derive(Serialize)]
struct DataDelivery {
    campaign: i64,
    status: &'static str,
    reason: Option<&'static str>,
    at: Timestamp,
    message_ids: Vec<i32>,
}

/// The data is stored, and readable only with a key.
const SEALED: &str = "sealed";
/// There is no such data.
const NONE: &str = "none";

/// The file's content.
pub(super) fn content(context: &Context, kept: &PersonalData) -> String {
    let chat = &context.chat;
    let file = DataFile {
        format: FORMAT,
        made_at: whole(context.now),
        bot: &context.app.bot_name,
        chat: DataChat {
            id: chat.id.telegram_number(),
            kind: chat.kind.code(),
            language: chat.lang.map(Lang::code),
            menu_language: chat.menu.map(|menu| menu.lang.code()),
            screen_message_id: chat.screen.map(|id| id.0),
            told_of_edits_at: chat.edits_told.map(whole),
            active: chat.active,
        },
        topics: kept
            .topics
            .iter()
            .map(|(topic, since)| DataTopic { topic: topic.code(), since: *since })
            .collect(),
        reminders: reminders(kept),
        support: context.supporter.as_ref().map(support),
        unfinished_sign_up: unfinished(context),
        messages: kept.messages.iter().map(|(id, since)| message(id.0, *since)).collect(),
        deliveries: kept.deliveries.iter().map(delivery).collect(),
        draft: if kept.draft { SEALED } else { NONE },
        forms: if kept.forms { SEALED } else { NONE },
    };
    serde_json::to_string_pretty(&file).expect("plain data with string keys")
}

fn reminders(kept: &PersonalData) -> Option<DataReminders> {
    let wish = kept.reminders.as_ref()?;
    let put_off = |snooze: &Snooze| DataSnooze { deadline: snooze.deadline.clone(), until: snooze.due };
    Some(DataReminders {
        which: wish.scope.code(),
        hour: wish.hour.hour(),
        zone: wish.hour.zone_name().to_owned(),
        put_off: kept.snoozes.iter().map(put_off).collect(),
    })
}

fn support(supporter: &Supporter) -> DataSupport {
    let is_sealed = |document: &Option<Vec<u8>>| if document.is_some() { SEALED } else { NONE };
    DataSupport {
        since: supporter.supported_on,
        kind: supporter.kind.code(),
        region: supporter.region.code(),
        consent_version: supporter.consent,
        consented_on: supporter.consented_on,
        number: supporter.number,
        name: is_sealed(&supporter.name),
        publish_name: supporter.publish,
        contact: is_sealed(&supporter.contact),
        name_and_contact: is_sealed(&supporter.joint),
    }
}

fn unfinished(context: &Context) -> Option<DataUnfinishedSignUp> {
    match &context.sign_up {
        SavedSignUp::None => None,
        SavedSignUp::SignUp(sign_up) => Some(DataUnfinishedSignUp {
            started_at: Some(whole(sign_up.started)),
            deleted_at: Some(whole(pages::end(context, sign_up))),
            step: Some(sign_up.step.code()),
            answers: SEALED,
        }),
        SavedSignUp::Unreadable => {
            Some(DataUnfinishedSignUp { started_at: None, deleted_at: None, step: None, answers: SEALED })
        }
    }
}

fn message(id: i32, since: Timestamp) -> DataMessage {
    let end = since.saturating_add(Retention::MESSAGES).unwrap_or(Timestamp::MAX);
    DataMessage { id, since, number_deleted_at: end }
}

fn delivery(delivery: &store::PastDelivery) -> DataDelivery {
    DataDelivery {
        campaign: delivery.campaign.0,
        status: delivery.status.code(),
        reason: delivery.reason.map(Reason::code),
        at: delivery.at,
        message_ids: delivery.messages.iter().map(|id| id.0).collect(),
    }
}

/// Without fractions of a second, which mean nothing here.
fn whole(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}
