//! Drafts: who may write them, what goes into them, and what does not.

use pledge_bot::domain::campaign::CampaignKind;
use pledge_bot::domain::message::{MediaKind, MessageBody};
use pledge_bot::domain::{Lang, Region};
use pledge_bot::emulator::{Outgoing, Press};
use serde_json::json;

use super::{campaigns, content, media, owned, readers, signs, writes};
use crate::support::test_bot::{Person, Setup, TestBot};

/// Launches the draft that is under way, which goes to so many.
async fn launches(owner: &Person, number: u32) {
    owner.taps("Send…").await;
    assert!(owner.taps(&format!("Send to {number}")).await.text().starts_with("It is on its way."));
}

/// A piece of an album.
fn piece(kind: &str, caption: &str) -> Outgoing {
    Outgoing { media_group_id: Some("14000000001".into()), ..media(kind, caption) }
}

#[tokio::test]
async fn to_anybody_else_there_is_no_desk() {
    let (bot, owner) = owned().await;
    let aigul = bot.person("Aigul", "en");
    aigul.starts(Lang::En).await;
    let unknown = aigul.says("/nosuchthing").await.shown();
    for command in ["/broadcast", "/campaigns", "/broadcast@pledge_test_bot"] {
        assert_eq!(aigul.says(command).await.shown(), unknown, "{command}");
    }
    let stale = aigul.presses(&Press { data: Some("zz".into()), ..Press::default() }).await;
    for data in ["d:draft", "d:all", "d:report:1", "d:order:1:cancel:0", "d:s:1764046800:card"] {
        let heard = aigul.presses(&Press { data: Some(data.into()), ..Press::default() }).await;
        assert_eq!((heard.shown(), heard.toast()), (stale.shown(), stale.toast()), "{data}");
    }
    assert!(!owner.says("/help").await.text().contains("/broadcast"));
    assert!(owner.says("/start").await.shown().contains("[Write to many]"), "an owner gets there from home");
    assert!(!aigul.says("/start").await.shown().contains("[Write to many]"));
}

#[tokio::test]
async fn in_a_group_not_even_an_owner_gets_to_the_desk() {
    let (bot, owner) = owned().await;
    let new = pledge_bot::emulator::NewGroup {
        title: "Staff".into(),
        kind: "group".into(),
        members: vec![owner.id],
        ..Default::default()
    };
    let group = bot.emulator().group(&new).expect("a group");
    let seq = bot.emulator().seq();
    let message = Outgoing { from: Some(owner.id), ..Outgoing::text("/broadcast@pledge_test_bot") };
    bot.emulator().send(group, &message).expect("it is sent");
    bot.settle().await;
    let events = bot.emulator().events_after(seq).expect("events");
    assert!(events.iter().all(|event| event.kind != "sent"), "{events:#?}");
}

#[tokio::test]
async fn three_languages_are_composed_and_previewed_as_they_will_arrive() {
    let (bot, owner) = owned().await;
    owner.says("/broadcast").await;
    owner.taps("+ Кыргызча").await;
    let bold = json!({"type": "bold", "offset": 0, "length": 5});
    owner.posts(&Outgoing { entities: vec![bold], ..Outgoing::text("Салам баарына!") }).await;
    owner.taps("Buttons with links").await;
    owner.says("Окуу - https://example.org/ky").await;
    owner.taps("‹ Draft").await;
    for (version, kind) in [("+ Русский", "video"), ("+ English", "voice")] {
        owner.taps(version).await;
        owner.posts(&media(kind, "18:00")).await;
        owner.taps("‹ Draft").await;
    }
    let seq = bot.emulator().seq();
    let preview = owner.taps("Preview").await;
    assert_eq!(preview.texts().len(), 4, "three versions and the draft below them");
    let sent = bot.emulator().events_after(seq).expect("events");
    let message = |method: &str| {
        let event = sent.iter().find(|event| event.method == Some(method));
        event.and_then(|event| event.message.clone()).unwrap_or_else(|| panic!("no {method}: {sent:#?}"))
    };
    let text = &sent.iter().find(|event| event.text().starts_with("Салам")).expect("a text").message;
    let text = text.clone().expect("a message");
    assert_eq!(text["text"], "Салам баарына!\n\nТоктотуу: /stop · Тема тандоо: /updates · №1");
    assert_eq!(text["entities"][0], json!({"type": "bold", "offset": 0, "length": 5}));
    assert_eq!(text["reply_markup"]["inline_keyboard"][0][0]["url"], "https://example.org/ky");
    assert!(
        message("sendVideo")["caption"].as_str().is_some_and(|caption| caption.ends_with("/updates · №1"))
    );
    assert!(
        message("sendVoice")["caption"]
            .as_str()
            .is_some_and(|caption| caption.starts_with("18:00\n\nStop: /stop"))
    );
    assert!(campaigns(&bot).await.is_empty(), "a preview goes to its author only");
}

