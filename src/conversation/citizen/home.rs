//! The first screen, from which all others are reached.

use crate::conversation::callback::StaffCallback;
use crate::conversation::{Callback, Context, Screen, Trigger};
use crate::telegram::Page;
use crate::texts::Html;

/// Home as it is opened. Who comes anew, and not by a button, is told when the consent text has changed.
pub(crate) fn open(visit: &Context) -> Page {
    let mut page = page(visit);
    if matches!(visit.trigger, Trigger::Message { .. }) && visit.consents_to_old() {
        page.text = Html::paragraphs([visit.say().home_consent(), page.text]);
    }
    page
}

/// The home screen.
pub(crate) fn page(visit: &Context) -> Page {
    let say = visit.say();
    let desk = visit
        .is_owner()
        .then(|| vec![visit.button(say.desk_button_new(), &Callback::Desk(StaffCallback::Draft))]);
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
