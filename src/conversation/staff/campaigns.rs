//! The reports of campaigns, and the orders that owners give to them.

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::{count, holds, list, report};
use crate::conversation::{Answered, Context, HandlerError, Turn};
use crate::domain::campaign::{
    CampaignEvent, CampaignOutline, DeliveryStatus, ListPart, Order, Pause, Stage,
};
use crate::domain::figures::StaffFigure;
use crate::domain::hold::Silencing;
use crate::domain::{Campaign, CampaignId, HeldAction};
use crate::store::Change;
use crate::telegram::Page;

/// The report of a campaign, as of now.
pub(super) async fn report(context: &Context, id: CampaignId) -> Answered {
    match context.app.store.outline(id).await? {
        Some(outline) => Ok(context.show(page(context, &outline))),
        None => list::show(context, ListPart::Newest).await,
    }
}

/// Asks whether to call a campaign off, or to send it to unsure chats again. Other orders need no question.
pub(super) async fn ask(context: &Context, id: CampaignId, order: Order) -> Answered {
    let Some(outline) = context.app.store.outline(id).await? else { return report(context, id).await };
    let (say, unsure) = (context.say(), outline.tally.of(DeliveryStatus::Unsure));
    let question = match order {
        Order::Cancel => Some((say.campaign_call_off_ask(id.0), say.campaign_button_call_off_yes())),
        Order::Repeat => {
            let question = match outline.campaign.figure(unsure, &outline.tally) {
                StaffFigure::Exactly(number) => say.campaign_repeat_ask(count(number)),
                StaffFigure::AtLeast(_) | StaffFigure::Few => say.campaign_repeat_ask_some(),
            };
            Some((question, say.campaign_button_repeat()))
        }
        Order::Pause | Order::Resume => None,
    };
    let Some((text, label)) = question.filter(|_| outline.campaign.allows(order, unsure)) else {
        return Ok(context.show(page(context, &outline)));
    };
    let rows = vec![
        vec![context.staff_button(label, StaffCallback::Order(id, order, unsure))],
        vec![context.staff_button(say.campaign_button_report(), StaffCallback::Report(id))],
    ];
    Ok(context.show(Page { text, rows }))
}

/// Gives an order to a campaign, and shows the stage that it leads to. An order that does nothing shows the campaign as
/// it is; so does the order to repeat it, if the number of unsure deliveries has changed since.
pub(super) async fn ordered(context: &Context, id: CampaignId, order: Order, unsure: u64) -> Answered {
    let Some(outline) = context.app.store.outline(id).await? else { return report(context, id).await };
    let is_current = order != Order::Repeat || outline.tally.of(DeliveryStatus::Unsure) == unsure;
    let transition = outline.campaign.after(CampaignEvent::Order(order), unsure).filter(|_| is_current);
    let Some(transition) = transition else { return Ok(context.show(page(context, &outline))) };
    let at_once = || follow(context, outline.clone(), order, transition.to);
    match order {
        Order::Repeat => holds::propose(context, HeldAction::Repeat(id), at_once).await,
        Order::Resume if takes_another(context, &outline.campaign).await? => {
            holds::propose(context, HeldAction::Resume(id), at_once).await
        }
        Order::Resume => Ok(at_once()),
        Order::Pause => Ok(at_once().change(Change::TellOfSilencing(Silencing::Pause, id, context.now))),
        Order::Cancel => Ok(at_once().change(Change::TellOfSilencing(Silencing::Cancel, id, context.now))),
    }
}

/// Shows a campaign at the stage to which an order leads.
fn follow(context: &Context, outline: CampaignOutline, order: Order, to: Stage) -> Turn {
    // A campaign that is due is sent at once.
    let is_due = to == Stage::Scheduled && outline.campaign.due <= context.now;
    let stage = if is_due { Stage::Running } else { to };
    let campaign = Campaign { stage, ..outline.campaign };
    let id = campaign.id;
    let page = page(context, &CampaignOutline { campaign, ..outline });
    context.show(page).change(Change::Order(id, order, context.now))
}

/// Whether a campaign goes on only if another person wants it too: somebody else has paused it, or its author lost the right to
/// send.
async fn takes_another(context: &Context, campaign: &Campaign) -> Result<bool, HandlerError> {
    if campaign.stage == Stage::Paused(Pause::Permission) {
        return Ok(true);
    }
    if campaign.stage != Stage::Paused(Pause::Author) {
        return Ok(false);
    }
    let by = context.app.store.reader().paused_by(campaign.id).await?;
    Ok(by.is_some_and(|by| by != context.app.store.stored_id(context.chat.id)))
}

fn page(context: &Context, outline: &CampaignOutline) -> Page {
    report::page(&context.texts, &context.clock(), outline, 0.0)
}
