//! Pure types and rules: languages, regions, topics, the pledge, deadlines, the sign-up, campaigns. No tokio, SQL or teloxide.

pub mod call_status;
pub mod campaign;
pub mod chat;
pub mod command;
pub mod contact;
pub mod deadline;
pub mod figures;
pub mod lang;
pub mod pledge;
pub mod region;
pub mod reminder;
pub mod retention;
pub mod sign_up;
pub mod supporter;
pub mod topic;

pub use call_status::StatusEntry;
pub use campaign::{Audience, Campaign, CampaignId};
pub use chat::{Chat, ChatId, ChatKind, MessageId};
pub use command::{Command, StaffCommand};
pub use contact::{Contact, Name};
pub use deadline::{Deadline, Distance};
pub use lang::Lang;
pub use pledge::{Addressee, Call, CallStatus, Pledge};
pub use region::Region;
pub use reminder::{LocalHour, Reminder, ReminderPrefs, ReminderScope};
pub use retention::Retention;
pub use sign_up::SignUp;
pub use supporter::{Person, Supporter, SupporterFilter, SupporterKind};
pub use topic::Topic;
