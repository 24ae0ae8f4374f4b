//! Drafts: who may write them, and what they may contain.

use jiff::civil::date;
use pledge_bot::domain::campaign::CampaignKind;
use pledge_bot::domain::message::{MediaKind, MessageBody};
use pledge_bot::domain::{Lang, Region, Topic};
use pledge_bot::emulator::NewMessage;
use pledge_bot::texts::Html;
use serde_json::json;

use super::{
    becomes_supporter, begins, campaigns, confirms, content, first_question, has, lacks, media, readers,
    text_of, writes,
};
use crate::support::chat::{self, NAME, Person, english};
use crate::support::test_bot::TestBot;

/// Launches the draft, which goes to so many chats.
async fn launches(owner: &Person, count: i64) {
    confirms(owner, count).await.opens_with(english().campaign_launched());
}

/// A piece of an album.
fn piece(kind: &str, caption: &str) -> NewMessage {
    NewMessage { media_group_id: Some("14000000001".into()), ..media(kind, caption) }
}

#[tokio::test]
async fn nobody_else_sees_the_staff_screens() {
    let (bot, _) = TestBot::with_owner().await;
    let aigul = bot.reader("Aigul").await;
    let unknown = aigul.says("/nosuchthing").await.shown();
    for command in ["/broadcast", "/campaigns", "/broadcast@pledge_test_bot"] {
        assert_eq!(aigul.says(command).await.shown(), unknown, "{command}");
    }
    let stale = aigul.presses_data("zz").await;
    for data in ["d:draft", "d:all", "d:report:1", "d:order:1:cancel:0", "d:s:1764046800:card"] {
        let heard = aigul.presses_data(data).await;
        assert_eq!((heard.shown(), heard.toast()), (stale.shown(), stale.toast()), "{data}");
    }
}

#[tokio::test]
async fn in_a_group_nobody_sees_the_staff_screens() {
    let (bot, owner) = TestBot::with_owner().await;
    let group = bot.group(&[&owner]).await;
    group.says(&owner, "/broadcast@pledge_test_bot").await.is_silent();
}

#[tokio::test]
async fn three_languages_are_composed_and_previewed_as_they_will_arrive() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    owner.says("/broadcast").await;
    owner.counts_taps();
    owner.taps(lacks(Lang::Ky)).await;
    let bold = json!({"type": "bold", "offset": 0, "length": 5});
    owner.sends_message(&NewMessage { entities: vec![bold], ..NewMessage::text("Салам баарына!") }).await;
    owner.taps(say.campaign_button_links()).await;
    owner.says("Окуу - https://example.org/ky").await;
    owner.taps(say.campaign_button_draft()).await;
    for (lang, kind) in [(Lang::Ru, "video"), (Lang::En, "voice")] {
        owner.taps(lacks(lang)).await;
        owner.sends_message(&media(kind, "18:00")).await;
    }
    let preview = owner.taps(say.campaign_button_preview()).await;
    assert_eq!(preview.texts().len(), 4, "three versions and the draft below them");
    let text = preview.sent_by("sendMessage");
    let footer = |lang| chat::say(lang).campaign_footer(1);
    assert_eq!(text["text"], format!("Салам баарына!\n\n{}", footer(Lang::Ky)));
    assert_eq!(text["entities"][0], json!({"type": "bold", "offset": 0, "length": 5}));
    assert_eq!(text["reply_markup"]["inline_keyboard"][0][0]["url"], "https://example.org/ky");
    for (method, lang) in [("sendVideo", Lang::Ru), ("sendVoice", Lang::En)] {
        assert_eq!(preview.sent_by(method)["caption"], format!("18:00\n\n{}", footer(lang)));
    }
    assert!(campaigns(&bot).await.is_empty(), "a preview goes to its author only");
    owner.has_tapped_at_most(6);
}

#[tokio::test]
async fn every_kind_that_can_be_sent_is_kept_as_itself() {
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    let kinds = [
        ("photo", MediaKind::Photo),
        ("video", MediaKind::Video),
        ("animation", MediaKind::Animation),
        ("document", MediaKind::Document),
        ("audio", MediaKind::Audio),
        ("voice", MediaKind::Voice),
    ];
    for (name, kind) in kinds {
        begins(&owner).await;
        owner.sends_message(&media(name, "")).await;
        launches(&owner, 1).await;
        let campaign = campaigns(&bot).await.remove(0);
        let content = content(&bot, &campaign).await;
        let MessageBody::Media(media) = &content.by_lang[&Lang::En].body else {
            panic!("{name}: {content:?}")
        };
        assert_eq!(media.kind, kind);
    }
}

