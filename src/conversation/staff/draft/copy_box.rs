//! Texts in a box that a tap copies: what a version says now, and what was typed and can't be taken.

use crate::texts::Html;

/// The most UTF-16 units of a version in a box: a message has 4096, and the question stands below the box.
pub(super) const OF_VERSION: usize = 3000;
/// The most UTF-16 units of an answer in a box. What is longer stands above in the chat all the same.
const OF_ANSWER: usize = 500;

/// The beginning of a text in a box, and whether that is all of it.
pub(super) fn beginning(text: &str, most: usize) -> (Html, bool) {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    match end {
        None => (Html::pre(text), true),
        Some((end, _)) => (Html::pre(&format!("{}…", &text[..end])), false),
    }
}

/// An answer that can't be taken; `None` where it is a word that is typed anew as fast as it is copied.
pub(super) fn of_answer(text: &str) -> Option<Html> {
    let text = text.trim();
    let is_more_than_a_word = text.contains(char::is_whitespace);
    is_more_than_a_word.then(|| beginning(text, OF_ANSWER).0)
}

/// An error below the answer that can't be taken.
pub(super) fn refused(typed: Option<&str>, error: Html) -> Html {
    Html::paragraphs(typed.and_then(of_answer).into_iter().chain([error]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_says_so() {
        assert_eq!(beginning("a<b", 3), (Html::pre("a<b"), true));
        assert_eq!(beginning("ab🙂", 3), (Html::pre("ab…"), false));
    }

    #[test]
    fn an_answer_of_one_word_is_not_repeated() {
        assert_eq!(of_answer(" tomorrow "), None);
        assert_eq!(of_answer("at noon"), Some(Html::pre("at noon")));
        let error = || Html::pre("Not a day");
        assert_eq!(refused(Some("at noon"), error()), Html::paragraphs([Html::pre("at noon"), error()]));
        assert_eq!(refused(Some("noon"), error()), error());
    }
}
