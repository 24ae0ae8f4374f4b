//! Everything once more, and then out. What is confirmed is what was shown: the button is bound to all of it.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::conversation::callback::{DraftAction, Seal};
use crate::conversation::staff::draft::{Draft, overview, summary};
use crate::conversation::staff::{count, time};
use crate::conversation::{Answered, Context, HandlerError};
use crate::domain::campaign::{CampaignKind, Launch};
use crate::domain::message::{CampaignMessage, MessageBody, MessageVersions};
use crate::domain::{Campaign, Lang};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// From how many recipients on a few get it first, if the author leaves that on.
pub(crate) const TRIAL_FROM: u64 = 500;
/// For how long a text counts as sent lately.
const LATELY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How many campaigns are looked through for a text like this one.
const LOOKED_AT: u32 = 50;

/// Shows everything once more, with the button that sends it.
pub(crate) async fn ask(context: &Context, draft: &Draft, note: Option<Html>) -> Answered {
    let say = context.say();
    if draft.content.by_lang.is_empty() {
        return Ok(context.toast(say.desk_nothing_toast()));
    }
    if draft.due.is_some_and(|due| due <= context.now) {
        return overview::show(context, draft, Some(say.desk_time_past())).await;
    }
    let recipients = summary::recipients(context, draft).await?;
    let number = recipients.number;
    if number == 0 {
        return overview::show(context, draft, Some(say.desk_nobody())).await;
    }
    if unchanged(context, draft).await? {
        return overview::show(context, draft, Some(say.desk_unchanged())).await;
    }
    let paid = summary::is_paid(context, draft);
    let cost = summary::cost(context, draft, number);
    let warning = like(context, draft)
        .await?
        .map(|campaign| say.desk_warn_like(campaign.id.0, &time::day(&say, campaign.created)));
    let parts = [
        say.desk_confirm_title(),
        summary::versions(context, draft),
        summary::recipients_lines(context, draft, recipients),
        summary::sending(context, draft),
        cost,
    ];
    let seal = Seal::new(&context.app.staff, context.now, &confirmed(draft, number, paid));
    let send = context.draft_button(say.desk_button_send(count(number)), draft, DraftAction::Send(seal));
    let expires = say.desk_expires(Seal::MINUTES);
    let page = Page {
        text: Html::paragraphs(note.into_iter().chain(parts).chain(warning).chain([expires])),
        rows: vec![
            vec![send],
            vec![context.draft_button(say.desk_button_draft(), draft, DraftAction::Overview)],
        ],
    };
    Ok(context.open_draft(page, draft))
}

/// Sends the draft, if it is still what was confirmed.
pub(crate) async fn send(context: &Context, draft: &Draft, seal: &Seal) -> Answered {
    let say = context.say();
    if seal.has_expired(context.now) {
        return ask(context, draft, Some(say.desk_expired())).await;
    }
    let number = summary::recipients(context, draft).await?.number;
    let paid = summary::is_paid(context, draft);
    if draft.due.is_some_and(|due| due <= context.now)
        || !seal.fits(&context.app.staff, &confirmed(draft, number, paid))
    {
        return ask(context, draft, Some(say.desk_changed())).await;
    }
    let launch = Launch {
        author: context.chat.id,
        kind: draft.job.clone(),
        audience: draft.audience.clone(),
        content: draft.content.clone(),
        due: draft.due.unwrap_or(context.now),
        urgent: draft.urgent,
        trial: draft.job == CampaignKind::Send && draft.trial && number > TRIAL_FROM,
        paid,
    };
    let text = match draft.due {
        None => say.desk_launched(),
        Some(due) => Html::paragraphs([say.desk_scheduled(), time::line(&say, Some(due))]),
    };
    let page = Page { text, rows: overview::after(context) };
    Ok(context.open(page).change(Change::Launch(Box::new(launch), context.now)))
}

/// A button of a draft that is no more: it was sent, or dropped.
pub(crate) async fn gone(context: &Context, begun: Timestamp, action: &DraftAction) -> Answered {
    let say = context.say();
    let newest = context.app.store.reader().written_campaigns(LOOKED_AT).await?;
    let sent = newest.iter().any(|campaign| campaign.author == context.chat.id && campaign.created >= begun);
    let on_its_way = sent && matches!(action, DraftAction::Send(_));
    Ok(context.toast(if on_its_way { say.desk_on_its_way_toast() } else { say.desk_gone_toast() }))
}

/// All that a confirmation is bound to; the draft holds content, audience and time.
fn confirmed(draft: &Draft, number: u64, paid: bool) -> Vec<Vec<u8>> {
    vec![draft.resting().json(), number.to_be_bytes().to_vec(), vec![u8::from(paid)]]
}

/// Whether a correction says what is said already.
async fn unchanged(context: &Context, draft: &Draft) -> Result<bool, HandlerError> {
    let Some(id) = draft.corrects() else { return Ok(false) };
    let said = crate::conversation::staff::change::said(context, id).await?;
    Ok(said.is_some_and(|content| content == draft.content))
}

/// A campaign of the last days that said much the same.
async fn like(context: &Context, draft: &Draft) -> Result<Option<Campaign>, HandlerError> {
    if draft.job != CampaignKind::Send {
        return Ok(None);
    }
    let store = &context.app.store;
    for campaign in store.reader().written_campaigns(LOOKED_AT).await? {
        if campaign.kind != CampaignKind::Send || context.now.duration_since(campaign.touched) > LATELY {
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

fn words(message: &CampaignMessage) -> BTreeSet<String> {
    let texts: Vec<&str> = match &message.body {
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
