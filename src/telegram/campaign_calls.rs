//! The calls that send, replace and delete what a campaign says.

use teloxide::payloads::{
    EditMessageCaptionSetters, EditMessageTextSetters, SendAnimationSetters, SendAudioSetters,
    SendDocumentSetters, SendMediaGroupSetters, SendMessageSetters, SendPhotoSetters, SendVideoSetters,
    SendVoiceSetters,
};
use teloxide::requests::Requester;
use teloxide::types as tg;
use teloxide::types::{
    FileId, InputFile, InputMedia, InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo,
};

use crate::domain::campaign::Reason;
use crate::domain::message::{CampaignMessage, FormattedText, Media, MediaKind, MessageBody};
use crate::domain::{ChatId, MessageId};
use crate::telegram::entities::to_telegram;
use crate::telegram::keyboard::campaign_keyboard;
use crate::telegram::sender::{no_preview, recipient};
use crate::telegram::{SendError, Sender};

impl Sender {
    /// Sends a message or an album, and gives the ids that it has there. `paid`: Telegram is paid for it. Limits are the
    /// caller's affair.
    ///
    /// # Errors
    /// What the failed call means for the message.
    pub async fn post(
        &self,
        chat: ChatId,
        post: &CampaignMessage,
        paid: bool,
    ) -> Result<Vec<MessageId>, SendError> {
        let id = match &post.body {
            MessageBody::Text(text) => self.post_text(chat, post, text, paid).await?,
            MessageBody::Media(media) => self.post_media(chat, post, media, paid).await?,
            MessageBody::Album(all) => {
                let all = all.iter().map(in_album).collect::<Result<Vec<_>, _>>()?;
                let mut call = self.bot.send_media_group(recipient(chat), all);
                if paid {
                    call = call.allow_paid_broadcast(true);
                }
                let sent = call.await.map_err(|error| SendError::of(&error))?;
                return Ok(sent.into_iter().map(|message| MessageId(message.id.0)).collect());
            }
        };
        Ok(vec![id])
    }

    /// Puts a text or caption in place of that of a message; its buttons become those of the post. Of an album the first
    /// caption is replaced.
    ///
    /// # Errors
    /// What the failed call means for the message. One that stands as it should already is no fault.
    pub async fn replace(
        &self,
        chat: ChatId,
        message: MessageId,
        post: &CampaignMessage,
    ) -> Result<(), SendError> {
        let message = tg::MessageId(message.0);
        match &post.body {
            MessageBody::Text(text) => {
                let mut call = self
                    .bot
                    .edit_message_text(recipient(chat), message, &text.text)
                    .entities(to_telegram(text)?)
                    .link_preview_options(no_preview());
                if let Some(markup) = campaign_keyboard(post)? {
                    call = call.reply_markup(markup);
                }
                done(call.await)
            }
            MessageBody::Media(media) => self.recaption(chat, message, post, media).await,
            MessageBody::Album(all) => match all.first() {
                Some(first) => self.recaption(chat, message, post, first).await,
                None => Err(SendError::Refused(Reason::Content)),
            },
        }
    }

    /// Deletes messages of the bot's.
    ///
    /// # Errors
    /// What the failed call means for the messages.
    pub async fn delete(&self, chat: ChatId, messages: &[MessageId]) -> Result<(), SendError> {
        match messages {
            [] => Err(SendError::NoMessage),
            // Of one it is said whether it could be deleted; of several it is not.
            [one] => done(self.bot.delete_message(recipient(chat), tg::MessageId(one.0)).await),
            all => {
                let all: Vec<_> = all.iter().map(|message| tg::MessageId(message.0)).collect();
                done(self.bot.delete_messages(recipient(chat), all).await)
            }
        }
    }

