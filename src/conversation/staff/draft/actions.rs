//! The buttons of a draft: one line for each action leads to its handler.

use jiff::Timestamp;

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::{
    Draft, audience, confirm, link_buttons, more, overview, preview, schedule, version,
};
use crate::conversation::{Answered, Context};

/// The number of the newest campaigns that are looked through for a draft that was sent.
const LOOKED_AT: u32 = 50;

/// A button of the draft that was begun at this time was tapped.
pub(in crate::conversation::staff) async fn tapped(
    context: &Context,
    begun: Timestamp,
    action: DraftAction,
) -> Answered {
    let under_way = context.draft.as_ref().filter(|draft| draft.begun.as_second() == begun.as_second());
    let Some(draft) = under_way.map(Draft::resting) else { return gone(context, begun, &action).await };
    if draft.corrects().is_some() && !fits_correction(&action) {
        return overview::show(context, &draft, None).await;
    }
    match action {
        DraftAction::Overview => overview::show(context, &draft, None).await,
        DraftAction::Version(lang) => Ok(version::open(context, &draft, lang)),
        DraftAction::Write(lang) => Ok(version::ask(context, &draft, lang, None)),
        DraftAction::Remove(lang) => version::removed(context, draft, lang).await,
        DraftAction::AddMore => more::added(context, draft).await,
        DraftAction::TakeMore => more::taken(context, draft).await,
        DraftAction::LeaveMore => more::left_out(context, draft).await,
        DraftAction::Links(lang) => Ok(link_buttons::ask(context, &draft, lang, None)),
        DraftAction::NoLinks(lang) => Ok(link_buttons::removed(context, draft, lang)),
        DraftAction::Fallback(on) => version::fallback_set(context, draft, on).await,
        DraftAction::Audience => audience::show(context, &draft).await,
        DraftAction::Topic(topic) => audience::topic_set(context, draft, topic).await,
        DraftAction::Lang(lang) => audience::lang_set(context, draft, lang).await,
        DraftAction::Regions => Ok(audience::regions(context, &draft)),
        DraftAction::Region(region) => audience::region_set(context, draft, region).await,
        DraftAction::Supporters(on) => audience::supporters_set(context, draft, on).await,
        DraftAction::Groups(on) => audience::groups_set(context, draft, on).await,
        DraftAction::Time => Ok(schedule::ask(context, &draft, None)),
        DraftAction::Now => schedule::due_set(context, &draft, None).await,
        DraftAction::Urgent(on) => schedule::urgent_set(context, &draft, on).await,
        DraftAction::Silent(on) => schedule::silent_set(context, draft, on).await,
        DraftAction::LinkPreview(on) => preview::links_set(context, draft, on).await,
        DraftAction::Trial(on) => schedule::trial_set(context, &draft, on).await,
        DraftAction::Preview => preview::show(context, &draft).await,
        DraftAction::Confirm => confirm::ask(context, &draft, None).await,
        DraftAction::Send(seal) => confirm::send(context, &draft, &seal).await,
        DraftAction::AskDiscard => Ok(overview::ask_discard(context, &draft)),
        DraftAction::Discard => Ok(overview::discarded(context)),
    }
}

/// Whether an action makes sense for a correction, which changes texts only, in the chats that got the campaign.
fn fits_correction(action: &DraftAction) -> bool {
    match action {
        DraftAction::Overview
        | DraftAction::Version(_)
        | DraftAction::Write(_)
        | DraftAction::AddMore
        | DraftAction::TakeMore
        | DraftAction::LeaveMore
        | DraftAction::LinkPreview(_)
        | DraftAction::Preview
        | DraftAction::Confirm
        | DraftAction::Send(_)
        | DraftAction::AskDiscard
        | DraftAction::Discard => true,
        DraftAction::Remove(_)
        | DraftAction::Links(_)
        | DraftAction::NoLinks(_)
        | DraftAction::Fallback(_)
        | DraftAction::Audience
        | DraftAction::Topic(_)
        | DraftAction::Lang(_)
        | DraftAction::Regions
        | DraftAction::Region(_)
        | DraftAction::Supporters(_)
        | DraftAction::Groups(_)
        | DraftAction::Time
        | DraftAction::Now
        | DraftAction::Urgent(_)
        | DraftAction::Silent(_)
        | DraftAction::Trial(_) => false,
    }
}

/// The draft was sent or dropped before. A second tap on the button that sends it is told that it was sent.
async fn gone(context: &Context, begun: Timestamp, action: &DraftAction) -> Answered {
    let say = context.say();
    let newest = context.app.store.reader().written_campaigns(LOOKED_AT).await?;
    let sent =
        newest.iter().any(|campaign| campaign.author == Some(context.chat.id) && campaign.created >= begun);
    let on_its_way = sent && matches!(action, DraftAction::Send(_));
    Ok(context.alert(if on_its_way { say.campaign_on_its_way_toast() } else { say.campaign_gone_toast() }))
}
