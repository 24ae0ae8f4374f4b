//! Somebody on staff can't be trusted any more, or leaves.

use pledge_bot::emulator::Emulator;

use super::scene::{People, Scene, knows, people, telegram};
use crate::support::chat::{Words as _, english};
use crate::support::visitor::{Visitor, visitor};

const TEXT: &str = "Send money to this account";

/// A broadcast waits for its time.
async fn plans(author: &Visitor<'_>) {
    let say = english();
    author.says("/broadcast").await;
    author.says(TEXT).await;
    author.taps(say.campaign_button_confirm()).await;
    author.taps(say.campaign_button_send(1)).await;
}

async fn begins<'a>(page: &str, emulator: &'a Emulator) -> (Scene, People<'a>, String) {
    let people = people(emulator);
    let scene = Scene::begins(page, emulator, &people).await;
    let bakyt = scene.code(people.bakyt.id);
    (scene, people, bakyt)
}

/// Somebody becomes an owner by a link from the server.
async fn makes_an_owner(scene: &mut Scene, person: &Visitor<'_>) {
    let said = scene.follows("sudo pledge-bot staff invite owner", &[]).await;
    let (_, payload) = said.split_once("?start=").expect("a link");
    let payload = payload.split_whitespace().next().expect("a payload");
    let (heard, code) = (person.says(&format!("/start {payload}")).await, scene.code(person.id));
    assert!(heard.contains(&english().people_code_wait(&code).plain()), "{heard}");
    scene.follows("sudo pledge-bot staff confirm CODE", &[("CODE", &code)]).await;
    let listed = scene.does(&scene.server, "sudo pledge-bot staff list").await;
    assert!(listed.contains(&format!("{code}  owner")), "{listed}");
}

fn nobody_got_it(emulator: &Emulator, people: &People<'_>) {
    let events = emulator.events_after(0).expect("all are kept");
    assert!(!events.iter().any(|event| event.chat == people.aigul.id && event.text().contains(TEXT)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_was_stolen() {
    let emulator = telegram().await;
    let (mut scene, people, bakyt) = begins("phone-stolen", &emulator).await;
    plans(&people.bakyt).await;
    let said = scene.follows("sudo pledge-bot freeze", &[]).await;
    assert!(said.contains("Everything is frozen"), "{said}");
    let said = scene.follows("sudo pledge-bot staff list", &[]).await;
    assert!(said.contains(&format!("{bakyt}  editor  (no alias; Telegram shows: Bakyt)")), "{said}");
    scene.follows("sudo pledge-bot staff suspend CODE", &[("CODE", &bakyt)]).await;
    let listed = scene.does(&scene.server, "sudo pledge-bot staff list").await;
    assert!(listed.lines().any(|line| line.starts_with(&bakyt) && line.ends_with("; suspended")), "{listed}");
    // Their rights are gone, also for what they know by heart.
    let heard = people.bakyt.says("/broadcast").await;
    assert!(!heard.contains(&english().campaign_button_confirm().plain()), "{heard}");
    let said = scene.follows("sudo pledge-bot holds list", &[]).await;
    assert!(said.contains("Nothing waits."), "{said}");
    let dina = visitor(&emulator, "Dina");
    makes_an_owner(&mut scene, &dina).await;
    scene.does(&scene.server, "sudo pledge-bot freeze --lift").await;
    let said =
        scene.follows("sudo pledge-bot staff role CODE ROLE", &[("CODE", &bakyt), ("ROLE", "editor")]).await;
    assert!(said.contains("Done."), "{said}");
    let listed = scene.does(&scene.server, "sudo pledge-bot staff list").await;
    assert!(!listed.contains("suspended"), "{listed}");
    nobody_got_it(&emulator, &people);
    let log = scene.does(&scene.server, "sudo pledge-bot audit list").await;
    for deed in ["freeze", "suspend person ", "lift", "reinstate person "] {
        assert!(log.contains(&format!("command line\t{deed}")), "{deed} in:\n{log}");
    }
    scene.ends();
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_stopped_and_goes_on() {
    let emulator = telegram().await;
    let (mut scene, people, bakyt) = begins("stop-everything", &emulator).await;
    plans(&people.bakyt).await;
    scene.follows("sudo pledge-bot freeze", &[]).await;
    assert!(scene.follows("sudo pledge-bot staff list", &[]).await.contains(&bakyt));
    assert!(scene.follows("sudo pledge-bot holds list", &[]).await.contains(TEXT));
    assert!(scene.follows("sudo pledge-bot audit list", &[]).await.contains("command line\tfreeze\tdone"));
    scene.does(&scene.server, "sudo pledge-bot holds stop 1").await;
    assert!(scene.does(&scene.server, "sudo pledge-bot holds list").await.contains("Nothing waits."));
    // Citizens are answered.
    knows(&emulator, &people.aigul).await;
    nobody_got_it(&emulator, &people);
    scene.follows("sudo pledge-bot freeze --lift", &[]).await;
    scene.ends();
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_leaves() {
    let emulator = telegram().await;
    let (mut scene, people, bakyt) = begins("staff-leaves", &emulator).await;
    plans(&people.bakyt).await;
    assert!(scene.follows("sudo pledge-bot staff list", &[]).await.contains(&bakyt));
    scene.follows("sudo pledge-bot staff remove CODE", &[("CODE", &bakyt)]).await;
    let listed = scene.does(&scene.server, "sudo pledge-bot staff list").await;
    assert!(!listed.contains(&bakyt), "{listed}");
    let heard = people.bakyt.says("/broadcast").await;
    assert!(!heard.contains(TEXT), "their draft is gone: {heard}");
    scene.follows("sudo deluser NAME", &[("NAME", "bakyt")]).await;
    assert_eq!(scene.server.read("/without"), "bakyt\n");
    nobody_got_it(&emulator, &people);
    scene.ends();
}
