//! The report of a campaign: its progress, its deliveries with reasons, and the orders that it allows.

use crate::conversation::Callback;
use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::{audience, count, time};
use crate::domain::campaign::{CampaignKind, DeliveryStatus, Order, Pause, Stage, Tally};
use crate::domain::message::{Button, ButtonAction};
use crate::domain::{Campaign, Lang};
use crate::telegram::Page;
use crate::texts::{Html, Say, Texts};

/// The width of the bar in signs: it fits on a narrow phone.
const BAR: u64 = 12;

/// The report of a campaign; `rate` is the number of deliveries in a second.
pub(in crate::conversation) fn page(
    texts: &Texts,
    lang: Lang,
    campaign: &Campaign,
    tally: &Tally,
    rate: f64,
) -> Page {
    let say = texts.say(lang);
    let stage = say.campaign_stage(campaign.stage);
    let title = match &campaign.kind {
        CampaignKind::Send => say.campaign_report_title(campaign.id.0, &stage),
        CampaignKind::Delete(of) => say.campaign_report_take_back(campaign.id.0, of.0, &stage),
        CampaignKind::Replace(of) => say.campaign_report_correction(campaign.id.0, of.0, &stage),
        CampaignKind::Remind(_) => say.campaign_report_reminder(campaign.id.0, &stage),
    };
    let mut parts = vec![title];
    if let Stage::Paused(pause) = campaign.stage {
        parts.push(pause_line(&say, pause));
    }
    if campaign.kind == CampaignKind::Send {
        parts.push(Html::lines(audience::lines(texts, &say, &campaign.audience)));
    }
    if campaign.stage == Stage::Scheduled {
        parts.push(time::line(&say, Some(campaign.due)));
    }
    if tally.total() > 0 {
        parts.push(progress(&say, campaign, tally, rate));
    }
    if tally.of(DeliveryStatus::Unsure) > 0 {
        parts.push(say.campaign_unsure());
    }
    if campaign.paid && tally.of(DeliveryStatus::Sent) > 0 {
        parts.push(say.campaign_report_paid(count(tally.of(DeliveryStatus::Sent).div_ceil(10))));
    }
    Page { text: Html::paragraphs(parts), rows: buttons(&say, campaign, tally) }
}

/// The reason for a pause, and the choices of the author.
fn pause_line(say: &Say<'_>, pause: Pause) -> Html {
    match pause {
        Pause::Author => say.campaign_pause_author(),
        Pause::Trial => say.campaign_pause_trial(),
        Pause::Failures(reason) => say.campaign_pause_failures(&say.campaign_reason(reason)),
        Pause::Late => say.campaign_pause_late(),
        Pause::Content => say.campaign_pause_content(),
        Pause::Unreadable => say.campaign_pause_unreadable(),
        Pause::Permission => say.campaign_pause_permission(),
    }
}

fn progress(say: &Say<'_>, campaign: &Campaign, tally: &Tally, rate: f64) -> Html {
    let (total, open) = (tally.total(), tally.open());
    let done = total - open;
    let filled = done * BAR / total;
    let bar: String = (0..BAR).map(|place| if place < filled { '▓' } else { '░' }).collect();
    let mut lines = vec![say.campaign_bar(&bar, count(done * 100 / total))];
    for status in DeliveryStatus::ALL {
        if let Some(line) = status_line(say, campaign, tally, status) {
            lines.push(line);
            lines.extend(reason_lines(say, tally, status));
        }
    }
    if open > 0 {
        lines.push(say.campaign_count_waiting(count(open)));
    }
    if campaign.stage == Stage::Running && open > 0 && rate >= 0.5 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rates are small and positive"
        )]
        let a_second = rate.round() as u64;
        lines.push(say.campaign_rate(count(a_second), &time::about(say, open / a_second.max(1))));
    }
    Html::lines(lines)
}

/// The number of deliveries with this status; those without a result are counted together elsewhere.
fn status_line(say: &Say<'_>, campaign: &Campaign, tally: &Tally, status: DeliveryStatus) -> Option<Html> {
    let (number, total) = (count(tally.of(status)), count(tally.total()));
    let line = match status {
        DeliveryStatus::Queued | DeliveryStatus::Sending => return None,
        DeliveryStatus::Sent => {
            return Some(match &campaign.kind {
                CampaignKind::Send | CampaignKind::Remind(_) => say.campaign_count_sent(number, total),
                CampaignKind::Delete(_) => say.campaign_count_deleted(number, total),
                CampaignKind::Replace(_) => say.campaign_count_changed(number, total),
            });
        }
        DeliveryStatus::Gone => say.campaign_count_gone(number),
        DeliveryStatus::Failed => say.campaign_count_failed(number),
        DeliveryStatus::Unsure => say.campaign_count_unsure(number),
        DeliveryStatus::Skipped => say.campaign_count_skipped(number),
    };
    (number > 0).then_some(line)
}

fn reason_lines(say: &Say<'_>, tally: &Tally, status: DeliveryStatus) -> Vec<Html> {
    let with_status = tally.0.iter().filter(|((each, _), number)| *each == status && **number > 0);
    let reasons = with_status.filter_map(|((_, reason), number)| Some(((*reason)?, *number)));
    reasons
        .map(|(reason, number)| say.campaign_count_reason(&say.campaign_reason(reason), count(number)))
        .collect()
}

fn buttons(say: &Say<'_>, campaign: &Campaign, tally: &Tally) -> Vec<Vec<Button>> {
    let id = campaign.id;
    let unsure = tally.of(DeliveryStatus::Unsure);
    let first: Vec<_> = Order::ALL
        .into_iter()
        .filter(|order| campaign.allows(*order, unsure))
        .filter_map(|order| match order {
            Order::Pause => Some((say.campaign_button_pause(), StaffCallback::Order(id, order, unsure))),
            Order::Resume => Some((say.campaign_button_resume(), StaffCallback::Order(id, order, unsure))),
            Order::Cancel => Some((say.campaign_button_call_off(), StaffCallback::Ask(id, order))),
            // It has a row of its own, below.
            Order::Repeat => None,
        })
        .map(|(label, callback)| button(label, callback))
        .collect();
    let mut rows = if first.is_empty() { over(say, campaign, tally) } else { vec![first] };
    let mut last = vec![button(say.campaign_button_campaigns(), StaffCallback::Campaigns)];
    if !campaign.stage.is_over() {
        last.insert(0, button(say.campaign_button_refresh(), StaffCallback::Report(id)));
    }
    rows.push(last);
    rows
}

/// The buttons of a campaign that is over.
fn over(say: &Say<'_>, campaign: &Campaign, tally: &Tally) -> Vec<Vec<Button>> {
    let mut rows = Vec::new();
    if campaign.allows(Order::Repeat, tally.of(DeliveryStatus::Unsure)) {
        rows.push(vec![button(say.campaign_button_repeat(), StaffCallback::Ask(campaign.id, Order::Repeat))]);
    }
    if campaign.can_be_changed(tally) {
        rows.push(vec![button(say.campaign_button_take_back(), StaffCallback::AskTakeBack(campaign.id))]);
        rows.push(vec![button(say.campaign_button_correct(), StaffCallback::Correct(campaign.id))]);
    }
    rows
}

fn button(label: String, callback: StaffCallback) -> Button {
    Button { label, action: ButtonAction::Data(Callback::Staff(callback).data()) }
}
