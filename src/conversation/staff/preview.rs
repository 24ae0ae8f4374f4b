//! Each version as it will arrive, sent to its author.

use crate::conversation::staff::{Draft, card};
use crate::conversation::{Answered, Context, HandlerError, renderer};
use crate::domain::{CampaignId, Lang};
use crate::telegram::Reply;

/// Sends every version to its author, and the draft anew below them.
pub(super) async fn show(visit: &Context, draft: &Draft) -> Answered {
    if draft.content.by_lang.is_empty() {
        return Ok(visit.toast(visit.say().desk_nothing_toast()));
    }
    let id = match draft.corrects() {
        Some(id) => id,
        None => next(visit).await?,
    };
    let chat = visit.chat.id;
    let mut posts: Vec<Reply> = Vec::new();
    for lang in Lang::ALL {
        let in_groups = draft.audience.groups == Some(true);
        let footer = renderer::footer(&visit.app, &visit.texts.say(lang), id, in_groups);
        let message = draft.version(lang).map(|message| Box::new(message.with_footer(&footer)));
        posts.extend(message.map(|message| Reply::Campaign { chat, message }));
    }
    let page = card::page(visit, draft, Some(visit.say().desk_preview())).await?;
    let mut turn = visit.keep(page, draft);
    // The draft would stand above what it speaks of.
    let replies = std::mem::take(&mut turn.replies);
    for reply in replies {
        match reply {
            Reply::Show { chat, message, thread, page } => {
                turn.replies.push(Reply::Strip { chat, message });
                turn.replies.append(&mut posts);
                turn.replies.push(Reply::Say { chat, thread, page });
            }
            Reply::Say { .. } => {
                turn.replies.append(&mut posts);
                turn.replies.push(reply);
            }
            other => turn.replies.push(other),
        }
    }
    Ok(turn)
}

/// The code that a campaign gets that is launched next.
async fn next(visit: &Context) -> Result<CampaignId, HandlerError> {
    let newest = visit.app.store.reader().campaigns(1).await?;
    Ok(CampaignId(newest.first().map_or(1, |campaign| campaign.id.0 + 1)))
}
