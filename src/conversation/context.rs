//! The context of an update: its sender, and the stored data about them. All inherent methods of [`Context`] stand here,
//! except the shorthands that only staff's screens use.

use std::sync::Arc;

use jiff::Timestamp;

use crate::conversation::app::App;
use crate::conversation::callback::{Callback, DraftAction, PeopleAction, StaffCallback};
use crate::conversation::intent::{Access, Intent, rights};
use crate::conversation::origin::{Origin, Trigger};
use crate::conversation::screen::Screen;
use crate::conversation::staff::draft::Draft;
use crate::conversation::turn::Turn;
use crate::domain::message::{Button, ButtonAction};
use crate::domain::{
    AwaitedText, Chat, ChatId, ChatKind, HeldAction, Lang, MessageId, Right, SignUp, StaffCommand,
    StaffForms, StaffMember, Supporter, Topic,
};
use crate::store::{Change, ChatSnapshot, SavedSignUp, StoreError};
use crate::telegram::{Page, Reply};
use crate::texts::{Say, Texts};

/// Everything that a handler needs besides the store.
#[derive(Clone)]
pub struct Context {
    /// Everything that handlers share.
    pub app: Arc<App>,
    /// Texts and facts, which stay the same for this update even if they are read again meanwhile.
    pub texts: Arc<Texts>,
    /// When the update is handled.
    pub now: Timestamp,
    /// The chat as it is stored, or as it will be.
    pub chat: Chat,
    /// Whether the chat is stored.
    pub known: bool,
    /// The language to speak: the chosen one, or a guess.
    pub lang: Lang,
    /// The language that the person's client reports, an IETF tag.
    pub client: Option<String>,
    /// A sign-up of an earlier version that was under way.
    pub sign_up: SavedSignUp,
    /// The stored supporter; `None` if the person is none.
    pub supporter: Option<Supporter>,
    /// The person on staff whose private chat it is, if their rights are in force.
    pub staff: Option<StaffMember>,
    /// Whether everything is frozen.
    pub frozen: bool,
    /// The draft of a broadcast; only staff who may write have one.
    pub draft: Option<Draft>,
    /// The text that the screen of the person asks for.
    pub awaited: Option<AwaitedText>,
    /// The forms under way; only staff who may confirm them have any.
    pub forms: StaffForms,
    /// The person's rank in the group.
    pub rank: Rank,
    /// The other staff, if the intent shows them.
    pub colleagues: Vec<Colleague>,
    /// The event that the answer responds to.
    pub trigger: Trigger,
    /// Changes that come in addition to those of each answer.
    pub extra: Vec<Change>,
}

/// One of the staff, as another one sees them.
#[derive(Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Their private chat.
    pub chat: ChatId,
    /// The first name that Telegram shows at this moment. It is neither stored nor logged.
    pub name: String,
}

/// A person's rank in the group from which they write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// It was not asked for, or Telegram did not tell it.
    #[default]
    Unknown,
    /// An ordinary member.
    Member,
    /// An administrator.
    Admin,
}

impl Context {
    /// The most colleagues that a screen lists: each has a row, and each name is asked for.
    const LISTED: usize = 20;

    /// Puts together the origin of an update and the stored data of its chat.
    #[must_use]
    pub fn new(app: &Arc<App>, now: Timestamp, origin: Origin, stored: ChatSnapshot) -> Context {
        let known = stored.chat.is_some();
        let chat = stored.chat.unwrap_or_else(|| Chat::new(origin.chat, origin.kind));
        let is_private = chat.kind == ChatKind::Private;
        let staff = stored.staff.filter(|member| is_private && member.is_active());
        let may = |right| staff.as_ref().is_some_and(|member| member.may(right));
        let (draft, forms) = (stored.draft.as_deref().filter(|_| may(Right::Write)), stored.forms);
        Context {
            app: Arc::clone(app),
            texts: app.texts.load_full(),
            now,
            lang: chat.lang.unwrap_or_else(|| Lang::guess(origin.client.as_deref())),
            chat,
            known,
            client: origin.client,
            sign_up: stored.signup,
            supporter: stored.supporter,
            draft: draft.and_then(Draft::from_json),
            awaited: stored.awaited.filter(|text| match text {
                AwaitedText::Staff(question) => may(rights::of_question(*question)),
                AwaitedText::Person(_) => may(Right::See),
                AwaitedText::Reminder(_) | AwaitedText::Supporter(_) => true,
            }),
            forms: StaffForms {
                deadline: forms.deadline.filter(|_| may(Right::Deadlines)),
                status: forms.status.filter(|_| may(Right::Statuses)),
            },
            staff,
            frozen: *app.store.frozen().borrow(),
            colleagues: Vec::new(),
            rank: if origin.as_group { Rank::Admin } else { Rank::Unknown },
            trigger: origin.trigger,
            extra: Vec::new(),
        }
    }

