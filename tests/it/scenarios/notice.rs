//! The sentence that the law asks for below what the coalition sends out.

use pledge_bot::domain::{CallId, Topic};
use pledge_bot::emulator::PressOutcome;

use super::staff::{begins, confirms, writes};
use crate::support::chat::english;
use crate::support::test_bot::TestBot;

const NOTICE: &str = "This is a sentence that the law asks for.";
const FILES: [(&str, &str); 1] =
    [("en/controller.ftl", "legal-notice = This is a sentence that the law asks for.\n")];

#[tokio::test]
async fn it_stands_below_a_broadcast_and_counts_for_its_length() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.reader("Aigul").await;
    reader.switches_on(Topic::News).await;
    bot.reads(&FILES).await;
    begins(&owner).await;
    let group = say.campaign_footer_group("pledge_test_bot", 999_999);
    let room = 4096 - format!("\n\n{NOTICE}\n{group}").encode_utf16().count();
    owner.says(&"a".repeat(room + 1)).await.closes_with(say.campaign_too_long(1, 4096));
    owner.says("/cancel").await;
    writes(&owner, "We meet on Friday").await;
    let preview = owner.taps(say.campaign_button_preview()).await;
    let sent = format!("We meet on Friday\n\n{NOTICE}\n{}", say.campaign_footer(1));
    assert!(preview.texts().contains(&sent), "{:?}", preview.texts());
    confirms(&owner, 1).await;
    bot.delivers().await;
    reader.newest_has(&sent);
}

#[tokio::test]
async fn it_stands_below_news_for_whose_date_there_is_no_room() {
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.reader("Aigul").await;
    reader.switches_on(Topic::News).await;
    let notice = "n".repeat(90);
    let text = format!("We meet\n{}", "a".repeat(4096 - format!("We meet\n\n\n{notice}").len()));
    begins(&owner).await;
    writes(&owner, &text).await;
    confirms(&owner, 1).await;
    bot.delivers().await;
    bot.reads(&[("en/controller.ftl", &format!("legal-notice = {notice}\n"))]).await;
    reader.says("/news").await;
    reader.taps("We meet").await;
    reader.newest_has(format!("{text}\n\n{notice}"));
}

#[tokio::test]
async fn it_stands_below_what_is_passed_on() {
    let say = english();
    let bot = TestBot::new().await;
    let person = bot.reader("Aigul").await;
    bot.reads(&FILES).await;
    let funding: CallId = "authorities-funding".parse().expect("the ID of a call");
    let call = format!("{}\n\n{NOTICE}", say.call_send(&funding));
    let encoded = |text: &str| text.replace(' ', "%20").replace('\n', "%0A");
    let shared = async |text: String| {
        let Ok(PressOutcome::Url { url }) = bot.emulator().tap(person.id, &say.button_share()) else {
            panic!("no link to share")
        };
        assert!(url.contains(&encoded(&text)), "{url}");
    };
    person.says("/pledge").await;
    shared(NOTICE.to_owned()).await;
    person.says("/start call_authorities-funding").await;
    shared(NOTICE.to_owned()).await;
    // With the notice it is too long for Telegram's own button, so the bot sends it to be copied.
    person.taps(say.button_copy()).await.sees(&call);
}
