//! Campaigns that say much the same as a draft, about which its author is warned.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use crate::conversation::staff::draft::Draft;
use crate::conversation::{Context, HandlerError};
use crate::domain::campaign::CampaignKind;
use crate::domain::message::{CampaignMessage, MessageVersions};
use crate::domain::{Campaign, Lang, visible};

/// The age up to which a campaign counts.
const LATELY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The number of campaigns that are looked through.
const LOOKED_AT: u32 = 50;

/// A campaign of the last days that said much the same.
pub(super) async fn find(context: &Context, draft: &Draft) -> Result<Option<Campaign>, HandlerError> {
    if draft.kind != CampaignKind::Send {
        return Ok(None);
    }
    let store = &context.app.store;
    for campaign in store.reader().written_campaigns(LOOKED_AT).await? {
        if campaign.kind != CampaignKind::Send || context.now.duration_since(campaign.touched) > LATELY {
            continue;
        }
        let sent = store.content(campaign.id).await?;
        if sent.is_some_and(|sent| are_alike(&draft.content, &sent)) {
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
    // Neither an invisible character within a word nor a letter of another alphabet makes another word of it.
    let texts: Vec<_> = message.body.texts().into_iter().map(|text| visible::bare_line(&text.text)).collect();
    let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(visible::look).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str) -> MessageVersions {
        let by_lang = [(Lang::Ru, CampaignMessage::plain(text))];
        MessageVersions { by_lang: by_lang.into(), ..MessageVersions::default() }
    }

    #[test]
    fn a_text_that_shares_four_words_of_five_is_alike() {
        let sent = content("Завтра в десять утра мы подаём обязательство в парламент страны");
        assert!(are_alike(&content("завтра в десять утра МЫ подаём обязательство в парламент"), &sent));
        assert!(!are_alike(&content("Завтра суд над журналистами в Бишкеке"), &sent));
        assert!(!are_alike(&content(""), &content("")));
    }

    #[test]
    fn letters_that_look_alike_hide_nothing() {
        let sent = content("Завтра в десять утра мы подаём обязательство в парламент страны");
        let latin = "Зaвтрa в дecять yтрa мы пoдaём oбязaтeльcтвo в пaрлaмeнт cтрaны";
        assert!(are_alike(&content(latin), &sent));
        assert!(are_alike(
            &content(
                &"Завтра в десять утра мы подаём обязательство в парламент страны".replace('т', "т\u{200B}")
            ),
            &sent
        ));
    }
}
