//! The buttons of a draft.

use jiff::Timestamp;

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::{Draft, audience, confirm, overview, preview, version};
use crate::conversation::{Answered, Context};

/// The draft that was begun at this time.
fn of(context: &Context, begun: Timestamp) -> Option<Draft> {
    let draft = context.draft.as_ref().filter(|draft| draft.begun.as_second() == begun.as_second());
    draft.map(Draft::resting)
}

/// A button of the draft that was begun at this time was tapped.
pub(crate) async fn tapped(context: &Context, begun: Timestamp, action: DraftAction) -> Answered {
    match of(context, begun) {
        Some(draft) => change(context, draft, action).await,
        None => confirm::gone(context, begun, &action).await,
    }
}

async fn change(context: &Context, mut draft: Draft, action: DraftAction) -> Answered {
    // A correction goes to whoever got what it corrects, and changes texts only.
    if draft.corrects().is_some() && !fits_correction(&action) {
        return overview::show(context, &draft, None).await;
    }
    match action {
        DraftAction::Version(lang) if draft.version(lang).is_some() => {
            return Ok(version::show(context, &draft, lang, None));
        }
        DraftAction::Version(lang) | DraftAction::Write(lang) => {
            return Ok(version::ask(context, &draft, lang, None));
        }
        DraftAction::Links(lang) => return Ok(version::ask_links(context, &draft, lang, None)),
        DraftAction::NoLinks(lang) => {
            if let Some(message) = draft.content.by_lang.get_mut(&lang) {
                message.links.clear();
            }
            return Ok(version::show(context, &draft, lang, None));
        }
        DraftAction::Audience
        | DraftAction::Topic(_)
        | DraftAction::Lang(_)
        | DraftAction::Region(_)
        | DraftAction::Supporters(_)
        | DraftAction::Groups(_) => {
            return audience::chosen(context, draft, &action).await;
        }
        DraftAction::Regions => return Ok(audience::regions(context, &draft)),
        DraftAction::Time => return Ok(overview::ask_time(context, &draft, None)),
        DraftAction::Preview => return preview::show(context, &draft).await,
        DraftAction::Confirm => return confirm::ask(context, &draft, None).await,
        DraftAction::Send(seal) => return confirm::send(context, &draft, &seal).await,
        DraftAction::AskDiscard => return Ok(overview::ask_discard(context, &draft)),
        DraftAction::Discard => return Ok(overview::discarded(context)),
        DraftAction::Remove(lang) => drop(draft.content.by_lang.remove(&lang)),
        DraftAction::Fallback(on) => draft.content.fallback = on,
        DraftAction::Now => draft.due = None,
        DraftAction::Urgent(on) => draft.urgent = on,
        DraftAction::Trial(on) => draft.trial = on,
        DraftAction::Overview => {}
    }
    overview::show(context, &draft, None).await
}

fn fits_correction(action: &DraftAction) -> bool {
    matches!(
        action,
        DraftAction::Overview
            | DraftAction::Version(_)
            | DraftAction::Write(_)
            | DraftAction::Preview
            | DraftAction::Confirm
            | DraftAction::Send(_)
            | DraftAction::AskDiscard
            | DraftAction::Discard
    )
}
