//! Input that a draft waits for: a version, piece by piece if it is an album; link buttons; a time.

use crate::conversation::citizen::fallback;
use crate::conversation::intent::Input;
use crate::conversation::staff::draft::content::{body, unfit};
use crate::conversation::staff::draft::{
    Album, Draft, Piece, Wait, album, link_buttons, more, pieces, schedule, version,
};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::{Lang, MessageId};

/// Input arrived for a draft.
pub(in crate::conversation) async fn received(context: &Context, draft: Draft, input: Input) -> Answered {
    // Words that the author has confirmed as an answer come by a button, and no edit finds them.
    let message = context.message().unwrap_or(MessageId(0));
    if let Some(album) = draft.album.clone().filter(|album| input.album() == Some(&album.id)) {
        return Ok(album::piece(context, draft, album, message, input));
    }
    let draft = Draft { typed: Some(message), ..draft };
    match draft.wait {
        Some(Wait::Version(lang)) => Ok(written(context, draft, lang, message, input)),
        Some(Wait::More(lang)) => Ok(more::came(context, draft, lang, message, input)),
        Some(Wait::Links(lang)) => Ok(link_buttons::typed(context, draft, lang, input.text())),
        Some(Wait::Time) => schedule::typed(context, &draft, input.text()).await,
        None => Ok(fallback::not_understood(context)),
    }
}

/// A version, or the first piece of an album.
fn written(context: &Context, mut draft: Draft, lang: Lang, message: MessageId, input: Input) -> Turn {
    let group = input.album().map(str::to_owned);
    let taken = match body(input) {
        Ok(body) => {
            pieces::set(context, &mut draft, lang, vec![Piece { message, album: group.clone(), body }])
        }
        Err(_) if draft.corrects().is_some() => Err(context.say().campaign_text_only()),
        Err(kind) => Err(unfit(context, kind)),
    };
    let album = group.map(|id| Album { id, lang, refused: false });
    match taken {
        Ok(()) => version::show(context, &Draft { album, ..draft.resting() }, lang, None),
        Err(note) => album::refused(context, &draft, album, lang, note),
    }
}
