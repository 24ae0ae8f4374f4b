//! The first screen, from which all others are reached.

use crate::conversation::callback::{Callback, StaffCallback};
use crate::conversation::citizen::call_status::CallStatuses;
use crate::conversation::citizen::deadline;
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Answered;
use crate::domain::{Deadline, Distance};
use crate::telegram::Page;
use crate::texts::Html;

/// Home, with the deadline and what is known about the calls.
pub(crate) async fn open(context: &Context) -> Answered {
    let (deadlines, statuses) = (deadline::all(context).await?, CallStatuses::read(context).await?);
    let mut page = page(context);
    page.text = Html::paragraphs([page.text, state(context, &deadlines, &statuses)]);
    Ok(context.show(page))
}

/// How things stand, in one line: how far away the pledge's deadline is, the next one, and what is known about the calls.
fn state(context: &Context, deadlines: &[Deadline], statuses: &CallStatuses) -> Html {
    let (say, calls) = (context.say(), &context.texts.pledge.calls);
    let own = deadlines.first().map(|deadline| match deadline.distance(context.now) {
        Distance::Left(days) => say.home_deadline_left(days),
        distance => deadline::distance(&say, distance),
    });
    let next = deadlines.iter().skip(1).find(|deadline| !deadline.is_over(context.now));
    let next = next.map(|deadline| say.home_deadline_next(&say.date(deadline.date)));
    let known = statuses.known(calls).len();
    let known = if known == 0 { say.home_calls_unknown() } else { say.home_calls_known(known, calls.len()) };
    Html::sentences(own.into_iter().chain(next).chain([known]))
}

/// The home screen without that line.
fn page(context: &Context) -> Page {
    let say = context.say();
    let staff = context
        .is_staff()
        .then(|| vec![context.button(say.button_panel(), &Callback::Staff(StaffCallback::Panel))]);
    let mut page = Page {
        text: say.home_text(),
        rows: vec![
            vec![context.to(say.button_sign_up(), Screen::Sign)],
            vec![
                context.to(say.button_pledge(), Screen::Pledge),
                context.to(say.button_deadline(), Screen::Deadline),
            ],
            vec![context.to(say.button_calls(), Screen::Calls)],
            vec![
                context.to(say.button_topics(), Screen::Updates),
                context.to(say.button_privacy(), Screen::Privacy),
            ],
            vec![
                context.to(say.button_language(), Screen::Language),
                context.to(say.button_help(), Screen::Help),
            ],
        ],
    };
    page.rows.extend(staff);
    page
}
