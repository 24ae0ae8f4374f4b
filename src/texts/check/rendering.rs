//! Renders every message with boundary values. Each result must be complete, must not be too long, and must be HTML that
//! Telegram accepts.

use std::collections::BTreeSet;

use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError};
use fluent_syntax::ast::Message;

use crate::domain::Lang;
use crate::texts::bundles::Bundles;
use crate::texts::catalog::VariableKind;
use crate::texts::check::expected::{ExpectedMessage, ExpectedMessages};
use crate::texts::ftl_file::FtlFile;
use crate::texts::pattern::PatternParts;
use crate::texts::{ContentError, Html, markup};

/// Boundary values of plural rules, and a large number. The half reaches the branch for fractions, which no reader sees but
/// which must not be broken.
const NUMBERS: [f64; 8] = [0.0, 1.0, 2.0, 5.0, 11.0, 21.0, 1000.0, 0.5];
/// Texts of the kinds that people type, and the longest name.
const TEXTS: [&str; 5] = ["Айгүл", "<3", "A & B \"C\" &lt;", "🇰🇬 👩‍👩‍👧 שלום", LONGEST];
/// 200 characters: as long as a name may be.
const LONGEST: &str = "ӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨ\
ӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨӨ";

/// The message that may be empty: no text stands there unless the law asks for one.
const MAY_BE_EMPTY: &str = "legal-notice";

/// How long a message may be, in UTF-16 units after entity parsing, and whether it may have several lines.
fn limits(id: &str, expected: &ExpectedMessage) -> (usize, bool) {
    match id {
        "bot-name" => (64, false),
        "bot-short-description" => (120, true),
        "bot-description" => (512, true),
        // The answer to a callback query.
        "sign-up-over" | "help-stale" | "my-data-again" | "my-data-nothing-left" => (200, true),
        _ if id.ends_with("-toast") => (200, true),
        // It stands below every message to many.
        "campaign-footer" => (120, false),
        // The consent fits one screen, and messages to many and texts to pass on have limits of their own.
        "controller-name" | "controller-contact" | MAY_BE_EMPTY => (200, false),
        // It stands in the same place when a message is read again.
        "news-footer" => (120, false),
        // It names the bot twice. A bot's name has 32 characters at most; the check tries the longest name of a person.
        "campaign-footer-group" => (120 + 2 * 200, false),
        _ if id.starts_with("command-") || id.starts_with("staff-command-") => (256, false),
        // Goes into an address, which browsers cut somewhere above 2,000 bytes.
        _ if id.ends_with("-send") || id.ends_with("-share") => (600, true),
        _ if id.starts_with("demo-") => (400, true),
        // The picture to pass on has up to five lines for each of its texts.
        _ if id.starts_with("pledge-poster-") => (100, false),
        // Telegram cuts the label of a button at the width of a phone.
        _ if !expected.spec.is_html => (40, false),
        // Telegram allows 4096; the rest is for the texts around this one.
        _ => (3800, true),
    }
}

