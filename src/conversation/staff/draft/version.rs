//! One version of a draft: its kind and length, and the way to send another.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::content::may_have_links;
use crate::conversation::staff::draft::{Draft, Wait, describe, overview};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::Lang;
use crate::telegram::Page;
use crate::texts::Html;

/// Shows a version, or asks for it if there is none.
pub(super) fn open(context: &Context, draft: &Draft, lang: Lang) -> Turn {
    match draft.version(lang) {
        Some(_) => show(context, draft, lang, None),
        None => ask(context, draft, lang, None),
    }
}

/// Shows a version, under a note if there is something to say. While it is shown, a further message for it may come.
pub(super) fn show(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Turn {
    let wait = draft.version(lang).map(|_| Wait::More(lang));
    context.open_draft(page(context, draft, lang, note), &Draft { wait, ..draft.clone() })
}

/// The page of a version, or the question about a further message for it.
pub(super) fn page(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Page {
    let say = context.say();
    if draft.more.as_ref().is_some_and(|more| more.lang == lang) {
        return ask_about_more(context, draft, lang, note);
    }
    let mut rows =
        vec![vec![context.draft_button(say.campaign_button_another(), draft, DraftAction::Write(lang))]];
    let message = draft.version(lang);
    let name = context.texts.say(lang).language_name();
    let about =
        message.map_or_else(|| say.campaign_line_missing(&name), |message| describe::describe(&say, message));
    if let Some(message) = message.filter(|_| draft.corrects().is_none()) {
        if may_have_links(message) {
            rows.push(vec![context.draft_button(
                say.campaign_button_links(),
                draft,
                DraftAction::Links(lang),
            )]);
        }
        rows.push(vec![context.draft_button(say.campaign_button_remove(), draft, DraftAction::Remove(lang))]);
    }
    rows.push(vec![context.draft_button(say.campaign_button_preview(), draft, DraftAction::Preview)]);
    rows.push(vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)]);
    let parts = [say.campaign_version_title(&name), about];
    Page { text: Html::paragraphs(note.into_iter().chain(parts)), rows }
}

fn ask_about_more(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Page {
    let say = context.say();
    let button = |label, action| vec![context.draft_button(label, draft, action)];
    let question = say.campaign_more_ask(&context.texts.say(lang).language_name());
    Page {
        text: Html::paragraphs(note.into_iter().chain([question])),
        rows: vec![
            button(say.campaign_button_more_add(), DraftAction::AddMore),
            button(say.campaign_button_more_instead(), DraftAction::TakeMore),
            button(say.campaign_button_more_leave(), DraftAction::LeaveMore),
        ],
    }
}

/// Asks for a version.
pub(super) fn ask(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Turn {
    context.open_draft(question(context, draft, lang, note), &draft.waiting(Wait::Version(lang)))
}

/// The question for a version, under a note if there is something to say.
pub(super) fn question(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Page {
    let say = context.say();
    let name = context.texts.say(lang).language_name();
    let question = match draft.corrects() {
        Some(_) => say.campaign_ask_text(&name),
        None => say.campaign_ask_content(&name),
    };
    Page {
        text: Html::paragraphs(note.into_iter().chain([question])),
        rows: vec![vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)]],
    }
}

/// A version is removed.
pub(super) async fn removed(context: &Context, mut draft: Draft, lang: Lang) -> Answered {
    draft.content.by_lang.remove(&lang);
    draft.pieces.remove(&lang);
    draft.more = draft.more.filter(|more| more.lang != lang);
    overview::show(context, &draft, None).await
}

/// A missing version is replaced by another, or is not.
pub(super) async fn fallback_set(context: &Context, mut draft: Draft, on: bool) -> Answered {
    draft.content.fallback = on;
    overview::show(context, &draft, None).await
}
