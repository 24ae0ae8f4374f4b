//! The outcome of an update: the turn that the router gives for it, compared with the turns of known intents.

use std::sync::Arc;

use jiff::Timestamp;
use pledge_bot::conversation::{App, Context, Draft, Input, Intent, ParsedUpdate, Rank, Screen, Turn, route};
use pledge_bot::domain::message::FormattedText;
use pledge_bot::domain::{Chat, ChatId, ChatKind, Lang, Role, StaffCommand, StaffForms, StaffMember, Topic};
use pledge_bot::store::{ChatSnapshot, SavedSignUp};
use serde_json::{Value, json};
use strum::IntoEnumIterator as _;

use crate::support::test_bot::{Setup, TestBot};

pub const BOT: &str = "pledge_test_bot";
const OWNER: i64 = 1001;
const PERSON: i64 = 2002;
const GROUP: i64 = -1_001_000_000_001;

/// A chat that an update comes from.
#[derive(Clone, Copy)]
pub struct Place {
    pub chat: i64,
    pub lang: Option<Lang>,
    pub topics: &'static [Topic],
    pub draft_waits: bool,
    pub rank: Rank,
}

pub const PRIVATE: Place =
    Place { chat: PERSON, lang: Some(Lang::En), topics: &[], draft_waits: false, rank: Rank::Unknown };
pub const STAFF: Place = Place { chat: OWNER, ..PRIVATE };
pub const IN_GROUP: Place = Place { chat: GROUP, ..PRIVATE };

/// What the handlers share: an empty store and one owner.
pub struct Desk {
    app: Arc<App>,
    _bot: Arc<TestBot>,
}