#[tokio::test]
async fn other_kinds_are_refused_by_name() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    begins(&owner).await;
    for kind in ["sticker", "poll", "location", "contact", "dice"] {
        let refused = owner.sends(kind).await;
        refused.closes_with(say.campaign_refused(&say.campaign_unfit(kind))).sees(say.campaign_ask_kinds());
    }
    owner.says("A text at last").await.sees(text_of(14));
}

#[tokio::test]
async fn an_album_comes_in_pieces_and_is_one_version() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    begins(&owner).await;
    for (kind, caption) in [("photo", "first"), ("video", ""), ("photo", "third")] {
        bot.emulator().send(owner.id, &piece(kind, caption)).expect("it is sent");
    }
    let heard = owner.sends_message(&piece("photo", "")).await;
    let sent = heard.events.iter().filter(|event| event.kind == "sent").count();
    assert_eq!(sent, 1, "one answer, which counts on: {}", heard.shown());
    heard.sees(say.campaign_about_album(&say.campaign_post("album"), 4));
    // Telegram shows no buttons below an album.
    let buttons =
        heard.events.last().map(pledge_bot::emulator::EmulatorEvent::buttons).unwrap_or_default().concat();
    assert!(!buttons.contains(&say.campaign_button_links()), "{buttons:?}");
    owner.taps(say.campaign_button_preview()).await;
    assert!(owner.transcript().contains(&say.campaign_footer(1)), "{}", owner.transcript());
    launches(&owner, 1).await;
    let campaign = campaigns(&bot).await.remove(0);
    let MessageBody::Album(all) = &content(&bot, &campaign).await.by_lang[&Lang::En].body.clone() else {
        panic!("no album")
    };
    let captions: Vec<_> = all.iter().map(|media| media.caption.text.as_str()).collect();
    assert_eq!(captions, ["first", "", "third", ""]);
}

#[tokio::test]
async fn an_album_with_a_piece_at_fault_is_refused_whole() {
    let (_bot, owner) = TestBot::with_owner().await;
    begins(&owner).await;
    owner.sends_message(&piece("photo", "ok")).await;
    let long = "a".repeat(1025);
    owner.sends_message(&piece("photo", &long)).await.closes_with(english().campaign_too_long(1, 1024));
    // The rest of it is passed over.
    owner.sends_message(&piece("photo", "")).await.is_silent();
    owner.says("Only a text").await.sees(text_of(11));
}

#[tokio::test]
async fn a_text_too_long_is_told_by_how_much() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    begins(&owner).await;
    // The longer footer counts, as the draft may still go to groups.
    let footer =
        format!("\n\n{}", say.campaign_footer_group("pledge_test_bot", 999_999)).encode_utf16().count();
    let room = 4096 - footer;
    owner.says(&"a".repeat(room + 21)).await.closes_with(say.campaign_too_long(21, 4096));
    let captioned = media("photo", &"a".repeat(1024 - footer + 1));
    owner.sends_message(&captioned).await.closes_with(say.campaign_too_long(1, 1024));
    owner.says(&"a".repeat(room)).await.sees(text_of(i64::try_from(room).expect("small")));
}

#[tokio::test]
async fn a_question_and_a_draft_do_not_take_each_others_texts() {
    let say = english();
    let (_bot, owner) = TestBot::with_owner().await;
    begins(&owner).await;
    owner.supports_up_to(NAME).await;
    owner.says("Olga").await.has_line(say.sign_up_line_name_kept());
    owner.taps(say.button_contact()).await;
    owner.says("/broadcast").await.sees(first_question());
    owner.says("Hello").await.sees(text_of(5));
    owner.says("/support").await.has_line(say.sign_up_line_no_contact());
    owner.says("/broadcast").await;
    owner.taps(has(Lang::En)).await;
    owner.says("/help").await;
    // Any other screen lets the draft rest.
    owner.says("Is it raining?").await.is_short(say.home_hint());
    owner.says("/broadcast").await.sees(text_of(5));
}

