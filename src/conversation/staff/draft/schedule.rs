//! The time at which a draft is sent.

use jiff::Timestamp;

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::{Draft, Wait, copy_box, overview};
use crate::conversation::staff::typed_time;
use crate::conversation::staff::typed_time::ParseTimeError;
use crate::conversation::{Answered, Context, Turn};
use crate::telegram::Page;
use crate::texts::Html;

/// Asks for the time to send the draft at. Below the question stand what was typed and why it is none, if it was wrong.
pub(super) fn ask(
    context: &Context,
    draft: &Draft,
    error: Option<ParseTimeError>,
    typed: Option<&str>,
) -> Turn {
    let say = context.say();
    let example = typed_time::example(context.now);
    let error = error.map(|error| match error {
        ParseTimeError::Shape => say.campaign_time_shape(),
        ParseTimeError::Past => say.campaign_time_past(),
        ParseTimeError::Far => say.campaign_time_far(),
    });
    let question = [say.campaign_time_ask(&example), context.clock().line(draft.due, draft.urgent)];
    let typed = typed.and_then(copy_box::of_answer);
    let page = Page {
        text: Html::paragraphs(question.into_iter().chain(typed).chain(error)),
        rows: vec![
            vec![context.draft_button(say.campaign_button_now(), draft, DraftAction::Now)],
            vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)],
        ],
    };
    context.open_draft(page, &draft.waiting(Wait::Time))
}

/// A time was typed.
pub(super) async fn typed(context: &Context, draft: &Draft, text: Option<&str>) -> Answered {
    match typed_time::parse(text.unwrap_or_default(), context.now) {
        Ok(due) => due_set(context, &draft.resting(), Some(due)).await,
        Err(error) => Ok(ask(context, draft, Some(error), text)),
    }
}

/// The draft is sent at this time, or at once.
pub(super) async fn due_set(context: &Context, draft: &Draft, due: Option<Timestamp>) -> Answered {
    overview::show(context, &Draft { due, ..draft.clone() }, None).await
}
