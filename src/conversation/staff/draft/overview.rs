//! The overview of a draft: its summary, and the ways to change it.

use crate::conversation::callback::{DraftAction, StaffCallback};
use crate::conversation::staff::draft::kind::DraftKind;
use crate::conversation::staff::draft::planned::Planned;
use crate::conversation::staff::draft::summary::DraftSummary;
use crate::conversation::staff::draft::{Draft, summary, version};
use crate::conversation::{Answered, Context, HandlerError, Turn};
use crate::domain::message::Button;
use crate::domain::{CampaignId, Lang};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// `/broadcast`: the draft under way, or a new one.
pub(in crate::conversation::staff) async fn open(context: &Context) -> Answered {
    let draft = context.draft.as_ref().map_or_else(|| Draft::begin(context.now), Draft::resting);
    show(context, &draft, None).await
}

/// Shows the draft, with a note as its last paragraph if there is something to say. Without a version it asks for one.
pub(in crate::conversation::staff) async fn show(
    context: &Context,
    draft: &Draft,
    note: Option<Html>,
) -> Answered {
    Ok(context.open_draft(page(context, draft, note).await?, draft))
}

/// The page of a draft. Without a version it asks for one.
pub(super) async fn page(context: &Context, draft: &Draft, note: Option<Html>) -> Result<Page, HandlerError> {
    Ok(summarized(context, &DraftSummary::of(context, draft).await?, note))
}

/// The page of a draft whose recipients are counted.
pub(super) fn summarized(context: &Context, summary: &DraftSummary<'_>, note: Option<Html>) -> Page {
    let (say, draft) = (context.say(), summary.draft);
    if let Some(planned @ (Planned::Begun(id) | Planned::CalledOff(id))) = &summary.planned {
        return too_late(context, draft, *id, [planned.line(context)].into_iter().chain(note));
    }
    if let (Some(id), Some(obstacle)) = (draft.corrects(), summary.obstacle()) {
        return blocked(context, draft, id, [obstacle].into_iter().chain(note));
    }
    if !draft.has_versions() {
        return version::question(context, draft, context.lang, note);
    }
    let planned = summary.planned.as_ref().map(|planned| planned.line(context));
    let parts = [draft.kind.title(&say)].into_iter().chain(planned).chain(summary.brief_parts());
    let cost = summary.is_paid.then(|| summary.cost());
    let parts = parts.chain(summary.warning()).chain(cost).chain(note);
    Page { text: Html::paragraphs(parts), rows: rows(context, draft) }
}

/// The versions, all that may be changed, and the ways on: at most eight rows. The preview puts one more above them.
fn rows(context: &Context, draft: &Draft) -> Vec<Vec<Button>> {
    let say = context.say();
    let button = |label, action| context.draft_button(label, draft, action);
    let mut rows = version_buttons(context, draft);
    if draft.corrects().is_none() {
        let links = draft.lang_of_links();
        rows.extend(links.map(|lang| vec![button(say.campaign_button_links(), DraftAction::Links(lang))]));
        rows.push(vec![
            button(say.campaign_button_audience(), DraftAction::Audience),
            button(say.campaign_button_time(), DraftAction::Time),
        ]);
    }
    rows.push(vec![button(say.campaign_button_options(), DraftAction::Options)]);
    rows.push(vec![
        button(say.campaign_button_preview(), DraftAction::Preview),
        button(say.campaign_button_confirm(), DraftAction::Confirm),
    ]);
    rows.push(vec![button(say.campaign_button_discard(), DraftAction::AskDiscard)]);
    let campaigns = context.staff_button(say.campaign_button_campaigns(), StaffCallback::Campaigns);
    rows.push(context.way_to_panel(Some(campaigns)));
    rows
}

/// The page of a draft whose planned broadcast can't be changed any more. The draft is kept, as somebody's work.
fn too_late(context: &Context, draft: &Draft, id: CampaignId, notes: impl Iterator<Item = Html>) -> Page {
    let say = context.say();
    let campaigns = context.staff_button(say.campaign_button_campaigns(), StaffCallback::Campaigns);
    let parts = [draft.kind.title(&say), summary::versions(context, draft)];
    Page {
        text: Html::paragraphs(parts.into_iter().chain(notes)),
        rows: vec![
            vec![context.draft_button(say.campaign_button_as_new(), draft, DraftAction::AsNew)],
            vec![context.staff_button(say.campaign_button_report(), StaffCallback::Report(id))],
            vec![context.draft_button(say.campaign_button_discard(), draft, DraftAction::AskDiscard)],
            context.way_to_panel(Some(campaigns)),
        ],
    }
}

/// The draft is to become a broadcast of its own.
pub(super) async fn made_new(context: &Context, draft: Draft) -> Answered {
    show(context, &Draft { kind: DraftKind::New, ..draft }, None).await
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
    let buttons: Vec<_> = Lang::ALL.into_iter().filter_map(button).collect();
    buttons.chunks(2).map(<[Button]>::to_vec).collect()
}

/// Asks whether to drop the draft, and begin a new one with a broadcast.
pub(in crate::conversation::staff) fn ask_replace(context: &Context, draft: &Draft, id: CampaignId) -> Turn {
    let say = context.say();
    let begin = StaffCallback::DraftFrom(id, draft.begun);
    let page = Page {
        text: Html::paragraphs([say.campaign_from_ask(id.0), summary::versions(context, draft)]),
        rows: vec![
            vec![context.staff_button(say.campaign_button_from_yes(), begin)],
            vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)],
        ],
    };
    ask_before_loss(context, page, draft)
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
    ask_before_loss(context, page, draft)
}

/// Shows such a question. A text is no answer to it, and nothing for a draft that may be about to go.
fn ask_before_loss(context: &Context, page: Page, draft: &Draft) -> Turn {
    context.show(page).change(draft.save())
}

/// `/cancel`: a draft without a version is dropped at once. One with versions is somebody's work, and so there is a question.
pub(in crate::conversation) fn cancelled(context: &Context, draft: &Draft) -> Turn {
    if draft.has_versions() { ask_discard(context, &draft.resting()) } else { discarded(context) }
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
        context.way_to_panel(None),
    ]
}

/// The page of a correction that can't be sent, with the reason below it. It can be discarded.
fn blocked(context: &Context, draft: &Draft, id: CampaignId, notes: impl Iterator<Item = Html>) -> Page {
    let say = context.say();
    let parts = [draft.kind.title(&say), summary::versions(context, draft)];
    let rows = vec![
        vec![context.draft_button(say.campaign_button_discard(), draft, DraftAction::AskDiscard)],
        vec![context.staff_button(say.campaign_button_campaign(id.0), StaffCallback::Report(id))],
        context.way_to_panel(Some(
            context.staff_button(say.campaign_button_campaigns(), StaffCallback::Campaigns),
        )),
    ];
    Page { text: Html::paragraphs(parts.into_iter().chain(notes)), rows }
}
