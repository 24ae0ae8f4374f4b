//! A campaign as staff are told of it: its deliveries, its content, and the campaigns that change the messages that it sent.

use crate::domain::campaign::{Campaign, CampaignId, CampaignKind, DeliveryStatus, Reason, Stage, Tally};
use crate::domain::figures::StaffFigure;
use crate::domain::message::MessageVersions;

/// A campaign with everything that staff are told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignOutline {
    /// The campaign.
    pub campaign: Campaign,
    /// Its deliveries.
    pub tally: Tally,
    /// Its content. For a campaign that takes another one back, that is the content of the other one. `None` if it can't be
    /// read any more.
    pub content: Option<MessageVersions>,
    /// The campaigns that correct it or take it back, the newest first.
    pub changes: Vec<CampaignChange>,
}

/// A campaign that corrects another one or takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignChange {
    /// The campaign.
    pub campaign: Campaign,
    /// Its deliveries.
    pub tally: Tally,
}

/// The reason why a broadcast can't be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectionObstacle {
    /// Another campaign took it back, or is about to.
    TakenBack(CampaignId),
    /// It is not over. A correction would miss the chats that get it from now on.
    UnderWay,
    /// The store does not know any more which chats got it, or nobody did.
    Unknown,
}

/// The part of a list of broadcasts that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListPart {
    /// The newest ones.
    Newest,
    /// Those before this one.
    OlderThan(CampaignId),
    /// Those after this one.
    NewerThan(CampaignId),
}

impl Campaign {
    /// Whether some of it went out, or may have, or is about to.
    pub fn went_out(&self, tally: &Tally) -> bool {
        let reached = tally.of(DeliveryStatus::Sent) + tally.of(DeliveryStatus::Unsure);
        reached > 0 || matches!(self.stage, Stage::Filling | Stage::Running)
    }

    /// A number of its deliveries as staff read it.
    pub fn figure(&self, number: u64, tally: &Tally) -> StaffFigure {
        StaffFigure::of(number, self.reveals_trait(tally))
    }

    /// Whether its recipients were written down. One that is done may have none, which staff are not told of those who share a
    /// trait.
    pub fn knows_recipients(&self, tally: &Tally) -> bool {
        tally.total() > 0 || self.stage == Stage::Done
    }

    /// Whether the numbers of its deliveries would tell what people have chosen or said: its audience shares a trait, or some got
    /// nothing because their language was missing.
    pub fn reveals_trait(&self, tally: &Tally) -> bool {
        let without_version = (DeliveryStatus::Skipped, Some(Reason::NoVersion));
        self.audience.shares_trait() || tally.0.get(&without_version).is_some_and(|number| *number > 0)
    }
}

impl CampaignOutline {
    /// The number of its messages that are not deleted.
    pub fn standing(&self) -> u64 {
        let deletions = self.changes.iter().filter(|change| change.deletes());
        let deleted = deletions.map(|change| change.tally.of(DeliveryStatus::Sent)).sum();
        self.tally.of(DeliveryStatus::Sent).saturating_sub(deleted)
    }

    /// The reason why its messages can't be corrected now; `None` if they can.
    pub fn correction_obstacle(&self) -> Option<CorrectionObstacle> {
        let taken_back = self.changes.iter().find(|change| change.deletes() && !change.was_called_off());
        if let Some(deletion) = taken_back {
            Some(CorrectionObstacle::TakenBack(deletion.campaign.id))
        } else if !self.campaign.stage.is_over() {
            Some(CorrectionObstacle::UnderWay)
        } else if self.standing() == 0 || !self.campaign.can_be_changed(&self.tally) {
            Some(CorrectionObstacle::Unknown)
        } else {
            None
        }
    }

    /// Whether some chats have another text than the rest, as the last correction was called off after it had begun.
    pub fn has_mixed_texts(&self) -> bool {
        let corrections = self.changes.iter().filter(|change| !change.deletes());
        let mut called_off = corrections.take_while(|correction| correction.was_called_off());
        called_off.any(|correction| correction.campaign.went_out(&correction.tally))
    }

    /// Whether its messages can be taken back: some stand, and no other campaign is deleting them.
    pub fn can_be_taken_back(&self) -> bool {
        let is_being_deleted =
            self.changes.iter().any(|change| change.deletes() && !change.campaign.stage.is_over());
        self.campaign.can_be_changed(&self.tally) && self.standing() > 0 && !is_being_deleted
    }
}

impl CampaignChange {
    /// Whether it takes the other campaign back.
    pub fn deletes(&self) -> bool {
        matches!(self.campaign.kind, CampaignKind::Delete(_))
    }

