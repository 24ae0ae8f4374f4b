//! What is held waits while everything is frozen.

use super::{minutes, sends, three};
use crate::support::chat::english;

#[tokio::test]
async fn what_a_thief_has_begun_waits_in_a_freeze_and_can_be_stopped() {
    let say = english();
    let (bot, olga, bakyt, _) = three().await;
    sends(&bakyt, "Of a thief").await;
    bot.holds().await;
    olga.says("/freeze").await;
    olga.taps(say.button_freeze_yes()).await;
    bot.restart().await;
    minutes(&bot, 30).await;
    let got = || (5000..5006).filter(|chat| bot.emulator().transcript(*chat).contains("Of a thief")).count();
    assert_eq!(got(), 0);
    // What the freeze held goes on afterwards, unless somebody has stopped it.
    let now = bot.clock.now();
    bot.service(async |service| {
        service.app().store.freeze_by_command_line(false, now).await.expect("lifted")
    })
    .await;
    minutes(&bot, 1).await;
    assert_eq!(got(), 6);
}
