//! The rules that delivery keeps.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::QuietHours;
use crate::domain::campaign::{Campaign, CampaignKind};

/// The rules that delivery keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryPolicy {
    /// The most deliveries in flight.
    pub in_flight: u32,
    /// The number of chats that get a campaign first, if it has a trial.
    pub trial: u64,
    /// How late a campaign may be without a new order.
    pub grace: SignedDuration,
    /// The quiet hours, in which only urgent campaigns go out; `None` if there are none.
    pub quiet: Option<QuietHours>,
    /// The number of failures for one reason, among the last [`DeliveryPolicy::LOOKS_BACK`] results, that pauses a campaign.
    pub failures: usize,
}

impl DeliveryPolicy {
    /// The number of results among which failures are counted.
    pub const LOOKS_BACK: usize = 50;

    /// When a message to many goes out that may go out from this time on: after the quiet hours, unless it is urgent.
    pub fn goes_out(&self, urgent: bool, due: Timestamp) -> Timestamp {
        self.quiet.as_ref().filter(|_| !urgent).and_then(|quiet| quiet.ends(due)).unwrap_or(due)
    }

    /// The end of the quiet hours that hold a whole campaign at a time; `None` if none do. A reminder is not held as a whole:
    /// each chat is reminded by its own clock.
    pub fn quiet_until(&self, campaign: &Campaign, now: Timestamp) -> Option<Timestamp> {
        let is_reminder = matches!(campaign.kind, CampaignKind::Remind(_));
        Some(self.goes_out(campaign.urgent || is_reminder, now)).filter(|end| *end > now)
    }

    /// The end of the quiet hours that hold a delivery to a chat in this zone; `None` if none do. A chat that chose no zone
    /// is at home.
    pub fn quiet_until_in(
        &self,
        zone: Option<&TimeZone>,
        campaign: &Campaign,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let quiet = self.quiet.as_ref().filter(|_| !campaign.urgent)?;
        quiet.ends_in(zone.unwrap_or(&quiet.zone), now)
    }

    /// Whether a campaign that should have gone on at this time is too late now. Quiet hours are no delay.
    pub fn is_late(&self, campaign: &Campaign, since: Timestamp, now: Timestamp) -> bool {
        let since = self.quiet_until(campaign, since).unwrap_or(since);
        now.duration_since(since) > self.grace
    }
}

impl Default for DeliveryPolicy {
    fn default() -> DeliveryPolicy {
        DeliveryPolicy {
            in_flight: 64,
            trial: 50,
            grace: SignedDuration::from_hours(1),
            quiet: None,
            failures: 20,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::home_zone;

    fn quiet(from: &str, until: &str) -> QuietHours {
        let time = |text: &str| text.parse().expect("a time");
        QuietHours { from: time(from), until: time(until), zone: home_zone() }
    }

    #[test]
    fn a_message_goes_out_after_the_quiet_hours_unless_it_is_urgent() {
        let policy = DeliveryPolicy { quiet: Some(quiet("22:00", "08:00")), ..DeliveryPolicy::default() };
        let goes_out = |policy: &DeliveryPolicy, urgent, due: &str| {
            policy.goes_out(urgent, due.parse().expect("a timestamp")).to_string()
        };
        assert_eq!(goes_out(&policy, false, "2026-11-25T17:30:00Z"), "2026-11-26T02:00:00Z");
        assert_eq!(goes_out(&policy, true, "2026-11-25T17:30:00Z"), "2026-11-25T17:30:00Z");
        assert_eq!(goes_out(&policy, false, "2026-11-25T05:00:00Z"), "2026-11-25T05:00:00Z");
        assert_eq!(
            goes_out(&DeliveryPolicy::default(), false, "2026-11-25T17:30:00Z"),
            "2026-11-25T17:30:00Z"
        );
    }
}
