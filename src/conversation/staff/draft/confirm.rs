//! The confirmation: a draft is shown once more, and then sent. The button that sends it is bound to everything that was
//! shown.

use crate::conversation::callback::{DraftAction, Seal};
use crate::conversation::staff::draft::digest::Confirmed;
use crate::conversation::staff::draft::kind::DraftKind;
use crate::conversation::staff::draft::planned::Planned;
use crate::conversation::staff::draft::similar::SimilarCampaign;
use crate::conversation::staff::draft::summary::DraftSummary;
use crate::conversation::staff::draft::{Draft, overview, schedule, similar, version};
use crate::conversation::staff::typed_time::ParseTimeError;
use crate::conversation::staff::{holds, sent};
use crate::conversation::{Answered, Context, HandlerError, Turn};
use crate::domain::campaign::{CampaignKind, Launch, Stage};
use crate::domain::figures::StaffFigure;
use crate::domain::{CampaignId, HeldAction, Lang};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// Shows everything once more, with the button that sends it.
pub(super) async fn ask(context: &Context, draft: &Draft) -> Answered {
    show(context, &DraftSummary::of(context, draft).await?, None).await
}

/// The screen in place of the confirmation, and of its effect, where the draft can't be sent; `None` if it can.
async fn refused(context: &Context, summary: &DraftSummary<'_>) -> Result<Option<Turn>, HandlerError> {
    let (say, draft) = (context.say(), summary.draft);
    if !draft.has_versions() {
        return Ok(Some(context.alert(say.campaign_nothing_toast())));
    }
    let is_too_late = matches!(summary.planned, Some(Planned::Begun(_) | Planned::CalledOff(_)));
    if is_too_late || summary.obstacle().is_some() {
        return Ok(Some(context.open_draft(overview::summarized(context, summary, None), draft)));
    }
    if has_passed(context, draft) {
        return Ok(Some(schedule::ask(context, draft, Some(ParseTimeError::Past), None)));
    }
    // That nobody shares a trait is told no more than that one person does.
    let nobody = (summary.figure() == StaffFigure::Exactly(0)).then(|| say.campaign_nobody());
    if let Some(obstacle) = summary.without_obstacle().or(nobody) {
        return Ok(Some(ask_for_audience(context, draft, obstacle)));
    }
    if let Some(more) = &draft.more {
        return Ok(Some(version::ask_about_more(context, draft, more.lang, None)));
    }
    if summary.changes_nothing() {
        return unchanged(context, draft).await.map(Some);
    }
    if let Some(id) = summary.goes_out_before_the_change() {
        return overview::show(context, draft, Some(say.hold_pause_first(id.0))).await.map(Some);
    }
    match plans_the_same(context, summary).await? {
        Some(id) => overview::show(context, draft, Some(say.campaign_change_nothing(id.0))).await.map(Some),
        None => Ok(None),
    }
}

/// Shows the confirmation. A note stands last, right above the button that sends.
async fn show(context: &Context, summary: &DraftSummary<'_>, note: Option<Html>) -> Answered {
    if let Some(turn) = refused(context, summary).await? {
        return Ok(turn);
    }
    let (say, draft) = (context.say(), summary.draft);
    let similar = similar::find(context, draft).await?;
    let seal = Seal::new(&context.app.staff, context.now, &confirmed(summary, similar.as_ref()));
    let warning = similar.map(|similar| similar.warning(context)).or_else(|| summary.warning());
    let label = draft.kind.send_label(&say, summary.figure());
    let planned = summary.planned.as_ref().map(|planned| planned.line(context));
    let title = [draft.kind.confirm_title(&say)].into_iter().chain(planned);
    let parts = title.chain(summary.parts()).chain([summary.cost()]);
    let page = Page {
        text: Html::paragraphs(parts.chain(warning).chain([say.campaign_expires(Seal::MINUTES)]).chain(note)),
        rows: vec![
            vec![context.draft_button(label, draft, DraftAction::Send(seal))],
            vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)],
        ],
    };
    Ok(context.open_draft(page, draft))
}

/// The draft can't be sent to the audience that it has.
fn ask_for_audience(context: &Context, draft: &Draft, obstacle: Html) -> Turn {
    let say = context.say();
    let button = |label, action| context.draft_button(label, draft, action);
    let rows = vec![
        vec![
            button(say.campaign_button_audience(), DraftAction::Audience),
            button(say.campaign_button_time(), DraftAction::Time),
        ],
        vec![button(say.campaign_button_draft(), DraftAction::Overview)],
    ];
    context.open_draft(Page { text: obstacle, rows }, draft)
}

/// A correction says the same as the campaign does already: the text is asked for again.
async fn unchanged(context: &Context, draft: &Draft) -> Answered {
    let say = context.say();
    if let Some(lang) = draft.only_version() {
        return Ok(still_the_same(context, draft, lang));
    }
    let note = Html::sentences([say.campaign_unchanged(), say.campaign_correct()]);
    overview::show(context, draft, Some(note)).await
}

fn still_the_same(context: &Context, draft: &Draft, lang: Lang) -> Turn {
    let (say, name) = (context.say(), context.texts.say(lang).language_name());
    let error = Html::sentences([say.campaign_unchanged(), say.campaign_ask_text(&name)]);
    version::ask(context, draft, lang, Some(error))
}

