//! Which disk a path is on, and whether that is encrypted, as far as the kernel tells: dm-crypt is found through
//! `/proc/self/mountinfo` and `/sys/dev/block`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::doctor::machine::Machine;

/// Whether what is written to a place is encrypted on its disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DiskState {
    /// It is, or it never gets to a disk.
    Closed,
    /// It is not.
    Open,
    /// It can't be seen: a network disk, a folder of a container, or something that this program does not know.
    Unknown,
}

/// A line of `mountinfo`, as `proc_pid_mountinfo(5)` explains it.
#[derive(Debug)]
struct Mounted {
    /// Major and minor number of its device, as `8:1`.
    device: String,
    point: PathBuf,
    kind: String,
    source: String,
}

/// File systems in memory.
const IN_MEMORY: [&str; 2] = ["tmpfs", "ramfs"];
/// File systems that encrypt by themselves.
const ENCRYPTING: [&str; 4] = ["ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"];
/// How many devices may lie below each other.
const DEEPEST: u8 = 8;

/// The state of the disk of a path, which need not exist yet.
pub(super) fn disk_of(machine: &Machine, path: &Path) -> DiskState {
    let Ok(table) = machine.read("proc/self/mountinfo") else { return DiskState::Unknown };
    let Some(path) = std::path::absolute(path).ok().and_then(|path| real(&path)) else {
        return DiskState::Unknown;
    };
    // Of several at one point, the last one is seen.
    let mounts = table.lines().filter_map(mounted).filter(|mounted| path.starts_with(&mounted.point));
    match mounts.max_by_key(|mounted| mounted.point.components().count()) {
        Some(mounted) => state(machine, &mounted),
        None => DiskState::Unknown,
    }
}

/// The path with links followed, or that of the folder in which it will be made.
fn real(path: &Path) -> Option<PathBuf> {
    path.ancestors().find_map(|place| place.canonicalize().ok())
}

fn mounted(line: &str) -> Option<Mounted> {
    let (fields, rest) = line.split_once(" - ")?;
    let mut fields = fields.split(' ').skip(2);
    let (device, _, point) = (fields.next()?, fields.next()?, fields.next()?);
    let mut rest = rest.split(' ');
    let (kind, source) = (rest.next()?, rest.next()?);
    Some(Mounted {
        device: device.to_owned(),
        point: plain(point).into(),
        kind: kind.to_owned(),
        source: plain(source),
    })
}

