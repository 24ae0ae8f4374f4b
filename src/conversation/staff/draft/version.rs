//! The two questions about a version of a draft: its content, and the place of a further message.

use crate::conversation::callback::{DraftAction, StaffCallback};
use crate::conversation::staff::draft::content::may_have_links;
use crate::conversation::staff::draft::{Draft, Wait, copy_box, describe};
use crate::conversation::{Context, Turn};
use crate::domain::Lang;
use crate::domain::message::{Button, CampaignMessage};
use crate::telegram::Page;
use crate::texts::Html;

/// Asks for a version. Its present text can be copied; after an error that stands above already.
pub(in crate::conversation::staff) fn ask(
    context: &Context,
    draft: &Draft,
    lang: Lang,
    error: Option<Html>,
) -> Turn {
    context.open_draft(question(context, draft, lang, error), &draft.waiting(Wait::Version(lang)))
}

/// The question for a version, or the error as its last paragraph.
pub(super) fn question(context: &Context, draft: &Draft, lang: Lang, error: Option<Html>) -> Page {
    let say = context.say();
    let name = context.texts.say(lang).language_name();
    let title = if is_first(draft) { draft.kind.title(&say) } else { say.campaign_version_title(&name) };
    let asked = match (error, draft.version(lang)) {
        (Some(error), _) => vec![error],
        (None, Some(message)) => {
            let question = match draft.corrects() {
                Some(_) => say.campaign_ask_text(&name),
                None => say.campaign_ask_instead(),
            };
            [describe::describe(&say, message)]
                .into_iter()
                .chain(says_now(context, message))
                .chain([question])
                .collect()
        }
        (None, None) => {
            let question =
                if is_first(draft) { say.campaign_ask_first(&name) } else { say.campaign_ask_content(&name) };
            vec![question, say.campaign_ask_kinds()]
        }
    };
    Page { text: Html::paragraphs([title].into_iter().chain(asked)), rows: rows(context, draft, lang) }
}

/// Whether the draft has no version yet, so that the question for one is its first screen.
fn is_first(draft: &Draft) -> bool {
    !draft.has_versions() && draft.corrects().is_none()
}

/// The text of a version in a box, and what is lost in it.
fn says_now(context: &Context, message: &CampaignMessage) -> Vec<Html> {
    let say = context.say();
    let Some(text) = message.body.text().filter(|text| !text.text.is_empty()) else { return Vec::new() };
    let (copied, is_whole) = copy_box::beginning(&text.text, copy_box::OF_VERSION);
    let mut parts = vec![Html::lines([say.campaign_says_now(), copied])];
    parts.extend((!is_whole).then(|| say.campaign_says_more()));
    parts.extend(text.is_formatted().then(|| say.campaign_unformatted()));
    parts
}

fn rows(context: &Context, draft: &Draft, lang: Lang) -> Vec<Vec<Button>> {
    let say = context.say();
    let button = |label, action| context.draft_button(label, draft, action);
    if is_first(draft) {
        let others = Lang::ALL.into_iter().filter(|other| *other != lang).map(|other| {
            let name = context.texts.say(other).language_name();
            button(say.campaign_button_lacks(&name), DraftAction::Version(other))
        });
        return vec![
            others.collect(),
            vec![
                button(say.campaign_button_audience(), DraftAction::Audience),
                button(say.campaign_button_time(), DraftAction::Time),
            ],
            vec![button(say.campaign_button_options(), DraftAction::Options)],
            context.way_to_panel(Some(
                context.staff_button(say.campaign_button_campaigns(), StaffCallback::Campaigns),
            )),
        ];
    }
    let mut rows = Vec::new();
    if let Some(message) = draft.version(lang).filter(|_| draft.corrects().is_none()) {
        if may_have_links(message) {
            rows.push(vec![button(say.campaign_button_links(), DraftAction::Links(lang))]);
        }
        rows.push(vec![button(say.campaign_button_remove(), DraftAction::Remove(lang))]);
    }
    rows.push(vec![button(say.campaign_button_draft(), DraftAction::Overview)]);
    rows
}

/// Asks whether the further messages belong to a version.
pub(super) fn ask_about_more(context: &Context, draft: &Draft, lang: Lang, error: Option<Html>) -> Turn {
    context.open_draft(about_more(context, draft, lang, error), draft)
}

/// The question about further messages, with an error as its last paragraph.
pub(super) fn about_more(context: &Context, draft: &Draft, lang: Lang, error: Option<Html>) -> Page {
    let say = context.say();
    let button = |label, action| vec![context.draft_button(label, draft, action)];
    let mut rows = vec![
        button(say.campaign_button_more_add(), DraftAction::AddMore),
        button(say.campaign_button_more_instead(), DraftAction::TakeMore),
    ];
    let others: Vec<_> = draft
        .missing()
        .filter(|_| draft.corrects().is_none())
        .map(|other| {
            let name = context.texts.say(other).language_name();
            context.draft_button(say.campaign_button_lacks(&name), draft, DraftAction::MoreAs(other))
        })
        .collect();
    let question = say.campaign_more_ask(&context.texts.say(lang).language_name());
    let other = (!others.is_empty()).then(|| say.campaign_more_other());
    rows.extend((!others.is_empty()).then_some(others));
    rows.push(button(say.campaign_button_more_leave(), DraftAction::LeaveMore));
    let question = Html::sentences([question].into_iter().chain(other));
    Page { text: Html::paragraphs([question].into_iter().chain(error)), rows }
}
