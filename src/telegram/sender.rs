//! The one place that calls Telegram to say something.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use teloxide::payloads::{
    AnswerCallbackQuerySetters, DeleteMyCommandsSetters, EditMessageTextSetters, SendDocumentSetters,
    SendMessageSetters, SendPhotoSetters, SetMyCommandsSetters,
};
use teloxide::requests::Requester;
use teloxide::types::{
    BotCommand, BotCommandScope, CallbackQueryId, InputFile, LinkPreviewOptions, ParseMode, Recipient,
    ThreadId,
};
use teloxide::{Bot, RequestError, types as tg};

use crate::clock::{Backoff, Clock};
use crate::domain::campaign::Reason;
use crate::domain::{ChatId, MessageId};
use crate::telegram::keyboard::keyboard;
use crate::telegram::{Budget, Menu, Pace, Page, Rate, Reply, SendError};
use crate::texts::Html;

/// Says replies to people, in the order in which it is given them, no faster than Telegram takes them.
#[derive(Clone)]
pub struct Sender {
    pub(super) bot: Bot,
    clock: Clock,
    limits: RateLimits,
    pace: Arc<Mutex<Paces>>,
}

/// How fast the bot sends and edits, by Telegram's limits (<https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// In all chats together, a second.
    pub all: u32,
    /// What is sent to many for money, a second; none where nobody pays.
    pub paid: Option<u32>,
    /// In one chat.
    pub chat: Rate,
    /// In one group or channel.
    pub group: Rate,
}

impl RateLimits {
    /// These many a second in all, and a minute in a chat and in a group; each 1 or more.
    #[must_use]
    pub const fn new(per_second: u32, chat_per_minute: u32, group_per_minute: u32) -> RateLimits {
        RateLimits {
            all: per_second,
            paid: None,
            chat: Rate::per_minute(chat_per_minute, 5),
            group: Rate::per_minute(group_per_minute, 5),
        }
    }
}

impl Default for RateLimits {
    /// Telegram's: 30 a second, 1 a second in a chat, 20 a minute in a group.
    fn default() -> RateLimits {
        RateLimits::new(30, 60, 20)
    }
}

#[derive(Debug)]
struct Paces {
    all: Budget,
    /// What is paid for has a budget of its own.
    paid: Option<Budget>,
    chats: Pace<ChatId>,
}

impl Paces {
    fn of_many(&mut self, paid: bool) -> &mut Budget {
        self.paid.as_mut().filter(|_| paid).unwrap_or(&mut self.all)
    }
}

/// What came of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It was said; a new message or an edited one has this id.
    Message(MessageId),
    /// It was done, and there is no message to it.
    Done,
    /// It was not, or nobody can tell.
    Failed(SendError),
}

impl Sender {
    /// How often a reply is tried again when nothing can have been sent.
    const TRIES: u32 = 4;
    /// The longest wait between two tries. A reply that Telegram holds back for longer is not worth waiting for.
    const LONGEST_WAIT: Duration = Duration::from_secs(30);

    /// The most messages that one call deletes (<https://core.telegram.org/bots/api#deletemessages>).
    const DELETED_AT_ONCE: usize = 100;

    /// Says things through this bot.
    #[must_use]
    pub fn new(bot: Bot, limits: RateLimits, clock: Clock) -> Sender {
        let paces =
            Paces { all: Budget::new(limits.all), paid: limits.paid.map(Budget::new), chats: Pace::new() };
        Sender { bot, clock, limits, pace: Arc::new(Mutex::new(paces)) }
    }

    /// Says one reply. Where more waits for the same chat (`busy`), it gets no burst. Tries again only where Telegram did
    /// nothing; a fault never shows what was said.
    pub async fn send(&self, reply: &Reply, busy: bool) -> Sent {
        if reply.counts_in().is_some() {
            self.paces(|paces, now| {
                paces.all.talk(now);
                SignedDuration::ZERO
            });
        }
        self.in_turn(reply, busy).await
    }

    /// Tells staff how something goes, which is no talk.
    pub async fn tell(&self, reply: &Reply) -> Sent {
        self.in_turn(reply, false).await
    }

