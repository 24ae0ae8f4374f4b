//! What a role does not allow: its buttons are not shown, and one that was shown before is answered with a line.

use crate::conversation::callback::Callback;
use crate::conversation::intent::rights;
use crate::conversation::staff::panel_button;
use crate::conversation::{Context, Trigger, Turn};
use crate::domain::audit::{Deed, DeedRecord};
use crate::domain::message::{Button, ButtonAction};
use crate::store::Change;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// The answer to somebody on staff whose role does not allow what they asked for. The audit log tells of it.
pub(in crate::conversation) fn not_allowed(context: &Context, tried: Option<Deed>) -> Turn {
    refused(context, told(context), tried)
}

/// The same turn, and the audit log says that this deed was refused.
pub(super) fn refused(context: &Context, turn: Turn, tried: Option<Deed>) -> Turn {
    let record = tried.map(|deed| Change::RecordDeed(DeedRecord::refused(deed), context.now));
    record.into_iter().fold(turn, Turn::change)
}

fn told(context: &Context) -> Turn {
    let say = context.say();
    let is_restrained = context.staff.as_ref().is_some_and(|member| member.restrained.is_some());
    let line = if is_restrained { say.staff_restrained_toast() } else { say.staff_not_allowed_toast() };
    match context.trigger {
        Trigger::Button { .. } => context.alert(line),
        Trigger::Message { .. } | Trigger::Edit { .. } | Trigger::Membership => {
            let (text, rows) = (Html::escaped(&line), vec![vec![panel_button(&say)]]);
            context.show(Page { text, rows })
        }
    }
}

/// The same turn without the buttons of staff that this person's role does not allow.
pub(in crate::conversation) fn allowed(context: &Context, mut turn: Turn) -> Turn {
    if !context.is_staff() {
        return turn;
    }
    let own = context.chat.id;
    for reply in &mut turn.replies {
        let (Reply::Say { chat, page, .. } | Reply::Show { chat, page, .. }) = reply else { continue };
        if *chat == own {
            page.rows.iter_mut().for_each(|row| row.retain(|button| is_allowed(context, button)));
            page.rows.retain(|row| !row.is_empty());
        }
    }
    turn
}

fn is_allowed(context: &Context, button: &Button) -> bool {
    let ButtonAction::Data(data) = &button.action else { return true };
    match data.parse() {
        Ok(Callback::Staff(callback)) => context.may(rights::of_button(&callback)),
        Ok(_) | Err(_) => true,
    }
}
