//! What was sent is taken back, or corrected.

use jiff::SignedDuration;

use crate::conversation::callback::{Seal, StaffCallback};
use crate::conversation::staff::{Draft, campaigns, card, count, report};
use crate::conversation::{Answered, Context, HandlerError};
use crate::domain::campaign::{CampaignKind, DeliveryStatus, Launch, Stage, Tally};
use crate::domain::message::MessageVersions;
use crate::domain::{Campaign, CampaignId};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// How long a bot may delete what it sent, by `deleteMessage`.
const DELETABLE: SignedDuration = SignedDuration::from_hours(48);

/// Asks whether to take a campaign back, under a note where there is something to say.
pub(super) async fn ask_take_back(visit: &Context, id: CampaignId, note: Option<Html>) -> Answered {
    let Some((campaign, tally)) = changeable(visit, id).await? else {
        return campaigns::report(visit, id).await;
    };
    let say = visit.say();
    if visit.now.duration_since(campaign.touched) > DELETABLE {
        let mut page = report::page(&visit.texts, visit.lang, &campaign, &tally, 0.0);
        page.text = Html::paragraphs([say.desk_take_back_late(), page.text]);
        return Ok(visit.open(page));
    }
    let number = tally.of(DeliveryStatus::Sent);
    let seal = Seal::new(&visit.app.staff, visit.now, &confirmed(id, number));
    let question = [say.desk_take_back_ask(id.0, count(number)), say.desk_expires(Seal::MINUTES)];
    let rows = vec![
        vec![visit.tap(say.desk_button_take_back_yes(), StaffCallback::TakeBack(id, seal))],
        vec![visit.tap(say.desk_button_report(), StaffCallback::Report(id))],
    ];
    Ok(visit.open(Page { text: Html::paragraphs(note.into_iter().chain(question)), rows }))
}

/// Takes a campaign back, if that is still what was confirmed.
pub(super) async fn take_back(visit: &Context, id: CampaignId, seal: Seal) -> Answered {
    let Some((campaign, tally)) = changeable(visit, id).await? else {
        return campaigns::report(visit, id).await;
    };
    let say = visit.say();
    let changes = visit.app.store.reader().changes_of(id).await?;
    if changes.iter().any(|other| other.kind == CampaignKind::Delete(id) && other.created >= seal.asked()) {
        return Ok(visit.toast(say.desk_on_its_way_toast()));
    }
    if seal.has_expired(visit.now) {
        return ask_take_back(visit, id, Some(say.desk_expired())).await;
    }
    if !seal.fits(&visit.app.staff, &confirmed(id, tally.of(DeliveryStatus::Sent))) {
        return ask_take_back(visit, id, Some(say.desk_changed())).await;
    }
    let launch = Launch {
        author: visit.chat.id,
        kind: CampaignKind::Delete(id),
        audience: campaign.audience,
        content: MessageVersions::default(),
        due: visit.now,
        // Nobody is woken up by what disappears.
        urgent: true,
        trial: false,
        paid: false,
    };
    let page = Page { text: say.desk_launched(), rows: card::after(visit) };
    let turn = visit.open(page).change(Change::Launch(Box::new(launch), visit.now));
    // A launch ends the draft; this one has nothing to do with it.
    Ok(match &visit.draft {
        Some(draft) => turn.change(draft.resting().save()),
        None => turn,
    })
}

/// Begins to correct a campaign, or goes on with that.
pub(super) async fn correct(visit: &Context, id: CampaignId) -> Answered {
    let say = visit.say();
    let Some((campaign, _)) = changeable(visit, id).await? else { return campaigns::report(visit, id).await };
    let draft = match &visit.draft {
        Some(draft) if draft.corrects() == Some(id) => draft.resting(),
        Some(draft) => return card::show(visit, &draft.resting(), Some(say.desk_busy())).await,
        None => match said(visit, id).await? {
            Some(content) => Draft::correct(visit.now, id, campaign.audience, content),
            None => return Ok(visit.toast(say.desk_unreadable_toast())),
        },
    };
    card::show(visit, &draft, Some(say.desk_correct())).await
}

/// What a campaign says since it was corrected last; `None` where that can't be read any more.
pub(super) async fn said(visit: &Context, id: CampaignId) -> Result<Option<MessageVersions>, HandlerError> {
    let store = &visit.app.store;
    let changes = store.reader().changes_of(id).await?;
    // What was called off may stand nowhere.
    let mut corrections = changes.iter().filter(|campaign| campaign.stage != Stage::Cancelled);
    let last =
        corrections.find(|campaign| campaign.kind == CampaignKind::Replace(id)).map_or(id, |last| last.id);
    Ok(store.content(last).await?)
}

/// A campaign that reached somebody and is over.
async fn changeable(visit: &Context, id: CampaignId) -> Result<Option<(Campaign, Tally)>, HandlerError> {
    let reader = visit.app.store.reader();
    let Some(campaign) = reader.campaign(id).await? else { return Ok(None) };
    let tally = reader.tally(id).await?;
    Ok(campaign.can_be_changed(&tally).then_some((campaign, tally)))
}

fn confirmed(id: CampaignId, number: u64) -> Vec<Vec<u8>> {
    vec![b"take back".to_vec(), id.0.to_be_bytes().to_vec(), number.to_be_bytes().to_vec()]
}
