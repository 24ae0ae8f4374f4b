//! What a draft says and whom it goes to, in lines: the same in the draft, the preview and the confirmation.

use crate::conversation::staff::{Draft, count, time};
use crate::conversation::{Context, HandlerError};
use crate::domain::campaign::{CampaignKind, DeliveryStatus};
use crate::domain::message::{CampaignMessage, MediaKind, MessageBody};
use crate::domain::{Audience, CampaignId, Lang};
use crate::texts::{Html, Say, Texts};

/// How much of a text is quoted, in characters.
const EXCERPT: usize = 60;

/// How many a draft goes to, as things stand now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recipients {
    /// They get it.
    pub number: u64,
    /// They fit, and get nothing, since their language is missing.
    pub nothing: u64,
}

/// How many get a draft, as things stand now.
pub(super) async fn recipients(visit: &Context, draft: &Draft) -> Result<Recipients, HandlerError> {
    let reader = visit.app.store.reader();
    let CampaignKind::Send = draft.job else {
        let id = draft.corrects().unwrap_or(CampaignId(0));
        return Ok(Recipients { number: reader.tally(id).await?.of(DeliveryStatus::Sent), nothing: 0 });
    };
    let all = reader.audience(&draft.audience, visit.now).await?;
    // Before there is a version, the number is that of the audience.
    if draft.content.fallback || !draft.is_partial() {
        return Ok(Recipients { number: all, nothing: 0 });
    }
    let (mut number, mut chosen) = (0, 0);
    for lang in Lang::ALL.into_iter().filter(|lang| draft.audience.lang.is_none_or(|only| only == *lang)) {
        let audience = Audience { lang: Some(lang), ..draft.audience.clone() };
        let count = reader.audience(&audience, visit.now).await?;
        chosen += count;
        number += if draft.version(lang).is_some() { count } else { 0 };
    }
    // Whoever has chosen no language yet gets what delivery gives them.
    if draft.content.version(None).is_some() {
        number += all.saturating_sub(chosen);
    }
    Ok(Recipients { number, nothing: all.saturating_sub(number) })
}

/// Every version, and what becomes of the missing ones.
pub(super) fn versions(visit: &Context, draft: &Draft) -> Html {
    let say = visit.say();
    let mut lines = Vec::new();
    for lang in Lang::ALL {
        let name = visit.texts.say(lang).language_name();
        match draft.version(lang) {
            Some(post) => {
                lines.push(say.desk_line_version(&name, &about(&say, post)));
                lines.extend(excerpt(post).map(|text| say.desk_line_quote(&text)));
            }
            None if draft.corrects().is_none() => lines.push(say.desk_line_missing(&name)),
            None => {}
        }
    }
    if draft.corrects().is_none() && draft.is_partial() {
        let fallback = draft.content.fallback;
        lines.push(if fallback { say.desk_line_fallback() } else { say.desk_line_no_fallback() });
    }
    Html::lines(lines)
}

/// To whom it goes, how many they are, and how long it takes.
pub(super) fn recipients_lines(visit: &Context, draft: &Draft, recipients: Recipients) -> Html {
    let say = visit.say();
    let mut lines = match draft.corrects() {
        Some(id) => vec![say.desk_line_reached(id.0)],
        None => audience(&visit.texts, &say, &draft.audience),
    };
    let Recipients { number, nothing } = recipients;
    lines.push(say.desk_line_count(count(number)));
    if nothing > 0 {
        lines.push(say.desk_line_nothing(count(nothing)));
    }
    if number > 0 {
        lines.push(say.desk_line_duration(&time::about(&say, visit.app.staff.seconds(number))));
    }
    Html::lines(lines)
}

/// Whether Telegram is paid for a draft.
pub(super) fn is_paid(visit: &Context, draft: &Draft) -> bool {
    visit.app.staff.paid && draft.job == CampaignKind::Send
}

/// What it costs to send a draft to so many: a tenth of a star each, by `allow_paid_broadcast`
/// (<https://core.telegram.org/bots/api#sendmessage>).
pub(super) fn cost(visit: &Context, draft: &Draft, number: u64) -> Html {
    let say = visit.say();
    if is_paid(visit, draft) { say.desk_line_paid(count(number.div_ceil(10))) } else { say.desk_line_free() }
}

/// When and how it goes out.
pub(super) fn sending(visit: &Context, draft: &Draft) -> Html {
    let say = visit.say();
    if draft.corrects().is_some() {
        return time::line(&say, None);
    }
    Html::lines([
        time::line(&say, draft.due),
        if draft.urgent { say.desk_line_urgent() } else { say.desk_line_quiet() },
        if draft.trial {
            say.desk_line_trial(count(super::confirm::TRIAL_FROM))
        } else {
            say.desk_line_no_trial()
        },
    ])
}

/// Whom an audience is.
pub(super) fn audience(content: &Texts, say: &Say<'_>, audience: &Audience) -> Vec<Html> {
    let whom = match (audience.groups, audience.region, audience.supporters) {
        (Some(true), _, _) => say.desk_line_groups(),
        (_, Some(region), _) => say.desk_line_region(&say.region_name(region)),
        (_, None, true) => say.desk_line_supporters(),
        (_, None, false) => say.desk_line_everyone(),
    };
    let language = match audience.lang {
        Some(lang) => say.desk_line_lang(&content.say(lang).language_name()),
        None => say.desk_line_any_lang(),
    };
    vec![say.desk_line_topic(&say.topic_name(audience.topic)), whom, language]
}

/// What a version is, how long, and with how many buttons.
pub(super) fn about(say: &Say<'_>, post: &CampaignMessage) -> Html {
    let (kind, length) = match &post.body {
        MessageBody::Text(text) => ("text", text.units()),
        MessageBody::Media(media) => (code(media.kind), media.caption.units()),
        MessageBody::Album(all) => ("album", all.iter().map(|media| media.caption.units()).sum()),
    };
    let kind = say.desk_post(kind);
    let about = match &post.body {
        MessageBody::Album(all) => say.desk_about_album(&kind, count(all.len())),
        MessageBody::Text(_) => say.desk_about_text(&kind, count(length)),
        MessageBody::Media(_) if length == 0 => say.desk_about_bare(&kind),
        MessageBody::Media(_) => say.desk_about_captioned(&kind, count(length)),
    };
    match post.links.len() {
        0 => about,
        links => say.desk_about_links(&about, count(links)),
    }
}

/// How a version begins, on one line.
fn excerpt(post: &CampaignMessage) -> Option<String> {
    let text = match &post.body {
        MessageBody::Text(text) => text,
        MessageBody::Media(media) => &media.caption,
        MessageBody::Album(all) => {
            all.iter().map(|media| &media.caption).find(|caption| !caption.text.is_empty())?
        }
    };
    let line = text.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(EXCERPT).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    (!short.is_empty()).then_some(short)
}

fn code(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Photo => "photo",
        MediaKind::Video => "video",
        MediaKind::Animation => "animation",
        MediaKind::Document => "document",
        MediaKind::Audio => "audio",
        MediaKind::Voice => "voice",
    }
}
