//! The calls: to whom, what, what came of it, and a ready text to send on.

use std::sync::Arc;

use crate::conversation::record::Record;
use crate::conversation::{Answered, Context, Screen, keyboard};
use crate::domain::message::{Button, ButtonAction};
use crate::domain::{Addressee, Call, CallId, CallStatus, Lang};
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// All calls with what came of each, by addressee.
pub(super) async fn list(visit: Arc<Context>) -> Answered {
    let record = Record::read(&visit).await?;
    Ok(visit.open(all(&visit, &record)))
}

fn all(visit: &Context, record: &Record) -> Page {
    let (say, calls) = (visit.say(), &visit.content.pledge.calls);
    let mut parts = vec![say.calls_intro()];
    let mut rows = Vec::new();
    for addressee in Addressee::ALL {
        let theirs: Vec<_> = calls.iter().filter(|call| call.addressee == addressee).collect();
        if theirs.is_empty() {
            continue;
        }
        let lines = theirs.iter().map(|call| line(&say, call, record.status(call)));
        parts.push(Html::lines([say.calls_addressee(addressee)].into_iter().chain(lines)));
        rows.extend(
            theirs.iter().map(|call| vec![visit.to(say.call_title(&call.id), Screen::Call(call.id.clone()))]),
        );
    }
    rows.push(visit.way_back(&Screen::Calls));
    Page { text: Html::paragraphs(parts), rows }
}

/// A call and what came of it, on one line.
pub(super) fn line(say: &Say<'_>, call: &Call, status: CallStatus) -> Html {
    say.calls_line(&say.call_title(&call.id), &say.status(status))
}

/// One call. A link to one that is no longer there leads to the list.
pub(super) async fn one(visit: Arc<Context>, id: CallId) -> Answered {
    let record = Record::read(&visit).await?;
    let call = visit.content.pledge.calls.iter().find(|call| call.id == id);
    Ok(visit.open(match call {
        Some(call) => page(&visit, call, &record),
        None => all(&visit, &record),
    }))
}

fn page(visit: &Context, call: &Call, record: &Record) -> Page {
    let say = visit.say();
    let mut parts = vec![say.calls_addressee(call.addressee), say.call_text(&call.id)];
    if visit.lang != Lang::En {
        parts.push(say.pledge_unofficial());
    }
    parts.push(record.outcome(visit, call));

    let screen = Screen::Call(call.id.clone());
    let text = say.call_send(&call.id);
    let mut send = Vec::new();
    if text.encode_utf16().count() <= ButtonAction::COPY_MAX {
        send.push(Button { label: say.button_copy(), action: ButtonAction::Copy(text.clone()) });
    } else {
        parts.push(Html::lines([say.call_ready(), Html::pre(&text)]));
    }
    send.push(keyboard::link(say.button_share(), keyboard::share_link(&visit.app.deep_link(&screen), &text)));

    let mut rows = vec![send];
    let evidence = record.link(call).and_then(|link| link.parse().ok());
    rows.extend(evidence.map(|link| vec![keyboard::link(say.button_evidence(), link)]));
    rows.push(visit.way_back(&screen));
    Page { text: Html::paragraphs(parts), rows }
}
