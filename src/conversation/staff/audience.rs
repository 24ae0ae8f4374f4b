//! An audience in words, for drafts and reports.

use crate::domain::Audience;
use crate::texts::{Html, Say, Texts};

/// An audience, one line for each of its conditions.
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
    let since = audience.since.map(|day| say.campaign_line_since(&say.date(day)));
    let without = audience.without.map(|id| say.campaign_line_without(id.0));
    let first = [say.campaign_line_topic(&say.topic_name(audience.topic)), chats, language];
    first.into_iter().chain(since).chain(without).collect()
}
