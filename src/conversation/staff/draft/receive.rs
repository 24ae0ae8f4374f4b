//! Input that a draft waits for: a version, piece by piece if it is an album; link buttons; a time.

use crate::conversation::citizen::fallback;
use crate::conversation::intent::Input;
use crate::conversation::staff::draft::content::{body, too_long, unfit};
use crate::conversation::staff::draft::{Album, Draft, Wait, album, link_buttons, schedule, version};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::Lang;
use crate::domain::message::{CampaignMessage, FormattedText, MessageBody};

/// Input arrived for a draft.
pub(in crate::conversation) async fn received(context: &Context, draft: Draft, input: Input) -> Answered {
    let group = input.album().map(str::to_owned);
    if let Some(album) = draft.album.clone().filter(|album| group.as_ref() == Some(&album.id)) {
        return Ok(album::piece(context, draft, album, input));
    }
    match draft.wait {
        Some(Wait::Version(lang)) => {
            let album = group.map(|id| Album { id, lang, refused: false });
            Ok(match draft.corrects() {
                Some(_) => corrected(context, draft, lang, input, album),
                None => written(context, draft, lang, input, album),
            })
        }
        Some(Wait::Links(lang)) => Ok(link_buttons::typed(context, draft, lang, input.text())),
        Some(Wait::Time) => schedule::typed(context, &draft, input.text()).await,
        None => Ok(fallback::not_understood(context)),
    }
}

/// A version, or the first piece of an album.
fn written(context: &Context, mut draft: Draft, lang: Lang, input: Input, album: Option<Album>) -> Turn {
    let body = match body(input) {
        Ok(body) => body,
        Err(kind) => return album::refused(context, &draft, album, lang, unfit(context, kind)),
    };
    // Link buttons stay when the message above them is replaced.
    let links =
        draft.version(lang).filter(|_| album.is_none()).map(|old| old.links.clone()).unwrap_or_default();
    let message = CampaignMessage { links, ..CampaignMessage::new(body) };
    if let Some(note) = too_long(context, lang, &message) {
        return album::refused(context, &draft, album, lang, note);
    }
    draft.content.by_lang.insert(lang, message);
    let draft = Draft { album, ..draft.resting() };
    version::show(context, &draft, lang, None)
}

/// The new text or caption of a version that is corrected; its file and buttons stay.
fn corrected(context: &Context, mut draft: Draft, lang: Lang, input: Input, album: Option<Album>) -> Turn {
    let text = match input {
        Input::Text(text) => text,
        Input::Media { .. } | Input::Other { .. } => {
            return album::refused(context, &draft, album, lang, context.say().campaign_text_only());
        }
    };
    let Some(message) = draft.version(lang) else {
        return version::show(context, &draft.resting(), lang, None);
    };
    let message = with_text(message, text);
    if let Some(note) = too_long(context, lang, &message) {
        return version::ask(context, &draft, lang, Some(note));
    }
    draft.content.by_lang.insert(lang, message);
    version::show(context, &draft.resting(), lang, None)
}

/// The same message with another text or caption.
fn with_text(message: &CampaignMessage, text: FormattedText) -> CampaignMessage {
    let mut message = message.clone();
    match &mut message.body {
        MessageBody::Text(old) => *old = text,
        MessageBody::Media(media) => media.caption = text,
        MessageBody::Album(all) => {
            if let Some(first) = all.first_mut() {
                first.caption = text;
            }
        }
    }
    message
}