    async fn recaption(
        &self,
        chat: ChatId,
        message: tg::MessageId,
        post: &CampaignMessage,
        media: &Media,
    ) -> Result<(), SendError> {
        let mut call = self
            .bot
            .edit_message_caption(recipient(chat), message)
            .caption(&media.caption.text)
            .caption_entities(to_telegram(&media.caption)?);
        if media.above {
            // Left out, it would go below.
            call = call.show_caption_above_media(true);
        }
        if let Some(markup) = campaign_keyboard(post)? {
            call = call.reply_markup(markup);
        }
        done(call.await)
    }

    async fn post_text(
        &self,
        chat: ChatId,
        post: &CampaignMessage,
        text: &FormattedText,
        paid: bool,
    ) -> Result<MessageId, SendError> {
        let mut call = self
            .bot
            .send_message(recipient(chat), &text.text)
            .entities(to_telegram(text)?)
            .link_preview_options(no_preview());
        if let Some(markup) = campaign_keyboard(post)? {
            call = call.reply_markup(markup);
        }
        if paid {
            call = call.allow_paid_broadcast(true);
        }
        sent(call.await)
    }

    async fn post_media(
        &self,
        chat: ChatId,
        post: &CampaignMessage,
        media: &Media,
        paid: bool,
    ) -> Result<MessageId, SendError> {
        /// Every kind is sent alike; only the methods differ, and what some of them can besides.
        macro_rules! send {
            ($method:ident $(, $setter:ident = $value:expr)*) => {{
                let mut call = self
                    .bot
                    .$method(recipient(chat), file(media))
                    .caption(&media.caption.text)
                    .caption_entities(to_telegram(&media.caption)?);
                if let Some(markup) = campaign_keyboard(post)? {
                    call = call.reply_markup(markup);
                }
                if paid {
                    call = call.allow_paid_broadcast(true);
                }
                $(if $value {
                    call = call.$setter(true);
                })*
                sent(call.await)
            }};
        }
        /// Kinds that can be covered, and have their caption above.
        macro_rules! show {
            ($method:ident) => {
                send!($method, has_spoiler = media.spoiler, show_caption_above_media = media.above)
            };
        }
        match media.kind {
            MediaKind::Photo => show!(send_photo),
            MediaKind::Video => show!(send_video),
            MediaKind::Animation => show!(send_animation),
            MediaKind::Document => send!(send_document),
            MediaKind::Audio => send!(send_audio),
            MediaKind::Voice => send!(send_voice),
        }
    }
}

fn file(media: &Media) -> InputFile {
    InputFile::file_id(FileId(media.file.clone()))
}

/// A file as part of an album; animations and voice messages can't be one.
fn in_album(media: &Media) -> Result<InputMedia, SendError> {
    /// Every kind is put together alike, and some can more.
    macro_rules! part {
        ($variant:ident, $kind:ident $(, $field:ident = $value:expr)*) => {{
            let part = $kind::new(file(media)).caption(&media.caption.text);
            #[allow(unused_mut, reason = "not every kind can more")]
            let mut part = part.caption_entities(to_telegram(&media.caption)?);
            $(part.$field = $value;)*
            InputMedia::$variant(part)
        }};
    }
    macro_rules! shown {
        ($variant:ident, $kind:ident) => {
            part!($variant, $kind, has_spoiler = media.spoiler, show_caption_above_media = media.above)
        };
    }
    Ok(match media.kind {
        MediaKind::Photo => shown!(Photo, InputMediaPhoto),
        MediaKind::Video => shown!(Video, InputMediaVideo),
        MediaKind::Document => part!(Document, InputMediaDocument),
        MediaKind::Audio => part!(Audio, InputMediaAudio),
        MediaKind::Animation | MediaKind::Voice => return Err(SendError::Refused(Reason::Content)),
    })
}

fn sent(result: Result<tg::Message, teloxide::RequestError>) -> Result<MessageId, SendError> {
    result.map(|message| MessageId(message.id.0)).map_err(|error| SendError::of(&error))
}

fn done<T>(result: Result<T, teloxide::RequestError>) -> Result<(), SendError> {
    match result.map(drop).map_err(|error| SendError::of(&error)) {
        Err(SendError::Harmless) => Ok(()),
        done => done,
    }
}
