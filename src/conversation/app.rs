//! Everything that handlers share.

use std::sync::Arc;

use arc_swap::ArcSwap;
use reqwest::Url;

use crate::campaigns::DeliveryPolicy;
use crate::clock::ClockCheck;
use crate::conversation::pictures::Pictures;
use crate::conversation::screen::Screen;
use crate::conversation::staff::settings::StaffSettings;
use crate::crypto::Recipients;
use crate::domain::{HoldRules, Retention};
use crate::store::Store;
use crate::texts::Texts;

/// Everything that handlers share.
pub struct App {
    /// Texts and facts; replaced as a whole when they are read again.
    pub texts: ArcSwap<Texts>,
    /// The store; handlers only read it.
    pub store: Arc<Store>,
    /// The coalition's public keys; without one, names and contacts are not asked for.
    pub recipients: Option<Recipients>,
    /// Settings for staff.
    pub staff: StaffSettings,
    /// The rules of delivery, of which staff see the quiet hours.
    pub delivery: DeliveryPolicy,
    /// How actions of staff are held.
    pub holds: HoldRules,
    /// The bot's own username, without the @, as links name it.
    pub bot_name: String,
    /// How long data is kept.
    pub retention: Retention,
    /// Whether the clock is right, so that an age can be believed.
    pub clock_check: ClockCheck,
    /// The pictures that were drawn last.
    pub pictures: Pictures,
}

impl App {
    /// The address that opens the bot at a screen.
    #[must_use]
    pub fn deep_link(&self, screen: &Screen) -> Url {
        let mut url = self.link();
        url.query_pairs_mut().append_pair("start", &screen.code());
        url
    }

    /// The bot's address.
    pub(crate) fn link(&self) -> Url {
        let mut url = Url::parse("https://t.me/").expect("a constant address parses");
        url.set_path(&self.bot_name);
        url
    }
}
