//! The newest campaigns, how each goes, and what owners say to them.

use crate::{
    bot::{
        Answered, Screen, Visit,
        desk::{count, report, tap::Tap, time},
    },
    delivery::Page,
    domain::{
        Campaign, CampaignId,
        campaign::{Order, Pause, Stage, Status},
    },
    store::Change,
    texts::Html,
};

/// How many campaigns are listed.
const LISTED: u32 = 10;

/// `/campaigns`: the newest ones.
pub(super) async fn list(visit: &Visit) -> Answered {
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
                visit.tap(say.desk_button_campaign(campaign.id.0), Tap::Report(campaign.id))
            };
            some.iter().map(button).collect()
        })
        .collect();
    let draft = if visit.draft.is_some() { say.desk_button_draft() } else { say.desk_button_new() };
    rows.push(vec![visit.tap(draft, Tap::Draft)]);
    rows.push(vec![visit.to(say.button_home(), Screen::Home)]);
    Ok(visit.open(Page { text: Html::paragraphs([say.desk_campaigns_title(), lines]), rows }))
}

/// How a campaign goes, as of now.
pub(super) async fn report(visit: &Visit, id: CampaignId) -> Answered {
    let reader = visit.app.store.reader();
    let Some(campaign) = reader.campaign(id).await? else { return list(visit).await };
    let tally = reader.tally(id).await?;
    Ok(visit.open(report::page(&visit.content, visit.lang, &campaign, &tally, 0.0)))
}

/// Asks whether to call a campaign off, or to send it to the unsure again.
pub(super) async fn ask(visit: &Visit, id: CampaignId, order: Order) -> Answered {
    let reader = visit.app.store.reader();
    let Some(campaign) = reader.campaign(id).await? else { return list(visit).await };
    let (say, tally) = (visit.say(), reader.tally(id).await?);
    let unsure = tally.of(Status::Unsure);
    let (text, label) = match order {
        _ if leads_to(order, &campaign, unsure, visit).is_none() => return report(visit, id).await,
        Order::Cancel => (say.desk_call_off_ask(id.0), say.desk_button_call_off_yes()),
        Order::Repeat => (say.desk_repeat_ask(count(unsure)), say.desk_button_repeat()),
        Order::Pause | Order::Resume => return report(visit, id).await,
    };
    let rows = vec![
        vec![visit.tap(label, Tap::Order(id, order, unsure))],
        vec![visit.tap(say.desk_button_report(), Tap::Report(id))],
    ];
    Ok(visit.open(Page { text, rows }))
}

/// Says something to a campaign, and shows what will come of it; where it can't be done, how the campaign stands.
pub(super) async fn ordered(visit: &Visit, id: CampaignId, order: Order, unsure: u64) -> Answered {
    let reader = visit.app.store.reader();
    let Some(campaign) = reader.campaign(id).await? else { return list(visit).await };
    let tally = reader.tally(id).await?;
    let known = order != Order::Repeat || tally.of(Status::Unsure) == unsure;
    let Some(stage) = leads_to(order, &campaign, unsure, visit).filter(|_| known) else {
        return report(visit, id).await;
    };
    let campaign = Campaign { stage, ..campaign };
    let page = report::page(&visit.content, visit.lang, &campaign, &tally, 0.0);
    Ok(visit.open(page).change(Change::Order(id, order, visit.now)))
}

/// The stage that an order leads to, as far as can be told before delivery takes it up; `None` where it does nothing.
fn leads_to(order: Order, campaign: &Campaign, unsure: u64, visit: &Visit) -> Option<Stage> {
    match (order, campaign.stage) {
        (Order::Pause, Stage::Scheduled | Stage::Filling | Stage::Running) => {
            Some(Stage::Paused(Pause::Author))
        }
        (Order::Resume, Stage::Paused(_)) if campaign.due > visit.now => Some(Stage::Scheduled),
        (Order::Resume, Stage::Paused(_)) => Some(Stage::Running),
        (Order::Cancel, stage) if !stage.is_over() => Some(Stage::Cancelled),
        (Order::Repeat, _) if report::may_be_repeated(campaign, unsure) => Some(Stage::Running),
        _ => None,
    }
}
