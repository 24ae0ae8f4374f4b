//! What came of the calls: the newest state of each, and how it came about.

use std::sync::Arc;

use jiff::civil::Date;

use crate::conversation::{Answered, Context, HandlerError, Screen, calls};
use crate::domain::message::{
    CampaignMessage, Entity, EntityKind, FormattedText, MessageBody, MessageVersions,
};
use crate::domain::{Call, CallStatus, Lang, StatusEntry};
use crate::telegram::Page;
use crate::texts::{Html, Say, Texts};

/// How many entries of a call are shown besides the newest, as far as they fit.
const SHOWN: usize = 5;
/// How long all that is said of a call's state may be, in UTF-16 units: a message has 4096, and the call stands there too.
const LONGEST: usize = 2800;
/// The longest message to subscribers, in UTF-16 units: what follows it is the line at its end.
const NEWS: usize = 3500;

/// All that was found out about the calls.
pub(super) struct Record(Vec<StatusEntry>);

impl Record {
    /// Reads it.
    pub async fn read(visit: &Context) -> Result<Record, HandlerError> {
        Ok(Record(visit.app.store.reader().record().await?))
    }

    /// What was entered about a call, the newest first.
    fn of(&self, call: &Call) -> impl Iterator<Item = &StatusEntry> {
        let id = call.id.clone();
        self.0.iter().filter(move |entry| entry.call == id)
    }

    /// How a call stands.
    pub fn status(&self, call: &Call) -> CallStatus {
        self.of(call).next().map_or(call.status, |entry| entry.status)
    }

    /// The evidence for how a call stands.
    pub fn link<'a>(&'a self, call: &'a Call) -> Option<&'a str> {
        self.of(call).next().map(|entry| entry.link.as_str()).or(call.link.as_deref())
    }

    /// How a call stands, since when and why, and how that came about.
    pub fn outcome(&self, visit: &Context, call: &Call) -> Html {
        let say = visit.say();
        let mut entries = self.of(call).map(|entry| {
            let note = visit.lang.nearest(&entry.notes).map(Html::escaped);
            (entry.status, Some(entry.date), note)
        });
        let (status, since, note) = entries.next().unwrap_or_else(|| own(&say, call));
        let mut lines = vec![say.call_status(&say.status(status))];
        lines.extend(since.map(|date| say.call_since(&say.date(date))));
        lines.extend(note);
        let first = (call.status != CallStatus::NotRecorded && self.of(call).next().is_some())
            .then(|| own(&say, call));
        let earlier: Vec<_> = entries.chain(first).take(SHOWN).collect();
        if !earlier.is_empty() {
            lines.push(say.record_earlier());
            let mut length: usize = lines.iter().map(Html::utf16_len).sum();
            for (status, date, note) in earlier {
                let line = date.map(|date| say.record_entry(&say.date(date), &say.status(status)));
                let entry = Html::lines(line.into_iter().chain(note));
                length += entry.utf16_len();
                if length > LONGEST {
                    break;
                }
                lines.push(entry);
            }
        }
        Html::lines(lines)
    }
}

/// What the pledge's facts say of a call.
fn own(say: &Say<'_>, call: &Call) -> (CallStatus, Option<Date>, Option<Html>) {
    let note = (call.status != CallStatus::NotRecorded).then(|| say.call_note(&call.id));
    (call.status, call.since, note)
}

/// `/record`: what came of each call.
pub(super) async fn open(visit: Arc<Context>) -> Answered {
    let record = Record::read(&visit).await?;
    let (say, pledge) = (visit.say(), &visit.content.pledge);
    let mut parts = vec![say.record_title()];
    parts.extend(pledge.calls.iter().map(|call| {
        let head = calls::line(&say, call, record.status(call));
        let newest = record.of(call).next();
        let since = newest.map(|entry| say.call_since(&say.date(entry.date)));
        Html::lines([head].into_iter().chain(since))
    }));
    let mut rows: Vec<_> = pledge
        .calls
        .iter()
        .map(|call| vec![visit.to(say.call_title(&call.id), Screen::Call(call.id.clone()))])
        .collect();
    rows.extend(visit.is_owner().then(|| vec![visit.enter_record()]));
    rows.push(visit.way_back(&Screen::Record));
    Ok(visit.open(Page { text: Html::paragraphs(parts), rows }))
}

/// The message to subscribers about what was entered, in each language.
pub(super) fn news(content: &Texts, entries: &[StatusEntry]) -> MessageVersions {
    let post = |lang: Lang| {
        let say = content.say(lang);
        let title = say.record_news();
        let mut text = title.clone();
        for entry in entries {
            let known = content.pledge.calls.iter().any(|call| call.id == entry.call);
            let name = if known { say.call_title(&entry.call) } else { entry.call.as_str().to_owned() };
            let status = say.status(entry.status).plain();
            let mut piece = say.record_news_entry(&name, &status, &say.date(entry.date).plain());
            if let Some(note) = lang.nearest(&entry.notes) {
                piece.push('\n');
                piece.push_str(note);
            }
            let piece = format!("\n\n{piece}\n{}", entry.link);
            if text.encode_utf16().count() + piece.encode_utf16().count() > NEWS {
                text.push_str("\n\n");
                text.push_str(&say.record_news_more());
                break;
            }
            text.push_str(&piece);
        }
        let length = title.encode_utf16().count();
        let bold = Entity { kind: EntityKind::Bold, offset: 0, length };
        (lang, CampaignMessage::new(MessageBody::Text(FormattedText { text, entities: vec![bold] })))
    };
    MessageVersions { by_lang: Lang::ALL.map(post).into(), fallback: false }
}
