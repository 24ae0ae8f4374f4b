//! Actions of staff wait until everything is handled that Telegram had when their time was over, whichever way updates come.

use jiff::SignedDuration;
use pledge_bot::clock::Clock;
use pledge_bot::config::Settings;
use pledge_bot::conversation::route;
use pledge_bot::domain::hold::{Approvals, HoldState};
use pledge_bot::domain::{HoldId, HoldRules};
use pledge_bot::emulator::EmulatorEvent;
use pledge_bot::service::Service;
use pledge_bot::updates::WebhookAddress;
use serde_json::json;

use super::running::{Place, Running};
use crate::support::chat::{Words, english};
use crate::support::test_bot::{NOW, PUBLIC};
use crate::support::visitor::{Visitor, visitor};

/// A bot that this person owns alone, and whose actions wait for so long.
async fn runs(
    place: &Place,
    owner: &Visitor<'_>,
    webhook: bool,
    clock: Clock,
    time: SignedDuration,
) -> Running {
    let listen = "127.0.0.1:0".to_owned();
    let webhook = webhook.then(|| WebhookAddress { url: place.url().parse().expect("an address"), listen });
    let holds = HoldRules { time, approvals: Approvals::One, quiet: None };
    let (owners, recipients) = (vec![owner.id], Some(PUBLIC.to_owned()));
    let settings = Settings { webhook, holds, owners, recipients, ..place.settings() };
    let service = Service::start_with(&settings, clock, route).await.expect("the bot starts");
    if let Some(webhook) = service.webhook() {
        place.deliveries.to(webhook.local_addr().expect("an address"));
    }
    let running = Running::start(service, String::new());
    owner.starts().await;
    running
}

/// The owner wants the list of supporters, which waits.
async fn exports(owner: &Visitor<'_>) {
    let say = english();
    owner.says("/export").await;
    let begun = owner.taps(say.button_export_send()).await;
    assert!(begun.contains(&say.hold_begun_alone().plain()), "{begun}");
}

/// Where the action stands.
async fn state(bot: &Running) -> HoldState {
    bot.service.app().store.hold(HoldId(1)).await.expect("read").expect("it is known").hold.state
}

/// Twelve minutes go by, and the bot asks Telegram again and again. The two clocks never differ by so much that the bot doubts its own.
async fn twelve_minutes(place: &Place, clock: &Clock) {
    let asked = |seen: &str| seen.matches("/getWebhookInfo").count();
    for _ in 0..3 {
        clock.advance(SignedDuration::from_mins(4));
        place.emulator.clock().set_ms(clock.now().as_millisecond());
        let before = asked(&place.calls.seen());
        place.calls.find(|seen| (asked(seen) > before + 2).then_some(())).await;
    }
}

fn is_file(event: &EmulatorEvent) -> bool {
    event.method == Some("sendDocument")
}

#[tokio::test]
async fn what_waits_at_telegram_and_is_not_delivered_counts() {
    let (place, say) = (Place::new().await, english());
    let clock = Clock::by_hand(NOW.parse().expect("a time"));
    place.emulator.clock().set_ms(clock.now().as_millisecond());
    let olga = visitor(&place.emulator, "Olga");
    let bot = runs(&place, &olga, true, clock.clone(), SignedDuration::from_mins(10)).await;
    exports(&olga).await;
    // The bot refuses what comes with another secret.
    let secret = Place::webhooks_set(&place.calls.seen())[0]["secret_token"].clone();
    let set =
        async |secret| place.call("setWebhook", json!({"url": place.url(), "secret_token": secret})).await;
    set(json!("another")).await;
    let seq = place.emulator.seq();
    place.emulator.tap(olga.id, &say.button_hold_undo().plain()).expect("the button");
    twelve_minutes(&place, &clock).await;
    bot.service.holds().step().await.expect("the store works");
    assert_eq!(state(&bot).await, HoldState::Waiting);
    set(secret).await;
    let undone = olga.hears(seq).await;
    assert!(undone.contains(&say.hold_undo_answer().plain()), "{undone}");
    assert_eq!(state(&bot).await, HoldState::Undone);
    bot.stop().await;
}

#[tokio::test]
async fn an_action_takes_effect_when_its_time_is_over_although_a_poll_may_wait_for_longer() {
    let place = Place::new().await;
    let olga = visitor(&place.emulator, "Olga");
    let bot = runs(&place, &olga, false, Clock::System, SignedDuration::from_secs(2)).await;
    let seq = place.emulator.seq();
    exports(&olga).await;
    bot.service.holds().step().await.expect("the store works");
    // The poll under way began before the action, which is shorter here than any that can be set.
    olga.says("/help").await;
    place.emulator.next_event(seq, is_file).await.expect("it takes effect within half a minute");
    bot.stop().await;
}

#[tokio::test]
async fn what_nobody_stops_takes_effect_by_webhook_too() {
    let place = Place::new().await;
    let clock = Clock::by_hand(NOW.parse().expect("a time"));
    place.emulator.clock().set_ms(clock.now().as_millisecond());
    let olga = visitor(&place.emulator, "Olga");
    let bot = runs(&place, &olga, true, clock.clone(), SignedDuration::from_mins(10)).await;
    let seq = place.emulator.seq();
    exports(&olga).await;
    twelve_minutes(&place, &clock).await;
    place.emulator.next_event(seq, is_file).await.expect("it takes effect");
    bot.stop().await;
}
