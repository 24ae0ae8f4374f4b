//! Calls of the Bot API that send and replace the messages of campaigns. Limits are the caller's affair.

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
use crate::domain::message::{CampaignMessage, FormattedText, Media, MediaKind, MessageBody, SendOptions};
use crate::domain::{ChatId, MessageId};
use crate::telegram::SendError;
use crate::telegram::api_calls::{ApiCalls, done, link_preview, recipient, sent, thread_id};
use crate::telegram::entities::to_telegram;
use crate::telegram::keyboard::campaign_keyboard;

/// How a message is sent to one chat.
#[derive(Debug, Clone, Copy, Default)]
pub struct SendManner {
    /// The author's choices.
    pub options: SendOptions,
    /// Whether Telegram is paid for it.
    pub paid: bool,
    /// The topic, in a forum.
    pub thread: Option<MessageId>,
}

/// Sets on a call what all methods that send have in common.
macro_rules! in_manner {
    ($call:expr, $manner:expr) => {{
        let (mut call, manner): (_, SendManner) = ($call, $manner);
        if manner.options.silent {
            call = call.disable_notification(true);
        }
        if manner.paid {
            call = call.allow_paid_broadcast(true);
        }
        if let Some(thread) = manner.thread {
            call = call.message_thread_id(thread_id(thread));
        }
        call
    }};
}

impl ApiCalls {
    /// Sends a message or an album, and gives the IDs that it has there.
    pub async fn send(
        &self,
        chat: ChatId,
        message: &CampaignMessage,
        manner: SendManner,
    ) -> Result<Vec<MessageId>, SendError> {
        match &message.body {
            MessageBody::Text(text) => self.send_text(chat, message, text, manner).await.map(|id| vec![id]),
            MessageBody::Media(media) => {
                self.send_media(chat, message, media, manner).await.map(|id| vec![id])
            }
            MessageBody::Album(all) => self.send_album(chat, all, manner).await,
        }
    }

    /// Replaces the text or caption of a message that was sent, and its buttons. Of an album, `old` is the item that has the
    /// caption ([`MessageBody::item_with_text`]).
    ///
    /// # Errors
    /// The meaning of the failed call for the message. A message that is already as it should be is no error.
    pub async fn replace(
        &self,
        chat: ChatId,
        old: MessageId,
        message: &CampaignMessage,
        options: SendOptions,
    ) -> Result<(), SendError> {
        match &message.body {
            MessageBody::Text(text) => {
                self.replace_text(chat, old, message, text, options.link_preview).await
            }
            MessageBody::Media(media) => self.replace_caption(chat, old, message, media).await,
            MessageBody::Album(all) => match all.get(message.body.item_with_text()) {
                Some(media) => self.replace_caption(chat, old, message, media).await,
                None => Err(SendError::Refused(Reason::Content)),
            },
        }
    }

    async fn replace_text(
        &self,
        chat: ChatId,
        old: MessageId,
        message: &CampaignMessage,
        text: &FormattedText,
        shows_preview: bool,
    ) -> Result<(), SendError> {
        let mut call = self
            .bot
            .edit_message_text(recipient(chat), tg::MessageId(old.0), &text.text)
            .entities(to_telegram(text)?)
            .link_preview_options(link_preview(shows_preview));
        if let Some(markup) = campaign_keyboard(message)? {
            call = call.reply_markup(markup);
        }
        done(call.await)
    }

    async fn replace_caption(
        &self,
        chat: ChatId,
        old: MessageId,
        message: &CampaignMessage,
        media: &Media,
    ) -> Result<(), SendError> {
        let mut call = self
            .bot
            .edit_message_caption(recipient(chat), tg::MessageId(old.0))
            .caption(&media.caption.text)
            .caption_entities(to_telegram(&media.caption)?);
        if media.above {
            // An edit without it would move the caption below.
            call = call.show_caption_above_media(true);
        }
        if let Some(markup) = campaign_keyboard(message)? {
            call = call.reply_markup(markup);
        }
        done(call.await)
    }

    async fn send_text(
        &self,
        chat: ChatId,
        message: &CampaignMessage,
        text: &FormattedText,
        manner: SendManner,
    ) -> Result<MessageId, SendError> {
        let mut call = self
            .bot
            .send_message(recipient(chat), &text.text)
            .entities(to_telegram(text)?)
            .link_preview_options(link_preview(manner.options.link_preview));
        if let Some(markup) = campaign_keyboard(message)? {
            call = call.reply_markup(markup);
        }
        sent(in_manner!(call, manner).await)
    }

    async fn send_album(
        &self,
        chat: ChatId,
        all: &[Media],
        manner: SendManner,
    ) -> Result<Vec<MessageId>, SendError> {
        let all = all.iter().map(in_album).collect::<Result<Vec<_>, _>>()?;
        let call = in_manner!(self.bot.send_media_group(recipient(chat), all), manner);
        let sent = call.await.map_err(|error| SendError::of(&error))?;
        Ok(sent.into_iter().map(|message| MessageId(message.id.0)).collect())
    }

    async fn send_media(
        &self,
        chat: ChatId,
        message: &CampaignMessage,
        media: &Media,
        manner: SendManner,
    ) -> Result<MessageId, SendError> {
        /// All kinds are sent alike, by methods of their own; some of them have more setters.
        macro_rules! send {
            ($method:ident $(, $setter:ident = $value:expr)*) => {{
                let mut call = self
                    .bot
                    .$method(recipient(chat), file(media))
                    .caption(&media.caption.text)
                    .caption_entities(to_telegram(&media.caption)?);
                if let Some(markup) = campaign_keyboard(message)? {
                    call = call.reply_markup(markup);
                }
                $(if $value {
                    call = call.$setter(true);
                })*
                sent(in_manner!(call, manner).await)
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

/// A file as part of an album. Animations and voice messages can't be one.
fn in_album(media: &Media) -> Result<InputMedia, SendError> {
    let (caption, entities) = (&media.caption.text, to_telegram(&media.caption)?);
    Ok(match media.kind {
        MediaKind::Photo => {
            let mut photo = InputMediaPhoto::new(file(media)).caption(caption).caption_entities(entities);
            (photo.has_spoiler, photo.show_caption_above_media) = (media.spoiler, media.above);
            InputMedia::Photo(photo)
        }
        MediaKind::Video => {
            let mut video = InputMediaVideo::new(file(media)).caption(caption).caption_entities(entities);
            (video.has_spoiler, video.show_caption_above_media) = (media.spoiler, media.above);
            InputMedia::Video(video)
        }
        MediaKind::Document => InputMedia::Document(
            InputMediaDocument::new(file(media)).caption(caption).caption_entities(entities),
        ),
        MediaKind::Audio => {
            InputMedia::Audio(InputMediaAudio::new(file(media)).caption(caption).caption_entities(entities))
        }
        MediaKind::Animation | MediaKind::Voice => return Err(SendError::Refused(Reason::Content)),
    })
}
