//! Snapshots of what people see: a file for each screen and language, `tests/it/snapshots/<walk>/<language>/<screen>.snap`.
//! A change of one text changes the screens that show it, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use pledge_bot::domain::Lang;

use crate::support::chat::{Act, Person};

/// All walks. A folder of any other name is left over from one that was renamed.
const WALKS: [&str; 11] = [
    "crawl",
    "group",
    "mydata",
    "panel",
    "record_news",
    "reminder",
    "reminders",
    "reports",
    "staff",
    "tour",
    "typed",
];

/// The screens of one walk through the bot, in one language.
pub struct Screens {
    /// Where their snapshots are, from the folder of this file.
    folder: String,
    seen: BTreeSet<String>,
    different: Vec<String>,
}

impl Screens {
    /// The walk of this name.
    pub fn of(walk: &str, lang: Lang) -> Screens {
        assert!(WALKS.contains(&walk), "{walk} is not on the list of walks");
        let folder = format!("../snapshots/{walk}/{}", lang.code());
        Screens { folder, seen: BTreeSet::new(), different: Vec::new() }
    }

    /// Compares a screen with its snapshot. Differences are told at the end, so that one run finds them all.
    pub fn see(&mut self, screen: &str, reached_by: &str, shown: &str) {
        assert!(self.seen.insert(screen.to_owned()), "two screens are called {screen}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&self.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(reached_by);
        let compare = || settings.bind(|| insta::assert_snapshot!(screen, shown));
        if catch_unwind(AssertUnwindSafe(compare)).is_err() {
            self.different.push(screen.to_owned());
        }
    }

    /// Lets a person do one thing after another, and looks at each screen.
    pub async fn walk(&mut self, person: &Person, steps: impl IntoIterator<Item = (&str, Act)>) {
        for (screen, act) in steps {
            let reached_by = act.to_string();
            let heard = person.does(act).await;
            let screen = format!("{:02}_{screen}", self.seen.len() + 1);
            self.see(&screen, &reached_by, &heard.shown());
        }
    }

    /// Fails where a screen differs from its snapshot, and where a snapshot belongs to no screen.
    pub fn finish(self) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/support").join(&self.folder);
        let files = fs::read_dir(&folder).expect("a folder of snapshots");
        let names = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
        let kept: BTreeSet<_> =
            names.filter_map(|name| name.strip_suffix(".snap").map(str::to_owned)).collect();
        let orphans: Vec<_> = kept.difference(&self.seen).collect();
        assert!(self.different.is_empty(), "these screens differ: {:?}", self.different);
        assert!(orphans.is_empty(), "no screen has these snapshots in {}: {orphans:?}", folder.display());
    }
}

#[test]
fn every_folder_of_snapshots_belongs_to_a_walk() {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots"));
    let folders = folders.expect("the snapshots").map(|folder| folder.expect("a folder").file_name());
    let folders: BTreeSet<_> = folders.map(|name| name.to_string_lossy().into_owned()).collect();
    assert_eq!(folders, WALKS.map(str::to_owned).into());
}
