//! The outcome of the reminders of a deadline.

use std::collections::BTreeSet;

use jiff::ToSpan;

use crate::conversation::staff::count;
use crate::conversation::{Context, HandlerError};
use crate::domain::Deadline;
use crate::domain::campaign::{DeliveryStatus, Reason, Tally};
use crate::domain::reminder::Occasion;
use crate::texts::{Html, Say};

/// The number of days that are listed.
const LISTED: usize = 12;
/// The number of reminders that are looked at for them: on each day one for each hour of each zone.
const LOOKED_AT: u32 = 2000;

/// The outcome of the reminders of a day.
struct DayOutcome {
    occasion: Occasion,
    /// Whether people had put them off to this day.
    is_put_off: bool,
    tally: Tally,
    /// The reasons why some became no campaign.
    reasons: BTreeSet<Reason>,
}

/// The outcome of the reminders of a deadline for each day, the newest first.
pub(super) async fn outcomes(context: &Context, deadline: &Deadline) -> Result<Html, HandlerError> {
    let say = context.say();
    let days = read(context, deadline).await?;
    let none = days.is_empty().then(|| say.staff_deadline_reminders_none());
    let lines = days.iter().filter_map(|day| {
        let date = day.occasion.date.checked_sub(day.occasion.lead.days()).ok()?;
        let (date, outcome) = (say.date(date), outcome_line(&say, day));
        Some(if day.is_put_off {
            say.staff_deadline_put_off(&date, &outcome)
        } else {
            say.staff_deadline_reminder(&date, &outcome)
        })
    });
    Ok(Html::lines([say.staff_deadline_reminders()].into_iter().chain(lines).chain(none)))
}

/// Adds the reminders up for each day.
async fn read(context: &Context, deadline: &Deadline) -> Result<Vec<DayOutcome>, HandlerError> {
    let reader = context.app.store.reader();
    let mut days: Vec<DayOutcome> = Vec::new();
    for reminded in reader.reminded_of(&deadline.id, LOOKED_AT).await? {
        let is_put_off = reminded.slot.is_none();
        let is_same = |day: &DayOutcome| day.occasion == reminded.occasion && day.is_put_off == is_put_off;
        let place = days.iter().position(is_same).unwrap_or(days.len());
        if place == LISTED {
            break;
        }
        if place == days.len() {
            let (tally, reasons) = (Tally::default(), BTreeSet::new());
            days.push(DayOutcome { occasion: reminded.occasion, is_put_off, tally, reasons });
        }
        days[place].reasons.extend(reminded.skipped);
        if let Some(id) = reminded.campaign {
            for ((status, reason), number) in reader.tally(id).await?.0 {
                days[place].tally.add(status, reason, number);
            }
        }
    }
    Ok(days)
}

fn outcome_line(say: &Say<'_>, day: &DayOutcome) -> Html {
    let (sent, total) = (day.tally.of(DeliveryStatus::Sent), day.tally.total());
    let sent =
        (total > 0 || day.reasons.is_empty()).then(|| say.staff_deadline_sent(count(sent), count(total)));
    let not_sent = day.reasons.iter().map(|reason| say.staff_deadline_skipped(&say.campaign_reason(*reason)));
    let skipped = day.tally.0.iter().filter(|((status, _), _)| *status == DeliveryStatus::Skipped);
    let skipped = skipped.filter_map(|((_, reason), number)| {
        Some(say.campaign_count_reason(&say.campaign_reason((*reason)?), count(*number)))
    });
    Html::lines(sent.into_iter().chain(not_sent).chain(skipped))
}
