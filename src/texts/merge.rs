//! The messages that a folder's file leaves out stay as they are built in. So a file holds only what differs, and a new
//! version of the bot, which asks for more messages, does not refuse it.

use std::collections::BTreeSet;

use crate::texts::ftl_file::is_of_id;

/// A built-in file without the messages that a folder's file has. The others stay on their lines, for faults to name.
pub(super) fn rest(builtin: &str, own: &str) -> String {
    // A message that can't be read counts too: its fault is reported, and not hidden behind the built-in text.
    let own: BTreeSet<&str> = own.lines().filter_map(id).collect();
    let mut is_kept = true;
    let mut rest = String::with_capacity(builtin.len());
    for line in builtin.split_inclusive('\n') {
        if let Some(id) = id(line) {
            is_kept = !own.contains(id);
        } else if line.starts_with('#') {
            is_kept = true;
        }
        rest.push_str(if is_kept { line } else { "\n" });
    }
    rest
}

/// The ID with which a line begins. Only the first line of a message begins with a letter.
fn id(line: &str) -> Option<&str> {
    let (id, _) = line.split_at(line.find(|c| !is_of_id(c)).unwrap_or(line.len()));
    (!id.is_empty()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_that_the_folder_has_leave_empty_lines_behind() {
        let builtin =
            "# Note\na = 1\nb =\n    two\n\n    lines\n# Of c\nc = { $n ->\n   *[other] 3\n}\nd = 4\n";
        assert_eq!(
            rest(builtin, "b = new\n"),
            "# Note\na = 1\n\n\n\n\n# Of c\nc = { $n ->\n   *[other] 3\n}\nd = 4\n"
        );
        assert_eq!(
            rest(builtin, "a = x\nc broken"),
            "# Note\n\nb =\n    two\n\n    lines\n# Of c\n\n\n}\nd = 4\n".replace("\n}\n", "\n\n")
        );
        assert_eq!(rest(builtin, ""), builtin);
        assert_eq!(rest(builtin, builtin).trim(), "# Note\n\n\n\n\n\n# Of c");
    }
}
