//! One attempt to deliver: the call, and its outcome.

use jiff::{SignedDuration, Timestamp};

use crate::clock::Clock;
use crate::domain::MessageId;
use crate::domain::campaign::{Campaign, CampaignKind, DeliveryStatus, Reason};
use crate::domain::message::{CampaignMessage, SendOptions};
use crate::domain::time::later;
use crate::store::{Claim, Outcome};
use crate::telegram::{SendError, SendManner, Sender};
use crate::vitals::Lane;

/// Makes the call for a claimed delivery. `message` is `None` if there is none for this chat.
pub(super) async fn attempt(
    sender: &Sender,
    campaign: &Campaign,
    claim: &Claim,
    message: Option<&CampaignMessage>,
    options: SendOptions,
    clock: &Clock,
) -> Outcome {
    let calls = sender.calls();
    let result = match (&campaign.kind, message) {
        (CampaignKind::Delete(_), _) => calls.delete(claim.chat, &claim.messages).await.map(|()| Vec::new()),
        (CampaignKind::Remind(_), None) => return Outcome::Ended(DeliveryStatus::Skipped, Reason::Changed),
        (CampaignKind::Send | CampaignKind::Replace(_), None) => {
            return Outcome::Ended(DeliveryStatus::Skipped, Reason::NoVersion);
        }
        (CampaignKind::Send | CampaignKind::Remind(_), Some(message)) => {
            let manner = SendManner { options, paid: campaign.paid, thread: claim.thread };
            calls.send(claim.chat, message, manner).await
        }
        (CampaignKind::Replace(_), Some(message)) => {
            match claim.messages.get(message.body.item_with_text()) {
                Some(old) => {
                    let replaced = calls.replace(claim.chat, *old, message, options).await;
                    replaced.map(|()| claim.messages.clone())
                }
                None => Err(SendError::NoMessage),
            }
        }
    };
    if matches!(result, Err(SendError::Wait(_))) {
        sender.vitals().metrics().too_many_requests(Lane::Deliveries);
    }
    // A wait that Telegram asks for begins with its answer.
    outcome(result, claim, clock.now())
}

fn outcome(result: Result<Vec<MessageId>, SendError>, claim: &Claim, now: Timestamp) -> Outcome {
    match result {
        Ok(messages) => Outcome::Sent(messages),
        Err(SendError::Harmless) => Outcome::Sent(claim.messages.clone()),
        Err(SendError::Wait(asked)) => {
            Outcome::Later(later(now, SignedDuration::try_from(asked).unwrap_or(SignedDuration::MAX)))
        }
        // Nothing was sent: there was no connection, or Telegram did not accept the token.
        Err(SendError::Unsent | SendError::Token) => Outcome::Later(Outcome::AT_ONCE),
        Err(SendError::Gone(reason)) => Outcome::Ended(DeliveryStatus::Gone, reason),
        Err(SendError::Moved(to)) => Outcome::Moved(to),
        Err(SendError::NoMessage) => Outcome::Ended(DeliveryStatus::Failed, Reason::NoMessage),
        Err(SendError::Refused(reason)) => Outcome::Ended(DeliveryStatus::Failed, reason),
        Err(SendError::Unsure) => Outcome::Ended(DeliveryStatus::Unsure, Reason::Connection),
    }
}
