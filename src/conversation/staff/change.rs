//! Changes to a campaign that was sent: it is taken back, or corrected.

use jiff::SignedDuration;

use crate::conversation::callback::{Seal, StaffCallback};
use crate::conversation::staff::draft::digest::Confirmed;
use crate::conversation::staff::draft::{Draft, overview};
use crate::conversation::staff::{campaigns, count, report};
use crate::conversation::{Answered, Context, HandlerError};
use crate::domain::campaign::{CampaignKind, DeliveryStatus, Launch, Stage, Tally};
use crate::domain::message::MessageVersions;
use crate::domain::{Campaign, CampaignId};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The time for which a bot may delete its messages (`deleteMessage`).
const DELETABLE: SignedDuration = SignedDuration::from_hours(48);

/// Asks whether to take a campaign back, under a note if there is something to say.
pub(super) async fn ask_take_back(context: &Context, id: CampaignId, note: Option<Html>) -> Answered {
    let Some((campaign, tally)) = changeable(context, id).await? else {
        return campaigns::report(context, id).await;
    };
    let say = context.say();
    if context.now.duration_since(campaign.touched) > DELETABLE {
        let mut page = report::page(&context.texts, context.lang, &campaign, &tally, 0.0);
        page.text = Html::paragraphs([say.campaign_take_back_late(), page.text]);
        return Ok(context.show(page));
    }
    let sent = tally.of(DeliveryStatus::Sent);
    let seal = Seal::new(&context.app.staff, context.now, &Confirmed::TakeBack { campaign: id, sent });
    let question = [say.campaign_take_back_ask(id.0, count(sent)), say.campaign_expires(Seal::MINUTES)];
    let rows = vec![
        vec![context.staff_button(say.campaign_button_take_back_yes(), StaffCallback::TakeBack(id, seal))],
        vec![context.staff_button(say.campaign_button_report(), StaffCallback::Report(id))],
    ];
    Ok(context.show(Page { text: Html::paragraphs(note.into_iter().chain(question)), rows }))
}

/// Takes a campaign back, if nothing has changed since that was confirmed.
pub(super) async fn take_back(context: &Context, id: CampaignId, seal: Seal) -> Answered {
    let Some((campaign, tally)) = changeable(context, id).await? else {
        return campaigns::report(context, id).await;
    };
    let say = context.say();
    let changes = context.app.store.reader().changes_of(id).await?;
    if changes.iter().any(|other| other.kind == CampaignKind::Delete(id) && other.created >= seal.asked()) {
        return Ok(context.alert(say.campaign_on_its_way_toast()));
    }
    if seal.has_expired(context.now) {
        return ask_take_back(context, id, Some(say.campaign_expired())).await;
    }
    let sent = tally.of(DeliveryStatus::Sent);
    if !seal.fits(&context.app.staff, &Confirmed::TakeBack { campaign: id, sent }) {
        return ask_take_back(context, id, Some(say.campaign_changed())).await;
    }
    let launch = Launch {
        author: Some(context.chat.id),
        kind: CampaignKind::Delete(id),
        audience: campaign.audience,
        content: MessageVersions::default(),
        due: context.now,
        // A message that disappears wakes nobody.
        urgent: true,
        trial: false,
        paid: false,
    };
    let page = Page { text: say.campaign_launched(), rows: overview::rows_after_draft(context) };
    let turn = context.show(page).change(Change::Launch(Box::new(launch), context.now));
    // A launch ends the draft, but this one was not made from the draft.
    Ok(match &context.draft {
        Some(draft) => turn.change(draft.resting().save()),
        None => turn,
    })
}

/// Begins a correction of a campaign, or continues it.
pub(super) async fn correct(context: &Context, id: CampaignId) -> Answered {
    let say = context.say();
    let Some((campaign, _)) = changeable(context, id).await? else {
        return campaigns::report(context, id).await;
    };
    let draft = match &context.draft {
        Some(draft) if draft.corrects() == Some(id) => draft.resting(),
        Some(draft) => return overview::show(context, &draft.resting(), Some(say.campaign_busy())).await,
        None => match current_content(context, id).await? {
            Some(versions) => Draft::correct(context.now, id, campaign.audience, versions),
            None => return Ok(context.alert(say.campaign_unreadable_toast())),
        },
    };
    overview::show(context, &draft, Some(say.campaign_correct())).await
}

/// The content of a campaign since its last correction; `None` if it can't be read any more.
pub(super) async fn current_content(
    context: &Context,
    id: CampaignId,
) -> Result<Option<MessageVersions>, HandlerError> {
    let store = &context.app.store;
    let changes = store.reader().changes_of(id).await?;
    // A correction that was called off may have reached nobody.
    let mut corrections = changes.iter().filter(|campaign| campaign.stage != Stage::Cancelled);
    let last =
        corrections.find(|campaign| campaign.kind == CampaignKind::Replace(id)).map_or(id, |last| last.id);
    Ok(store.content(last).await?)
}

/// A campaign that can be taken back or corrected, and its deliveries.
async fn changeable(context: &Context, id: CampaignId) -> Result<Option<(Campaign, Tally)>, HandlerError> {
    let reader = context.app.store.reader();
    let Some(campaign) = reader.campaign(id).await? else { return Ok(None) };
    let tally = reader.tally(id).await?;
    Ok(campaign.can_be_changed(&tally).then_some((campaign, tally)))
}
