//! The unit for systemd, the image and the commands for Docker give the bot no privilege, and keep its memory off the disk.

use std::fs;

use crate::assert_none;
use crate::source::project;

/// Lines of the unit. `docs/operate.md` has their rating by systemd.
const UNIT: [&str; 24] = [
    "AmbientCapabilities=",
    "CapabilityBoundingSet=",
    "DynamicUser=yes",
    "LimitCORE=0",
    "LockPersonality=yes",
    "MemoryDenyWriteExecute=yes",
    "MemorySwapMax=0",
    "NoNewPrivileges=yes",
    "PrivateDevices=yes",
    "PrivateIPC=yes",
    "PrivateMounts=yes",
    "PrivateTmp=yes",
    "PrivateUsers=yes",
    "ProcSubset=pid",
    "ProtectHome=yes",
    "ProtectProc=invisible",
    "ProtectSystem=strict",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces=yes",
    "RestrictSUIDSGID=yes",
    "StateDirectoryMode=0700",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "UMask=0077",
];

/// Flags for `docker run`, and what says the same to Docker Compose.
const DOCKER: [&str; 14] = [
    "--cap-drop ALL",
    "cap_drop: [ALL]",
    "--memory-swap 1g",
    "memswap_limit: 1g",
    "--memory 1g",
    "mem_limit: 1g",
    "--read-only",
    "read_only: true",
    "--security-opt no-new-privileges",
    "security_opt: [no-new-privileges:true]",
    "--ulimit core=0",
    "ulimits: {core: 0}",
    "--user ",
    "user: ",
];

fn read(name: &str) -> String {
    fs::read_to_string(project().join(name)).expect("a file of the project")
}

/// Lines that a file lacks.
fn without(text: &str, lines: &[&str]) -> Vec<String> {
    let is_missing = |line: &&&str| !text.lines().any(|other| other == **line);
    lines.iter().filter(is_missing).map(|line| (*line).to_owned()).collect()
}

/// The user of an image, unless it is root.
fn user(dockerfile: &str) -> Option<&str> {
    let user = dockerfile.lines().rev().find_map(|line| line.strip_prefix("USER "))?;
    (!matches!(user.split(':').next(), Some("root" | "0"))).then_some(user)
}

#[test]
fn the_unit_keeps_privileges_and_disks_away_from_the_bot() {
    assert_none("lines of docs/pledge-bot.service", &without(&read("docs/pledge-bot.service"), &UNIT));
}

#[test]
fn neither_the_image_nor_its_commands_give_the_bot_root() {
    assert!(user(&read("docs/Dockerfile")).is_some(), "the image runs as root");
    let guide = read("docs/operate.md");
    let missing: Vec<_> =
        DOCKER.iter().filter(|flag| !guide.contains(**flag)).map(ToString::to_string).collect();
    assert_none("flags in docs/operate.md", &missing);
}

mod planted {
    use super::*;

    #[test]
    fn what_is_missing_or_root_is_found() {
        assert_eq!(without("LimitCORE=1\n# UMask=0077\n", &["LimitCORE=0", "UMask=0077"]).len(), 2);
        assert_eq!(without("LimitCORE=0\n", &["LimitCORE=0"]), [""; 0]);
        assert_eq!(user("FROM a\nUSER 1:1\n"), Some("1:1"));
        for root in ["FROM a\n", "USER 1\nFROM a\nUSER root", "USER 0:0\n"] {
            assert_eq!(user(root), None, "{root}");
        }
    }
}
