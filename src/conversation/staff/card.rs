//! The draft as a whole: what there is, whom it goes to, and the ways to change it.

use crate::conversation::callback::{DraftAction, StaffCallback};
use crate::conversation::staff::draft::Wait;
use crate::conversation::staff::time::NotATime;
use crate::conversation::staff::{Draft, summary, time};
use crate::conversation::{Answered, Context, HandlerError, Screen, Turn};
use crate::domain::Lang;
use crate::domain::message::Button;
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// `/broadcast`: the draft under way, or a new one.
pub(super) async fn open(visit: &Context) -> Answered {
    let draft = visit.draft.as_ref().map_or_else(|| Draft::begin(visit.now), Draft::resting);
    show(visit, &draft, None).await
}

/// Shows the draft, under a note where there is something to say.
pub(super) async fn show(visit: &Context, draft: &Draft, note: Option<Html>) -> Answered {
    Ok(visit.keep(page(visit, draft, note).await?, draft))
}

/// The page of a draft.
pub(super) async fn page(visit: &Context, draft: &Draft, note: Option<Html>) -> Result<Page, HandlerError> {
    let say = visit.say();
    let recipients = summary::recipients(visit, draft).await?;
    let title = match draft.corrects() {
        Some(id) => say.desk_title_correction(id.0),
        None => say.desk_title(),
    };
    let parts = [
        title,
        summary::versions(visit, draft),
        summary::recipients_lines(visit, draft, recipients),
        summary::sending(visit, draft),
    ];
    let cost = summary::is_paid(visit, draft).then(|| summary::cost(visit, draft, recipients.number));
    let mut rows = versions(visit, draft);
    if draft.corrects().is_none() {
        rows.extend(settings(visit, draft));
    }
    if !draft.content.by_lang.is_empty() {
        rows.push(vec![
            visit.tap_draft(say.desk_button_preview(), draft, DraftAction::Preview),
            visit.tap_draft(say.desk_button_confirm(), draft, DraftAction::Confirm),
        ]);
    }
    rows.push(vec![
        visit.tap_draft(say.desk_button_discard(), draft, DraftAction::AskDiscard),
        visit.tap(say.desk_button_campaigns(), StaffCallback::Campaigns),
    ]);
    rows.push(vec![visit.to(say.button_home(), Screen::Home)]);
    Ok(Page { text: Html::paragraphs(note.into_iter().chain(parts).chain(cost)), rows })
}

/// One button a version; a correction has those that there were.
fn versions(visit: &Context, draft: &Draft) -> Vec<Vec<Button>> {
    let say = visit.say();
    let button = |lang: Lang| {
        let name = visit.texts.say(lang).language_name();
        let label = match draft.version(lang) {
            Some(_) => say.desk_button_has(&name),
            None if draft.corrects().is_some() => return None,
            None => say.desk_button_lacks(&name),
        };
        Some(visit.tap_draft(label, draft, DraftAction::Version(lang)))
    };
    vec![Lang::ALL.into_iter().filter_map(button).collect()]
}

fn settings(visit: &Context, draft: &Draft) -> Vec<Vec<Button>> {
    let say = visit.say();
    let mut rows = Vec::new();
    if draft.is_partial() {
        let (label, on) = if draft.content.fallback {
            (say.desk_button_no_fallback(), false)
        } else {
            (say.desk_button_fallback(), true)
        };
        rows.push(vec![visit.tap_draft(label, draft, DraftAction::Fallback(on))]);
    }
    rows.push(vec![
        visit.tap_draft(say.desk_button_audience(), draft, DraftAction::Audience),
        visit.tap_draft(say.desk_button_time(), draft, DraftAction::Time),
    ]);
    let urgent = if draft.urgent { say.desk_button_quiet() } else { say.desk_button_urgent() };
    rows.push(vec![visit.tap_draft(urgent, draft, DraftAction::Urgent(!draft.urgent))]);
    let trial = if draft.trial { say.desk_button_no_trial() } else { say.desk_button_trial() };
    rows.push(vec![visit.tap_draft(trial, draft, DraftAction::Trial(!draft.trial))]);
    rows
}

/// Asks when to send it.
pub(super) fn ask_time(visit: &Context, draft: &Draft, refused: Option<NotATime>) -> Turn {
    let say = visit.say();
    let example = time::example(visit.now);
    let note = refused.map(|refused| match refused {
        NotATime::Shape => say.desk_time_shape(),
        NotATime::Past => say.desk_time_past(),
        NotATime::Far => say.desk_time_far(),
    });
    let parts = [say.desk_time_ask(&example), time::line(&say, draft.due)];
    let page = Page {
        text: Html::paragraphs(note.into_iter().chain(parts)),
        rows: vec![
            vec![visit.tap_draft(say.desk_button_now(), draft, DraftAction::Now)],
            vec![visit.tap_draft(say.desk_button_draft(), draft, DraftAction::Card)],
        ],
    };
    visit.keep(page, &draft.waiting(Wait::Time))
}

/// Asks whether to drop the draft.
pub(super) fn ask_discard(visit: &Context, draft: &Draft) -> Turn {
    let say = visit.say();
    let page = Page {
        text: Html::paragraphs([say.desk_discard_ask(), summary::versions(visit, draft)]),
        rows: vec![
            vec![visit.tap_draft(say.desk_button_discard_yes(), draft, DraftAction::Discard)],
            vec![visit.tap_draft(say.desk_button_draft(), draft, DraftAction::Card)],
        ],
    };
    visit.keep(page, draft)
}

/// The draft is dropped.
pub(super) fn discarded(visit: &Context) -> Turn {
    let page = Page { text: visit.say().desk_discarded(), rows: after(visit) };
    visit.open(page).change(Change::EndDraft)
}

/// Where to go when there is no draft any more.
pub(super) fn after(visit: &Context) -> Vec<Vec<Button>> {
    let say = visit.say();
    vec![
        vec![visit.tap(say.desk_button_new(), StaffCallback::Draft)],
        vec![visit.tap(say.desk_button_campaigns(), StaffCallback::Campaigns)],
        vec![visit.to(say.button_home(), Screen::Home)],
    ]
}
