//! One version of a draft: what it is, its link buttons, and the way to send another.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::Wait;
use crate::conversation::staff::{Draft, count, links, summary};
use crate::conversation::{Context, Turn};
use crate::domain::Lang;
use crate::domain::message::MessageBody;
use crate::telegram::Page;
use crate::texts::Html;

/// Shows a version, under a note where there is something to say.
pub(super) fn show(visit: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Turn {
    visit.keep(page(visit, draft, lang, note), draft)
}

/// The page of a version.
pub(super) fn page(visit: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Page {
    let say = visit.say();
    let mut rows = vec![vec![visit.tap_draft(say.desk_button_another(), draft, DraftAction::Write(lang))]];
    let post = draft.version(lang);
    let name = visit.texts.say(lang).language_name();
    let about = post.map_or_else(|| say.desk_line_missing(&name), |post| summary::about(&say, post));
    if let Some(post) = post.filter(|_| draft.corrects().is_none()) {
        if !matches!(post.body, MessageBody::Album(_)) {
            rows.push(vec![visit.tap_draft(say.desk_button_links(), draft, DraftAction::Links(lang))]);
        }
        rows.push(vec![visit.tap_draft(say.desk_button_remove(), draft, DraftAction::Remove(lang))]);
    }
    rows.push(vec![visit.tap_draft(say.desk_button_preview(), draft, DraftAction::Preview)]);
    rows.push(vec![visit.tap_draft(say.desk_button_draft(), draft, DraftAction::Card)]);
    let parts = [say.desk_version_title(&name), about];
    Page { text: Html::paragraphs(note.into_iter().chain(parts)), rows }
}

/// Asks for a version.
pub(super) fn ask(visit: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Turn {
    visit.keep(question(visit, draft, lang, note), &draft.waiting(Wait::Version(lang)))
}

/// The question for a version, under a note where there is something to say.
pub(super) fn question(visit: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Page {
    let say = visit.say();
    let name = visit.texts.say(lang).language_name();
    let question = match draft.corrects() {
        Some(_) => say.desk_ask_text(&name),
        None => say.desk_ask_content(&name),
    };
    Page {
        text: Html::paragraphs(note.into_iter().chain([question])),
        rows: vec![vec![visit.tap_draft(say.desk_button_draft(), draft, DraftAction::Card)]],
    }
}

/// Asks for the link buttons of a version; an album has none.
pub(super) fn ask_links(visit: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Turn {
    let say = visit.say();
    let post = draft.version(lang).filter(|post| !matches!(post.body, MessageBody::Album(_)));
    let Some(post) = post else { return show(visit, draft, lang, note) };
    let mut rows = Vec::new();
    if !post.links.is_empty() {
        rows.push(vec![visit.tap_draft(say.desk_button_no_links(), draft, DraftAction::NoLinks(lang))]);
    }
    rows.push(vec![visit.tap_draft(say.desk_button_version(), draft, DraftAction::Version(lang))]);
    let question = say.desk_ask_links(count(links::MOST), count(links::LABEL));
    let page = Page { text: Html::paragraphs(note.into_iter().chain([question])), rows };
    visit.keep(page, &draft.waiting(Wait::Links(lang)))
}
