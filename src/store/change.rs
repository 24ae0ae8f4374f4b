//! The changes that a turn may ask for. The store applies the changes of one update together, and removes the update with
//! them.

use jiff::Timestamp;

use crate::domain::audit::DeedRecord;
use crate::domain::campaign::{CampaignId, CampaignKind, Launch, Order, PlanState};
use crate::domain::hold::{HoldId, NewHold, Silencing};
use crate::domain::reminder::Snooze;
use crate::domain::{
    AwaitedText, ChatId, ChatKind, ChatMenu, Deadline, FormKind, Lang, MessageId, ReminderPrefs, Right,
    StaffChange, StaffForm, StatusEntry, Supporter, Topic,
};

/// One change to one chat.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A message came from the chat, so the bot may write to it. Creates the chat, or reactivates it after a block.
    Meet(ChatKind),
    /// The person chose a language.
    SetLang(Lang),
    /// The command menu of this chat alone: set, or removed.
    SetMenu(Option<ChatMenu>),
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
    /// The bot has asked the person to type this, at that time; sealed under the store key.
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
    /// A planned campaign becomes this one, if it has not begun and is still in the state in which the change was confirmed;
    /// the chat's draft is dropped. Otherwise nothing of the turn is applied: [`StoreError::Overtaken`].
    ///
    /// [`StoreError::Overtaken`]: crate::store::StoreError::Overtaken
    PlanAnew(CampaignId, PlanState, Box<Launch>, Timestamp),
    /// An author gives a campaign an order.
    Order(CampaignId, Order, Timestamp),
    /// An author's draft, as JSON; sealed under the store key.
    SaveDraft(Vec<u8>),
    /// There is no draft any more.
    EndDraft,
    /// The subscriber's reminder preferences, from this time on.
    SetReminderPrefs(ReminderPrefs, Timestamp),
    /// The person puts a reminder off, in the chat that changes.
    Snooze(Snooze),
    /// No reminder of the deadline with this ID is put off any more.
    Unsnooze(String),
    /// The answers that one of the staff has given so far, at this time; sealed under the store key.
    SaveForm(Box<StaffForm>, Timestamp),
    /// There is no form of this kind under way any more.
    EndForm(FormKind),
    /// A deadline is set at this time: a new one, or in place of the one with this ID. The form of a deadline ends.
    SetDeadline(Box<Deadline>, Option<String>, Timestamp),
    /// The deadline with this ID is removed.
    RemoveDeadline(String, Timestamp),
    /// The status of a call is entered at this time. The form of a status ends.
    EnterStatus(Box<StatusEntry>, Timestamp),
    /// One of the staff did this at that time, which changes nothing else in the store: it goes to the audit log. Deeds that
    /// are changes of their own are recorded with them.
    RecordDeed(DeedRecord, Timestamp),
    /// The person in this chat changes the staff at this time. If they may not any more, nothing of the turn is applied:
    /// [`StoreError::Overtaken`].
    ///
    /// [`StoreError::Overtaken`]: crate::store::StoreError::Overtaken
    Staff(Box<StaffChange>, Timestamp),
    /// An action of staff is put into a hold. The draft or the form that it was made of goes with it.
    Hold(Box<NewHold>),
    /// One of the staff stops an action that is held, or takes their own back. If it does not wait any more, nothing of the turn is
    /// applied: [`StoreError::Overtaken`].
    ///
    /// [`StoreError::Overtaken`]: crate::store::StoreError::Overtaken
    StopHold(HoldId, Timestamp),
    /// A second person wants an action that is held, too. If that does not count, nothing of the turn is applied:
    /// [`StoreError::Overtaken`].
    ///
    /// [`StoreError::Overtaken`]: crate::store::StoreError::Overtaken
    LetGo(HoldId, Timestamp),
    /// The others are told that this person silenced a broadcast.
    TellOfSilencing(Silencing, CampaignId, Timestamp),
    /// An owner freezes everything.
    Freeze(Timestamp),
    /// An owner wants to lift the freeze. With another owner's wish it is lifted.
    LiftFreeze(Timestamp),
    /// The bot can't write to the chat any more (blocked, kicked); a sign-up under way ends.
    MarkUnreachable,
    /// The group became the supergroup with this ID. Everything known moves along except the screen and the menu, which are
    /// the old group's. Choices already made in the new chat win. It may come twice. Later changes go to the new ID.
    MigrateTo(ChatId),
}

