//! The confirmation: a draft is shown once more, and then sent. The button that sends it is bound to everything that was
//! shown.

use crate::conversation::callback::{DraftAction, Seal};
use crate::conversation::staff::draft::digest::Confirmed;
use crate::conversation::staff::draft::summary::DraftSummary;
use crate::conversation::staff::draft::{Draft, overview, similar, version};
use crate::conversation::staff::{change, count, time};
use crate::conversation::{Answered, Context, HandlerError};
use crate::domain::campaign::{CampaignKind, Launch};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// Shows everything once more, with the button that sends it.
pub(super) async fn ask(context: &Context, draft: &Draft, note: Option<Html>) -> Answered {
    show(context, &DraftSummary::of(context, draft).await?, note).await
}

async fn show(context: &Context, summary: &DraftSummary<'_>, note: Option<Html>) -> Answered {
    let (say, draft) = (context.say(), summary.draft);
    if draft.content.by_lang.is_empty() {
        return Ok(context.alert(say.campaign_nothing_toast()));
    }
    if let Some(obstacle) = obstacle(context, summary).await? {
        return Ok(context.open_draft(overview::page(context, summary, Some(obstacle)), draft));
    }
    if let Some(more) = &draft.more {
        return Ok(version::show(context, draft, more.lang, None));
    }
    let similar = similar::find(context, draft).await?;
    let warning =
        similar.map(|campaign| say.campaign_warn_like(campaign.id.0, &time::day(&say, campaign.created)));
    let seal = Seal::new(&context.app.staff, context.now, &confirmed(summary));
    let label = say.campaign_button_send(count(summary.recipients.reached));
    let parts = [say.campaign_confirm_title()].into_iter().chain(summary.parts()).chain([summary.cost()]);
    let page = Page {
        text: Html::paragraphs(
            note.into_iter().chain(parts).chain(warning).chain([say.campaign_expires(Seal::MINUTES)]),
        ),
        rows: vec![
            vec![context.draft_button(label, draft, DraftAction::Send(seal))],
            vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)],
        ],
    };
    Ok(context.open_draft(page, draft))
}

/// The reason why a draft can't be sent as it is.
async fn obstacle(context: &Context, summary: &DraftSummary<'_>) -> Result<Option<Html>, HandlerError> {
    let say = context.say();
    Ok(if has_passed(context, summary.draft) {
        Some(say.campaign_time_past())
    } else if summary.recipients.reached == 0 {
        Some(say.campaign_nobody())
    } else if changes_nothing(context, summary.draft).await? {
        Some(say.campaign_unchanged())
    } else {
        None
    })
}

fn has_passed(context: &Context, draft: &Draft) -> bool {
    draft.due.is_some_and(|due| due <= context.now)
}

/// Whether it is a correction that says the same as the campaign does already.
async fn changes_nothing(context: &Context, draft: &Draft) -> Result<bool, HandlerError> {
    let Some(id) = draft.corrects() else { return Ok(false) };
    let current = change::current_content(context, id).await?;
    Ok(current.is_some_and(|content| content == draft.content))
}

/// Sends the draft, if nothing has changed since it was confirmed.
pub(super) async fn send(context: &Context, draft: &Draft, seal: &Seal) -> Answered {
    let say = context.say();
    let summary = DraftSummary::of(context, draft).await?;
    if seal.has_expired(context.now) {
        return show(context, &summary, Some(say.campaign_expired())).await;
    }
    if has_passed(context, draft) || !seal.fits(&context.app.staff, &confirmed(&summary)) {
        return show(context, &summary, Some(say.campaign_changed())).await;
    }
    let launch = Launch {
        author: Some(context.chat.id),
        kind: draft.kind.clone(),
        audience: draft.audience.clone(),
        content: draft.content.clone(),
        due: draft.due.unwrap_or(context.now),
        urgent: draft.urgent,
        trial: draft.kind == CampaignKind::Send
            && draft.trial
            && summary.recipients.reached > Draft::TRIAL_FROM,
        paid: summary.is_paid,
    };
    let text = match draft.due {
        None => say.campaign_launched(),
        Some(due) => Html::paragraphs([say.campaign_scheduled(), time::line(&say, Some(due))]),
    };
    let page = Page { text, rows: overview::rows_after_draft(context) };
    Ok(context.show(page).change(Change::Launch(Box::new(launch), context.now)))
}

fn confirmed<'a>(summary: &DraftSummary<'a>) -> Confirmed<'a> {
    let (recipients, paid) = (summary.recipients.reached, summary.is_paid);
    Confirmed::Send { draft: summary.draft, recipients, paid }
}
