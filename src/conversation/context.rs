//! Who an update comes from and what is known of them: all that a handler needs besides the store.

use std::sync::Arc;

use jiff::Timestamp;
use teloxide::types::{CallbackQuery, Message, Update, UpdateKind, User};

use crate::conversation::staff::Draft;
use crate::conversation::{App, Callback, Rank, Screen, Turn, group};
use crate::domain::command::ParsedCommand;
use crate::domain::{Chat, ChatId, ChatKind, Command, Lang, MessageId, SignUp, Supporter};
use crate::store::{Change, ChatSnapshot as Stored, SavedSignUp};
use crate::telegram::{Page, Reply};
use crate::texts::{Say, Texts};

/// One update's chat, person and moment.
#[derive(Clone)]
pub struct Context {
    /// What the bot is made of.
    pub app: Arc<App>,
    /// Words and facts, the same for the whole visit also when they are read anew meanwhile.
    pub content: Arc<Texts>,
    /// When the update is handled.
    pub now: Timestamp,
    /// The chat as it is stored, or as it will be.
    pub chat: Chat,
    /// Whether anything is stored of the chat.
    pub known: bool,
    /// The language to speak: the chosen one, or a guess.
    pub lang: Lang,
    /// The language that the person's client reports, an IETF tag.
    pub client: Option<String>,
    /// The sign-up under way.
    pub signup: SavedSignUp,
    /// What was signed.
    pub supporter: Option<Supporter>,
    /// What an owner is about to send to many.
    pub draft: Option<Draft>,
    /// What they are in the group that this is.
    pub rank: Rank,
    /// What brought them here.
    pub trigger: Trigger,
    /// Changes and replies that come along with whatever is answered.
    pub along: Turn,
}

/// What an update is, as far as an answer to it depends on that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// A message, in a forum with its topic.
    Message {
        /// The topic of the forum.
        thread: Option<MessageId>,
    },
    /// A tapped button.
    Press {
        /// Telegram's id of the callback query.
        query: String,
        /// The message with the button.
        message: MessageId,
        /// Whether that message can still be edited.
        editable: bool,
        /// The topic of the forum.
        thread: Option<MessageId>,
    },
    /// Something else: nothing can be said in answer.
    Other,
}

impl Context {
    /// Puts together what an update tells and what the store knows. None for updates that have no chat, or that are
    /// not from a person.
    #[must_use]
    pub fn new(app: &Arc<App>, now: Timestamp, update: &Update, stored: Stored) -> Option<Context> {
        let place = Place::of(update)?;
        let kind = kind_of(place.chat);
        let known = stored.chat.is_some();
        let chat = stored.chat.unwrap_or_else(|| Chat::new(ChatId(place.chat.id.0), kind));
        let client = place.from.and_then(|user| user.language_code.clone());
        Some(Context {
            app: Arc::clone(app),
            content: app.content.load_full(),
            now,
            lang: chat.lang.unwrap_or_else(|| Lang::guess(client.as_deref())),
            chat,
            known,
            client,
            signup: stored.signup,
            supporter: stored.supporter,
            draft: stored.draft.as_deref().and_then(Draft::read),
            rank: if place.as_group { Rank::Admin } else { Rank::Unknown },
            trigger: place.trigger,
            along: Turn::nothing(),
        })
    }

