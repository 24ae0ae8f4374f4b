//! The link buttons of a version: staff type them, or remove them. An album has none.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::count;
use crate::conversation::staff::draft::content::may_have_links;
use crate::conversation::staff::draft::links::{LinkError, ParseLinksError};
use crate::conversation::staff::draft::{Draft, Wait, links, version};
use crate::conversation::{Context, Turn};
use crate::domain::Lang;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// Asks for the link buttons of a version.
pub(super) fn ask(context: &Context, draft: &Draft, lang: Lang, note: Option<Html>) -> Turn {
    let say = context.say();
    let Some(message) = draft.version(lang).filter(|message| may_have_links(message)) else {
        return version::show(context, draft, lang, note);
    };
    let mut rows = Vec::new();
    if !message.links.is_empty() {
        let remove = DraftAction::NoLinks(lang);
        rows.push(vec![context.draft_button(say.campaign_button_no_links(), draft, remove)]);
    }
    rows.push(vec![context.draft_button(say.campaign_button_version(), draft, DraftAction::Version(lang))]);
    let question = say.campaign_ask_links(count(links::MOST), count(links::LABEL));
    let page = Page { text: Html::paragraphs(note.into_iter().chain([question])), rows };
    context.open_draft(page, &draft.waiting(Wait::Links(lang)))
}

/// Link buttons were typed.
pub(super) fn typed(context: &Context, mut draft: Draft, lang: Lang, text: Option<&str>) -> Turn {
    let say = context.say();
    let Some(text) = text else { return ask(context, &draft, lang, Some(say.sign_up_need_text())) };
    match links::parse(text) {
        Ok(links) => {
            if let Some(message) = draft.content.by_lang.get_mut(&lang) {
                message.links = links;
            }
            version::show(context, &draft.resting(), lang, None)
        }
        Err(error) => ask(context, &draft, lang, Some(explain(&say, error))),
    }
}

fn explain(say: &Say<'_>, ParseLinksError { line, error }: ParseLinksError) -> Html {
    let line = count(line);
    match error {
        LinkError::Shape => say.campaign_link_shape(line),
        LinkError::Address => say.campaign_link_address(line),
        LinkError::Mark(mark) => say.campaign_link_mark(line, &mark.to_string()),
        LinkError::Label => say.campaign_link_label(line, count(links::LABEL)),
        LinkError::Many => say.campaign_link_many(count(links::MOST)),
    }
}

/// The link buttons of a version are removed.
pub(super) fn removed(context: &Context, mut draft: Draft, lang: Lang) -> Turn {
    if let Some(message) = draft.content.by_lang.get_mut(&lang) {
        message.links.clear();
    }
    version::show(context, &draft, lang, None)
}
