//! The buttons of a draft.

use jiff::Timestamp;

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::{Draft, audience, confirm, overview, preview, version};
use crate::conversation::{Answered, Context};

/// The draft that was begun at this time.
fn of(visit: &Context, begun: Timestamp) -> Option<Draft> {
    let draft = visit.draft.as_ref().filter(|draft| draft.begun.as_second() == begun.as_second());
    draft.map(Draft::resting)
}

/// A button of the draft that was begun at this time was tapped.
pub(crate) async fn tapped(visit: &Context, begun: Timestamp, step: DraftAction) -> Answered {
    match of(visit, begun) {
        Some(draft) => change(visit, draft, step).await,
        None => confirm::gone(visit, begun, &step).await,
    }
}

async fn change(visit: &Context, mut draft: Draft, step: DraftAction) -> Answered {
    // A correction goes to whoever got what it corrects, and changes texts only.
    if draft.corrects().is_some() && !fits_correction(&step) {
        return overview::show(visit, &draft, None).await;
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
        DraftAction::Time => return Ok(overview::ask_time(visit, &draft, None)),
        DraftAction::Preview => return preview::show(visit, &draft).await,
        DraftAction::Confirm => return confirm::ask(visit, &draft, None).await,
        DraftAction::Send(seal) => return confirm::send(visit, &draft, &seal).await,
        DraftAction::AskDiscard => return Ok(overview::ask_discard(visit, &draft)),
        DraftAction::Discard => return Ok(overview::discarded(visit)),
        DraftAction::Remove(lang) => drop(draft.content.by_lang.remove(&lang)),
        DraftAction::Fallback(on) => draft.content.fallback = on,
        DraftAction::Now => draft.due = None,
        DraftAction::Urgent(on) => draft.urgent = on,
        DraftAction::Trial(on) => draft.trial = on,
        DraftAction::Card => {}
    }
    overview::show(visit, &draft, None).await
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
