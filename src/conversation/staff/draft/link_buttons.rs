//! The link buttons of a version: the bot asks for the text on a button, and then for its address. An album has none.

use crate::conversation::callback::DraftAction;
use crate::conversation::keyboard::fitting;
use crate::conversation::staff::count;
use crate::conversation::staff::draft::content::may_have_links;
use crate::conversation::staff::draft::links::{LinkError, ParseLinksError, TypedLink};
use crate::conversation::staff::draft::{Draft, Wait, copy_box, links, overview};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::message::{Button, CampaignMessage, LinkButton};
use crate::domain::{Lang, MessageId};
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The most addresses of other versions that are offered.
const OFFERED: usize = 3;

impl Draft {
    /// The first version that may have link buttons and has none, or else the first that may.
    pub(super) fn lang_of_links(&self) -> Option<Lang> {
        let all = || self.with_links();
        all().find(|(_, message)| message.links.is_empty()).or_else(|| all().next()).map(|(lang, _)| lang)
    }

    /// The versions that may have link buttons.
    fn with_links(&self) -> impl Iterator<Item = (Lang, &CampaignMessage)> {
        self.content.by_lang.iter().filter(|(_, it)| may_have_links(it)).map(|(lang, it)| (*lang, it))
    }

    /// The addresses of other versions that this one lacks, in their order.
    fn offered(&self, lang: Lang) -> Vec<&str> {
        let own: Vec<_> = self.version(lang).into_iter().flat_map(|it| &it.links).map(|it| &it.url).collect();
        let mut offered = Vec::new();
        for link in self.with_links().flat_map(|(_, message)| &message.links) {
            if !own.contains(&&link.url) && !offered.contains(&link.url.as_str()) {
                offered.push(link.url.as_str());
            }
        }
        offered.truncate(OFFERED);
        offered
    }
}

/// Shows the link buttons of a version, or asks for the first.
pub(super) async fn open(context: &Context, draft: &Draft, lang: Lang) -> Answered {
    match draft.version(lang) {
        Some(message) if !message.links.is_empty() => Ok(show(context, draft, lang, message)),
        Some(_) | None => ask(context, draft, lang).await,
    }
}

fn show(context: &Context, draft: &Draft, lang: Lang, message: &CampaignMessage) -> Turn {
    let say = context.say();
    let row = |label, action| vec![context.draft_button(label, draft, action)];
    let lines = message.links.iter().map(|link| say.campaign_line_link(&link.label, &link.url));
    let mut rows = Vec::new();
    if message.links.len() < links::MOST {
        rows.push(row(say.campaign_button_link_another(), DraftAction::AddLink(lang)));
    }
    let others = draft.with_links().filter(|(_, message)| message.links.is_empty());
    rows.extend(others.map(|(other, _)| {
        let name = context.texts.say(other).language_name();
        row(say.campaign_button_link_in(&name), DraftAction::AddLink(other))
    }));
    rows.push(row(say.campaign_button_no_links(), DraftAction::NoLinks(lang)));
    rows.push(vec![
        context.draft_button(say.campaign_button_preview(), draft, DraftAction::Preview),
        context.draft_button(say.campaign_button_confirm(), draft, DraftAction::Confirm),
    ]);
    rows.push(row(say.campaign_button_draft(), DraftAction::Overview));
    let text = Html::paragraphs([title(context, lang), Html::lines(lines)]);
    context.open_draft(Page { text, rows }, draft)
}

fn title(context: &Context, lang: Lang) -> Html {
    context.say().campaign_links_title(&context.texts.say(lang).language_name())
}

/// Asks for the text on a link button.
pub(super) async fn ask(context: &Context, draft: &Draft, lang: Lang) -> Answered {
    match draft.version(lang) {
        Some(message) if !may_have_links(message) => overview::show(context, draft, None).await,
        Some(message) if message.links.len() >= links::MOST => Ok(show(context, draft, lang, message)),
        Some(_) => Ok(ask_text(context, draft, lang, None, None)),
        None => overview::show(context, draft, None).await,
    }
}

/// Asks for the text on a link button; after an error, what was typed stands above it.
fn ask_text(context: &Context, draft: &Draft, lang: Lang, typed: Option<&str>, error: Option<Html>) -> Turn {
    let say = context.say();
    let typed = typed.and_then(copy_box::of_answer);
    let asked = error.unwrap_or_else(|| say.campaign_link_ask_text(count(links::LABEL)));
    let text = Html::paragraphs([title(context, lang)].into_iter().chain(typed).chain([asked]));
    let rows = vec![vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)]];
    context.open_draft(Page { text, rows }, &draft.waiting(Wait::LinkText(lang)))
}

/// The text on a link button whose address is asked for: its version, the text, and the message with it.
pub(super) type Label = (Lang, String, MessageId);

