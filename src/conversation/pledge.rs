//! What the pledge says: in short, in full, in the original, by field, and as a form.

use crate::conversation::{Context, Screen, keyboard};
use crate::domain::Lang;
use crate::domain::message::Button;
use crate::telegram::Page;
use crate::texts::Html;

/// The pledge in short, and the ways into it.
pub(super) fn summary(visit: &Context) -> Page {
    let say = visit.say();
    let share = keyboard::share_link(&visit.app.deep_link(&Screen::Pledge), &say.pledge_share());
    Page {
        text: say.pledge_summary(),
        rows: vec![
            vec![
                visit.to(say.button_full(), Screen::Full),
                visit.to(say.button_original(), Screen::Original),
            ],
            vec![visit.to(say.button_fields(), Screen::Fields)],
            vec![visit.to(say.button_form(), Screen::Form)],
            vec![visit.to(say.button_calls(), Screen::Calls)],
            vec![visit.to(say.button_sign(), Screen::Sign), keyboard::link(say.button_share(), share)],
            visit.way_back(&Screen::Pledge),
        ],
    }
}

/// The pledge in full; a translation says that it is none of the form's.
pub(super) fn full(visit: &Context) -> Page {
    let say = visit.say();
    let text = match visit.lang {
        Lang::En => say.pledge_full(),
        Lang::Ky | Lang::Ru => Html::paragraphs([say.pledge_full(), say.pledge_unofficial()]),
    };
    Page { text, rows: below(visit, &Screen::Full, Some(visit.to(say.button_original(), Screen::Original))) }
}

/// The English original, word for word.
pub(super) fn original(visit: &Context) -> Page {
    let say = visit.say();
    let text = Html::paragraphs([say.pledge_original(), Html::escaped(&visit.content.original)]);
    Page { text, rows: below(visit, &Screen::Original, Some(visit.to(say.button_full(), Screen::Full))) }
}

/// What civil society does, field by field.
pub(super) fn fields(visit: &Context) -> Page {
    Page { text: visit.say().pledge_fields(), rows: below(visit, &Screen::Fields, None) }
}

/// The data of the form.
pub(super) fn form(visit: &Context) -> Page {
    let (say, pledge) = (visit.say(), &visit.content.pledge);
    let submitted = say.month(pledge.form.submitted_year, pledge.form.submitted_month);
    let due = pledge.deadlines.first().map(|deadline| say.date(deadline.date)).unwrap_or_default();
    Page {
        text: say.pledge_form(i64::from(pledge.form.number), &submitted, &due),
        rows: below(visit, &Screen::Form, None),
    }
}

fn below(visit: &Context, screen: &Screen, other: Option<Button>) -> Vec<Vec<Button>> {
    other.map(|button| vec![button]).into_iter().chain([visit.way_back(screen)]).collect()
}