    /// The words in this visit's language.
    #[must_use]
    pub fn say(&self) -> Say<'_> {
        self.content.say(self.lang)
    }

    /// Whether this is a person's own chat with the bot.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.chat.kind == ChatKind::Private
    }

    /// The same visit in another language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> Context {
        Context { lang, ..self.clone() }
    }

    /// Opens a screen: shows its page, and lets a sign-up under way rest until the person comes back to it.
    #[must_use]
    pub fn open(&self, page: Page) -> Turn {
        let turn = self.show(page);
        match &self.signup {
            SavedSignUp::SignUp(signup) if !signup.paused && self.is_private() => {
                turn.change(Change::SaveSignUp(signup.paused(true)))
            }
            _ => turn,
        }
    }

    /// Shows a page: in place of the tapped one, or as a new message, whose forerunner loses its buttons then.
    #[must_use]
    pub fn show(&self, page: Page) -> Turn {
        self.show_with(page, None)
    }

    /// Shows a page as [`Context::show`] does, with a short note where a button was tapped.
    #[must_use]
    pub fn show_with(&self, page: Page, toast: Option<String>) -> Turn {
        let chat = self.chat.id;
        let mut turn = self.meet();
        match &self.trigger {
            Trigger::Other => {}
            Trigger::Message { thread } => {
                // In a group everybody's screens stand side by side.
                let old = self.chat.screen.filter(|_| self.is_private());
                turn.replies.extend(old.map(|message| Reply::Strip { chat, message }));
                turn.replies.push(Reply::Say { chat, thread: *thread, page });
            }
            Trigger::Press { query, message, editable, thread } => {
                let (message, thread) = (*message, *thread);
                turn.replies.push(Reply::Answer { query: query.clone(), toast });
                turn.replies.push(if *editable {
                    Reply::Show { chat, message, thread, page }
                } else {
                    Reply::Say { chat, thread, page }
                });
            }
        }
        turn.replies.extend(self.along.replies.iter().cloned());
        // Of two things that wait for a text the one that was opened last gets it.
        turn.changes
            .extend(self.draft.as_ref().filter(|draft| draft.waits()).map(|draft| draft.resting().save()));
        turn
    }

    /// Answers a tapped button with a short note alone.
    #[must_use]
    pub fn toast(&self, text: String) -> Turn {
        match &self.trigger {
            Trigger::Press { query, .. } => {
                self.meet().reply(Reply::Answer { query: query.clone(), toast: Some(text) })
            }
            Trigger::Message { .. } | Trigger::Other => Turn::nothing(),
        }
    }

    /// Whether a typed text is an answer to the sign-up, or part of a draft.
    #[must_use]
    pub fn waits_for_text(&self) -> bool {
        self.draft.as_ref().is_some_and(Draft::waits) || self.current().is_some_and(|signup| !signup.paused)
    }

    /// Whether an update is to be answered however fast they come: a step of the sign-up or of a draft, or one on the way to the end of
    /// messages or of what is stored.
    #[must_use]
    pub fn must_answer(&self, update: &Update) -> bool {
        if !self.is_private() {
            return self.can_stop() && group::asks_to_stop(self, update);
        }
        match &update.kind {
            UpdateKind::CallbackQuery(query) => {
                let press = query.data.as_deref().and_then(|data| data.parse().ok());
                press.is_some_and(|press| match press {
                    Callback::Open(screen) => matches!(screen, Screen::MyData | Screen::Erase),
                    Callback::Speak(..)
                    | Callback::Switch(..)
                    | Callback::File
                    | Callback::Remind(_)
                    | Callback::Snooze(..)
                    | Callback::Calendar(_)
                    | Callback::Timeline => false,
                    Callback::NoReminders => self.is_reminded(),
                    Callback::SignUp(..)
                    | Callback::Edit
                    | Callback::Withdraw(_)
                    | Callback::Renew(_)
                    | Callback::Erase(_) => true,
                    Callback::Desk(_) => self.is_owner(),
                    Callback::Stop => self.can_stop(),
                })
            }
            UpdateKind::Message(message) => {
                let text = message.text().unwrap_or_default();
                match Command::parse(text, &self.app.username) {
                    ParsedCommand::Ours(command, _) => match command {
                        Command::MyData => true,
                        Command::Stop => self.can_stop(),
                        _ => false,
                    },
                    ParsedCommand::NotACommand => self.waits_for_text(),
                    ParsedCommand::Unknown | ParsedCommand::Foreign => false,
                }
            }
            _ => false,
        }
    }

    /// Whether somebody wants something of the bot. In a group people talk to each other, and what Telegram says of the chat
    /// itself must never be missed.
    #[must_use]
    pub fn is_asked(&self, update: &Update) -> bool {
        match &update.kind {
            UpdateKind::Message(message) if !self.is_private() => {
                let text = message.text().unwrap_or_default();
                matches!(Command::parse(text, &self.app.username), ParsedCommand::Ours(..))
            }
            UpdateKind::Message(_) | UpdateKind::CallbackQuery(_) => true,
            _ => false,
        }
    }

    /// Whether there is anything to stop.
    fn can_stop(&self) -> bool {
        !self.chat.topics.is_empty() || self.signup != SavedSignUp::None
    }

    /// Takes an update without a word: a tapped button stops waiting, and that is all. Of a chat that is not stored,
    /// nothing is for that.
    #[must_use]
    pub fn quietly(&self) -> Turn {
        let turn = if self.known { self.meet() } else { Turn::nothing() };
        match &self.trigger {
            Trigger::Press { query, .. } => turn.reply(Reply::Answer { query: query.clone(), toast: None }),
            Trigger::Message { .. } | Trigger::Other => turn,
        }
    }

    /// The sign-up under way, unless it is too old to be kept.
    pub(super) fn current(&self) -> Option<&SignUp> {
        match &self.signup {
            SavedSignUp::SignUp(signup) if !signup.is_stale(self.now, self.app.keep.signups) => Some(signup),
            _ => None,
        }
    }

    /// The chat is known and may be written to, since somebody wrote from it.
    #[must_use]
    pub fn meet(&self) -> Turn {
        let mut turn = Turn::nothing().change(Change::Meet(self.chat.kind));
        turn.changes.extend(self.along.changes.iter().cloned());
        turn
    }
}

