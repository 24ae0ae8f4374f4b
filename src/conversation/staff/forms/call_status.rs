//! `/record` with a form below it: the status of a call is entered. Nothing is overwritten: a correction is another entry.

use jiff::civil::Date;

use crate::conversation::callback::{Seal, StaffCallback};
use crate::conversation::staff::forms::check::YesButton;
use crate::conversation::staff::forms::form::{FieldError, Form, FormError};
use crate::conversation::staff::forms::{check, form};
use crate::conversation::staff::time;
use crate::conversation::{Answered, Context, Screen, Turn};
use crate::domain::address::parse_address;
use crate::domain::{CallStatus, LocalHour, StatusEntry, visible};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The fields of the form.
const FIELDS: [&str; 7] = ["call", "status", "date", "ky", "ru", "en", "link"];
/// The first day of which anything can be recorded: an earlier one is a slip of typing.
const EARLIEST: Date = jiff::civil::date(2000, 1, 1);

/// `/record` with a form.
pub(in crate::conversation::staff) fn command(context: &Context, text: &str) -> Turn {
    match Form::parse(text, &FIELDS).and_then(|form| read(context, &form)) {
        Ok(entry) => ask(context, &entry, None).change(Change::DraftEntry(Box::new(entry), context.now)),
        Err(error) => explain(context, Some(error.explain(&context.say()))),
    }
}

/// Explains how to enter the status of a call.
pub(in crate::conversation::staff) fn explain(context: &Context, note: Option<Html>) -> Turn {
    let say = context.say();
    let calls = context.texts.pledge.calls.iter();
    let calls = calls.map(|call| say.staff_status_code(call.id.as_str(), &say.call_title(&call.id)));
    let statuses = statuses().map(|status| say.staff_status_code(status.code(), &say.status(status).plain()));
    let template = format!(
        "/record\ncall: \nstatus: \ndate: {}\nky: \nru: \nen: \nlink: https://",
        LocalHour::default().day(context.now)
    );
    let parts = [
        say.staff_status_how(),
        Html::pre(&template),
        Html::lines([say.staff_status_calls()].into_iter().chain(calls)),
        Html::lines([say.staff_status_statuses()].into_iter().chain(statuses)),
    ];
    let rows = vec![vec![context.to(say.button_calls(), Screen::Calls)]];
    context.show(Page { text: Html::paragraphs(note.into_iter().chain(parts)), rows })
}

/// The statuses that can be entered: all except the one that says that nothing is recorded, which is no finding.
fn statuses() -> impl Iterator<Item = CallStatus> {
    CallStatus::ALL.into_iter().filter(|status| *status != CallStatus::NotRecorded)
}

fn read(context: &Context, form: &Form) -> Result<StatusEntry, FormError> {
    let calls = &context.texts.pledge.calls;
    let call = |text: &str| form::by_code(text, calls, |call| call.id.as_str());
    let status = |text: &str| form::by_code(text, statuses(), |status| status.code());
    let today = LocalHour::default().day(context.now);
    let past = |text: &str| {
        let date = time::date(text).map_err(FieldError::Date)?;
        if (EARLIEST..=today).contains(&date) { Ok(date) } else { Err(FieldError::Range) }
    };
    let link = |text: &str| {
        let url = parse_address(&visible::bare_line(text)).map_err(|_| FieldError::Value)?;
        if url.starts_with("https://") && url.len() <= 512 { Ok(url) } else { Err(FieldError::Value) }
    };
    Ok(StatusEntry {
        call: form.needed("call", call)?.id.clone(),
        status: form.needed("status", status)?,
        date: form.needed("date", past)?,
        notes: form.texts(None, form::NOTE)?,
        link: form.needed("link", link)?,
    })
}

/// Shows the entry, and asks whether to publish it.
fn ask(context: &Context, entry: &StatusEntry, note: Option<Html>) -> Turn {
    let say = context.say();
    let head = say.calls_line(&say.call_title(&entry.call), &say.status(entry.status));
    let lines = [head, say.call_since(&say.date(entry.date))]
        .into_iter()
        .chain(check::text_lines(context, &entry.notes))
        .chain([Html::escaped(&entry.link)]);
    let text = Html::paragraphs(note.into_iter().chain([say.staff_status_ask(), Html::lines(lines)]));
    let yes = YesButton { label: say.button_status_yes(), callback: StaffCallback::ShowEntry };
    check::ask(context, text, yes, bound(entry))
}

/// Everything that the button is bound to.
fn bound(entry: &StatusEntry) -> String {
    format!("{entry:?}")
}

/// The draft is published.
pub(in crate::conversation::staff) async fn shown(context: &Context, seal: &Seal) -> Answered {
    let say = context.say();
    let Some(entry) = context.app.store.reader().entry_draft(context.chat.id).await? else {
        return Ok(check::gone(context));
    };
    if let Some(note) = check::objection(context, seal, bound(&entry)) {
        return Ok(ask(context, &entry, Some(note)));
    }
    let rows = vec![vec![context.to(say.button_calls(), Screen::Calls)]];
    let page = Page { text: say.staff_status_entered(), rows };
    Ok(context.show(page).change(Change::ShowEntry(context.now)))
}
