//! Everything once more, and then out. What is confirmed is what was shown: the button is bound to all of it.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::conversation::callback::{DraftAction, Seal};
use crate::conversation::staff::{Draft, card, count, summary, time};
use crate::conversation::{Answered, Context, HandlerError};
use crate::domain::campaign::{CampaignKind, Launch};
use crate::domain::message::{CampaignMessage, MessageBody, MessageVersions};
use crate::domain::{Campaign, Lang};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// From how many recipients on a few get it first, if the author leaves that on.
pub(super) const TRIAL_FROM: u64 = 500;
/// For how long a text counts as sent lately.
const LATELY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How many campaigns are looked through for a text like this one.
const LOOKED_AT: u32 = 50;

/// Shows everything once more, with the button that sends it.
pub(super) async fn ask(visit: &Context, draft: &Draft, note: Option<Html>) -> Answered {
    let say = visit.say();
    if draft.content.by_lang.is_empty() {
        return Ok(visit.toast(say.desk_nothing_toast()));
    }
    if draft.due.is_some_and(|due| due <= visit.now) {
        return card::show(visit, draft, Some(say.desk_time_past())).await;
    }
    let recipients = summary::recipients(visit, draft).await?;
    let number = recipients.number;
    if number == 0 {
        return card::show(visit, draft, Some(say.desk_nobody())).await;
    }
    if unchanged(visit, draft).await? {
        return card::show(visit, draft, Some(say.desk_unchanged())).await;
    }
    let paid = summary::is_paid(visit, draft);
    let cost = summary::cost(visit, draft, number);
    let warning = like(visit, draft)
        .await?
        .map(|campaign| say.desk_warn_like(campaign.id.0, &time::day(&say, campaign.created)));
    let parts = [
        say.desk_confirm_title(),
        summary::versions(visit, draft),
        summary::recipients_lines(visit, draft, recipients),
        summary::sending(visit, draft),
        cost,
    ];
    let seal = Seal::new(&visit.app.staff, visit.now, &confirmed(draft, number, paid));
    let send = visit.tap_draft(say.desk_button_send(count(number)), draft, DraftAction::Send(seal));
    let expires = say.desk_expires(Seal::MINUTES);
    let page = Page {
        text: Html::paragraphs(note.into_iter().chain(parts).chain(warning).chain([expires])),
        rows: vec![vec![send], vec![visit.tap_draft(say.desk_button_draft(), draft, DraftAction::Card)]],
    };
    Ok(visit.keep(page, draft))
}

/// Sends the draft, if it is still what was confirmed.
pub(super) async fn send(visit: &Context, draft: &Draft, seal: &Seal) -> Answered {
    let say = visit.say();
    if seal.has_expired(visit.now) {
        return ask(visit, draft, Some(say.desk_expired())).await;
    }
    let number = summary::recipients(visit, draft).await?.number;
    let paid = summary::is_paid(visit, draft);
    if draft.due.is_some_and(|due| due <= visit.now)
        || !seal.fits(&visit.app.staff, &confirmed(draft, number, paid))
    {
        return ask(visit, draft, Some(say.desk_changed())).await;
    }
    let launch = Launch {
        author: visit.chat.id,
        kind: draft.job.clone(),
        audience: draft.audience.clone(),
        content: draft.content.clone(),
        due: draft.due.unwrap_or(visit.now),
        urgent: draft.urgent,
        trial: draft.job == CampaignKind::Send && draft.trial && number > TRIAL_FROM,
        paid,
    };
    let text = match draft.due {
        None => say.desk_launched(),
        Some(due) => Html::paragraphs([say.desk_scheduled(), time::line(&say, Some(due))]),
    };
    let page = Page { text, rows: card::after(visit) };
    Ok(visit.open(page).change(Change::Launch(Box::new(launch), visit.now)))
}

/// A button of a draft that is no more: it was sent, or dropped.
pub(super) async fn gone(visit: &Context, begun: Timestamp, step: &DraftAction) -> Answered {
    let say = visit.say();
    let newest = visit.app.store.reader().written_campaigns(LOOKED_AT).await?;
    let sent = newest.iter().any(|campaign| campaign.author == visit.chat.id && campaign.created >= begun);
    let on_its_way = sent && matches!(step, DraftAction::Send(_));
    Ok(visit.toast(if on_its_way { say.desk_on_its_way_toast() } else { say.desk_gone_toast() }))
}

/// All that a confirmation is bound to; the draft holds content, audience and time.
fn confirmed(draft: &Draft, number: u64, paid: bool) -> Vec<Vec<u8>> {
    vec![draft.resting().json(), number.to_be_bytes().to_vec(), vec![u8::from(paid)]]
}

/// Whether a correction says what is said already.
async fn unchanged(visit: &Context, draft: &Draft) -> Result<bool, HandlerError> {
    let Some(id) = draft.corrects() else { return Ok(false) };
    let said = super::change::said(visit, id).await?;
    Ok(said.is_some_and(|content| content == draft.content))
}

/// A campaign of the last days that said much the same.
async fn like(visit: &Context, draft: &Draft) -> Result<Option<Campaign>, HandlerError> {
    if draft.job != CampaignKind::Send {
        return Ok(None);
    }
    let store = &visit.app.store;
    for campaign in store.reader().written_campaigns(LOOKED_AT).await? {
        if campaign.kind != CampaignKind::Send || visit.now.duration_since(campaign.touched) > LATELY {
            continue;
        }
        let content = store.content(campaign.id).await?;
        if content.is_some_and(|content| are_alike(&draft.content, &content)) {
            return Ok(Some(campaign));
        }
    }
    Ok(None)
}

/// Whether two share four words of five in any language.
fn are_alike(this: &MessageVersions, other: &MessageVersions) -> bool {
    Lang::ALL.iter().any(|lang| {
        let words = |content: &MessageVersions| content.by_lang.get(lang).map(words).unwrap_or_default();
        let (this, other) = (words(this), words(other));
        let (shared, all) = (this.intersection(&other).count(), this.union(&other).count());
        all > 0 && shared * 5 >= all * 4
    })
}

fn words(post: &CampaignMessage) -> BTreeSet<String> {
    let texts: Vec<&str> = match &post.body {
        MessageBody::Text(text) => vec![&text.text],
        MessageBody::Media(media) => vec![&media.caption.text],
        MessageBody::Album(all) => all.iter().map(|media| media.caption.text.as_str()).collect(),
    };
    let words = texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::message::FormattedText;

    fn content(text: &str) -> MessageVersions {
        let rich = FormattedText { text: text.to_owned(), entities: Vec::new() };
        let mut content = MessageVersions::default();
        content.by_lang.insert(Lang::Ru, CampaignMessage::new(MessageBody::Text(rich)));
        content
    }

    #[test]
    fn a_text_that_shares_four_words_of_five_is_alike() {
        let sent = content("Завтра в десять утра мы подаём обязательство в парламент страны");
        assert!(are_alike(&content("завтра в десять утра МЫ подаём обязательство в парламент"), &sent));
        assert!(!are_alike(&content("Завтра суд над журналистами в Бишкеке"), &sent));
        assert!(!are_alike(&content(""), &content("")));
    }
}
