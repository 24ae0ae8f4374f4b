//! The status of the calls: the newest entry of each, and those before it.

use jiff::civil::Date;

use crate::conversation::callback::{Callback, StaffCallback};
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::{Answered, HandlerError};
use crate::domain::message::Button;
use crate::domain::{Call, CallStatus, StatusEntry};
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// How many entries of a call are shown besides the newest, as far as they fit.
const SHOWN: usize = 5;
/// The longest text about a call's status, in UTF-16 units: a message has 4096, and the call itself stands there too, with a
/// text to send on.
const LONGEST: usize = 2600;

/// The status entries of all calls.
pub(crate) struct CallStatuses(Vec<StatusEntry>);

impl CallStatuses {
    /// Reads them.
    pub(crate) async fn read(context: &Context) -> Result<CallStatuses, HandlerError> {
        Ok(CallStatuses(context.app.store.reader().record().await?))
    }

    /// The entries of a call, the newest first.
    fn of(&self, call: &Call) -> impl Iterator<Item = &StatusEntry> {
        let id = call.id.clone();
        self.0.iter().filter(move |entry| entry.call == id)
    }

    /// The status of a call.
    pub(crate) fn status(&self, call: &Call) -> CallStatus {
        self.of(call).next().map_or(call.status, |entry| entry.status)
    }

    /// The evidence for the status of a call.
    pub(crate) fn link<'a>(&'a self, call: &'a Call) -> Option<&'a str> {
        self.of(call).next().map(|entry| entry.link.as_str()).or(call.link.as_deref())
    }

    /// The status of a call, since when and why, and the entries before it.
    pub(crate) fn outcome(&self, context: &Context, call: &Call) -> Html {
        let say = context.say();
        let mut entries = self.of(call).map(|entry| {
            let note = context.lang.nearest(&entry.notes).map(Html::escaped);
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
            lines.push(say.statuses_earlier());
            let mut length: usize = lines.iter().map(Html::utf16_len).sum();
            for (status, date, note) in earlier {
                let line = date.map(|date| say.statuses_entry(&say.date(date), &say.status(status)));
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

/// A call and its status, on one line.
pub(crate) fn line(say: &Say<'_>, call: &Call, status: CallStatus) -> Html {
    say.calls_line(&say.call_title(&call.id), &say.status(status))
}

/// The status in the pledge's facts.
fn own(say: &Say<'_>, call: &Call) -> (CallStatus, Option<Date>, Option<Html>) {
    let note = (call.status != CallStatus::NotRecorded).then(|| say.call_note(&call.id));
    (call.status, call.since, note)
}

/// `/record`: the status of each call.
pub(crate) async fn open(context: &Context) -> Answered {
    let statuses = CallStatuses::read(context).await?;
    let (say, pledge) = (context.say(), &context.texts.pledge);
    let mut parts = vec![say.statuses_title()];
    parts.extend(pledge.calls.iter().map(|call| {
        let head = line(&say, call, statuses.status(call));
        let newest = statuses.of(call).next();
        let since = newest.map(|entry| say.call_since(&say.date(entry.date)));
        Html::lines([head].into_iter().chain(since))
    }));
    let mut rows: Vec<_> = pledge
        .calls
        .iter()
        .map(|call| vec![context.to(say.call_title(&call.id), Screen::Call(call.id.clone()))])
        .collect();
    rows.extend(context.is_staff().then(|| vec![enter(context)]));
    rows.push(context.way_back(&Screen::Record));
    Ok(context.open(Page { text: Html::paragraphs(parts), rows }))
}

/// The button that explains to staff how to enter a status.
fn enter(context: &Context) -> Button {
    context.button(context.say().button_status_enter(), &Callback::Staff(StaffCallback::Record))
}
