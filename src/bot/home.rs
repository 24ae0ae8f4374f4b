//! The first screen, from which all others are reached.

use crate::{
    bot::{Press, Screen, Visit, desk::Tap},
    delivery::Page,
};

/// The home screen.
pub(super) fn page(visit: &Visit) -> Page {
    let say = visit.say();
    let desk = visit.is_owner().then(|| vec![visit.button(say.desk_button_new(), &Press::Desk(Tap::Draft))]);
    let mut page = Page {
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
    };
    page.rows.extend(desk);
    page
}
