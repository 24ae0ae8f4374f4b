//! The preview: each version as it will arrive, sent to its author.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::summary::DraftSummary;
use crate::conversation::staff::draft::{Draft, overview};
use crate::conversation::{Answered, Context, HandlerError, Turn, renderer};
use crate::domain::{CampaignId, ChatId, Lang};
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// Sends every version to its author, and the draft anew below them.
pub(super) async fn show(context: &Context, draft: &Draft) -> Answered {
    if !draft.has_versions() {
        return Ok(context.alert(context.say().campaign_nothing_toast()));
    }
    let id = code(context, draft).await?;
    let summary = DraftSummary::of(context, draft).await?;
    let page = page(context, &summary, context.say().campaign_preview()).await?;
    Ok(put_above(context.open_draft(page, draft), versions(context, draft, id, context.chat.id)))
}

/// The draft below a preview, with the way to show it to a colleague, if there is one.
pub(super) async fn page(
    context: &Context,
    summary: &DraftSummary<'_>,
    note: Html,
) -> Result<Page, HandlerError> {
    let mut page = overview::summarized(context, summary, Some(note));
    if !context.others().await?.is_empty() {
        let label = context.say().campaign_button_test();
        page.rows.insert(0, vec![context.draft_button(label, summary.draft, DraftAction::AskTest)]);
    }
    Ok(page)
}

/// The number under the messages of a draft.
pub(super) async fn code(context: &Context, draft: &Draft) -> Result<CampaignId, HandlerError> {
    match draft.kind.code() {
        Some(id) => Ok(id),
        None => next_id(context).await,
    }
}

/// Every version as it will arrive, for one chat. The author is told of what Telegram refuses.
pub(super) fn versions(context: &Context, draft: &Draft, id: CampaignId, to: ChatId) -> Vec<Reply> {
    let in_groups = draft.audience.groups == Some(true);
    let version = |lang: Lang| {
        let footer = renderer::footer(&context.app, &context.texts.say(lang), id, in_groups);
        let message = Box::new(draft.version(lang)?.with_footer(&footer));
        let name = context.texts.say(lang).language_name();
        let if_refused = Some(context.say().campaign_preview_refused(&name));
        Some(Reply::Campaign { chat: to, message, options: draft.content.options, if_refused })
    };
    Lang::ALL.into_iter().filter_map(version).collect()
}

/// Puts replies above the page of a turn, which becomes a new message: an old one would stay above them.
pub(in crate::conversation::staff) fn put_above(turn: Turn, mut above: Vec<Reply>) -> Turn {
    let mut replies = Vec::new();
    for reply in turn.replies {
        match reply {
            Reply::Show { chat, message, thread, page } => {
                replies.push(Reply::Strip { chat, message });
                replies.append(&mut above);
                replies.push(Reply::Say { chat, thread, page });
            }
            Reply::Say { .. } => {
                replies.append(&mut above);
                replies.push(reply);
            }
            other => replies.push(other),
        }
    }
    Turn { replies, ..turn }
}

/// The number that the next campaign will get.
pub(in crate::conversation::staff) async fn next_id(context: &Context) -> Result<CampaignId, HandlerError> {
    let newest = context.app.store.reader().campaigns(1).await?;
    Ok(CampaignId(newest.first().map_or(1, |campaign| campaign.id.0 + 1)))
}
