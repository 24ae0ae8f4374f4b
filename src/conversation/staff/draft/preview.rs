//! The preview: each version as it will arrive, sent to its author.

use crate::conversation::staff::draft::summary::DraftSummary;
use crate::conversation::staff::draft::{Draft, overview};
use crate::conversation::{Answered, Context, HandlerError, Turn, renderer};
use crate::domain::{CampaignId, Lang};
use crate::telegram::Reply;

/// Sends every version to its author, and the draft anew below them.
pub(super) async fn show(context: &Context, draft: &Draft) -> Answered {
    if draft.content.by_lang.is_empty() {
        return Ok(context.alert(context.say().campaign_nothing_toast()));
    }
    let id = match draft.corrects() {
        Some(id) => id,
        None => next_id(context).await?,
    };
    let summary = DraftSummary::of(context, draft).await?;
    let page = overview::page(context, &summary, Some(context.say().campaign_preview()));
    Ok(put_above(context.open_draft(page, draft), versions(context, draft, id)))
}

/// Links in texts are shown with a preview, or without.
pub(super) async fn links_set(context: &Context, mut draft: Draft, on: bool) -> Answered {
    draft.content.options.link_preview = on;
    overview::show(context, &draft, None).await
}

fn versions(context: &Context, draft: &Draft, id: CampaignId) -> Vec<Reply> {
    let in_groups = draft.audience.groups == Some(true);
    let version = |lang: Lang| {
        let footer = renderer::footer(&context.app, &context.texts.say(lang), id, in_groups);
        let message = Box::new(draft.version(lang)?.with_footer(&footer));
        let name = context.texts.say(lang).language_name();
        let if_refused = Some(context.say().campaign_preview_refused(&name));
        Some(Reply::Campaign { chat: context.chat.id, message, options: draft.content.options, if_refused })
    };
    Lang::ALL.into_iter().filter_map(version).collect()
}

/// Puts replies above the page of a turn, which becomes a new message: an old one would stay above them.
fn put_above(turn: Turn, mut above: Vec<Reply>) -> Turn {
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
async fn next_id(context: &Context) -> Result<CampaignId, HandlerError> {
    let newest = context.app.store.reader().campaigns(1).await?;
    Ok(CampaignId(newest.first().map_or(1, |campaign| campaign.id.0 + 1)))
}