/// A version has been written: a correction is confirmed next, and of a new broadcast the draft is shown.
pub(super) async fn after_version(context: &Context, draft: &Draft, lang: Lang) -> Answered {
    if draft.corrects().is_none() {
        return overview::show(context, draft, None).await;
    }
    let summary = DraftSummary::of(context, draft).await?;
    if summary.changes_nothing() {
        return Ok(still_the_same(context, draft, lang));
    }
    show(context, &summary, None).await
}

fn has_passed(context: &Context, draft: &Draft) -> bool {
    draft.due.is_some_and(|due| due <= context.now)
}

/// The campaign that is planned, and does not wait for an order, exactly as the draft is.
async fn plans_the_same(
    context: &Context,
    summary: &DraftSummary<'_>,
) -> Result<Option<CampaignId>, HandlerError> {
    let Some(campaign) = summary.planned.as_ref().and_then(Planned::campaign) else { return Ok(None) };
    let launch = launch(context, summary);
    let has_same_time = launch.due == campaign.due || launch.due.max(campaign.due) <= context.now;
    let is_same = campaign.stage == Stage::Scheduled
        && has_same_time
        && launch.audience == campaign.audience
        && (launch.urgent, launch.trial) == (campaign.urgent, campaign.trial)
        && sent::content(context, campaign.id).await? == Some(launch.content);
    Ok(is_same.then_some(campaign.id))
}

/// Sends the draft, if nothing has changed since it was confirmed.
pub(super) async fn send(context: &Context, draft: &Draft, seal: &Seal) -> Answered {
    let say = context.say();
    let summary = DraftSummary::of(context, draft).await?;
    if seal.has_expired(context.now) {
        return show(context, &summary, Some(say.campaign_expired())).await;
    }
    let similar = similar::find(context, draft).await?;
    let is_same = seal.fits(&context.app.staff, &confirmed(&summary, similar.as_ref()));
    if has_passed(context, draft) || !is_same {
        return show(context, &summary, Some(say.campaign_changed())).await;
    }
    if let Some(turn) = refused(context, &summary).await? {
        return Ok(turn);
    }
    let launch = Box::new(launch(context, &summary));
    let action = match (&draft.kind, summary.planned.as_ref().and_then(Planned::campaign)) {
        (DraftKind::Change { id, .. }, Some(campaign)) => {
            HeldAction::PlanAnew { id: *id, confirmed: campaign.plan_state(), launch }
        }
        (DraftKind::Change { .. }, None) => return show(context, &summary, None).await,
        (DraftKind::New | DraftKind::Correction(_), _) => HeldAction::Launch(launch),
    };
    holds::propose_to(context, action.clone(), summary.are_few(), || at_once(context, &summary, action)).await
}

/// Sends the draft without a hold.
fn at_once(context: &Context, summary: &DraftSummary<'_>, action: HeldAction) -> Turn {
    let (say, draft) = (context.say(), summary.draft);
    let line = || context.clock().line(draft.due, draft.urgent);
    let (change, text) = match action {
        HeldAction::PlanAnew { id, confirmed, launch } => (
            Change::PlanAnew(id, confirmed, launch, context.now),
            Html::paragraphs([say.campaign_change_made(id.0), line()]),
        ),
        HeldAction::Launch(launch) if draft.due.is_none() && summary.held_until().is_none() => {
            (Change::Launch(launch, context.now), draft.kind.launched(&say))
        }
        HeldAction::Launch(launch) => {
            (Change::Launch(launch, context.now), Html::paragraphs([say.campaign_scheduled(), line()]))
        }
        HeldAction::Repeat(_)
        | HeldAction::Resume(_)
        | HeldAction::SetDeadline(..)
        | HeldAction::RemoveDeadline(_)
        | HeldAction::EnterStatus(_)
        | HeldAction::Export
        | HeldAction::Grant(_) => return Turn::nothing(),
    };
    let page = Page { text, rows: overview::rows_after_draft(context) };
    context.show(page).change(change)
}

fn launch(context: &Context, summary: &DraftSummary<'_>) -> Launch {
    let draft = summary.draft;
    Launch {
        author: Some(context.chat.id),
        kind: match draft.kind {
            DraftKind::New | DraftKind::Change { .. } => CampaignKind::Send,
            DraftKind::Correction(id) => CampaignKind::Replace(id),
        },
        audience: draft.audience.clone(),
        content: draft.content.clone(),
        due: draft.due.unwrap_or(context.now),
        urgent: draft.urgent,
        trial: draft.corrects().is_none() && draft.trial && summary.recipients.reached > Draft::TRIAL_FROM,
        paid: summary.is_paid,
    }
}

fn confirmed<'a>(summary: &DraftSummary<'a>, similar: Option<&SimilarCampaign>) -> Confirmed<'a> {
    let (recipients, paid) = (summary.figure(), summary.is_paid);
    let replaces = summary.planned.as_ref().and_then(Planned::campaign);
    let replaces = replaces.map(|campaign| (campaign.created, campaign.stage.code()));
    let (held_until, newer) = (summary.held_until(), summary.newer());
    let similar = similar.map(SimilarCampaign::id);
    Confirmed::Send { draft: summary.draft, recipients, paid, held_until, replaces, newer, similar }
}
