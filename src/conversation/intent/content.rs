//! The content of a message, for handlers that asked a person for something.

use teloxide::types::{FileMeta, MediaKind as Kind, Message, MessageEntity, MessageKind};

use crate::domain::message::{FormattedText, Media, MediaKind};
use crate::telegram;

/// Something that a person wrote or sent, and that is no command.
#[derive(Clone, PartialEq)]
pub enum Input {
    /// A text.
    Text(FormattedText),
    /// A file that can be sent on.
    Media {
        /// The file.
        media: Media,
        /// Telegram's `media_group_id`, if it is a piece of an album.
        album: Option<String>,
    },
    /// Anything that can't be sent on.
    Other {
        /// Its kind.
        kind: UnfitContent,
        /// Telegram's `media_group_id`, if it is a piece of an album.
        album: Option<String>,
    },
}

/// The kinds of content that can't be sent to many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum UnfitContent {
    /// A contact.
    Contact,
    /// A checklist.
    Checklist,
    /// A dice.
    Dice,
    /// A game.
    Game,
    /// A location.
    Location,
    /// Media that people pay for.
    PaidMedia,
    /// A poll.
    Poll,
    /// A sticker.
    Sticker,
    /// A story.
    Story,
    /// A venue.
    Venue,
    /// A round video.
    VideoNote,
    /// Anything else.
    Other,
}

impl UnfitContent {
    /// The word for it in message IDs.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }
}

impl Input {
    /// A text without formatting.
    pub(crate) fn plain(text: String) -> Input {
        Input::Text(FormattedText { text, entities: Vec::new() })
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Input::Text(text) => Some(&text.text),
            Input::Media { .. } | Input::Other { .. } => None,
        }
    }

    /// The album that it is a piece of.
    #[must_use]
    pub fn album(&self) -> Option<&str> {
        match self {
            Input::Media { album, .. } | Input::Other { album, .. } => album.as_deref(),
            Input::Text(_) => None,
        }
    }

    /// Reads a message that a person wrote; `None` for those of Telegram's own about the chat.
    pub(super) fn of(message: &Message) -> Option<Input> {
        let album = message.media_group_id().map(|id| id.0.clone());
        let content = match &message.kind {
            MessageKind::Common(common) => of_kind(&common.media_kind, message),
            MessageKind::Dice(_) => MessageContent::Unfit(UnfitContent::Dice),
            _ => return None,
        };
        Some(match content {
            MessageContent::Text(text) => Input::Text(text),
            MessageContent::Media(media) => Input::Media { media, album },
            MessageContent::Unfit(kind) => Input::Other { kind, album },
        })
    }
}

enum MessageContent {
    Text(FormattedText),
    Media(Media),
    Unfit(UnfitContent),
}

fn of_kind(kind: &Kind, message: &Message) -> MessageContent {
    let in_album = message.media_group_id().is_some();
    let media = |kind, file: &FileMeta, caption: &Option<String>, entities: &[MessageEntity]| {
        let caption = telegram::received(caption.as_deref().unwrap_or_default(), entities);
        let (spoiler, above) = (message.has_media_spoiler(), message.show_caption_above_media());
        MessageContent::Media(Media { kind, file: file.id.0.clone(), caption, spoiler, above })
    };
    match kind {
        Kind::Text(text) => MessageContent::Text(telegram::received(&text.text, &text.entities)),
        Kind::Photo(it) => match it.photo.iter().max_by_key(|size| size.width * size.height) {
            Some(largest) => media(MediaKind::Photo, &largest.file, &it.caption, &it.caption_entities),
            None => MessageContent::Unfit(UnfitContent::Other),
        },
        Kind::Video(it) => media(MediaKind::Video, &it.video.file, &it.caption, &it.caption_entities),
        Kind::Document(it) => {
            media(MediaKind::Document, &it.document.file, &it.caption, &it.caption_entities)
        }
        Kind::Audio(it) => media(MediaKind::Audio, &it.audio.file, &it.caption, &it.caption_entities),
        // Neither may be a piece of an album (`sendMediaGroup`).
        Kind::Animation(_) | Kind::Voice(_) if in_album => MessageContent::Unfit(UnfitContent::Other),
        Kind::Animation(it) => {
            media(MediaKind::Animation, &it.animation.file, &it.caption, &it.caption_entities)
        }
        Kind::Voice(it) => media(MediaKind::Voice, &it.voice.file, &it.caption, &it.caption_entities),
        Kind::Sticker(_) => MessageContent::Unfit(UnfitContent::Sticker),
        Kind::VideoNote(_) => MessageContent::Unfit(UnfitContent::VideoNote),
        Kind::Poll(_) => MessageContent::Unfit(UnfitContent::Poll),
        Kind::Location(_) => MessageContent::Unfit(UnfitContent::Location),
        Kind::Venue(_) => MessageContent::Unfit(UnfitContent::Venue),
        Kind::Contact(_) => MessageContent::Unfit(UnfitContent::Contact),
        Kind::Game(_) => MessageContent::Unfit(UnfitContent::Game),
        Kind::Story(_) => MessageContent::Unfit(UnfitContent::Story),
        Kind::Checklist(_) => MessageContent::Unfit(UnfitContent::Checklist),
        Kind::PaidMedia(_) => MessageContent::Unfit(UnfitContent::PaidMedia),
        Kind::Migration(_) => MessageContent::Unfit(UnfitContent::Other),
    }
}
