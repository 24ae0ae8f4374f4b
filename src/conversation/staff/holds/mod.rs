//! What staff do in the coalition's name is put into a hold: it takes effect later, and the others are told of it meanwhile.
//!
//! ```text
//! — [Send to 1234]
//! ‹ This action is waiting now. The other staff get … If nobody stops it, it will happen at …   [Withdraw] [For staff]
//! The others:
//! ‹ (the message, as people will see it)
//! ‹ Айбек wants to send a broadcast … If nobody stops it, it will happen at …    [Stop] [Go ahead] [For staff]
//! ```

pub(super) mod answers;
pub(crate) mod notice;
pub(super) mod outlook;
mod subject;
pub(super) mod waiting;

use jiff::Timestamp;

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::count;
use crate::conversation::staff::holds::outlook::HoldOutlook;
use crate::conversation::{Answered, Context, HandlerError, Turn};
use crate::domain::hold::{HeldAction, HeldKind, Hold, HoldOutline, NewHold};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// Puts an action into a hold. Where nothing is held, it is done at once.
pub(super) async fn propose(
    context: &Context,
    action: HeldAction,
    at_once: impl FnOnce() -> Turn,
) -> Answered {
    propose_to(context, action, false, at_once).await
}

/// The same with an action that reaches only a few people if `few` says so: it needs a second person.
pub(super) async fn propose_to(
    context: &Context,
    action: HeldAction,
    few: bool,
    at_once: impl FnOnce() -> Turn,
) -> Answered {
    if context.app.holds.are_off() {
        return Ok(at_once());
    }
    let waiting = context.app.store.waiting_holds().await?;
    if let Some(same) = waiting.iter().find(|it| it.action.as_ref() == Some(&action)) {
        return waits_already(context, same).await;
    }
    let outlook = HoldOutlook::of(context, action.kind(), few || action.needs_second()).await?;
    if outlook.is_full() {
        let text = context.say().hold_many(count(Hold::MOST));
        return Ok(context.show(Page { text, rows: vec![context.way_to_panel(None)] }));
    }
    let time =
        action.launch().map(|launch| outlook.line(context, action.meant_for(context.now), launch.urgent));
    let text = Html::paragraphs(outlook.begun(context, action.is_urgent()).into_iter().chain(time));
    let undo = StaffCallback::UndoHold(context.now);
    let rows =
        vec![vec![context.staff_button(context.say().button_hold_undo(), undo)], context.way_to_panel(None)];
    let new = NewHold::new(action, &context.app.holds, few, context.now);
    Ok(context.show(Page { text, rows }).change(Change::Hold(Box::new(new))))
}

/// The page about this person's action of one of these kinds, if one waits that was begun at this time or later: they have tapped
/// twice on the button that began it.
pub(super) async fn begun_already(
    context: &Context,
    kinds: &[HeldKind],
    since: Timestamp,
) -> Result<Option<Turn>, HandlerError> {
    let own = context.app.store.stored_id(context.chat.id);
    let waiting = context.app.store.waiting_holds().await?;
    let is_it = |outline: &&HoldOutline| {
        let hold = &outline.hold;
        hold.author == own && kinds.contains(&hold.kind) && hold.begun >= since
    };
    match waiting.iter().find(is_it) {
        Some(outline) => waits_already(context, outline).await.map(Some),
        None => Ok(None),
    }
}

/// The page about an action that waits already: its author tapped twice, or somebody else wants the same.
async fn waits_already(context: &Context, outline: &HoldOutline) -> Answered {
    let (say, hold) = (context.say(), &outline.hold);
    let is_own = context.app.store.stored_id(context.chat.id) == hold.author;
    let (text, button) = if is_own {
        let undo = context.staff_button(say.button_hold_undo(), StaffCallback::StopHold(hold.id));
        (Html::paragraphs(outlook::waits(context, outline).await?), undo)
    } else {
        let open = context.staff_button(say.button_hold(hold.id.0), StaffCallback::Hold(hold.id));
        (say.hold_panel_title(hold.id.0), open)
    };
    Ok(context.show(Page { text, rows: vec![vec![button], context.way_to_panel(None)] }))
}
