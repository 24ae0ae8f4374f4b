//! The bot was blocked, unblocked, added or removed, or a group became a supergroup. Nothing is said in answer.

use std::sync::Arc;

use teloxide::types::ChatMemberUpdated;

use crate::conversation::{Answered, Context, Turn};
use crate::domain::ChatId;
use crate::store::Change;

/// What the bot may do in a chat has changed.
pub(super) async fn changed(visit: Arc<Context>, change: ChatMemberUpdated) -> Answered {
    Ok(if change.new_chat_member.is_present() {
        visit.meet()
    } else {
        Turn::nothing().change(Change::MarkUnreachable)
    })
}

/// The group became the supergroup with this id.
pub(super) async fn migrated(visit: Arc<Context>, to: ChatId) -> Answered {
    Ok(visit.meet().change(Change::MigrateTo(to)))
}
