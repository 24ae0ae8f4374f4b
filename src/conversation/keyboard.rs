//! Buttons that open an address.

use reqwest::Url;

use crate::domain::message::{Button, ButtonAction};

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
