//! The status of the calls: the newest entry of each, and those before it.

use jiff::civil::Date;

use crate::conversation::context::Context;
use crate::conversation::turn::HandlerError;
use crate::domain::{Call, CallStatus, StatusEntry};
use crate::texts::{Html, Say};

/// How many entries of a call are shown besides the newest, as far as they fit.
const SHOWN: usize = 5;
/// The longest text about a call's status, in UTF-16 units: a message has 4096, and the call itself stands there too.
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

    /// The status of a call; `None` while there is no information about it.
    pub(crate) fn status(&self, call: &Call) -> Option<CallStatus> {
        let status = self.of(call).next().map_or(call.status, |entry| entry.status);
        Some(status).filter(|status| *status != CallStatus::NotRecorded)
    }

    /// The calls of which something is known, with their status.
    pub(crate) fn known<'a>(&self, calls: &'a [Call]) -> Vec<(&'a Call, CallStatus)> {
        calls.iter().filter_map(|call| Some((call, self.status(call)?))).collect()
    }

    /// Says once that there is no information about the calls, or about the rest of them; `None` where each has a status.
    pub(crate) fn unknown(&self, say: &Say<'_>, calls: &[Call]) -> Option<Html> {
        let known = self.known(calls).len();
        let rest = || if known == 0 { say.calls_unknown() } else { say.calls_unknown_rest() };
        (known < calls.len()).then(rest)
    }

    /// The evidence for the status of a call.
    pub(crate) fn link<'a>(&'a self, call: &'a Call) -> Option<&'a str> {
        self.of(call).next().map(|entry| entry.link.as_str()).or(call.link.as_deref())
    }

    /// The status of a call, since when and why, and the entries before it. While nothing is known, it says who will tell.
    pub(crate) fn outcome(&self, context: &Context, call: &Call) -> Html {
        let say = context.say();
        let Some(status) = self.status(call) else {
            return Html::lines([
                say.call_status(&say.status(CallStatus::NotRecorded)),
                say.calls_reporter(),
            ]);
        };
        let entered = self.of(call).map(|entry| {
            let note = context.lang.nearest(&entry.notes).map(Html::escaped);
            (entry.status, Some(entry.date), note)
        });
        let own = (call.status != CallStatus::NotRecorded)
            .then(|| (call.status, call.since, Some(say.call_note(&call.id))));
        let mut entries = entered.chain(own);
        let (_, since, note) = entries.next().unwrap_or((status, None, None));
        let mut lines = vec![say.call_status(&say.status(status))];
        lines.extend(since.map(|date| say.call_since(&say.date(date))));
        lines.extend(note);
        let room = LONGEST.saturating_sub(lines.iter().map(Html::utf16_len).sum());
        lines.extend(earlier(&say, entries.take(SHOWN), room));
        Html::lines(lines)
    }
}

/// The entries before the newest one, as many as fit, folded up.
fn earlier(
    say: &Say<'_>,
    entries: impl Iterator<Item = (CallStatus, Option<Date>, Option<Html>)>,
    mut room: usize,
) -> Vec<Html> {
    let mut lines = Vec::new();
    for (status, date, note) in entries {
        let line = date.map(|date| say.statuses_entry(&say.date(date), &say.status(status)));
        let entry = Html::lines(line.into_iter().chain(note));
        if entry.utf16_len() > room {
            break;
        }
        room -= entry.utf16_len();
        lines.push(entry);
    }
    if lines.is_empty() {
        return lines;
    }
    vec![say.statuses_earlier(), Html::folded(&Html::lines(lines))]
}

/// A call on one line, with its status where that is known.
pub(crate) fn line(say: &Say<'_>, call: &Call, status: Option<CallStatus>) -> Html {
    let title = say.call_title(&call.id);
    match status {
        Some(status) => say.calls_line(&title, &say.status(status)),
        None => say.calls_line_unknown(&title),
    }
}
