//! How to use the bot, in private and in a group, and what it keeps of a person.

use std::sync::Arc;

use crate::conversation::{Answered, Context, Screen, keyboard};
use crate::telegram::Page;

/// How to use the bot.
pub(crate) fn page(visit: &Context) -> Page {
    if !visit.is_private() {
        return in_group(visit);
    }
    let say = visit.say();
    let rows = vec![
        vec![visit.to(say.button_mydata(), Screen::MyData)],
        vec![
            visit.to(say.button_privacy(), Screen::Privacy),
            visit.to(say.button_language(), Screen::Language),
        ],
        visit.way_back(&Screen::Help),
    ];
    Page { text: say.help_text(), rows }
}

/// How to use the bot in a group.
pub(crate) fn in_group(visit: &Context) -> Page {
    let say = visit.say();
    let rows = vec![
        vec![visit.to(say.button_pledge(), Screen::Pledge)],
        vec![visit.to(say.button_calls(), Screen::Calls)],
        vec![visit.to(say.button_deadline(), Screen::Deadline)],
        vec![visit.to(say.group_button(), Screen::Updates)],
        vec![visit.to(say.button_private(), Screen::Home)],
    ];
    Page { text: say.help_group(), rows }
}

/// A command that is for the private chat was sent in a group: the way there, and nothing of a person.
pub(crate) async fn private_only(visit: Arc<Context>, screen: Screen) -> Answered {
    let say = visit.say();
    let link = visit.app.deep_link(&screen);
    let rows = vec![vec![keyboard::link(say.button_private(), link)]];
    Ok(visit.show(Page { text: say.help_private(), rows }))
}

/// What is kept, why, for how long, and who can read it.
pub(crate) fn privacy(visit: &Context) -> Page {
    let say = visit.say();
    let rows = vec![
        vec![visit.to(say.button_mydata(), Screen::MyData)],
        vec![visit.to(say.button_sign(), Screen::Sign)],
        visit.way_back(&Screen::Privacy),
    ];
    let keep = &visit.app.keep;
    Page { text: say.privacy_text(keep.signup_hours(), keep.lost_chat_days(), keep.delivery_days()), rows }
}
