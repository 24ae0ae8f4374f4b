//! With the settings of the package, as root. Each script sees an /etc and a /var/lib of its own, as a fresh package leaves them.

use std::process::{Command, Output};

use super::{Machine, stderr, stdout};

/// The user to whom the package's folders belong here.
const NOBODY: &str = "65534";

const INSTALLED: &str = r#"
mount -t tmpfs -o mode=755 tmpfs /var/lib && mount -t tmpfs -o mode=755 tmpfs /etc || exit 99
mkdir -p /etc/pledge-bot && mkdir -m 700 /var/lib/pledge-bot && chown 65534:65534 /var/lib/pledge-bot
settings=/etc/pledge-bot/pledge-bot.env
cd "$FOLDER" && set -e
setup() { pledge-bot setup --token-file "$FOLDER/token" --keys "$KEY" --api-url "$API" --no-service "$@"; }
"#;

/// Runs a script of root's in such a view of the disks. `None` without the permission for that.
fn script(machine: &Machine, script: &str) -> Option<Output> {
    if !rustix::process::geteuid().is_root() {
        println!("NOT TESTED: only root can have an /etc of its own");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["--mount", "--propagation", "private", "sh", "-c", &format!("{INSTALLED}{script}")]);
    command.env_clear().env("FOLDER", machine.folder.path());
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_pledge-bot")).parent().expect("a folder");
    let path = std::env::var("PATH").expect("a path");
    command.env("PATH", format!("{}:{path}", program.display())).env("HOME", "/root");
    command.env("KEY", &machine.key).env("API", machine.emulator.url());
    let output = command.output().expect("it runs");
    match output.status.code() {
        Some(0) => Some(output),
        Some(1) if stderr(&output).contains("unshare failed") => None,
        Some(99) => None,
        _ => panic!("{}{}", stdout(&output), stderr(&output)),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_somebody_has_planted_in_the_folder_counts_for_nothing() {
    let machine = Machine::new().await;
    let planted = r#"
setup >said
printf 'BOT_TOKEN=1:a\nSTORE_KEY_COMMAND="touch %s/ran; echo"\nDATA_DIR=%s/theirs\n' "$FOLDER" "$FOLDER" >.env
pledge-bot staff list
pledge-bot setup --yes --no-service
test ! -e ran && test ! -e theirs
"#;
    let Some(output) = script(&machine, planted) else { return };
    let said = stdout(&output);
    assert!(said.contains("Nobody is on staff.") && said.contains("Nothing has changed in /etc/"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_root_has_written_by_hand_is_given_back_to_the_bot() {
    let machine = Machine::new().await;
    let by_hand = r"
printf '# by hand\n' >$settings
setup
stat -c '%n %u' $settings /var/lib/pledge-bot/* | sort
chown 0:0 $settings
pledge-bot setup --yes --no-service
stat -c 'at last %u' $settings
";
    let Some(output) = script(&machine, by_hand) else { return };
    let said = stdout(&output);
    for name in
        ["/etc/pledge-bot/pledge-bot.env", "/var/lib/pledge-bot/data", "/var/lib/pledge-bot/store.key"]
    {
        assert!(said.contains(&format!("{name} {NOBODY}\n")), "{name}: {said}");
    }
    assert!(said.contains(&format!("at last {NOBODY}\n")), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_find_the_bot_by_relative_paths_from_every_folder() {
    let machine = Machine::new().await;
    let relative = r#"
setup >said
sed -i 's,/var/lib/pledge-bot/,,' $settings && echo MESSAGES_DIR=texts >>$settings
grep -q '^DATA_DIR=data$' $settings
chmod 777 "$FOLDER"
pledge-bot freeze
test ! -e "$FOLDER/data"
pledge-bot audit list
pledge-bot freeze --lift
mkdir -p /var/lib/pledge-bot/texts/en && echo 'button-home = {' >/var/lib/pledge-bot/texts/en/a.ftl
pledge-bot check && exit 1
pledge-bot setup --yes --no-service
grep -E '^(DATA_DIR|MESSAGES_DIR|STORE_KEY_FILE)=' $settings
"#;
    let Some(output) = script(&machine, relative) else { return };
    let said = stdout(&output);
    assert!(said.contains("Everything is frozen") && said.contains("freeze"), "{said}");
    let full = "DATA_DIR=/var/lib/pledge-bot/data\nSTORE_KEY_FILE=/var/lib/pledge-bot/store.key\nMESSAGES_DIR=/var/lib/pledge-bot/texts\n";
    assert!(said.contains(full), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_for_the_store_key_is_tried_in_the_bots_home() {
    let machine = Machine::new().await;
    let home = r"
install -d -o 65534 /var/lib/pledge-bot/keys
printf '%064d' 7 >/var/lib/pledge-bot/keys/store && chown 65534 /var/lib/pledge-bot/keys/store
setup --store-key-command 'cat ~/keys/store'
";
    let Some(output) = script(&machine, home) else { return };
    assert!(stdout(&output).contains("Written: /etc/pledge-bot/pledge-bot.env"), "{}", stdout(&output));
}
