//! A message to many from its first word to its report, with the engine that delivers it.

use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::domain::{ChatKind, Lang, Topic};
use pledge_bot::emulator::{Fault, FaultKind, Outgoing};
use pledge_bot::store::Change;

use super::desk::commit;
use crate::support::test_bot::{Person, Setup, TestBot};

/// A bot with an owner, and so many readers who want news in English.
async fn bot_with_readers(readers: usize) -> (Arc<TestBot>, Person, Vec<Person>) {
    let bot = TestBot::with(Setup { owners: vec![1001], ..Setup::default() }).await;
    let owner = bot.person("Olga", "en");
    owner.starts(Lang::En).await;
    let mut people = Vec::new();
    for n in 0..readers {
        let person = bot.person(&format!("Reader {n}"), "en");
        person.starts(Lang::En).await;
        person.says("/updates").await;
        person.taps("News: off").await;
        people.push(person);
    }
    (bot, owner, people)
}

/// Writes a message, confirms it, and lets it go out.
async fn sends(bot: &TestBot, owner: &Person, text: &str, readers: usize) {
    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    owner.says(text).await;
    owner.taps("‹ Draft").await;
    owner.taps("Send…").await;
    owner.taps(&format!("Send to {readers}")).await;
    bot.delivers().await;
}

