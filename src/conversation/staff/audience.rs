//! An audience in words, for drafts and reports.

use crate::domain::Audience;
use crate::texts::{Html, Say, Texts};

/// The topic, the kind of chats and the language of an audience.
pub(super) fn lines(texts: &Texts, say: &Say<'_>, audience: &Audience) -> Vec<Html> {
    let chats = match (audience.groups, audience.region, audience.supporters) {
        (Some(true), _, _) => say.campaign_line_groups(),
        (_, Some(region), _) => say.campaign_line_region(&say.region_name(region)),
        (_, None, true) => say.campaign_line_supporters(),
        (_, None, false) => say.campaign_line_everyone(),
    };
    let language = match audience.lang {
        Some(lang) => say.campaign_line_lang(&texts.say(lang).language_name()),
        None => say.campaign_line_any_lang(),
    };
    vec![say.campaign_line_topic(&say.topic_name(audience.topic)), chats, language]
}
