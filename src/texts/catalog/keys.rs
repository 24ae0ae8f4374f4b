//! Messages of which there is one per thing: per call, region, status and so on. The thing's code stands in the message's
//! ID, at the place of the `*`.

use std::convert::identity;

use crate::domain::audit::{Deed, DeedGroup, DeedResult};
use crate::domain::campaign::{Reason, Stage, StageKind};
use crate::domain::doctor::Finding;
use crate::domain::local_hour::{CITIES, ZONES};
use crate::domain::{
    Addressee, CallId, CallStatus, Command, FormField, PersonStep, Pledge, PrivacyPart, Region,
    ReminderScope, Role, StaffCommand, SupporterKind, Topic,
};

/// Things that have a message each.
pub trait MessageKey {
    /// One of them.
    type Thing<'a>;
    /// All of them, for the check.
    const SET: KeySet;
    /// The code of one of them.
    fn code(thing: Self::Thing<'_>) -> String;
}

/// One line per set: its name in the catalogue, the type of its things, and the function that gives a thing's code.
macro_rules! message_keys {
    ($($(#[$doc:meta])* $name:ident($thing:ty) = $code:path;)*) => {
        /// The sets of things that have a message each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum KeySet {
            $($(#[$doc])* $name,)*
        }

        $(
            $(#[$doc])*
            pub struct $name;

            impl MessageKey for $name {
                type Thing<'a> = $thing;
                const SET: KeySet = KeySet::$name;
                fn code(thing: Self::Thing<'_>) -> String {
                    $code(thing).into()
                }
            }
        )*
    };
}

message_keys! {
    /// The calls of `pledge.toml`.
    Calls(&'a CallId) = CallId::as_str;
    /// The deadlines of `pledge.toml`, by their IDs.
    Deadlines(&'a str) = identity;
    /// Those to whom calls are addressed.
    Addressees(Addressee) = Addressee::code;
    /// The statuses of calls.
    CallStatuses(CallStatus) = CallStatus::code;
    /// The kinds of supporters.
    SupporterKinds(SupporterKind) = SupporterKind::code;
    /// The regions where supporters live.
    Regions(Region) = Region::code;
    /// The parts of the privacy page.
    PrivacyParts(PrivacyPart) = PrivacyPart::code;
    /// The topics of subscriptions.
    Topics(Topic) = Topic::code;
    /// The commands for everybody that menus show.
    Commands(Command) = Command::name;
    /// The commands for staff.
    StaffCommands(StaffCommand) = StaffCommand::name;
    /// The kinds of content that a broadcast can have.
    SendableKinds(&'a str) = identity;
    /// The kinds of content that a broadcast can't have.
    UnsendableKinds(&'a str) = identity;
    /// The stages of a campaign.
    Stages(Stage) = stage;
    /// The reasons for a delivery's status.
    Reasons(Reason) = Reason::code;
    /// The choices of which reminders to get.
    ReminderScopes(ReminderScope) = ReminderScope::code;
    /// The fields of the forms that staff fill in.
    FormFields(FormField) = FormField::code;
    /// The roles of staff.
    Roles(Role) = Role::code;
    /// The steps about a person on staff.
    PersonSteps(PersonStep) = PersonStep::code;
    /// The deeds in the audit log.
    Deeds(Deed) = Deed::code;
    /// The groups of deeds.
    DeedGroups(DeedGroup) = DeedGroup::code;
    /// The results of deeds.
    DeedResults(DeedResult) = DeedResult::code;
    /// What can be wrong with an installation.
    Findings(Finding) = Finding::code;
    /// The time zones that people choose from, by their codes.
    Zones(&'a str) = identity;
    /// The time zones that people can name by a city, by their codes.
    Cities(&'a str) = identity;
}

impl KeySet {
    /// The codes of the set. Without facts there are neither calls nor deadlines.
    pub fn codes(self, pledge: Option<&Pledge>) -> Vec<String> {
        match self {
            KeySet::Calls => pledge.iter().flat_map(|p| &p.calls).map(|call| Calls::code(&call.id)).collect(),
            KeySet::Deadlines => pledge.iter().flat_map(|p| &p.deadlines).map(|due| due.id.clone()).collect(),
            KeySet::Addressees => Addressee::ALL.map(Addressees::code).into(),
            KeySet::CallStatuses => CallStatus::ALL.map(CallStatuses::code).into(),
            KeySet::SupporterKinds => SupporterKind::ALL.map(SupporterKinds::code).into(),
            KeySet::Regions => Region::ALL.map(Regions::code).into(),
            KeySet::PrivacyParts => PrivacyPart::ALL.map(PrivacyParts::code).into(),
            KeySet::Topics => Topic::ALL.map(Topics::code).into(),
            KeySet::Commands => Command::listed().map(Commands::code).collect(),
            KeySet::StaffCommands => StaffCommand::ALL.map(StaffCommands::code).into(),
            KeySet::SendableKinds => SENDABLE.map(str::to_owned).into(),
            KeySet::UnsendableKinds => UNSENDABLE.map(str::to_owned).into(),
            KeySet::Stages => StageKind::ALL.map(|kind| kind.code().to_owned()).into(),
            KeySet::Reasons => Reason::ALL.map(Reasons::code).into(),
            KeySet::ReminderScopes => ReminderScope::ALL.map(ReminderScopes::code).into(),
            KeySet::FormFields => FormField::ALL.map(FormFields::code).into(),
            KeySet::Roles => Role::ALL.map(Roles::code).into(),
            KeySet::PersonSteps => PersonStep::ALL.map(PersonSteps::code).into(),
            KeySet::Deeds => Deed::ALL.map(Deeds::code).into(),
            KeySet::DeedGroups => DeedGroup::ALL.map(DeedGroups::code).into(),
            KeySet::DeedResults => DeedResult::ALL.map(DeedResults::code).into(),
            KeySet::Findings => Finding::ALL.map(Findings::code).into(),
            KeySet::Zones => ZONES.map(|(code, _)| code.to_owned()).into(),
            KeySet::Cities => CITIES.map(|(code, _)| code.to_owned()).into(),
        }
    }
}

/// By the Bot API's names.
const SENDABLE: [&str; 8] = ["text", "photo", "video", "animation", "document", "audio", "voice", "album"];

/// By the Bot API's names. `other` stands for kinds that are newer than this bot.
const UNSENDABLE: [&str; 12] = [
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

/// The code of a stage. The reason for a pause has messages of its own.
fn stage(stage: Stage) -> &'static str {
    StageKind::from(stage).code()
}
