//! The report of a campaign: its progress, its deliveries with reasons, and the orders that it allows.

use crate::conversation::Callback;
use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::time::StaffClock;
use crate::conversation::staff::{audience, count, list, panel_button, time};
use crate::domain::campaign::{CampaignKind, CampaignOutline, DeliveryStatus, Order, Pause, Stage, Tally};
use crate::domain::figures::StaffFigure;
use crate::domain::message::{Button, ButtonAction};
use crate::domain::{Campaign, CampaignId};
use crate::telegram::Page;
use crate::texts::{Html, Say, Texts};

/// The width of the bar in signs: it fits on a narrow phone.
const BAR: u64 = 12;
/// The number of changes that a report names, the newest ones.
const CHANGES: usize = 10;
/// The number of changes to whose reports a button leads: those in one row.
const LINKED: usize = 3;

/// The report of a campaign; `rate` is the number of deliveries in a second.
pub(in crate::conversation) fn page(
    texts: &Texts,
    clock: &StaffClock<'_>,
    outline: &CampaignOutline,
    rate: f64,
) -> Page {
    let (say, CampaignOutline { campaign, tally, .. }) = (clock.say(), outline);
    let mut parts = vec![title(&say, campaign)];
    parts.extend(list::first_words(&say, outline));
    if let Stage::Paused(pause) = campaign.stage {
        parts.push(pause_line(&say, campaign, pause));
    }
    match campaign.kind {
        CampaignKind::Send => {
            let mut lines = audience::lines(texts, &say, &campaign.audience);
            lines.push(clock.line_of(campaign));
            lines.extend(clock.goes_on(campaign).map(|at| say.campaign_line_held(&clock.moment(at))));
            parts.push(Html::lines(lines));
        }
        CampaignKind::Replace(_) | CampaignKind::Delete(_) => parts.push(clock.line_of(campaign)),
        // It goes to each chat at the hour that people there chose.
        CampaignKind::Remind(_) => {}
    }
    if campaign.reveals_trait(tally) {
        parts.extend(campaign.knows_recipients(tally).then(|| rounded_progress(&say, campaign, tally)));
    } else if tally.total() > 0 {
        parts.push(progress(&say, campaign, tally, rate));
    }
    if tally.of(DeliveryStatus::Unsure) > 0 {
        parts.push(say.campaign_unsure());
    }
    if campaign.paid && tally.of(DeliveryStatus::Sent) > 0 {
        let sent = campaign.figure(tally.of(DeliveryStatus::Sent), tally);
        parts.push(say.campaign_report_paid(count(sent.most().div_ceil(10))));
    }
    if !outline.changes.is_empty() {
        parts.push(Html::lines(list::changes(&say, outline, CHANGES)));
    }
    Page { text: Html::paragraphs(parts), rows: buttons(&say, outline) }
}

/// The heading: the code, the kind and the stage.
pub(super) fn title(say: &Say<'_>, campaign: &Campaign) -> Html {
    let (code, stage) = (campaign.id.0, say.campaign_stage(campaign.stage));
    match &campaign.kind {
        CampaignKind::Send => say.campaign_report_title(code, &stage),
        CampaignKind::Delete(of) => say.campaign_report_take_back(code, of.0, &stage),
        CampaignKind::Replace(of) => say.campaign_report_correction(code, of.0, &stage),
        CampaignKind::Remind(_) => say.campaign_report_reminder(code, &stage),
    }
}

/// The reason for a pause, and the choices of the author.
fn pause_line(say: &Say<'_>, campaign: &Campaign, pause: Pause) -> Html {
    match pause {
        Pause::Author => say.campaign_pause_author(),
        Pause::Trial => say.campaign_pause_trial(),
        Pause::Failures(reason) => say.campaign_pause_failures(&say.campaign_reason(reason)),
        Pause::Late => say.campaign_pause_late(),
        Pause::Content => say.campaign_pause_content(),
        Pause::Unreadable => say.campaign_pause_unreadable(),
        Pause::Permission => say.campaign_pause_permission(),
        Pause::Recipients if campaign.can_be_planned_anew() => say.campaign_pause_recipients(),
        Pause::Recipients => say.campaign_pause_recipients_begun(),
    }
}

