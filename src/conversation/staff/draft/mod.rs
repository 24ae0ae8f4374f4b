//! The draft of a campaign. It is saved, sealed, after every action, and so survives a restart.

pub(super) mod actions;
mod album;
mod audience;
mod confirm;
mod content;
mod describe;
pub(super) mod digest;
pub(super) mod edited;
mod link_buttons;
mod links;
mod more;
pub(super) mod overview;
mod pieces;
mod preview;
pub(super) mod receive;
mod recipients;
mod schedule;
mod similar;
mod summary;
mod version;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::campaign::CampaignKind;
use crate::domain::message::{CampaignMessage, MessageBody, MessageVersions};
use crate::domain::{Audience, CampaignId, Lang, MessageId, Topic};
use crate::store::Change;

/// A draft, and the input that it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The time when it was begun. Buttons of other drafts carry another time, and have no effect on it.
    pub begun: Timestamp,
    /// The kind of campaign that it becomes: a new one, or a correction.
    #[serde(rename = "job")]
    pub kind: CampaignKind,
    /// The versions.
    pub content: MessageVersions,
    /// The chats that it goes to.
    pub audience: Audience,
    /// The time to send it at; at once if there is none.
    pub due: Option<Timestamp>,
    /// Whether it may be sent in quiet hours.
    pub urgent: bool,
    /// Whether a few chats get it first, with more than [`Draft::TRIAL_FROM`] recipients.
    pub trial: bool,
    /// The input that it waits for.
    pub wait: Option<Wait>,
    /// The album whose pieces are arriving.
    pub album: Option<Album>,
    /// The messages that each version is made of, whose edits it follows.
    #[serde(default)]
    pub pieces: BTreeMap<Lang, Vec<Piece>>,
    /// Further messages for a version, about which the author is being asked.
    #[serde(default)]
    pub more: Option<MorePieces>,
    /// The message that was given last as an answer to `wait`.
    #[serde(default)]
    pub typed: Option<MessageId>,
}

/// The input that a draft waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wait {
    /// The version in this language.
    Version(Lang),
    /// A further message for the version in this language, which is shown.
    More(Lang),
    /// The link buttons of this version, one a line.
    Links(Lang),
    /// The time to send it at.
    Time,
}

/// An album of which at least one piece has arrived. Each piece is a message of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Album {
    /// Telegram's `media_group_id`.
    pub id: String,
    /// The language of the version that it becomes.
    pub lang: Lang,
    /// Whether a piece was refused, and with it the whole album.
    pub refused: bool,
}

/// A message that the author sent for a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its ID in the author's chat, by which an edit finds it.
    pub message: MessageId,
    /// Telegram's `media_group_id`, if it is a piece of an album.
    pub album: Option<String>,
    /// Its content.
    pub body: MessageBody,
}

/// Further messages for a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MorePieces {
    /// The language of the version.
    pub lang: Lang,
    /// The messages.
    pub pieces: Vec<Piece>,
}

impl MorePieces {
    /// Whether a piece of this album is among them.
    fn has_album(&self, album: Option<&str>) -> bool {
        album.is_some() && self.pieces.iter().any(|piece| piece.album.as_deref() == album)
    }
}

impl Draft {
    /// The most files of an album (`sendMediaGroup`).
    pub const ALBUM: usize = 10;
    /// With more recipients than this, a few of them get it first, unless the author switches that off.
    pub const TRIAL_FROM: u64 = 500;

    /// An empty draft of news for everybody.
    #[must_use]
    pub fn begin(now: Timestamp) -> Draft {
        Draft {
            begun: now,
            kind: CampaignKind::Send,
            content: MessageVersions::default(),
            audience: Audience::of(Topic::News),
            due: None,
            urgent: false,
            trial: true,
            wait: None,
            album: None,
            pieces: BTreeMap::new(),
            more: None,
            typed: None,
        }
    }

    /// A draft that corrects a campaign, and begins with its content.
    #[must_use]
    pub fn correct(now: Timestamp, id: CampaignId, audience: Audience, content: MessageVersions) -> Draft {
        let kind = CampaignKind::Replace(id);
        Draft { kind, audience, content, urgent: true, trial: false, ..Draft::begin(now) }
    }

    /// Reads a stored draft; `None` if this version of the bot does not understand it.
    #[must_use]
    pub fn from_json(json: &[u8]) -> Option<Draft> {
        serde_json::from_slice(json).ok()
    }

    /// The change that stores it.
    #[must_use]
    pub fn save(&self) -> Change {
        Change::SaveDraft(self.to_json())
    }

    fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a draft is plain data")
    }

    /// Whether it waits for input.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.wait.is_some() || self.album.is_some()
    }

    /// The same, waiting for nothing.
    #[must_use]
    pub fn resting(&self) -> Draft {
        Draft { wait: None, album: None, ..self.clone() }
    }

    /// The same, waiting for this input.
    #[must_use]
    pub fn waiting(&self, wait: Wait) -> Draft {
        Draft { wait: Some(wait), ..self.resting() }
    }

    /// The campaign that it corrects.
    #[must_use]
    pub fn corrects(&self) -> Option<CampaignId> {
        match self.kind {
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
