//! Files stay short enough to be read at once.

use crate::assert_none;
use crate::source::Tree;

/// The most lines that a file may have before its tests.
const MOST: usize = 400;
/// The most lines of code that half of the files may exceed.
const MEDIAN: usize = 150;

/// Files that are too long.
fn outgrown(tree: &Tree) -> Vec<String> {
    let lines = tree.files.iter().map(|file| (file, file.lines_without_tests().count()));
    let long = lines.filter(|(_, lines)| *lines > MOST);
    long.map(|(file, lines)| format!("src/{}: {lines} lines", file.path)).collect()
}

/// The lines of code of the middle file.
fn median(tree: &Tree) -> usize {
    let mut lines: Vec<_> = tree.files.iter().map(crate::source::Source::lines_of_code).collect();
    lines.sort_unstable();
    lines[lines.len() / 2]
}

#[test]
fn files_do_not_outgrow_a_reader() {
    let tree = Tree::of_project();
    assert_none("a file has at most 400 lines", &outgrown(&tree));
    let median = median(&tree);
    assert!(median <= MEDIAN, "half of the files have more than {median} lines of code");
}

mod planted {
    use super::*;

    #[test]
    fn a_long_file_is_found() {
        let (code, comments) = ("const A: u8 = 1;\n".repeat(401), "// A comment.\n\n".repeat(200));
        let tests = format!("#[cfg(test)]\nmod tests {{\n{code}}}\n");
        let tree = Tree::planted(&[
            ("long.rs", code.as_str()),
            ("short.rs", comments.as_str()),
            ("tested.rs", tests.as_str()),
        ]);
        assert_eq!(outgrown(&tree), ["src/long.rs: 401 lines"]);
        assert_eq!(median(&tree), 0);
    }
}
