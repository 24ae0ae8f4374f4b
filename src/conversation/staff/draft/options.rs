//! The settings of a draft that are seldom changed: languages that are missing, the night, the trial, the sound, and the
//! preview of links.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::{Draft, summary};
use crate::conversation::{Context, Turn};
use crate::domain::message::Button;
use crate::telegram::Page;
use crate::texts::Html;

/// Shows the settings, and the ways to change them.
pub(super) fn show(context: &Context, draft: &Draft) -> Turn {
    let say = context.say();
    let lines = Html::lines(summary::fallback(&say, draft).into_iter().chain(summary::options(&say, draft)));
    let text = Html::paragraphs([say.campaign_options_title(), lines]);
    context.open_draft(Page { text, rows: rows(context, draft) }, draft)
}

fn rows(context: &Context, draft: &Draft) -> Vec<Vec<Button>> {
    let say = context.say();
    let row = |label, action| vec![context.draft_button(label, draft, action)];
    let mut rows = Vec::new();
    if draft.corrects().is_none() {
        if draft.is_partial() {
            let on = draft.content.fallback;
            let label = if on { say.campaign_button_no_fallback() } else { say.campaign_button_fallback() };
            rows.push(row(label, DraftAction::Fallback(!on)));
        }
        let urgent = if draft.urgent { say.campaign_button_quiet() } else { say.campaign_button_urgent() };
        rows.push(row(urgent, DraftAction::Urgent(!draft.urgent)));
        let trial = if draft.trial { say.campaign_button_no_trial() } else { say.campaign_button_trial() };
        rows.push(row(trial, DraftAction::Trial(!draft.trial)));
        let silent = draft.content.options.silent;
        let sound = if silent { say.campaign_button_sound() } else { say.campaign_button_silent() };
        rows.push(row(sound, DraftAction::Silent(!silent)));
    }
    let on = draft.content.options.link_preview;
    let label = if on { say.campaign_button_no_link_preview() } else { say.campaign_button_link_preview() };
    rows.push(row(label, DraftAction::LinkPreview(!on)));
    rows.push(row(say.campaign_button_draft(), DraftAction::Overview));
    rows
}

/// A missing version is replaced by another, or is not.
pub(super) fn fallback_set(context: &Context, mut draft: Draft, on: bool) -> Turn {
    draft.content.fallback = on;
    show(context, &draft)
}

/// The draft may be sent in quiet hours, or may not.
pub(super) fn urgent_set(context: &Context, draft: Draft, urgent: bool) -> Turn {
    show(context, &Draft { urgent, ..draft })
}

/// A few chats get the draft first, or do not.
pub(super) fn trial_set(context: &Context, draft: Draft, trial: bool) -> Turn {
    show(context, &Draft { trial, ..draft })
}

/// The draft arrives without a sound, or with one.
pub(super) fn silent_set(context: &Context, mut draft: Draft, silent: bool) -> Turn {
    draft.content.options.silent = silent;
    show(context, &draft)
}

/// Links in texts are shown with a preview, or without.
pub(super) fn link_preview_set(context: &Context, mut draft: Draft, on: bool) -> Turn {
    draft.content.options.link_preview = on;
    show(context, &draft)
}
