//! The bot was blocked, unblocked, added or removed, or a group became a supergroup. Only a group that it has come to for
//! the first time hears of it.

use crate::conversation::context::Context;
use crate::conversation::group;
use crate::conversation::turn::Turn;
use crate::domain::{ChatId, ChatKind};
use crate::store::Change;
use crate::telegram::Reply;

/// The bot came to a chat, or back to it. A group that knows it from before, such as under another ID, is not greeted again;
/// in a channel everything that the bot says is published.
pub(crate) fn came(context: &Context) -> Turn {
    let turn = context.meet();
    match context.chat.kind {
        ChatKind::Group | ChatKind::Supergroup if !context.known => {
            let (chat, page) = (context.chat.id, group::greeting(context));
            turn.reply(Reply::Say { chat, thread: None, page })
        }
        ChatKind::Group | ChatKind::Supergroup | ChatKind::Private | ChatKind::Channel => turn,
    }
}

/// The bot's membership changed in another way.
pub(crate) fn changed(context: &Context, present: bool) -> Turn {
    if present { context.meet() } else { Turn::nothing().change(Change::MarkUnreachable) }
}

/// The group became the supergroup with this ID.
pub(crate) fn migrated(context: &Context, to: ChatId) -> Turn {
    context.meet().change(Change::MigrateTo(to))
}
