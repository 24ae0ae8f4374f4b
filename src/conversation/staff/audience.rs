//! Whom a draft goes to.

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::{Draft, summary};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::message::Button;
use crate::domain::{Audience, Lang, Topic};
use crate::telegram::Page;
use crate::texts::Html;

/// Takes a choice, and shows whom the draft goes to now.
pub(super) async fn chosen(visit: &Context, mut draft: Draft, step: &DraftAction) -> Answered {
    let audience = &mut draft.audience;
    match step {
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
    let recipients = summary::recipients(visit, &draft).await?;
    let say = visit.say();
    let text =
        Html::paragraphs([say.desk_audience_title(), summary::recipients_lines(visit, &draft, recipients)]);
    Ok(visit.keep(Page { text, rows: rows(visit, &draft) }, &draft))
}

fn rows(visit: &Context, draft: &Draft) -> Vec<Vec<Button>> {
    let (say, audience) = (visit.say(), &draft.audience);
    let to_groups = audience.groups == Some(true);
    let choice = |label: String, on: bool, step: DraftAction| {
        let label = if on { say.desk_button_has(&label) } else { label };
        visit.tap_draft(label, draft, step)
    };
    let mut rows = vec![
        Topic::ALL
            .map(|topic| choice(say.topic_name(topic), audience.topic == topic, DraftAction::Topic(topic)))
            .into(),
        Lang::ALL
            .map(|lang| {
                let name = visit.texts.say(lang).language_name();
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
    rows.push(vec![visit.tap_draft(say.desk_button_draft(), draft, DraftAction::Card)]);
    rows
}

/// The choice of a region.
pub(super) fn regions(visit: &Context, draft: &Draft) -> Turn {
    let say = visit.say();
    let regions = &visit.texts.pledge.regions;
    let mut rows: Vec<_> = regions
        .iter()
        .map(|&region| {
            vec![visit.tap_draft(say.region_name(region), draft, DraftAction::Region(Some(region)))]
        })
        .collect();
    rows.push(vec![visit.tap_draft(say.desk_button_any_region(), draft, DraftAction::Region(None))]);
    visit.keep(Page { text: say.desk_regions(), rows }, draft)
}
