//! One version of a draft: what it is, its link buttons, and the way to send another.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::count;
use crate::conversation::staff::draft::{Draft, Wait, links, summary};
use crate::conversation::{Context, Turn};
use crate::domain::Lang;
use crate::domain::message::MessageBody;
use crate::telegram::Page;
use crate::texts::Html;

/// Shows a version, under a note where there is something to say.
pub(crate) fn show(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Turn {
    context.open_draft(page(context, draft, lang, note), draft)
}

/// The page of a version.
pub(crate) fn page(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Page {
    let say = context.say();
    let mut rows =
        vec![vec![context.draft_button(say.desk_button_another(), draft, DraftAction::Write(lang))]];
    let message = draft.version(lang);
    let name = context.texts.say(lang).language_name();
    let about = message.map_or_else(|| say.desk_line_missing(&name), |message| summary::about(&say, message));
    if let Some(message) = message.filter(|_| draft.corrects().is_none()) {
        if !matches!(message.body, MessageBody::Album(_)) {
            rows.push(vec![context.draft_button(say.desk_button_links(), draft, DraftAction::Links(lang))]);
        }
        rows.push(vec![context.draft_button(say.desk_button_remove(), draft, DraftAction::Remove(lang))]);
    }
    rows.push(vec![context.draft_button(say.desk_button_preview(), draft, DraftAction::Preview)]);
    rows.push(vec![context.draft_button(say.desk_button_draft(), draft, DraftAction::Overview)]);
    let parts = [say.desk_version_title(&name), about];
    Page { text: Html::paragraphs(note.into_iter().chain(parts)), rows }
}

/// Asks for a version.
pub(crate) fn ask(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Turn {
    context.open_draft(question(context, draft, lang, note), &draft.waiting(Wait::Version(lang)))
}

/// The question for a version, under a note where there is something to say.
pub(crate) fn question(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Page {
    let say = context.say();
    let name = context.texts.say(lang).language_name();
    let question = match draft.corrects() {
        Some(_) => say.desk_ask_text(&name),
        None => say.desk_ask_content(&name),
    };
    Page {
        text: Html::paragraphs(note.into_iter().chain([question])),
        rows: vec![vec![context.draft_button(say.desk_button_draft(), draft, DraftAction::Overview)]],
    }
}

/// Asks for the link buttons of a version; an album has none.
pub(crate) fn ask_links(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Turn {
    let say = context.say();
    let message = draft.version(lang).filter(|message| !matches!(message.body, MessageBody::Album(_)));
    let Some(message) = message else { return show(context, draft, lang, note) };
    let mut rows = Vec::new();
    if !message.links.is_empty() {
        rows.push(vec![context.draft_button(say.desk_button_no_links(), draft, DraftAction::NoLinks(lang))]);
    }
    rows.push(vec![context.draft_button(say.desk_button_version(), draft, DraftAction::Version(lang))]);
    let question = say.desk_ask_links(count(links::MOST), count(links::LABEL));
    let page = Page { text: Html::paragraphs(note.into_iter().chain([question])), rows };
    context.open_draft(page, &draft.waiting(Wait::Links(lang)))
}
