//! The first words of a broadcast, by which staff tell it from others.

use crate::domain::Lang;
use crate::domain::message::{CampaignMessage, MessageBody, MessageVersions};
use crate::texts::Say;

/// The length of the first words in letters.
const LENGTH: usize = 40;

/// The first words of a content, in this language if it has such a version; the kind of its files if it has no words.
pub(super) fn first(say: &Say<'_>, content: &MessageVersions) -> Option<String> {
    let langs = [say.lang()].into_iter().chain(Lang::ALL);
    let message = langs.into_iter().find_map(|lang| content.by_lang.get(&lang))?;
    beginning(message, LENGTH).or_else(|| Some(kind(say, message)))
}

/// The beginning of a message on one line, at most so many letters, with a mark where it is cut; `None` if it has no words.
pub(super) fn beginning(message: &CampaignMessage, most: usize) -> Option<String> {
    let text = &message.body.text()?.text;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return Some(line).filter(|line| !line.is_empty());
    }
    let short: String = line.chars().take(most.saturating_sub(1)).collect();
    Some(format!("{}…", short.trim_end()))
}

/// The kind of the files of a message.
fn kind(say: &Say<'_>, message: &CampaignMessage) -> String {
    match &message.body {
        MessageBody::Text(_) => say.campaign_post("text"),
        MessageBody::Media(media) => say.campaign_post(media.kind.code()),
        MessageBody::Album(_) => say.campaign_post("album"),
    }
}
