//! A key is gone.

use std::fs;

use super::scene::{NAME, OWN_BACKUP, Scene, knows, people, says, telegram};
use crate::operator::stderr;

#[tokio::test(flavor = "multi_thread")]
async fn the_store_key_is_lost() {
    let emulator = telegram().await;
    let people = people(&emulator);
    let mut scene = Scene::begins("store-key-lost", &emulator, &people).await;
    scene.does(&scene.server, "sudo systemctl stop pledge-bot").await;
    let file = scene.server.path("/var/lib/pledge-bot/store.key");
    let key = fs::read_to_string(&file).expect("the key");
    fs::remove_file(&file).expect("lost");
    let before = scene.server.log().len();
    assert!(scene.server.run("sudo systemctl start pledge-bot").status.success());
    says(&scene.server, before, "there is no store key at").await;

    // The server is the one that is there.
    scene.makes_a_backup_of_its_own();
    let copy = "scp 'root@SERVER:/var/lib/pledge-bot/backups/*' .";
    scene.heeds(&scene.computer, copy, &[("SERVER", "OLD")]).await;
    let recover = "pledge-bot store-key recover --identity coalition.key --from BACKUP --out store.key";
    scene.follows(recover, &[("BACKUP", OWN_BACKUP)]).await;
    scene.follows("scp store.key root@SERVER:", &[("SERVER", "OLD")]).await;
    scene.follows("shred -u store.key", &[]).await;
    assert!(!scene.computer.path("store.key").exists());
    let install = "sudo install -m 600 -o pledge-bot -g pledge-bot store.key /var/lib/pledge-bot/store.key";
    scene.follows(install, &[]).await;
    assert_eq!(fs::read_to_string(&file).expect("it is back"), key);
    scene.follows("shred -u store.key", &[]).await;
    assert!(!scene.server.path("store.key").exists());
    scene.follows("sudo systemctl start pledge-bot", &[]).await;
    let said = scene.follows("sudo pledge-bot audit verify", &[]).await;
    assert!(said.contains("are as they were added"), "{said}");
    knows(&emulator, &people.aigul).await;
    scene.ends();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_private_key_is_lost_or_stolen() {
    let emulator = telegram().await;
    let people = people(&emulator);
    let mut scene = Scene::begins("private-key-lost", &emulator, &people).await;
    // Somebody leaves while the old key counts, and so the list of opt-outs has them under that key.
    people.aigul.says("/stop").await;
    let said = scene.follows("pledge-bot keygen new.key", &[]).await;
    let word = |beginning: &str| {
        let is_it = |word: &&str| word.starts_with(beginning);
        said.split_whitespace().find(is_it).unwrap_or_default().to_owned()
    };
    let public = word("age1");
    let has_form = |word: &&str| word.len() == 39 && word.split('-').count() == 8;
    let fingerprint = said.split_whitespace().map(|word| word.trim_end_matches('.')).find(has_form);
    let fingerprint = fingerprint.expect("keygen prints it");

    let before = scene.server.log().len();
    let mut terminal =
        scene.follows_at_terminal("sudo pledge-bot setup --keys PUBLIC-KEY", &[("PUBLIC-KEY", &public)]);
    let said = terminal.until("and does the coalition want it? (yes or no): ");
    assert!(said.contains(&format!("The fingerprints of these keys: {fingerprint}.")), "{said}");
    terminal.types("yes");
    let (code, said) = terminal.ends();
    assert_eq!(code, Some(0), "{said}");
    says(&scene.server, before, " runs; ").await;
    scene.follows("sudo pledge-bot backup /var/lib/pledge-bot/new-keys.age", &[]).await;

    // The new backup opens with the new key alone, and the new list with it.
    for file in ["new-keys.age", "opt-outs.list"] {
        let from = scene.server.path("/var/lib/pledge-bot").join(file);
        fs::copy(from, scene.computer.path(file)).expect("copied");
    }
    let drill = "pledge-bot drill new-keys.age --identity new.key --opt-outs opt-outs.list";
    let said = scene.does(&scene.computer, drill).await;
    assert!(said.contains("A sealed copy of the store key is in it and opens"), "{said}");
    assert!(said.contains("do not open with this private key"), "{said}");
    let restore = "pledge-bot restore new-keys.age --identity new.key --data data --store-key store.key";
    scene.does(&scene.computer, restore).await;
    let with_old = restore.replace("new.key", "coalition.key").replace(" data ", " other ");
    let refused = scene.computer.run(&with_old);
    assert!(!refused.status.success(), "the old key does not open it");
    // What was sealed before opens with the old key alone.
    let export = |key: &str| format!("pledge-bot export --identity {key} --data data --out {key}.csv");
    let refused = scene.computer.run(&export("new.key"));
    assert!(stderr(&refused).contains("none of the 1 sealed names"), "{}", stderr(&refused));
    scene.does(&scene.computer, &export("coalition.key")).await;
    assert!(scene.computer.read("coalition.key.csv").contains(NAME));
    scene.ends();
}
