//! The content of a version: the kinds of input that can be sent to many, and the limit of its length.

use crate::conversation::intent::{Input, UnfitContent};
use crate::conversation::staff::count;
use crate::conversation::staff::draft::Draft;
use crate::conversation::{Context, renderer};
use crate::domain::message::{CampaignMessage, MessageBody};
use crate::domain::{CampaignId, Lang};
use crate::texts::Html;

/// The largest number of a campaign for which the last line of a message has to fit.
const LARGEST: CampaignId = CampaignId(999_999);

/// The content of a version; its kind where it can't be sent to many.
pub(super) fn body(input: Input) -> Result<MessageBody, UnfitContent> {
    match input {
        Input::Text(text) => Ok(MessageBody::Text(text)),
        Input::Media { media, .. } => Ok(MessageBody::Media(media)),
        Input::Contact(_) => Err(UnfitContent::Contact),
        Input::Other { kind, .. } => Err(kind),
    }
}

/// Whether a version may have link buttons: `sendMediaGroup` takes none.
pub(super) fn may_have_links(message: &CampaignMessage) -> bool {
    match message.body {
        MessageBody::Text(_) | MessageBody::Media(_) => true,
        MessageBody::Album(_) => false,
    }
}

/// The note that a version is too long with the line at its end; `None` if it fits.
pub(super) fn too_long(context: &Context, lang: Lang, message: &CampaignMessage) -> Option<Html> {
    // The draft may still be sent to groups or to people, whose lines differ.
    let footers =
        [true, false].map(|group| renderer::footer(&context.app, &context.texts.say(lang), LARGEST, group));
    let lengths = footers.map(|footer| message.with_footer(&footer).body.length());
    let (length, limit) = lengths.into_iter().max()?;
    let over = length.checked_sub(limit).filter(|over| *over > 0)?;
    Some(context.say().campaign_too_long(count(over), count(limit)))
}

/// The kinds of content that can be taken, and as the last paragraph why this one can't.
pub(super) fn unfit(context: &Context, draft: &Draft, kind: UnfitContent) -> Html {
    let say = context.say();
    match draft.corrects() {
        Some(_) => say.campaign_text_only(),
        None => Html::paragraphs([
            say.campaign_ask_kinds(),
            say.campaign_refused(&say.campaign_unfit(kind.code())),
        ]),
    }
}
