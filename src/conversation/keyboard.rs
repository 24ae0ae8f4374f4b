//! Buttons as the screens use them: to other screens, with Back and Home below, fit for the chat that they are in.

use reqwest::Url;

use crate::conversation::{Callback, Context, Screen};
use crate::domain::message::{Button, ButtonAction};

impl Context {
    /// A button that answers to the bot.
    pub(super) fn button(&self, label: String, press: &Callback) -> Button {
        let action = match press {
            // What tells of a person is for their own chat only.
            Callback::Open(screen) if !self.is_private() && !screen.is_public() => {
                ButtonAction::Url(self.app.deep_link(screen).into())
            }
            _ => ButtonAction::Data(press.data()),
        };
        Button { label, action }
    }

    /// A button that goes to a screen.
    pub(super) fn to(&self, label: String, screen: Screen) -> Button {
        self.button(label, &Callback::Open(screen))
    }

    /// The last row of every screen: one up, where that is not home, and home.
    pub(super) fn way_back(&self, screen: &Screen) -> Vec<Button> {
        let say = self.say();
        let up = screen.parent().filter(|parent| *parent != Screen::Home);
        let up = up.map(|parent| self.to(say.button_back(), parent));
        up.into_iter().chain([self.to(say.button_home(), Screen::Home)]).collect()
    }
}

impl super::App {
    /// The address that opens the bot at a screen.
    pub(super) fn deep_link(&self, screen: &Screen) -> Url {
        let mut url = self.link();
        url.query_pairs_mut().append_pair("start", &screen.code());
        url
    }

    /// The bot's address.
    pub(super) fn link(&self) -> Url {
        let mut url = Url::parse("https://t.me/").expect("a constant address parses");
        url.set_path(&self.username);
        url
    }
}

/// The address of Telegram's own dialogue for sending a text and a link on.
pub(super) fn share_link(link: &Url, text: &str) -> Url {
    let mut url = Url::parse("https://t.me/share/url").expect("a constant address parses");
    url.query_pairs_mut().append_pair("url", link.as_str()).append_pair("text", text);
    // Telegram's clients show a plus sign as it stands, and read %20 as a space.
    let query = url.query().map(|query| query.replace('+', "%20"));
    url.set_query(query.as_deref());
    url
}

/// A button that opens an address.
pub(super) fn link(label: String, url: Url) -> Button {
    Button { label, action: ButtonAction::Url(url.into()) }
}
