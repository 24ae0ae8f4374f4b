//! Links in documents lead to files and headings that exist.

use std::fs;
use std::path::Path;

use crate::assert_none;
use crate::papers::documents;
use crate::source::project;

/// What the links of a text lead to, without those to other sites.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    links.map(|(target, _)| target).filter(|target| !target.contains(':'))
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>().to_lowercase()
}

fn has_heading(text: &str, wanted: &str) -> bool {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    headings.map(|heading| anchor(heading.trim_start_matches('#'))).any(|anchor| anchor == wanted)
}

/// Links of a document that lead nowhere.
fn dead_ends(path: &Path, text: &str) -> Vec<String> {
    let leads_somewhere = |target: &&str| {
        let (file, heading) = target.split_once('#').unwrap_or((target, ""));
        let folder = path.parent().unwrap_or(Path::new(""));
        let file = if file.is_empty() { path.to_owned() } else { folder.join(file) };
        if heading.is_empty() || file.extension().is_none_or(|extension| extension != "md") {
            return file.exists();
        }
        let other = if file == path { Ok(text.to_owned()) } else { fs::read_to_string(file) };
        other.is_ok_and(|other| has_heading(&other, heading))
    };
    targets(text).filter(|target| !leads_somewhere(target)).map(str::to_owned).collect()
}

#[test]
fn documents_link_to_what_exists() {
    let mut broken = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a document");
        let name = document.strip_prefix(project()).expect("a file of the project").display().to_string();
        // In Rust the brackets are code, and rustdoc looks after its own links.
        if document.extension().is_some_and(|extension| extension == "md") {
            broken.extend(dead_ends(&document, &text).into_iter().map(|target| format!("{name}: {target}")));
        }
    }
    assert_none("each link in a document leads to a file and a heading that exist", &broken);
}

mod planted {
    use super::*;

    #[test]
    fn a_link_to_a_heading_or_a_file_that_is_gone_is_found() {
        let text = "# A page\n## Stop `it`: now\n[a](#stop-it-now) [b](#gone) [c](README.md#the-pledge-bot) [d](gone.md) \
                    [e](https://example.org)";
        assert_eq!(dead_ends(&project().join("page.md"), text), ["#gone", "gone.md"]);
    }
}
