//! A message of the author's was edited. The draft follows those that its versions are made of, until it is sent.

use crate::conversation::intent::{Input, UnfitContent};
use crate::conversation::staff::draft::content::{body, unfit};
use crate::conversation::staff::draft::{Draft, Piece, Wait, confirm, more, overview, pieces, receive};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::{Lang, MessageId};
use crate::texts::Html;

/// The answer to an edit; `None` if the draft has nothing of the message.
pub(in crate::conversation) async fn edited(
    context: &Context,
    message: MessageId,
    input: &Input,
) -> Option<Answered> {
    let draft = context.draft.clone()?;
    let is_it = |piece: &Piece| piece.message == message;
    let version = draft.pieces.iter().find(|(_, all)| all.iter().any(is_it));
    if let Some((lang, all)) = version.map(|(lang, all)| (*lang, all.clone())) {
        return Some(of_version(context, draft, lang, all, message, input).await);
    }
    if draft.more.as_ref().is_some_and(|more| more.pieces.iter().any(is_it)) {
        return Some(Ok(of_more(context, draft, message, input)));
    }
    let wait = match &draft.wait {
        // The text on a button may be put right while its address is asked for.
        Some(Wait::LinkAddress(lang, _, of)) if *of == message => Some(Wait::LinkText(*lang)),
        // An answer that was refused may be put right in its place.
        Some(wait) if draft.typed == Some(message) && wait.asks() => Some(wait.clone()),
        Some(_) | None => None,
    };
    let draft = Draft { wait: Some(wait?), ..draft };
    Some(receive::received(context, draft, input.clone()).await)
}

/// A message that a version is made of.
async fn of_version(
    context: &Context,
    mut draft: Draft,
    lang: Lang,
    mut all: Vec<Piece>,
    message: MessageId,
    input: &Input,
) -> Answered {
    let say = context.say();
    let taken = match replace(&mut all, message, input) {
        Ok(false) => return Ok(context.quietly()),
        Ok(true) => pieces::set(context, &mut draft, lang, all),
        Err(kind) => Err(unfit(context, &draft, kind)),
    };
    match taken {
        Ok(()) if draft.corrects().is_some() => confirm::after_version(context, &draft.resting(), lang).await,
        Ok(()) => {
            overview::show(context, &Draft { wait: None, ..draft }, Some(say.campaign_edit_taken())).await
        }
        Err(error) => {
            let error = Html::sentences([error, say.campaign_edit_kept()]);
            Ok(more::refused(context, &draft, error))
        }
    }
}

/// A further message, about which the author is being asked.
fn of_more(context: &Context, mut draft: Draft, message: MessageId, input: &Input) -> Turn {
    let Some(more) = &mut draft.more else { return context.quietly() };
    let note = match replace(&mut more.pieces, message, input) {
        Ok(false) => return context.quietly(),
        Ok(true) => context.say().campaign_edit_taken(),
        Err(kind) => unfit(context, &draft, kind),
    };
    more::refused(context, &draft, note)
}

/// Puts the new content in place; `false` if it is the old one. Telegram edits messages too, such as when it has found a
/// preview of a link.
fn replace(pieces: &mut [Piece], message: MessageId, input: &Input) -> Result<bool, UnfitContent> {
    let new = body(input.clone())?;
    let Some(piece) = pieces.iter_mut().find(|piece| piece.message == message) else { return Ok(false) };
    let is_new = piece.body != new;
    piece.body = new;
    Ok(is_new)
}
