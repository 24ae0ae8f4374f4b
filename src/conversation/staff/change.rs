//! Changes to a campaign that was sent: it is taken back, or corrected.

use jiff::SignedDuration;

use crate::conversation::callback::{Seal, StaffCallback};
use crate::conversation::staff::draft::digest::Confirmed;
use crate::conversation::staff::draft::{Draft, correction, overview, version};
use crate::conversation::staff::{campaigns, count, report, sent};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::CampaignId;
use crate::domain::campaign::{CampaignKind, CampaignOutline, Launch};
use crate::domain::figures::StaffFigure;
use crate::domain::hold::Silencing;
use crate::domain::message::MessageVersions;
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The time for which a bot may delete its messages (`deleteMessage`).
const DELETABLE: SignedDuration = SignedDuration::from_hours(48);

/// Asks whether to take a campaign back. A note stands last, right above the button that does it.
pub(super) async fn ask_take_back(context: &Context, id: CampaignId, note: Option<Html>) -> Answered {
    let outline = context.app.store.outline(id).await?.filter(CampaignOutline::can_be_taken_back);
    let Some(outline) = outline else { return campaigns::report(context, id).await };
    let say = context.say();
    if context.now.duration_since(outline.campaign.touched) > DELETABLE {
        return Ok(below(context, say.campaign_take_back_late(), &outline));
    }
    let sent = outline.campaign.figure(outline.standing(), &outline.tally);
    let seal = Seal::new(&context.app.staff, context.now, &Confirmed::TakeBack { campaign: id, sent });
    let question = match sent {
        StaffFigure::Exactly(number) => say.campaign_take_back_ask(id.0, count(number)),
        StaffFigure::AtLeast(_) | StaffFigure::Few => say.campaign_take_back_ask_some(id.0),
    };
    let question = [question, say.campaign_expires(Seal::MINUTES)];
    let rows = vec![
        vec![context.staff_button(say.campaign_button_take_back_yes(), StaffCallback::TakeBack(id, seal))],
        vec![context.staff_button(say.campaign_button_report(), StaffCallback::Report(id))],
    ];
    Ok(context.show(Page { text: Html::paragraphs(question.into_iter().chain(note)), rows }))
}

/// Takes a campaign back, if nothing has changed since that was confirmed.
pub(super) async fn take_back(context: &Context, id: CampaignId, seal: Seal) -> Answered {
    let Some(outline) = context.app.store.outline(id).await? else {
        return campaigns::report(context, id).await;
    };
    let say = context.say();
    if outline.changes.iter().any(|it| it.deletes() && it.campaign.created >= seal.asked()) {
        return Ok(context.alert(say.campaign_on_its_way_toast()));
    }
    if !outline.can_be_taken_back() {
        return campaigns::report(context, id).await;
    }
    if seal.has_expired(context.now) {
        return ask_take_back(context, id, Some(say.campaign_expired())).await;
    }
    let sent = outline.campaign.figure(outline.standing(), &outline.tally);
    if !seal.fits(&context.app.staff, &Confirmed::TakeBack { campaign: id, sent }) {
        return ask_take_back(context, id, Some(say.campaign_changed())).await;
    }
    let launch = Launch {
        author: Some(context.chat.id),
        kind: CampaignKind::Delete(id),
        audience: outline.campaign.audience,
        content: MessageVersions::default(),
        due: context.now,
        // A message that disappears wakes nobody.
        urgent: true,
        trial: false,
        paid: false,
    };
    let page = Page { text: say.campaign_launched_take_back(), rows: overview::rows_after_draft(context) };
    let turn = context
        .show(page)
        .change(Change::Launch(Box::new(launch), context.now))
        .change(Change::TellOfSilencing(Silencing::TakeBack, id, context.now));
    // A launch ends the draft, but this one was not made from the draft.
    Ok(match &context.draft {
        Some(draft) => turn.change(draft.resting().save()),
        None => turn,
    })
}

/// Begins a correction of a campaign, or continues it: asks for the new text at once if there is one version.
pub(super) async fn correct(context: &Context, id: CampaignId) -> Answered {
    let say = context.say();
    let Some(outline) = context.app.store.outline(id).await? else {
        return campaigns::report(context, id).await;
    };
    if let Some(obstacle) = correction::obstacle(&say, id, Some(&outline)) {
        return Ok(below(context, obstacle, &outline));
    }
    let draft = match context.draft.as_ref().filter(|draft| draft.has_versions()) {
        Some(draft) if draft.corrects() == Some(id) => draft.resting(),
        Some(draft) => return overview::show(context, &draft.resting(), Some(say.campaign_busy())).await,
        None => match sent::content(context, id).await? {
            Some(versions) => Draft::correct(context.now, id, outline.campaign.audience, versions),
            None => return Ok(context.alert(say.campaign_unreadable_toast())),
        },
    };
    match draft.only_version() {
        Some(lang) => Ok(version::ask(context, &draft, lang, None)),
        None => overview::show(context, &draft, Some(say.campaign_correct())).await,
    }
}

/// The report of a campaign below a note.
fn below(context: &Context, note: Html, outline: &CampaignOutline) -> Turn {
    let page = report::page(&context.texts, &context.clock(), outline, 0.0);
    context.show(Page { text: Html::paragraphs([note, page.text]), rows: page.rows })
}
