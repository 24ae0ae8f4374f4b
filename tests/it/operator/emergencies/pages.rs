//! What holds for every page.

use std::fs;
use std::path::Path;

use super::page::Page;

/// The most lines of a page, and the longest line: one screen.
const LINES: usize = 45;
const COLUMNS: usize = 130;

/// What each page says, in this order.
const PARTS: [&str; 5] = [
    "**How you see it.**",
    "**What to do first**",
    "**What it means for the people on the list.**",
    "**Whom to tell what.**",
    "**It is over when**",
];

#[test]
fn each_page_fits_a_screen_and_says_the_same_five_things() {
    for page in Page::all() {
        let lines = page.text.lines().count();
        assert!(lines <= LINES, "{}: {lines} lines", page.name);
        let long = page.text.lines().find(|line| line.chars().count() > COLUMNS);
        assert_eq!(long, None, "{}: a line is too long", page.name);
        let places: Vec<_> = PARTS.iter().map(|part| page.text.find(part)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}: {places:?}", page.name);
    }
}

#[test]
fn readers_find_each_page_and_all_its_commands_name_their_machine() {
    let read = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect(name);
    let guide = read("docs/operate.md");
    assert!(read("README.md").contains("(docs/operate.md#emergencies)"));
    for page in Page::all() {
        assert!(!page.commands().is_empty(), "{} has commands", page.name);
        assert!(
            guide.contains(&format!("(emergencies/{}.md)", page.name)),
            "{} is not in the index",
            page.name
        );
    }
}
