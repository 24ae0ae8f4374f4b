//! The server is taken: what is done while it is still there, and how the bot goes on elsewhere.

use super::scene::{OWN_BACKUP, Scene, knows, people, telegram};
use crate::support::token::TOKEN;

#[tokio::test(flavor = "multi_thread")]
async fn the_server_was_seized() {
    let emulator = telegram().await;
    let people = people(&emulator);
    let mut scene = Scene::begins("server-seized", &emulator, &people).await;
    // Somebody leaves after the backup; the list of opt-outs knows it.
    people.aigul.says("/stop").await;
    scene.makes_a_backup_of_its_own();
    for copy in [
        "scp 'root@SERVER:/var/lib/pledge-bot/backups/*' .",
        "scp root@SERVER:/var/lib/pledge-bot/opt-outs.list .",
    ] {
        scene.heeds(&scene.computer, copy, &[("SERVER", "OLD")]).await;
    }

    scene.follows("sudo pledge-bot freeze --forget-key --yes", &[]).await;
    scene.follows("sudo shred -u /var/lib/pledge-bot/store.key", &[]).await;
    scene.follows("sudo systemctl poweroff", &[]).await;
    assert!(scene.server.path("/is-off").exists());
    let audit = scene.server.run("sudo pledge-bot audit list");
    assert!(!audit.status.success(), "nothing on the machine opens the data");

    let new = format!("{}:{}", TOKEN.split_once(':').expect("a token").0, "n".repeat(35));
    emulator.accept_only(&new);
    let restore = "pledge-bot restore BACKUP --identity coalition.key --data data --store-key store.key";
    let said = scene.follows(restore, &[("BACKUP", OWN_BACKUP)]).await;
    assert!(said.contains("1 opt-outs are later than the backup; 1 of them"), "{said}");
    scene.follows("scp -r data store.key opt-outs.list root@SERVER:", &[]).await;
    scene.follows("shred -u store.key data/*", &[]).await;
    assert!(!scene.computer.path("store.key").exists());
    let place = "sudo install -d -m 700 -o pledge-bot -g pledge-bot /var/lib/pledge-bot/data";
    scene.follows(place, &[]).await;
    let data = "sudo install -m 600 -o pledge-bot -g pledge-bot data/pledge.db /var/lib/pledge-bot/data/";
    scene.follows(data, &[]).await;
    let rest = "sudo install -m 600 -o pledge-bot -g pledge-bot store.key opt-outs.list /var/lib/pledge-bot/";
    scene.follows(rest, &[]).await;
    scene.follows("shred -u store.key data/*", &[]).await;
    scene.has_places(&scene.new_server, &[]);
    scene.new_server.token = Some(new);
    let key = scene.public_key.clone();
    scene.follows("sudo pledge-bot setup --keys PUBLIC-KEY", &[("PUBLIC-KEY", &key)]).await;
    knows(&emulator, &people.aigul).await;
    scene.ends();
}
