//! `/export`: a sealed copy of the supporters, which only the coalition's private key opens.
//!
//! ```text
//! — /export
//! ‹ The list of supporters: … only the coalition's private key opens it …          [Send the file] [For staff]
//! — [Send the file]
//! ‹ supporters-2026-11-25.jsonl.age
//! ```

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::{count, holds};
use crate::conversation::{Answered, Context, HandlerError, Turn};
use crate::domain::HeldAction;
use crate::domain::audit::{Deed, DeedRecord};
use crate::export::seal_in_memory;
use crate::store::Change;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// Explains the file: its content, and the key that opens it. Without a key there is no file, and the page says so.
pub(super) fn explain(context: &Context) -> Turn {
    let say = context.say();
    if context.app.recipients.is_none() {
        return context.show(page(context, say.campaign_export_no_key()));
    }
    let mut page = page(context, say.export_about());
    page.rows.insert(0, vec![context.staff_button(say.button_export_send(), StaffCallback::SendExport)]);
    context.show(page)
}

/// Sends the supporters, sealed, below the page with the button. Without a key it explains the way round.
pub(super) async fn sent(context: &Context) -> Answered {
    if context.app.recipients.is_none() {
        return Ok(explain(context));
    }
    if context.app.holds.are_off() {
        return Ok(match document(context).await? {
            Reply::Say { page, .. } => context.show(page),
            file => {
                let deed = Change::RecordDeed(DeedRecord::done(Deed::Export, None), context.now);
                context.quietly().change(deed).reply(file)
            }
        });
    }
    holds::propose(context, HeldAction::Export, Turn::nothing).await
}

/// The message with the sealed file. Where there is no key any more, or the file is too large for a chat, it explains the way
/// round.
pub(super) async fn document(context: &Context) -> Result<Reply, HandlerError> {
    let (say, chat) = (context.say(), context.chat.id);
    let instead = |text| Reply::Say { chat, thread: None, page: page(context, text) };
    let Some(recipients) = &context.app.recipients else { return Ok(instead(say.campaign_export_no_key())) };
    let sealed = seal_in_memory(context.app.store.reader(), recipients, Reply::DOCUMENT_MAX).await?;
    let Some((supporters, file)) = sealed else { return Ok(instead(say.campaign_export_too_many())) };
    let name = name(context);
    let caption =
        Html::paragraphs([say.campaign_export_caption(count(supporters)), say.campaign_export_how(&name)]);
    Ok(Reply::Document { chat, name, content: file, caption })
}

/// The name of the file, with the day when it was made.
fn name(context: &Context) -> String {
    format!("supporters-{}.jsonl.age", context.now.strftime("%Y-%m-%d"))
}

fn page(context: &Context, text: Html) -> Page {
    Page { text, rows: vec![context.way_to_panel(None)] }
}