    /// The texts in this person's language.
    #[must_use]
    pub fn say(&self) -> Say<'_> {
        self.texts.say(self.lang)
    }

    /// The same in another language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> Context {
        Context { lang, ..self.clone() }
    }

    /// The same with a topic switched on or off.
    pub(crate) fn with_topic(&self, topic: Topic, on: bool) -> Context {
        let mut context = self.clone();
        if on {
            context.chat.topics.insert(topic);
        } else {
            context.chat.topics.remove(&topic);
        }
        context
    }

    /// Whether this is a person's own chat with the bot.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.chat.kind == ChatKind::Private
    }

    /// Whether this is the private chat of one of the staff.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.staff.is_some()
    }

    /// Whether this is the private chat of somebody on staff who may do this.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.staff.as_ref().is_some_and(|member| member.may(right))
    }

    /// Whether an intent of this access takes no effect because everything is frozen.
    pub(crate) fn is_held_by_a_freeze(&self, access: Access, intent: &Intent) -> bool {
        let Access::Staff(right) = access else { return false };
        match right {
            Right::Send | Right::Correct | Right::Deadlines | Right::Statuses | Right::Export => self.frozen,
            // Rights can be taken away, and none can be given.
            Right::Manage => self.frozen && rights::gives(intent),
            Right::See | Right::Write | Right::Silence | Right::Freeze | Right::Audit => false,
        }
    }

    /// Whether the person may have an intent of this access here.
    #[must_use]
    pub fn admits(&self, access: Access) -> bool {
        match access {
            Access::Everybody => true,
            Access::GroupAdmins => self.is_private() || self.rank == Rank::Admin,
            Access::PrivateChats => self.is_private(),
            Access::Staff(right) => self.may(right),
        }
    }

    /// Whether Telegram has to say first if the person administers the group.
    #[must_use]
    pub fn needs_rank(&self, access: Access) -> bool {
        access == Access::GroupAdmins && !self.is_private() && self.rank == Rank::Unknown
    }

    /// The people whose names the answer to an intent shows. Telegram has to tell them first.
    pub(crate) async fn needs_names(&self, intent: &Intent) -> Result<Vec<ChatId>, StoreError> {
        let Intent::Callback(Callback::Staff(callback)) = intent else {
            return match intent {
                Intent::Join(_) => Ok(vec![self.chat.id]),
                Intent::StaffCommand(StaffCommand::Staff, _) => self.nameless(None).await,
                _ => Ok(Vec::new()),
            };
        };
        match callback {
            StaffCallback::DraftAction(_, DraftAction::AskTest | DraftAction::Test(_))
                if self.may(Right::Write) =>
            {
                Ok(self.others().await?.into_iter().map(|member| member.chat).collect())
            }
            StaffCallback::People(PeopleAction::Admit(id)) => self.nameless(Some(*id)).await,
            StaffCallback::People(_) => self.nameless(None).await,
            StaffCallback::Hold(id) => {
                let outline = self.app.store.hold(*id).await?;
                let action = outline.filter(|_| self.may(Right::Silence)).and_then(|outline| outline.action);
                Ok(action.as_ref().and_then(HeldAction::newcomer).into_iter().collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Those on staff who have no alias, and the person who opened the invitation with this number.
    async fn nameless(&self, invitation: Option<i64>) -> Result<Vec<ChatId>, StoreError> {
        if !self.is_staff() {
            return Ok(Vec::new());
        }
        let store = &self.app.store;
        let open = store.invitations().await?.into_iter().find(|open| Some(open.id) == invitation);
        let opener = open.and_then(|open| open.opened).map(|person| store.telegram_id(person));
        let staff = store.staff().await?;
        let nameless = staff.iter().filter(|member| member.alias.is_none()).map(|member| member.chat);
        Ok(opener.into_iter().chain(nameless).take(Context::LISTED).collect())
    }

    /// The other people on staff whose rights are in force, at most [`Context::LISTED`].
    pub(crate) async fn others(&self) -> Result<Vec<StaffMember>, StoreError> {
        let all = self.app.store.staff().await?.into_iter();
        let others = all.filter(|member| member.is_active() && member.chat != self.chat.id);
        Ok(others.take(Context::LISTED).collect())
    }

    /// Whether a text would be an answer to a question, or part of a draft.
    #[must_use]
    pub fn waits_for_text(&self) -> bool {
        self.draft.as_ref().is_some_and(Draft::waits) || self.awaited.is_some()
    }

    /// The sign-up under way, unless it is too old to be kept. By a clock that may be wrong, none is.
    pub(crate) fn current_sign_up(&self) -> Option<&SignUp> {
        match &self.sign_up {
            SavedSignUp::SignUp(sign_up) => {
                let is_stale = sign_up.is_stale(self.now, self.app.retention.signups);
                Some(sign_up).filter(|_| !is_stale || !self.app.clock_check.is_right())
            }
            SavedSignUp::None | SavedSignUp::Unreadable => None,
        }
    }

    /// Whether they agreed to an earlier version of the consent text than the one that is shown now.
    pub(crate) fn consents_to_old(&self) -> bool {
        self.supporter.as_ref().is_some_and(|supporter| supporter.consent < self.texts.pledge.consent)
    }

    /// Whether they get reminders.
    pub(crate) fn is_reminded(&self) -> bool {
        self.chat.topics.contains(&Topic::Deadlines)
    }

    /// The message that the person wrote or edited.
    pub(crate) fn message(&self) -> Option<MessageId> {
        match &self.trigger {
            Trigger::Message { message, .. } | Trigger::Edit { message, .. } => Some(*message),
            Trigger::Button { .. } | Trigger::Membership => None,
        }
    }

    /// The topic of the forum where it happened; `None` for General, and where there are no topics.
    pub(crate) fn thread(&self) -> Option<MessageId> {
        match &self.trigger {
            Trigger::Message { thread, .. }
            | Trigger::Edit { thread, .. }
            | Trigger::Button { thread, .. } => *thread,
            Trigger::Membership => None,
        }
    }

    /// Shows a page: in place of the tapped one, or as a new message, in which case the screen before it loses its buttons.
    #[must_use]
    pub fn show(&self, page: Page) -> Turn {
        self.show_with(page, None)
    }

    /// Shows a page as [`Context::show`] does, with a toast if a button was tapped.
    #[must_use]
    pub fn show_with(&self, page: Page, toast: Option<String>) -> Turn {
        let chat = self.chat.id;
        let mut turn = self.meet();
        match &self.trigger {
            Trigger::Membership => {}
            Trigger::Message { .. } | Trigger::Edit { .. } => turn.replies.extend(self.new_message(page)),
            Trigger::Button { query, message, editable, thread } => {
                let (message, thread) = (*message, *thread);
                turn.replies.push(Reply::Answer { query: query.clone(), toast, alert: false });
                turn.replies.push(if *editable {
                    Reply::Show { chat, message, thread, page }
                } else {
                    Reply::Say { chat, thread, page }
                });
            }
        }
        self.settled(turn)
    }

    /// Shows a page as a new message also where a button was tapped: the message with that button stays as it is.
    pub(crate) fn show_below(&self, page: Page) -> Turn {
        let mut turn = self.quietly();
        turn.replies.extend(self.new_message(page));
        self.settled(turn)
    }

    /// A new message with a page. In a private chat the screen before it loses its buttons; in a group everybody's screens
    /// stand side by side.
    fn new_message(&self, page: Page) -> impl Iterator<Item = Reply> {
        let chat = self.chat.id;
        let old = self.chat.screen.filter(|_| self.is_private());
        let strip = old.map(|message| Reply::Strip { chat, message });
        strip.into_iter().chain([Reply::Say { chat, thread: self.thread(), page }])
    }

    /// Ends the question or the draft that waited for a text.
    fn settled(&self, mut turn: Turn) -> Turn {
        // If a draft and a question both wait for a text, the one that was opened last gets it.
        let waiting = self.draft.as_ref().filter(|draft| draft.waits());
        turn.changes.extend(waiting.map(|draft| draft.resting().save()));
        turn.changes.extend(self.awaited.map(|_| Change::EndAwait));
        turn
    }

    /// Answers a tapped button with a note alone. Since no screen shows what happened, the note stays until it is closed.
    #[must_use]
    pub fn alert(&self, text: String) -> Turn {
        match &self.trigger {
            Trigger::Button { query, .. } => {
                self.meet().reply(Reply::Answer { query: query.clone(), toast: Some(text), alert: true })
            }
            Trigger::Message { .. } | Trigger::Edit { .. } | Trigger::Membership => Turn::nothing(),
        }
    }

    /// Says nothing; a tapped button only stops waiting. About an unknown chat nothing is stored.
    #[must_use]
    pub fn quietly(&self) -> Turn {
        let turn = if self.known { self.meet() } else { Turn::nothing() };
        match &self.trigger {
            Trigger::Button { query, .. } => {
                turn.reply(Reply::Answer { query: query.clone(), toast: None, alert: false })
            }
            Trigger::Message { .. } | Trigger::Edit { .. } | Trigger::Membership => turn,
        }
    }

    /// Stores that the chat is known and may be written to, since a person wrote from it.
    #[must_use]
    pub fn meet(&self) -> Turn {
        let mut turn = Turn::nothing().change(Change::Meet(self.chat.kind));
        turn.changes.extend(self.extra.iter().cloned());
        turn
    }

    /// A button that the bot answers. In a group, a private screen is opened in the private chat.
    pub(crate) fn button(&self, label: String, callback: &Callback) -> Button {
        let action = match callback {
            Callback::Open(screen) if !self.is_private() && !screen.is_public() => {
                ButtonAction::Url(self.app.deep_link(screen).into())
            }
            callback => ButtonAction::Data(callback.data()),
        };
        Button { label, action }
    }

    /// A button that goes to a screen.
    pub(crate) fn to(&self, label: String, screen: Screen) -> Button {
        self.button(label, &Callback::Open(screen))
    }

    /// The last row of every screen: one screen up, unless that is home, and home.
    pub(crate) fn way_back(&self, screen: &Screen) -> Vec<Button> {
        let say = self.say();
        let up = screen.parent().filter(|parent| *parent != Screen::Home);
        let up = up.map(|parent| self.to(say.button_back(), parent));
        up.into_iter().chain([self.to(say.button_home(), Screen::Home)]).collect()
    }
}