#[tokio::test]
async fn every_kind_that_can_be_sent_is_kept_as_itself() {
    let (bot, owner) = owned().await;
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
        owner.says("/broadcast").await;
        owner.taps("+ English").await;
        owner.posts(&media(name, "")).await;
        owner.taps("‹ Draft").await;
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
    let (_town, owner) = owned().await;
    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    for (kind, name) in [
        ("sticker", "a sticker"),
        ("poll", "a poll"),
        ("location", "a location"),
        ("contact", "a contact"),
        ("dice", "a die"),
    ] {
        let text = owner.sends(kind).await.text();
        let refused = format!("This can't be sent to many: {name}.\n\nSend me the message");
        assert!(text.starts_with(&refused), "{kind}: {text}");
    }
    assert!(owner.says("A text at last").await.text().starts_with("Version: English"));
}

#[tokio::test]
async fn an_album_comes_in_pieces_and_is_one_version() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 1, Lang::En).await;
    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    for (kind, caption) in [("photo", "first"), ("video", ""), ("photo", "third")] {
        bot.emulator().send(owner.id, &piece(kind, caption)).expect("it is sent");
    }
    let heard = owner.posts(&piece("photo", "")).await;
    let sent = heard.0.iter().filter(|event| event.kind == "sent").count();
    assert_eq!(sent, 1, "one answer, which counts on: {}", heard.shown());
    let shown = heard.texts().pop().expect("an answer");
    assert!(shown.contains("album, 4 files"), "{shown}");
    let buttons = heard.0.last().map(pledge_bot::emulator::Event::buttons).unwrap_or_default().concat();
    assert!(!buttons.iter().any(|label| label == "Buttons with links"), "an album has none: {buttons:?}");
    owner.taps("Preview").await;
    assert!(owner.transcript().contains("Stop: /stop"), "{}", owner.transcript());
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
    let (_town, owner) = owned().await;
    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    owner.posts(&piece("photo", "ok")).await;
    let refused = owner.posts(&piece("photo", &"a".repeat(1025))).await.text();
    assert!(refused.starts_with("This is 1 character too long: 1024 are the most"), "{refused}");
    assert!(owner.posts(&piece("photo", "")).await.texts().is_empty(), "the rest is passed over");
    assert!(owner.says("Only a text").await.text().contains("text, 11 characters"));
}

#[tokio::test]
async fn a_text_too_long_is_told_by_how_much() {
    let (_town, owner) = owned().await;
    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    // The longer one, as it may still go to groups.
    let footer = "\n\nStop: /stop@pledge_test_bot · Choose topics: /updates@pledge_test_bot · №999999";
    let footer = footer.encode_utf16().count();
    let room = 4096 - footer;
    let text = owner.says(&"a".repeat(room + 21)).await.text();
    assert!(text.starts_with("This is 21 characters too long: 4096 are the most"), "{text}");
    let caption = owner.posts(&media("photo", &"a".repeat(1024 - footer + 1))).await.text();
    assert!(caption.starts_with("This is 1 character too long: 1024 are the most"), "{caption}");
    assert!(owner.says(&"a".repeat(room)).await.text().starts_with("Version: English"));
}

#[tokio::test]
async fn a_sign_up_and_a_draft_do_not_take_each_others_texts() {
    let (_town, owner) = owned().await;
    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    owner.says("/sign").await;
    owner.taps("I agree").await;
    owner.taps("A person").await;
    assert!(owner.says("Olga").await.text().starts_with("Step 4 of 6"));
    assert!(owner.says("/broadcast").await.text().contains("English: missing"));
    owner.taps("+ English").await;
    assert!(owner.says("Hello").await.text().starts_with("Version: English"));
    assert!(owner.says("/sign").await.text().starts_with("Step 4 of 6"));
    owner.says("/broadcast").await;
    owner.taps("✓ English").await;
    owner.taps("Send another").await;
    owner.says("/help").await;
    let unheard = owner.says("What is this?").await.text();
    assert!(
        unheard.starts_with("I don't understand free text yet."),
        "any other screen lets it rest: {unheard}"
    );
    assert!(owner.says("/broadcast").await.text().contains("text, 5 characters"));
}

