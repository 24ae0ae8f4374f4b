//! The words of the bot, as tests name them.

use std::sync::LazyLock;

use pledge_bot::domain::Lang;
use pledge_bot::texts::{Html, Say, Texts};

/// The built-in words, read once.
static TEXTS: LazyLock<Texts> = LazyLock::new(Texts::builtin);

/// The built-in words and facts.
pub fn texts() -> &'static Texts {
    &TEXTS
}

/// Every message in a language.
pub fn say(lang: Lang) -> Say<'static> {
    TEXTS.say(lang)
}

/// Every message in English.
pub fn english() -> Say<'static> {
    say(Lang::En)
}

/// Words as a reader sees them.
pub trait Words {
    fn plain(self) -> String;
}

impl Words for &str {
    fn plain(self) -> String {
        self.to_owned()
    }
}

impl Words for &String {
    fn plain(self) -> String {
        self.clone()
    }
}

impl Words for String {
    fn plain(self) -> String {
        self
    }
}

impl Words for Html {
    fn plain(self) -> String {
        Html::plain(&self)
    }
}

impl Words for &Html {
    fn plain(self) -> String {
        Html::plain(self)
    }
}
