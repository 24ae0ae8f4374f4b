//! The guide for staff quotes buttons as they are labelled in its language.

use std::path::Path;

use pledge_bot::domain::Lang;

/// The guide in each language.
const GUIDES: [(Lang, &str); 3] =
    [(Lang::Ky, "docs/staff.ky.md"), (Lang::Ru, "docs/staff.ru.md"), (Lang::En, "docs/staff.md")];

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A label, around its variable if it has one.
enum Label {
    Whole(String),
    Around(String, String),
}

impl Label {
    fn read(label: &str) -> Label {
        match (label.split_once('{'), label.rsplit_once('}')) {
            (Some((before, _)), Some((_, behind))) => Label::Around(before.to_owned(), behind.to_owned()),
            (_, _) => Label::Whole(label.to_owned()),
        }
    }

    fn is(&self, words: &str) -> bool {
        match self {
            Label::Whole(label) => label == words,
            // A label that is nothing but a variable says nothing.
            Label::Around(before, behind) => {
                before.len() + behind.len() > 1 && words.starts_with(before) && words.ends_with(behind)
            }
        }
    }
}

fn labels(lang: Lang) -> Vec<Label> {
    let files = ["buttons", "campaigns", "holds", "language", "people", "staff-forms", "staff-panel"];
    let lines = files.map(|file| read(&format!("messages/{}/{file}.ftl", lang.code())));
    let labels = lines.iter().flat_map(|file| file.lines()).filter_map(|line| line.split_once(" = "));
    let labels = labels
        .filter(|(id, _)| id.contains("button-") || id.starts_with("people-step-") || *id == "language-name");
    labels.map(|(_, label)| Label::read(label)).collect()
}

/// Everything in bold that is not a question.
fn quoted(guide: &str) -> Vec<&str> {
    let bold = guide.split("**").skip(1).step_by(2);
    bold.filter(|words| !words.ends_with('?')).collect()
}

#[test]
fn every_button_in_the_guide_for_staff_is_there_in_its_language() {
    for (lang, path) in GUIDES {
        let (guide, labels) = (read(path), labels(lang));
        let quoted = quoted(&guide);
        assert!(quoted.len() > 15, "{path} quotes the buttons");
        for words in quoted {
            assert!(labels.iter().any(|label| label.is(words)), "{path}: no button is labelled {words:?}");
        }
    }
}

#[test]
fn every_picture_of_the_guide_is_there() {
    for (_, path) in GUIDES {
        let guide = read(path);
        let pictures: Vec<_> =
            guide.split("](pictures/").skip(1).filter_map(|it| it.split(')').next()).collect();
        assert_eq!(pictures.len(), 5, "{path}");
        for picture in pictures {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures").join(picture);
            assert!(file.is_file(), "{path}: {picture} is missing; run docs/pictures/make");
        }
    }
}
