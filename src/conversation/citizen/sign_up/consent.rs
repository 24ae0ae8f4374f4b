//! The consent text, which stands before everything that is stored about a supporter.

use crate::conversation::callback::Callback;
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::domain::sign_up::SignUpAnswers;
use crate::domain::{SignUp, Supporter};
use crate::telegram::Page;
use crate::texts::Html;

/// The consent text under a note. Above it, supporters who agreed to an earlier version read what is new.
pub(super) fn page(context: &Context, note: Option<Html>) -> Page {
    let (say, version) = (context.say(), context.texts.pledge.consent);
    let agree = Callback::Agree(version);
    let has_answers = |sign_up: &SignUp| sign_up.answers() != SignUpAnswers::default();
    let kept = context.current_sign_up().is_some_and(has_answers).then(|| say.sign_up_kept());
    let replaces = |sign_up: &SignUp| sign_up.answers().name.is_some() || sign_up.answers().contact.is_some();
    let has_joint = context.supporter.as_ref().is_some_and(|supporter| supporter.joint.is_some());
    let joint = (has_joint && context.current_sign_up().is_some_and(replaces)).then(|| say.sign_up_joint());
    let privacy = context.to(say.button_privacy(), Screen::Privacy);
    let (changed, rows) = match &context.supporter {
        Some(_) => (
            context.consents_to_old().then(|| say.sign_up_consent_new(version)),
            vec![
                vec![context.button(say.button_agree(), &agree)],
                vec![privacy],
                vec![context.to(say.button_withdraw(), Screen::Withdraw)],
                context.way_back(&Screen::Consent),
            ],
        ),
        None => (
            None,
            vec![
                vec![context.button(say.button_support_it(), &agree)],
                [vec![privacy], context.way_back(&Screen::Sign)].concat(),
            ],
        ),
    };
    let parts = [note, changed, kept, joint, Some(text(context))];
    Page { text: Html::paragraphs(parts.into_iter().flatten()), rows }
}

/// The consent text. Where no names are collected, and none is stored, it does not speak of them.
fn text(context: &Context) -> Html {
    let (say, version) = (context.say(), context.texts.pledge.consent);
    let (name, contact) = (say.controller_name(), say.controller_contact());
    let has_sealed = context.supporter.as_ref().is_some_and(Supporter::has_sealed);
    if context.app.recipients.is_some() || has_sealed {
        say.sign_up_consent_text(&name, &contact, version)
    } else {
        say.sign_up_consent_text_bare(&name, &contact, version)
    }
}
