//! The buttons about actions that are held: each works once, and a stale one says calmly what happened.

use jiff::Timestamp;

use crate::conversation::staff::draft::preview;
use crate::conversation::staff::holds::{notice, subject, waiting};
use crate::conversation::staff::permission::refused;
use crate::conversation::{Answered, Context, HandlerError, Turn};
use crate::domain::audit::Deed;
use crate::domain::hold::{ApprovalObstacle, HoldOutline, HoldState};
use crate::domain::{HoldId, Right};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// Opens the page about an action, below the whole text.
pub(in crate::conversation::staff) async fn open(context: &Context, id: HoldId) -> Answered {
    let Some(outline) = seen(context, id).await? else { return Ok(gone(context)) };
    if outline.hold.state != HoldState::Waiting {
        return ended(context, &outline).await;
    }
    let page = waiting::page(context, &outline).await?;
    Ok(preview::put_above(context.show(page), subject::versions(context, &outline).await?))
}

/// Stops an action. Nothing is asked.
pub(in crate::conversation::staff) async fn stop(context: &Context, id: HoldId) -> Answered {
    let Some(outline) = seen(context, id).await? else { return Ok(gone(context)) };
    if outline.hold.state != HoldState::Waiting {
        return ended(context, &outline).await;
    }
    let say = context.say();
    let is_own = context.app.store.stored_id(context.chat.id) == outline.hold.author;
    let text = if is_own {
        Html::paragraphs([say.hold_undo_answer()].into_iter().chain(notice::given_back(context, &outline)))
    } else {
        say.hold_stop_answer()
    };
    let page = Page { text, rows: vec![context.way_to_panel(None)] };
    Ok(context.show(page).change(Change::StopHold(id, context.now)))
}

/// The author takes back the action that they began at this time.
pub(in crate::conversation::staff) async fn undo(context: &Context, begun: Timestamp) -> Answered {
    let own = context.app.store.stored_id(context.chat.id);
    let waiting = context.app.store.waiting_holds().await?;
    let is_it = |outline: &&HoldOutline| {
        outline.hold.author == own && outline.hold.begun.as_second() == begun.as_second()
    };
    match waiting.iter().rev().find(is_it) {
        Some(outline) => stop(context, outline.hold.id).await,
        None => Ok(gone(context)),
    }
}

/// Agrees to an action of somebody else.
pub(in crate::conversation::staff) async fn let_go(context: &Context, id: HoldId) -> Answered {
    let Some(outline) = seen(context, id).await? else { return Ok(gone(context)) };
    if outline.hold.state != HoldState::Waiting {
        return ended(context, &outline).await;
    }
    let say = context.say();
    let obstacle = context.app.store.approval_obstacle(&outline.hold, context.chat.id, context.now).await?;
    Ok(match obstacle {
        None => {
            let page = Page { text: say.hold_go_ahead_answer(), rows: vec![context.way_to_panel(None)] };
            context.show(page).change(Change::LetGo(id, context.now))
        }
        Some(obstacle) => {
            let line = match obstacle {
                ApprovalObstacle::Over => say.hold_over_toast(),
                ApprovalObstacle::Own => say.hold_own_toast(),
                ApprovalObstacle::New => say.hold_new_toast(),
                ApprovalObstacle::Restrained => say.hold_restrained_toast(),
                ApprovalObstacle::NotAllowed => say.staff_not_allowed_toast(),
            };
            refused(context, context.alert(line), Some(Deed::GoAhead))
        }
    })
}

/// The action, if this person may stop it, or it is their own.
async fn seen(context: &Context, id: HoldId) -> Result<Option<HoldOutline>, HandlerError> {
    let Some(outline) = context.app.store.hold(id).await? else { return Ok(None) };
    let is_own = context.app.store.stored_id(context.chat.id) == outline.hold.author;
    Ok(Some(outline).filter(|_| is_own || context.may(Right::Silence)))
}

/// How an action ended that does not wait any more.
async fn ended(context: &Context, outline: &HoldOutline) -> Answered {
    let page = notice::ended(context, outline).await?;
    Ok(context.show(page))
}

fn gone(context: &Context) -> Turn {
    context.alert(context.say().hold_over_toast())
}