/// What the person sees last.
fn last(bot: &TestBot, person: &Person) -> String {
    let messages = bot.emulator().messages(person.id);
    messages.last().and_then(|message| message["text"].as_str()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn it_reaches_those_who_chose_the_topic_and_says_how_to_stop() {
    let (bot, owner, readers) = bot_with_readers(3).await;
    let stranger = bot.person("Bakyt", "en");
    stranger.starts(Lang::En).await;
    sends(&bot, &owner, "We meet on Friday", 3).await;
    for reader in &readers {
        assert_eq!(last(&bot, reader), "We meet on Friday\n\nStop: /stop · Choose topics: /updates · №1");
    }
    assert!(!last(&bot, &stranger).contains("Friday"));
    let report = last(&bot, &owner);
    assert!(report.starts_with("№1: done") && report.contains("Sent: 3 of 3"), "{report}");
    readers[0].says("/stop").await;
    sends(&bot, &owner, "It is on Saturday instead, at noon", 2).await;
    assert!(!last(&bot, &readers[0]).contains("Saturday"));
    assert!(last(&bot, &readers[1]).contains("Saturday"));
}

#[tokio::test]
async fn who_erased_themselves_or_blocked_the_bot_is_not_written_to() {
    let (bot, owner, readers) = bot_with_readers(3).await;
    readers[0].says("/mydata").await;
    readers[0].taps("Erase everything").await;
    readers[0].taps("Erase, but leave the messages").await;
    bot.emulator().block(readers[1].id).expect("they block");
    bot.settle().await;
    sends(&bot, &owner, "Hello", 1).await;
    assert!(last(&bot, &owner).contains("Sent: 1 of 1"));
    let seq = bot.emulator().seq();
    bot.delivers().await;
    assert!(
        bot.emulator().events_after(seq).expect("events").is_empty(),
        "nothing is in reaction to a block"
    );
}

#[tokio::test]
async fn it_is_corrected_and_taken_back() {
    let (bot, owner, readers) = bot_with_readers(2).await;
    sends(&bot, &owner, "At six", 2).await;
    owner.taps("Correct").await;
    owner.taps("✓ English").await;
    owner.taps("Send another").await;
    owner.says("At seven").await;
    owner.taps("‹ Draft").await;
    owner.taps("Send…").await;
    owner.taps("Send to 2").await;
    bot.delivers().await;
    for reader in &readers {
        assert!(last(&bot, reader).starts_with("At seven\n\n"), "{}", last(&bot, reader));
    }
    owner.says("/campaigns").await;
    owner.taps("№1").await;
    owner.taps("Take back").await;
    owner.taps("Yes, delete it everywhere").await;
    bot.delivers().await;
    for reader in &readers {
        assert!(!last(&bot, reader).contains("At seven"));
    }
}

#[tokio::test]
async fn at_night_it_waits_for_the_morning() {
    let zone = jiff::tz::TimeZone::get("Asia/Bishkek").expect("a zone");
    let quiet = pledge_bot::campaigns::QuietHours {
        from: jiff::civil::Time::constant(22, 0, 0, 0),
        until: jiff::civil::Time::constant(8, 0, 0, 0),
        zone,
    };
    let rules = pledge_bot::campaigns::DeliveryPolicy { quiet: Some(quiet), ..Default::default() };
    let bot = TestBot::with(Setup { owners: vec![1001], rules, ..Setup::default() }).await;
    let (owner, reader) = (bot.person("Olga", "en"), bot.person("Aigul", "en"));
    owner.starts(Lang::En).await;
    reader.starts(Lang::En).await;
    reader.says("/updates").await;
    reader.taps("News: off").await;
    bot.clock.advance(SignedDuration::from_hours(12));
    sends(&bot, &owner, "Good night", 1).await;
    assert!(!last(&bot, &reader).contains("Good night"));
    bot.restart().await;
    bot.clock.advance(SignedDuration::from_hours(9));
    bot.delivers().await;
    assert!(last(&bot, &reader).contains("Good night"));
}

#[tokio::test]
async fn content_that_telegram_refuses_is_told_to_the_author() {
    let (bot, owner, readers) = bot_with_readers(2).await;
    let fault = Fault::new(FaultKind::BadRequest).description("Bad Request: message is too long");
    let _ = bot.emulator().fault(fault.chat(readers[0].id).method("sendMessage"));
    sends(&bot, &owner, "Hello", 2).await;
    let report = last(&bot, &owner);
    assert!(report.contains("Telegram refuses the message: 1"), "{report}");
}

/// A photo that is covered, with its caption above it.
fn covered(caption: &str) -> Outgoing {
    Outgoing {
        kind: Some("photo".into()),
        caption: Some(caption.into()),
        has_media_spoiler: true,
        show_caption_above_media: true,
        ..Outgoing::default()
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
    let (bot, owner, readers) = bot_with_readers(1).await;
    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    owner.posts(&covered("What we saw")).await;
    owner.taps("‹ Draft").await;
    owner.taps("Send…").await;
    owner.taps("Send to 1").await;
    bot.delivers().await;
    let footer = "\n\nStop: /stop · Choose topics: /updates · №1";
    assert_eq!(covered_captions(&bot, &readers[0], 1), [format!("What we saw{footer}")]);

    owner.says("/campaigns").await;
    owner.taps("№1").await;
    owner.taps("Correct").await;
    owner.taps("✓ English").await;
    owner.taps("Send another").await;
    owner.says("What we saw on Friday").await;
    owner.taps("‹ Draft").await;
    owner.taps("Send…").await;
    owner.taps("Send to 1").await;
    bot.delivers().await;
    assert_eq!(covered_captions(&bot, &readers[0], 1), [format!("What we saw on Friday{footer}")]);

    owner.says("/broadcast").await;
    owner.taps("+ English").await;
    for caption in ["Two of them", ""] {
        let piece = Outgoing { media_group_id: Some("album".into()), ..covered(caption) };
        owner.posts(&piece).await;
    }
    owner.taps("‹ Draft").await;
    owner.taps("Send…").await;
    owner.taps("Send to 1").await;
    bot.delivers().await;
    let captions = covered_captions(&bot, &readers[0], 2);
    assert_eq!(captions, [format!("Two of them{}", footer.replace("№1", "№3")), String::new()]);
}

#[tokio::test]
async fn a_trial_goes_to_fifty_and_after_a_restart_to_the_rest_when_its_author_says_so() {
    const MANY: u32 = 501;
    const FIRST: i64 = 5000;
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
    assert!(last(&bot, &owner).contains("Sent: 50 of 501"), "{}", last(&bot, &owner));
    bot.restart().await;
    bot.delivers().await;
    assert_eq!(reached(), 50, "nobody said so");
    owner.taps("Go on").await;
    bot.delivers().await;
    assert_eq!(reached(), 501);
    assert!(last(&bot, &owner).contains("Sent: 501 of 501"), "{}", last(&bot, &owner));
}
