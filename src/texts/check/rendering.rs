//! Renders every message with values at the edges: nothing may be missing, all of it must be the HTML that Telegram
//! accepts, and none of it too long.

use fluent_bundle::FluentArgs;

use super::Expected;
use crate::{
    domain::Lang,
    texts::{Fault, Html, bundles::line_of, catalog::Variable, files::Files, markup},
};

/// Numbers at the edges of plural rules, and large ones.
const NUMBERS: [i64; 7] = [0, 1, 2, 5, 11, 21, 1000];
/// Texts that people really type.
const TEXTS: [&str; 4] = ["Айгүл", "<3", "A & B \"C\"", "🇰🇬 שלום"];

/// The most UTF-16 units that a message may have, by the Bot API: what Telegram counts where it counts characters.
fn limit(expected: &Expected) -> usize {
    let id = expected.id.as_str();
    match id {
        "bot-name" => 64,
        "bot-short-description" => 120,
        "bot-description" => 512,
        // The answer to a callback query.
        "sign-over" | "help-stale" => 200,
        _ if id.starts_with("command-") => 256,
        // Sent on through an address, which browsers cut somewhere above 2,000 bytes.
        _ if id.ends_with("-send") || id.ends_with("-share") => 600,
        // Telegram cuts the label of a button at the width of a phone.
        _ if !expected.entry.is_html => 40,
        // A message has 4096; the rest is for what stands around this one.
        _ => 3800,
    }
}

/// Faults of one language.
pub(super) fn faults(
    files: &Files,
    content: &crate::texts::Content,
    lang: Lang,
    expected: &[Expected],
) -> Vec<Fault> {
    let mut faults = Vec::new();
    for message in expected {
        for args in values(message) {
            let Some(rendered) = content.bundles.render(lang, &message.id, &args) else { continue };
            let mut fault = |reason: String| faults.push(place(files, lang, &message.id, reason));
            if let Some(error) = rendered.errors.first() {
                fault(format!("{} can't be rendered: {error}", message.id));
            }
            judge(message, &rendered.text, &mut fault);
        }
    }
    faults
}

fn judge(message: &Expected, text: &str, fault: &mut dyn FnMut(String)) {
    let id = &message.id;
    let shown = if message.entry.is_html {
        if let Some(wrong) = markup::wrong(text) {
            return fault(format!("{id} is no HTML that Telegram accepts: {wrong}"));
        }
        Html::written(text.to_owned()).plain()
    } else {
        if ["<b>", "<i>", "</", "&lt;", "&amp;"].iter().any(|sign| text.contains(sign)) {
            fault(format!("{id} is plain text and can't hold markup"));
        }
        text.to_owned()
    };
    let (length, limit) = (shown.encode_utf16().count(), limit(message));
    if length > limit {
        fault(format!("{id} is too long: {length} UTF-16 units, and {limit} are the most"));
    }
    if shown.trim().is_empty() {
        fault(format!("{id} is empty"));
    } else if shown.trim() != shown {
        fault(format!("{id} begins or ends with a space or an empty line"));
    }
    let name = id.strip_prefix("command-");
    if name.is_some_and(|name| name.len() > 32) {
        fault(format!("{id}: a command has at most 32 characters"));
    }
}

/// Arguments with each variable at each of its edges while the others stand still.
fn values(message: &Expected) -> Vec<FluentArgs<'static>> {
    let variables = message.entry.variables;
    let edges = |(name, kind): &(&'static str, Variable)| -> usize {
        match (kind, *name) {
            (Variable::Number, "month") => 12,
            (Variable::Number, _) => NUMBERS.len(),
            (Variable::Text | Variable::Html, _) => TEXTS.len(),
        }
    };
    let rounds = variables.iter().map(edges).max().unwrap_or(1);
    (0..rounds)
        .map(|round| {
            let mut args = FluentArgs::new();
            for (name, kind) in variables {
                let text = TEXTS[round % TEXTS.len()];
                match kind {
                    Variable::Number if *name == "month" => args.set(*name, (round % 12 + 1) as i64),
                    Variable::Number => args.set(*name, NUMBERS[round % NUMBERS.len()]),
                    Variable::Text if !message.entry.is_html => args.set(*name, "Айгүл".to_owned()),
                    Variable::Text | Variable::Html => args.set(*name, Html::escaped(text).as_str().to_owned()),
                }
            }
            args
        })
        .collect()
}

fn place(files: &Files, lang: Lang, id: &str, reason: String) -> Fault {
    let stands = files.of(lang).find(|(_, text)| line_of(text, id) > 1 || text.starts_with(id));
    let (file, line) = stands.map_or((lang.code(), 1), |(file, text)| (file, line_of(text, id)));
    Fault { file: file.to_owned(), line, reason }
}
