//! The English text of the pledge must be the original, word for word.

use fluent_bundle::FluentArgs;

use crate::domain::Lang;
use crate::texts::check::CheckInput;
use crate::texts::files::ORIGINAL;
use crate::texts::{ContentError, Html};

const FULL: &str = "pledge-full";

/// Faults of the English text.
pub(super) fn faults(input: &CheckInput<'_>) -> Option<ContentError> {
    let original = input.files.get(ORIGINAL);
    if original.text.trim().is_empty() {
        let reason = "the original is empty; it is the pledge as it was submitted, in English".to_owned();
        return Some(ContentError { file: original.shown.clone(), line: 1, reason });
    }
    let full = input.bundles.render(Lang::En, FULL, &FluentArgs::new())?;
    let full = Html::written(full.text).plain();
    // The first paragraph is the bot's heading.
    let (_, body) = full.split_once("\n\n").unwrap_or(("", &full));
    let wrong = first_difference(body, input.original)?;
    let sources = input.files.sources(Lang::En);
    let message =
        sources.iter().flat_map(|s| s.messages().map(move |m| (s, m.id.name))).find(|(_, id)| *id == FULL);
    let reason = format!(
        "{FULL} is not the original word for word: it goes apart at {wrong:?}; see {}",
        original.shown
    );
    message.map(|(source, id)| source.fault(id, reason))
}

/// The first five words of a text that differ from the original; `None` if the text is a part of the original.
fn first_difference(text: &str, original: &str) -> Option<String> {
    let text: Vec<&str> = text.split_whitespace().collect();
    let original: Vec<&str> = original.split_whitespace().collect();
    let common = |start: usize| text.iter().zip(&original[start..]).take_while(|(a, b)| a == b).count();
    let furthest = (0..original.len()).map(common).max().unwrap_or(0);
    let rest = text.get(furthest..)?;
    (!rest.is_empty()).then(|| rest.iter().take(5).copied().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn words_are_compared_in_their_order_whatever_stands_between_them() {
        assert_eq!(first_difference("b c", "a b\n c d"), None);
        assert_eq!(first_difference("b d", "a b c d").as_deref(), Some("d"));
        assert_eq!(first_difference("c d e", "a b c d").as_deref(), Some("e"));
        assert_eq!(first_difference("x", "a").as_deref(), Some("x"));
        assert_eq!(first_difference("a b c d e f g", "").as_deref(), Some("a b c d e"));
    }
}
