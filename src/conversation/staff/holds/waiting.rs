//! The page about an action that is held, for one of the staff: what, who, when, and what they can do.

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::holds::outlook::{verdict, when};
use crate::conversation::staff::holds::subject;
use crate::conversation::{Context, HandlerError};
use crate::domain::hold::{Hold, HoldOutline};
use crate::domain::message::Button;
use crate::telegram::Page;
use crate::texts::Html;

/// The page about an action that waits.
pub(in crate::conversation) async fn page(
    context: &Context,
    outline: &HoldOutline,
) -> Result<Page, HandlerError> {
    let who = context.name_of(outline.hold.author).await?;
    let title = subject::title(context, &who, outline.action.as_ref());
    let details = subject::details(context, outline).await?;
    let time = outline.action.as_ref().and_then(|action| {
        let launch = action.launch()?;
        let due = action.meant_for(outline.hold.begun)?;
        Some(context.clock().line(Some(due), launch.urgent))
    });
    let when = when(context, verdict(context, outline).await?);
    let text = Html::paragraphs([title].into_iter().chain(details).chain(time).chain(when));
    Ok(Page { text, rows: rows(context, &outline.hold) })
}

/// What a person can do about an action that waits.
fn rows(context: &Context, hold: &Hold) -> Vec<Vec<Button>> {
    let say = context.say();
    let stop = StaffCallback::StopHold(hold.id);
    let first = if context.app.store.stored_id(context.chat.id) == hold.author {
        vec![context.staff_button(say.button_hold_undo(), stop)]
    } else {
        let go_ahead = || context.staff_button(say.button_hold_go_ahead(), StaffCallback::LetGo(hold.id));
        let stop = context.staff_button(say.button_hold_stop(), stop);
        [stop].into_iter().chain(context.may_do(hold.kind).then(go_ahead)).collect()
    };
    vec![first, context.way_to_panel(None)]
}

/// The lines about an action on the panel.
pub(in crate::conversation::staff) async fn lines(
    context: &Context,
    outline: &HoldOutline,
) -> Result<Html, HandlerError> {
    let who = context.name_of(outline.hold.author).await?;
    let title = subject::title(context, &who, outline.action.as_ref());
    let when = when(context, verdict(context, outline).await?);
    let heading = context.say().hold_panel_title(outline.hold.id.0);
    Ok(Html::lines([heading, title].into_iter().chain(when)))
}
