//! Input that a draft waits for: a version, piece by piece if it is an album, or the answer to a question.

use crate::conversation::citizen::fallback;
use crate::conversation::intent::Input;
use crate::conversation::staff::draft::content::{body, unfit};
use crate::conversation::staff::draft::{
    Album, Draft, Piece, Wait, album, confirm, link_buttons, more, pieces, schedule, since, without,
};
use crate::conversation::{Answered, Context};
use crate::domain::{Lang, MessageId};

/// Input arrived for a draft.
pub(in crate::conversation) async fn received(context: &Context, draft: Draft, input: Input) -> Answered {
    // Words that the author has confirmed as an answer come by a button, and no edit finds them.
    let message = context.message().unwrap_or(pieces::UNKNOWN);
    if let Some(album) = draft.album.clone().filter(|album| input.album() == Some(&album.id)) {
        return album::piece(context, draft, album, message, input).await;
    }
    let draft = Draft { typed: Some(message), ..draft };
    match draft.wait.clone() {
        Some(Wait::Version(lang)) => written(context, draft, lang, message, input).await,
        Some(Wait::More(lang)) => Ok(more::came(context, draft, lang, message, input)),
        Some(Wait::LinkText(lang)) => {
            link_buttons::text_typed(context, draft, lang, message, input.text()).await
        }
        Some(Wait::LinkAddress(lang, label, of)) => {
            link_buttons::address_typed(context, draft, (lang, label, of), input.text()).await
        }
        Some(Wait::Since) => since::typed(context, draft, input.text()).await,
        Some(Wait::Without) => without::typed(context, draft, input.text()).await,
        Some(Wait::Time) => schedule::typed(context, &draft, input.text()).await,
        None => Ok(fallback::not_understood(context)),
    }
}

/// A version, or the first piece of an album.
async fn written(
    context: &Context,
    mut draft: Draft,
    lang: Lang,
    message: MessageId,
    input: Input,
) -> Answered {
    let group = input.album().map(str::to_owned);
    let taken = match body(input) {
        Ok(body) => {
            pieces::set(context, &mut draft, lang, vec![Piece { message, album: group.clone(), body }])
        }
        Err(kind) => Err(unfit(context, &draft, kind)),
    };
    let album = group.map(|id| Album { id, lang, refused: false });
    match taken {
        Ok(()) => confirm::after_version(context, &Draft { album, ..draft.resting() }, lang).await,
        Err(error) => Ok(album::refused(context, &draft, album, lang, error)),
    }
}
