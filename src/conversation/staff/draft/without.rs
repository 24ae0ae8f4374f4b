//! An audience of those who have not received a broadcast: staff choose the broadcast.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::left_out::known_until;
use crate::conversation::staff::draft::{Draft, Wait, audience, copy_box};
use crate::conversation::{Answered, Context};
use crate::domain::{Audience, CampaignId, visible};
use crate::telegram::Page;
use crate::texts::Html;

/// The number of campaigns that are looked through, and of those that have a button.
const LOOKED_AT: u32 = 50;
const LISTED: usize = 5;
/// The number of those that have a button below an error, which has to stay in sight.
const LISTED_BELOW_ERROR: usize = 2;

/// Asks for the broadcast. A note about what was typed stands last.
pub(super) async fn ask(context: &Context, draft: &Draft, note: Option<Html>) -> Answered {
    let say = context.say();
    let newest = context.app.store.reader().written_campaigns(LOOKED_AT).await?;
    let most = if note.is_some() { LISTED_BELOW_ERROR } else { LISTED };
    let mut rows = Vec::new();
    for campaign in &newest {
        if rows.len() < most && known_until(context, campaign).await?.is_some() {
            let day = say.day(context.clock().out(campaign)).plain();
            let label = say.campaign_button_without_one(campaign.id.0, &day);
            rows.push(vec![context.draft_button(label, draft, DraftAction::Without(Some(campaign.id)))]);
        }
    }
    let nothing = rows.is_empty().then(|| say.campaign_without_none());
    if draft.audience.without.is_some() {
        let all = DraftAction::Without(None);
        rows.push(vec![context.draft_button(say.campaign_button_without_any(), draft, all)]);
    }
    rows.push(vec![context.draft_button(say.button_back(), draft, DraftAction::Audience)]);
    let question = say.campaign_without_ask(context.app.retention.delivery_days());
    let text = Html::paragraphs([question].into_iter().chain(nothing).chain(note));
    Ok(context.open_draft(Page { text, rows }, &draft.waiting(Wait::Without)))
}

/// A number was typed, such as 12 or №12.
pub(super) async fn typed(context: &Context, draft: Draft, text: Option<&str>) -> Answered {
    let typed = visible::bare_line(text.unwrap_or_default());
    let number = typed.trim_start_matches(['№', '#', ' ']).parse::<i64>().ok();
    if let Some(number) = number {
        return set(context, draft, Some(CampaignId(number))).await;
    }
    let error = copy_box::refused(text, context.say().campaign_without_shape());
    ask(context, &draft, Some(error)).await
}

/// The draft goes to those who have not received this broadcast, or to all.
pub(super) async fn set(context: &Context, draft: Draft, id: Option<CampaignId>) -> Answered {
    if let Some(id) = id {
        let is_known = match context.app.store.reader().campaign(id).await? {
            Some(campaign) => known_until(context, &campaign).await?.is_some(),
            None => false,
        };
        if !is_known {
            return ask(context, &draft, Some(context.say().campaign_without_refused(id.0))).await;
        }
    }
    let audience = Audience { without: id, ..draft.audience.clone() };
    audience::show(context, &Draft { audience, ..draft.resting() }).await
}
