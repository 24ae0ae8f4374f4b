//! What an action that is held is about, in words: the people who decide about it see all that others will see.

use crate::conversation::staff::draft::preview;
use crate::conversation::staff::forms::{deadline_whole, status_whole};
use crate::conversation::staff::{audience, list, people};
use crate::conversation::{Context, HandlerError, renderer};
use crate::domain::campaign::{CampaignKind, Launch};
use crate::domain::hold::{HeldAction, HoldOutline};
use crate::domain::message::MessageVersions;
use crate::domain::{CampaignId, Lang};
use crate::telegram::Reply;
use crate::texts::Html;

/// The heading: who wants what.
pub(super) fn title(context: &Context, who: &str, action: Option<&HeldAction>) -> Html {
    let say = context.say();
    let Some(action) = action else { return say.hold_what_unreadable(who) };
    match action {
        HeldAction::Launch(launch) => match launch.kind {
            CampaignKind::Replace(id) | CampaignKind::Delete(id) => say.hold_what_correct(who, id.0),
            CampaignKind::Send | CampaignKind::Remind(_) => say.hold_what_send(who),
        },
        HeldAction::PlanAnew { id, .. } => say.hold_what_change(who, id.0),
        HeldAction::Repeat(id) => say.hold_what_repeat(who, id.0),
        HeldAction::Resume(id) => say.hold_what_resume(who, id.0),
        HeldAction::SetDeadline(_, None) => say.hold_what_deadline(who),
        HeldAction::SetDeadline(_, Some(_)) => say.hold_what_deadline_change(who),
        HeldAction::RemoveDeadline(_) => say.hold_what_deadline_remove(who),
        HeldAction::EnterStatus(_) => say.hold_what_status(who),
        HeldAction::Export => say.hold_what_export(who),
        HeldAction::Grant(_) => say.hold_what_grant(who),
    }
}

/// Everything else about it, a paragraph each.
pub(super) async fn details(context: &Context, outline: &HoldOutline) -> Result<Vec<Html>, HandlerError> {
    let Some(action) = &outline.action else { return Ok(Vec::new()) };
    Ok(match action {
        HeldAction::Launch(launch) | HeldAction::PlanAnew { launch, .. } => {
            vec![context.say().hold_above(), about_launch(context, launch)]
        }
        HeldAction::Repeat(id) | HeldAction::Resume(id) => {
            let outline = context.app.store.outline(*id).await?;
            let words = outline.and_then(|outline| list::first_words(&context.say(), &outline));
            [context.say().hold_above()].into_iter().chain(words).collect()
        }
        HeldAction::SetDeadline(deadline, old) => {
            let was = old
                .as_ref()
                .map(|old| Html::lines([context.say().hold_was(), deadline_whole::details(context, old)]));
            [deadline_whole::details(context, deadline)].into_iter().chain(was).collect()
        }
        HeldAction::RemoveDeadline(deadline) => vec![deadline_whole::details(context, deadline)],
        HeldAction::EnterStatus(entry) => vec![status_whole::details(context, entry)],
        HeldAction::Export => Vec::new(),
        HeldAction::Grant(grant) => vec![people::granted(context, grant).await?],
    })
}

/// The audience, and the settings that change what people notice.
fn about_launch(context: &Context, launch: &Launch) -> Html {
    let say = context.say();
    let mut lines = match launch.kind {
        CampaignKind::Replace(id) | CampaignKind::Delete(id) => vec![say.campaign_line_reached(id.0)],
        CampaignKind::Send | CampaignKind::Remind(_) => {
            audience::lines(&context.texts, &say, &launch.audience)
        }
    };
    lines.extend(launch.urgent.then(|| say.campaign_line_urgent()));
    lines.extend(launch.content.options.silent.then(|| say.campaign_line_silent()));
    Html::lines(lines)
}

/// Each version as people will see it, for the chat of this person.
pub(super) async fn versions(context: &Context, outline: &HoldOutline) -> Result<Vec<Reply>, HandlerError> {
    let Some(action) = &outline.action else { return Ok(Vec::new()) };
    let (versions, id, in_groups) = match action {
        HeldAction::Launch(launch) | HeldAction::PlanAnew { launch, .. } => {
            let id = match action.campaign() {
                Some(id) => id,
                None => preview::next_id(context).await?,
            };
            (Some(launch.content.clone()), id, launch.audience.groups == Some(true))
        }
        HeldAction::Repeat(id) | HeldAction::Resume(id) => {
            let campaign = context.app.store.reader().campaign(*id).await?;
            let in_groups = campaign.is_some_and(|campaign| campaign.audience.groups == Some(true));
            (sent_before(context, *id).await?, *id, in_groups)
        }
        HeldAction::SetDeadline(..)
        | HeldAction::RemoveDeadline(_)
        | HeldAction::EnterStatus(_)
        | HeldAction::Export
        | HeldAction::Grant(_) => return Ok(Vec::new()),
    };
    let versions = versions.unwrap_or_default();
    let version = |lang: Lang| {
        let footer = renderer::footer(&context.app, &context.texts.say(lang), id, in_groups);
        let message = Box::new(versions.by_lang.get(&lang)?.with_footer(&footer));
        let name = context.texts.say(lang).language_name();
        let if_refused = Some(context.say().hold_refused_version(&name));
        Some(Reply::Campaign { chat: context.chat.id, message, options: versions.options, if_refused })
    };
    Ok(Lang::ALL.into_iter().filter_map(version).collect())
}

async fn sent_before(context: &Context, id: CampaignId) -> Result<Option<MessageVersions>, HandlerError> {
    match context.app.store.reader().campaign(id).await? {
        Some(_) => Ok(context.app.store.content(id).await?),
        None => Ok(None),
    }
}
