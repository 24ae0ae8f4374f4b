//! Buttons that open an address, and labels that fit.

use reqwest::Url;

use crate::domain::message::{Button, ButtonAction};
use crate::texts::ButtonLabel;

/// A button that opens an address.
pub(crate) fn link(label: String, url: Url) -> Button {
    Button { label, action: ButtonAction::Url(url.into()) }
}

/// The address of Telegram's own dialogue for sending a text and a link on.
pub(crate) fn share_link(link: &Url, text: &str) -> Url {
    let mut url = Url::parse("https://t.me/share/url").expect("a constant address parses");
    url.query_pairs_mut().append_pair("url", link.as_str()).append_pair("text", text);
    // Telegram's clients show a plus sign as it stands, and read %20 as a space.
    let query = url.query().map(|query| query.replace('+', "%20"));
    url.set_query(query.as_deref());
    url
}

/// As much of a text as fits on a button that has a row of its own.
pub(crate) fn fitting(text: &str) -> String {
    let fits = |text: &str| ButtonLabel::width_of(text) <= ButtonLabel::room(1);
    if fits(text) {
        return text.to_owned();
    }
    let mut cut = text.to_owned();
    while cut.pop().is_some() {
        let shown = format!("{}…", cut.trim_end_matches([' ', '…']));
        if fits(&shown) {
            return shown;
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_cut_to_the_width_of_its_button() {
        assert_eq!(fitting("We meet on Friday"), "We meet on Friday");
        for letter in ["Щ", "i", "ө", "👩🏽"] {
            let cut = fitting(&letter.repeat(100));
            assert!(cut.ends_with('…') && ButtonLabel::width_of(&cut) <= ButtonLabel::room(1), "{cut}");
            assert!(cut.chars().count() > 10, "{cut}");
        }
    }
}
