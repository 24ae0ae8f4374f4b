//! getUpdates, as a long poll.

use std::time::Duration;

use crate::emulator::error::ApiError;
use crate::emulator::params::Params;
use crate::emulator::shared::Shared;
use crate::emulator::updates::PollResult;

/// The longest wait of a long poll, in seconds.
const LONGEST_POLL_S: u64 = 50;
/// The most updates of one call.
const MOST_UPDATES: i64 = 100;

/// Waits for updates until the timeout, another call of getUpdates, or a webhook.
pub(crate) async fn get_updates(shared: &Shared, params: &Params) -> Result<String, ApiError> {
    let offset = params.integer("offset")?.unwrap_or(0);
    let limit = params.integer("limit")?.unwrap_or(MOST_UPDATES);
    let limit = if (1..=MOST_UPDATES).contains(&limit) { limit } else { MOST_UPDATES };
    let limit = usize::try_from(limit).unwrap_or(1);
    let timeout = params.integer("timeout")?.and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or(0);
    let consumer = shared.with(|world| {
        if world.updates.webhook.is_some() {
            return Err(ApiError::new(409, WEBHOOK_ACTIVE));
        }
        world.updates.set_allowed(params)?;
        Ok(world.updates.begin_poll(offset))
    })?;
    shared.wake_polls();
    let deadline = tokio::time::Instant::now() + Duration::from_secs(timeout.min(LONGEST_POLL_S));
    let mut changes = shared.polls();
    loop {
        changes.borrow_and_update();
        match shared.with(|world| world.updates.poll(world.now_ms, consumer, limit)) {
            PollResult::Ready(json) => return Ok(json),
            PollResult::Superseded => return Err(ApiError::new(409, TERMINATED)),
            PollResult::Webhook => {
                return Err(ApiError::new(409, "Conflict: terminated by setWebhook request"));
            }
            PollResult::Nothing => {}
        }
        let _waiting = WaitingPoll::begin(shared);
        tokio::select! {
            outcome = changes.changed() => if outcome.is_err() { return Ok("[]".to_owned()) },
            () = tokio::time::sleep_until(deadline) => return Ok("[]".to_owned()),
            () = shared.stopped() => return Ok("[]".to_owned()),
        }
    }
}

const WEBHOOK_ACTIVE: &str = "Conflict: can't use getUpdates method while webhook is active; \
    use deleteWebhook to delete the webhook first";
const TERMINATED: &str =
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

/// Counts a waiting call until it is dropped, which also happens when its client disconnects.
struct WaitingPoll<'a>(&'a Shared);

impl<'a> WaitingPoll<'a> {
    fn begin(shared: &'a Shared) -> Self {
        shared.with(|world| world.updates.waiting += 1);
        Self(shared)
    }
}

impl Drop for WaitingPoll<'_> {
    fn drop(&mut self) {
        self.0.with(|world| world.updates.waiting -= 1);
    }
}
