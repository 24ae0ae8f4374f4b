//! The changes that a turn may ask for. The store applies the changes of one update together, and removes the update with
//! them.

use jiff::Timestamp;

use crate::domain::campaign::{CampaignId, Launch, Order};
use crate::domain::reminder::Snooze;
use crate::domain::{
    AwaitedText, ChatId, ChatKind, Lang, MessageId, ReminderPrefs, StatusEntry, Supporter, Topic,
};
use crate::store::tables::deadlines::DeadlineDraft;

/// One change to one chat.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A message came from the chat, so the bot may write to it. Creates the chat, or reactivates it after a block.
    Meet(ChatKind),
    /// The person chose a language.
    SetLang(Lang),
    /// The command menu of this chat alone: set in a language, or removed.
    SetMenu(Option<Lang>),
    /// The newest message that carries buttons, or none.
    SetScreen(Option<MessageId>),
    /// The person was told at this time that an edit of theirs does not count.
    TellOfEdits(Timestamp),
    /// The group's messages go to this topic of its forum, or to General.
    SetThread(Option<MessageId>),
    /// A topic is switched on, from the given time, or off.
    SetTopic(Topic, bool, Timestamp),
    /// All topics are switched off, and a sign-up under way ends.
    StopAll,
    /// There is no sign-up of an earlier version under way any more.
    EndSignUp,
    /// The bot has asked the person to type this, at that time; sealed under the state key.
    Await(AwaitedText, Timestamp),
    /// The bot waits for no such text any more.
    EndAwait,
    /// The person is this supporter from now on: they begin to support the pledge, or change what they said of themselves.
    SaveSupporter(Supporter),
    /// The person is no supporter any more; their entry is deleted.
    Withdraw,
    /// The person is erased: everything that is stored about the chat goes, and later changes find no chat.
    Erase,
    /// These messages have been in the chat since this time. Their IDs are kept for [`Retention::MESSAGES`], so that an
    /// erasure can delete the messages too. Those of an unknown chat are not kept.
    ///
    /// [`Retention::MESSAGES`]: crate::domain::Retention::MESSAGES
    KeepMessages(Vec<MessageId>, Timestamp),
    /// A campaign begins; the chat's draft is dropped.
    Launch(Box<Launch>, Timestamp),
    /// An author gives a campaign an order.
    Order(CampaignId, Order, Timestamp),
    /// An author's draft, as JSON; sealed under the state key.
    SaveDraft(Vec<u8>),
    /// There is no draft any more.
    EndDraft,
    /// The subscriber's reminder preferences, from this time on.
    SetReminderPrefs(ReminderPrefs, Timestamp),
    /// The person puts a reminder off, in the chat that changes.
    Snooze(Snooze),
    /// No reminder of the deadline with this ID is put off any more.
    Unsnooze(String),
    /// The author in this chat is about to set a deadline, in place of an earlier draft of theirs.
    DraftDeadline(Box<DeadlineDraft>, Timestamp),
    /// The author's draft becomes a deadline at this time.
    SetDeadline(Timestamp),
    /// The author has no draft of a deadline any more.
    DropDeadlineDraft,
    /// The deadline with this ID is removed.
    RemoveDeadline(String, Timestamp),
    /// The author in this chat is about to enter the status of a call, in place of an earlier draft of theirs.
    DraftEntry(Box<StatusEntry>, Timestamp),
    /// The author's draft is shown from this time on.
    ShowEntry(Timestamp),
    /// The author has no draft of a status entry any more.
    DropEntryDraft,
    /// The bot can't write to the chat any more (blocked, kicked); a sign-up under way ends.
    MarkUnreachable,
    /// The group became the supergroup with this ID. Everything known moves along except the screen and the menu, which are
    /// the old group's. Choices already made in the new chat win. It may come twice. Later changes go to the new ID.
    MigrateTo(ChatId),
}

/// All changes of one update to one chat, applied in order; all of them, or none.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeSet {
    /// The chat that changes.
    pub chat: ChatId,
    /// The changes.
    pub list: Vec<Change>,
}
