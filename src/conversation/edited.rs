//! A message was edited. The edit counts where the bot still works with the message: in a draft and in a form. A wish to stop
//! is heard in an edit too. Otherwise nothing happens, since an edit must not give an old command anew, and the person is told
//! once.

use jiff::{SignedDuration, Timestamp};

use crate::conversation::citizen::stop;
use crate::conversation::context::Context;
use crate::conversation::intent::{Input, Intent, rights};
use crate::conversation::origin::Trigger;
use crate::conversation::staff;
use crate::conversation::turn::{Answered, Turn};
use crate::domain::{Right, StaffCommand};
use crate::store::Change;
use crate::telegram::{Page, Reply};

/// The age up to which a person expects something of an edit.
const LATELY: SignedDuration = SignedDuration::from_hours(1);
/// The time for which a person who was told is not told again.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(24);

/// A message was edited, and would mean this now.
pub(crate) async fn edited(context: &Context, intent: Intent) -> Answered {
    let Trigger::Edit { message, sent, .. } = context.trigger else { return Ok(Turn::nothing()) };
    if !context.known {
        // An edit does not bring back somebody who was erased.
        return Ok(Turn::nothing());
    }
    match intent {
        Intent::Stop => Ok(stop::everywhere(context)),
        Intent::StaffCommand(command, text) if is_form(context, command, &text) => {
            staff::commanded(context, command, &text).await
        }
        Intent::Record(text) if context.may(Right::Statuses) => {
            staff::commanded(context, StaffCommand::Record, &text).await
        }
        Intent::StopWords(input) => {
            let answered = staff::edited(context, message, &input).await;
            answered.unwrap_or_else(|| Ok(stop::everywhere(context)))
        }
        Intent::Input(input @ (Input::Text(_) | Input::Media { .. })) => {
            if let Some(answered) = staff::edited(context, message, &input).await {
                return answered;
            }
            let form = staff::as_form(context, input.text().unwrap_or_default()).await;
            form.unwrap_or_else(|| Ok(counts_nothing(context, sent)))
        }
        Intent::Start(_)
        | Intent::Open(_)
        | Intent::BrokenLink
        | Intent::Join(_)
        | Intent::Cancel
        | Intent::Record(_)
        | Intent::StaffCommand(..)
        | Intent::UnknownCommand(_) => Ok(counts_nothing(context, sent)),
        // Such as a place that is shown live, which Telegram moves.
        Intent::Input(Input::Contact(_) | Input::Other { .. })
        | Intent::ServiceMessage
        | Intent::Callback(_)
        | Intent::StaleCallback
        | Intent::ForeignCommand
        | Intent::Edited(_)
        | Intent::Migration(_)
        | Intent::Membership { .. }
        | Intent::Unknown(_) => Ok(Turn::nothing()),
    }
}

/// Whether it is a form, which has no effect before it is confirmed.
fn is_form(context: &Context, command: StaffCommand, text: &str) -> bool {
    let has_fields = text.trim().contains('\n');
    match command {
        StaffCommand::Deadlines | StaffCommand::Record => {
            has_fields && context.may(rights::of_command(command, text))
        }
        StaffCommand::Panel
        | StaffCommand::Broadcast
        | StaffCommand::Campaigns
        | StaffCommand::Export
        | StaffCommand::Audit
        | StaffCommand::Freeze
        | StaffCommand::Staff => false,
    }
}

/// Tells the person that the edit does not count, unless they were told lately or the message is an old one.
fn counts_nothing(context: &Context, sent: Timestamp) -> Turn {
    let was_told = context.chat.edits_told.is_some_and(|told| context.now.duration_since(told) < TOLD_FOR);
    if was_told || context.now.duration_since(sent) > LATELY {
        return Turn::nothing();
    }
    let page = Page::plain(context.say().edit_ignored());
    context.meet().change(Change::TellOfEdits(context.now)).reply(Reply::Say {
        chat: context.chat.id,
        thread: None,
        page,
    })
}
