//! How the replies of an update fare: which of them need not be tried, as Telegram or their chat takes nothing now, and which are
//! said later.

use std::collections::HashMap;
use std::time::Duration;

use crate::domain::ChatId;
use crate::telegram::{Reply, SendError};
use crate::updates::postponed::is_said_later;

/// How the replies of an update have fared so far.
pub(crate) struct Course {
    /// The chat of the update.
    pub own: ChatId,
    /// How often they were tried before.
    pub tries: u32,
    /// Whether one of them says how those fared that go to other chats. Those are not said later then.
    has_outcome: bool,
    /// Whether one has failed that goes to another chat.
    has_failed_elsewhere: bool,
    /// Whether Telegram is out of reach.
    is_down: bool,
    /// The chats that take nothing now, each with the failure that has shown it.
    closed: HashMap<ChatId, SendError>,
    /// What is said later.
    pub left: Vec<Reply>,
    /// How long that waits at least.
    pub wait: Duration,
}

impl Course {
    /// Before the first of these replies, which were tried this often.
    pub(crate) fn new(own: ChatId, replies: &[Reply], tries: u32) -> Course {
        let has_outcome = replies.iter().any(|reply| matches!(reply, Reply::Outcome { .. }));
        Course {
            own,
            tries,
            has_outcome,
            has_failed_elsewhere: false,
            is_down: false,
            closed: HashMap::new(),
            left: Vec::new(),
            wait: Duration::ZERO,
        }
    }

    /// The message in the place of an outcome; `None` for a reply that is said as it is.
    pub(crate) fn told(&self, reply: &Reply) -> Option<Reply> {
        let Reply::Outcome { chat, sent, failed } = reply else { return None };
        let page = if self.has_failed_elsewhere { failed } else { sent };
        Some(Reply::Say { chat: *chat, thread: None, page: page.clone() })
    }

    /// Notes that a reply failed. Says whether it is said later.
    pub(crate) fn note(&mut self, reply: &Reply, error: SendError) -> bool {
        let to = reply.counts_in().unwrap_or(self.own);
        self.has_failed_elsewhere |= to != self.own;
        match error {
            SendError::Unsent | SendError::Token => self.is_down = true,
            SendError::Gone(_) | SendError::Moved(_) => {
                self.closed.insert(to, error);
            }
            SendError::Wait(asked) => {
                self.closed.insert(to, error);
                self.wait = self.wait.max(asked);
            }
            SendError::Harmless | SendError::NoMessage | SendError::Unsure | SendError::Refused(_) => {}
        }
        let is_reported = self.has_outcome && to != self.own;
        let is_left = !is_reported && is_said_later(reply, self.own, error, self.tries + 1);
        if is_left {
            self.left.push(reply.clone());
        }
        is_left
    }

    /// Whether a reply would fail now, as one before it did for a reason that concerns this one too. It is noted then: what
    /// people are told keeps its order.
    pub(crate) fn passes_over(&mut self, reply: &Reply) -> bool {
        let to = reply.counts_in().unwrap_or(self.own);
        let closed = self.closed.get(&to).copied();
        let Some(error) = closed.or(self.is_down.then_some(SendError::Unsent)) else { return false };
        self.note(reply, error);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MessageId;
    use crate::domain::campaign::Reason;
    use crate::telegram::Page;
    use crate::texts::Html;

    const OWN: ChatId = ChatId::new(1);
    const OTHER: ChatId = ChatId::new(2);

    fn says(chat: ChatId, text: &str) -> Reply {
        Reply::Say { chat, thread: None, page: Page::plain(Html::escaped(text)) }
    }

    fn deletes() -> Reply {
        Reply::Delete { chat: OWN, messages: vec![MessageId(1)], if_refused: None }
    }

    /// What is left of replies if the first one fails for this reason.
    fn left(replies: &[Reply], error: SendError) -> Vec<Reply> {
        let mut course = Course::new(OWN, replies, 0);
        course.note(&replies[0], error);
        for reply in &replies[1..] {
            course.passes_over(reply);
        }
        course.left
    }

    #[test]
    fn without_a_connection_everything_waits_in_its_order_that_is_of_use_later() {
        let strip = Reply::Strip { chat: OWN, message: MessageId(1) };
        let replies = [says(OWN, "a"), deletes(), strip, says(OTHER, "b"), says(OWN, "c")];
        let kept = [says(OWN, "a"), deletes(), says(OTHER, "b"), says(OWN, "c")];
        assert_eq!(left(&replies, SendError::Unsent), kept);
        assert_eq!(left(&replies, SendError::Token), kept);
    }

    #[test]
    fn a_chat_that_takes_nothing_holds_up_no_other() {
        let replies = [says(OWN, "a"), says(OTHER, "b"), says(OWN, "c"), deletes()];
        let wait = SendError::Wait(Duration::from_secs(40));
        assert_eq!(left(&replies, wait), [says(OWN, "a"), says(OWN, "c"), deletes()]);
        assert_eq!(left(&replies, SendError::Gone(Reason::Blocked)), []);
        assert_eq!(left(&replies, SendError::Moved(ChatId::new(3))), []);
    }

    #[test]
    fn what_may_have_arrived_is_repeated_only_where_that_does_no_harm() {
        assert_eq!(left(&[says(OWN, "a")], SendError::Unsure), []);
        for reply in [says(OTHER, "a"), deletes()] {
            assert_eq!(left(std::slice::from_ref(&reply), SendError::Unsure), [reply]);
        }
    }

    #[test]
    fn what_is_reported_as_failed_is_not_said_later() {
        let (sent, failed) = (Page::plain(Html::escaped("sent")), Page::plain(Html::escaped("failed")));
        let outcome = Reply::Outcome { chat: OWN, sent, failed: failed.clone() };
        let mut course = Course::new(OWN, &[says(OTHER, "a"), outcome.clone()], 0);
        course.note(&says(OTHER, "a"), SendError::Unsent);
        let told = course.told(&outcome).expect("a page");
        assert_eq!(told, Reply::Say { chat: OWN, thread: None, page: failed });
        assert!(course.passes_over(&told));
        assert_eq!(course.left, [told]);
    }
}
