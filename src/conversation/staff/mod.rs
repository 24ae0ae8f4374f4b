//! The desk: where owners write to many, and see how it goes.
//!
//! ```text
//! — /broadcast
//! ‹ A message to many: draft …                  [+ Кыргызча] [+ Русский] [+ English] [To whom] [When] … [Discard]
//! — [+ Кыргызча]
//! ‹ Send me the message …                                                                        [‹ Draft]
//! — Саламатсызбы! …
//! ‹ Version: Кыргызча …               [Another message] [Buttons with links] [Remove this version] [‹ Draft]
//! — [‹ Draft] [Preview] [Send…]
//! ‹ Send this? …                                                              [Send to 1234] [‹ Draft]
//! — [Send to 1234]
//! ‹ It is on its way. …
//! ```
//!
//! To anybody else there is no desk: its commands are unknown, and its buttons stale.

mod audience;
mod callback;
mod campaigns;
mod card;
mod change;
mod confirm;
mod deadlines;
mod draft;
mod export;
mod form;
mod links;
mod preview;
mod receive;
mod record;
mod report;
mod seal;
mod summary;
mod time;
mod version;
mod voice;

use std::sync::Arc;

use jiff::Timestamp;
use teloxide::types::Message;

pub use callback::StaffCallback;
pub use draft::Draft;
pub use receive::received;
pub use voice::BotRenderer;

use crate::conversation::{Answered, Callback, Context, Turn};
use crate::crypto;
use crate::domain::message::Button;
use crate::domain::{ChatId, StaffCommand};
use crate::telegram::{Page, RateLimits};
use callback::DraftAction;

/// What the desk needs to know of the bot as a whole.
pub struct StaffSettings {
    owners: Vec<ChatId>,
    /// How many a second go out to many.
    per_second: u32,
    /// Whether Telegram is paid for going faster.
    paid: bool,
    /// What makes a confirmation good in this process only.
    nonce: [u8; 32],
}

impl StaffSettings {
    /// A desk for these people, who send this fast.
    #[must_use]
    pub fn new(owners: &[i64], limits: RateLimits) -> StaffSettings {
        StaffSettings {
            owners: owners.iter().copied().map(ChatId).collect(),
            per_second: limits.paid.unwrap_or(limits.all).max(1),
            paid: limits.paid.is_some(),
            nonce: crypto::random(),
        }
    }

    /// How many seconds it takes to send to so many.
    fn seconds(&self, recipients: u64) -> u64 {
        recipients.div_ceil(u64::from(self.per_second))
    }
}

impl Context {
    /// Whether this is an owner's own chat.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.is_private() && self.app.desk.owners.contains(&self.chat.id)
    }

    /// A button of the desk.
    fn tap(&self, label: String, tap: StaffCallback) -> Button {
        self.button(label, &Callback::Desk(tap))
    }

    /// A button of this draft.
    fn tap_draft(&self, label: String, draft: &Draft, step: DraftAction) -> Button {
        self.tap(label, StaffCallback::Step(draft.begun, step))
    }

    /// Opens a page of the desk, and keeps the draft as it stands now.
    fn keep(&self, page: Page, draft: &Draft) -> Turn {
        self.open(page).change(draft.save())
    }
}

/// A command for staff, from one of them.
pub fn command(message: Message, visit: Arc<Context>) -> Option<StaffCommand> {
    let command = StaffCommand::parse(message.text()?, &visit.app.username)?;
    visit.is_owner().then_some(command)
}

/// The draft that the message may be for.
pub fn waiting(visit: Arc<Context>) -> Option<Draft> {
    visit.draft.clone().filter(|draft| draft.waits() && visit.is_owner())
}

/// A command for staff.
pub async fn commanded(visit: Arc<Context>, command: StaffCommand, message: Message) -> Answered {
    let text = message.text().unwrap_or_default();
    match command {
        StaffCommand::Deadlines => deadlines::command(&visit, text).await,
        StaffCommand::Record => Ok(record::command(&visit, text)),
        StaffCommand::Broadcast => card::open(&visit).await,
        StaffCommand::Campaigns => campaigns::list(&visit).await,
        StaffCommand::Export => export::sealed(&visit).await,
    }
}

