//! Versions that are made of several messages: albums, long texts that an app has split, a comment and a post. Drafts that
//! follow the edits of their messages.

use pledge_bot::domain::Lang;
use pledge_bot::domain::message::{FormattedText, MessageBody};
use pledge_bot::emulator::{ButtonPress, NewMessage};
use pledge_bot::texts::Html;
use serde_json::{Value, json};

use super::{
    begins, campaigns, confirms, content, corrects, has, lacks, media, opens, readers, text_of, writes,
};
use crate::support::chat::{Heard, Person, english};
use crate::support::test_bot::TestBot;

/// The person who reads what is sent.
const READER: i64 = 5000;

/// A piece of an album.
fn piece(kind: &str, caption: &str) -> NewMessage {
    NewMessage { media_group_id: Some("14000000001".into()), ..media(kind, caption) }
}

/// A bot with an owner and a reader.
async fn with_reader() -> (std::sync::Arc<TestBot>, Person) {
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, READER, 1, Lang::En).await;
    (bot, owner)
}

/// Sends the draft to the reader.
async fn sends(bot: &TestBot, owner: &Person) {
    confirms(owner, 1).await.opens_with(english().campaign_launched());
    bot.delivers().await;
}

/// The captions and texts that the reader has, in order.
fn read(bot: &TestBot) -> Vec<String> {
    let text = |message: &Value| {
        let text = message.get("text").or_else(|| message.get("caption")).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    bot.emulator().messages(READER).iter().map(text).collect()
}

/// The text of an English version with the line at its end.
fn with_line(text: &str, campaign: i64) -> String {
    format!("{text}\n\n{}", english().campaign_footer(campaign))
}

/// The body of the English version of the newest campaign.
async fn sent(bot: &TestBot) -> MessageBody {
    let campaign = campaigns(bot).await.remove(0);
    content(bot, &campaign).await.by_lang[&Lang::En].body.clone()
}

fn question() -> Html {
    english().campaign_more_ask(&english().language_name())
}

async fn adds(owner: &Person) -> Heard {
    owner.taps(english().campaign_button_more_add()).await
}

#[tokio::test]
async fn the_stop_line_joins_the_caption_of_an_album_and_a_correction_changes_that_item() {
    let (bot, owner) = with_reader().await;
    begins(&owner).await;
    for caption in ["", "We meet on Friday", ""] {
        owner.sends_message(&piece("photo", caption)).await;
    }
    sends(&bot, &owner).await;
    assert_eq!(read(&bot), [String::new(), with_line("We meet on Friday", 1), String::new()]);

    opens(&owner, 1).await;
    corrects(&owner, "We meet on Saturday", 1).await;
    bot.delivers().await;
    assert_eq!(read(&bot), [String::new(), with_line("We meet on Saturday", 1), String::new()]);
}

#[tokio::test]
async fn an_album_without_a_caption_has_the_stop_line_on_its_first_item() {
    let (bot, owner) = with_reader().await;
    begins(&owner).await;
    for _ in 0..2 {
        owner.sends_message(&piece("photo", "")).await;
    }
    sends(&bot, &owner).await;
    assert_eq!(read(&bot), [english().campaign_footer(1), String::new()]);
}

#[tokio::test]
async fn an_album_whose_pieces_arrive_in_any_order_is_sent_as_it_was_written() {
    let (bot, owner) = with_reader().await;
    begins(&owner).await;
    for id in [9003, 9001, 9002] {
        let photo = json!([{"file_id": id.to_string(), "file_unique_id": "x", "width": 9, "height": 9}]);
        let message = json!({"message_id": id, "date": 1_795_600_000, "media_group_id": "7", "photo": photo,
            "chat": {"id": owner.id, "type": "private", "first_name": "Olga"},
            "from": {"id": owner.id, "is_bot": false, "first_name": "Olga"}});
        bot.emulator().inject(json!({ "message": message })).expect("it is sent");
        bot.settle().await;
    }
    sends(&bot, &owner).await;
    let MessageBody::Album(all) = sent(&bot).await else { panic!("no album") };
    let files: Vec<_> = all.iter().map(|media| media.file.as_str()).collect();
    assert_eq!(files, ["9001", "9002", "9003"]);
}

#[tokio::test]
async fn a_text_that_the_app_has_split_is_asked_about_and_too_long_in_one() {
    let say = english();
    let (bot, owner) = with_reader().await;
    begins(&owner).await;
    owner.says(&"a".repeat(4000)).await.sees(text_of(4000));
    owner.says(&"b".repeat(1500)).await.opens_with(question());
    // Nothing is sent before the author has said what is meant.
    owner.says("/broadcast").await;
    owner.taps(say.campaign_button_confirm()).await.sees(question());
    bot.restart().await;
    let over = adds(&owner).await;
    let footer = format!("\n\n{}", say.campaign_footer_group("pledge_test_bot", 999_999));
    let over_by = 4000 + 2 + 1500 + footer.encode_utf16().count() - 4096;
    over.sees(question()).closes_with(say.campaign_too_long(i64::try_from(over_by).expect("small"), 4096));
    owner.taps(say.campaign_button_more_leave()).await.sees(text_of(4000));
    owner.says("Only this").await.opens_with(question());
    owner.taps(say.campaign_button_more_instead()).await.sees(text_of(9));
    sends(&bot, &owner).await;
    assert_eq!(read(&bot), [with_line("Only this", 1)]);
}

#[tokio::test]
async fn a_comment_and_the_post_that_follows_become_one_message() {
    let (bot, owner) = with_reader().await;
    begins(&owner).await;
    owner.says("Please read this").await;
    owner.sends_message(&media("photo", "The post")).await.opens_with(question());
    adds(&owner).await.sees(english().campaign_post("photo"));
    sends(&bot, &owner).await;
    assert_eq!(read(&bot), [with_line("Please read this\n\nThe post", 1)]);
}

#[tokio::test]
async fn an_album_that_comes_second_is_asked_about_as_one() {
    let (bot, owner) = with_reader().await;
    begins(&owner).await;
    owner.says("Please look").await;
    owner.sends_message(&piece("photo", "")).await.opens_with(question());
    let heard = owner.sends_message(&piece("photo", "The march")).await;
    assert!(heard.events.iter().all(|event| event.kind != "sent"), "no second question: {}", heard.shown());
    adds(&owner).await.sees(english().campaign_about_album(&english().campaign_post("album"), 2));
    sends(&bot, &owner).await;
    assert_eq!(read(&bot), [String::new(), with_line("Please look\n\nThe march", 1)]);
}

#[tokio::test]
async fn what_cannot_be_one_message_is_said_and_asked_again() {
    let say = english();
    let (_bot, owner) = with_reader().await;
    begins(&owner).await;
    owner.sends_message(&media("photo", "")).await;
    owner.sends_message(&media("voice", "")).await.opens_with(question());
    adds(&owner).await.sees(question()).closes_with(say.campaign_more_kinds());
    owner.taps(say.campaign_button_more_leave()).await;
    let refused = owner.sends("sticker").await;
    refused.closes_with(say.campaign_refused(&say.campaign_unfit("sticker"))).sees(say.campaign_ask_kinds());
}

#[tokio::test]
async fn a_draft_follows_the_edits_of_its_message_until_it_is_sent() {
    let say = english();
    let (bot, owner) = with_reader().await;
    begins(&owner).await;
    owner.says("We meet on Friday").await;
    let source = owner.newest_own();
    owner.taps(say.campaign_button_confirm()).await;
    let confirmation = owner.first_button();
    let edited = owner.edits_message(source, "We meet on Saturday").await;
    edited.sees(text_of(19)).closes_with(say.campaign_edit_taken());
    // What was about to be confirmed was another text.
    owner.presses(&confirmation).await.closes_with(say.campaign_changed()).sees("We meet on Saturday");
    let send = ButtonPress { text: Some(say.campaign_button_send(1)), data: None, ..confirmation };
    owner.presses(&send).await.opens_with(say.campaign_launched());
    owner.edits_message(source, "We meet on Sunday").await.opens_with(say.edit_ignored());
    bot.delivers().await;
    assert_eq!(read(&bot), [with_line("We meet on Saturday", 1)]);
}

#[tokio::test]
async fn an_edit_that_makes_a_version_too_long_leaves_it_as_it_was() {
    let say = english();
    let (bot, owner) = with_reader().await;
    begins(&owner).await;
    owner.sends_message(&media("photo", "Short")).await;
    let kept = owner.edits(&"a".repeat(1024)).await;
    kept.closes_with(say.campaign_edit_kept());
    owner.taps(say.campaign_button_draft()).await.sees("caption of 5 characters");
    owner.edits("Shorter").await.closes_with(say.campaign_edit_taken());
    sends(&bot, &owner).await;
    assert_eq!(read(&bot), [with_line("Shorter", 1)]);
}

#[tokio::test]
async fn an_edit_reaches_its_own_part_of_a_version() {
    let (bot, owner) = with_reader().await;
    begins(&owner).await;
    owner.says("One").await;
    let first = owner.newest_own();
    owner.says("Two").await;
    owner.edits("Three").await.sees(question()).closes_with(english().campaign_edit_taken());
    adds(&owner).await;
    owner.edits_message(first, "Two and").await.closes_with(english().campaign_edit_taken());
    sends(&bot, &owner).await;
    assert_eq!(sent(&bot).await, MessageBody::Text(FormattedText::plain("Two and\n\nThree")));
}

#[tokio::test]
async fn what_was_refused_may_be_put_right_by_an_edit() {
    let say = english();
    let (_bot, owner) = with_reader().await;
    begins(&owner).await;
    owner.says(&"a".repeat(4096)).await.has_button(lacks(Lang::Ru));
    owner.edits("Shorter").await.sees(text_of(7));
    owner.taps(say.campaign_button_links()).await;
    owner.says("Raed").await;
    owner.edits("Read").await.sees(say.campaign_link_ask_address("Read"));
    owner.says("https://example..org/").await.closes_with(say.campaign_link_error_address());
    owner
        .edits("https://example.org/")
        .await
        .has_line(say.campaign_line_link("Read", "https://example.org/"));
}

#[tokio::test]
async fn a_preview_of_a_link_that_telegram_finds_is_no_edit() {
    let (bot, owner) = with_reader().await;
    writes(&owner, "See https://example.org").await;
    let seq = bot.emulator().seq();
    for edit_date in [Value::Null, json!(1_795_600_000)] {
        let message = json!({"message_id": owner.newest_own(), "date": 1_795_600_000, "edit_date": edit_date,
            "text": "See https://example.org", "entities": [{"type": "url", "offset": 4, "length": 19}],
            "chat": {"id": owner.id, "type": "private", "first_name": "Olga"},
            "from": {"id": owner.id, "is_bot": false, "first_name": "Olga"}});
        bot.emulator().inject(json!({ "edited_message": message })).expect("it is sent");
        bot.settle().await;
    }
    assert!(bot.heard(owner.id, seq, Lang::En).texts().is_empty());
    owner.taps(english().campaign_button_preview()).await.has_button(has(Lang::En));
}
