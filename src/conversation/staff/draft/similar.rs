//! Campaigns that say much the same as a draft, about which its author is warned.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use crate::conversation::staff::draft::Draft;
use crate::conversation::{Context, HandlerError};
use crate::domain::campaign::ListPart;
use crate::domain::message::{CampaignMessage, MessageVersions};
use crate::domain::{Campaign, CampaignId, Lang, visible};
use crate::texts::Html;

/// The age up to which a campaign counts.
const LATELY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The number of campaigns that are looked through.
const LOOKED_AT: u32 = 50;

/// A campaign that says much the same as a draft.
pub(super) enum SimilarCampaign {
    /// Some of it went out in the last days.
    WentOut(Campaign),
    /// It is planned, and nobody has got it yet.
    Planned(Campaign),
}

impl SimilarCampaign {
    /// Its number.
    pub fn id(&self) -> CampaignId {
        match self {
            SimilarCampaign::WentOut(it) | SimilarCampaign::Planned(it) => it.id,
        }
    }

    /// The warning about it.
    pub fn warning(&self, context: &Context) -> Html {
        let (say, clock) = (context.say(), context.clock());
        match self {
            SimilarCampaign::WentOut(it) => say.campaign_warn_like(it.id.0, &say.day(clock.out(it))),
            SimilarCampaign::Planned(it) => say.campaign_warn_planned(it.id.0, &clock.moment(clock.out(it))),
        }
    }
}

/// A campaign that says much the same: one that went out lately, or else one that is planned. One that was called off before
/// anybody got it is neither.
pub(super) async fn find(context: &Context, draft: &Draft) -> Result<Option<SimilarCampaign>, HandlerError> {
    if draft.corrects().is_some() {
        return Ok(None);
    }
    let store = &context.app.store;
    let mut planned = None;
    for campaign in store.reader().broadcasts(ListPart::Newest, LOOKED_AT).await? {
        let is_old = context.now.duration_since(campaign.touched) > LATELY;
        if (is_old && campaign.stage.is_over()) || draft.kind.plans() == Some(campaign.id) {
            continue;
        }
        let said = store.content(campaign.id).await?;
        if !said.is_some_and(|said| are_alike(&draft.content, &said)) {
            continue;
        }
        let went_out = campaign.went_out(&store.reader().tally(campaign.id).await?);
        if went_out && !is_old {
            return Ok(Some(SimilarCampaign::WentOut(campaign)));
        }
        if !went_out && !campaign.stage.is_over() {
            planned = Some(SimilarCampaign::Planned(campaign));
        }
    }
    Ok(planned)
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