    async fn in_turn(&self, reply: &Reply, busy: bool) -> Sent {
        if let Some(chat) = reply.counts_in() {
            self.wait_for_turn(chat, busy).await;
        }
        let sent = self.try_often(reply).await;
        if let Some(chat) = reply.counts_in().filter(|_| busy) {
            // Telegram counts when a message arrives, and a slow one must not be followed on its heels.
            let rate = self.rate(chat);
            self.paces(|paces, now| {
                paces.chats.arrived(chat, rate, now);
                SignedDuration::ZERO
            });
        }
        sent
    }

    async fn try_often(&self, reply: &Reply) -> Sent {
        let mut backoff = Backoff::growing(Duration::from_millis(500), Sender::LONGEST_WAIT, 4);
        for _ in 1..Sender::TRIES {
            match self.once(reply).await {
                Sent::Failed(SendError::Unsent) => {
                    self.clock.sleep(backoff.next_wait()).await;
                }
                Sent::Failed(SendError::Wait(asked)) if asked <= Sender::LONGEST_WAIT => {
                    self.clock.sleep(asked).await;
                }
                sent => return sent,
            }
        }
        self.once(reply).await
    }

    /// Waits until the limits let something more be sent to this chat: first its own, then that of all.
    async fn wait_for_turn(&self, chat: ChatId, busy: bool) {
        let rate = self.rate(chat);
        let rate = if busy { Rate { burst: 1, ..rate } } else { rate };
        let wait = self.paces(|paces, now| paces.chats.take(chat, rate, now));
        self.clock.sleep(wait).await;
        let wait = self.paces(|paces, now| paces.all.reply(now));
        self.clock.sleep(wait).await;
    }

    /// How long a chat has to wait for one of the many by its own limit; it has its place from now on.
    #[must_use]
    pub fn chat_wait(&self, chat: ChatId) -> Duration {
        let rate = self.rate(chat);
        self.paces(|paces, now| paces.chats.take(chat, rate, now))
    }

    /// Waits until one of the many may go: it takes what replies leave.
    pub async fn wait_for_room(&self, paid: bool) {
        loop {
            let wait = self.paces(|paces, now| paces.of_many(paid).bulk(now));
            if wait.is_zero() {
                return;
            }
            self.clock.sleep(wait).await;
            if self.clock.is_by_hand() {
                return self.admit(paid);
            }
        }
    }

    /// Whether one of the many may go now; only then it takes its place.
    #[must_use]
    pub fn has_room(&self, paid: bool) -> bool {
        self.paces(|paces, now| paces.of_many(paid).bulk(now)).is_zero()
    }

    /// Whether Telegram may be paid for going faster.
    #[must_use]
    pub fn may_pay(&self) -> bool {
        self.limits.paid.is_some()
    }

    /// How many of the many go within that time, 1 or more.
    #[must_use]
    pub fn many_within(&self, time: Duration, paid: bool) -> usize {
        let per_second = self.limits.paid.filter(|_| paid).unwrap_or(self.limits.all);
        let many = u128::from(per_second) * time.as_millis() / 1000;
        usize::try_from(many).unwrap_or(usize::MAX).saturating_add(1)
    }

    fn admit(&self, paid: bool) {
        self.paces(|paces, now| {
            paces.of_many(paid).admit(now);
            SignedDuration::ZERO
        });
    }

    /// Lets what goes to many wait for so long.
    pub fn hold(&self, paid: bool, wait: Duration) {
        self.paces(|paces, now| {
            let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
            paces.of_many(paid).hold(now.saturating_add(wait).unwrap_or(Timestamp::MAX), now);
            SignedDuration::ZERO
        });
    }

    fn rate(&self, chat: ChatId) -> Rate {
        if chat.is_group() { self.limits.group } else { self.limits.chat }
    }

    fn paces(&self, take: impl FnOnce(&mut Paces, Timestamp) -> SignedDuration) -> Duration {
        let now = self.clock.now();
        let wait = take(&mut self.pace.lock().unwrap_or_else(PoisonError::into_inner), now);
        Duration::try_from(wait).unwrap_or_default()
    }

    /// Whether a person is an administrator of a group. A bot may ask for all of them wherever it is a member.
    ///
    /// # Errors
    /// What the failed call means; nothing is known then.
    pub async fn is_admin(&self, group: ChatId, person: ChatId) -> Result<bool, SendError> {
        let admins = self.bot.get_chat_administrators(recipient(group)).await;
        let admins = admins.map_err(|error| SendError::of(&error))?;
        Ok(admins.iter().any(|admin| i64::try_from(admin.user.id.0) == Ok(person.0)))
    }

