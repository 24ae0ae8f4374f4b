//! How a campaign goes, or how it went: counts with reasons, and what may be done about it.

use crate::conversation::Callback;
use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::{count, summary, time};
use crate::domain::campaign::{CampaignKind, DeliveryStatus, Order, Pause, Stage, Tally};
use crate::domain::message::{Button, ButtonAction};
use crate::domain::{Campaign, Lang};
use crate::telegram::Page;
use crate::texts::{Html, Say, Texts};

/// How many signs wide the bar is: it fits on a narrow phone.
const BAR: u64 = 12;

/// The report of a campaign. `rate`: how many a second are delivered now.
pub(crate) fn page(content: &Texts, lang: Lang, campaign: &Campaign, tally: &Tally, rate: f64) -> Page {
    let say = content.say(lang);
    let stage = say.desk_stage(campaign.stage);
    let title = match &campaign.kind {
        CampaignKind::Send => say.desk_report_title(campaign.id.0, &stage),
        CampaignKind::Delete(of) => say.desk_report_take_back(campaign.id.0, of.0, &stage),
        CampaignKind::Replace(of) => say.desk_report_correction(campaign.id.0, of.0, &stage),
        CampaignKind::Remind(_) => say.desk_report_reminder(campaign.id.0, &stage),
    };
    let mut parts = vec![title];
    if let Stage::Paused(pause) = campaign.stage {
        parts.push(why(&say, pause));
    }
    if campaign.kind == CampaignKind::Send {
        parts.push(Html::lines(summary::audience(content, &say, &campaign.audience)));
    }
    if campaign.stage == Stage::Scheduled {
        parts.push(time::line(&say, Some(campaign.due)));
    }
    if tally.total() > 0 {
        parts.push(progress(&say, campaign, tally, rate));
    }
    if tally.of(DeliveryStatus::Unsure) > 0 {
        parts.push(say.desk_unsure());
    }
    if campaign.paid && tally.of(DeliveryStatus::Sent) > 0 {
        parts.push(say.desk_report_paid(count(tally.of(DeliveryStatus::Sent).div_ceil(10))));
    }
    Page { text: Html::paragraphs(parts), rows: buttons(&say, campaign, tally) }
}

/// Why a campaign rests, and what its author may do.
fn why(say: &Say<'_>, pause: Pause) -> Html {
    match pause {
        Pause::Author => say.desk_pause_author(),
        Pause::Trial => say.desk_pause_trial(),
        Pause::Failures(reason) => say.desk_pause_failures(&say.desk_reason(reason)),
        Pause::Late => say.desk_pause_late(),
        Pause::Content => say.desk_pause_content(),
        Pause::Unreadable => say.desk_pause_unreadable(),
    }
}

fn progress(say: &Say<'_>, campaign: &Campaign, tally: &Tally, rate: f64) -> Html {
    let (total, open) = (tally.total(), tally.open());
    let done = total - open;
    let filled = done * BAR / total;
    let bar: String = (0..BAR).map(|place| if place < filled { '▓' } else { '░' }).collect();
    let mut lines = vec![say.desk_bar(&bar, count(done * 100 / total))];
    for status in [
        DeliveryStatus::Sent,
        DeliveryStatus::Gone,
        DeliveryStatus::Failed,
        DeliveryStatus::Unsure,
        DeliveryStatus::Skipped,
    ] {
        let number = tally.of(status);
        let line = match status {
            DeliveryStatus::Sent if matches!(campaign.kind, CampaignKind::Send | CampaignKind::Remind(_)) => {
                say.desk_count_sent(count(number), count(total))
            }
            DeliveryStatus::Sent if matches!(campaign.kind, CampaignKind::Delete(_)) => {
                say.desk_count_deleted(count(number), count(total))
            }
            DeliveryStatus::Sent => say.desk_count_changed(count(number), count(total)),
            _ if number == 0 => continue,
            DeliveryStatus::Gone => say.desk_count_gone(count(number)),
            DeliveryStatus::Failed => say.desk_count_failed(count(number)),
            DeliveryStatus::Unsure => say.desk_count_unsure(count(number)),
            _ => say.desk_count_skipped(count(number)),
        };
        lines.push(line);
        let reasons = tally.0.iter().filter(|((each, _), number)| *each == status && **number > 0);
        let reasons = reasons.filter_map(|((_, reason), number)| Some(((*reason)?, *number)));
        lines.extend(
            reasons.map(|(reason, number)| say.desk_count_reason(&say.desk_reason(reason), count(number))),
        );
    }
    if open > 0 {
        lines.push(say.desk_count_waiting(count(open)));
    }
    if campaign.stage == Stage::Running && open > 0 && rate >= 0.5 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rates are small and positive"
        )]
        let a_second = rate.round() as u64;
        lines.push(say.desk_rate(count(a_second), &time::about(say, open / a_second.max(1))));
    }
    Html::lines(lines)
}

fn buttons(say: &Say<'_>, campaign: &Campaign, tally: &Tally) -> Vec<Vec<Button>> {
    let id = campaign.id;
    let order =
        |label, order| button(label, StaffCallback::Order(id, order, tally.of(DeliveryStatus::Unsure)));
    let call_off = || button(say.desk_button_call_off(), StaffCallback::Ask(id, Order::Cancel));
    let unsure = tally.of(DeliveryStatus::Unsure);
    let mut first = Vec::new();
    if campaign.allows(Order::Pause, unsure) {
        first.push(order(say.desk_button_pause(), Order::Pause));
    }
    if campaign.allows(Order::Resume, unsure) {
        first.push(order(say.desk_button_resume(), Order::Resume));
    }
    if campaign.allows(Order::Cancel, unsure) {
        first.push(call_off());
    }
    let mut rows = if first.is_empty() { over(say, campaign, tally) } else { vec![first] };
    let mut last = vec![button(say.desk_button_campaigns(), StaffCallback::Campaigns)];
    if !campaign.stage.is_over() {
        last.insert(0, button(say.desk_button_refresh(), StaffCallback::Report(id)));
    }
    rows.push(last);
    rows
}

/// What may be done about a campaign that is over.
fn over(say: &Say<'_>, campaign: &Campaign, tally: &Tally) -> Vec<Vec<Button>> {
    let mut rows = Vec::new();
    if campaign.allows(Order::Repeat, tally.of(DeliveryStatus::Unsure)) {
        rows.push(vec![button(say.desk_button_repeat(), StaffCallback::Ask(campaign.id, Order::Repeat))]);
    }
    if campaign.can_be_changed(tally) {
        rows.push(vec![
            button(say.desk_button_take_back(), StaffCallback::AskTakeBack(campaign.id)),
            button(say.desk_button_correct(), StaffCallback::Correct(campaign.id)),
        ]);
    }
    rows
}

fn button(label: String, tap: StaffCallback) -> Button {
    Button { label, action: ButtonAction::Data(Callback::Staff(tap).data()) }
}
