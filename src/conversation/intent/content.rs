//! The content of a message, for handlers that asked a person for something.

use reqwest::Url;

use crate::conversation::intent::json::JsonObject;
use crate::domain::message::{Entity, EntityKind, FormattedText, Media, MediaKind};

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
    /// A contact, by Telegram's own button. It can't be sent on.
    Contact(SharedContact),
    /// Anything else that can't be sent on.
    Other {
        /// Its kind.
        kind: UnfitContent,
        /// Telegram's `media_group_id`, if it is a piece of an album.
        album: Option<String>,
    },
}

/// A contact that a person shared.
#[derive(Clone, PartialEq)]
pub struct SharedContact {
    /// The phone number, with its country code.
    pub phone: String,
    /// Whether it is the person's own.
    pub is_own: bool,
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

/// The fields of content that can be sent on. An animation has the field of a document too, and so comes before it.
const MEDIA: [(&str, MediaKind); 6] = [
    ("photo", MediaKind::Photo),
    ("video", MediaKind::Video),
    ("animation", MediaKind::Animation),
    ("document", MediaKind::Document),
    ("audio", MediaKind::Audio),
    ("voice", MediaKind::Voice),
];

/// The fields of content that can't. A venue has the field of a location too, and so comes before it.
const UNFIT: [(&str, UnfitContent); 11] = [
    ("sticker", UnfitContent::Sticker),
    ("video_note", UnfitContent::VideoNote),
    ("poll", UnfitContent::Poll),
    ("venue", UnfitContent::Venue),
    ("location", UnfitContent::Location),
    ("contact", UnfitContent::Contact),
    ("dice", UnfitContent::Dice),
    ("game", UnfitContent::Game),
    ("story", UnfitContent::Story),
    ("checklist", UnfitContent::Checklist),
    ("paid_media", UnfitContent::PaidMedia),
];

/// The fields of messages that Telegram itself writes about a chat, as of Bot API 10.1. A message with none of them is a
/// person's, also if its content is of a kind that the bot doesn't know.
const SERVICE: [&str; 54] = [
    "new_chat_members",
    "left_chat_member",
    "chat_owner_left",
    "chat_owner_changed",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
    "users_shared",
    "chat_shared",
    "gift",
    "unique_gift",
    "gift_upgrade_sent",
    "connected_website",
    "write_access_allowed",
    "passport_data",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_done",
    "checklist_tasks_added",
    "direct_message_price_changed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "giveaway_created",
    "giveaway_completed",
    "managed_bot_created",
    "paid_message_price_changed",
    "poll_option_added",
    "poll_option_deleted",
    "suggested_post_approved",
    "suggested_post_approval_failed",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
    "web_app_data",
    // Names that are no longer documented.
    "new_chat_member",
    "new_chat_participant",
];

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
            Input::Media { .. } | Input::Contact(_) | Input::Other { .. } => None,
        }
    }

    /// The words: the text, or the caption.
    pub(super) fn words(&self) -> &str {
        match self {
            Input::Text(text) => &text.text,
            Input::Media { media, .. } => &media.caption.text,
            Input::Contact(_) | Input::Other { .. } => "",
        }
    }

    /// The album that it is a piece of.
    #[must_use]
    pub fn album(&self) -> Option<&str> {
        match self {
            Input::Media { album, .. } | Input::Other { album, .. } => album.as_deref(),
            Input::Text(_) | Input::Contact(_) => None,
        }
    }

    /// Reads a message that a person wrote; `None` for those of Telegram's own about the chat.
    pub(super) fn of(message: &JsonObject<'_>) -> Option<Input> {
        if let Some(text) = message.get("text") {
            return Some(Input::Text(formatted(message, text, "entities")));
        }
        let album: Option<String> = message.get("media_group_id");
        if let Some((field, kind)) = MEDIA.into_iter().find(|(field, _)| message.has(field)) {
            return Some(match media(message, field, kind) {
                Some(media) if album.is_none() || may_be_in_album(kind) => Input::Media { media, album },
                Some(_) | None => Input::Other { kind: UnfitContent::Other, album },
            });
        }
        if let Some(contact) = shared_contact(message) {
            return Some(Input::Contact(contact));
        }
        let unfit = UNFIT.into_iter().find(|(field, _)| message.has(field)).map(|(_, kind)| kind);
        let is_service = || SERVICE.iter().any(|field| message.has(field));
        match unfit {
            None if is_service() => None,
            None => Some(Input::Other { kind: UnfitContent::Other, album }),
            Some(kind) => Some(Input::Other { kind, album }),
        }
    }
}

/// The contact in a message. It is the person's own if Telegram says so; a client may leave the owner out.
fn shared_contact(message: &JsonObject<'_>) -> Option<SharedContact> {
    let contact: JsonObject<'_> = message.get("contact")?;
    let person: Option<i64> = message.get("from").and_then(|from: JsonObject<'_>| from.get("id"));
    let owner: Option<i64> = contact.get("user_id");
    Some(SharedContact { phone: contact.get("phone_number")?, is_own: owner.is_some() && owner == person })
}

/// Whether it may be a piece of an album (`sendMediaGroup`).
fn may_be_in_album(kind: MediaKind) -> bool {
    match kind {
        MediaKind::Photo | MediaKind::Video | MediaKind::Document | MediaKind::Audio => true,
        MediaKind::Animation | MediaKind::Voice => false,
    }
}

fn media(message: &JsonObject<'_>, field: &str, kind: MediaKind) -> Option<Media> {
    let file = match kind {
        MediaKind::Photo => {
            let area = |size: &JsonObject<'_>| {
                let side = |name| size.get(name).unwrap_or(0_u64);
                side("width").saturating_mul(side("height"))
            };
            message.list(field).into_iter().max_by_key(area)?
        }
        MediaKind::Video
        | MediaKind::Animation
        | MediaKind::Document
        | MediaKind::Audio
        | MediaKind::Voice => message.get::<JsonObject<'_>>(field)?,
    };
    let caption = message.get("caption").unwrap_or_default();
    let flag = |name| message.get(name).unwrap_or(false);
    Some(Media {
        kind,
        file: file.get("file_id")?,
        caption: formatted(message, caption, "caption_entities"),
        spoiler: flag("has_media_spoiler"),
        above: flag("show_caption_above_media"),
    })
}

/// A text with its formatting, without that of kinds that the bot doesn't know.
fn formatted(message: &JsonObject<'_>, text: String, entities: &str) -> FormattedText {
    let entities = message.list(entities).into_iter().filter_map(with_full_address).collect();
    FormattedText { text, entities }
}

/// The same with the address of a link in full. A link without a usable address is left out, since it could not be sent.
fn with_full_address(entity: Entity) -> Option<Entity> {
    match entity.kind {
        EntityKind::TextLink { url } => {
            let url = Url::parse(&url).ok()?.into();
            Some(Entity { kind: EntityKind::TextLink { url }, ..entity })
        }
        EntityKind::Mention
        | EntityKind::Hashtag
        | EntityKind::Cashtag
        | EntityKind::BotCommand
        | EntityKind::Url
        | EntityKind::Email
        | EntityKind::PhoneNumber
        | EntityKind::Bold
        | EntityKind::Blockquote
        | EntityKind::ExpandableBlockquote
        | EntityKind::Italic
        | EntityKind::Underline
        | EntityKind::Strikethrough
        | EntityKind::Spoiler
        | EntityKind::Code
        | EntityKind::Pre { .. }
        | EntityKind::TextMention { .. }
        | EntityKind::CustomEmoji { .. } => Some(entity),
    }
}
