//! `/export`: the supporters as a sealed copy, which only the coalition's private key opens.

use crate::conversation::{Answered, Context};
use crate::export::seal_in_memory;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// What the file is called; the date says when it was made.
fn name(visit: &Context) -> String {
    format!("supporters-{}.jsonl.age", visit.now.strftime("%Y-%m-%d"))
}

/// Sends the supporters, sealed. Where there is no key to seal to, or they are too many for a chat, it says what to do.
pub(super) async fn sealed(visit: &Context) -> Answered {
    let say = visit.say();
    let Some(recipients) = &visit.app.recipients else {
        return Ok(visit.open(Page::plain(say.desk_export_no_key())));
    };
    let sealed = seal_in_memory(visit.app.store.reader(), recipients, Reply::DOCUMENT_MAX).await?;
    let Some((count, content)) = sealed else {
        return Ok(visit.open(Page::plain(say.desk_export_too_many())));
    };
    let name = name(visit);
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let caption = Html::paragraphs([say.desk_export_caption(count), say.desk_export_how(&name)]);
    Ok(visit.meet().reply(Reply::Document { chat: visit.chat.id, name, content, caption }))
}