/// The chat, person and trigger of an update.
struct Place<'a> {
    chat: &'a teloxide::types::Chat,
    from: Option<&'a User>,
    /// Whether it is written in the name of the group, as its administrators may
    /// (<https://core.telegram.org/bots/api#message>, `sender_chat`).
    as_group: bool,
    trigger: Trigger,
}

impl Place<'_> {
    fn of(update: &Update) -> Option<Place<'_>> {
        match &update.kind {
            UpdateKind::Message(message) => Some(Place {
                chat: &message.chat,
                from: message.from.as_ref(),
                as_group: message.sender_chat.as_ref().is_some_and(|sender| sender.id == message.chat.id),
                trigger: Trigger::Message { thread: thread_of(message) },
            }),
            UpdateKind::CallbackQuery(query) => press(query),
            UpdateKind::MyChatMember(change) => Some(Place {
                chat: &change.chat,
                from: Some(&change.from),
                as_group: false,
                trigger: Trigger::Other,
            }),
            _ => None,
        }
    }
}

fn press(query: &CallbackQuery) -> Option<Place<'_>> {
    let message = query.message.as_ref()?;
    let regular = message.regular_message();
    Some(Place {
        chat: message.chat(),
        from: Some(&query.from),
        as_group: false,
        trigger: Trigger::Press {
            query: query.id.0.clone(),
            message: MessageId(message.id().0),
            editable: regular.is_some(),
            thread: regular.and_then(thread_of),
        },
    })
}

/// The topic to answer in. A reply in an ordinary supergroup carries a thread too, which is none to answer in.
fn thread_of(message: &Message) -> Option<MessageId> {
    message.thread_id.filter(|_| message.is_topic_message).map(|thread| MessageId(thread.0.0))
}

fn kind_of(chat: &teloxide::types::Chat) -> ChatKind {
    if chat.is_private() {
        ChatKind::Private
    } else if chat.is_group() {
        ChatKind::Group
    } else if chat.is_channel() {
        ChatKind::Channel
    } else {
        ChatKind::Supergroup
    }
}
