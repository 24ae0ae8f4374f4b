//! A further message for a version that has one already. Apps split long texts, and send a comment apart from the post that it
//! is about. So the author may add the message, put it in place of the version, or leave it out.

use crate::conversation::intent::Input;
use crate::conversation::staff::count;
use crate::conversation::staff::draft::content::{body, unfit};
use crate::conversation::staff::draft::pieces::{MOST, insert};
use crate::conversation::staff::draft::{Draft, MorePieces, Piece, confirm, overview, pieces, version};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::message::MessageBody;
use crate::domain::{Lang, MessageId};
use crate::texts::Html;

/// A further message came.
pub(super) fn came(
    context: &Context,
    mut draft: Draft,
    lang: Lang,
    message: MessageId,
    input: Input,
) -> Turn {
    let album = input.album().map(str::to_owned);
    let error = match body(input) {
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
                context.replace_screen(version::about_more(context, &draft, lang, None), &draft)
            } else {
                version::ask_about_more(context, &draft, lang, None)
            };
        }
        Err(kind) => unfit(context, &draft, kind),
    };
    refused(context, &draft, error)
}

/// Something can't be a further message, or part of a version. What was asked about further messages is asked again.
pub(super) fn refused(context: &Context, draft: &Draft, error: Html) -> Turn {
    match &draft.more {
        Some(more) => version::ask_about_more(context, draft, more.lang, Some(error)),
        None => overview::still_waiting(context, draft, error),
    }
}

fn is_full(more: &MorePieces) -> bool {
    more.pieces.len() >= MOST
}

/// The author wants the message as a part of the version.
pub(super) async fn added(context: &Context, draft: Draft) -> Answered {
    let Some(more) = draft.more.clone() else { return overview::show(context, &draft, None).await };
    let mut all = pieces::of(&draft, more.lang);
    more.pieces.iter().cloned().for_each(|piece| insert(&mut all, piece));
    used(context, draft, more.lang, all).await
}

/// The author wants the message in place of the version.
pub(super) async fn taken(context: &Context, draft: Draft) -> Answered {
    match draft.more.clone() {
        Some(more) => used(context, draft, more.lang, more.pieces).await,
        None => overview::show(context, &draft, None).await,
    }
}

/// The message is the version in another language.
pub(super) async fn taken_as(context: &Context, draft: Draft, lang: Lang) -> Answered {
    match draft.more.clone() {
        Some(more) => used(context, draft, lang, more.pieces).await,
        None => overview::show(context, &draft, None).await,
    }
}

/// The author does not want the message.
pub(super) async fn left_out(context: &Context, draft: Draft) -> Answered {
    overview::show(context, &Draft { more: None, ..draft }, None).await
}

async fn used(context: &Context, mut draft: Draft, lang: Lang, pieces: Vec<Piece>) -> Answered {
    match pieces::set(context, &mut draft, lang, pieces) {
        Ok(()) => confirm::after_version(context, &Draft { more: None, ..draft }, lang).await,
        Err(error) => Ok(refused(context, &draft, error)),
    }
}
