//! Labels that Telegram would cut are found by the check: in every row of buttons that any screen has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pledge_bot::texts::{ButtonLabel, button_labels, check_report};

use super::folder::Folder;

/// The snapshots of the screens, in all folders.
fn snapshots(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of snapshots").flatten();
    entries
        .flat_map(|entry| if entry.path().is_dir() { snapshots(&entry.path()) } else { vec![entry.path()] })
        .collect()
}

/// The rows of buttons on a screen: `    [Language] [Help]`.
fn rows(snapshot: &str) -> impl Iterator<Item = Vec<&str>> {
    snapshot.lines().filter_map(|line| {
        let row = line.strip_prefix("    [")?.strip_suffix(']')?;
        Some(row.split("] [").collect())
    })
}

#[test]
fn a_label_that_telegram_cuts_on_any_screen_is_found_by_the_check() {
    let labels = button_labels();
    let cut: BTreeSet<&str> =
        labels.iter().filter(|label| label.is_cut()).map(|label| label.text.as_str()).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots");
    let (mut seen, mut missed) = (BTreeSet::new(), BTreeSet::new());
    for path in snapshots(&folder) {
        let snapshot = fs::read_to_string(&path).expect("a snapshot");
        for row in rows(&snapshot) {
            let in_row = u8::try_from(row.len()).expect("a few buttons");
            for text in row {
                // A word that is not among the labels was typed by a person, or is a number.
                let Some(label) = labels.iter().find(|label| label.text == text) else { continue };
                seen.insert(text.to_owned());
                if label.width > ButtonLabel::room(in_row) && !cut.contains(text) {
                    missed.insert(format!("{text:?} ({}) in a row of {in_row}", label.id));
                }
            }
        }
    }
    assert!(seen.len() > 150, "only {} labels were seen", seen.len());
    assert!(missed.is_empty(), "the check takes them to stand in wider rows: {missed:#?}");
}

#[test]
fn an_office_hears_of_its_own_label_that_is_too_wide_and_keeps_it() {
    let folder = Folder::new().alter(
        "en/buttons.ftl",
        "button-help = Help",
        "button-help = Help with everything here",
    );
    let summary = check_report(Some(folder.path())).expect("no fault");
    let notes: Vec<_> = summary.wide.iter().map(ToString::to_string).collect();
    let line = folder.line("en/buttons.ftl", "button-help");
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        notes[0].contains(&format!("en/buttons.ftl:{line}: button-help is wider than its button")),
        "{notes:?}"
    );
}
