//! Supporting the pledge, what a supporter says of themselves, and withdrawing.
//!
//! ```text
//! — [Support the pledge]
//! ‹ Support the pledge. Who stores your data: … If being on a list of supporters could put you in danger, don't …
//!                                                                        [I support it] [Privacy] [Home]
//! — [I support it]
//! ‹ Thank you! … Supporting as: Person. Region: not given …    [Supporting as] [Region] [Name] [Contact] …
//! — [Region]
//! ‹ Where do you live or work? …                                [Bishkek (city)] [Osh (city)] … [‹ Back] [Home]
//! — Naryn
//! ‹ You support the pledge … Region: Naryn …                    [Supporting as] [Region] [Name] [Contact] …
//! — [Name]
//! ‹ May the coalition publish it in a list of supporters? …     [Yes] [No] [‹ Back] [Home]
//! — [No]
//! ‹ Please type your name …                                     [‹ Back] [Home]
//! — Айгүл
//! ‹ You support the pledge … Name: stored, encrypted …          [Supporting as] [Region] [Name] [Contact] …
//! ```
//!
//! Support is recorded by the one tap under the consent text. Everything else is a line of the supporter's card, which has
//! a question of its own, and can be left out.

mod card;
mod consent;
mod edits;
mod questions;
mod typed;

use crate::conversation::citizen::fallback;
use crate::conversation::context::Context;
use crate::conversation::turn::{Answered, Turn};
use crate::crypto;
use crate::domain::Supporter;
use crate::domain::time::home_day;
use crate::store::{Change, SavedSignUp};

pub(crate) use card::lines;
pub(crate) use questions::{ask, asked_again, changed, received};

/// `/support` and its buttons: a supporter's card, or the consent text.
pub(crate) fn open(context: &Context) -> Turn {
    let note = (context.sign_up == SavedSignUp::Unreadable).then(|| context.say().sign_up_restart());
    let turn = match (context.current_sign_up(), &context.supporter) {
        (None, Some(supporter)) => context.show(card::page(context, supporter, note)),
        (Some(_), _) | (None, None) => context.show(consent::page(context, note)),
    };
    match context.sign_up {
        SavedSignUp::Unreadable => turn.change(Change::EndSignUp),
        SavedSignUp::None | SavedSignUp::SignUp(_) => turn,
    }
}

/// The consent text of now, or the card of a supporter who agreed to it already.
pub(crate) fn consent(context: &Context) -> Turn {
    if context.supporter.is_none() || context.consents_to_old() {
        context.show(consent::page(context, None))
    } else {
        open(context)
    }
}

/// Agrees to this version of the consent text, and so begins to support the pledge, or goes on. A second tap changes
/// nothing. The button of another version is forged, or stands under an earlier text: it agrees to nothing, and the text of
/// now is shown.
pub(crate) async fn agreed(context: &Context, version: u32) -> Answered {
    let has_agreed = context.supporter.is_some() && !context.consents_to_old();
    if has_agreed && context.current_sign_up().is_none() {
        return Ok(context.show_with(card::current(context), Some(context.say().sign_up_over())));
    }
    if version != context.texts.pledge.consent {
        let note = context.say().sign_up_consent_again();
        return Ok(context.show(consent::page(context, Some(note))));
    }
    let today = home_day(context.now);
    let supporter = match &context.supporter {
        Some(supporter) => Supporter { consent: version, consented_on: today, ..supporter.clone() },
        None => Supporter::new(crypto::random_number(), version, today),
    };
    let supporter = match context.current_sign_up() {
        Some(sign_up) => edits::with_answers(context, &supporter, sign_up.answers()),
        None => supporter,
    };
    let page = match &context.supporter {
        Some(_) => card::page(context, &supporter, None),
        None => card::thanks(context, &supporter, context.app.store.supporters().await? + 1),
    };
    let turn = context.show(page).change(Change::SaveSupporter(supporter));
    Ok(end_sign_up(context, turn))
}

/// Leaves a sign-up of an earlier version, of which nothing stays.
pub(crate) fn cancelled(context: &Context) -> Turn {
    end_sign_up(context, fallback::cancelled(context))
}

fn end_sign_up(context: &Context, turn: Turn) -> Turn {
    if context.sign_up == SavedSignUp::None { turn } else { turn.change(Change::EndSignUp) }
}

/// Whether a sign-up of an earlier version waits for an answer.
pub(crate) fn waits(context: &Context) -> bool {
    context.current_sign_up().is_some_and(|sign_up| !sign_up.paused)
}

/// Asks whether to withdraw.
pub(crate) fn ask_withdraw(context: &Context) -> Turn {
    match &context.supporter {
        Some(supporter) => context.show(card::withdraw(context, supporter)),
        None => open(context),
    }
}

/// Withdraws the support with this number. The button of an earlier support asks again, and so does one of an earlier version,
/// which knew a support by its second or by a number that was counted.
pub(crate) fn withdrawn(context: &Context, number: i64) -> Turn {
    match &context.supporter {
        Some(supporter) if supporter.number == number => {
            end_sign_up(context, context.show(card::withdrawn(context)).change(Change::Withdraw))
        }
        Some(supporter) => context.show(card::withdraw(context, supporter)),
        None => context.show_with(consent::page(context, None), Some(context.say().sign_up_over())),
    }
}
