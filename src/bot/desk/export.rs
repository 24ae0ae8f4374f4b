//! `/export`: the supporters as a sealed copy, which only the coalition's private key opens.

use std::sync::Arc;

use crate::{
    bot::{Answered, BotError, Visit},
    delivery::{Page, Reply},
    store::{ExportError, StoreError, Wanted, seal_supporters},
    texts::Html,
};

/// What the file is called; the date says when it was made.
fn name(visit: &Visit) -> String {
    format!("supporters-{}.jsonl.age", visit.now.strftime("%Y-%m-%d"))
}

/// Sends the supporters, sealed. Where there is no key to seal to, or they are too many for a chat, it says what to do.
pub(super) async fn sealed(visit: &Arc<Visit>) -> Answered {
    let say = visit.say();
    let Some(recipients) = &visit.app.recipients else {
        return Ok(visit.open(Page::plain(say.desk_export_no_key())));
    };
    // What is written there is sealed already.
    let folder = tempfile::tempdir().map_err(failed)?;
    let path = folder.path().join("supporters");
    let store = visit.app.store.reader();
    let wanted = Wanted::default();
    let count = match seal_supporters(store, recipients, &wanted, &path).await {
        Ok(count) => count,
        Err(ExportError::Store(error)) => return Err(error.into()),
        Err(ExportError::Write(error)) => return Err(failed(error)),
        Err(_) => return Err(failed(std::io::Error::other("the copy can't be sealed"))),
    };
    let content = std::fs::read(&path).map_err(failed)?;
    if content.len() > Reply::DOCUMENT_MAX {
        return Ok(visit.open(Page::plain(say.desk_export_too_many())));
    }
    let name = name(visit);
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let caption = Html::paragraphs([say.desk_export_caption(count), say.desk_export_how(&name)]);
    Ok(visit.meet().reply(Reply::Document { chat: visit.chat.id, name, content, caption }))
}

/// A file that could not be written is a failure of the machine's, as one of the store is.
fn failed(error: std::io::Error) -> BotError {
    BotError::Store(StoreError::Folder { path: std::env::temp_dir(), source: Arc::new(error) })
}
