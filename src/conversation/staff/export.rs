//! `/export`: the supporters as a sealed copy, which only the coalition's private key opens.

use crate::conversation::{Answered, Context};
use crate::export::seal_in_memory;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// What the file is called; the date says when it was made.
fn name(context: &Context) -> String {
    format!("supporters-{}.jsonl.age", context.now.strftime("%Y-%m-%d"))
}

/// Sends the supporters, sealed. Where there is no key to seal to, or they are too many for a chat, it says what to do.
pub(super) async fn sealed(context: &Context) -> Answered {
    let say = context.say();
    let Some(recipients) = &context.app.recipients else {
        return Ok(context.open(Page::plain(say.desk_export_no_key())));
    };
    let sealed = seal_in_memory(context.app.store.reader(), recipients, Reply::DOCUMENT_MAX).await?;
    let Some((count, content)) = sealed else {
        return Ok(context.open(Page::plain(say.desk_export_too_many())));
    };
    let name = name(context);
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let caption = Html::paragraphs([say.desk_export_caption(count), say.desk_export_how(&name)]);
    Ok(context.meet().reply(Reply::Document { chat: context.chat.id, name, content, caption }))
}
