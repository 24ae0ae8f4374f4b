//! The machine fails the bot: its disk is full, or its clock is wrong.

use std::time::Duration;

use pledge_bot::emulator::EmulatorEvent;

use super::scene::{Scene, people, says, telegram};
use crate::support::chat::{Words as _, english};

#[tokio::test(flavor = "multi_thread")]
async fn the_disk_is_full() {
    let emulator = telegram().await;
    let people = people(&emulator);
    let mut scene = Scene::begins("disk-full", &emulator, &people).await;
    scene.does(&scene.server, "sudo systemctl stop pledge-bot").await;
    // Without a small disk the commands are typed all the same.
    let fills = scene.server.gets_a_small_disk();
    scene.does(&scene.server, "sudo systemctl start pledge-bot").await;
    let fill = "cat /dev/zero > /var/cache/apt/archives/large.deb";
    let seq = if fills {
        assert!(!scene.server.run(fill).status.success(), "the disk is full");
        let seq = people.aigul.writes("/mydata");
        says(&scene.server, 0, "the disk is full").await;
        let notice = english().staff_notice_disk().plain();
        let is_told = |event: &EmulatorEvent| event.chat == people.olga.id && event.text() == notice;
        emulator.next_event(seq, is_told).await.expect("the owner is told");
        seq
    } else {
        eprintln!("NOT TESTED: nobody may mount a small disk here, so none is full; run this test as root");
        people.aigul.writes("/mydata")
    };

    let said = scene.follows("df -h /var/lib/pledge-bot", &[]).await;
    assert!(!fills || said.contains("100%"), "{said}");
    let said = scene.follows("sudo du -xh --max-depth=2 /var | sort -h | tail -n 20", &[]).await;
    assert!(said.contains("/var/cache/apt"), "{said}");
    scene.follows("sudo apt clean", &[]).await;
    scene.follows("sudo journalctl --vacuum-size=100M", &[]).await;
    let said = scene.follows("df -h /var/lib/pledge-bot", &[]).await;
    assert!(!fills || !said.contains("100%"), "{said}");
    // What waited at Telegram is answered by itself.
    let kept = english().sign_up_line_name_kept().plain();
    let is_card = |event: &EmulatorEvent| event.chat == people.aigul.id && event.text().contains(&kept);
    emulator.next_event(seq, is_card).await.expect("the answer");
    scene.follows("sudo journalctl -u pledge-bot -n 20", &[]).await;
    scene.ends();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_is_wrong() {
    let emulator = telegram().await;
    let people = people(&emulator);
    let mut scene = Scene::begins("wrong-clock", &emulator, &people).await;
    // The clock of the machine is that of this test's, so Telegram's goes wrong instead.
    emulator.clock().advance(Duration::from_hours(1));
    people.aigul.says("/help").await;
    says(&scene.server, 0, "the clock of this machine differs from Telegram's").await;
    assert!(scene.follows("timedatectl", &[]).await.contains("synchronized: no"));
    // The program that sets the clock is missing.
    let next = "sudo timedatectl set-ntp true";
    assert!(!scene.server.run(next).status.success());
    scene.does(&scene.server, "touch ../timesyncd").await;
    scene.follows(next, &[]).await;
    assert!(scene.follows("timedatectl", &[]).await.contains("synchronized: yes"));
    scene.follows("sudo apt install systemd-timesyncd", &[]).await;
    scene.follows("sudo timedatectl set-ntp true", &[]).await;
    let now = emulator.clock().now_ms() - 3_600_000;
    emulator.clock().set_ms(now);
    people.aigul.says("/help").await;
    says(&scene.server, 0, "the clock is right again").await;
    let log = scene.follows("sudo journalctl -u pledge-bot -n 20", &[]).await;
    assert!(log.contains("the clock is right again"), "{log}");
    scene.ends();
}
