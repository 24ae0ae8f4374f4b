//! How to use the bot, in a private chat and in a group.

use crate::conversation::callback::{Callback, StaffCallback};
use crate::conversation::context::Context;
use crate::conversation::keyboard;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Turn;
use crate::telegram::Page;
use crate::texts::Html;

/// How to use the bot.
pub(crate) fn page(context: &Context) -> Page {
    if !context.is_private() {
        return in_group(context);
    }
    let say = context.say();
    let mut page = Page {
        text: say.help_text(),
        rows: vec![
            vec![
                context.to(say.button_privacy(), Screen::Privacy),
                context.to(say.button_language(), Screen::Language),
            ],
            context.way_back(&Screen::Help),
        ],
    };
    if context.is_staff() {
        page.text = Html::paragraphs([page.text, say.help_staff()]);
        page.rows.insert(0, vec![context.button(say.button_panel(), &Callback::Staff(StaffCallback::Panel))]);
    }
    page
}

/// How to use the bot in a group.
pub(crate) fn in_group(context: &Context) -> Page {
    let say = context.say();
    let rows = vec![
        vec![context.to(say.button_pledge(), Screen::Pledge)],
        vec![context.to(say.button_calls(), Screen::Calls)],
        vec![context.to(say.button_deadline(), Screen::Deadline)],
        vec![context.to(say.group_button(), Screen::Updates)],
        vec![context.to(say.button_private(), Screen::Home)],
    ];
    Page { text: say.help_group(), rows }
}

/// A command for private chats was sent in a group: the way to the private chat, and nothing about a person.
pub(crate) fn private_only(context: &Context, screen: &Screen) -> Turn {
    let say = context.say();
    let link = context.app.deep_link(screen);
    let rows = vec![vec![keyboard::link(say.button_private(), link)]];
    context.show(Page { text: say.help_private(), rows })
}