/// A button of the desk was tapped.
pub async fn tapped(visit: Arc<Context>, tap: StaffCallback) -> Answered {
    match tap {
        StaffCallback::Draft => card::open(&visit).await,
        StaffCallback::Step(begun, step) => match of(&visit, begun) {
            Some(draft) => step_taken(&visit, draft, step).await,
            None => confirm::gone(&visit, begun, &step).await,
        },
        StaffCallback::Campaigns => campaigns::list(&visit).await,
        StaffCallback::Report(id) => campaigns::report(&visit, id).await,
        StaffCallback::Ask(id, order) => campaigns::ask(&visit, id, order).await,
        StaffCallback::Order(id, order, unsure) => campaigns::ordered(&visit, id, order, unsure).await,
        StaffCallback::AskTakeBack(id) => change::ask_take_back(&visit, id, None).await,
        StaffCallback::TakeBack(id, seal) => change::take_back(&visit, id, seal).await,
        StaffCallback::Correct(id) => change::correct(&visit, id).await,
        StaffCallback::Deadlines => deadlines::list(&visit, None).await,
        StaffCallback::Deadline(id) => deadlines::one(&visit, &id).await,
        StaffCallback::SetDeadline(made) => deadlines::set(&visit, made).await,
        StaffCallback::AskRemoveDeadline(id) => Ok(deadlines::ask_remove(&visit, &id)),
        StaffCallback::RemoveDeadline(id) => Ok(deadlines::removed(&visit, &id)),
        StaffCallback::Record => Ok(record::explain(&visit, None)),
        StaffCallback::ShowEntry(made) => record::shown(&visit, made).await,
        StaffCallback::DropForms => Ok(record::dropped(&visit)),
    }
}

/// The draft that was begun at this time.
fn of(visit: &Context, begun: Timestamp) -> Option<Draft> {
    let draft = visit.draft.as_ref().filter(|draft| draft.begun.as_second() == begun.as_second());
    draft.map(Draft::resting)
}

async fn step_taken(visit: &Context, mut draft: Draft, step: DraftAction) -> Answered {
    // A correction goes to whoever got what it corrects, and changes texts only.
    if draft.corrects().is_some() && !fits_correction(&step) {
        return card::show(visit, &draft, None).await;
    }
    match step {
        DraftAction::Version(lang) if draft.version(lang).is_some() => {
            return Ok(version::show(visit, &draft, lang, None));
        }
        DraftAction::Version(lang) | DraftAction::Write(lang) => {
            return Ok(version::ask(visit, &draft, lang, None));
        }
        DraftAction::Links(lang) => return Ok(version::ask_links(visit, &draft, lang, None)),
        DraftAction::NoLinks(lang) => {
            if let Some(post) = draft.content.by_lang.get_mut(&lang) {
                post.links.clear();
            }
            return Ok(version::show(visit, &draft, lang, None));
        }
        DraftAction::Audience
        | DraftAction::Topic(_)
        | DraftAction::Lang(_)
        | DraftAction::Region(_)
        | DraftAction::Supporters(_)
        | DraftAction::Groups(_) => {
            return audience::chosen(visit, draft, &step).await;
        }
        DraftAction::Regions => return Ok(audience::regions(visit, &draft)),
        DraftAction::Time => return Ok(card::ask_time(visit, &draft, None)),
        DraftAction::Preview => return preview::show(visit, &draft).await,
        DraftAction::Confirm => return confirm::ask(visit, &draft, None).await,
        DraftAction::Send(seal) => return confirm::send(visit, &draft, &seal).await,
        DraftAction::AskDiscard => return Ok(card::ask_discard(visit, &draft)),
        DraftAction::Discard => return Ok(card::discarded(visit)),
        DraftAction::Remove(lang) => drop(draft.content.by_lang.remove(&lang)),
        DraftAction::Fallback(on) => draft.content.fallback = on,
        DraftAction::Now => draft.due = None,
        DraftAction::Urgent(on) => draft.urgent = on,
        DraftAction::Trial(on) => draft.trial = on,
        DraftAction::Card => {}
    }
    card::show(visit, &draft, None).await
}

fn fits_correction(step: &DraftAction) -> bool {
    matches!(
        step,
        DraftAction::Card
            | DraftAction::Version(_)
            | DraftAction::Write(_)
            | DraftAction::Preview
            | DraftAction::Confirm
            | DraftAction::Send(_)
            | DraftAction::AskDiscard
            | DraftAction::Discard
    )
}

/// A count for a message.
fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}
