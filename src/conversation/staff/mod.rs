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
pub(crate) mod draft;
mod export;
mod form;
mod links;
mod preview;
mod receive;
mod record;
pub(crate) mod report;
mod seal;
pub(crate) mod settings;
mod summary;
mod time;
mod version;

use jiff::Timestamp;

pub use draft::Draft;
pub(crate) use receive::received;

use crate::conversation::callback::{DraftAction, StaffCallback};
use crate::conversation::{Answered, Callback, Context, Turn};
use crate::domain::StaffCommand;
use crate::domain::message::Button;
use crate::telegram::Page;

/// Shorthands that only staff's screens use.
impl Context {
    /// A button of the desk.
    fn tap(&self, label: String, tap: StaffCallback) -> Button {
        self.button(label, &Callback::Staff(tap))
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

/// The draft that input may be for.
pub(crate) fn waiting(visit: &Context) -> Option<Draft> {
    visit.draft.clone().filter(|draft| draft.waits() && visit.is_staff())
}

/// A command for staff, with its whole text.
pub(crate) async fn commanded(visit: &Context, command: StaffCommand, text: &str) -> Answered {
    match command {
        StaffCommand::Deadlines => deadlines::command(visit, text).await,
        StaffCommand::Record => Ok(record::command(visit, text)),
        StaffCommand::Broadcast => card::open(visit).await,
        StaffCommand::Campaigns => campaigns::list(visit).await,
        StaffCommand::Export => export::sealed(visit).await,
    }
}

/// A button of the desk was tapped.
pub(crate) async fn tapped(visit: &Context, tap: StaffCallback) -> Answered {
    match tap {
        StaffCallback::Draft => card::open(visit).await,
        StaffCallback::Step(begun, step) => match of(visit, begun) {
            Some(draft) => step_taken(visit, draft, step).await,
            None => confirm::gone(visit, begun, &step).await,
        },
        StaffCallback::Campaigns => campaigns::list(visit).await,
        StaffCallback::Report(id) => campaigns::report(visit, id).await,
        StaffCallback::Ask(id, order) => campaigns::ask(visit, id, order).await,
        StaffCallback::Order(id, order, unsure) => campaigns::ordered(visit, id, order, unsure).await,
        StaffCallback::AskTakeBack(id) => change::ask_take_back(visit, id, None).await,
        StaffCallback::TakeBack(id, seal) => change::take_back(visit, id, seal).await,
        StaffCallback::Correct(id) => change::correct(visit, id).await,
        StaffCallback::Deadlines => deadlines::list(visit, None).await,
        StaffCallback::Deadline(id) => deadlines::one(visit, &id).await,
        StaffCallback::SetDeadline(made) => deadlines::set(visit, made).await,
        StaffCallback::AskRemoveDeadline(id) => Ok(deadlines::ask_remove(visit, &id)),
        StaffCallback::RemoveDeadline(id) => Ok(deadlines::removed(visit, &id)),
        StaffCallback::Record => Ok(record::explain(visit, None)),
        StaffCallback::ShowEntry(made) => record::shown(visit, made).await,
        StaffCallback::DropForms => Ok(record::dropped(visit)),
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
