//! `/audit`: what was done with the bot, by whom and when.
//!
//! ```text
//! — /audit
//! ‹ Audit log. 12. 25 November, 11:00 · Айгүл  Sending of a broadcast: №4 …   [Older ›] [By person] [By kind] [For staff]
//! — [By kind]
//! ‹ What are you looking for?                                [Broadcasts] [Deadlines and statuses] [Files and keys] …
//! ```

use crate::conversation::callback::StaffCallback;
use crate::conversation::{Answered, Context, Turn, keyboard};
use crate::domain::audit::{AuditEntry, AuditFilter, DeedGroup, DeedObject, DeedRecord, DeedResult, Doer};
use crate::domain::message::Button;
use crate::store::ReadEntry;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The number of entries on a page: they fit a phone.
const SHOWN: usize = 6;
/// The most people who are offered to look for.
const DOERS: usize = 50;

/// The newest entries that are looked for, before this number if there is one.
pub(super) async fn show(context: &Context, filter: &AuditFilter, before: Option<i64>) -> Answered {
    let (say, store) = (context.say(), &context.app.store);
    let page = store.audit(filter, before, SHOWN).await?;
    let only = only(context, filter).await?.map(|only| say.audit_only(&only));
    let mut parts: Vec<_> = [Some(say.audit_title()), only].into_iter().flatten().collect();
    parts.extend(page.entries.iter().map(|entry| about(context, entry)));
    if page.entries.is_empty() {
        parts.push(say.audit_none());
    } else {
        parts.push(say.campaign_list_times());
    }
    if let Some(head) = store.reader().audit_head().await?.filter(|_| before.is_none()) {
        parts.push(say.audit_head(&Html::code(&head.hash.to_string())));
    }
    let audit = |label, filter: &AuditFilter, before| {
        context.staff_button(label, StaffCallback::Audit(filter.clone(), before))
    };
    let last = page.entries.last().filter(|_| page.has_older).map(|last| last.number);
    let newest = before.map(|_| audit(say.button_audit_newest(), filter, None));
    let older = last.map(|last| audit(say.campaign_button_older(), filter, Some(last)));
    let all =
        (*filter != AuditFilter::All).then(|| vec![audit(say.button_audit_all(), &AuditFilter::All, None)]);
    let by = vec![
        context.staff_button(say.button_audit_doers(), StaffCallback::AuditDoers),
        context.staff_button(say.button_audit_groups(), StaffCallback::AuditGroups),
    ];
    let turning: Vec<_> = newest.into_iter().chain(older).collect();
    let rows = [turning].into_iter().filter(|row| !row.is_empty()).chain(all);
    let rows = rows.chain([by, context.way_to_panel(None)]).collect();
    Ok(context.show(Page { text: Html::paragraphs(parts), rows }))
}

/// Asks whose deeds to show.
pub(super) async fn ask_doer(context: &Context) -> Answered {
    let say = context.say();
    let doers = context.app.store.audit_doers(DOERS).await?;
    let button = |doer: &Doer| {
        let filter = AuditFilter::Doer(doer.code());
        let label = keyboard::fitting(&name(&say, doer));
        vec![context.staff_button(label, StaffCallback::Audit(filter, None))]
    };
    let rows = doers.iter().map(button).chain([way_to_log(context)]).collect();
    Ok(context.show(Page { text: say.audit_ask_doer(), rows }))
}

/// Asks which deeds to show.
pub(super) fn ask_group(context: &Context) -> Turn {
    let say = context.say();
    let group = |group| (say.audit_group(group), AuditFilter::Group(group));
    let filters =
        DeedGroup::ALL.map(group).into_iter().chain([(say.button_audit_undone(), AuditFilter::NotDone)]);
    let rows = filters
        .map(|(label, filter)| vec![context.staff_button(label, StaffCallback::Audit(filter, None))])
        .chain([way_to_log(context)])
        .collect();
    context.show(Page { text: say.audit_ask_group(), rows })
}

/// The last row of the questions: the whole log, and the panel.
fn way_to_log(context: &Context) -> Vec<Button> {
    let log = context.staff_button(context.say().button_back(), StaffCallback::Audit(AuditFilter::All, None));
    context.way_to_panel(Some(log))
}

/// The words for what is looked for; `None` for the whole log.
async fn only(context: &Context, filter: &AuditFilter) -> Result<Option<String>, crate::store::StoreError> {
    let say = context.say();
    Ok(match filter {
        AuditFilter::All => None,
        AuditFilter::Group(group) => Some(say.audit_group(*group)),
        AuditFilter::NotDone => Some(say.button_audit_undone()),
        AuditFilter::Doer(code) => {
            let doers = context.app.store.audit_doers(DOERS).await?;
            doers.iter().find(|doer| doer.code() == *code).map(|doer| name(&say, doer))
        }
    })
}

/// An entry: its number, its time, who did what, and the result unless it was done.
fn about(context: &Context, ReadEntry { number, entry }: &ReadEntry) -> Html {
    let say = context.say();
    match entry {
        Some(AuditEntry { at, doer, record }) => {
            let (when, who) = (context.clock().short(*at), name(&say, doer));
            say.audit_entry(*number, &when, &who, &what(context, record))
        }
        None => say.audit_altered(*number),
    }
}

fn what(context: &Context, DeedRecord { deed, on, result }: &DeedRecord) -> String {
    let say = context.say();
    let deed = say.audit_deed(*deed);
    let what = match on {
        Some(on) => say.audit_what(&deed, &object(context, on)),
        None => deed,
    };
    match result {
        DeedResult::Done => what,
        DeedResult::NoEffect | DeedResult::Stopped | DeedResult::Failed | DeedResult::Refused => {
            say.audit_what_result(&what, &say.audit_result(*result))
        }
    }
}

fn object(context: &Context, on: &DeedObject) -> String {
    let say = context.say();
    match on {
        DeedObject::Campaign(id) => say.audit_number(&id.0.to_string()),
        DeedObject::Deadline(id) => say.audit_number(id),
        // An earlier version of the facts may have had calls that are gone.
        DeedObject::Call(id) if context.texts.pledge.calls.iter().any(|call| call.id == *id) => {
            say.call_title(id)
        }
        DeedObject::Call(id) => id.as_str().to_owned(),
        DeedObject::Person(person) => person.clone(),
    }
}

fn name(say: &Say<'_>, doer: &Doer) -> String {
    match doer {
        Doer::Staff { tag, alias, role } => {
            let alias = if alias.is_empty() { say.audit_doer_staff(tag) } else { alias.clone() };
            role.map_or_else(|| alias.clone(), |role| say.audit_doer(&alias, &say.audit_role(role)))
        }
        Doer::CommandLine => say.audit_doer_command_line(),
        Doer::Bot => say.audit_doer_bot(),
    }
}
