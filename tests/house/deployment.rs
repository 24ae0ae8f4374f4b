//! The unit for systemd, the image and the commands for Docker give the bot no privilege, and keep its memory off the disk. The
//! package puts everything where the unit and the guide look for it.

use std::fs;

use crate::assert_none;
use crate::source::project;

/// Lines of the unit. `docs/operate.md` has their rating by systemd.
const UNIT: [&str; 30] = [
    "AmbientCapabilities=",
    "CapabilityBoundingSet=",
    "LimitCORE=0",
    "LockPersonality=yes",
    "MemoryDenyWriteExecute=yes",
    "MemorySwapMax=0",
    "NoNewPrivileges=yes",
    "NotifyAccess=main",
    "PrivateDevices=yes",
    "PrivateIPC=yes",
    "PrivateMounts=yes",
    "PrivateTmp=yes",
    "PrivateUsers=yes",
    "ProcSubset=pid",
    "ProtectHome=yes",
    "ProtectProc=invisible",
    "ProtectSystem=strict",
    "RemoveIPC=yes",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces=yes",
    "RestrictSUIDSGID=yes",
    "StateDirectoryMode=0700",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "Type=notify",
    "UMask=0077",
    "User=pledge-bot",
    "WatchdogSec=120",
    "WorkingDirectory=%S/pledge-bot",
    "AssertPathExists=/etc/pledge-bot/pledge-bot.env",
];

/// Places that the unit, the package, its scripts and the guide have in common.
const PLACES: [(&str, &[&str]); 4] = [
    ("/usr/bin/pledge-bot", &["packaging/pledge-bot.service", "docs/operate.md"]),
    ("/etc/pledge-bot", &["packaging/pledge-bot.service", "packaging/debian/postinst", "docs/operate.md"]),
    ("/var/lib/pledge-bot", &["packaging/debian/postinst", "packaging/debian/postrm", "docs/operate.md"]),
    ("/var/backups/pledge-bot", &["packaging/pledge-bot.service", "docs/operate.md"]),
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
    let unit = "packaging/pledge-bot.service";
    assert_none(&format!("lines of {unit}"), &without(&read(unit), &UNIT));
}

#[test]
fn the_package_the_unit_and_the_guide_name_the_same_places() {
    let unnamed = PLACES.iter().flat_map(|(place, files)| {
        let lacks = files.iter().filter(move |file| !read(file).contains(place));
        lacks.map(move |file| format!("{place} in {file}"))
    });
    assert_none("places", &unnamed.collect::<Vec<_>>());
    let manifest = read("Cargo.toml");
    for asset in [
        r#""target/release/pledge-bot", "usr/bin/""#,
        r#""packaging/pledge-bot.service", "usr/lib/systemd/system/""#,
    ] {
        assert!(manifest.contains(asset), "the package lacks {asset}");
    }
    assert!(read("packaging/pledge-bot.service").contains("\nExecStart=/usr/bin/pledge-bot run\n"));
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
