//! A further message for a version that has one already. Apps split long texts, and send a comment apart from the post that it
//! is about. So the author may add the message, put it in place of the version, or leave it out.

use crate::conversation::intent::Input;
use crate::conversation::staff::count;
use crate::conversation::staff::draft::content::{body, unfit};
use crate::conversation::staff::draft::pieces::{MOST, insert};
use crate::conversation::staff::draft::{Draft, MorePieces, Piece, overview, pieces, version};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::message::MessageBody;
use crate::domain::{Lang, MessageId};

/// A further message came.
pub(super) fn came(
    context: &Context,
    mut draft: Draft,
    lang: Lang,
    message: MessageId,
    input: Input,
) -> Turn {
    let album = input.album().map(str::to_owned);
    let note = match body(input) {
        Ok(_) if draft.more.as_ref().is_some_and(is_full) => {
            context.say().campaign_album_full(count(Draft::ALBUM))
        }
        Ok(MessageBody::Media(_) | MessageBody::Album(_)) if draft.corrects().is_some() => {
            context.say().campaign_text_only()
        }
        Ok(body) => {
            let goes_on = draft.more.as_ref().is_some_and(|more| more.has_album(album.as_deref()));
            let more = draft.more.get_or_insert_with(|| MorePieces { lang, pieces: Vec::new() });
            insert(&mut more.pieces, Piece { message, album, body });
            let lang = more.lang;
            return if goes_on {
                context.replace_screen(version::page(context, &draft, lang, None), &draft)
            } else {
                version::show(context, &draft, lang, None)
            };
        }
        Err(kind) => unfit(context, kind),
    };
    version::show(context, &draft, lang, Some(note))
}

fn is_full(more: &MorePieces) -> bool {
    more.pieces.len() >= MOST
}

/// The author wants the message as a part of the version.
pub(super) async fn added(context: &Context, draft: Draft) -> Answered {
    let Some(more) = draft.more.clone() else { return overview::show(context, &draft, None).await };
    let mut all = pieces::of(&draft, more.lang);
    more.pieces.iter().cloned().for_each(|piece| insert(&mut all, piece));
    Ok(used(context, draft, more.lang, all))
}

/// The author wants the message in place of the version.
pub(super) async fn taken(context: &Context, draft: Draft) -> Answered {
    match draft.more.clone() {
        Some(more) => Ok(used(context, draft, more.lang, more.pieces)),
        None => overview::show(context, &draft, None).await,
    }
}

/// The author does not want the message.
pub(super) async fn left_out(context: &Context, draft: Draft) -> Answered {
    match draft.more.clone() {
        Some(more) => Ok(version::show(context, &Draft { more: None, ..draft }, more.lang, None)),
        None => overview::show(context, &draft, None).await,
    }
}

fn used(context: &Context, mut draft: Draft, lang: Lang, pieces: Vec<Piece>) -> Turn {
    match pieces::set(context, &mut draft, lang, pieces) {
        Ok(()) => version::show(context, &Draft { more: None, ..draft }, lang, None),
        Err(note) => version::show(context, &draft, lang, Some(note)),
    }
}
