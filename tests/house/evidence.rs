//! Each row of the table of who gets what in `SECURITY.md` names a test that shows it, or a command that anybody may run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::assert_none;
use crate::source::project;

/// The heading above the table.
const TABLE: &str = "## Who gets what\n";
/// The programs of which a row may give a command line.
const COMMANDS: [&str; 2] = ["curl ", "pledge-bot "];

/// The tests below a folder, as `store::backup::a_backup_is_refused`; those inside of a source as
/// `crypto::coalition::tests::a_key_opens`.
fn tests(folder: &Path, below: &str, is_source: bool) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let inside = |name: &str| {
            [below, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("::")
        };
        if path.is_dir() {
            all.extend(tests(&path, &inside(&name), is_source));
        } else if let Some(name) = name.strip_suffix(".rs") {
            let module = if ["mod", "main", "lib"].contains(&name) { below.to_owned() } else { inside(name) };
            let module = if is_source { format!("{module}::tests") } else { module };
            let text = fs::read_to_string(&path).expect("a source");
            all.extend(functions(&text).into_iter().map(|function| format!("{module}::{function}")));
        }
    }
    all
}

/// The names of the tests in a source.
fn functions(text: &str) -> Vec<&str> {
    let behind = |mark| text.split(mark).skip(1);
    let behind = behind("#[test]").chain(behind("#[tokio::test"));
    behind.filter_map(|rest| rest.split_once("fn ")?.1.split('(').next()).collect()
}

/// The last cells of the rows of the table.
fn evidence(page: &str) -> Vec<(&str, &str)> {
    let table =
        page.split_once(TABLE).map_or("", |(_, behind)| behind).split("\n## ").next().unwrap_or_default();
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(1);
    let cells = rows.map(|row| row.trim_matches(['|', ' ']).split(" | ").collect::<Vec<_>>());
    cells.filter_map(|cells| Some((*cells.first()?, *cells.last()?))).collect()
}

/// The rows without evidence, and the tests that there are not, each on a line.
fn missing(page: &str, tests: &BTreeSet<String>) -> Vec<String> {
    let mut missing = Vec::new();
    for (who, evidence) in evidence(page) {
        let named: Vec<&str> = evidence.split('`').skip(1).step_by(2).collect();
        let is_command = |words: &&str| COMMANDS.iter().any(|command| words.starts_with(command));
        if named.is_empty() || !evidence.split('`').step_by(2).all(|between| ["", ", "].contains(&between)) {
            missing.push(format!(
                "{who}: the last column holds tests and commands between backticks, and nothing else"
            ));
        }
        missing.extend(
            named
                .into_iter()
                .filter(|words| !is_command(words) && !tests.contains(*words))
                .map(|name| format!("{who}: there is no test {name}")),
        );
    }
    // The text below the table names tests too.
    let named =
        page.split('`').skip(1).step_by(2).filter(|words| words.contains("::") && !words.contains(' '));
    missing
        .extend(named.filter(|name| !tests.contains(*name)).map(|name| format!("there is no test {name}")));
    missing
}

#[test]
fn each_row_of_the_table_of_attackers_names_a_test_that_there_is() {
    let page = fs::read_to_string(project().join("SECURITY.md")).expect("a document");
    let mut all = tests(&project().join("src"), "", true);
    for program in ["it", "house", "emulator"] {
        all.extend(tests(&project().join("tests").join(program), "", false));
    }
    assert!(evidence(&page).len() >= 9, "the table is not found: {:?}", evidence(&page));
    assert_none("what SECURITY.md says is shown", &missing(&page, &all));
}

mod planted {
    use super::*;

    #[test]
    fn a_row_without_a_test_is_found() {
        let text = "#[test]\nfn one() {}\n#[tokio::test(flavor = \"x\")]\nasync fn two() {}\nfn three() {}";
        assert_eq!(functions(text), ["one", "two"]);
        let tests = BTreeSet::from(["a::one".to_owned()]);
        let row =
            |cell: &str| format!("{TABLE}\n| who | shown by |\n|---|---|\n| a thief | {cell} |\n\n## More\n");
        for good in ["`a::one`", "`curl https://example.org`", "`a::one`, `pledge-bot check`"] {
            assert_eq!(missing(&row(good), &tests), [""; 0], "{good}");
        }
        for bad in ["", "`a::two`", "a::one", "`a::one`, later"] {
            assert!(!missing(&row(bad), &tests).is_empty(), "{bad}");
        }
        assert_eq!(missing("see `a::gone`", &tests), ["there is no test a::gone"]);
    }
}
