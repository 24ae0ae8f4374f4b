//! What the shell finds: the program, harmless tools of this machine, and stand-ins for those that would change it. A command
//! that is none of these is not found.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

/// Tools that do here what they do everywhere.
const TOOLS: [&str; 15] = [
    "cat", "cp", "df", "du", "flock", "kill", "ls", "rm", "sed", "sh", "shred", "sort", "tail", "touch",
    "true",
];

/// `systemd` with one service. Whether it runs is known by a lock that the process holds until its end.
const SYSTEMCTL: &str = r#"
cd "$MACHINE/service" || exit 1
is_active() { ! flock -n lock true; }
start() {
    ( exec 9>lock
      flock -n 9 || exit 0
      cd "$MACHINE/home"
      pledge-bot run </dev/null >>"$MACHINE/service/log" 2>&1 &
      echo $! >"$MACHINE/service/pid" )
}
stop() {
    is_active || return 0
    kill "-$1" "$(cat pid)"
    flock lock true
}
case "$*" in
'start pledge-bot' | 'enable --now pledge-bot.service') start ;;
'stop pledge-bot' | 'stop pledge-bot.service') stop TERM ;;
'restart pledge-bot' | 'restart pledge-bot.service') stop TERM; start ;;
'is-active --quiet pledge-bot.service') is_active ;;
'is-system-running') echo running ;;
'cat pledge-bot.service') ;;
'show --property=Environment pledge-bot.service')
    echo "Environment=PLEDGE_BOT_SETTINGS=$MACHINE/etc/pledge-bot/pledge-bot.env" ;;
'poweroff') stop KILL; touch "$MACHINE/is-off" ;;
*) echo "systemctl: $*?" >&2; exit 1 ;;
esac
"#;

const JOURNALCTL: &str = r#"
case "$*" in
'-u pledge-bot -n 20') tail -n 20 "$MACHINE/service/log" ;;
'--vacuum-size=100M') rm -f "$MACHINE"/var/log/journal/* ;;
*) echo "journalctl: $*?" >&2; exit 1 ;;
esac
"#;

const APT: &str = r#"
case "$*" in
'clean') rm -f "$MACHINE"/var/cache/apt/archives/* ;;
'install systemd-timesyncd') touch "$MACHINE/timesyncd" ;;
*) echo "apt: $*?" >&2; exit 1 ;;
esac
"#;

const TIMEDATECTL: &str = r#"
if [ "$*" = 'set-ntp true' ]; then
    [ -e "$MACHINE/timesyncd" ] || { echo 'Failed to set ntp: NTP not supported' >&2; exit 1; }
    touch "$MACHINE/ntp"
elif [ "$*" = '' ]; then
    if [ -e "$MACHINE/ntp" ]; then synchronized=yes; else synchronized=no; fi
    if [ -e "$MACHINE/timesyncd" ]; then ntp=active; else ntp=n/a; fi
    echo "System clock synchronized: $synchronized"
    echo "              NTP service: $ntp"
else
    exit 1
fi
"#;

/// The person at the editor does what `edit` says, in the words of sed.
const NANO: &str = r#"exec sed -i -f "$MACHINE/edit" "$@""#;

/// Everything belongs to whoever runs the test.
const INSTALL: &str = r#"
kept=
while [ $# -gt 0 ]; do
    case "$1" in
    -o | -g) [ "$2" = pledge-bot ] || exit 1; shift 2 ;;
    *) kept="$kept $1"; shift ;;
    esac
done
exec @install@ $kept
"#;

/// `root@NAME:path` is on the machine with that name, from `/` or from root's home. The other machine finds the files that `*` stands for.
const SCP: &str = r#"
words=
for word; do
    case "$word" in
    root@*:/*) word=${word#root@}; word="$MACHINE/../${word%%:*}${word#*:}" ;;
    root@*:*) word=${word#root@}; word="$MACHINE/../${word%%:*}/home/${word#*:}" ;;
    *:*) echo "scp: who logs in there? $word" >&2; exit 1 ;;
    esac
    words="$words $word"
done
exec cp $words
"#;

const DELUSER: &str = r#"echo "$*" >>"$MACHINE/without""#;

/// Fills a folder that is to be the whole of PATH.
pub fn make(folder: &Path) {
    fs::create_dir(folder).expect("made");
    symlink(env!("CARGO_BIN_EXE_pledge-bot"), folder.join("pledge-bot")).expect("linked");
    for tool in TOOLS {
        symlink(real(tool), folder.join(tool)).expect("linked");
    }
    let install = INSTALL.replace("@install@", &real("install").display().to_string());
    let scripts = [
        ("sudo", r#"exec "$@""#),
        ("systemctl", SYSTEMCTL),
        ("journalctl", JOURNALCTL),
        ("apt", APT),
        ("timedatectl", TIMEDATECTL),
        ("nano", NANO),
        ("install", &install),
        ("scp", SCP),
        ("deluser", DELUSER),
    ];
    for (name, script) in scripts {
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("set");
    }
}

/// Where a tool of this machine is.
pub fn real(tool: &str) -> PathBuf {
    let folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"].map(Path::new);
    let found = folders.into_iter().map(|folder| folder.join(tool)).find(|path| path.exists());
    found.unwrap_or_else(|| panic!("{tool} is not installed"))
}