impl Desk {
    pub async fn new() -> Desk {
        let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
        let app = bot.service(async |service| Arc::clone(service.app())).await;
        assert_eq!(app.bot_name, BOT);
        Desk { app, _bot: bot }
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn context(&self, place: Place, update: &ParsedUpdate) -> Context {
        let now = Timestamp::from_second(1_764_046_800).expect("a time");
        let kind = if place.chat > 0 { ChatKind::Private } else { ChatKind::Supergroup };
        let mut chat = Chat::new(ChatId::new(place.chat), kind);
        chat.lang = place.lang;
        chat.topics = place.topics.iter().copied().collect();
        let draft = place.draft_waits.then(|| waiting_draft(now));
        let signup = SavedSignUp::None;
        let forms = StaffForms::default();
        let staff = (place.chat == OWNER).then(|| StaffMember::new(ChatId::new(OWNER), Role::Owner, None));
        let stored =
            ChatSnapshot { chat: Some(chat), signup, supporter: None, draft, awaited: None, forms, staff };
        let origin = update.origin.clone().expect("the update has a chat");
        Context { rank: place.rank, ..Context::new(&self.app, now, origin, stored) }
    }

    /// The turn for an intent.
    pub async fn turn(&self, context: &Context, intent: Intent) -> Turn {
        route(context.clone(), intent).await.expect("the store can be read")
    }

    /// The outcome of a text, in the words of the lists.
    pub async fn of_text(&self, place: Place, text: &str) -> String {
        let update = ParsedUpdate::of(message(place.chat, text).to_string().as_bytes(), BOT);
        let context = self.context(place, &update);
        let turn = self.turn(&context, update.intent.clone()).await;
        self.describe(&context, &update.intent, text, &turn).await
    }

    async fn describe(&self, context: &Context, intent: &Intent, text: &str, turn: &Turn) -> String {
        if *turn == Turn::nothing() {
            let is_foreign = context.is_private() && *intent == Intent::ForeignCommand;
            return if is_foreign { "ignore (for another bot)" } else { "ignore" }.into();
        }
        let in_group = !context.is_private();
        if in_group && *turn == self.turn(context, Intent::Open(Screen::Help)).await {
            return "help of a group".into();
        }
        if *turn == self.turn(context, Intent::Stop).await {
            return if in_group { "stop (administrators)" } else { "stop" }.into();
        }
        if *intent == Intent::BrokenLink {
            return match context.chat.lang {
                None => self.describe_screen(context, &Screen::Home, turn).await,
                Some(_) => "home, the link is broken".into(),
            };
        }
        if *intent == Intent::Cancel {
            return "cancel".into();
        }
        if *turn == self.turn(context, Intent::UnknownCommand(text.to_owned())).await
            && matches!(intent, Intent::UnknownCommand(_) | Intent::StaffCommand(..))
        {
            return "unknown command".into();
        }
        if let Intent::Start(screen) | Intent::Open(screen) = intent {
            return self.describe_screen(context, screen, turn).await;
        }
        if context.is_staff() {
            for (command, words) in STAFF_COMMANDS {
                if *turn == self.turn(context, Intent::StaffCommand(command, text.to_owned())).await {
                    return format!("staff {words}");
                }
            }
        }
        for (typed, words) in [("something", "text"), ("hello", "greeting")] {
            let typed = Input::Text(FormattedText::plain(typed));
            if *turn == self.turn(context, Intent::Input(typed)).await {
                return words.into();
            }
        }
        for screen in Screen::iter() {
            if *turn == self.turn(context, Intent::Open(screen.clone())).await {
                return format!("open {}", screen.code());
            }
        }
        format!("another outcome: {turn:?}")
    }

    /// The outcome for an intent that names a screen.
    async fn describe_screen(&self, context: &Context, screen: &Screen, turn: &Turn) -> String {
        let code = screen.code();
        let shown = format!("{turn:?}");
        let link = format!("https://t.me/{BOT}?start={code}");
        if !context.is_private() && !screen.is_public() && shown.contains(&link) {
            return format!("link to the private chat at {code}");
        }
        if *turn == self.turn(context, Intent::Open(screen.clone())).await {
            return format!("open {code}");
        }
        if Lang::ALL.iter().all(|lang| shown.contains(&format!("\"l:{}:{code}\"", lang.code()))) {
            return format!("choose a language then open {code}");
        }
        format!("another outcome: {turn:?}")
    }
}

/// The commands of staff.
const STAFF_COMMANDS: [(StaffCommand, &str); 8] = [
    (StaffCommand::Panel, "panel"),
    (StaffCommand::Broadcast, "draft"),
    (StaffCommand::Campaigns, "campaigns"),
    (StaffCommand::Deadlines, "deadlines"),
    (StaffCommand::Record, "status entry"),
    (StaffCommand::Export, "export"),
    (StaffCommand::Audit, "audit"),
    (StaffCommand::Freeze, "freeze"),
];

/// A draft that waits for a time, as the build at b88c26e stored it.
fn waiting_draft(begun: Timestamp) -> Vec<u8> {
    let audience =
        json!({"topic": "news", "lang": null, "supporters": false, "region": null, "groups": false});
    let draft = json!({"begun": begun, "job": "send", "content": {"posts": {}, "fallback": false},
        "audience": audience, "due": null, "urgent": false, "trial": true, "wait": "time", "album": null});
    let json = draft.to_string().into_bytes();
    assert!(Draft::from_json(&json).is_some_and(|draft| draft.waits()), "a stored draft is read");
    json
}

fn chat(id: i64) -> Value {
    if id > 0 {
        json!({"id": id, "type": "private", "first_name": "A"})
    } else {
        json!({"id": id, "type": "supergroup", "title": "A"})
    }
}

fn person() -> Value {
    json!({"id": PERSON, "is_bot": false, "first_name": "A"})
}

/// An update with a text.
pub fn message(id: i64, text: &str) -> Value {
    json!({"update_id": 1, "message": {"message_id": 5, "date": 1_764_046_800, "chat": chat(id),
        "from": person(), "text": text}})
}

/// An update with a tapped button.
pub fn button(id: i64, data: &str) -> Value {
    json!({"update_id": 1, "callback_query": {"id": "7", "chat_instance": "1", "from": person(), "data": data,
        "message": {"message_id": 5, "date": 1_764_046_800, "chat": chat(id), "text": "x",
                    "from": {"id": 99, "is_bot": true, "first_name": "B"}}}})
}
