//! An audience of newcomers: those who have switched the topic on since a day.

use jiff::Span;
use jiff::civil::Date;

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::draft::{Draft, Wait, audience, copy_box};
use crate::conversation::staff::typed_time;
use crate::conversation::{Answered, Context, Turn};
use crate::domain::time::home_day;
use crate::domain::{Audience, visible};
use crate::telegram::Page;
use crate::texts::Html;

/// The numbers of days that have a button.
const DAYS: [u16; 2] = [7, 30];

/// Asks for the day. A note about what was typed stands last.
pub(super) fn ask(context: &Context, draft: &Draft, note: Option<Html>) -> Turn {
    let say = context.say();
    let button = |label, action| vec![context.draft_button(label, draft, action)];
    let days = DAYS.map(|days| button(say.campaign_button_since_days(days), DraftAction::Since(Some(days))));
    let any = draft.audience.since.map(|_| button(say.campaign_button_since_any(), DraftAction::Since(None)));
    let back = button(say.button_back(), DraftAction::Audience);
    let example = typed_time::example_of(back_by(home_day(context.now), DAYS[0]));
    let page = Page {
        text: Html::paragraphs([say.campaign_since_ask(&example)].into_iter().chain(note)),
        rows: days.into_iter().chain(any).chain([back]).collect(),
    };
    context.open_draft(page, &draft.waiting(Wait::Since))
}

/// A day was typed.
pub(super) async fn typed(context: &Context, draft: Draft, text: Option<&str>) -> Answered {
    let say = context.say();
    let refused = |error| Ok(ask(context, &draft, Some(copy_box::refused(text, error))));
    match typed_time::date(&visible::bare_line(text.unwrap_or_default())) {
        Ok(day) if day <= home_day(context.now) => set_day(context, draft.resting(), Some(day)).await,
        Ok(_) => refused(say.campaign_since_future()),
        Err(_) => refused(say.campaign_since_shape()),
    }
}

/// The draft goes to those who came in the last days, or whenever they came.
pub(super) async fn set(context: &Context, draft: Draft, days: Option<u16>) -> Answered {
    set_day(context, draft, days.map(|days| back_by(home_day(context.now), days))).await
}

async fn set_day(context: &Context, draft: Draft, since: Option<Date>) -> Answered {
    let audience = Audience { since, ..draft.audience };
    audience::show(context, &Draft { audience, ..draft }).await
}

fn back_by(day: Date, days: u16) -> Date {
    day.saturating_sub(Span::new().days(i64::from(days)))
}
