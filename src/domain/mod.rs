//! Pure types and rules. No tokio, SQL or teloxide, and no clock: functions take `now`.

pub mod call_status;
pub mod campaign;
pub mod chat;
mod code;
pub mod command;
pub mod contact;
pub mod deadline;
pub mod figures;
pub mod ids;
pub mod lang;
pub mod local_hour;
pub mod message;
pub mod pledge;
pub mod region;
pub mod reminder;
pub mod retention;
pub mod sign_up;
pub mod supporter;
pub mod time;
pub mod topic;

pub use call_status::{CallStatus, StatusEntry};
pub use campaign::{Audience, Campaign, CampaignId};
pub use chat::{Chat, ChatKind};
pub use command::{Command, StaffCommand};
pub use contact::{Contact, Name};
pub use deadline::{Deadline, Distance};
pub use ids::{CallId, ChatId, MessageId};
pub use lang::Lang;
pub use local_hour::LocalHour;
pub use pledge::{Addressee, Call, Pledge};
pub use region::Region;
pub use reminder::{Reminder, ReminderPrefs, ReminderScope};
pub use retention::Retention;
pub use sign_up::SignUp;
pub use supporter::{Person, Supporter, SupporterFilter, SupporterKind};
pub use topic::Topic;