    async fn once(&self, reply: &Reply) -> Sent {
        match reply {
            Reply::Say { chat, thread, page } => self.say(*chat, *thread, page).await,
            Reply::Show { chat, message, thread, page } => match self.show(*chat, *message, page).await {
                Sent::Failed(SendError::NoMessage) => self.say(*chat, *thread, page).await,
                sent => sent,
            },
            Reply::Campaign { chat, message } => match self.post(*chat, message, false).await {
                Ok(_) => Sent::Done,
                Err(fault) => Sent::Failed(fault),
            },
            Reply::Photo { chat, content, caption } => self.photo(*chat, content, caption).await,
            Reply::Document { chat, name, content, caption } => {
                self.document(*chat, name, content, caption).await
            }
            Reply::Delete { chat, messages } => self.delete_all(*chat, messages).await,
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
        match keyboard(&page.rows) {
            Ok(Some(markup)) => call = call.reply_markup(markup),
            Ok(None) => {}
            Err(fault) => return Sent::Failed(fault),
        }
        if let Some(thread) = thread {
            call = call.message_thread_id(ThreadId(tg::MessageId(thread.0)));
        }
        match call.await {
            Ok(message) => Sent::Message(MessageId(message.id.0)),
            Err(error) => Sent::Failed(SendError::of(&error)),
        }
    }

    async fn show(&self, chat: ChatId, message: MessageId, page: &Page) -> Sent {
        let mut call = self
            .bot
            .edit_message_text(recipient(chat), tg::MessageId(message.0), page.text.as_str())
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview());
        match keyboard(&page.rows) {
            Ok(Some(markup)) => call = call.reply_markup(markup),
            Ok(None) => {}
            Err(fault) => return Sent::Failed(fault),
        }
        match call.await.map_err(|error| SendError::of(&error)) {
            Ok(_) | Err(SendError::Harmless) => Sent::Message(message),
            Err(fault) => Sent::Failed(fault),
        }
    }

    async fn photo(&self, chat: ChatId, content: &[u8], caption: &Html) -> Sent {
        let file = InputFile::memory(content.to_owned()).file_name("picture.png");
        let call = self.bot.send_photo(recipient(chat), file).caption(caption.as_str());
        match call.parse_mode(ParseMode::Html).await {
            Ok(message) => Sent::Message(MessageId(message.id.0)),
            Err(error) => Sent::Failed(SendError::of(&error)),
        }
    }

    async fn document(&self, chat: ChatId, name: &str, content: &[u8], caption: &Html) -> Sent {
        if content.len() > Reply::DOCUMENT_MAX {
            return Sent::Failed(SendError::Refused(Reason::Content));
        }
        let file = InputFile::memory(content.to_owned()).file_name(name.to_owned());
        let call = self.bot.send_document(recipient(chat), file).caption(caption.as_str());
        match call.parse_mode(ParseMode::Html).await {
            Ok(message) => Sent::Message(MessageId(message.id.0)),
            Err(error) => Sent::Failed(SendError::of(&error)),
        }
    }

    /// One that can't be deleted makes Telegram refuse all that are asked for with it; the others are deleted still.
    async fn delete_all(&self, chat: ChatId, messages: &[MessageId]) -> Sent {
        for some in messages.chunks(Sender::DELETED_AT_ONCE) {
            match self.delete(chat, some).await {
                Err(fault @ (SendError::Unsent | SendError::Wait(_) | SendError::Gone(_))) => {
                    return Sent::Failed(fault);
                }
                Err(fault) => log::info!("messages could not be deleted: {}", fault.code()),
                Ok(()) => {}
            }
        }
        Sent::Done
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

pub(super) fn recipient(chat: ChatId) -> Recipient {
    Recipient::Id(tg::ChatId(chat.0))
}

/// No preview of links: people on metered connections pay for pictures that they did not ask for.
pub(super) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

fn done<T>(result: Result<T, RequestError>) -> Sent {
    match result.map_err(|error| SendError::of(&error)) {
        Ok(_) | Err(SendError::Harmless) => Sent::Done,
        Err(fault) => Sent::Failed(fault),
    }
}
