//! The one place that calls Telegram to say something.

use std::time::Duration;

use teloxide::{
    Bot, RequestError,
    payloads::{
        AnswerCallbackQuerySetters, DeleteMyCommandsSetters, EditMessageTextSetters, SendMessageSetters,
        SetMyCommandsSetters,
    },
    requests::Requester,
    types::{
        self as tg, BotCommand, BotCommandScope, CallbackQueryId, LinkPreviewOptions, ParseMode, Recipient,
        ThreadId,
    },
};

use crate::{
    delivery::{Fault, Menu, Page, Reply},
    domain::{ChatId, MessageId},
};

/// Says replies to people, in the order in which it is given them.
#[derive(Clone)]
pub struct Sender {
    bot: Bot,
}

/// What came of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It was said; a new message or an edited one has this id.
    Message(MessageId),
    /// It was done, and there is no message to it.
    Done,
    /// It was not, or nobody can tell.
    Failed(Fault),
}

impl Sender {
    /// How often a reply is tried again when nothing can have been sent.
    const TRIES: u32 = 4;
    /// The longest wait between two tries. A reply that Telegram holds back for longer is not worth waiting for.
    const LONGEST_WAIT: Duration = Duration::from_secs(30);

    /// Says things through this bot.
    #[must_use]
    pub fn new(bot: Bot) -> Sender {
        Sender { bot }
    }

    /// Says one reply. Tries again only where Telegram did nothing; a fault never shows what was said.
    pub async fn send(&self, reply: &Reply) -> Sent {
        let mut wait = Duration::from_millis(500);
        for _ in 1..Sender::TRIES {
            match self.once(reply).await {
                Sent::Failed(Fault::Unsent) => {
                    tokio::time::sleep(wait).await;
                    wait *= 4;
                }
                Sent::Failed(Fault::Wait(asked)) if asked <= Sender::LONGEST_WAIT => {
                    tokio::time::sleep(asked).await;
                }
                sent => return sent,
            }
        }
        self.once(reply).await
    }

    async fn once(&self, reply: &Reply) -> Sent {
        match reply {
            Reply::Say { chat, thread, page } => self.say(*chat, *thread, page).await,
            Reply::Show { chat, message, thread, page } => match self.show(*chat, *message, page).await {
                Sent::Failed(Fault::NoMessage) => self.say(*chat, *thread, page).await,
                sent => sent,
            },
            Reply::Strip { chat, message } => {
                done(self.bot.edit_message_reply_markup(recipient(*chat), tg::MessageId(message.0)).await)
            }
            Reply::Answer { query, toast } => {
                let mut call = self.bot.answer_callback_query(CallbackQueryId(query.clone()));
                if let Some(toast) = toast {
                    call = call.text(toast.clone());
                }
                done(call.await)
            }
            Reply::SetMenu { chat, menu } => self.set_menu(*chat, menu.as_ref()).await,
        }
    }

    async fn say(&self, chat: ChatId, thread: Option<MessageId>, page: &Page) -> Sent {
        let mut call = self
            .bot
            .send_message(recipient(chat), page.text.as_str())
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview());
        if let Some(markup) = page.markup() {
            call = call.reply_markup(markup);
        }
        if let Some(thread) = thread {
            call = call.message_thread_id(ThreadId(tg::MessageId(thread.0)));
        }
        match call.await {
            Ok(message) => Sent::Message(MessageId(message.id.0)),
            Err(error) => Sent::Failed(Fault::of(&error)),
        }
    }

    async fn show(&self, chat: ChatId, message: MessageId, page: &Page) -> Sent {
        let mut call = self
            .bot
            .edit_message_text(recipient(chat), tg::MessageId(message.0), page.text.as_str())
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview());
        if let Some(markup) = page.markup() {
            call = call.reply_markup(markup);
        }
        match call.await.map_err(|error| Fault::of(&error)) {
            Ok(_) | Err(Fault::Harmless) => Sent::Message(message),
            Err(fault) => Sent::Failed(fault),
        }
    }

    async fn set_menu(&self, chat: ChatId, menu: Option<&Menu>) -> Sent {
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

fn recipient(chat: ChatId) -> Recipient {
    Recipient::Id(tg::ChatId(chat.0))
}

/// No preview of links: people on metered connections pay for pictures that they did not ask for.
fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

fn done<T>(result: Result<T, RequestError>) -> Sent {
    match result.map_err(|error| Fault::of(&error)) {
        Ok(_) | Err(Fault::Harmless) => Sent::Done,
        Err(fault) => Sent::Failed(fault),
    }
}
