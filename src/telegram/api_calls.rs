//! Calls of the Bot API that send, edit and delete messages. Limits and repeated attempts are the caller's affair.

use teloxide::payloads::{
    AnswerCallbackQuerySetters, DeleteMyCommandsSetters, EditMessageReplyMarkupSetters,
    EditMessageTextSetters, SendDocumentSetters, SendMessageSetters, SendPhotoSetters, SetMyCommandsSetters,
};
use teloxide::requests::Requester;
use teloxide::types::{
    BotCommand, BotCommandScope, CallbackQueryId, InputFile, LinkPreviewOptions, ParseMode, Recipient,
    ThreadId,
};
use teloxide::{ApiError, Bot, RequestError, types as tg};

use crate::domain::campaign::Reason;
use crate::domain::message::Button;
use crate::domain::{ChatId, MessageId, visible};
use crate::telegram::keyboard::keyboard;
use crate::telegram::{Menu, Page, Reply, SendError};
use crate::texts::Html;

/// The bot as the one who calls.
#[derive(Clone)]
pub struct ApiCalls {
    pub(super) bot: Bot,
}

impl ApiCalls {
    /// The most messages that one call deletes (<https://core.telegram.org/bots/api#deletemessages>).
    const DELETED_AT_ONCE: usize = 100;

    pub(super) fn new(bot: Bot) -> ApiCalls {
        ApiCalls { bot }
    }

    /// Whether a person is an administrator of a group. A bot may ask for all of them wherever it is a member.
    pub(super) async fn is_admin(&self, group: ChatId, person: ChatId) -> Result<bool, SendError> {
        let admins = self.bot.get_chat_administrators(recipient(group)).await;
        let admins = admins.map_err(|error| SendError::of(&error))?;
        Ok(admins.iter().any(|admin| i64::try_from(admin.user.id.0) == Ok(person.telegram_number())))
    }

    /// The first name of a person, as one line.
    pub(super) async fn first_name(&self, person: ChatId) -> Result<Option<String>, SendError> {
        let chat = self.bot.get_chat(recipient(person)).await.map_err(|error| SendError::of(&error))?;
        Ok(chat.first_name().map(visible::line).filter(|name| !name.is_empty()))
    }

    /// The first and the last name of a person, as one line.
    pub(super) async fn full_name(&self, person: ChatId) -> Result<Option<String>, SendError> {
        let chat = self.bot.get_chat(recipient(person)).await.map_err(|error| SendError::of(&error))?;
        let names = chat.first_name().into_iter().chain(chat.last_name());
        let name = visible::line(&names.collect::<Vec<_>>().join(" "));
        Ok(Some(name).filter(|name| !name.is_empty()))
    }

    pub(super) async fn say(
        &self,
        chat: ChatId,
        thread: Option<MessageId>,
        page: &Page,
    ) -> Result<MessageId, SendError> {
        let mut call = self
            .bot
            .send_message(recipient(chat), page.text.as_str())
            .parse_mode(ParseMode::Html)
            .link_preview_options(link_preview(false));
        if let Some(markup) = keyboard(&page.rows)? {
            call = call.reply_markup(markup);
        }
        if let Some(thread) = thread {
            call = call.message_thread_id(thread_id(thread));
        }
        sent(call.await)
    }

    pub(super) async fn show(&self, chat: ChatId, message: MessageId, page: &Page) -> Result<(), SendError> {
        let mut call = self
            .bot
            .edit_message_text(recipient(chat), tg::MessageId(message.0), page.text.as_str())
            .parse_mode(ParseMode::Html)
            .link_preview_options(link_preview(false));
        if let Some(markup) = keyboard(&page.rows)? {
            call = call.reply_markup(markup);
        }
        done(call.await)
    }

    pub(super) async fn photo(
        &self,
        chat: ChatId,
        content: &[u8],
        caption: &Html,
    ) -> Result<MessageId, SendError> {
        let file = InputFile::memory(content.to_owned()).file_name("picture.png");
        let call = self.bot.send_photo(recipient(chat), file).caption(caption.as_str());
        sent(call.parse_mode(ParseMode::Html).await)
    }

    pub(super) async fn document(
        &self,
        chat: ChatId,
        name: &str,
        content: &[u8],
        caption: &Html,
    ) -> Result<MessageId, SendError> {
        if content.len() > Reply::DOCUMENT_MAX {
            return Err(SendError::Refused(Reason::Content));
        }
        let file = InputFile::memory(content.to_owned()).file_name(name.to_owned());
        let call = self.bot.send_document(recipient(chat), file).caption(caption.as_str());
        sent(call.parse_mode(ParseMode::Html).await)
    }

