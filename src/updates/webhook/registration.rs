//! Keeps the webhook set at Telegram.

use std::time::Duration;

use reqwest::Url;
use tokio::sync::watch;

use crate::telegram::Outage;
use crate::updates::backoff;
use crate::updates::client::{PollError, WebhookInfo};
use crate::updates::inbox_feed::InboxFeed;
use crate::vitals::Part;

/// How long the updates that wait at Telegram are held back before they are handled. People wait for that.
const HOLD: Duration = Duration::from_secs(5);
/// How often Telegram is asked whether it still delivers: twice within the time for which the way in counts as working
/// ([`Vitals::WELL`](crate::vitals::Vitals::WELL)).
const INTERVAL: Duration = Duration::from_secs(45);
/// How often Telegram is asked at most.
const SHORTEST: Duration = Duration::from_secs(1);

/// Sets the webhook to this address with this secret, and keeps it set: ends only when the token is refused. `taken` counts
/// the updates that were stored.
pub(crate) async fn keep(feed: &InboxFeed, url: &Url, secret: &str, mut taken: watch::Receiver<u64>) {
    let (mut pause, mut is_set, mut told) = (backoff(), false, None);
    // How many updates had come when Telegram last failed to deliver one.
    let mut stuck_at = None;
    let mut outage = Outage::new(feed.processor.clock.clone());
    loop {
        let checked = async {
            let asked = feed.caught_up.asks();
            let info = feed.client.webhook_info().await?;
            if report_failures(&info, is_set, &mut told) {
                stuck_at = Some(*taken.borrow());
            }
            if info.pending_update_count == 0 {
                stuck_at = None;
            }
            if !is_set || Url::parse(&info.url).ok().as_ref() != Some(url) {
                if is_set {
                    log::warn!("another program has set or removed this bot's webhook; it is set again");
                    feed.note_rival();
                }
                set(feed, url, secret, &info, &mut taken).await?;
            } else if info.pending_update_count == 0 {
                feed.caught_up.note(asked);
            }
            Ok(())
        };
        let checked = checked.await;
        feed.look_at_the_clock();
        let wait = match checked {
            Ok(()) => {
                feed.gate.note_answer(true);
                outage.end();
                is_set = true;
                pause.reset();
                // Telegram may be answered and still fail to get through to the bot.
                if stuck_at == Some(*taken.borrow()) {
                    feed.vitals().turned(Part::Updates);
                } else {
                    feed.vitals().worked(Part::Updates);
                }
                feed.caught_up.patience(INTERVAL).max(SHORTEST)
            }
            Err(PollError::Token) => return,
            Err(error) => {
                feed.note_failure(error);
                log::warn!("the webhook could not be set or checked: {error}; trying again");
                if error == PollError::Down {
                    outage.note();
                } else {
                    outage.end();
                }
                let wait = if let PollError::Wait(asked) = error { asked } else { pause.next_wait() };
                feed.vitals().rests(Part::Updates, wait);
                wait
            }
        };
        feed.processor.clock.sleep(wait).await;
    }
}

/// Logs each failure since the webhook was set, once: only Telegram sees the failures on the way. Says whether there was one.
fn report_failures(info: &WebhookInfo, is_set: bool, told: &mut Option<i64>) -> bool {
    let is_new = is_set && info.last_error_date > *told;
    if is_new {
        let reason = info.last_error_message.as_deref().unwrap_or_default();
        log::warn!("Telegram could not deliver an update: {:.200}", reason.escape_debug().to_string());
    }
    *told = info.last_error_date.max(*told);
    is_new
}

/// Tells Telegram the address and the secret. Updates that waited there are held back first, so that a backlog is seen as a
/// whole.
async fn set(
    feed: &InboxFeed,
    url: &Url,
    secret: &str,
    info: &WebhookInfo,
    taken: &mut watch::Receiver<u64>,
) -> Result<(), PollError> {
    let due = *taken.borrow() + info.pending_update_count;
    if info.pending_update_count > 0 {
        feed.scheduler.hold();
    }
    let set = feed.client.set_webhook(url.as_str(), secret).await;
    if set.is_ok() {
        log::info!("Telegram delivers updates to the webhook; {} wait there", info.pending_update_count);
        // They come within this time, or those that have come are handled without the rest.
        let _ = tokio::time::timeout(HOLD, taken.wait_for(|taken| *taken >= due)).await;
    }
    feed.scheduler.release();
    set
}
