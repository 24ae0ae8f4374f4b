//! A version in a line: its kind, its length, and its beginning.

use crate::conversation::staff::{count, words};
use crate::domain::message::{CampaignMessage, MessageBody};
use crate::texts::{Html, Say};

/// The length of an excerpt, in characters.
const EXCERPT: usize = 60;

/// The kind of a version, its length and the number of its buttons.
pub(super) fn describe(say: &Say<'_>, message: &CampaignMessage) -> Html {
    let about = match &message.body {
        MessageBody::Text(text) => say.campaign_about_text(&say.campaign_post("text"), count(text.units())),
        MessageBody::Media(media) => {
            let kind = say.campaign_post(media.kind.code());
            match media.caption.units() {
                0 => say.campaign_about_bare(&kind),
                length => say.campaign_about_captioned(&kind, count(length)),
            }
        }
        MessageBody::Album(all) => say.campaign_about_album(&say.campaign_post("album"), count(all.len())),
    };
    match message.links.len() {
        0 => about,
        links => say.campaign_about_links(&about, count(links)),
    }
}

/// The beginning of a version, on one line.
pub(in crate::conversation::staff) fn excerpt(message: &CampaignMessage) -> Option<String> {
    words::beginning(message, EXCERPT)
}
