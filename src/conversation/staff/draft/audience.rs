//! The audience of a draft.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::Draft;
use crate::conversation::staff::draft::summary::DraftSummary;
use crate::conversation::{Answered, Context, Turn};
use crate::domain::message::Button;
use crate::domain::{Audience, Lang, Region, Topic};
use crate::telegram::Page;
use crate::texts::Html;

/// Shows the audience, and the ways to change it.
pub(super) async fn show(context: &Context, draft: &Draft) -> Answered {
    let summary = DraftSummary::of(context, draft).await?;
    let text = Html::paragraphs([context.say().campaign_audience_title(), summary.recipients()]);
    Ok(context.open_draft(Page { text, rows: rows(context, draft) }, draft))
}

/// The draft goes to the subscribers of this topic.
pub(super) async fn topic_set(context: &Context, draft: Draft, topic: Topic) -> Answered {
    show(context, &Draft { audience: Audience { topic, ..draft.audience }, ..draft }).await
}

/// The draft goes to chats with this language, or with any.
pub(super) async fn lang_set(context: &Context, draft: Draft, lang: Option<Lang>) -> Answered {
    show(context, &Draft { audience: Audience { lang, ..draft.audience }, ..draft }).await
}

/// The draft goes to supporters of this region, or of any.
pub(super) async fn region_set(context: &Context, draft: Draft, region: Option<Region>) -> Answered {
    let audience = Audience { region, groups: Some(false), ..draft.audience };
    show(context, &Draft { audience, ..draft }).await
}

/// The draft goes to supporters, or to all subscribers.
pub(super) async fn supporters_set(context: &Context, draft: Draft, supporters: bool) -> Answered {
    let audience = Audience { supporters, region: None, groups: Some(false), ..draft.audience };
    show(context, &Draft { audience, ..draft }).await
}

/// The draft goes to groups, which do not sign and have no region, or to people.
pub(super) async fn groups_set(context: &Context, draft: Draft, groups: bool) -> Answered {
    let audience = if groups {
        Audience { groups: Some(true), supporters: false, region: None, ..draft.audience }
    } else {
        Audience { groups: Some(false), ..draft.audience }
    };
    show(context, &Draft { audience, ..draft }).await
}

fn rows(context: &Context, draft: &Draft) -> Vec<Vec<Button>> {
    let (say, audience) = (context.say(), &draft.audience);
    let to_groups = audience.groups == Some(true);
    let choice = |label: String, on: bool, action: DraftAction| {
        let label = if on { say.campaign_button_has(&label) } else { label };
        context.draft_button(label, draft, action)
    };
    let topics = Topic::ALL
        .map(|topic| vec![choice(say.topic_name(topic), audience.topic == topic, DraftAction::Topic(topic))]);
    let [ky, ru, en] = Lang::ALL.map(|lang| {
        let name = context.texts.say(lang).language_name();
        choice(name, audience.lang == Some(lang), DraftAction::Lang(Some(lang)))
    });
    let any_lang = choice(say.campaign_button_any_lang(), audience.lang.is_none(), DraftAction::Lang(None));
    let mut rows: Vec<_> = topics.into();
    rows.extend([
        vec![ky, ru],
        vec![en],
        vec![any_lang],
        vec![
            choice(say.campaign_button_private(), !to_groups, DraftAction::Groups(false)),
            choice(say.campaign_button_groups(), to_groups, DraftAction::Groups(true)),
        ],
    ]);
    if !to_groups {
        let everyone = !audience.supporters && audience.region.is_none();
        rows.push(vec![
            choice(say.campaign_button_everyone(), everyone, DraftAction::Supporters(false)),
            choice(say.campaign_button_supporters(), !everyone, DraftAction::Supporters(true)),
        ]);
        let region = match audience.region {
            Some(region) => choice(say.region_name(region), true, DraftAction::Regions),
            None => choice(say.campaign_button_regions(), false, DraftAction::Regions),
        };
        rows.push(vec![region]);
    }
    rows.push(vec![choice(say.campaign_button_since(), audience.since.is_some(), DraftAction::AskSince)]);
    rows.push(vec![choice(
        say.campaign_button_without(),
        audience.without.is_some(),
        DraftAction::AskWithout,
    )]);
    rows.push(vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)]);
    rows
}

/// The choice of a region.
pub(super) fn regions(context: &Context, draft: &Draft) -> Turn {
    let say = context.say();
    let regions = &context.texts.pledge.regions;
    let mut rows: Vec<_> = regions
        .iter()
        .map(|&region| {
            vec![context.draft_button(say.region_name(region), draft, DraftAction::Region(Some(region)))]
        })
        .collect();
    rows.push(vec![context.draft_button(say.campaign_button_any_region(), draft, DraftAction::Region(None))]);
    context.open_draft(Page { text: say.campaign_regions(), rows }, draft)
}
