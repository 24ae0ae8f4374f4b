//! A private chat that is not stored: nobody has begun there, or everything about it was erased. Only `/start` and the
//! choice of a language store it. Whatever else comes from there was sent before the erasure, or by a button that is left
//! over, and must not bring the person back: it may show something, and stores nothing about the chat.

use crate::conversation::callback::Callback;
use crate::conversation::citizen::language;
use crate::conversation::context::Context;
use crate::conversation::intent::Intent;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Turn;
use crate::store::Change;

/// The meaning of a change for a chat that is not stored.
enum ForStranger {
    /// There is nothing to change.
    Nothing,
    /// It is not about the chat.
    Unrelated,
    /// It needs the chat. The language is asked for first, and leads to this screen.
    Needs(Screen),
}

/// Whether an intent may store the chat.
pub(crate) fn introduces(intent: &Intent) -> bool {
    matches!(
        intent,
        Intent::Start(_) | Intent::BrokenLink | Intent::Join(_) | Intent::Callback(Callback::Speak(..))
    )
}

/// The turn that is left of another one for a chat that is not stored.
pub(crate) fn turn(context: &Context, turn: Turn) -> Turn {
    let mut changes = Vec::new();
    for change in turn.changes {
        match for_stranger(&change) {
            ForStranger::Nothing => {}
            ForStranger::Unrelated => changes.push(change),
            ForStranger::Needs(screen) => {
                return Turn { changes: Vec::new(), ..language::first(context, &screen) };
            }
        }
    }
    Turn { changes, replies: turn.replies }
}

fn for_stranger(change: &Change) -> ForStranger {
    match change {
        Change::Meet(_)
        | Change::SetLang(_)
        | Change::SetMenu(_)
        | Change::SetScreen(_)
        | Change::TellOfEdits(_)
        | Change::SetThread(_)
        | Change::SetTopic(_, false, _)
        | Change::StopAll
        | Change::EndSignUp
        // The question is shown, and can be answered by a button.
        | Change::Await(..)
        | Change::EndAwait
        | Change::Withdraw
        | Change::Erase
        | Change::KeepMessages(..)
        | Change::EndDraft
        | Change::EndForm(_)
        | Change::Unsnooze(_)
        | Change::MarkUnreachable
        | Change::MigrateTo(_) => ForStranger::Nothing,
        Change::SetTopic(_, true, _) => ForStranger::Needs(Screen::Updates),
        Change::SaveSupporter(_) => ForStranger::Needs(Screen::Sign),
        Change::SetReminderPrefs(..) | Change::Snooze(_) => ForStranger::Needs(Screen::Reminders),
        Change::Launch(..)
        | Change::PlanAnew(..)
        | Change::SaveDraft(_)
        | Change::SaveForm(..)
        | Change::Hold(_) => ForStranger::Needs(Screen::Home),
        Change::Order(..)
        | Change::SetDeadline(..)
        | Change::RemoveDeadline(..)
        | Change::EnterStatus(..)
        | Change::StopHold(..)
        | Change::LetGo(..)
        | Change::TellOfSilencing(..)
        | Change::RecordDeed(..)
        | Change::Staff(..)
        | Change::Freeze(_)
        | Change::LiftFreeze(_) => ForStranger::Unrelated,
    }
}
