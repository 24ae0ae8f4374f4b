//! The first screen, from which all others are reached.

use crate::conversation::callback::{Callback, StaffCallback};
use crate::conversation::context::Context;
use crate::conversation::origin::Trigger;
use crate::conversation::screen::Screen;
use crate::telegram::Page;
use crate::texts::Html;

/// Home as it is opened. A person who comes back by a command is told if the consent text has changed.
pub(crate) fn opened(context: &Context) -> Page {
    let mut page = page(context);
    if matches!(context.trigger, Trigger::Message { .. }) && context.consents_to_old() {
        page.text = Html::paragraphs([context.say().home_consent(), page.text]);
    }
    page
}

/// The home screen.
pub(crate) fn page(context: &Context) -> Page {
    let say = context.say();
    let staff = context
        .is_staff()
        .then(|| vec![context.button(say.campaign_button_new(), &Callback::Staff(StaffCallback::Draft))]);
    let mut page = Page {
        text: say.home_text(),
        rows: vec![
            vec![context.to(say.button_pledge(), Screen::Pledge)],
            vec![context.to(say.button_calls(), Screen::Calls)],
            vec![context.to(say.button_deadline(), Screen::Deadline)],
            vec![context.to(say.button_sign_up(), Screen::Sign)],
            vec![context.to(say.button_topics(), Screen::Updates)],
            vec![context.to(say.button_privacy(), Screen::Privacy)],
            vec![
                context.to(say.button_language(), Screen::Language),
                context.to(say.button_help(), Screen::Help),
            ],
        ],
    };
    page.rows.extend(staff);
    page
}
