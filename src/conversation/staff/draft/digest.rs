//! Seals: a confirmation is bound to everything that was shown, to the process and to a time.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::conversation::callback::Seal;
use crate::conversation::staff::draft::Draft;
use crate::conversation::staff::settings::StaffSettings;
use crate::domain::CampaignId;
use crate::domain::figures::StaffFigure;

/// Everything that a confirmation is bound to.
#[derive(Serialize)]
pub(in crate::conversation::staff) enum Confirmed<'a> {
    /// Sending a draft, which holds content, audience and time.
    Send {
        draft: &'a Draft,
        /// The number of recipients, as it is shown.
        recipients: StaffFigure,
        /// Whether Telegram is paid for it.
        paid: bool,
        /// The end of the quiet hours in which it waits.
        held_until: Option<Timestamp>,
        /// The state of the planned campaign that it changes: since when that is planned so, and the code of its stage.
        replaces: Option<(Timestamp, String)>,
        /// The correction in whose place this one is put, though it was begun earlier.
        newer: Option<CampaignId>,
        /// The campaign that says much the same, about which its author is warned.
        similar: Option<CampaignId>,
    },
    /// Taking a campaign back in this number of chats, as it is shown.
    TakeBack { campaign: CampaignId, sent: StaffFigure },
    /// Giving effect to a form, with all that it says and all that it changes.
    Form { shown: String },
}

impl Seal {
    /// The time for which a confirmation is valid, in minutes.
    pub(in crate::conversation::staff) const MINUTES: i64 = 15;
    const VALID_FOR: SignedDuration = SignedDuration::from_mins(Seal::MINUTES);

    /// The seal of a confirmation that is asked for now.
    pub(in crate::conversation::staff) fn new(
        staff: &StaffSettings,
        now: Timestamp,
        confirmed: &Confirmed<'_>,
    ) -> Seal {
        let until = now.saturating_add(Seal::VALID_FOR).unwrap_or(Timestamp::MAX);
        let until = Timestamp::from_second(until.as_second()).unwrap_or(until);
        Seal { until, hash: hash(staff, until, confirmed) }
    }

    /// Whether its time is over, or the clock was set back since.
    pub(in crate::conversation::staff) fn has_expired(&self, now: Timestamp) -> bool {
        !(SignedDuration::ZERO..=Seal::VALID_FOR).contains(&self.until.duration_since(now))
    }

    /// Whether it confirms exactly this, in this process.
    pub(in crate::conversation::staff) fn fits(
        &self,
        staff: &StaffSettings,
        confirmed: &Confirmed<'_>,
    ) -> bool {
        self.hash == hash(staff, self.until, confirmed)
    }

    /// The time when the confirmation was asked for.
    pub(in crate::conversation::staff) fn asked(&self) -> Timestamp {
        self.until.saturating_sub(Seal::VALID_FOR).unwrap_or(Timestamp::MIN)
    }
}

fn hash(staff: &StaffSettings, until: Timestamp, confirmed: &Confirmed<'_>) -> String {
    let mut hash = Sha256::new();
    hash.update(staff.nonce);
    hash.update(until.as_second().to_be_bytes());
    hash.update(serde_json::to_vec(confirmed).expect("a confirmation is plain data"));
    hex::encode(&hash.finalize()[..Seal::HASH / 2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telegram::RateLimits;

    #[test]
    fn a_confirmation_is_bound_to_everything_and_to_the_process() {
        let staff = StaffSettings::new(RateLimits::default());
        let now: Timestamp = "2026-11-25T05:00:00Z".parse().expect("a time");
        let draft = Draft::begin(now);
        let urgent = Draft { urgent: true, ..draft.clone() };
        let send = |draft, recipients, paid| {
            let recipients = StaffFigure::Exactly(recipients);
            let (held_until, replaces, newer, similar) = (None, None, None, None);
            Confirmed::Send { draft, recipients, paid, held_until, replaces, newer, similar }
        };
        let seal = Seal::new(&staff, now, &send(&draft, 12, false));
        assert_eq!(seal.hash.len(), Seal::HASH);
        assert!(seal.fits(&staff, &send(&draft, 12, false)));
        assert!(!seal.fits(&staff, &send(&draft, 13, false)));
        assert!(!seal.fits(&staff, &send(&draft, 12, true)));
        assert!(!seal.fits(&staff, &send(&urgent, 12, false)));
        let (draft, recipients, paid) = (&draft, StaffFigure::Exactly(12), false);
        let other = Some(CampaignId(2));
        for (held_until, newer, similar) in
            [(Some(now), None, None), (None, other, None), (None, None, other)]
        {
            let other =
                Confirmed::Send { draft, recipients, paid, held_until, replaces: None, newer, similar };
            assert!(!seal.fits(&staff, &other), "{held_until:?}, {newer:?}, {similar:?}");
        }
        assert!(
            !seal.fits(
                &staff,
                &Confirmed::TakeBack { campaign: CampaignId(1), sent: StaffFigure::Exactly(12) }
            )
        );
        let replaces = Some((now, "scheduled".to_owned()));
        let (held_until, newer, similar) = (None, None, None);
        let change = Confirmed::Send { draft, recipients, paid, held_until, replaces, newer, similar };
        assert!(!seal.fits(&staff, &change));
        let restarted = StaffSettings::new(RateLimits::default());
        assert!(!seal.fits(&restarted, &send(draft, 12, false)), "another process");
        let later = Seal { until: seal.until + SignedDuration::from_mins(1), ..seal.clone() };
        assert!(!later.fits(&staff, &send(draft, 12, false)), "nobody gives it more time");
        assert!(!seal.has_expired(now + SignedDuration::from_mins(15)));
        assert!(seal.has_expired(now + SignedDuration::from_secs(901)));
        assert!(seal.has_expired(now - SignedDuration::from_hours(3)), "the clock was set back");
        assert_eq!(seal.asked(), now);
    }

    #[test]
    fn taking_back_is_bound_to_the_campaign_and_to_the_number_of_chats() {
        let staff = StaffSettings::new(RateLimits::default());
        let take_back = |campaign, sent| Confirmed::TakeBack {
            campaign: CampaignId(campaign),
            sent: StaffFigure::Exactly(sent),
        };
        let seal = Seal::new(&staff, Timestamp::UNIX_EPOCH, &take_back(1, 23));
        assert!(seal.fits(&staff, &take_back(1, 23)));
        assert!(!seal.fits(&staff, &take_back(1, 24)) && !seal.fits(&staff, &take_back(12, 3)));
    }
}
