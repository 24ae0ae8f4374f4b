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
mod tap;
mod time;
mod version;
mod voice;

use std::sync::Arc;

use jiff::Timestamp;
use teloxide::types::Message;

pub use draft::Draft;
pub use receive::received;
pub use tap::Tap;
pub use voice::DeskVoice;

use crate::{
    bot::{Answered, Press, Turn, Visit},
    delivery::{Button, Limits, Page},
    domain::{ChatId, StaffCommand},
    sealing,
};
use tap::Step;

/// What the desk needs to know of the bot as a whole.
pub struct Desk {
    owners: Vec<ChatId>,
    /// How many a second go out to many.
    per_second: u32,
    /// Whether Telegram is paid for going faster.
    paid: bool,
    /// What makes a confirmation good in this process only.
    nonce: [u8; 32],
}

impl Desk {
    /// A desk for these people, who send this fast.
    #[must_use]
    pub fn new(owners: &[i64], limits: Limits) -> Desk {
        Desk {
            owners: owners.iter().copied().map(ChatId).collect(),
            per_second: limits.paid.unwrap_or(limits.all).max(1),
            paid: limits.paid.is_some(),
            nonce: sealing::random(),
        }
    }

    /// How many seconds it takes to send to so many.
    fn seconds(&self, recipients: u64) -> u64 {
        recipients.div_ceil(u64::from(self.per_second))
    }
}

impl Visit {
    /// Whether this is an owner's own chat.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.is_private() && self.app.desk.owners.contains(&self.chat.id)
    }

    /// A button of the desk.
    fn tap(&self, label: String, tap: Tap) -> Button {
        self.button(label, &Press::Desk(tap))
    }

    /// A button of this draft.
    fn tap_draft(&self, label: String, draft: &Draft, step: Step) -> Button {
        self.tap(label, Tap::Step(draft.begun, step))
    }

    /// Opens a page of the desk, and keeps the draft as it stands now.
    fn keep(&self, page: Page, draft: &Draft) -> Turn {
        self.open(page).change(draft.save())
    }
}

/// A command for staff, from one of them.
pub fn command(message: Message, visit: Arc<Visit>) -> Option<StaffCommand> {
    let command = StaffCommand::parse(message.text()?, &visit.app.username)?;
    visit.is_owner().then_some(command)
}

/// The draft that the message may be for.
pub fn waiting(visit: Arc<Visit>) -> Option<Draft> {
    visit.draft.clone().filter(|draft| draft.waits() && visit.is_owner())
}

/// A command for staff.
pub async fn commanded(visit: Arc<Visit>, command: StaffCommand, message: Message) -> Answered {
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
pub async fn tapped(visit: Arc<Visit>, tap: Tap) -> Answered {
    match tap {
        Tap::Draft => card::open(&visit).await,
        Tap::Step(begun, step) => match of(&visit, begun) {
            Some(draft) => step_taken(&visit, draft, step).await,
            None => confirm::gone(&visit, begun, &step).await,
        },
        Tap::Campaigns => campaigns::list(&visit).await,
        Tap::Report(id) => campaigns::report(&visit, id).await,
        Tap::Ask(id, order) => campaigns::ask(&visit, id, order).await,
        Tap::Order(id, order, unsure) => campaigns::ordered(&visit, id, order, unsure).await,
        Tap::AskTakeBack(id) => change::ask_take_back(&visit, id, None).await,
        Tap::TakeBack(id, seal) => change::take_back(&visit, id, seal).await,
        Tap::Correct(id) => change::correct(&visit, id).await,
        Tap::Deadlines => deadlines::list(&visit, None).await,
        Tap::Deadline(id) => deadlines::one(&visit, &id).await,
        Tap::SetDeadline(made) => deadlines::set(&visit, made).await,
        Tap::AskRemoveDeadline(id) => Ok(deadlines::ask_remove(&visit, &id)),
        Tap::RemoveDeadline(id) => Ok(deadlines::removed(&visit, &id)),
        Tap::Record => Ok(record::explain(&visit, None)),
        Tap::ShowEntry(made) => record::shown(&visit, made).await,
        Tap::DropForms => Ok(record::dropped(&visit)),
    }
}

/// The draft that was begun at this time.
fn of(visit: &Visit, begun: Timestamp) -> Option<Draft> {
    let draft = visit.draft.as_ref().filter(|draft| draft.begun.as_second() == begun.as_second());
    draft.map(Draft::resting)
}

async fn step_taken(visit: &Visit, mut draft: Draft, step: Step) -> Answered {
    // A correction goes to whoever got what it corrects, and changes texts only.
    if draft.corrects().is_some() && !fits_correction(&step) {
        return card::show(visit, &draft, None).await;
    }
    match step {
        Step::Version(lang) if draft.version(lang).is_some() => {
            return Ok(version::show(visit, &draft, lang, None));
        }
        Step::Version(lang) | Step::Write(lang) => return Ok(version::ask(visit, &draft, lang, None)),
        Step::Links(lang) => return Ok(version::ask_links(visit, &draft, lang, None)),
        Step::NoLinks(lang) => {
            if let Some(post) = draft.content.posts.get_mut(&lang) {
                post.links.clear();
            }
            return Ok(version::show(visit, &draft, lang, None));
        }
        Step::Audience
        | Step::Topic(_)
        | Step::Lang(_)
        | Step::Region(_)
        | Step::Supporters(_)
        | Step::Groups(_) => {
            return audience::chosen(visit, draft, &step).await;
        }
        Step::Regions => return Ok(audience::regions(visit, &draft)),
        Step::Time => return Ok(card::ask_time(visit, &draft, None)),
        Step::Preview => return preview::show(visit, &draft).await,
        Step::Confirm => return confirm::ask(visit, &draft, None).await,
        Step::Send(seal) => return confirm::send(visit, &draft, &seal).await,
        Step::AskDiscard => return Ok(card::ask_discard(visit, &draft)),
        Step::Discard => return Ok(card::discarded(visit)),
        Step::Remove(lang) => drop(draft.content.posts.remove(&lang)),
        Step::Fallback(on) => draft.content.fallback = on,
        Step::Now => draft.due = None,
        Step::Urgent(on) => draft.urgent = on,
        Step::Trial(on) => draft.trial = on,
        Step::Card => {}
    }
    card::show(visit, &draft, None).await
}

fn fits_correction(step: &Step) -> bool {
    matches!(
        step,
        Step::Card
            | Step::Version(_)
            | Step::Write(_)
            | Step::Preview
            | Step::Confirm
            | Step::Send(_)
            | Step::AskDiscard
            | Step::Discard
    )
}

/// A count for a message.
fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}
