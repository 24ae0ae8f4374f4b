//! A message to many from its first word to its report, with the engine that delivers it.

use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::domain::campaign::{Reason, Stage};
use pledge_bot::domain::{ChatKind, Lang, Topic};
use pledge_bot::emulator::{FaultKind, InjectedFault, NewMessage};
use pledge_bot::store::Change;

use super::staff::{begins, commit, confirms, corrects, opens, report_title, writes};
use crate::support::chat::{Person, english};
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// A bot with an owner, and so many readers who want news in English.
async fn bot_with_readers(readers: usize) -> (Arc<TestBot>, Person, Vec<Person>) {
    let (bot, owner) = TestBot::with_owner().await;
    let mut people = Vec::new();
    for n in 0..readers {
        let person = bot.reader(&format!("Reader {n}")).await;
        person.switches_on(Topic::News).await;
        people.push(person);
    }
    (bot, owner, people)
}

/// Writes a message, confirms it, and lets it go out.
async fn sends(bot: &TestBot, owner: &Person, text: &str, readers: i64) {
    writes(owner, text).await;
    confirms(owner, readers).await;
    bot.delivers().await;
}

#[tokio::test]
async fn it_reaches_those_who_chose_the_topic_and_says_how_to_stop() {
    let say = english();
    let (bot, owner, readers) = bot_with_readers(3).await;
    let stranger = bot.reader("Bakyt").await;
    sends(&bot, &owner, "We meet on Friday", 3).await;
    for reader in &readers {
        reader.newest_has(format!("We meet on Friday\n\n{}", say.campaign_footer(1)));
    }
    stranger.has_seen("Friday", 0);
    owner.newest_has(report_title(1, Stage::Done));
    owner.newest_has(say.campaign_count_sent(3, 3));
    readers[0].says("/stop").await;
    sends(&bot, &owner, "It is on Saturday instead, at noon", 2).await;
    readers[0].has_seen("Saturday", 0);
    readers[1].has_seen("Saturday", 1);
}

#[tokio::test]
async fn who_erased_themselves_or_blocked_the_bot_is_not_written_to() {
    let say = english();
    let (bot, owner, readers) = bot_with_readers(3).await;
    readers[0].asks_to_be_erased().await;
    readers[0].taps(say.button_erase_only()).await;
    bot.emulator().block(readers[1].id).expect("they block");
    bot.settle().await;
    sends(&bot, &owner, "Hello", 1).await;
    owner.newest_has(say.campaign_count_sent(1, 1));
    let seq = bot.emulator().seq();
    bot.delivers().await;
    assert!(
        bot.emulator().events_after(seq).expect("events").is_empty(),
        "nothing is in reaction to a block"
    );
}

#[tokio::test]
async fn it_is_corrected_and_taken_back() {
    let say = english();
    let (bot, owner, readers) = bot_with_readers(2).await;
    sends(&bot, &owner, "At six", 2).await;
    corrects(&owner, "At seven", 2).await;
    bot.delivers().await;
    for reader in &readers {
        reader.newest_has("At seven\n\n");
    }
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_take_back()).await;
    owner.taps(say.campaign_button_take_back_yes()).await;
    bot.delivers().await;
    for reader in &readers {
        reader.has_seen("At seven", 0);
    }
}

#[tokio::test]
async fn at_night_it_waits_for_the_morning() {
    let zone = jiff::tz::TimeZone::get("Asia/Bishkek").expect("a zone");
    let quiet = pledge_bot::domain::QuietHours {
        from: jiff::civil::Time::constant(22, 0, 0, 0),
        until: jiff::civil::Time::constant(8, 0, 0, 0),
        zone,
    };
    let rules = pledge_bot::campaigns::DeliveryPolicy { quiet: Some(quiet), ..Default::default() };
    let bot = TestBot::with(Setup { owners: vec![OWNER], rules, ..Setup::default() }).await;
    let (owner, reader) = (bot.reader("Olga").await, bot.reader("Aigul").await);
    reader.switches_on(Topic::News).await;
    bot.clock.advance(SignedDuration::from_hours(12));
    sends(&bot, &owner, "Good night", 1).await;
    reader.has_seen("Good night", 0);
    bot.restart().await;
    bot.clock.advance(SignedDuration::from_hours(9));
    bot.delivers().await;
    reader.has_seen("Good night", 1);
}

