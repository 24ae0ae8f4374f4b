//! The newest campaigns, their reports, and the orders that owners give to them.

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::{count, report, time};
use crate::conversation::{Answered, Context, HandlerError, Screen};
use crate::domain::campaign::{CampaignEvent, DeliveryStatus, Order, Stage, Tally};
use crate::domain::{Campaign, CampaignId};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The number of campaigns in the list.
const LISTED: u32 = 10;

/// `/campaigns`: the newest ones.
pub(super) async fn list(context: &Context) -> Answered {
    let say = context.say();
    let campaigns = context.app.store.reader().written_campaigns(LISTED).await?;
    let lines = campaigns.iter().map(|campaign| {
        let day = time::day(&say, campaign.created);
        say.campaign_list_line(campaign.id.0, &day, &say.campaign_stage(campaign.stage))
    });
    let lines = if campaigns.is_empty() { say.campaign_list_none() } else { Html::lines(lines) };
    let mut rows: Vec<_> = campaigns
        .chunks(3)
        .map(|some| {
            let button = |campaign: &Campaign| {
                context.staff_button(
                    say.campaign_button_campaign(campaign.id.0),
                    StaffCallback::Report(campaign.id),
                )
            };
            some.iter().map(button).collect()
        })
        .collect();
    let draft = if context.draft.is_some() { say.campaign_button_draft() } else { say.campaign_button_new() };
    rows.push(vec![context.staff_button(draft, StaffCallback::Draft)]);
    rows.push(vec![context.to(say.button_home(), Screen::Home)]);
    Ok(context.show(Page { text: Html::paragraphs([say.campaign_list_title(), lines]), rows }))
}

/// The report of a campaign, as of now.
pub(super) async fn report(context: &Context, id: CampaignId) -> Answered {
    match read(context, id).await? {
        Some((campaign, tally)) => Ok(context.show(page(context, &campaign, &tally))),
        None => list(context).await,
    }
}

/// Asks whether to call a campaign off, or to send it to unsure chats again. Other orders need no question.
pub(super) async fn ask(context: &Context, id: CampaignId, order: Order) -> Answered {
    let Some((campaign, tally)) = read(context, id).await? else { return list(context).await };
    let (say, unsure) = (context.say(), tally.of(DeliveryStatus::Unsure));
    let question = match order {
        Order::Cancel => Some((say.campaign_call_off_ask(id.0), say.campaign_button_call_off_yes())),
        Order::Repeat => Some((say.campaign_repeat_ask(count(unsure)), say.campaign_button_repeat())),
        Order::Pause | Order::Resume => None,
    };
    let Some((text, label)) = question.filter(|_| campaign.allows(order, unsure)) else {
        return Ok(context.show(page(context, &campaign, &tally)));
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
    let Some((campaign, tally)) = read(context, id).await? else { return list(context).await };
    let is_current = order != Order::Repeat || tally.of(DeliveryStatus::Unsure) == unsure;
    let transition = campaign.after(CampaignEvent::Order(order), unsure).filter(|_| is_current);
    let Some(transition) = transition else { return Ok(context.show(page(context, &campaign, &tally))) };
    // A campaign that is due is sent at once.
    let is_due = transition.to == Stage::Scheduled && campaign.due <= context.now;
    let campaign = Campaign { stage: if is_due { Stage::Running } else { transition.to }, ..campaign };
    let page = page(context, &campaign, &tally);
    Ok(context.show(page).change(Change::Order(id, order, context.now)))
}

/// A campaign and its deliveries.
async fn read(context: &Context, id: CampaignId) -> Result<Option<(Campaign, Tally)>, HandlerError> {
    let reader = context.app.store.reader();
    let Some(campaign) = reader.campaign(id).await? else { return Ok(None) };
    Ok(Some((campaign, reader.tally(id).await?)))
}

fn page(context: &Context, campaign: &Campaign, tally: &Tally) -> Page {
    report::page(&context.texts, context.lang, campaign, tally, 0.0)
}
