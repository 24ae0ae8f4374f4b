//! IDs, variables and plural branches: each language has all that the catalogue asks for, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::Message;

use crate::domain::Lang;
use crate::texts::ContentError;
use crate::texts::catalog::VariableKind;
use crate::texts::check::expected::{ExpectedMessage, ExpectedMessages};
use crate::texts::ftl_file::FtlFile;
use crate::texts::pattern::{PatternParts, Selection};

/// The plural categories of whole numbers, by CLDR. `other` is for fractions, and Fluent requires it.
fn categories(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ky | Lang::En => &["one", "other"],
        Lang::Ru => &["one", "few", "many", "other"],
    }
}

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Faults of one language.
pub(super) fn faults(
    lang: Lang,
    own: &[FtlFile<'_>],
    all: &[(Lang, Vec<FtlFile<'_>>)],
    expected: &ExpectedMessages,
) -> Vec<ContentError> {
    let mut faults = Vec::new();
    let mut found: BTreeMap<&str, String> = BTreeMap::new();
    for source in own {
        for message in source.messages() {
            let id = message.id.name;
            let mut fault = |at: &str, reason: String| faults.push(source.fault(at, reason));
            if let Some(place) = found.get(id) {
                fault(id, format!("{id} stands at {place} already; keep one of the two"));
                continue;
            }
            found.insert(id, source.place(id));
            match expected.get(id) {
                None if expected.is_open(id) => {}
                // The folder's facts no longer name what it is about.
                None if source.is_rest => {}
                None => fault(id, format!("no message has the id {id}: it is misspelt, or left over")),
                Some(expected) => message_faults(message, lang, expected, &mut fault),
            }
        }
    }
    let missing = |id: &str| !found.contains_key(id) && !own.iter().any(|source| source.begins(id));
    let required = expected.iter().filter(|(id, message)| !message.optional && missing(id));
    faults.extend(required.filter_map(|(id, _)| missing_from(own, all, id)));
    faults
}

/// The fault of a missing message, reported in the file that has it in another language.
fn missing_from(own: &[FtlFile<'_>], all: &[(Lang, Vec<FtlFile<'_>>)], id: &str) -> Option<ContentError> {
    let mut others = all.iter().flat_map(|(_, sources)| sources);
    let stands = others.find_map(|source| {
        let message = source.messages().find(|message| message.id.name == id)?;
        Some((source.name, source.place(message.id.name)))
    });
    let Some((name, place)) = stands else {
        let topic = id.split_inclusive('-').next().unwrap_or(id);
        let related =
            own.iter().find(|source| source.messages().any(|message| message.id.name.starts_with(topic)));
        return Some(related?.fault_at_end(format!("{id} is missing in every language; write it here")));
    };
    let source = own.iter().find(|source| source.name == name)?;
    Some(source.fault_at_end(format!("{id} is missing; translate it from {place}")))
}

/// Faults of one message.
fn message_faults(
    message: &Message<&str>,
    lang: Lang,
    expected: &ExpectedMessage,
    fault: &mut dyn FnMut(&str, String),
) {
    let id = message.id.name;
    let Some(pattern) = &message.value else {
        return fault(id, format!("{id} has no text"));
    };
    for attribute in &message.attributes {
        fault(
            attribute.id.name,
            format!("{id} has an attribute .{}, which nothing shows", attribute.id.name),
        );
    }
    let parts = PatternParts::of(pattern);
    let known: BTreeSet<&str> = expected.spec.variables.iter().map(|(name, _)| *name).collect();
    let used: BTreeSet<&str> = parts.variables.iter().copied().collect();
    for name in parts.variables.iter().filter(|name| !known.contains(*name)) {
        fault(name, format!("{id} has no variable ${name}; {}", list(&known)));
    }
    for name in known.difference(&used) {
        fault(id, format!("{id} does not say ${name}; {}", list(&known)));
    }
    for selection in &parts.selections {
        let counts = expected.spec.variables.contains(&(selection.variable, VariableKind::Number));
        let outside = parts.is_said_outside(selection.variable);
        branch_faults(selection, lang, counts, outside, &mut |reason| {
            fault(selection.variable, format!("{id}: {reason}"));
        });
    }
}

/// Faults of a selection's branches. The selection needs each plural category of the language and no other. A branch for
/// more than one number has to say the number, unless the number stands `outside` the selection.
fn branch_faults(
    selection: &Selection<'_>,
    lang: Lang,
    counts: bool,
    outside: bool,
    fault: &mut dyn FnMut(String),
) {
    let name = selection.variable;
    let keys: Vec<&str> = selection.branches.iter().map(|branch| branch.key).collect();
    let by_category = keys.iter().any(|key| CATEGORIES.contains(key));
    if !counts || !by_category {
        return;
    }
    for category in categories(lang).iter().filter(|category| !keys.contains(*category)) {
        fault(format!(
            "the branch [{category}] of ${name} is missing; this language needs {}",
            bracketed(lang)
        ));
    }
    for branch in &selection.branches {
        if CATEGORIES.contains(&branch.key) && !categories(lang).contains(&branch.key) {
            fault(format!(
                "this language has no branch [{}] of ${name}; it has {}",
                branch.key,
                bracketed(lang)
            ));
        }
        // In Russian 21 and 31 are `one` too: a branch in words, such as "a day", would be wrong for them.
        let many_lead_here =
            categories(lang).contains(&branch.key) && (lang == Lang::Ru || branch.key != "one");
        if many_lead_here && !outside && !branch.variables.contains(&name) {
            fault(format!(
                "the branch [{}] does not say ${name}, and more than one number leads to it",
                branch.key
            ));
        }
    }
}

fn bracketed(lang: Lang) -> String {
    categories(lang).iter().map(|category| format!("[{category}]")).collect::<Vec<_>>().join(" ")
}

fn list(known: &BTreeSet<&str>) -> String {
    if known.is_empty() {
        return "it has no variables".into();
    }
    let names: Vec<_> = known.iter().map(|name| format!("${name}")).collect();
    format!("its variables are {}", names.join(", "))
}
