//! Labels of the built-in texts that are wider than their buttons, and wait to be shortened. The list may only get shorter.

use crate::domain::Lang;

/// The language and the ID.
pub(super) const WIDE: [(Lang, &str); 22] = [
    (Lang::En, "campaign-button-campaign"),
    (Lang::En, "reminders-which-day"),
    (Lang::En, "reminders-which-week"),
    (Lang::En, "topic-deadlines-name"),
    (Lang::Ky, "campaign-button-campaign"),
    (Lang::Ky, "campaign-button-discard"),
    (Lang::Ky, "campaign-button-link-preview"),
    (Lang::Ky, "campaign-button-take-back"),
    (Lang::Ky, "language-name"),
    (Lang::Ky, "reminders-which-day"),
    (Lang::Ky, "reminders-which-week"),
    (Lang::Ky, "topic-calls-name"),
    (Lang::Ky, "topic-deadlines-name"),
    (Lang::Ky, "topic-news-name"),
    (Lang::Ru, "campaign-button-campaign"),
    (Lang::Ru, "campaign-button-discard"),
    (Lang::Ru, "language-name"),
    (Lang::Ru, "reminders-which-day"),
    (Lang::Ru, "reminders-which-week"),
    (Lang::Ru, "topic-calls-name"),
    (Lang::Ru, "topic-deadlines-name"),
    (Lang::Ru, "topic-news-name"),
];