impl Change {
    /// The right that it takes to make this change; none for what citizens do. It is asked for once more in the transaction.
    pub fn right(&self) -> Option<Right> {
        match self {
            Change::Launch(launch, _) => Some(match launch.kind {
                CampaignKind::Send | CampaignKind::Remind(_) => Right::Send,
                CampaignKind::Replace(_) => Right::Correct,
                CampaignKind::Delete(_) => Right::Silence,
            }),
            Change::PlanAnew(..) | Change::Order(_, Order::Resume | Order::Repeat, _) => Some(Right::Send),
            Change::Order(_, Order::Pause | Order::Cancel, _) | Change::TellOfSilencing(..) => {
                Some(Right::Silence)
            }
            Change::SetDeadline(..) | Change::RemoveDeadline(..) => Some(Right::Deadlines),
            Change::EnterStatus(..) => Some(Right::Statuses),
            Change::RecordDeed(record, _) => record.right_to_answer(),
            // The first of these ask for it by themselves.
            Change::Staff(..)
            | Change::Hold(_)
            | Change::StopHold(..)
            | Change::LetGo(..)
            | Change::Freeze(_)
            | Change::LiftFreeze(_)
            | Change::SaveDraft(_)
            | Change::EndDraft
            | Change::SaveForm(..)
            | Change::EndForm(_)
            | Change::Meet(_)
            | Change::SetLang(_)
            | Change::SetMenu(_)
            | Change::SetScreen(_)
            | Change::TellOfEdits(_)
            | Change::SetThread(_)
            | Change::SetTopic(..)
            | Change::StopAll
            | Change::EndSignUp
            | Change::Await(..)
            | Change::EndAwait
            | Change::SaveSupporter(_)
            | Change::Withdraw
            | Change::Erase
            | Change::KeepMessages(..)
            | Change::SetReminderPrefs(..)
            | Change::Snooze(_)
            | Change::Unsnooze(_)
            | Change::MarkUnreachable
            | Change::MigrateTo(_) => None,
        }
    }

    /// Whether it takes no effect while everything is frozen. What silences, and what takes rights away, does.
    pub fn needs_thaw(&self) -> bool {
        match self {
            Change::Launch(launch, _) => match launch.kind {
                CampaignKind::Send | CampaignKind::Remind(_) | CampaignKind::Replace(_) => true,
                CampaignKind::Delete(_) => false,
            },
            Change::Staff(change, _) => change.gives_or_begins_to(),
            Change::RecordDeed(record, _) => record.right_to_answer().is_some(),
            Change::PlanAnew(..)
            | Change::Order(_, Order::Resume | Order::Repeat, _)
            | Change::SetDeadline(..)
            | Change::RemoveDeadline(..)
            | Change::EnterStatus(..)
            | Change::Hold(_)
            | Change::LetGo(..) => true,
            Change::Order(_, Order::Pause | Order::Cancel, _)
            | Change::StopHold(..)
            | Change::TellOfSilencing(..)
            | Change::Freeze(_)
            | Change::LiftFreeze(_)
            | Change::SaveDraft(_)
            | Change::EndDraft
            | Change::SaveForm(..)
            | Change::EndForm(_)
            | Change::Meet(_)
            | Change::SetLang(_)
            | Change::SetMenu(_)
            | Change::SetScreen(_)
            | Change::TellOfEdits(_)
            | Change::SetThread(_)
            | Change::SetTopic(..)
            | Change::StopAll
            | Change::EndSignUp
            | Change::Await(..)
            | Change::EndAwait
            | Change::SaveSupporter(_)
            | Change::Withdraw
            | Change::Erase
            | Change::KeepMessages(..)
            | Change::SetReminderPrefs(..)
            | Change::Snooze(_)
            | Change::Unsnooze(_)
            | Change::MarkUnreachable
            | Change::MigrateTo(_) => false,
        }
    }
}

/// All changes of one update to one chat, applied in order; all of them, or none.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeSet {
    /// The chat that changes.
    pub chat: ChatId,
    /// The changes.
    pub list: Vec<Change>,
}
