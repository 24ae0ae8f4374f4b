//! How a campaign is sent: its buttons, with a sound or without, with a preview of links or without; and what its author is told
//! if Telegram refuses it.

use pledge_bot::domain::Lang;
use pledge_bot::emulator::{EmulatorEvent, FaultKind, InjectedFault};

use super::{begins, confirms, confirms_correction, corrects, opens, readers, writes};
use crate::support::chat::english;
use crate::support::test_bot::TestBot;

const READER: i64 = 5000;

/// Everything that the reader got by this method.
fn got(bot: &TestBot, method: &str) -> Vec<EmulatorEvent> {
    let events = bot.emulator().events_after(0).expect("all are kept");
    events.into_iter().filter(|event| event.chat == READER && event.method == Some(method)).collect()
}

/// Whether a message came without a preview of its links.
fn is_bare(event: &EmulatorEvent) -> bool {
    event.message.as_ref().is_some_and(|message| message["link_preview_options"]["is_disabled"] == true)
}

#[tokio::test]
async fn a_message_has_a_sound_and_no_preview_of_links_unless_its_author_says_so() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, READER, 1, Lang::En).await;
    writes(&owner, "See https://example.org").await;
    let settings = owner.taps(say.campaign_button_options()).await;
    settings.has_line(say.campaign_line_sound()).has_line(say.campaign_line_no_link_preview());
    // The draft names those alone that were changed.
    let draft = owner.taps(say.campaign_button_draft()).await;
    draft.does_not_see(say.campaign_line_sound()).does_not_see(say.campaign_line_no_link_preview());
    confirms(&owner, 1).await;
    bot.delivers().await;
    let first = got(&bot, "sendMessage").remove(0);
    assert!(!first.silent && is_bare(&first), "{first:?}");

    writes(&owner, "Look at https://example.org/photos").await;
    owner.taps(say.campaign_button_options()).await;
    owner.taps(say.campaign_button_silent()).await.has_line(say.campaign_line_silent());
    owner.taps(say.campaign_button_link_preview()).await.has_line(say.campaign_line_link_preview());
    let draft = owner.taps(say.campaign_button_draft()).await;
    draft.has_line(say.campaign_line_silent()).has_line(say.campaign_line_link_preview());
    let preview = owner.taps(say.campaign_button_preview()).await;
    let shown = preview.events.iter().find(|event| event.method == Some("sendMessage")).expect("a preview");
    assert!(shown.silent && !is_bare(shown), "it arrives in the preview as it will");
    confirms(&owner, 1).await.opens_with(say.campaign_launched());
    bot.delivers().await;
    let second = got(&bot, "sendMessage").remove(1);
    assert!(second.silent && !is_bare(&second), "{second:?}");

    // A correction keeps the choice, or changes it.
    opens(&owner, 2).await;
    corrects(&owner, "Look at https://example.org/pictures", 1).await;
    bot.delivers().await;
    assert!(!is_bare(&got(&bot, "editMessageText")[0]));
    opens(&owner, 2).await;
    owner.taps(say.campaign_button_correct()).await;
    owner.taps(say.campaign_button_draft()).await.has_line(say.campaign_line_link_preview());
    owner.taps(say.campaign_button_options()).await.has_no_button(say.campaign_button_urgent());
    owner.taps(say.campaign_button_no_link_preview()).await;
    owner.taps(say.campaign_button_draft()).await;
    confirms_correction(&owner, 2, 1).await.opens_with(say.campaign_launched_correction());
}

#[tokio::test]
async fn a_confirmation_does_not_survive_a_change_of_sound_or_preview() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, READER, 1, Lang::En).await;
    writes(&owner, "Hello").await;
    for label in [say.campaign_button_silent(), say.campaign_button_link_preview()] {
        owner.taps(say.campaign_button_confirm()).await;
        let confirmation = owner.first_button();
        owner.taps(say.campaign_button_draft()).await;
        owner.taps(say.campaign_button_options()).await;
        owner.taps(label).await;
        owner.presses(&confirmation).await.closes_with(say.campaign_changed());
        owner.says("/broadcast").await;
    }
}

#[tokio::test]
async fn an_address_that_telegram_refuses_is_refused_with_its_line() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_links()).await;
    for address in ["https://example..org/", "https://.org", "tg:", "https://example.org,/"] {
        let typed = format!("Read - https://example.org\nX - {address}");
        let refused = owner.says(&typed).await;
        refused.sees(&typed).closes_with(say.campaign_link_error_line(2, &say.campaign_link_error_address()));
    }
    let mark = say.campaign_link_error_mark(",");
    owner
        .says("Read - https://example.org,\nX - y")
        .await
        .closes_with(say.campaign_link_error_line(1, &mark));
    owner.says("Read - https://example.org\nJoin - tg:resolve?domain=x").await;
    let shown = owner.taps(say.campaign_button_preview()).await.sent_by("sendMessage");
    assert_eq!(shown["reply_markup"]["inline_keyboard"][1][0]["url"], "tg://resolve?domain=x");
}

#[tokio::test]
async fn a_version_that_telegram_refuses_is_named_in_the_preview() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    begins(&owner).await;
    owner.says("Hello").await;
    let fault = InjectedFault::new(FaultKind::BadRequest).description("Bad Request: BUTTON_URL_INVALID");
    let _ = bot.emulator().fault(fault.chat(owner.id).method("sendMessage"));
    let preview = owner.taps(say.campaign_button_preview()).await;
    preview.sees(say.campaign_preview_refused(&say.language_name()));
    owner
        .taps(say.campaign_button_preview())
        .await
        .does_not_see(say.campaign_preview_refused(&say.language_name()));
}
