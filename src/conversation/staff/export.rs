//! `/export`: a sealed copy of the supporters, which only the coalition's private key opens.

use crate::conversation::staff::count;
use crate::conversation::{Answered, Context};
use crate::export::seal_in_memory;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// The name of the file, with the day when it was made.
fn name(context: &Context) -> String {
    format!("supporters-{}.jsonl.age", context.now.strftime("%Y-%m-%d"))
}

/// Sends the supporters, sealed. Without a key, or where the file is too large for a chat, it explains the way round.
pub(super) async fn sealed(context: &Context) -> Answered {
    let say = context.say();
    let Some(recipients) = &context.app.recipients else {
        return Ok(context.show(Page::plain(say.campaign_export_no_key())));
    };
    let sealed = seal_in_memory(context.app.store.reader(), recipients, Reply::DOCUMENT_MAX).await?;
    let Some((supporters, file)) = sealed else {
        return Ok(context.show(Page::plain(say.campaign_export_too_many())));
    };
    let name = name(context);
    let caption =
        Html::paragraphs([say.campaign_export_caption(count(supporters)), say.campaign_export_how(&name)]);
    Ok(context.meet().reply(Reply::Document { chat: context.chat.id, name, content: file, caption }))
}
