//! Formatting of texts, as teloxide sends it.

use teloxide::types::{CustomEmojiId, MessageEntity, MessageEntityKind as Kind, User, UserId};

use crate::domain::campaign::Reason;
use crate::domain::message::{Entity, EntityKind, FormattedText, MentionedUser};
use crate::telegram::SendError;

/// Formatting as teloxide sends it.
///
/// # Errors
/// When an address in it is none; no text from Telegram has such an address.
pub(super) fn to_telegram(text: &FormattedText) -> Result<Vec<MessageEntity>, SendError> {
    let entity = |entity: &Entity| {
        let kind = kind_to_telegram(&entity.kind)?;
        Ok(MessageEntity { kind, offset: entity.offset, length: entity.length })
    };
    text.entities.iter().map(entity).collect()
}

/// An address as teloxide takes it.
pub(super) fn address(url: &str) -> Result<reqwest::Url, SendError> {
    url.parse().map_err(|_| SendError::Refused(Reason::Content))
}

fn kind_to_telegram(kind: &EntityKind) -> Result<Kind, SendError> {
    Ok(match kind {
        EntityKind::Mention => Kind::Mention,
        EntityKind::Hashtag => Kind::Hashtag,
        EntityKind::Cashtag => Kind::Cashtag,
        EntityKind::BotCommand => Kind::BotCommand,
        EntityKind::Url => Kind::Url,
        EntityKind::Email => Kind::Email,
        EntityKind::PhoneNumber => Kind::PhoneNumber,
        EntityKind::Bold => Kind::Bold,
        EntityKind::Blockquote => Kind::Blockquote,
        EntityKind::ExpandableBlockquote => Kind::ExpandableBlockquote,
        EntityKind::Italic => Kind::Italic,
        EntityKind::Underline => Kind::Underline,
        EntityKind::Strikethrough => Kind::Strikethrough,
        EntityKind::Spoiler => Kind::Spoiler,
        EntityKind::Code => Kind::Code,
        EntityKind::Pre { language } => Kind::Pre { language: language.clone() },
        EntityKind::TextLink { url } => Kind::TextLink { url: address(url)? },
        EntityKind::TextMention { user } => Kind::TextMention { user: known_by_id(*user) },
        EntityKind::CustomEmoji { custom_emoji_id } => {
            Kind::CustomEmoji { custom_emoji_id: CustomEmojiId(custom_emoji_id.clone()) }
        }
    })
}

/// teloxide's user. The Bot API server reads the ID alone.
fn known_by_id(user: MentionedUser) -> User {
    User {
        id: UserId(user.id),
        is_bot: false,
        first_name: String::new(),
        last_name: None,
        username: None,
        language_code: None,
        is_premium: false,
        added_to_attachment_menu: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that teloxide knows, with the JSON that it makes of it: earlier versions of the bot stored that.
    const ALL: [(&str, &str); 20] = [
        ("mention", ""),
        ("hashtag", ""),
        ("cashtag", ""),
        ("bot_command", ""),
        ("url", ""),
        ("email", ""),
        ("phone_number", ""),
        ("bold", ""),
        ("blockquote", ""),
        ("expandable_blockquote", ""),
        ("italic", ""),
        ("underline", ""),
        ("strikethrough", ""),
        ("spoiler", ""),
        ("code", ""),
        ("pre", ""),
        ("pre", r#""language":"rust","#),
        ("text_link", r#""url":"https://example.org/a?b=c","#),
        ("text_mention", r#""user":{"id":77,"is_bot":false,"first_name":""},"#),
        ("custom_emoji", r#""custom_emoji_id":"5368324170671202286","#),
    ];

    #[test]
    fn teloxides_json_is_read_and_sent_as_it_was() {
        for (kind, extra) in ALL {
            let json = format!(r#"{{"type":"{kind}",{extra}"offset":3,"length":4}}"#);
            let teloxides: MessageEntity = serde_json::from_str(&json).expect("it knows the kind");
            assert_eq!(serde_json::to_string(&teloxides).expect("plain data"), json);
            let ours: Entity = serde_json::from_str(&json).expect("we know the kind");
            let text = FormattedText { text: "a text".into(), entities: vec![ours] };
            assert_eq!(to_telegram(&text), Ok(vec![teloxides]));
        }
    }

    #[test]
    fn a_broken_address_is_a_fault_of_the_content() {
        let kind = EntityKind::TextLink { url: "no address".into() };
        let text = FormattedText { text: "a".into(), entities: vec![Entity { kind, offset: 0, length: 1 }] };
        assert_eq!(to_telegram(&text), Err(SendError::Refused(Reason::Content)));
    }
}
