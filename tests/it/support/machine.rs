//! A machine that is made up: the files of `/proc`, `/sys` and `/run` below a folder, as they are where all is well.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// All disks are one that is encrypted.
const MOUNTS: &str = "1 0 253:1 / / rw,relatime shared:1 - ext4 /dev/mapper/root rw\n";
const LIMITS: &str = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max core file size        0                    0                    bytes     \n";
/// The swap is encrypted too.
const SWAPS: &str = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/dm-1                               partition\t1\t\t0\t\t-2\n";
/// Says what a device is: that with the data is `dm-0`, that with the swap `dm-1`.
pub const DATA_DEVICE: &str = "sys/devices/dm-0/dm/uuid";
pub const SWAP_DEVICE: &str = "sys/devices/dm-1/dm/uuid";
const ENCRYPTED: &str = "CRYPT-LUKS2-0-root";

/// Writes a file, and the folders in which it lies.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// Makes the machine, on which the bot has this process.
pub fn plant(root: &Path, process: &str) {
    for process in [process, "self"] {
        write(&root.join(format!("proc/{process}/limits")), LIMITS);
        write(&root.join(format!("proc/{process}/cgroup")), "0::/system.slice/pledge-bot.service\n");
    }
    write(&root.join("proc/self/mountinfo"), MOUNTS);
    write(&root.join("proc/swaps"), SWAPS);
    write(&root.join("sys/fs/cgroup/system.slice/pledge-bot.service/memory.swap.max"), "max\n");
    encrypt(root);
    for (device, number) in [("dm-0", "253:1"), ("dm-1", "253:2")] {
        for (folder, name) in [("dev", number), ("class", device)] {
            let folder = root.join(format!("sys/{folder}/block"));
            fs::create_dir_all(&folder).expect("made");
            symlink(root.join(format!("sys/devices/{device}")), folder.join(name)).expect("linked");
        }
    }
    fs::create_dir_all(root.join("run/systemd/system")).expect("made");
}

/// Lets all its disks be encrypted.
pub fn encrypt(root: &Path) {
    for device in [DATA_DEVICE, SWAP_DEVICE] {
        write(&root.join(device), ENCRYPTED);
    }
}
