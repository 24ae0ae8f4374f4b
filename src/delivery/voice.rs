//! How a campaign is spoken of. Delivery knows no words: whoever runs it gives it a voice.

use crate::{
    delivery::Page,
    domain::{
        Lang,
        campaign::{Campaign, CampaignId, Tally},
    },
};

/// What delivery has said for it.
pub trait Voice: Send + Sync {
    /// The small line at the end of every message of a campaign: how to stop, and its code. Plain text.
    fn footer(&self, lang: Lang, id: CampaignId) -> String;

    /// How a campaign goes, or how it went: shown to its author, with buttons for what may be done about it. `rate` is how
    /// many a second are delivered at the moment, 0 where nothing moves.
    fn report(&self, lang: Lang, campaign: &Campaign, tally: &Tally, rate: f64) -> Page;
}
