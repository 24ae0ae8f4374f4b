//! The deadline: when, how far away, what came of each call, what comes next.

use crate::{
    bot::{Screen, Visit, calls},
    delivery::Page,
    domain::{Deadline, Distance},
    texts::{Html, Say},
};

/// The pledge's own deadline, the calls, and the deadlines to come.
pub(super) fn page(visit: &Visit) -> Page {
    let (say, pledge) = (visit.say(), &visit.content.pledge);
    let mut deadlines = pledge.deadlines.iter();
    let own = deadlines.next().map(|deadline| about(visit, &say, deadline));
    let lines = pledge.calls.iter().map(|call| calls::line(&say, call));
    let outcome = Html::lines([say.deadline_calls()].into_iter().chain(lines));
    let next: Vec<_> = deadlines
        .filter(|deadline| !matches!(deadline.distance(visit.now), Distance::Passed(_)))
        .map(|deadline| about(visit, &say, deadline))
        .collect();
    let next = if next.is_empty() {
        say.deadline_next_none()
    } else {
        Html::paragraphs([say.deadline_next()].into_iter().chain(next))
    };
    Page {
        text: Html::paragraphs(own.into_iter().chain([outcome, next])),
        rows: vec![
            vec![visit.to(say.button_calls(), Screen::Calls)],
            vec![visit.to(say.button_updates(), Screen::Updates)],
            visit.way_back(&Screen::Deadline),
        ],
    }
}

/// A deadline's name, its date and how far away it is.
fn about(visit: &Visit, say: &Say<'_>, deadline: &Deadline) -> Html {
    let distance = match deadline.distance(visit.now) {
        Distance::Passed(days) => say.deadline_passed(i64::from(days)),
        Distance::Today => say.deadline_today(),
        Distance::Left(days) => say.deadline_left(i64::from(days)),
    };
    Html::lines([say.deadline_title(&deadline.id), say.deadline_date(&say.date(deadline.date)), distance])
}
