//! Delivery of updates to the bot's webhook, in order for each chat, with retries until the webhook accepts them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header;
use tokio::task::JoinSet;

use crate::emulator::shared::Shared;
use crate::emulator::updates::{ActiveWebhook, QueuedUpdate};
use crate::emulator::world::World;

/// A delivery that takes longer has failed.
const PATIENCE: Duration = Duration::from_mins(1);
/// The wait before the first retry. It doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Delivers until the webhook is replaced or deleted, or the emulator stops.
pub(crate) async fn deliver(shared: Arc<Shared>, generation: u64) {
    let client = match reqwest::Client::builder().timeout(PATIENCE).build() {
        Ok(client) => client,
        Err(error) => {
            log::error!("the emulator cannot deliver to a webhook: {error}");
            return;
        }
    };
    let mut changes = shared.polls();
    let mut deliveries = JoinSet::new();
    loop {
        changes.borrow_and_update();
        loop {
            match shared.with(|world| next_delivery(world, generation)) {
                NextDelivery::Update(webhook, update) => {
                    deliveries.spawn(deliver_one(Arc::clone(&shared), client.clone(), webhook, update));
                }
                NextDelivery::Wait => break,
                NextDelivery::Over => return,
            }
        }
        tokio::select! {
            outcome = changes.changed() => if outcome.is_err() { return },
            Some(_) = deliveries.join_next() => {}
            () = shared.stopped() => return,
        }
    }
}

enum NextDelivery {
    Update(ActiveWebhook, QueuedUpdate),
    Wait,
    Over,
}

/// The oldest update of a chat that has no update in flight, if a connection is free.
fn next_delivery(world: &mut World, generation: u64) -> NextDelivery {
    let Some(webhook) = world.updates.webhook.as_ref().filter(|webhook| webhook.generation == generation)
    else {
        return NextDelivery::Over;
    };
    if webhook.in_flight.len() >= webhook.connections {
        return NextDelivery::Wait;
    }
    let busy: BTreeSet<i64> = webhook.in_flight.iter().map(|(chat, _)| *chat).collect();
    let Some(update) = world.updates.first_not_about(&busy) else { return NextDelivery::Wait };
    let webhook = webhook.clone();
    if let Some(current) = &mut world.updates.webhook {
        current.in_flight.insert((update.chat, update.id));
    }
    NextDelivery::Update(webhook, update)
}

/// Posts one update until the webhook accepts it, is replaced, or is deleted.
async fn deliver_one(
    shared: Arc<Shared>,
    client: reqwest::Client,
    webhook: ActiveWebhook,
    update: QueuedUpdate,
) {
    let mut wait = FIRST_WAIT;
    loop {
        let result = post(&client, &webhook, &update).await;
        if shared.with(|world| is_done(world, &webhook, &update, result)) {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = shared.stopped() => return,
        }
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}

/// Posts an update once. An error is a message for `WebhookInfo`.
async fn post(
    client: &reqwest::Client,
    webhook: &ActiveWebhook,
    update: &QueuedUpdate,
) -> Result<(), String> {
    let mut request = client
        .post(&webhook.url)
        .header(header::CONTENT_TYPE, "application/json")
        .body(update.json.to_string());
    if let Some(secret) = &webhook.secret {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    match request.send().await {
        Ok(response) if response.status().is_success() => Ok(()),
        Ok(response) => Err(format!("Wrong response from the webhook: {}", response.status())),
        Err(error) if error.is_timeout() => Err("Read timeout expired".to_owned()),
        Err(_) => Err("Connection refused".to_owned()),
    }
}

/// Records the result of a delivery. Returns whether the update needs no further one.
fn is_done(
    world: &mut World,
    webhook: &ActiveWebhook,
    update: &QueuedUpdate,
    result: Result<(), String>,
) -> bool {
    let now = world.now();
    let current = world.updates.webhook.as_mut().filter(|current| current.generation == webhook.generation);
    let Some(current) = current else { return true };
    if let Err(message) = result {
        current.last_error = Some((now, message));
        return false;
    }
    current.in_flight.remove(&(update.chat, update.id));
    world.updates.remove(update.id);
    true
}
