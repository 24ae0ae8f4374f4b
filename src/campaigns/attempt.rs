//! One delivery: the call, and what came of it.

use jiff::{SignedDuration, Timestamp};

use crate::clock::Clock;
use crate::domain::campaign::{CampaignKind, DeliveryStatus, Reason};
use crate::domain::message::CampaignMessage;
use crate::store::{Claim, Outcome};
use crate::telegram::{SendError, Sender};

/// Makes one call, and says what came of it.
pub(super) async fn send(
    sender: &Sender,
    job: CampaignKind,
    paid: bool,
    claim: &Claim,
    post: Option<&CampaignMessage>,
    clock: &Clock,
) -> Outcome {
    let done = match (job, post) {
        (CampaignKind::Delete(_), _) => {
            sender.calls().delete(claim.chat, &claim.messages).await.map(|()| Vec::new())
        }
        (CampaignKind::Remind(_), None) => return Outcome::Ended(DeliveryStatus::Skipped, Reason::Changed),
        (_, None) => return Outcome::Ended(DeliveryStatus::Skipped, Reason::NoVersion),
        (CampaignKind::Send | CampaignKind::Remind(_), Some(post)) => {
            sender.calls().send(claim.chat, post, paid).await
        }
        (CampaignKind::Replace(_), Some(post)) => match claim.messages.first() {
            Some(message) => {
                sender.calls().replace(claim.chat, *message, post).await.map(|()| claim.messages.clone())
            }
            None => Err(SendError::NoMessage),
        },
    };
    // Telegram counts from its answer on.
    let now = clock.now();
    match done {
        Ok(messages) => Outcome::Sent(messages),
        Err(SendError::Harmless) => Outcome::Sent(claim.messages.clone()),
        Err(SendError::Wait(asked)) => {
            let asked = SignedDuration::try_from(asked).unwrap_or(SignedDuration::MAX);
            Outcome::Later(now.saturating_add(asked).unwrap_or(Timestamp::MAX))
        }
        // No connection was made, or nobody could have been meant: nothing was sent.
        Err(SendError::Unsent | SendError::Token) => Outcome::Later(Outcome::AT_ONCE),
        Err(SendError::Gone(reason)) => Outcome::Ended(DeliveryStatus::Gone, reason),
        Err(SendError::Moved(to)) => Outcome::Moved(to),
        Err(SendError::NoMessage) => Outcome::Ended(DeliveryStatus::Failed, Reason::NoMessage),
        Err(SendError::Refused(reason)) => Outcome::Ended(DeliveryStatus::Failed, reason),
        Err(SendError::Unsure) => Outcome::Ended(DeliveryStatus::Unsure, Reason::Connection),
    }
}