    /// Whether it was called off.
    pub fn was_called_off(&self) -> bool {
        self.campaign.stage == Stage::Cancelled
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::campaign::{Audience, Revision};
    use crate::domain::{Lang, Topic};

    fn campaign(id: i64, kind: CampaignKind, stage: Stage) -> Campaign {
        Campaign {
            id: CampaignId(id),
            author: None,
            kind,
            audience: Audience::of(Topic::News),
            stage,
            created: Timestamp::UNIX_EPOCH,
            due: Timestamp::UNIX_EPOCH,
            touched: Timestamp::UNIX_EPOCH,
            urgent: false,
            trial: false,
            paid: false,
            revision: Revision::Original,
            begun: true,
        }
    }

    fn tally(sent: u64, skipped: u64) -> Tally {
        let mut tally = Tally::default();
        tally.add(DeliveryStatus::Sent, None, sent);
        tally.add(DeliveryStatus::Skipped, None, skipped);
        tally
    }

    fn outline(stage: Stage, sent: u64, deletion: Option<(Stage, u64)>) -> CampaignOutline {
        let deletion = deletion.map(|(stage, sent)| CampaignChange {
            campaign: campaign(2, CampaignKind::Delete(CampaignId(1)), stage),
            tally: tally(sent, 0),
        });
        CampaignOutline {
            campaign: campaign(1, CampaignKind::Send, stage),
            tally: tally(sent, 1),
            content: None,
            changes: deletion.into_iter().collect(),
        }
    }

    #[test]
    fn what_was_called_off_before_anybody_got_it_did_not_go_out() {
        for (stage, sent, went_out) in [
            (Stage::Cancelled, 0, false),
            (Stage::Scheduled, 0, false),
            (Stage::Done, 0, false),
            (Stage::Cancelled, 1, true),
            (Stage::Running, 0, true),
            (Stage::Done, 3, true),
        ] {
            let outline = outline(stage, sent, None);
            assert_eq!(outline.campaign.went_out(&outline.tally), went_out, "{stage:?}, {sent}");
        }
        let mut unsure = outline(Stage::Cancelled, 0, None);
        unsure.tally.add(DeliveryStatus::Unsure, None, 1);
        assert!(unsure.campaign.went_out(&unsure.tally), "it may have arrived");
    }

    #[test]
    fn a_correction_that_was_called_off_halfway_leaves_mixed_texts_until_another_stands() {
        let correction = |stage, sent| CampaignChange {
            campaign: campaign(2, CampaignKind::Replace(CampaignId(1)), stage),
            tally: tally(sent, 0),
        };
        for (changes, is_mixed) in [
            (vec![], false),
            (vec![correction(Stage::Done, 3)], false),
            (vec![correction(Stage::Cancelled, 0)], false),
            (vec![correction(Stage::Cancelled, 2)], true),
            (vec![correction(Stage::Cancelled, 0), correction(Stage::Cancelled, 2)], true),
            (vec![correction(Stage::Done, 3), correction(Stage::Cancelled, 2)], false),
        ] {
            let outline = CampaignOutline { changes, ..outline(Stage::Done, 3, None) };
            assert_eq!(outline.has_mixed_texts(), is_mixed, "{:?}", outline.changes);
        }
    }

    #[test]
    fn numbers_are_exact_unless_they_tell_a_trait() {
        let mut it = campaign(1, CampaignKind::Send, Stage::Done);
        assert_eq!(it.figure(3, &tally(3, 1)), StaffFigure::Exactly(3));
        let mut without_version = tally(3, 0);
        without_version.add(DeliveryStatus::Skipped, Some(Reason::NoVersion), 1);
        assert_eq!(it.figure(3, &without_version), StaffFigure::Few);
        it.audience.lang = Some(Lang::Ky);
        assert_eq!([3, 8].map(|n| it.figure(n, &tally(n, 0))), [StaffFigure::Few, StaffFigure::AtLeast(5)]);
    }

    #[test]
    fn what_was_taken_back_is_neither_corrected_nor_taken_back_again() {
        let by = Some(CorrectionObstacle::TakenBack(CampaignId(2)));
        let unknown = Some(CorrectionObstacle::Unknown);
        for (stage, sent, deletion, obstacle, can_be_taken_back) in [
            (Stage::Done, 3, None, None, true),
            (Stage::Done, 3, Some((Stage::Scheduled, 0)), by, false),
            (Stage::Done, 3, Some((Stage::Done, 3)), by, false),
            // A message that the first deletion could not reach may be deleted by a second one.
            (Stage::Done, 3, Some((Stage::Done, 2)), by, true),
            (Stage::Done, 3, Some((Stage::Cancelled, 0)), None, true),
            (Stage::Done, 3, Some((Stage::Cancelled, 3)), unknown, false),
            (Stage::Done, 0, None, unknown, false),
            (Stage::Running, 3, None, Some(CorrectionObstacle::UnderWay), false),
        ] {
            let outline = outline(stage, sent, deletion);
            assert_eq!(outline.correction_obstacle(), obstacle, "{stage:?}, {deletion:?}");
            assert_eq!(outline.can_be_taken_back(), can_be_taken_back, "{stage:?}, {deletion:?}");
        }
    }
}