/// The progress where numbers would tell what people have chosen or said: two rounded ones, and no reasons.
fn rounded_progress(say: &Say<'_>, campaign: &Campaign, tally: &Tally) -> Html {
    let figure = |number| campaign.figure(number, tally);
    match (figure(tally.of(DeliveryStatus::Sent)), figure(tally.total())) {
        (_, StaffFigure::Few) => say.campaign_count_few(),
        (StaffFigure::Few, StaffFigure::AtLeast(total) | StaffFigure::Exactly(total)) => {
            say.campaign_count_done_few(count(total))
        }
        (
            StaffFigure::AtLeast(done) | StaffFigure::Exactly(done),
            StaffFigure::AtLeast(total) | StaffFigure::Exactly(total),
        ) => say.campaign_count_done_least(count(done), count(total)),
    }
}

fn progress(say: &Say<'_>, campaign: &Campaign, tally: &Tally, rate: f64) -> Html {
    let (total, open) = (tally.total(), tally.open());
    // Skipped and failed deliveries are not done, also when nothing more is to come.
    let done = tally.of(DeliveryStatus::Sent);
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

fn buttons(say: &Say<'_>, outline: &CampaignOutline) -> Vec<Vec<Button>> {
    let CampaignOutline { campaign, tally, .. } = outline;
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
    let mut rows = if first.is_empty() { over(say, outline) } else { vec![first] };
    if campaign.can_be_planned_anew() {
        rows.push(vec![button(say.campaign_button_change(), StaffCallback::PlanAnew(id))]);
    }
    if campaign.kind == CampaignKind::Send {
        rows.push(vec![button(say.campaign_button_from(), StaffCallback::AskDraftFrom(id))]);
    }
    rows.extend(related(say, outline));
    if !campaign.stage.is_over() {
        rows.push(vec![button(say.campaign_button_refresh(), StaffCallback::Report(id))]);
    }
    rows.push(vec![button(say.campaign_button_campaigns(), StaffCallback::Campaigns), panel_button(say)]);
    rows
}

/// The buttons of a campaign that is over.
fn over(say: &Say<'_>, outline: &CampaignOutline) -> Vec<Vec<Button>> {
    let CampaignOutline { campaign, tally, .. } = outline;
    let mut rows = Vec::new();
    if campaign.allows(Order::Repeat, tally.of(DeliveryStatus::Unsure)) {
        rows.push(vec![button(say.campaign_button_repeat(), StaffCallback::Ask(campaign.id, Order::Repeat))]);
    }
    if outline.can_be_taken_back() {
        rows.push(vec![button(say.campaign_button_take_back(), StaffCallback::AskTakeBack(campaign.id))]);
    }
    if outline.correction_obstacle().is_none() {
        rows.push(vec![button(say.campaign_button_correct(), StaffCallback::Correct(campaign.id))]);
    }
    rows
}

/// The buttons that lead to the reports of the newest changes, or to that of the broadcast that this campaign changes.
fn related(say: &Say<'_>, outline: &CampaignOutline) -> Option<Vec<Button>> {
    let ids: Vec<_> = match outline.campaign.kind {
        CampaignKind::Delete(of) | CampaignKind::Replace(of) => vec![of],
        CampaignKind::Send | CampaignKind::Remind(_) => {
            outline.changes.iter().take(LINKED).rev().map(|change| change.campaign.id).collect()
        }
    };
    let report = |id: CampaignId| button(say.campaign_button_campaign(id.0), StaffCallback::Report(id));
    (!ids.is_empty()).then(|| ids.into_iter().map(report).collect())
}

fn button(label: String, callback: StaffCallback) -> Button {
    Button { label, action: ButtonAction::Data(Callback::Staff(callback).data()) }
}
