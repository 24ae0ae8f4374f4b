//! The buttons of a draft: one line for each action leads to its handler.

use jiff::Timestamp;

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::{
    Draft, audience, confirm, link_buttons, more, options, overview, preview, schedule, since, test_send,
    version, without,
};
use crate::conversation::staff::holds;
use crate::conversation::{Answered, Context};
use crate::domain::Campaign;
use crate::domain::campaign::Stage;
use crate::domain::hold::HeldKind;

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
    if !draft.kind.allows(&action) {
        return overview::show(context, &draft, None).await;
    }
    match action {
        DraftAction::Overview => overview::show(context, &draft, None).await,
        DraftAction::Version(lang) | DraftAction::Write(lang) => {
            Ok(version::ask(context, &draft, lang, None))
        }
        DraftAction::Remove(lang) => overview::show(context, &draft.without_version(lang), None).await,
        DraftAction::AddMore => more::added(context, draft).await,
        DraftAction::TakeMore => more::taken(context, draft).await,
        DraftAction::MoreAs(lang) => more::taken_as(context, draft, lang).await,
        DraftAction::LeaveMore => more::left_out(context, draft).await,
        DraftAction::Links(lang) => link_buttons::open(context, &draft, lang).await,
        DraftAction::AddLink(lang) => link_buttons::ask(context, &draft, lang).await,
        DraftAction::Address(nth) => link_buttons::offered(context, draft, nth).await,
        DraftAction::NoLinks(lang) => link_buttons::removed(context, draft, lang).await,
        DraftAction::Options => Ok(options::show(context, &draft)),
        DraftAction::Fallback(on) => Ok(options::fallback_set(context, draft, on)),
        DraftAction::Audience => audience::show(context, &draft).await,
        DraftAction::Topic(topic) => audience::topic_set(context, draft, topic).await,
        DraftAction::Lang(lang) => audience::lang_set(context, draft, lang).await,
        DraftAction::Regions => Ok(audience::regions(context, &draft)),
        DraftAction::Region(region) => audience::region_set(context, draft, region).await,
        DraftAction::Supporters(on) => audience::supporters_set(context, draft, on).await,
        DraftAction::Groups(on) => audience::groups_set(context, draft, on).await,
        DraftAction::AskSince => Ok(since::ask(context, &draft, None)),
        DraftAction::Since(days) => since::set(context, draft, days).await,
        DraftAction::AskWithout => without::ask(context, &draft, None).await,
        DraftAction::Without(id) => without::set(context, draft, id).await,
        DraftAction::Time => Ok(schedule::ask(context, &draft, None, None)),
        DraftAction::Now => schedule::due_set(context, &draft, None).await,
        DraftAction::Urgent(on) => Ok(options::urgent_set(context, draft, on)),
        DraftAction::Silent(on) => Ok(options::silent_set(context, draft, on)),
        DraftAction::LinkPreview(on) => Ok(options::link_preview_set(context, draft, on)),
        DraftAction::Trial(on) => Ok(options::trial_set(context, draft, on)),
        DraftAction::Preview => preview::show(context, &draft).await,
        DraftAction::Confirm => confirm::ask(context, &draft).await,
        DraftAction::Send(seal) => confirm::send(context, &draft, &seal).await,
        DraftAction::AskDiscard => Ok(overview::ask_discard(context, &draft)),
        DraftAction::Discard => Ok(overview::discarded(context)),
        DraftAction::AskTest => test_send::ask(context, &draft).await,
        DraftAction::Test(colleague) => test_send::send(context, &draft, colleague).await,
        DraftAction::AsNew => overview::made_new(context, draft).await,
    }
}

/// The draft was sent or dropped before. A second tap on the button that sends it is told that it waits, was sent or is planned.
async fn gone(context: &Context, begun: Timestamp, action: &DraftAction) -> Answered {
    let say = context.say();
    if matches!(action, DraftAction::Send(_))
        && let Some(turn) =
            holds::begun_already(context, &[HeldKind::Launch, HeldKind::PlanAnew], begun).await?
    {
        return Ok(turn);
    }
    let newest = context.app.store.reader().written_campaigns(LOOKED_AT).await?;
    let author = context.app.store.stored_id(context.chat.id);
    let is_it = |campaign: &&Campaign| campaign.author == Some(author) && campaign.created >= begun;
    let sent = newest.iter().find(is_it).filter(|_| matches!(action, DraftAction::Send(_)));
    Ok(context.alert(match sent {
        Some(planned) if planned.stage == Stage::Scheduled && context.clock().out(planned) > context.now => {
            say.campaign_scheduled().plain()
        }
        Some(_) => say.campaign_on_its_way_toast(),
        None => say.campaign_gone_toast(),
    }))
}
