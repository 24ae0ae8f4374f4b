//! Albums, of which each piece arrives as a message of its own: the answer to the first piece is changed for each further
//! one.

use crate::conversation::intent::{Input, UnfitContent};
use crate::conversation::staff::count;
use crate::conversation::staff::draft::content::{body, too_long, unfit};
use crate::conversation::staff::draft::{Album, Draft, Wait, version};
use crate::conversation::{Context, Turn};
use crate::domain::Lang;
use crate::domain::message::{Media, MessageBody};
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// A further piece of an album.
pub(super) fn piece(context: &Context, mut draft: Draft, album: Album, input: Input) -> Turn {
    if album.refused {
        return context.quietly();
    }
    let lang = album.lang;
    match add(context, &mut draft, lang, input) {
        Some(note) => {
            draft.content.by_lang.remove(&lang);
            refused(context, &draft, Some(album), lang, note)
        }
        None => replace_screen(context, version::page(context, &draft, lang, None), &draft),
    }
}

/// Adds a piece to a version; the note if it can't be added.
fn add(context: &Context, draft: &mut Draft, lang: Lang, input: Input) -> Option<Html> {
    let media = match body(input) {
        Ok(MessageBody::Media(media)) => media,
        Ok(MessageBody::Text(_) | MessageBody::Album(_)) => return Some(unfit(context, UnfitContent::Other)),
        Err(kind) => return Some(unfit(context, kind)),
    };
    if !append(draft, lang, media) {
        return Some(context.say().campaign_album_full(count(Draft::ALBUM)));
    }
    draft.version(lang).and_then(|message| too_long(context, lang, message))
}

/// Appends a file to a version; `false` if it has no place there.
fn append(draft: &mut Draft, lang: Lang, media: Media) -> bool {
    let Some(message) = draft.content.by_lang.get_mut(&lang) else { return false };
    match &mut message.body {
        MessageBody::Album(all) if all.len() < Draft::ALBUM => all.push(media),
        MessageBody::Media(first) => message.body = MessageBody::Album(vec![first.clone(), media]),
        MessageBody::Album(_) | MessageBody::Text(_) => return false,
    }
    true
}

/// A version can't be taken, and is asked for anew. The further pieces of its album are ignored.
pub(super) fn refused(
    context: &Context,
    draft: &Draft,
    album: Option<Album>,
    lang: Lang,
    note: Html,
) -> Turn {
    let is_further_piece = draft.album.is_some();
    let album = album.map(|album| Album { refused: true, ..album });
    let draft = Draft { album, ..draft.waiting(Wait::Version(lang)) };
    let page = version::question(context, &draft, lang, Some(note));
    if is_further_piece { replace_screen(context, page, &draft) } else { context.open_draft(page, &draft) }
}

/// Shows a page in place of the newest screen, although a message arrived.
fn replace_screen(context: &Context, page: Page, draft: &Draft) -> Turn {
    let Some(message) = context.chat.screen else { return context.open_draft(page, draft) };
    context
        .meet()
        .reply(Reply::Show { chat: context.chat.id, message, thread: None, page })
        .change(draft.save())
}