/// Faults of one language.
pub(super) fn faults(
    lang: Lang,
    own: &[FtlFile<'_>],
    bundles: &Bundles,
    expected: &ExpectedMessages,
) -> Vec<ContentError> {
    let mut faults = Vec::new();
    for source in own {
        for message in source.messages() {
            let id = message.id.name;
            if let Some(expected) = expected.get(id) {
                let reasons = reasons(lang, message, expected, bundles);
                faults.extend(reasons.into_iter().map(|reason| source.fault(id, reason)));
            }
        }
    }
    faults
}

/// The faults of a message, over all boundary values of its variables.
fn reasons(
    lang: Lang,
    message: &Message<&str>,
    expected: &ExpectedMessage,
    bundles: &Bundles,
) -> BTreeSet<String> {
    let id = message.id.name;
    let mut reasons = BTreeSet::new();
    let mut longest = 0;
    let (limit, several_lines) = limits(id, expected);
    for args in values(&named_numbers(message), expected) {
        let Some(rendered) = bundles.render(lang, id, &args) else { continue };
        if !rendered.errors.is_empty() {
            let errors = rendered.errors.iter().filter(|error| !is_unknown_variable(error));
            reasons.extend(errors.map(|error| format!("{id} can't be rendered: {error}")));
            continue;
        }
        if id == MAY_BE_EMPTY && rendered.text.is_empty() {
            continue;
        }
        match shown(expected, &rendered.text) {
            Ok(text) => {
                longest = longest.max(text.encode_utf16().count());
                reasons.extend(typing_faults(&text, several_lines).map(|reason| format!("{id} {reason}")));
            }
            Err(reason) => drop(reasons.insert(format!("{id} {reason}"))),
        }
    }
    if longest > limit {
        let reason =
            format!("{id} is too long: {longest} UTF-16 units where {limit} are the most; shorten it");
        reasons.insert(reason);
    }
    reasons
}

/// The check of IDs and variables reports an unknown variable, at its own line.
fn is_unknown_variable(error: &FluentError) -> bool {
    let variable = |kind: &ReferenceKind| matches!(kind, ReferenceKind::Variable { .. });
    matches!(error, FluentError::ResolverError(ResolverError::Reference(kind)) if variable(kind))
}

/// The text as a reader sees it, or its fault.
fn shown(expected: &ExpectedMessage, text: &str) -> Result<String, String> {
    if expected.spec.is_html {
        return match markup::fault(text) {
            Some(fault) => Err(format!("is no HTML that Telegram accepts: {fault}")),
            None => Ok(Html::written(text.to_owned()).plain()),
        };
    }
    // Telegram shows the markup in a label as it stands.
    let looks_like_markup = text.contains(['<', '>']) || markup::has_entity(text);
    if looks_like_markup {
        Err("is plain text and can't hold markup".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

/// Slips of typing in a text as a reader sees it.
fn typing_faults(text: &str, several_lines: bool) -> impl Iterator<Item = &'static str> {
    let lone = |open: char, close: char| {
        let count = |sign: char| text.chars().filter(|c| *c == sign).count();
        if open == close { count(open) % 2 == 1 } else { count(open) != count(close) }
    };
    let quotes_differ = lone('«', '»') || lone('"', '"') || (text.contains('„') && lone('„', '“'));
    [
        (text.trim().is_empty(), "is empty"),
        (!text.trim().is_empty() && text.trim() != text, "begins or ends with a space or an empty line"),
        (
            !several_lines && text.contains('\n'),
            "has several lines, and only one is shown; check the indentation",
        ),
        (quotes_differ, "opens a quotation that it does not close, or closes one that it did not open"),
        (text.contains("  "), "has two spaces in a row"),
        (text.contains(['{', '}']), "shows a brace; a variable stands as { $name }"),
    ]
    .into_iter()
    .filter_map(|(is_so, reason)| is_so.then_some(reason))
}

/// Arguments that together give each variable each of its boundary values, and numbers these further ones.
pub(super) fn values(named: &[f64], expected: &ExpectedMessage) -> Vec<FluentArgs<'static>> {
    let numbers: Vec<f64> = NUMBERS.iter().chain(named).copied().collect();
    let variables = expected.spec.variables;
    let has_numbers = variables.iter().any(|(_, kind)| *kind == VariableKind::Number);
    let rounds = match variables.len() {
        0 => 1,
        _ if has_numbers => numbers.len().max(TEXTS.len()),
        _ => TEXTS.len(),
    };
    let at = |round: usize| {
        let mut args = FluentArgs::new();
        for (name, kind) in variables {
            match kind {
                VariableKind::Number => args.set(*name, numbers[round % numbers.len()]),
                // A label gets the bot's other labels only, never a text that a person typed.
                VariableKind::Text if !expected.spec.is_html => args.set(*name, TEXTS[0]),
                VariableKind::Text | VariableKind::Html => {
                    args.set(*name, Html::escaped(TEXTS[round % TEXTS.len()]).as_str().to_owned());
                }
            }
        }
        args
    };
    (0..rounds).map(at).collect()
}

/// The numbers that have branches of their own, so that each branch is rendered.
fn named_numbers(message: &Message<&str>) -> Vec<f64> {
    let parts = message.value.as_ref().map(PatternParts::of).unwrap_or_default();
    let branches = parts.selections.iter().flat_map(|selection| &selection.branches);
    branches.filter_map(|branch| branch.key.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::files::ContentFiles;

    /// The variable that holds a date without a time.
    const DATE: &str = "date";

    #[test]
    fn no_full_stop_follows_a_date_that_ends_with_one() {
        let bundles = Bundles::read(&ContentFiles::builtin());
        let expected = ExpectedMessages::by(None);
        let mut with_dates = 0;
        for (id, message) in expected.iter() {
            if !message.spec.variables.iter().any(|(name, _)| *name == DATE) {
                continue;
            }
            with_dates += 1;
            let mut args = values(&[], message).remove(0);
            args.set(DATE, "29 ноября 2026 г.");
            let text = bundles.render(Lang::Ru, id, &args).map(|rendered| rendered.text).unwrap_or_default();
            assert!(!text.contains("г.."), "{id}: {text}");
        }
        assert!(with_dates > 10, "{with_dates} messages with a date");
    }
}
