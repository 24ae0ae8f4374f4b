//! The file `.env`.

use std::io;
use std::path::Path;

use crate::config::SettingError;

/// Reads the variables in a folder's `.env`. A missing file has none.
///
/// # Errors
/// When the file can't be read. The error names the line and never shows it.
pub fn read_env_file(folder: &Path) -> Result<Vec<(String, String)>, SettingError> {
    let path = folder.join(".env");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(SettingError::File(error.kind())),
    };
    dotenvy::from_read_iter(text.as_bytes())
        .map(|item| item.map_err(|error| SettingError::Line { line: line_of(&error, &text) }))
        .collect()
}

/// The number of the line that dotenvy's error quotes, so that the message need not show its content.
fn line_of(error: &dotenvy::Error, text: &str) -> usize {
    let dotenvy::Error::LineParse(quoted, _) = error else { return 0 };
    let first = quoted.lines().next().unwrap_or_default().trim();
    text.lines().position(|line| line.trim() == first).map_or(0, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_line_is_told_by_its_number() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(".env"), "# note\nBOT_TOKEN=1:a\nBOT TOKEN S3CRET\n")
            .expect("written");
        let error = read_env_file(folder.path()).expect_err("the line is broken");
        assert_eq!(error, SettingError::Line { line: 3 });
        assert!(!error.to_string().contains("S3CRET"));
    }
}
