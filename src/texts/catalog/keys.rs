//! Messages that come in families: one for each call, region, status and so on. The code of the thing stands in the id.

use crate::domain::campaign::{Reason, Stage};
use crate::domain::pledge::CallId;
use crate::domain::reminder::ZONES;
use crate::domain::{Addressee, CallStatus, Command, Pledge, Region, ReminderScope, SupporterKind, Topic};

/// A set of things each of which has a message of its own.
pub trait MessageKey {
    /// What names one of them.
    type Key<'a>;
    /// The family, for the check.
    const FAMILY: KeySet;
    /// The part of the id that names one of them.
    fn code(key: Self::Key<'_>) -> String;
}

/// The families, for the check: which codes each has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySet {
    /// The calls of `pledge.toml`.
    Calls,
    /// The deadlines of `pledge.toml`.
    Deadlines,
    /// Who calls are addressed to.
    Addressees,
    /// What can come of a call.
    Statuses,
    /// As what one signs.
    Kinds,
    /// Where supporters live.
    Regions,
    /// What one can hear about.
    Topics,
    /// The commands.
    Commands,
    /// What a message to many can be.
    Posts,
    /// What it can't be.
    Unfit,
    /// Where a campaign stands.
    Stages,
    /// Why a delivery stands as it does.
    Reasons,
    /// Which reminders one wants.
    Choices,
    /// The time zones that are offered.
    Zones,
}

impl KeySet {
    /// Every code of the family; without facts there are neither calls nor deadlines.
    #[must_use]
    pub fn codes(self, pledge: Option<&Pledge>) -> Vec<String> {
        match self {
            KeySet::Calls => pledge.iter().flat_map(|p| &p.calls).map(|call| Calls::code(&call.id)).collect(),
            KeySet::Deadlines => pledge.iter().flat_map(|p| &p.deadlines).map(|due| due.id.clone()).collect(),
            KeySet::Addressees => Addressee::ALL.map(Addressees::code).into(),
            KeySet::Statuses => CallStatus::ALL.map(Statuses::code).into(),
            KeySet::Kinds => SupporterKind::ALL.map(Kinds::code).into(),
            KeySet::Regions => Region::ALL.map(Regions::code).into(),
            KeySet::Topics => Topic::ALL.map(Topics::code).into(),
            KeySet::Commands => Command::ALL.map(Commands::code).into(),
            KeySet::Posts => POSTS.map(str::to_owned).into(),
            KeySet::Unfit => UNFIT.map(str::to_owned).into(),
            KeySet::Stages => STAGES.map(str::to_owned).into(),
            KeySet::Choices => ReminderScope::ALL.map(Choices::code).into(),
            KeySet::Zones => ZONES.map(|(code, _)| code.to_owned()).into(),
            KeySet::Reasons => Reason::ALL.iter().copied().map(Reasons::code).collect(),
        }
    }
}

macro_rules! family {
    ($name:ident, $key:ty, $code:expr) => {
        #[doc = concat!("See [`KeySet::", stringify!($name), "`].")]
        pub struct $name;

        impl MessageKey for $name {
            type Key<'a> = $key;
            const FAMILY: KeySet = KeySet::$name;
            fn code(key: $key) -> String {
                let code: fn($key) -> String = $code;
                code(key)
            }
        }
    };
}

/// See [`KeySet::Calls`].
pub struct Calls;

impl MessageKey for Calls {
    type Key<'a> = &'a CallId;
    const FAMILY: KeySet = KeySet::Calls;
    fn code(key: &CallId) -> String {
        key.as_str().to_owned()
    }
}

/// See [`KeySet::Deadlines`].
pub struct Deadlines;

impl MessageKey for Deadlines {
    type Key<'a> = &'a str;
    const FAMILY: KeySet = KeySet::Deadlines;
    fn code(key: &str) -> String {
        key.to_owned()
    }
}

/// See [`KeySet::Zones`].
pub struct Zones;

impl MessageKey for Zones {
    type Key<'a> = &'a str;
    const FAMILY: KeySet = KeySet::Zones;
    fn code(key: &str) -> String {
        key.to_owned()
    }
}

/// What a message to many can be, by the Bot API's names.
const POSTS: [&str; 8] = ["text", "photo", "video", "animation", "document", "audio", "voice", "album"];

/// What it can't be, by the Bot API's names; `other` is what Telegram has come up with since.
const UNFIT: [&str; 12] = [
    "sticker",
    "video-note",
    "poll",
    "location",
    "venue",
    "contact",
    "dice",
    "game",
    "story",
    "checklist",
    "paid-media",
    "other",
];

/// Stages of a campaign, by their codes; what it rests for is said elsewhere.
const STAGES: [&str; 6] = ["scheduled", "filling", "running", "paused", "done", "cancelled"];

/// See [`KeySet::Posts`].
pub struct Posts;

impl MessageKey for Posts {
    type Key<'a> = &'a str;
    const FAMILY: KeySet = KeySet::Posts;
    fn code(key: &str) -> String {
        key.to_owned()
    }
}

/// See [`KeySet::Unfit`].
pub struct Unfit;

impl MessageKey for Unfit {
    type Key<'a> = &'a str;
    const FAMILY: KeySet = KeySet::Unfit;
    fn code(key: &str) -> String {
        key.to_owned()
    }
}

/// See [`KeySet::Stages`].
pub struct Stages;

impl MessageKey for Stages {
    type Key<'a> = Stage;
    const FAMILY: KeySet = KeySet::Stages;
    fn code(key: Stage) -> String {
        key.code().split(':').next().unwrap_or_default().to_owned()
    }
}

family!(Choices, ReminderScope, |key| key.code().to_owned());
family!(Reasons, Reason, |key| key.code().to_owned());
family!(Addressees, Addressee, |key| key.code().to_owned());
family!(Statuses, CallStatus, |key| key.code().to_owned());
family!(Kinds, SupporterKind, |key| key.code().to_owned());
family!(Regions, Region, |key| key.code().to_owned());
family!(Topics, Topic, |key| key.code().to_owned());
family!(Commands, Command, |key| key.name().to_owned());
