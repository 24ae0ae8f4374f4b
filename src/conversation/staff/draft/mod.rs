//! The draft of a campaign. It is saved, sealed, after every action, and so survives a restart.

pub(super) mod actions;
mod album;
mod audience;
mod confirm;
mod content;
mod copy_box;
pub(super) mod correction;
pub(super) mod describe;
pub(super) mod digest;
pub(super) mod edited;
pub(super) mod kind;
mod left_out;
mod link_buttons;
mod links;
mod more;
mod options;
pub(super) mod overview;
mod pieces;
mod planned;
pub(super) mod preview;
pub(super) mod receive;
mod recipients;
mod schedule;
mod similar;
mod since;
mod summary;
mod test_send;
pub(super) mod version;
mod without;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::conversation::staff::draft::kind::DraftKind;
use crate::domain::message::{CampaignMessage, MessageBody, MessageVersions};
use crate::domain::{Audience, Campaign, CampaignId, Lang, MessageId, Topic};
use crate::store::Change;

/// A draft, and the input that it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The time when it was begun. Buttons of other drafts carry another time, and have no effect on it.
    pub begun: Timestamp,
    /// The kind: a new broadcast, a correction, or a change of a planned one.
    #[serde(rename = "job")]
    pub kind: DraftKind,
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
    /// The message that was given last as an answer to a question.
    #[serde(default)]
    pub typed: Option<MessageId>,
}

/// The input that a draft waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wait {
    /// The version in this language.
    Version(Lang),
    /// A further message, while a page of the draft is shown. It may belong to the version in this language.
    More(Lang),
    /// The text on a link button of this version. Earlier versions of the bot asked for all buttons at once instead.
    #[serde(alias = "links")]
    LinkText(Lang),
    /// The address behind a link button of this version; the text on it, and the message with that text.
    LinkAddress(Lang, String, MessageId),
    /// The day since which the topic must have been on.
    Since,
    /// The campaign that the recipients must not have received.
    Without,
    /// The time to send it at.
    Time,
}

impl Wait {
    /// Whether the bot has asked for the input, and asks again if it is wrong.
    fn asks(&self) -> bool {
        match self {
            Wait::Version(_)
            | Wait::LinkText(_)
            | Wait::LinkAddress(..)
            | Wait::Since
            | Wait::Without
            | Wait::Time => true,
            Wait::More(_) => false,
        }
    }
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
            kind: DraftKind::New,
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
        let kind = DraftKind::Correction(id);
        Draft { kind, audience, content, urgent: true, trial: false, ..Draft::begin(now) }
    }

    /// A draft that changes a planned campaign, and begins with this content of it and with all else that is planned.
    #[must_use]
    pub fn change(now: Timestamp, campaign: &Campaign, content: MessageVersions) -> Draft {
        Draft {
            kind: DraftKind::Change { id: campaign.id, created: campaign.created },
            audience: campaign.audience.clone(),
            content,
            due: Some(campaign.due).filter(|due| *due > now),
            urgent: campaign.urgent,
            trial: campaign.trial,
            ..Draft::begin(now)
        }
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

    /// The draft, waiting for nothing.
    #[must_use]
    pub fn resting(&self) -> Draft {
        Draft { wait: None, album: None, ..self.clone() }
    }

    /// The draft, waiting for this input.
    #[must_use]
    pub fn waiting(&self, wait: Wait) -> Draft {
        Draft { wait: Some(wait), ..self.resting() }
    }

    /// The draft while one of its pages is shown. Where the page asks for nothing, the draft waits for a further message of the
    /// version that was written last. Without a version it waits for the first, in the language of its author.
    #[must_use]
    pub fn listening(&self, author: Lang) -> Draft {
        let wait = self.newest().map_or(Wait::Version(author), Wait::More);
        Draft { wait: Some(self.wait.clone().unwrap_or(wait)), ..self.clone() }
    }

    /// The version that was written last.
    fn newest(&self) -> Option<Lang> {
        let written =
            |lang: &Lang| self.pieces.get(lang).and_then(|all| all.last()).map(|piece| piece.message);
        self.content.by_lang.keys().copied().max_by_key(written)
    }

    /// The draft without one of its versions.
    fn without_version(mut self, lang: Lang) -> Draft {
        self.content.by_lang.remove(&lang);
        self.pieces.remove(&lang);
        self.more = self.more.filter(|more| more.lang != lang);
        self
    }

    /// The campaign that it corrects.
    #[must_use]
    pub fn corrects(&self) -> Option<CampaignId> {
        self.kind.corrects()
    }

    /// Whether it has a version, and so is somebody's work.
    #[must_use]
    pub fn has_versions(&self) -> bool {
        !self.content.by_lang.is_empty()
    }

    /// The version in a language.
    #[must_use]
    pub fn version(&self, lang: Lang) -> Option<&CampaignMessage> {
        self.content.by_lang.get(&lang)
    }

    /// The language of its version, if there is only one.
    #[must_use]
    pub fn only_version(&self) -> Option<Lang> {
        self.content.by_lang.keys().copied().next().filter(|_| self.content.by_lang.len() == 1)
    }

    /// Whether some languages have a version and others have none.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.has_versions() && self.missing().next().is_some()
    }

    /// The languages without a version.
    fn missing(&self) -> impl Iterator<Item = Lang> {
        Lang::ALL.into_iter().filter(|lang| self.version(*lang).is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_that_waited_for_buttons_in_an_earlier_version_waits_for_the_text_on_one() {
        assert_eq!(serde_json::from_str::<Wait>(r#"{"links":"ky"}"#).ok(), Some(Wait::LinkText(Lang::Ky)));
        for wait in [
            Wait::Version(Lang::Ru),
            Wait::More(Lang::En),
            Wait::LinkText(Lang::Ky),
            Wait::LinkAddress(Lang::Ru, "Read".to_owned(), MessageId(7)),
            Wait::Since,
            Wait::Without,
            Wait::Time,
        ] {
            let json = serde_json::to_string(&wait).expect("JSON");
            assert_eq!(serde_json::from_str::<Wait>(&json).ok(), Some(wait), "{json}");
        }
    }
}
