//! Whatever people, chats, files and databases hold from the build at b88c26e means the same today. The lists and folders
//! stand in `tests/fixtures`, whose README explains them.

mod callbacks;
mod codes;
mod compare;
mod data_folders;
mod deep_links;
mod folder;
mod migrations;
mod outcome;
mod overrides;
mod policy;
mod settings;
mod town;
mod under_way;

use std::fs;
use std::path::PathBuf;

/// A file or folder of the fixtures.
fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A line of a list: its number and its columns.
struct Line {
    number: usize,
    columns: Vec<String>,
}

impl Line {
    /// A column, empty where there is none.
    fn column(&self, index: usize) -> &str {
        self.columns.get(index).map_or("", String::as_str)
    }
}

/// The lines of a list that are no comment.
fn lines(text: &str) -> Vec<Line> {
    let numbered = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let columns = |line: &str| line.split('\t').map(str::to_owned).collect();
    numbered.map(|(index, line)| Line { number: index + 1, columns: columns(line) }).collect()
}

/// Fails if anything differs, and shows all of it.
fn assert_same(file: &str, differences: &[String]) {
    assert!(differences.is_empty(), "{file} says something else:\n{}", differences.join("\n"));
}

/// A difference in a line.
fn differs(line: &Line, is: &str, was: &str) -> Option<String> {
    (is != was).then(|| format!("line {}: {:?} is {is:?}, and was {was:?}", line.number, line.columns[0]))
}
