//! Messages that come in families: one for each call, region, status and so on. The code of the thing stands in the id.

use crate::domain::{Addressee, CallStatus, Command, Pledge, Region, SupporterKind, Topic, pledge::CallId};

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

family!(Addressees, Addressee, |key| key.code().to_owned());
family!(Statuses, CallStatus, |key| key.code().to_owned());
family!(Kinds, SupporterKind, |key| key.code().to_owned());
family!(Regions, Region, |key| key.code().to_owned());
family!(Topics, Topic, |key| key.code().to_owned());
family!(Commands, Command, |key| key.name().to_owned());
