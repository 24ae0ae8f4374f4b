//! Actions of staff are let go while the program is killed again and again: each takes effect exactly once.

use std::collections::BTreeSet;

use pledge_bot::domain::audit::{AuditFilter, Deed, DeedResult};
use pledge_bot::emulator::{Emulator, EmulatorEvent, Options};
use pledge_bot::store::{AuditReader, Reader};

use crate::support::campaign::key;
use crate::support::chat::english;
use crate::support::program::Program;
use crate::support::visitor::visitor;

/// No more of one author wait.
const HOLDS: usize = 10;

/// Runs a command, which has to succeed.
fn done(program: &Program, arguments: &[&str]) {
    let output = program.command(arguments).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_action_that_is_let_go_takes_effect_once_over_kills() {
    let say = english();
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let (owner, reader) = (visitor(&emulator, "Olga"), visitor(&emulator, "Aigul"));
    let program = Program::new(emulator.url())
        .with("RUST_LOG", "error")
        .with("OWNER_IDS", &owner.id.to_string())
        .with("HOLD_MINUTES", "10")
        .with("QUIET_HOURS", "none");
    let mut running = program.start();
    for person in [&reader, &owner] {
        person.starts().await;
    }
    reader.says("/updates").await;
    reader.taps(say.topic_off(&say.topic_name(pledge_bot::domain::Topic::News))).await;
    for nth in 1..=HOLDS {
        owner.says("/broadcast").await;
        owner.says(&format!("Text {nth} of many")).await;
        owner.taps(say.campaign_button_confirm()).await;
        owner.taps(say.campaign_button_send(1)).await;
    }
    running.kill();
    for nth in 1..=HOLDS {
        done(&program, &["holds", "go-ahead", &nth.to_string()]);
        let seq = emulator.seq();
        running = program.start();
        // The kill comes when its author is told, when the message arrives, or at any time before.
        let is_it = |event: &EmulatorEvent| match nth % 3 {
            0 => event.chat == owner.id,
            _ => event.chat == reader.id && event.text().starts_with(&format!("Text {nth} of many")),
        };
        if nth % 3 != 2 {
            emulator.next_event(seq, is_it).await.expect("it takes effect");
        }
        running.kill();
    }
    running = program.start();
    // What was let go before a kill takes effect after it.
    let arrived = || {
        let events = emulator.events_after(0).expect("all are kept");
        let texts = events.iter().filter(|event| event.chat == reader.id && event.kind == "sent");
        texts.filter_map(|event| event.text().split(" of many").next().map(str::to_owned)).collect::<Vec<_>>()
    };
    let data = program.folder().join("data");
    let is_over = async || {
        let campaigns = Reader::open_copy(&data).await.expect("the store").campaigns(50).await.expect("read");
        campaigns.len() == HOLDS && campaigns.iter().all(|campaign| campaign.stage.is_over())
    };
    let mut seq = 0;
    while !is_over().await {
        // The author is told of each step.
        let told = emulator.next_event(seq, |event: &EmulatorEvent| event.chat == owner.id).await;
        seq = told.expect("the author hears of it").seq;
    }
    assert_eq!(running.signal("TERM"), Some(0));
    let texts: Vec<_> = arrived().into_iter().filter(|text| text.starts_with("Text ")).collect();
    let once: BTreeSet<_> = texts.iter().collect();
    assert_eq!(once.len(), texts.len(), "nobody got one twice: {texts:?}");
    let log = AuditReader::open(&data, key(program.folder())).await.expect("opened");
    let page = log.page(&AuditFilter::All, None, 500).await.expect("read");
    let count = |deed: Deed| {
        let is_it =
            |it: &pledge_bot::domain::audit::DeedRecord| it.deed == deed && it.result == DeedResult::Done;
        page.entries
            .iter()
            .filter_map(|read| read.entry.as_ref())
            .filter(|entry| is_it(&entry.record))
            .count()
    };
    assert_eq!((count(Deed::GoAhead), count(Deed::Broadcast)), (HOLDS, HOLDS));
}
