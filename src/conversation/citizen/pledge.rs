//! The pledge: in short, in full, in the original, by field, and as a form.

use crate::conversation::citizen::poster;
use crate::conversation::context::Context;
use crate::conversation::keyboard;
use crate::conversation::screen::Screen;
use crate::domain::Lang;
use crate::domain::message::Button;
use crate::telegram::Page;
use crate::texts::Html;

/// The pledge in short, and the ways into it.
pub(crate) fn summary(context: &Context) -> Page {
    let say = context.say();
    let share =
        keyboard::share_link(&context.app.deep_link(&Screen::Pledge), &say.with_notice(say.pledge_share()));
    let poster = context.is_private().then(|| vec![poster::button(context)]);
    Page {
        text: say.pledge_summary(),
        rows: [
            vec![
                context.to(say.button_full(), Screen::Full),
                context.to(say.button_original(), Screen::Original),
            ],
            vec![context.to(say.button_fields(), Screen::Fields)],
            vec![context.to(say.button_form(), Screen::Form)],
            vec![context.to(say.button_calls(), Screen::Calls)],
            vec![context.to(say.button_sign_up(), Screen::Sign)],
            vec![keyboard::link(say.button_share(), share)],
        ]
        .into_iter()
        .chain(poster)
        .chain([context.way_back(&Screen::Pledge)])
        .collect(),
    }
}

/// The pledge in full; a translation says that it is unofficial.
pub(crate) fn full(context: &Context) -> Page {
    let say = context.say();
    let text = match context.lang {
        Lang::En => say.pledge_full(),
        Lang::Ky | Lang::Ru => Html::paragraphs([say.pledge_full(), say.pledge_unofficial()]),
    };
    Page {
        text,
        rows: below(context, &Screen::Full, Some(context.to(say.button_original(), Screen::Original))),
    }
}

/// The English original, word for word.
pub(crate) fn original(context: &Context) -> Page {
    let say = context.say();
    let text =
        Html::paragraphs([say.pledge_original(), Html::folded(&Html::escaped(&context.texts.original))]);
    Page { text, rows: below(context, &Screen::Original, Some(context.to(say.button_full(), Screen::Full))) }
}

/// The work of civil society, field by field.
pub(crate) fn fields(context: &Context) -> Page {
    Page { text: context.say().pledge_fields(), rows: below(context, &Screen::Fields, None) }
}

/// The data of the form.
pub(crate) fn form(context: &Context) -> Page {
    let (say, pledge) = (context.say(), &context.texts.pledge);
    let submitted = say.month(pledge.form.submitted_year, pledge.form.submitted_month);
    let due = pledge.deadlines.first().map(|deadline| say.date(deadline.date)).unwrap_or_default();
    Page {
        text: say.pledge_form(pledge.form.number, &submitted, &due),
        rows: below(context, &Screen::Form, None),
    }
}

fn below(context: &Context, screen: &Screen, other: Option<Button>) -> Vec<Vec<Button>> {
    other.map(|button| vec![button]).into_iter().chain([context.way_back(screen)]).collect()
}
