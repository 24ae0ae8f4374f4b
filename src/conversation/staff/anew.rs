//! Drafts that begin with a broadcast: a planned one is changed before it runs, and any becomes a new one.

use jiff::Timestamp;

use crate::conversation::staff::draft::{Draft, overview};
use crate::conversation::staff::{campaigns, sent};
use crate::conversation::{Answered, Context};
use crate::domain::campaign::CampaignKind;
use crate::domain::{Campaign, CampaignId};

/// Begins to change a planned broadcast, or goes on. The broadcast stays as it is until the change is confirmed.
pub(super) async fn plan(context: &Context, id: CampaignId) -> Answered {
    let (say, reader) = (context.say(), context.app.store.reader());
    let Some(campaign) = reader.campaign(id).await?.filter(Campaign::can_be_planned_anew) else {
        return campaigns::report(context, id).await;
    };
    let draft = match &context.draft {
        Some(draft) if draft.kind.plans() == Some(id) => draft.resting(),
        Some(draft) if draft.has_versions() => {
            return overview::show(context, &draft.resting(), Some(say.campaign_busy())).await;
        }
        Some(_) | None => match sent::content(context, id).await? {
            Some(versions) => {
                // A trial that a small audience did not need is not known from one that was switched off.
                let is_small = reader.audience(&campaign.audience, context.now).await? <= Draft::TRIAL_FROM;
                let draft = Draft::change(context.now, &campaign, versions);
                Draft { trial: campaign.trial || is_small, ..draft }
            }
            None => return Ok(context.alert(say.campaign_unreadable_toast())),
        },
    };
    overview::show(context, &draft, None).await
}

/// Begins a new draft with a broadcast. If somebody's work would be lost, there is a question first.
pub(super) async fn ask_begin(context: &Context, id: CampaignId) -> Answered {
    match context.draft.as_ref().filter(|draft| draft.has_versions()) {
        Some(draft) => Ok(overview::ask_replace(context, &draft.resting(), id)),
        None => begin(context, id).await,
    }
}

/// Begins a new draft with a broadcast in place of the draft that was begun at this time. Another one is asked about anew.
pub(super) async fn begin_instead(context: &Context, id: CampaignId, of: Timestamp) -> Answered {
    match &context.draft {
        Some(draft) if draft.begun.as_second() != of.as_second() => ask_begin(context, id).await,
        Some(_) | None => begin(context, id).await,
    }
}

/// The draft has the content and the audience of the broadcast, but not its time.
async fn begin(context: &Context, id: CampaignId) -> Answered {
    let say = context.say();
    let campaign = context.app.store.reader().campaign(id).await?;
    let Some(campaign) = campaign.filter(|campaign| campaign.kind == CampaignKind::Send) else {
        return campaigns::report(context, id).await;
    };
    match sent::content(context, id).await?.filter(|versions| !versions.by_lang.is_empty()) {
        Some(versions) => {
            let draft = Draft { audience: campaign.audience, content: versions, ..Draft::begin(context.now) };
            overview::show(context, &draft, Some(say.campaign_from(id.0))).await
        }
        None => Ok(context.alert(say.campaign_unreadable_toast())),
    }
}
