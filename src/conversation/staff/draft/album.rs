//! Albums, of which each piece arrives as a message of its own: the answer to the first piece is changed for each further
//! one.

use crate::conversation::intent::Input;
use crate::conversation::staff::draft::content::{body, unfit};
use crate::conversation::staff::draft::pieces::insert;
use crate::conversation::staff::draft::{Album, Draft, Piece, Wait, overview, pieces, version};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::{Lang, MessageId};
use crate::texts::Html;

/// A further piece of an album.
pub(super) async fn piece(
    context: &Context,
    mut draft: Draft,
    album: Album,
    message: MessageId,
    input: Input,
) -> Answered {
    if album.refused {
        return Ok(context.quietly());
    }
    let lang = album.lang;
    let added = match body(input) {
        Ok(body) => {
            let mut all = pieces::of(&draft, lang);
            insert(&mut all, Piece { message, album: Some(album.id.clone()), body });
            pieces::set(context, &mut draft, lang, all)
        }
        Err(kind) => Err(unfit(context, &draft, kind)),
    };
    match added {
        Ok(()) => Ok(context.replace_screen(overview::page(context, &draft, None).await?, &draft)),
        Err(error) => Ok(refused(context, &draft.without_version(lang), Some(album), lang, error)),
    }
}

/// A version can't be taken, and is asked for anew. The further pieces of its album are ignored.
pub(super) fn refused(
    context: &Context,
    draft: &Draft,
    album: Option<Album>,
    lang: Lang,
    error: Html,
) -> Turn {
    let is_further_piece = draft.album.is_some();
    let album = album.map(|album| Album { refused: true, ..album });
    let draft = Draft { album, ..draft.waiting(Wait::Version(lang)) };
    let page = version::question(context, &draft, lang, Some(error));
    if is_further_piece { context.replace_screen(page, &draft) } else { context.open_draft(page, &draft) }
}