/// Asks for the address behind a link button. Those of other versions are offered.
fn ask_address(
    context: &Context,
    draft: &Draft,
    (lang, label, message): Label,
    typed: Option<&str>,
    error: Option<Html>,
) -> Turn {
    let say = context.say();
    let row = |label, action| vec![context.draft_button(label, draft, action)];
    let typed = typed.and_then(copy_box::of_answer);
    let parts = [title(context, lang), say.campaign_link_ask_address(&label)];
    let mut rows: Vec<Vec<Button>> = (0..)
        .zip(draft.offered(lang))
        .map(|(nth, url)| row(fitting(url), DraftAction::Address(nth)))
        .collect();
    rows.push(vec![
        context.draft_button(say.button_back(), draft, DraftAction::AddLink(lang)),
        context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview),
    ]);
    let page = Page { text: Html::paragraphs(parts.into_iter().chain(typed).chain(error)), rows };
    context.open_draft(page, &draft.waiting(Wait::LinkAddress(lang, label, message)))
}

/// The text on a link button was typed, or whole buttons.
pub(super) async fn text_typed(
    context: &Context,
    draft: Draft,
    lang: Lang,
    message: MessageId,
    text: Option<&str>,
) -> Answered {
    let say = context.say();
    let Some(text) = text else {
        return Ok(ask_text(context, &draft, lang, None, Some(say.sign_up_need_text())));
    };
    match links::parse(text) {
        Ok(TypedLink::Whole(links)) => added(context, draft, lang, links, text).await,
        Ok(TypedLink::Label(label)) => Ok(ask_address(context, &draft, (lang, label, message), None, None)),
        Ok(TypedLink::Half(label, error)) => {
            let error = explain(&say, ParseLinksError { line: None, error });
            Ok(ask_address(context, &draft, (lang, label, message), Some(text), Some(error)))
        }
        Err(error) => Ok(ask_text(context, &draft, lang, Some(text), Some(explain(&say, error)))),
    }
}

/// An address was typed, or whole buttons.
pub(super) async fn address_typed(
    context: &Context,
    draft: Draft,
    (lang, label, message): Label,
    text: Option<&str>,
) -> Answered {
    let say = context.say();
    let Some(text) = text else {
        let error = Some(say.sign_up_need_text());
        return Ok(ask_address(context, &draft, (lang, label, message), None, error));
    };
    match (links::address(text), links::parse(text)) {
        (Ok(url), _) => added(context, draft, lang, vec![LinkButton { label, url }], text).await,
        (Err(_), Ok(TypedLink::Whole(links))) => added(context, draft, lang, links, text).await,
        (Err(error), Ok(TypedLink::Label(_) | TypedLink::Half(..)) | Err(_)) => {
            let error = explain(&say, ParseLinksError { line: None, error });
            Ok(ask_address(context, &draft, (lang, label, message), Some(text), Some(error)))
        }
    }
}

/// The address of another version was chosen. Without a question that it would answer, the draft is shown.
pub(super) async fn offered(context: &Context, draft: Draft, nth: u8) -> Answered {
    let Some(Wait::LinkAddress(lang, label, _)) = context.draft.as_ref().and_then(|draft| draft.wait.clone())
    else {
        return overview::show(context, &draft, None).await;
    };
    match draft.offered(lang).get(usize::from(nth)).map(|url| (*url).to_owned()) {
        Some(url) => added(context, draft, lang, vec![LinkButton { label, url }], "").await,
        None => ask(context, &draft, lang).await,
    }
}

/// A version gets further buttons. One with a text that is there already gets the new address.
async fn added(
    context: &Context,
    mut draft: Draft,
    lang: Lang,
    new: Vec<LinkButton>,
    typed: &str,
) -> Answered {
    let Some(message) = draft.content.by_lang.get_mut(&lang).filter(|message| may_have_links(message)) else {
        return overview::show(context, &draft.resting(), None).await;
    };
    let mut all = message.links.clone();
    for link in new {
        match all.iter_mut().find(|old| old.label == link.label) {
            Some(old) => *old = link,
            None => all.push(link),
        }
    }
    if all.len() > links::MOST {
        let error = ParseLinksError { line: None, error: LinkError::Many };
        return Ok(ask_text(context, &draft, lang, Some(typed), Some(explain(&context.say(), error))));
    }
    message.links = all;
    open(context, &draft.resting(), lang).await
}

fn explain(say: &Say<'_>, ParseLinksError { line, error }: ParseLinksError) -> Html {
    let error = match error {
        LinkError::Shape => say.campaign_link_error_shape(),
        LinkError::Order => say.campaign_link_error_order(),
        LinkError::Empty => say.campaign_link_error_empty(),
        LinkError::Address => say.campaign_link_error_address(),
        LinkError::Mark(mark) => say.campaign_link_error_mark(&mark.to_string()),
        LinkError::Label => say.campaign_link_error_label(count(links::LABEL)),
        LinkError::Many => say.campaign_link_many(count(links::MOST)),
    };
    match line {
        Some(line) => say.campaign_link_error_line(count(line), &error),
        None => error,
    }
}

/// The link buttons of a version are removed.
pub(super) async fn removed(context: &Context, mut draft: Draft, lang: Lang) -> Answered {
    if let Some(message) = draft.content.by_lang.get_mut(&lang) {
        message.links.clear();
    }
    overview::show(context, &draft, None).await
}
