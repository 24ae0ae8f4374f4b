//! What a turn may change. The store applies the changes of one update together, and removes the update with them.

use jiff::Timestamp;

use crate::domain::campaign::{CampaignId, Launch, Order};
use crate::domain::reminder::Snooze;
use crate::domain::{
    ChatId, ChatKind, Deadline, Lang, MessageId, ReminderPrefs, SignUp, StatusEntry, Supporter, Topic,
};

/// One change to one chat.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The chat has written, and may be written to; creates it, or wakes it after a block.
    Meet(ChatKind),
    /// The person chose a language.
    SetLang(Lang),
    /// The command menu of this chat alone: set in a language, or none of its own.
    SetMenu(Option<Lang>),
    /// The newest message that carries buttons, or none.
    SetScreen(Option<MessageId>),
    /// A topic goes on, from the given time, or off.
    SetTopic(Topic, bool, Timestamp),
    /// All topics go off, and a sign-up under way ends.
    StopAll,
    /// The sign-up stands at this step; sealed under the state key.
    SaveSignUp(SignUp),
    /// There is no sign-up under way.
    EndSignUp,
    /// The person has signed, anew or in place of an earlier sign-up. Ends the sign-up dialogue too.
    Sign(Supporter),
    /// The supporter agrees to this version of the consent text, at this time.
    Consent(u32, Timestamp),
    /// The person is no supporter any more; what was stored of them as one is deleted.
    Withdraw,
    /// The person is erased: everything that is stored of the chat goes, and what follows finds no chat to change.
    Erase,
    /// These messages stand in the chat since this time. Their ids are kept for [`Keep::MESSAGES`](crate::domain::Retention), so
    /// that an erasure can take them along; of a chat that is not known, none are.
    KeepMessages(Vec<MessageId>, Timestamp),
    /// A campaign begins; what the chat drafted is dropped.
    Launch(Box<Launch>, Timestamp),
    /// An author says something to a campaign.
    Order(CampaignId, Order, Timestamp),
    /// What the author is about to send, as JSON; sealed under the state key.
    SaveDraft(Vec<u8>),
    /// There is no draft any more.
    EndDraft,
    /// When and of what a subscriber wants to be reminded, from this time on.
    SetWish(ReminderPrefs, Timestamp),
    /// The person puts a reminder off; its chat is the one that changes.
    Snooze(Snooze),
    /// No reminder of the deadline with this id is put off any more.
    Unsnooze(String),
    /// Staff are about to set a deadline, new or in place of the one with this id. The draft is known by the time, in whole
    /// seconds; there is one at most.
    DraftDeadline(Box<Deadline>, Option<String>, Timestamp),
    /// The draft of the first time is a deadline from the second on.
    SetDeadline(Timestamp, Timestamp),
    /// There is no draft of a deadline any more.
    DropDeadlineDraft,
    /// The deadline with this id is none any more.
    RemoveDeadline(String, Timestamp),
    /// Staff are about to enter what came of a call. The draft is known by the time, in whole seconds; there is one at most.
    DraftEntry(Box<StatusEntry>, Timestamp),
    /// The draft of the first time is shown from the second on.
    ShowEntry(Timestamp, Timestamp),
    /// There is no draft of an entry any more.
    DropEntryDraft,
    /// The bot can't write to the chat any more (blocked, kicked); a sign-up under way ends.
    Lose,
    /// The group became the supergroup with this id; all that is known moves along but the screen and the menu, which are
    /// the old id's. What the new one chose already wins, and it may come twice. Later changes go to the new id.
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
