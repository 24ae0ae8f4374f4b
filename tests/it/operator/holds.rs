//! Who has the machine counts as a second person: they see what waits, stop it, or let it go ahead.

use pledge_bot::domain::Topic;
use pledge_bot::emulator::{Emulator, EmulatorEvent, Options};

use super::{code, done, refused};
use crate::support::chat::english;
use crate::support::program::Program;
use crate::support::visitor::visitor;

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_lets_go_what_nobody_else_can_agree_to_and_stops_what_nobody_wants() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let (owner, reader) = (visitor(&emulator, "Olga"), visitor(&emulator, "Aigul"));
    let program = Program::new(emulator.url()).with("OWNER_IDS", &owner.id.to_string());
    let program = program.with("RUST_LOG", "error").with("HOLD_MINUTES", "10").with("QUIET_HOURS", "none");
    let running = program.start();
    for person in [&reader, &owner] {
        person.starts().await;
    }
    let say = english();
    reader.says("/updates").await;
    reader.taps(say.topic_off(&say.topic_name(Topic::News))).await;
    assert_eq!(done(&program, &["holds", "list"]), "Nothing waits.\n");
    for text in ["The first text", "Quite another one"] {
        owner.says("/broadcast").await;
        owner.says(text).await;
        owner.taps(say.campaign_button_confirm()).await;
        let begun = owner.taps(say.campaign_button_send(1)).await;
        assert!(begun.contains("pledge-bot holds"), "{begun}");
    }
    let listed = done(&program, &["holds", "list"]);
    assert!(listed.contains(&format!("1  launch by {} (no alias)", code(&program, owner.id))), "{listed}");
    assert!(
        listed.contains("    The first text\n") && listed.contains("    Quite another one\n"),
        "{listed}"
    );
    done(&program, &["holds", "stop", "2"]);
    let seq = emulator.seq();
    done(&program, &["holds", "go-ahead", "1"]);
    let arrives = |event: &EmulatorEvent| event.chat == reader.id && event.text().contains("The first text");
    emulator.next_event(seq, arrives).await.expect("it arrives");
    for number in ["1", "2", "3"] {
        let said = refused(&program, &["holds", "go-ahead", number]);
        assert!(said.contains("nothing with this number waits"), "{said}");
    }
    assert_eq!(running.signal("TERM"), Some(0));
    assert_eq!(done(&program, &["holds", "list"]), "Nothing waits.\n");
    let events = emulator.events_after(0).expect("all are kept");
    assert!(!events.iter().any(|event| event.chat == reader.id && event.text().contains("Quite another")));
}
