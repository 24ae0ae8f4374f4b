//! A page and the commands on it.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

/// Where a command is typed. The first line of its block says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Server,
    NewServer,
    Computer,
}

impl Place {
    const ALL: [(Place, &str); 3] = [
        (Place::Server, "# on the server"),
        (Place::NewServer, "# on the new server"),
        (Place::Computer, "# on the coalition's computer"),
    ];
}

/// A page of `docs/emergencies/`.
pub struct Page {
    pub name: String,
    pub text: String,
}

impl Page {
    pub fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/emergencies")
    }

    /// All pages.
    pub fn all() -> Vec<Page> {
        let entries =
            fs::read_dir(Page::folder()).expect("the folder").map(|entry| entry.expect("an entry").path());
        let mut pages: Vec<_> = entries
            .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
            .map(|name| Page::named(&name))
            .collect();
        pages.sort_by(|one, other| one.name.cmp(&other.name));
        pages
    }

    pub fn named(name: &str) -> Page {
        let text = fs::read_to_string(Page::folder().join(format!("{name}.md"))).expect("the page");
        Page { name: name.to_owned(), text }
    }

    /// The commands inside its sentences.
    pub fn mentioned(&self) -> Vec<&str> {
        let prose = self.text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2));
        prose
            .filter(|quoted| {
                ["sudo ", "pledge-bot ", "scp "].iter().any(|program| quoted.starts_with(program))
            })
            .collect()
    }

    /// The commands in the page's blocks, each with its place.
    pub fn commands(&self) -> VecDeque<(Place, String)> {
        let mut commands = VecDeque::new();
        let mut lines = self.text.lines().map(str::trim);
        while let Some(line) = lines.next() {
            if !line.starts_with("```") {
                continue;
            }
            assert_eq!(line, "```sh", "{}: each block holds commands", self.name);
            let first = lines.next().unwrap_or_default();
            let place = Place::ALL.into_iter().find(|(_, says)| *says == first);
            let (place, _) = place.unwrap_or_else(|| panic!("{}: {first:?} names no machine", self.name));
            let block = lines.by_ref().take_while(|line| *line != "```");
            commands.extend(block.map(|line| (place, line.to_owned())));
        }
        commands
    }
}
