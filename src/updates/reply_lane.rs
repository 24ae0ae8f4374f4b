//! Sends the replies of a turn, and returns the changes that follow from them.

use std::sync::Arc;

use crate::clock::Clock;
use crate::domain::{ChatId, MessageId};
use crate::store::{Change, ChangeSet, Store, StoreError};
use crate::telegram::{Reply, SendError, Sender};

/// Sends replies to people, who come before campaigns.
#[derive(Clone)]
pub(crate) struct ReplyLane {
    /// The store, for the newest screen of a chat.
    pub store: Arc<Store>,
    /// Calls Telegram.
    pub sender: Sender,
    /// The time at which messages stand in a chat.
    pub clock: Clock,
}

impl ReplyLane {
    /// Sends replies in their order; gives the message that has the newest buttons now, and the new messages. `crowded`: more
    /// updates of the chat wait. A failed send is not a failure of the update: its turn is stored already.
    ///
    /// The chat is read again, because the turn itself may have erased or moved it: of an unknown chat, nothing is stored.
    pub(crate) async fn send(
        &self,
        chat: ChatId,
        replies: &[Reply],
        crowded: bool,
    ) -> Result<Option<ChangeSet>, StoreError> {
        let known = self.store.snapshot(chat).await?.chat;
        let before = known.as_ref().and_then(|chat| chat.screen);
        let mut screen = before;
        let (mut changes, mut new) = (Vec::new(), Vec::new());
        for reply in replies {
            match self.sender.send(reply, crowded).await {
                Ok(Some(message)) => {
                    screen = screen_after(reply, message, screen);
                    new.extend(Some(message).filter(|sent| !edits(reply, *sent)));
                }
                Ok(None) => screen = screen_after(reply, MessageId(0), screen),
                Err(SendError::Gone(_)) => {
                    changes.push(Change::MarkUnreachable);
                    break;
                }
                Err(SendError::Moved(to)) => {
                    changes.push(Change::MigrateTo(to));
                    break;
                }
                Err(error) => {
                    let chat_kind = known.as_ref().map_or("none", |chat| chat.kind.code());
                    log::warn!(chat_kind; "a reply failed: {}", error.code());
                }
            }
        }
        if chat.0 > 0 && screen != before {
            changes.push(Change::SetScreen(screen));
        }
        if chat.0 > 0 && !new.is_empty() {
            changes.push(Change::KeepMessages(new, self.clock.now()));
        }
        Ok((known.is_some() && !changes.is_empty()).then_some(ChangeSet { chat, list: changes }))
    }
}

/// The message that has the newest buttons after a reply.
fn screen_after(reply: &Reply, sent: MessageId, screen: Option<MessageId>) -> Option<MessageId> {
    match reply {
        Reply::Say { page, .. } | Reply::Show { page, .. } if page.is_screen() => Some(sent),
        Reply::Show { .. } | Reply::Say { .. } => screen.filter(|old| *old != sent),
        Reply::Strip { message, .. } => screen.filter(|old| old != message),
        Reply::Delete { messages, .. } => screen.filter(|old| !messages.contains(old)),
        Reply::Campaign { .. }
        | Reply::Document { .. }
        | Reply::Photo { .. }
        | Reply::Answer { .. }
        | Reply::SetMenu { .. } => screen,
    }
}

/// Whether a reply edited a message that was there before.
fn edits(reply: &Reply, sent: MessageId) -> bool {
    matches!(reply, Reply::Show { message, .. } if *message == sent)
}
