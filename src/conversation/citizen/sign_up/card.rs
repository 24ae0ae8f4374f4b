//! A supporter's card: what is stored about them, a line and a button each.

use crate::conversation::callback::{Callback, CardAction};
use crate::conversation::citizen::poster;
use crate::conversation::citizen::sign_up::consent;
use crate::conversation::context::Context;
use crate::conversation::keyboard;
use crate::conversation::screen::Screen;
use crate::domain::message::Button;
use crate::domain::{Supporter, figures};
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The card, under a note.
pub(super) fn page(context: &Context, supporter: &Supporter, note: Option<Html>) -> Page {
    let say = context.say();
    let is_old = supporter.consent < context.texts.pledge.consent;
    let last = if is_old { say.sign_up_consent_old() } else { say.sign_up_hint() };
    let card = Html::lines(lines(&say, supporter));
    let parts = [note, Some(say.sign_up_already()), Some(card), Some(last)];
    let consent = is_old.then(|| vec![context.to(say.button_consent(), Screen::Consent)]);
    let rows = consent.into_iter().chain(rows(context, supporter)).collect();
    Page { text: Html::paragraphs(parts.into_iter().flatten()), rows }
}

/// The card of the person, or the consent text for somebody who is no supporter.
pub(super) fn current(context: &Context) -> Page {
    match &context.supporter {
        Some(supporter) => page(context, supporter, None),
        None => consent::page(context, None),
    }
}

/// Thanks, the number of supporters, and the card.
pub(super) fn thanks(context: &Context, supporter: &Supporter, supporters: u64) -> Page {
    let say = context.say();
    let count = figures::total(supporters).map(|count| say.sign_up_count(count));
    let card = Html::lines(lines(&say, supporter));
    let parts = [Some(say.sign_up_thanks()), count, Some(card), Some(say.sign_up_hint())];
    Page { text: Html::paragraphs(parts.into_iter().flatten()), rows: rows(context, supporter) }
}

fn rows(context: &Context, supporter: &Supporter) -> Vec<Vec<Button>> {
    let say = context.say();
    let share = keyboard::share_link(&context.app.link(), &say.pledge_share());
    let mut rows = vec![vec![
        context.to(say.button_kind(), Screen::SupporterKind),
        context.to(say.button_region(), Screen::SupporterRegion),
    ]];
    if context.app.recipients.is_some() {
        rows.push(vec![
            context.to(say.button_name(supporter.kind), Screen::SupporterName),
            context.to(say.button_contact(), Screen::SupporterContact),
        ]);
    }
    if supporter.publish {
        rows.push(vec![context.button(say.button_unpublish(), &Callback::Card(CardAction::Unpublish))]);
    }
    rows.extend([
        vec![context.to(say.button_topics(), Screen::Updates)],
        vec![keyboard::link(say.button_share(), share)],
        vec![poster::button(context)],
        vec![context.to(say.button_my_data(), Screen::MyData)],
        vec![context.to(say.button_withdraw(), Screen::Withdraw)],
        context.way_back(&Screen::Sign),
    ]);
    rows
}

/// The stored data of a supporter, one line each. Sealed data is named and not shown.
pub(crate) fn lines(say: &Say<'_>, supporter: &Supporter) -> Vec<Html> {
    let mut lines = vec![
        say.sign_up_line_kind(&say.kind_name(supporter.kind)),
        say.sign_up_line_region(&say.region_name(supporter.region)),
    ];
    let publication = || {
        if supporter.publish { say.sign_up_line_publish_yes() } else { say.sign_up_line_publish_no() }
    };
    if supporter.joint.is_some() {
        lines.extend([say.sign_up_line_sealed(), publication()]);
    } else {
        match supporter.name {
            Some(_) => lines.extend([say.sign_up_line_name_kept(), publication()]),
            None => lines.push(say.sign_up_line_no_name()),
        }
        lines.push(match supporter.contact {
            Some(_) => say.sign_up_line_contact_kept(),
            None => say.sign_up_line_no_contact(),
        });
    }
    let consented = say.date(supporter.consented_on);
    lines.extend([
        say.sign_up_line_since(&say.date(supporter.supported_on)),
        say.sign_up_line_consent(supporter.consent, &consented),
    ]);
    lines
}

/// Asks whether to withdraw.
pub(super) fn withdraw(context: &Context, supporter: &Supporter) -> Page {
    let say = context.say();
    Page {
        text: Html::paragraphs([say.sign_up_heading(&say.button_withdraw()), say.sign_up_withdraw()]),
        rows: vec![
            vec![context.button(say.button_withdraw_yes(), &Callback::Withdraw(supporter.number))],
            context.way_back(&Screen::Withdraw),
        ],
    }
}

/// The support is withdrawn.
pub(super) fn withdrawn(context: &Context) -> Page {
    let say = context.say();
    Page {
        text: say.sign_up_withdrawn(),
        rows: vec![vec![context.to(say.button_sign_up(), Screen::Sign)], context.way_back(&Screen::Sign)],
    }
}