#[tokio::test]
async fn each_filter_has_its_number() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 27, Lang::En).await;
    readers(&bot, 6000, 14, Lang::Ky).await;
    readers(&bot, -5010, 2, Lang::Ky).await;
    for id in (5001..5013).chain([6001]) {
        becomes_supporter(&bot, id, Region::Naryn).await;
    }
    becomes_supporter(&bot, 5013, Region::Talas).await;
    owner.says("/broadcast").await;
    owner.taps(say.campaign_button_audience()).await.has_line(say.campaign_line_count(41));
    for (label, count) in [
        (chat::say(Lang::Ky).language_name(), 10),
        (say.language_name(), 25),
        (say.campaign_button_supporters(), 10),
        (say.campaign_button_any_lang(), 10),
    ] {
        owner.taps(label).await.has_line(say.campaign_line_count_least(count));
    }
    owner.taps(say.campaign_button_regions()).await;
    owner.taps(say.region_name(Region::Naryn)).await.has_line(say.campaign_line_count_least(10));
    // The one in Talas is not to be known by a number.
    let region = say.campaign_button_has(&say.region_name(Region::Naryn));
    owner.taps(region).await;
    owner.taps(say.region_name(Region::Talas)).await.has_line(say.campaign_line_count_few());
    owner.taps(say.campaign_button_groups()).await.has_line(say.campaign_line_count(2));
    owner.taps(say.topic_name(Topic::Calls)).await.has_line(say.campaign_line_count(0));
    owner.taps(say.topic_name(Topic::News)).await;
    // Groups have neither signed nor a region, so these filters are gone.
    owner.taps(say.campaign_button_private()).await.has_line(say.campaign_line_count(41));
}

#[tokio::test]
async fn a_missing_version_is_shown_and_counted_and_filled_in_only_on_request() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 17, Lang::En).await;
    readers(&bot, 6000, 14, Lang::Ky).await;
    writes(&owner, "Hello").await;
    let missing = |lang| say.campaign_line_missing(&chat::say(lang).language_name());
    let version = say.campaign_line_version(&say.language_name(), &text_of(5));
    let draft = owner.says("/broadcast").await;
    draft.sees(Html::lines([missing(Lang::Ky), missing(Lang::Ru), version]));
    draft.sees(Html::lines([say.campaign_line_count_least(15), say.campaign_line_nothing_least(10)]));
    owner.taps(say.campaign_button_options()).await;
    owner.taps(say.campaign_button_fallback()).await.has_line(say.campaign_line_fallback());
    let filled = owner.taps(say.campaign_button_draft()).await;
    filled.has_line(say.campaign_line_count(31)).does_not_see(say.campaign_line_nothing_least(10));
    launches(&owner, 31).await;
    let campaign = campaigns(&bot).await.remove(0);
    assert_eq!(campaign.kind, CampaignKind::Send);
    let content = content(&bot, &campaign).await;
    assert!(content.fallback && content.by_lang.len() == 1);
}

#[tokio::test]
async fn a_restart_loses_no_step_of_a_draft() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    owner.says("/broadcast").await;
    bot.restart().await;
    owner.taps(lacks(Lang::Ru)).await;
    bot.restart().await;
    owner.taps(lacks(Lang::En)).await;
    bot.restart().await;
    let photo = say.campaign_about_captioned(&say.campaign_post("photo"), 3);
    owner.sends_message(&piece("photo", "one")).await.sees(photo);
    bot.restart().await;
    let album = owner.sends_message(&piece("photo", "two")).await;
    album.sees(say.campaign_about_album(&say.campaign_post("album"), 2));
    owner.taps(has(Lang::En)).await;
    bot.restart().await;
    owner.says("Hello").await;
    owner.taps(say.campaign_button_links()).await;
    bot.restart().await;
    owner.says("Read").await.sees(say.campaign_link_ask_address("Read"));
    bot.restart().await;
    owner.says("https://example.org").await.has_line(say.campaign_line_link("Read", "https://example.org/"));
    owner.taps(say.campaign_button_draft()).await.sees(say.campaign_about_links(&text_of(5), 1));
    owner.taps(say.campaign_button_time()).await;
    bot.restart().await;
    let planned = owner.says("2026-12-01 01:30").await;
    let at = say.date_time(&say.date(date(2026, 12, 1)), "01:30");
    planned.sees(say.campaign_line_when(&say.campaign_moment(&at)));
    bot.restart().await;
    owner.taps(say.campaign_button_confirm()).await;
    bot.restart().await;
    // A restart does not revive a button.
    owner.taps(say.campaign_button_send(3)).await.closes_with(say.campaign_changed());
    owner.taps(say.campaign_button_send(3)).await.opens_with(say.campaign_scheduled());
    let campaign = campaigns(&bot).await.remove(0);
    assert_eq!(campaign.due.to_string(), "2026-11-30T19:30:00Z");
}