#[tokio::test]
async fn each_filter_has_its_number() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 7, Lang::En).await;
    readers(&bot, 6000, 4, Lang::Ky).await;
    readers(&bot, -5010, 2, Lang::Ky).await;
    for id in [5001, 5002, 6001] {
        signs(&bot, id, Region::Naryn).await;
    }
    signs(&bot, 5003, Region::Talas).await;
    owner.says("/broadcast").await;
    let all = owner.taps("To whom").await.text();
    assert!(all.contains("Recipients now: 11\n"), "{all}");
    for (label, number) in [("Кыргызча", 4), ("English", 7), ("Supporters", 3), ("✓ Any language", 3)]
    {
        let label = if label.starts_with('✓') { "Any language" } else { label };
        let number = if label == "Any language" { 4 } else { number };
        let text = owner.taps(label).await.text();
        assert!(text.contains(&format!("Recipients now: {number}\n")), "{label}: {text}");
    }
    owner.taps("By region…").await;
    assert!(owner.taps("Naryn").await.text().contains("Recipients now: 3\n"));
    assert!(owner.taps("Groups").await.text().contains("Recipients now: 2\n"));
    assert!(owner.taps("Calls").await.text().ends_with("Recipients now: 0"));
    owner.taps("News").await;
    let people = owner.taps("Private chats").await.text();
    assert!(people.contains("Recipients now: 11\n"), "groups have neither signed nor a region: {people}");
}

#[tokio::test]
async fn a_missing_version_is_shown_and_counted_and_filled_in_only_on_request() {
    let (bot, owner) = owned().await;
    readers(&bot, 5000, 7, Lang::En).await;
    readers(&bot, 6000, 4, Lang::Ky).await;
    writes(&owner, "Hello").await;
    let draft = owner.says("/broadcast").await.text();
    assert!(draft.contains("Кыргызча: missing\nРусский: missing\nEnglish: text, 5 characters"), "{draft}");
    assert!(draft.contains("Recipients now: 7\nGet nothing, as their language is missing: 4\n"), "{draft}");
    let filled = owner.taps("Fill in missing languages").await.text();
    assert!(filled.contains("Recipients now: 11\nSending"), "{filled}");
    launches(&owner, 11).await;
    let campaign = campaigns(&bot).await.remove(0);
    assert_eq!(campaign.kind, CampaignKind::Send);
    let content = content(&bot, &campaign).await;
    assert!(content.fallback && content.by_lang.len() == 1);
}

#[tokio::test]
async fn a_restart_loses_no_step_of_a_draft() {
    let bot = TestBot::with(Setup { owners: vec![1001], ..Setup::default() }).await;
    let owner = bot.person("Olga", "en");
    owner.starts(Lang::En).await;
    readers(&bot, 5000, 3, Lang::En).await;
    owner.says("/broadcast").await;
    bot.restart().await;
    owner.taps("+ English").await;
    bot.restart().await;
    assert!(owner.posts(&piece("photo", "one")).await.text().starts_with("Version: English"));
    bot.restart().await;
    assert!(owner.posts(&piece("photo", "two")).await.text().contains("album, 2 files"));
    owner.taps("Send another").await;
    bot.restart().await;
    owner.says("Hello").await;
    owner.taps("Buttons with links").await;
    bot.restart().await;
    assert!(owner.says("Read - https://example.org").await.text().contains("1 button"));
    owner.taps("‹ Draft").await;
    owner.taps("When").await;
    bot.restart().await;
    let planned = owner.says("2026-12-01 01:30").await.text();
    assert!(planned.contains("1 December 2026, 01:30 in Bishkek (2026-11-30 19:30 UTC)"), "{planned}");
    bot.restart().await;
    owner.taps("Send…").await;
    bot.restart().await;
    let again = owner.taps("Send to 3").await.text();
    assert!(again.starts_with("Something has changed since"), "a restart does not revive a button: {again}");
    assert!(owner.taps("Send to 3").await.text().starts_with("It is planned."));
    let campaign = campaigns(&bot).await.remove(0);
    assert_eq!(campaign.due.to_string(), "2026-11-30T19:30:00Z");
}
