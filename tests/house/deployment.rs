//! The unit for systemd, the image and the commands for Docker give the bot no privilege, and keep its memory off the disk. The
//! package puts everything where the unit and the guide look for it.

use std::fs;
use std::path::Path;

use crate::assert_none;
use crate::source::{Source, Tree, project};

/// Lines of the unit. `docs/operate.md` has their rating by systemd.
const UNIT: [&str; 31] = [
    "AmbientCapabilities=",
    "CapabilityBoundingSet=",
    "Environment=PLEDGE_BOT_SETTINGS=/etc/pledge-bot/pledge-bot.env",
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

/// The files that a source file has built in by `include_str!` and `include_bytes!`, from the project's folder on.
fn built_in(file: &Path, text: &str) -> Vec<String> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let named = ["include_str!(\"", "include_bytes!(\""].iter().flat_map(|call| text.split(call).skip(1));
    let paths = named.filter_map(|rest| rest.split('"').next()).map(|path| {
        let mut parts: Vec<&str> = folder.iter().filter_map(|part| part.to_str()).collect();
        for part in path.split('/') {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        parts.join("/")
    });
    paths.collect()
}

/// Files that are built in and that the image is not built from.
fn missing_in_image(built_in: &[String], ignored: &str) -> Vec<String> {
    let let_through: Vec<&str> = ignored.lines().filter_map(|line| line.strip_prefix('!')).collect();
    let is_there = |file: &&String| let_through.iter().any(|name| Path::new(file).starts_with(name));
    built_in.iter().filter(|file| !is_there(file)).cloned().collect()
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

#[test]
fn the_image_is_built_from_every_file_that_the_program_contains() {
    let tree = Tree::of_project();
    let of = |source: &Source| {
        let text: Vec<_> = source.lines_without_tests().collect();
        built_in(&Path::new("src").join(&source.path), &text.join("\n"))
    };
    let built_in: Vec<_> = tree.files.iter().flat_map(of).collect();
    assert!(
        built_in.iter().any(|file| Path::new(file).extension().is_some_and(|kind| kind == "ttf")),
        "{built_in:?}"
    );
    assert_none("files", &missing_in_image(&built_in, &read("docs/Dockerfile.dockerignore")));
}

mod planted {
    use super::*;

    #[test]
    fn a_file_that_the_image_lacks_is_found() {
        let text = "A = include_str!(\"../../.env.example\"); B = include_bytes!(\"b.ttf\");";
        let files = built_in(Path::new("src/cli/a.rs"), text);
        assert_eq!(files, [".env.example", "src/cli/b.ttf"]);
        assert_eq!(missing_in_image(&files, "*\n!src"), [".env.example"]);
    }

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
