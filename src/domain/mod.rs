//! Pure types and rules: languages, regions, topics, the pledge, deadlines, the sign-up, campaigns. No tokio, SQL or teloxide.

pub mod campaign;
pub mod chat;
pub mod command;
pub mod contact;
pub mod deadline;
pub mod figures;
pub mod keep;
pub mod lang;
pub mod pledge;
pub mod record;
pub mod region;
pub mod reminder;
pub mod signup;
pub mod supporter;
pub mod topic;

pub use campaign::{Audience, Campaign, CampaignId};
pub use chat::{Chat, ChatId, ChatKind, MessageId};
pub use command::{Command, StaffCommand};
pub use contact::{Contact, Name};
pub use deadline::{Deadline, Distance};
pub use keep::Keep;
pub use lang::Lang;
pub use pledge::{Addressee, Call, CallStatus, Pledge};
pub use record::Entry;
pub use region::Region;
pub use reminder::{Reminder, Slot, Which, Wish};
pub use signup::SignUp;
pub use supporter::{Person, Supporter, SupporterKind};
pub use topic::Topic;
