//! Files with a key in them.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::{fs, io};

/// Writes a new file for its owner alone (mode 0600). When this returns, the file survives a power cut.
///
/// # Errors
/// When the file exists, because a key that is written over is lost for good. When it can't be written; nothing is left
/// of it then.
pub(super) fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    if let Err(error) = file.write_all(content).and_then(|()| file.sync_all()) {
        // The next start must not find half a key.
        let _ = fs::remove_file(path);
        return Err(error);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
