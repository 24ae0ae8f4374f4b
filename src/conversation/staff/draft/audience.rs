//! Whom a draft goes to.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::{Draft, summary};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::message::Button;
use crate::domain::{Audience, Lang, Topic};
use crate::telegram::Page;
use crate::texts::Html;

/// Takes a choice, and shows whom the draft goes to now.
pub(crate) async fn chosen(context: &Context, mut draft: Draft, action: &DraftAction) -> Answered {
    let audience = &mut draft.audience;
    match action {
        DraftAction::Topic(topic) => audience.topic = *topic,
        DraftAction::Lang(lang) => audience.lang = *lang,
        DraftAction::Region(region) => {
            *audience = Audience { region: *region, groups: Some(false), ..audience.clone() }
        }
        DraftAction::Supporters(on) => {
            *audience = Audience { supporters: *on, region: None, groups: Some(false), ..audience.clone() }
        }
        // Groups do not sign, and have no region.
        DraftAction::Groups(true) => {
            *audience = Audience { groups: Some(true), supporters: false, region: None, ..audience.clone() }
        }
        DraftAction::Groups(false) => audience.groups = Some(false),
        _ => {}
    }
    let recipients = summary::recipients(context, &draft).await?;
    let say = context.say();
    let text =
        Html::paragraphs([say.desk_audience_title(), summary::recipients_lines(context, &draft, recipients)]);
    Ok(context.open_draft(Page { text, rows: rows(context, &draft) }, &draft))
}

fn rows(context: &Context, draft: &Draft) -> Vec<Vec<Button>> {
    let (say, audience) = (context.say(), &draft.audience);
    let to_groups = audience.groups == Some(true);
    let choice = |label: String, on: bool, action: DraftAction| {
        let label = if on { say.desk_button_has(&label) } else { label };
        context.draft_button(label, draft, action)
    };
    let mut rows = vec![
        Topic::ALL
            .map(|topic| choice(say.topic_name(topic), audience.topic == topic, DraftAction::Topic(topic)))
            .into(),
        Lang::ALL
            .map(|lang| {
                let name = context.texts.say(lang).language_name();
                choice(name, audience.lang == Some(lang), DraftAction::Lang(Some(lang)))
            })
            .into(),
        vec![choice(say.desk_button_any_lang(), audience.lang.is_none(), DraftAction::Lang(None))],
        vec![
            choice(say.desk_button_private(), !to_groups, DraftAction::Groups(false)),
            choice(say.desk_button_groups(), to_groups, DraftAction::Groups(true)),
        ],
    ];
    if !to_groups {
        let everyone = !audience.supporters && audience.region.is_none();
        rows.push(vec![
            choice(say.desk_button_everyone(), everyone, DraftAction::Supporters(false)),
            choice(say.desk_button_supporters(), !everyone, DraftAction::Supporters(true)),
        ]);
        let region = match audience.region {
            Some(region) => choice(say.region_name(region), true, DraftAction::Regions),
            None => choice(say.desk_button_regions(), false, DraftAction::Regions),
        };
        rows.push(vec![region]);
    }
    rows.push(vec![context.draft_button(say.desk_button_draft(), draft, DraftAction::Overview)]);
    rows
}

/// The choice of a region.
pub(crate) fn regions(context: &Context, draft: &Draft) -> Turn {
    let say = context.say();
    let regions = &context.texts.pledge.regions;
    let mut rows: Vec<_> = regions
        .iter()
        .map(|&region| {
            vec![context.draft_button(say.region_name(region), draft, DraftAction::Region(Some(region)))]
        })
        .collect();
    rows.push(vec![context.draft_button(say.desk_button_any_region(), draft, DraftAction::Region(None))]);
    context.open_draft(Page { text: say.desk_regions(), rows }, draft)
}