    /// Deletes messages piece by piece. Telegram refuses a whole piece for one message that can't be deleted, so the other
    /// pieces are tried all the same. To delete a piece twice does no harm.
    ///
    /// # Errors
    /// When another attempt may delete more.
    pub(super) async fn delete_all(&self, chat: ChatId, messages: &[MessageId]) -> Result<(), SendError> {
        let mut deleted = Ok(());
        for some in messages.chunks(ApiCalls::DELETED_AT_ONCE) {
            match self.delete(chat, some).await {
                Err(error @ (SendError::Unsent | SendError::Wait(_) | SendError::Gone(_))) => {
                    return Err(error);
                }
                Err(error) => {
                    log::info!(count = some.len(); "messages could not be deleted: {}", error.code());
                    if error.may_pass() {
                        deleted = Err(error);
                    }
                }
                Ok(()) => {}
            }
        }
        deleted
    }

    /// Deletes messages one by one, and says whether all of them are gone. One that is gone already is no failure.
    pub(super) async fn delete_each(&self, chat: ChatId, messages: &[MessageId]) -> Result<(), SendError> {
        for message in messages {
            match self.bot.delete_message(recipient(chat), tg::MessageId(message.0)).await {
                Err(RequestError::Api(ApiError::MessageToDeleteNotFound)) => {}
                result => done(result)?,
            }
        }
        Ok(())
    }

    /// Deletes at most [`ApiCalls::DELETED_AT_ONCE`] messages of the bot.
    pub async fn delete(&self, chat: ChatId, messages: &[MessageId]) -> Result<(), SendError> {
        match messages {
            [] => Err(SendError::NoMessage),
            // For a single message, Telegram tells whether it could be deleted; for several, it does not.
            [one] => done(self.bot.delete_message(recipient(chat), tg::MessageId(one.0)).await),
            all => {
                let all: Vec<_> = all.iter().map(|message| tg::MessageId(message.0)).collect();
                done(self.bot.delete_messages(recipient(chat), all).await)
            }
        }
    }

    /// Gives a message these buttons in place of those that it has.
    pub(super) async fn set_buttons(
        &self,
        chat: ChatId,
        message: MessageId,
        rows: &[Vec<Button>],
    ) -> Result<(), SendError> {
        let mut call = self.bot.edit_message_reply_markup(recipient(chat), tg::MessageId(message.0));
        if let Some(markup) = keyboard(rows)? {
            call = call.reply_markup(markup);
        }
        done(call.await)
    }

    pub(super) async fn answer(
        &self,
        query: &str,
        toast: Option<&str>,
        alert: bool,
    ) -> Result<(), SendError> {
        let mut call = self.bot.answer_callback_query(CallbackQueryId(query.to_owned())).show_alert(alert);
        if let Some(toast) = toast {
            call = call.text(toast);
        }
        done(call.await)
    }

    pub(super) async fn set_menu(&self, chat: ChatId, menu: Option<&Menu>) -> Result<(), SendError> {
        let scope = BotCommandScope::Chat { chat_id: recipient(chat) };
        match menu {
            Some(menu) => done(self.bot.set_my_commands(commands(menu)).scope(scope).await),
            None => done(self.bot.delete_my_commands().scope(scope).await),
        }
    }
}

/// A menu as Telegram takes it.
pub(super) fn commands(menu: &Menu) -> Vec<BotCommand> {
    menu.0.iter().map(|(name, description)| BotCommand::new(name, description)).collect()
}

pub(super) fn recipient(chat: ChatId) -> Recipient {
    Recipient::Id(tg::ChatId(chat.telegram_number()))
}

/// Whether Telegram shows a preview of a link. The bot's own pages have none: people on metered connections would pay for
/// pictures that they did not ask for.
pub(super) fn link_preview(is_shown: bool) -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: !is_shown,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// A topic of a forum.
pub(super) fn thread_id(thread: MessageId) -> ThreadId {
    ThreadId(tg::MessageId(thread.0))
}

/// The message that was sent.
pub(super) fn sent(result: Result<tg::Message, RequestError>) -> Result<MessageId, SendError> {
    result.map(|message| MessageId(message.id.0)).map_err(|error| SendError::of(&error))
}

/// The result of a call without a new message. A message that is already as it should be is no error.
pub(super) fn done<T>(result: Result<T, RequestError>) -> Result<(), SendError> {
    match result.map_err(|error| SendError::of(&error)) {
        Ok(_) | Err(SendError::Harmless) => Ok(()),
        Err(error) => Err(error),
    }
}
