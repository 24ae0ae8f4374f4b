//! The time of a draft: when it is sent, whether it keeps quiet hours and makes a sound, and whether a few chats get it first.

use jiff::Timestamp;

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::{Draft, Wait, overview};
use crate::conversation::staff::time;
use crate::conversation::staff::time::ParseTimeError;
use crate::conversation::{Answered, Context, Turn};
use crate::telegram::Page;
use crate::texts::Html;

/// Asks for the time to send the draft at.
pub(super) fn ask(context: &Context, draft: &Draft, error: Option<ParseTimeError>) -> Turn {
    let say = context.say();
    let example = time::example(context.now);
    let note = error.map(|error| match error {
        ParseTimeError::Shape => say.campaign_time_shape(),
        ParseTimeError::Past => say.campaign_time_past(),
        ParseTimeError::Far => say.campaign_time_far(),
    });
    let parts = [say.campaign_time_ask(&example), time::line(&say, draft.due)];
    let page = Page {
        text: Html::paragraphs(note.into_iter().chain(parts)),
        rows: vec![
            vec![context.draft_button(say.campaign_button_now(), draft, DraftAction::Now)],
            vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)],
        ],
    };
    context.open_draft(page, &draft.waiting(Wait::Time))
}

/// A time was typed.
pub(super) async fn typed(context: &Context, draft: &Draft, text: Option<&str>) -> Answered {
    match time::parse(text.unwrap_or_default(), context.now) {
        Ok(due) => due_set(context, &draft.resting(), Some(due)).await,
        Err(error) => Ok(ask(context, draft, Some(error))),
    }
}

/// The draft is sent at this time, or at once.
pub(super) async fn due_set(context: &Context, draft: &Draft, due: Option<Timestamp>) -> Answered {
    overview::show(context, &Draft { due, ..draft.clone() }, None).await
}

/// The draft may be sent in quiet hours, or may not.
pub(super) async fn urgent_set(context: &Context, draft: &Draft, urgent: bool) -> Answered {
    overview::show(context, &Draft { urgent, ..draft.clone() }, None).await
}

/// The draft arrives without a sound, or with one.
pub(super) async fn silent_set(context: &Context, mut draft: Draft, silent: bool) -> Answered {
    draft.content.options.silent = silent;
    overview::show(context, &draft, None).await
}

/// A few chats get the draft first, or do not.
pub(super) async fn trial_set(context: &Context, draft: &Draft, trial: bool) -> Answered {
    overview::show(context, &Draft { trial, ..draft.clone() }, None).await
}
