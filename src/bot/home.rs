//! The first screen, from which all others are reached.

use crate::{
    bot::{Screen, Visit},
    delivery::Page,
};

/// The home screen.
pub(super) fn page(visit: &Visit) -> Page {
    let say = visit.say();
    Page {
        text: say.home_text(),
        rows: vec![
            vec![visit.to(say.button_pledge(), Screen::Pledge)],
            vec![visit.to(say.button_calls(), Screen::Calls)],
            vec![visit.to(say.button_deadline(), Screen::Deadline)],
            vec![visit.to(say.button_sign(), Screen::Sign)],
            vec![visit.to(say.button_updates(), Screen::Updates)],
            vec![visit.to(say.button_privacy(), Screen::Privacy)],
            vec![
                visit.to(say.button_language(), Screen::Language),
                visit.to(say.button_help(), Screen::Help),
            ],
        ],
    }
}
