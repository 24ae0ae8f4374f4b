//! Whether the bot's memory can get onto a disk: by swapping, or when it crashes.

use std::path::Path;

use crate::doctor::machine::{Machine, quoted};
use crate::doctor::mounts::{DiskState, disk_of, named_device};
use crate::doctor::observations::Observations;
use crate::doctor::report::{CheckOutcome, Found};
use crate::doctor::service::UnitLook;
use crate::domain::doctor::Finding;

/// Swap on an unencrypted disk, unless the bot may not swap.
pub(super) fn swap(machine: &Machine, facts: &Observations) -> CheckOutcome {
    if is_swap_forbidden(machine, facts) {
        return CheckOutcome::Sound;
    }
    let Ok(table) = machine.read("proc/swaps") else {
        return CheckOutcome::unseen("/proc/swaps can't be read here, and no limit forbids swap for the bot");
    };
    let (mut open, mut unknown) = (None, None);
    for place in table.lines().skip(1).filter_map(|line| line.split_whitespace().next()) {
        let path = Path::new(place);
        let state =
            if path.starts_with("/dev") { named_device(machine, path) } else { disk_of(machine, path) };
        match state {
            DiskState::Closed => {}
            DiskState::Open => {
                open = Some(open.unwrap_or_else(|| Found::new(Finding::SwapOpen)).here(place));
            }
            DiskState::Unknown => {
                unknown = Some(format!("nobody can tell whether the swap {place} is encrypted"));
            }
        }
    }
    CheckOutcome::of(open, unknown)
}

/// Whether the group of processes to which the bot belongs may not swap, or its unit says so.
fn is_swap_forbidden(machine: &Machine, facts: &Observations) -> bool {
    let by_unit = matches!(&facts.unit, UnitLook::There(unit) if unit.get("MemorySwapMax") == "0");
    let process = facts.process();
    let groups = machine.read(format!("proc/{process}/cgroup")).unwrap_or_default();
    let group = groups.lines().find_map(|line| line.strip_prefix("0::/"));
    let limit =
        group.map(|group| machine.read(Path::new("sys/fs/cgroup").join(group).join("memory.swap.max")));
    by_unit || limit.is_some_and(|limit| limit.is_ok_and(|limit| limit.trim() == "0"))
}

/// The limit of core dumps, and those that lie around.
pub(super) fn core_dumps(machine: &Machine, facts: &Observations) -> CheckOutcome {
    let mut found = Vec::new();
    let limits = machine.read(format!("proc/{}/limits", facts.process()));
    let limit =
        limits.iter().flat_map(|text| text.lines()).find_map(|line| line.strip_prefix("Max core file size"));
    let unseen = match limit.and_then(|limit| limit.split_whitespace().next()) {
        Some("0") => None,
        Some(limit) => {
            let limit = format!("a core dump may have this many bytes: {limit}");
            found.push(Found::new(Finding::CoreDumpsAllowed).here(limit));
            None
        }
        None => Some("the limits of the bot's process can't be read".to_owned()),
    };
    let folder = Path::new("var/lib/systemd/coredump");
    let kept = machine.at(folder).read_dir().into_iter().flatten().flatten().map(|entry| entry.file_name());
    let kept: Vec<_> = kept.filter(|name| name.to_string_lossy().starts_with("core.pledge-bot.")).collect();
    if !kept.is_empty() {
        let mut dumps = Found::new(Finding::CoreDumpsKept);
        for name in kept.iter().take(MOST) {
            let path = Path::new("/").join(folder).join(name);
            dumps = dumps.here(path.display().to_string()).command(format!("rm {}", quoted(&path)));
        }
        found.push(dumps);
    }
    CheckOutcome::of(found, unseen)
}

/// How many files are named.
const MOST: usize = 10;
