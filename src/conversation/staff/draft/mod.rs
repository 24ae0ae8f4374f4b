//! What an owner is about to send to many. It is saved, sealed, after every action, and so survives a restart.

pub(crate) mod actions;
pub(crate) mod audience;
pub(crate) mod confirm;
pub(crate) mod digest;
mod links;
pub(crate) mod overview;
pub(crate) mod preview;
pub(crate) mod receive;
pub(crate) mod summary;
pub(crate) mod version;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::campaign::CampaignKind;
use crate::domain::message::{CampaignMessage, MessageVersions};
use crate::domain::{Audience, CampaignId, Lang, Topic};
use crate::store::Change;

/// A draft, with what it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// When it was begun: buttons of another one do nothing to it.
    pub begun: Timestamp,
    /// Whether it is sent, or corrects what was sent.
    pub job: CampaignKind,
    /// What it says.
    pub content: MessageVersions,
    /// Whom it goes to.
    pub audience: Audience,
    /// When it goes out; at once where none.
    pub due: Option<Timestamp>,
    /// Whether it may go out in quiet hours.
    pub urgent: bool,
    /// Whether a few get it first, where there are many.
    pub trial: bool,
    /// What the next message is taken for.
    pub wait: Option<Wait>,
    /// The album whose pieces are coming in.
    pub album: Option<Album>,
}

/// What a draft takes the next message for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wait {
    /// The version in this language.
    Version(Lang),
    /// The link buttons of this version, one a line.
    Links(Lang),
    /// The time to send it.
    Time,
}

/// An album of which at least one piece has come. Each piece is a message of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Album {
    /// What Telegram calls `media_group_id`.
    pub id: String,
    /// The version that it is.
    pub lang: Lang,
    /// Whether a piece was refused, and with it all of them.
    pub refused: bool,
}

impl Draft {
    /// The most files of an album, by `sendMediaGroup`.
    pub const ALBUM: usize = 10;

    /// An empty draft of news for everybody.
    #[must_use]
    pub fn begin(now: Timestamp) -> Draft {
        Draft {
            begun: now,
            job: CampaignKind::Send,
            content: MessageVersions::default(),
            audience: Audience::of(Topic::News),
            due: None,
            urgent: false,
            trial: true,
            wait: None,
            album: None,
        }
    }

    /// A draft that corrects a campaign, with what that one says for a start.
    #[must_use]
    pub fn correct(now: Timestamp, id: CampaignId, audience: Audience, content: MessageVersions) -> Draft {
        let job = CampaignKind::Replace(id);
        Draft { job, audience, content, urgent: true, trial: false, ..Draft::begin(now) }
    }

    /// Reads a draft as [`Draft::save`] wrote it; `None` where another version of the bot did.
    #[must_use]
    pub fn read(json: &[u8]) -> Option<Draft> {
        serde_json::from_slice(json).ok()
    }

    /// The change that keeps it.
    #[must_use]
    pub fn save(&self) -> Change {
        Change::SaveDraft(self.json())
    }

    /// It as JSON.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a draft is plain data")
    }

    /// Whether the next message may be for it.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.wait.is_some() || self.album.is_some()
    }

    /// The same, waiting for nothing.
    #[must_use]
    pub fn resting(&self) -> Draft {
        Draft { wait: None, album: None, ..self.clone() }
    }

    /// The same, waiting for this.
    #[must_use]
    pub fn waiting(&self, wait: Wait) -> Draft {
        Draft { wait: Some(wait), ..self.resting() }
    }

    /// The campaign that it corrects.
    #[must_use]
    pub fn corrects(&self) -> Option<CampaignId> {
        match self.job {
            CampaignKind::Replace(id) => Some(id),
            CampaignKind::Send | CampaignKind::Delete(_) | CampaignKind::Remind(_) => None,
        }
    }

    /// The version in a language.
    #[must_use]
    pub fn version(&self, lang: Lang) -> Option<&CampaignMessage> {
        self.content.by_lang.get(&lang)
    }

    /// Whether some languages have a version and others have none.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        !self.content.by_lang.is_empty() && Lang::ALL.iter().any(|lang| self.version(*lang).is_none())
    }
}
