//! The overview of a draft: its summary, and the ways to change it.

use crate::conversation::callback::{DraftAction, StaffCallback};
use crate::conversation::staff::draft::summary::DraftSummary;
use crate::conversation::staff::draft::{Draft, summary};
use crate::conversation::{Answered, Context, Screen, Turn};
use crate::domain::Lang;
use crate::domain::message::Button;
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// `/broadcast`: the draft under way, or a new one.
pub(in crate::conversation::staff) async fn open(context: &Context) -> Answered {
    let draft = context.draft.as_ref().map_or_else(|| Draft::begin(context.now), Draft::resting);
    show(context, &draft, None).await
}

/// Shows the draft, under a note if there is something to say.
pub(in crate::conversation::staff) async fn show(
    context: &Context,
    draft: &Draft,
    note: Option<Html>,
) -> Answered {
    let summary = DraftSummary::of(context, draft).await?;
    Ok(context.open_draft(page(context, &summary, note), draft))
}

/// The page of a draft.
pub(super) fn page(context: &Context, summary: &DraftSummary<'_>, note: Option<Html>) -> Page {
    let (say, draft) = (context.say(), summary.draft);
    let title = match draft.corrects() {
        Some(id) => say.campaign_title_correction(id.0),
        None => say.campaign_title(),
    };
    let parts = [title].into_iter().chain(summary.parts());
    let cost = summary.is_paid.then(|| summary.cost());
    let mut rows = version_buttons(context, draft);
    if draft.corrects().is_some() {
        rows.push(vec![preview_button(context, draft)]);
    } else {
        rows.extend(setting_buttons(context, draft));
    }
    if !draft.content.by_lang.is_empty() {
        rows.push(vec![
            context.draft_button(say.campaign_button_preview(), draft, DraftAction::Preview),
            context.draft_button(say.campaign_button_confirm(), draft, DraftAction::Confirm),
        ]);
    }
    rows.push(vec![context.draft_button(say.campaign_button_discard(), draft, DraftAction::AskDiscard)]);
    rows.push(vec![
        context.staff_button(say.campaign_button_campaigns(), StaffCallback::Campaigns),
        context.to(say.button_home(), Screen::Home),
    ]);
    Page { text: Html::paragraphs(note.into_iter().chain(parts).chain(cost)), rows }
}

/// One button for each version; a correction has the versions of the campaign.
fn version_buttons(context: &Context, draft: &Draft) -> Vec<Vec<Button>> {
    let say = context.say();
    let button = |lang: Lang| {
        let name = context.texts.say(lang).language_name();
        let label = match draft.version(lang) {
            Some(_) => say.campaign_button_has(&name),
            None if draft.corrects().is_some() => return None,
            None => say.campaign_button_lacks(&name),
        };
        Some(context.draft_button(label, draft, DraftAction::Version(lang)))
    };
    Lang::ALL.into_iter().filter_map(button).map(|button| vec![button]).collect()
}

fn setting_buttons(context: &Context, draft: &Draft) -> Vec<Vec<Button>> {
    let say = context.say();
    let mut rows = Vec::new();
    if draft.is_partial() {
        let (label, on) = if draft.content.fallback {
            (say.campaign_button_no_fallback(), false)
        } else {
            (say.campaign_button_fallback(), true)
        };
        rows.push(vec![context.draft_button(label, draft, DraftAction::Fallback(on))]);
    }
    rows.push(vec![
        context.draft_button(say.campaign_button_audience(), draft, DraftAction::Audience),
        context.draft_button(say.campaign_button_time(), draft, DraftAction::Time),
    ]);
    let urgent = if draft.urgent { say.campaign_button_quiet() } else { say.campaign_button_urgent() };
    rows.push(vec![context.draft_button(urgent, draft, DraftAction::Urgent(!draft.urgent))]);
    let trial = if draft.trial { say.campaign_button_no_trial() } else { say.campaign_button_trial() };
    rows.push(vec![context.draft_button(trial, draft, DraftAction::Trial(!draft.trial))]);
    let sound = if draft.content.options.silent {
        context.draft_button(say.campaign_button_sound(), draft, DraftAction::Silent(false))
    } else {
        context.draft_button(say.campaign_button_silent(), draft, DraftAction::Silent(true))
    };
    rows.push(vec![sound]);
    rows.push(vec![preview_button(context, draft)]);
    rows
}

fn preview_button(context: &Context, draft: &Draft) -> Button {
    let (say, on) = (context.say(), draft.content.options.link_preview);
    let label = if on { say.campaign_button_no_link_preview() } else { say.campaign_button_link_preview() };
    context.draft_button(label, draft, DraftAction::LinkPreview(!on))
}

/// Asks whether to drop the draft.
pub(super) fn ask_discard(context: &Context, draft: &Draft) -> Turn {
    let say = context.say();
    let page = Page {
        text: Html::paragraphs([say.campaign_discard_ask(), summary::versions(context, draft)]),
        rows: vec![
            vec![context.draft_button(say.campaign_button_discard_yes(), draft, DraftAction::Discard)],
            vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)],
        ],
    };
    context.open_draft(page, draft)
}

/// `/cancel`: a draft without a version is dropped at once. One with versions is somebody's work, and so there is a question.
pub(in crate::conversation) fn cancelled(context: &Context, draft: &Draft) -> Turn {
    if draft.content.by_lang.is_empty() { discarded(context) } else { ask_discard(context, &draft.resting()) }
}

/// Says something, and goes on waiting for the same input.
pub(in crate::conversation) fn still_waiting(context: &Context, draft: &Draft, note: Html) -> Turn {
    let rows =
        vec![vec![context.draft_button(context.say().campaign_button_draft(), draft, DraftAction::Overview)]];
    context.open_draft(Page { text: note, rows }, draft)
}

/// The draft is dropped.
pub(super) fn discarded(context: &Context) -> Turn {
    let page = Page { text: context.say().campaign_discarded(), rows: rows_after_draft(context) };
    context.show(page).change(Change::EndDraft)
}

/// The buttons of a page that ends a draft.
pub(in crate::conversation::staff) fn rows_after_draft(context: &Context) -> Vec<Vec<Button>> {
    let say = context.say();
    vec![
        vec![context.staff_button(say.campaign_button_new(), StaffCallback::Draft)],
        vec![context.staff_button(say.campaign_button_campaigns(), StaffCallback::Campaigns)],
        vec![context.to(say.button_home(), Screen::Home)],
    ]
}
