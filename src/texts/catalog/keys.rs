//! Messages that come in families: one for each call, region, status and so on. The code of the thing stands in the id.

use crate::domain::campaign::{Reason, Stage};
use crate::domain::pledge::CallId;
use crate::domain::reminder::ZONES;
use crate::domain::{Addressee, CallStatus, Command, Pledge, Region, ReminderScope, SupporterKind, Topic};

/// A set of things each of which has a message of its own.
pub trait Family {
    /// What names one of them.
    type Key<'a>;
    /// The family, for the check.
    const FAMILY: Families;
    /// The part of the id that names one of them.
    fn code(key: Self::Key<'_>) -> String;
}

/// The families, for the check: which codes each has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Families {
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

impl Families {
    /// Every code of the family; without facts there are neither calls nor deadlines.
    #[must_use]
    pub fn codes(self, pledge: Option<&Pledge>) -> Vec<String> {
        match self {
            Families::Calls => {
                pledge.iter().flat_map(|p| &p.calls).map(|call| Calls::code(&call.id)).collect()
            }
            Families::Deadlines => {
                pledge.iter().flat_map(|p| &p.deadlines).map(|due| due.id.clone()).collect()
            }
            Families::Addressees => Addressee::ALL.map(Addressees::code).into(),
            Families::Statuses => CallStatus::ALL.map(Statuses::code).into(),
            Families::Kinds => SupporterKind::ALL.map(Kinds::code).into(),
            Families::Regions => Region::ALL.map(Regions::code).into(),
            Families::Topics => Topic::ALL.map(Topics::code).into(),
            Families::Commands => Command::ALL.map(Commands::code).into(),
            Families::Posts => POSTS.map(str::to_owned).into(),
            Families::Unfit => UNFIT.map(str::to_owned).into(),
            Families::Stages => STAGES.map(str::to_owned).into(),
            Families::Choices => ReminderScope::ALL.map(Choices::code).into(),
            Families::Zones => ZONES.map(|(code, _)| code.to_owned()).into(),
            Families::Reasons => Reason::ALL.iter().copied().map(Reasons::code).collect(),
        }
    }
}

macro_rules! family {
    ($name:ident, $key:ty, $code:expr) => {
        #[doc = concat!("See [`Families::", stringify!($name), "`].")]
        pub struct $name;

        impl Family for $name {
            type Key<'a> = $key;
            const FAMILY: Families = Families::$name;
            fn code(key: $key) -> String {
                let code: fn($key) -> String = $code;
                code(key)
            }
        }
    };
}

/// See [`Families::Calls`].
pub struct Calls;

impl Family for Calls {
    type Key<'a> = &'a CallId;
    const FAMILY: Families = Families::Calls;
    fn code(key: &CallId) -> String {
        key.as_str().to_owned()
    }
}

/// See [`Families::Deadlines`].
pub struct Deadlines;

impl Family for Deadlines {
    type Key<'a> = &'a str;
    const FAMILY: Families = Families::Deadlines;
    fn code(key: &str) -> String {
        key.to_owned()
    }
}

/// See [`Families::Zones`].
pub struct Zones;

impl Family for Zones {
    type Key<'a> = &'a str;
    const FAMILY: Families = Families::Zones;
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

/// See [`Families::Posts`].
pub struct Posts;

impl Family for Posts {
    type Key<'a> = &'a str;
    const FAMILY: Families = Families::Posts;
    fn code(key: &str) -> String {
        key.to_owned()
    }
}

/// See [`Families::Unfit`].
pub struct Unfit;

impl Family for Unfit {
    type Key<'a> = &'a str;
    const FAMILY: Families = Families::Unfit;
    fn code(key: &str) -> String {
        key.to_owned()
    }
}

/// See [`Families::Stages`].
pub struct Stages;

impl Family for Stages {
    type Key<'a> = Stage;
    const FAMILY: Families = Families::Stages;
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
