//! The newest campaigns, how each goes, and what owners say to them.

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::{count, report, time};
use crate::conversation::{Answered, Context, Screen};
use crate::domain::campaign::{CampaignEvent, DeliveryStatus, Order, Stage};
use crate::domain::{Campaign, CampaignId};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// How many campaigns are listed.
const LISTED: u32 = 10;

/// `/campaigns`: the newest ones.
pub(super) async fn list(visit: &Context) -> Answered {
    let say = visit.say();
    let campaigns = visit.app.store.reader().written_campaigns(LISTED).await?;
    let lines = campaigns.iter().map(|campaign| {
        let day = time::day(&say, campaign.created);
        say.desk_campaign_line(campaign.id.0, &day, &say.desk_stage(campaign.stage))
    });
    let lines = if campaigns.is_empty() { say.desk_campaigns_none() } else { Html::lines(lines) };
    let mut rows: Vec<_> = campaigns
        .chunks(5)
        .map(|some| {
            let button = |campaign: &Campaign| {
                visit.tap(say.desk_button_campaign(campaign.id.0), StaffCallback::Report(campaign.id))
            };
            some.iter().map(button).collect()
        })
        .collect();
    let draft = if visit.draft.is_some() { say.desk_button_draft() } else { say.desk_button_new() };
    rows.push(vec![visit.tap(draft, StaffCallback::Draft)]);
    rows.push(vec![visit.to(say.button_home(), Screen::Home)]);
    Ok(visit.open(Page { text: Html::paragraphs([say.desk_campaigns_title(), lines]), rows }))
}

/// How a campaign goes, as of now.
pub(super) async fn report(visit: &Context, id: CampaignId) -> Answered {
    let reader = visit.app.store.reader();
    let Some(campaign) = reader.campaign(id).await? else { return list(visit).await };
    let tally = reader.tally(id).await?;
    Ok(visit.open(report::page(&visit.texts, visit.lang, &campaign, &tally, 0.0)))
}

/// Asks whether to call a campaign off, or to send it to the unsure again.
pub(super) async fn ask(visit: &Context, id: CampaignId, order: Order) -> Answered {
    let reader = visit.app.store.reader();
    let Some(campaign) = reader.campaign(id).await? else { return list(visit).await };
    let (say, tally) = (visit.say(), reader.tally(id).await?);
    let unsure = tally.of(DeliveryStatus::Unsure);
    let (text, label) = match order {
        _ if leads_to(order, &campaign, unsure, visit).is_none() => return report(visit, id).await,
        Order::Cancel => (say.desk_call_off_ask(id.0), say.desk_button_call_off_yes()),
        Order::Repeat => (say.desk_repeat_ask(count(unsure)), say.desk_button_repeat()),
        Order::Pause | Order::Resume => return report(visit, id).await,
    };
    let rows = vec![
        vec![visit.tap(label, StaffCallback::Order(id, order, unsure))],
        vec![visit.tap(say.desk_button_report(), StaffCallback::Report(id))],
    ];
    Ok(visit.open(Page { text, rows }))
}

/// Says something to a campaign, and shows what will come of it; where it can't be done, how the campaign stands.
pub(super) async fn ordered(visit: &Context, id: CampaignId, order: Order, unsure: u64) -> Answered {
    let reader = visit.app.store.reader();
    let Some(campaign) = reader.campaign(id).await? else { return list(visit).await };
    let tally = reader.tally(id).await?;
    let known = order != Order::Repeat || tally.of(DeliveryStatus::Unsure) == unsure;
    let Some(stage) = leads_to(order, &campaign, unsure, visit).filter(|_| known) else {
        return report(visit, id).await;
    };
    let campaign = Campaign { stage, ..campaign };
    let page = report::page(&visit.texts, visit.lang, &campaign, &tally, 0.0);
    Ok(visit.open(page).change(Change::Order(id, order, visit.now)))
}

/// The stage to show after an order; `None` where the order does nothing. A campaign that is due goes out at once.
fn leads_to(order: Order, campaign: &Campaign, unsure: u64, visit: &Context) -> Option<Stage> {
    let stage = campaign.after(CampaignEvent::Order(order), unsure)?.to;
    Some(if stage == Stage::Scheduled && campaign.due <= visit.now { Stage::Running } else { stage })
}