#[tokio::test]
async fn content_that_telegram_refuses_is_told_to_the_author() {
    let (bot, owner, readers) = bot_with_readers(2).await;
    let fault = InjectedFault::new(FaultKind::BadRequest).description("Bad Request: message is too long");
    let _ = bot.emulator().fault(fault.chat(readers[0].id).method("sendMessage"));
    sends(&bot, &owner, "Hello", 2).await;
    let refused = english().campaign_reason(Reason::Content);
    owner.newest_has(english().campaign_count_reason(&refused, 1));
}

/// A photo that is covered, with its caption above it.
fn covered(caption: &str) -> NewMessage {
    NewMessage {
        kind: Some("photo".into()),
        caption: Some(caption.into()),
        has_media_spoiler: true,
        show_caption_above_media: true,
        ..NewMessage::default()
    }
}

/// The captions of the newest messages, all of which are covered and have it above.
fn covered_captions(bot: &TestBot, person: &Person, count: usize) -> Vec<String> {
    let messages = bot.emulator().messages(person.id);
    let newest = &messages[messages.len() - count..];
    let caption = |message: &serde_json::Value| {
        assert_eq!(message["has_media_spoiler"], true, "{message}");
        assert_eq!(message["show_caption_above_media"], true, "{message}");
        message["caption"].as_str().unwrap_or_default().to_owned()
    };
    newest.iter().map(caption).collect()
}

#[tokio::test]
async fn a_covered_photo_arrives_covered_and_a_caption_above_stays_above() {
    let say = english();
    let (bot, owner, readers) = bot_with_readers(1).await;
    begins(&owner).await;
    owner.sends_message(&covered("What we saw")).await;
    confirms(&owner, 1).await;
    bot.delivers().await;
    let footer = |code| say.campaign_footer(code);
    assert_eq!(covered_captions(&bot, &readers[0], 1), [format!("What we saw\n\n{}", footer(1))]);

    opens(&owner, 1).await;
    corrects(&owner, "What we saw on Friday", 1).await;
    bot.delivers().await;
    assert_eq!(covered_captions(&bot, &readers[0], 1), [format!("What we saw on Friday\n\n{}", footer(1))]);

    begins(&owner).await;
    for caption in ["Two of them", ""] {
        let piece = NewMessage { media_group_id: Some("album".into()), ..covered(caption) };
        owner.sends_message(&piece).await;
    }
    confirms(&owner, 1).await;
    bot.delivers().await;
    let captions = covered_captions(&bot, &readers[0], 2);
    assert_eq!(captions, [format!("Two of them\n\n{}", footer(3)), String::new()]);
}

#[tokio::test]
async fn a_trial_goes_to_fifty_and_after_a_restart_to_the_rest_when_its_author_says_so() {
    const MANY: u32 = 501;
    const FIRST: i64 = 5000;
    let say = english();
    let (bot, owner, _) = bot_with_readers(0).await;
    bot.emulator().crowd(FIRST, MANY, "en").expect("people");
    for chat in FIRST..FIRST + i64::from(MANY) {
        let topic = Change::SetTopic(Topic::News, true, bot.clock.now());
        let list = vec![Change::Meet(ChatKind::Private), Change::SetLang(Lang::En), topic];
        commit(&bot, chat, list).await;
    }
    let reached = || {
        let got = |chat: &i64| !bot.emulator().messages(*chat).is_empty();
        (FIRST..FIRST + i64::from(MANY)).filter(got).count()
    };
    sends(&bot, &owner, "We meet on Friday", 501).await;
    assert_eq!(reached(), 50);
    owner.newest_has(say.campaign_count_sent(50, 501));
    bot.restart().await;
    bot.delivers().await;
    assert_eq!(reached(), 50, "nobody said so");
    owner.taps(say.campaign_button_resume()).await;
    bot.delivers().await;
    assert_eq!(reached(), 501);
    owner.newest_has(say.campaign_count_sent(501, 501));
}