/// A field without the escapes of the kernel: `\040` is a space.
fn plain(field: &str) -> String {
    let escapes = [(r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", r"\")];
    escapes.iter().fold(field.to_owned(), |text, (escape, plain)| text.replace(escape, plain))
}

fn state(machine: &Machine, mounted: &Mounted) -> DiskState {
    let kind = mounted.kind.as_str();
    if IN_MEMORY.contains(&kind) || ENCRYPTING.contains(&kind) {
        return DiskState::Closed;
    }
    let device = machine.at("sys/dev/block").join(&mounted.device);
    if device.exists() {
        return device_state(&device, DEEPEST);
    }
    // Some file systems, such as btrfs, have a number of their own, and name the device.
    named_device(machine, Path::new(&mounted.source))
}

/// The state of a device that is given by its path below `/dev`.
pub(super) fn named_device(machine: &Machine, path: &Path) -> DiskState {
    let Ok(name) = path.strip_prefix("/dev") else { return DiskState::Unknown };
    let class = machine.at("sys/class/block");
    if let Ok(mapped) = name.strip_prefix("mapper") {
        let mut devices = class.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
        let is_it = |device: &PathBuf| {
            fs::read_to_string(device.join("dm/name")).is_ok_and(|name| Path::new(name.trim()) == mapped)
        };
        return devices.find(is_it).map_or(DiskState::Unknown, |device| device_state(&device, DEEPEST));
    }
    if name.to_string_lossy().starts_with("zram") {
        return DiskState::Closed;
    }
    let device = class.join(name);
    if device.exists() { device_state(&device, DEEPEST) } else { DiskState::Unknown }
}

/// The state of a device, given by its folder in `/sys`.
fn device_state(device: &Path, depth: u8) -> DiskState {
    let uuid = fs::read_to_string(device.join("dm/uuid")).unwrap_or_default();
    if uuid.starts_with("CRYPT-") {
        return DiskState::Closed;
    }
    if depth == 0 || device.join("loop").exists() {
        return DiskState::Unknown;
    }
    let below = device.join("slaves").read_dir().into_iter().flatten().flatten();
    let states: Vec<_> = below.map(|entry| device_state(&entry.path(), depth - 1)).collect();
    if states.is_empty() || states.contains(&DiskState::Open) {
        DiskState::Open
    } else if states.contains(&DiskState::Unknown) {
        DiskState::Unknown
    } else {
        DiskState::Closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine with this table of mounts, and devices of these names, numbers and uuids; a device lies on the one that it names.
    fn machine(dir: &Path, table: &str, devices: &[(&str, &str, &str, Option<&str>)]) -> Machine {
        let write = |path: PathBuf, text: &str| {
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        write(dir.join("proc/self/mountinfo"), table);
        for (name, number, uuid, on) in devices {
            let device = dir.join("sys/devices").join(name);
            write(device.join("dm/uuid"), uuid);
            write(device.join("dm/name"), &format!("{name}-name\n"));
            if let Some(on) = on {
                fs::create_dir_all(device.join("slaves")).expect("made");
                std::os::unix::fs::symlink(dir.join("sys/devices").join(on), device.join("slaves").join(on))
                    .expect("linked");
            }
            for (folder, link) in [("sys/dev/block", number), ("sys/class/block", name)] {
                fs::create_dir_all(dir.join(folder)).expect("made");
                std::os::unix::fs::symlink(&device, dir.join(folder).join(link)).expect("linked");
            }
        }
        Machine::under(dir.into())
    }

    const TABLE: &str = "\
        1 0 8:1 / / rw - ext4 /dev/sda1 rw\n\
        2 1 253:1 / /usr rw shared:1 - ext4 /dev/mapper/luks rw\n\
        3 1 0:30 / /etc rw - btrfs /dev/mapper/luks-name rw\n\
        4 1 0:31 / /var rw - overlay overlay rw\n\
        5 1 0:32 / /proc rw - tmpfs tmpfs rw\n";

    #[test]
    fn a_disk_is_closed_only_if_all_below_it_is_encrypted() {
        let dir = tempfile::tempdir().expect("a folder");
        let devices = [
            ("sda1", "8:1", "", None),
            ("luks", "253:0", "CRYPT-LUKS2-1", Some("sda1")),
            ("lvm", "253:1", "LVM-1", Some("luks")),
        ];
        let machine = machine(dir.path(), TABLE, &devices);
        for (path, state) in [
            ("/usr/lib", DiskState::Closed),
            ("/etc/hostname", DiskState::Closed),
            ("/var/lib", DiskState::Unknown),
            ("/proc/not-there/yet", DiskState::Closed),
            ("/bin-that-is-not-there", DiskState::Open),
        ] {
            assert_eq!(disk_of(&machine, Path::new(path)), state, "{path}");
        }
        for (device, state) in [
            ("/dev/sda1", DiskState::Open),
            ("/dev/lvm", DiskState::Closed),
            ("/dev/zram0", DiskState::Closed),
            ("/dev/mapper/luks-name", DiskState::Closed),
            ("/dev/mapper/other", DiskState::Unknown),
            ("/swapfile", DiskState::Unknown),
        ] {
            assert_eq!(named_device(&machine, Path::new(device)), state, "{device}");
        }
    }

    #[test]
    fn without_the_table_nothing_can_be_seen() {
        let dir = tempfile::tempdir().expect("a folder");
        assert_eq!(disk_of(&Machine::under(dir.path().into()), Path::new("/usr")), DiskState::Unknown);
    }
}
