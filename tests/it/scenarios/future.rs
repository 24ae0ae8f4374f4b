//! What Telegram may add to messages one day, in messages that say something to the bot: the words count all the same.

use pledge_bot::domain::{Lang, Topic};
use pledge_bot::emulator::NewMessage;
use serde_json::{Value, json};

use super::staff::begins;
use crate::support::chat::{NAME, english};
use crate::support::test_bot::TestBot;

/// A text with everything that nobody knows yet.
fn of_tomorrow(text: &str, fields: &[(&str, Value)]) -> NewMessage {
    let date = json!({"type": "date_time", "offset": 1, "length": 2, "unix_time": 1_772_755_200});
    let swirl = json!({"type": "swirl", "offset": 0, "length": 3, "colours": ["red", {"of": "tomorrow"}]});
    let other = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    NewMessage { entities: vec![date, swirl], other, ..NewMessage::text(text) }
}

/// New fields, one set after the other.
fn new_fields() -> Vec<Vec<(&'static str, Value)>> {
    let origin = json!({"type": "satellite", "date": 1_764_000_000, "orbit": 7});
    vec![
        vec![],
        vec![("forward_origin", origin.clone())],
        vec![("external_reply", json!({"origin": origin, "hologram": {}}))],
        vec![("hologram", json!({"file_id": "A", "file_unique_id": "B"}))],
        vec![("quote", json!("?")), ("link_preview_options", json!([])), ("effect_id", json!({}))],
        vec![("field_of_tomorrow", json!([[[null]]])), ("via_bot", json!(true))],
    ]
}

#[tokio::test]
async fn a_command_with_something_new_in_it_is_understood() {
    let say = english();
    let bot = TestBot::new().await;
    for fields in new_fields() {
        let aigul = bot.reader("Aigul").await;
        aigul.switches_on(Topic::News).await;
        aigul.sends_message(&of_tomorrow("/help", &fields)).await.opens_with(say.help_text());
        aigul.sends_message(&of_tomorrow("/stop 6 March", &fields)).await.opens_with(say.topics_stopped());
    }
}

#[tokio::test]
async fn a_name_with_something_new_in_it_is_taken() {
    let bot = TestBot::new().await;
    for fields in new_fields() {
        let aigul = bot.reader("Aigul").await;
        aigul.supports_up_to(NAME).await;
        let card = aigul.sends_message(&of_tomorrow("Aigul", &fields)).await;
        card.has_line(english().sign_up_line_name_kept());
    }
}

#[tokio::test]
async fn a_version_and_a_form_with_something_new_in_them_are_taken() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    for fields in new_fields() {
        begins(&owner).await;
        let version = owner.sends_message(&of_tomorrow("We meet on 6 March", &fields)).await;
        version.sees(say.campaign_line_quote("We meet on 6 March"));
        let preview = owner.taps(say.campaign_button_preview()).await;
        let sent = preview.sent_by("sendMessage");
        assert_eq!(sent["text"], format!("We meet on 6 March\n\n{}", say.campaign_footer(1)));
        let form = "/deadlines\ndate: 2027-03-06\nky: Отчет\nru: Отчёт\nen: Report";
        owner.sends_message(&of_tomorrow(form, &fields)).await.sees(say.staff_deadline_ask());
        owner.says("/cancel").await;
        owner.taps(say.campaign_button_discard_yes()).await;
    }
    drop(bot);
}

#[tokio::test]
async fn content_of_a_new_kind_is_answered() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let hologram = |caption: Option<&str>| {
        let mut other = serde_json::Map::from_iter([("hologram".to_owned(), json!({"file_id": "A"}))]);
        other.extend(caption.map(|caption| ("caption".to_owned(), json!(caption))));
        NewMessage { other, ..NewMessage::default() }
    };
    let aigul = bot.reader("Aigul").await;
    aigul.sends_message(&hologram(None)).await.is_short(say.home_hint());
    aigul.supports_up_to(NAME).await;
    aigul.sends_message(&hologram(Some("Aigul"))).await.opens_with(say.sign_up_need_text());
    aigul.says("Aigul").await.has_line(say.sign_up_line_name_kept());
    begins(&owner).await;
    let refused = say.campaign_refused(&say.campaign_unfit("other"));
    owner.sends_message(&hologram(None)).await.sees(refused);
}

#[tokio::test]
async fn a_reader_in_a_chat_of_a_new_kind_is_answered() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    let seq = bot.emulator().seq();
    let update = json!({"message": {"message_id": 900, "date": 1_764_000_000, "text": "/help",
        "chat": {"id": aigul.id, "type": "private_of_tomorrow"}, "from": {"id": aigul.id}}});
    bot.emulator().inject(update).expect("an update");
    bot.settle().await;
    bot.heard(aigul.id, seq, Lang::En).opens_with(say.help_text());
}
