//! The list of broadcasts, a few at a time, each with its corrections and deletions below it.

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::time::StaffClock;
use crate::conversation::staff::{count, words};
use crate::conversation::{Answered, Context, HandlerError, keyboard};
use crate::domain::CampaignId;
use crate::domain::campaign::{
    Campaign, CampaignChange, CampaignOutline, DeliveryStatus, ListPart, Stage, Tally,
};
use crate::domain::figures::StaffFigure;
use crate::domain::message::Button;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The number of broadcasts on a page: with a button for each, they fit a phone.
const LISTED: usize = 5;
/// The number of changes of a broadcast that the list names, the newest ones. Its report names more.
const CHANGES: usize = 3;

/// A page of the list, and whether there are broadcasts before and after those on it.
struct ListPage {
    outlines: Vec<CampaignOutline>,
    has_older: bool,
    has_newer: bool,
}

/// `/campaigns`: the newest broadcasts, or another part of the list.
pub(super) async fn show(context: &Context, part: ListPart) -> Answered {
    let say = context.say();
    let page = ListPage::read(context, part).await?;
    let entries: Vec<_> = page.outlines.iter().map(|outline| entry(&context.clock(), outline)).collect();
    let mut parts = vec![say.campaign_list_title()];
    if entries.is_empty() {
        parts.push(say.campaign_list_none());
    } else {
        parts.extend(entries);
        parts.push(say.campaign_list_times());
    }
    let mut rows: Vec<_> = page.outlines.iter().map(|outline| vec![button(context, outline)]).collect();
    rows.extend(page.turning(context));
    let draft = if context.draft.is_some() { say.campaign_button_draft() } else { say.campaign_button_new() };
    rows.push(vec![context.staff_button(draft, StaffCallback::Draft)]);
    rows.push(context.way_to_panel(None));
    Ok(context.show(Page { text: Html::paragraphs(parts), rows }))
}

impl ListPage {
    async fn read(context: &Context, part: ListPart) -> Result<ListPage, HandlerError> {
        // One more tells whether the list goes on.
        let most = u32::try_from(LISTED).unwrap_or(u32::MAX).saturating_add(1);
        let mut outlines = context.app.store.outlines(part, most).await?;
        let goes_on = outlines.len() > LISTED;
        match part {
            ListPart::Newest => {
                outlines.truncate(LISTED);
                Ok(ListPage { outlines, has_older: goes_on, has_newer: false })
            }
            ListPart::OlderThan(_) => {
                outlines.truncate(LISTED);
                Ok(ListPage { outlines, has_older: goes_on, has_newer: true })
            }
            ListPart::NewerThan(_) if goes_on => {
                let outlines = outlines.split_off(outlines.len() - LISTED);
                Ok(ListPage { outlines, has_older: true, has_newer: true })
            }
            // The newest page is a full one.
            ListPart::NewerThan(_) => Box::pin(ListPage::read(context, ListPart::Newest)).await,
        }
    }

    /// The buttons that lead to the broadcasts before and after those on the page.
    fn turning(&self, context: &Context) -> Option<Vec<Button>> {
        let say = context.say();
        let (first, last) = (self.outlines.first()?.campaign.id, self.outlines.last()?.campaign.id);
        let newer = self
            .has_newer
            .then(|| context.staff_button(say.campaign_button_newer(), StaffCallback::NewerCampaigns(first)));
        let older = self
            .has_older
            .then(|| context.staff_button(say.campaign_button_older(), StaffCallback::OlderCampaigns(last)));
        let row: Vec<_> = newer.into_iter().chain(older).collect();
        (!row.is_empty()).then_some(row)
    }
}

/// A broadcast in the list: its number, time and state, its first words, and its changes.
fn entry(clock: &StaffClock<'_>, outline: &CampaignOutline) -> Html {
    let (say, campaign) = (clock.say(), &outline.campaign);
    let at = clock.short(clock.out(campaign));
    let state = state(&say, campaign, &outline.tally);
    let mut lines = vec![say.campaign_list_entry(campaign.id.0, &at, &state)];
    lines.extend(first_words(&say, outline));
    lines.extend(changes(&say, outline, CHANGES));
    Html::lines(lines)
}

/// The first words of a campaign, or that they can't be read any more; `None` for a reminder, whose text is made when it is
/// sent.
pub(super) fn first_words(say: &Say<'_>, outline: &CampaignOutline) -> Option<Html> {
    match &outline.content {
        Some(content) => words::first(say, content).map(|words| say.campaign_line_quote(&words)),
        None => Some(say.campaign_list_unreadable()),
    }
}

/// The newest corrections and deletions of a broadcast, each with its number and state, the oldest first.
pub(super) fn changes(say: &Say<'_>, outline: &CampaignOutline, most: usize) -> Vec<Html> {
    let line = |CampaignChange { campaign, tally }: &CampaignChange, deletes: bool| {
        let state = state(say, campaign, tally);
        if deletes {
            say.campaign_list_deletion(campaign.id.0, &state)
        } else {
            say.campaign_list_correction(campaign.id.0, &state)
        }
    };
    outline.changes.iter().take(most).rev().map(|change| line(change, change.deletes())).collect()
}

/// The stage of a campaign and, as soon as its audience is known, how many have got it.
fn state(say: &Say<'_>, campaign: &Campaign, tally: &Tally) -> String {
    let stage = say.campaign_stage(campaign.stage);
    match (campaign.stage, tally.total()) {
        (Stage::Scheduled, _) => stage,
        (_, 0) if !(campaign.reveals_trait(tally) && campaign.knows_recipients(tally)) => stage,
        (_, total) => match campaign.figure(tally.of(DeliveryStatus::Sent), tally) {
            StaffFigure::Exactly(sent) => say.campaign_list_state(&stage, count(sent), count(total)),
            StaffFigure::AtLeast(sent) => say.campaign_list_state_least(&stage, count(sent)),
            StaffFigure::Few => say.campaign_list_state_few(&stage),
        },
    }
}

/// The button that leads to the report of a broadcast: its number and as many of its first words as fit.
fn button(context: &Context, outline: &CampaignOutline) -> Button {
    let (say, CampaignId(id)) = (context.say(), outline.campaign.id);
    let words = outline.content.as_ref().and_then(|content| words::first(&say, content));
    let label = match words {
        Some(words) => keyboard::fitting(&say.campaign_button_broadcast(id, &words)),
        None => say.campaign_button_campaign(id),
    };
    context.staff_button(label, StaffCallback::Report(outline.campaign.id))
}
