//! One delivery: the call, and what came of it.

use jiff::{SignedDuration, Timestamp};

use crate::{
    clock::Clock,
    delivery::{Fault, Post, Sender},
    domain::campaign::{Job, Reason, Status},
    store::{Claim, Outcome},
};

/// Makes one call, and says what came of it.
pub(super) async fn send(
    sender: &Sender,
    job: Job,
    paid: bool,
    claim: &Claim,
    post: Option<&Post>,
    clock: &Clock,
) -> Outcome {
    let done = match (job, post) {
        (Job::Delete(_), _) => sender.delete(claim.chat, &claim.messages).await.map(|()| Vec::new()),
        (Job::Remind(_), None) => return Outcome::Ended(Status::Skipped, Reason::Changed),
        (_, None) => return Outcome::Ended(Status::Skipped, Reason::NoVersion),
        (Job::Send | Job::Remind(_), Some(post)) => sender.post(claim.chat, post, paid).await,
        (Job::Replace(_), Some(post)) => match claim.messages.first() {
            Some(message) => {
                sender.replace(claim.chat, *message, post).await.map(|()| claim.messages.clone())
            }
            None => Err(Fault::NoMessage),
        },
    };
    // Telegram counts from its answer on.
    let now = clock.now();
    match done {
        Ok(messages) => Outcome::Sent(messages),
        Err(Fault::Harmless) => Outcome::Sent(claim.messages.clone()),
        Err(Fault::Wait(asked)) => {
            let asked = SignedDuration::try_from(asked).unwrap_or(SignedDuration::MAX);
            Outcome::Later(now.saturating_add(asked).unwrap_or(Timestamp::MAX))
        }
        // No connection was made, or nobody could have been meant: nothing was sent.
        Err(Fault::Unsent | Fault::Token) => Outcome::Later(Outcome::AT_ONCE),
        Err(Fault::Gone(reason)) => Outcome::Ended(Status::Gone, reason),
        Err(Fault::Moved(to)) => Outcome::Moved(to),
        Err(Fault::NoMessage) => Outcome::Ended(Status::Failed, Reason::NoMessage),
        Err(Fault::Refused(reason)) => Outcome::Ended(Status::Failed, reason),
        Err(Fault::Unsure) => Outcome::Ended(Status::Unsure, Reason::Connection),
    }
}
