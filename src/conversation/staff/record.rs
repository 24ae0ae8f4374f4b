//! `/record` with a form below it: what came of a call is entered. Nothing is overwritten: a correction is another entry.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::form;
use crate::conversation::staff::form::{Form, Why, Wrong, fault, whole};
use crate::conversation::{Answered, Context, Screen, Turn};
use crate::domain::{CallStatus, LocalHour, StatusEntry};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The fields of the form.
const FIELDS: [&str; 7] = ["call", "status", "date", "ky", "ru", "en", "link"];

/// `/record` with something behind it.
pub(super) fn command(visit: &Context, text: &str) -> Turn {
    let read = Form::parse(text, &FIELDS).and_then(|form| read(visit, &form));
    match read {
        Ok(entry) => check(visit, entry),
        Err(wrong) => explain(visit, Some(fault(&visit.say(), &wrong))),
    }
}

/// How to enter what came of a call.
pub(super) fn explain(visit: &Context, note: Option<Html>) -> Turn {
    let say = visit.say();
    let calls = visit.texts.pledge.calls.iter();
    let calls = calls.map(|call| say.record_code(call.id.as_str(), &say.call_title(&call.id)));
    let statuses = statuses().map(|status| say.record_code(status.code(), &say.status(status).plain()));
    let template = format!(
        "/record\ncall: \nstatus: \ndate: {}\nky: \nru: \nen: \nlink: https://",
        LocalHour::default().day(visit.now)
    );
    let parts = [
        say.record_how(),
        Html::pre(&template),
        Html::lines([say.record_calls()].into_iter().chain(calls)),
        Html::lines([say.record_statuses()].into_iter().chain(statuses)),
    ];
    let rows = vec![vec![visit.to(say.button_record(), Screen::Record)]];
    visit.open(Page { text: Html::paragraphs(note.into_iter().chain(parts)), rows })
}

/// What can be entered: that nothing is recorded is no finding.
fn statuses() -> impl Iterator<Item = CallStatus> {
    CallStatus::ALL.into_iter().filter(|status| *status != CallStatus::NotRecorded)
}

fn read(visit: &Context, form: &Form) -> Result<StatusEntry, Wrong> {
    let calls = &visit.texts.pledge.calls;
    let call = |id: &str| calls.iter().find(|call| call.id.as_str() == id).ok_or(Why::Value);
    let status = |code: &str| statuses().find(|status| status.code() == code).ok_or(Why::Value);
    let today = LocalHour::default().day(visit.now);
    let past = |text: &str| {
        form::date(text).and_then(|date: Date| if date > today { Err(Why::Range) } else { Ok(date) })
    };
    let link = |text: &str| {
        let url = reqwest::Url::parse(text).map_err(|_| Why::Value)?;
        let fits = url.scheme() == "https" && url.host_str().is_some_and(|host| host.contains('.'));
        if fits && text.len() <= 512 { Ok(url.to_string()) } else { Err(Why::Value) }
    };
    Ok(StatusEntry {
        call: form.needed("call", call)?.id.clone(),
        status: form.needed("status", status)?,
        date: form.needed("date", past)?,
        notes: form.texts(None, form::NOTE)?,
        link: form.needed("link", link)?,
    })
}

/// Shows what would be entered, and asks.
fn check(visit: &Context, entry: StatusEntry) -> Turn {
    let say = visit.say();
    let made = whole(visit.now);
    let head = say.calls_line(&say.call_title(&entry.call), &say.status(entry.status));
    let notes = entry
        .notes
        .iter()
        .map(|(lang, note)| say.deadlines_line_title(&visit.texts.say(*lang).language_name(), note));
    let lines = [head, say.call_since(&say.date(entry.date))].into_iter().chain(notes);
    let lines = lines.chain([Html::escaped(&entry.link)]);
    let page = Page {
        text: Html::paragraphs([say.record_ask(), Html::lines(lines)]),
        rows: vec![vec![
            visit.tap(say.button_record_yes(), StaffCallback::ShowEntry(made)),
            visit.tap(say.button_form_discard(), StaffCallback::DropForms),
        ]],
    };
    visit.open(page).change(Change::DraftEntry(Box::new(entry), made))
}

/// The draft is shown to everybody.
pub(super) async fn shown(visit: &Context, made: Timestamp) -> Answered {
    let say = visit.say();
    if visit.app.store.reader().entry_draft(made).await?.is_none() {
        return Ok(visit.toast(say.desk_gone_toast()));
    }
    let rows = vec![vec![visit.to(say.button_record(), Screen::Record)]];
    let page = Page { text: say.record_entered(), rows };
    Ok(visit.open(page).change(Change::ShowEntry(made, visit.now)))
}

/// What was about to be set or entered is dropped.
pub(super) fn dropped(visit: &Context) -> Turn {
    let say = visit.say();
    let rows = vec![
        vec![
            visit.tap(say.button_deadlines(), StaffCallback::Deadlines),
            visit.to(say.button_record(), Screen::Record),
        ],
        vec![visit.to(say.button_home(), Screen::Home)],
    ];
    let page = Page { text: say.form_dropped(), rows };
    visit.open(page).change(Change::DropDeadlineDraft).change(Change::DropEntryDraft)
}
