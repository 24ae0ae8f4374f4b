//! Becoming a supporter, changing it and withdrawing it.
//!
//! ```text
//! — /sign
//! ‹ Step 1 of 6. Before you start, please read what you agree to …   [I agree] [Cancel]
//! — [I agree]
//! ‹ Step 2 of 6. As what do you sign?        [A person] [An organization] [A media outlet] [‹ Back] [Cancel]
//! — [A person]
//! ‹ Step 3 of 6. What is your name? …                          [Without a name] [‹ Back] [Cancel]
//! — Айгүл
//! ‹ Step 4 of 6. Where do you live or work?                    [Bishkek (city)] … [‹ Back] [Cancel]
//! — [Naryn]
//! ‹ Step 5 of 6. How can the coalition reach you? …            [Skip] [‹ Back] [Cancel]
//! — aigul@example.org
//! ‹ Step 6 of 6. May the coalition publish the name?           [Yes, it may] [No] [‹ Back] [Cancel]
//! — [No]
//! ‹ Is everything right? …                                     [Confirm] [‹ Back] [Cancel]
//! — [Confirm]
//! ‹ Thank you! You now support the pledge.                     [News: off] … [Share] [Home]
//! ```

mod pages;

use jiff::Timestamp;

use crate::conversation::callback::SignUpAction;
use crate::conversation::citizen::home;
use crate::conversation::context::Context;
use crate::conversation::turn::{Answered, Turn};
use crate::crypto;
use crate::domain::sign_up::{Filled, SignUpAnswer, SignUpStep};
use crate::domain::{MessageId, SignUp, Supporter};
use crate::store::{Change, SavedSignUp};
use crate::texts::Html;

/// `/sign` and its buttons: the sign-up where it stands, the completed one, or a fresh one.
pub(crate) fn open(context: &Context) -> Turn {
    match (context.current_sign_up(), &context.sign_up, &context.supporter) {
        (Some(sign_up), _, _) => step(context, &sign_up.paused(false), None),
        (None, SavedSignUp::Unreadable, _) => fresh(context, Some(context.say().sign_up_restart())),
        (None, _, Some(supporter)) if context.consents_to_old() => {
            context.open(pages::renew(context, supporter))
        }
        (None, _, Some(supporter)) => context.open(pages::already(context, supporter)),
        (None, _, None) => fresh(context, None),
    }
}

/// Starts the sign-up again, in place of the completed one.
pub(crate) fn edit(context: &Context) -> Turn {
    match context.current_sign_up() {
        // A second tap on the same button goes on with the sign-up that the first one began.
        Some(sign_up) => step(context, &sign_up.paused(false), None),
        None => fresh(context, None),
    }
}

/// Asks whether to withdraw.
pub(crate) fn ask_withdraw(context: &Context) -> Turn {
    match &context.supporter {
        Some(supporter) => context.open(pages::withdraw(context, supporter)),
        None => open(context),
    }
}

/// Withdraws the support with this number; a button of an earlier one withdraws nothing. Buttons of earlier versions have
/// the second at which it began.
pub(crate) fn withdrawn(context: &Context, number: i64) -> Turn {
    let same =
        |supporter: &Supporter| supporter.number == number || supporter.supported_at.as_second() == number;
    if !context.supporter.as_ref().is_some_and(same) {
        return over(context);
    }
    let page = pages::after(context, context.say().sign_up_withdrawn());
    context.open(page).change(Change::Withdraw)
}

/// Agrees to this version of the consent text, having agreed to an earlier one.
pub(crate) fn renewed(context: &Context, version: u32) -> Turn {
    if version < context.texts.pledge.consent {
        return outdated(context);
    }
    let is_shown = version == context.texts.pledge.consent;
    let Some(supporter) = context.supporter.as_ref().filter(|_| is_shown && context.consents_to_old()) else {
        return over(context);
    };
    let supporter = Supporter { consent: version, consented_at: context.now, ..supporter.clone() };
    context.open(pages::already(context, &supporter)).change(Change::SaveSupporter(supporter))
}

/// The sign-up that waits for input.
pub(crate) fn waiting(context: &Context) -> Option<&SignUp> {
    context.current_sign_up().filter(|sign_up| !sign_up.paused)
}

/// A button of the sign-up that began at this time.
pub(crate) async fn tapped(context: &Context, started: Timestamp, action: SignUpAction) -> Answered {
    if let SignUpAction::Answer(SignUpAnswer::Agree(version)) = action
        && version < context.texts.pledge.consent
    {
        return Ok(outdated(context));
    }
    let current = context.current_sign_up();
    let Some(sign_up) = current.filter(|current| current.started.as_second() == started.as_second()) else {
        return Ok(over(context));
    };
    match action {
        SignUpAction::Answer(answer) if !is_offered(context, &answer) => Ok(over(context)),
        SignUpAction::Answer(answer) => Ok(answered(context, sign_up, answer)),
        SignUpAction::Back(from) => Ok(back(context, sign_up, &from)),
        SignUpAction::Cancel => Ok(cancelled(context)),
        SignUpAction::Confirm => confirmed(context, sign_up).await,
    }
}

/// Whether the step has a button for this answer. A consent to any other version than the one that is shown is forged.
fn is_offered(context: &Context, answer: &SignUpAnswer) -> bool {
    let pledge = &context.texts.pledge;
    match answer {
        SignUpAnswer::Agree(version) => *version == pledge.consent,
        SignUpAnswer::Region(region) => pledge.regions.contains(region),
        SignUpAnswer::Kind(_)
        | SignUpAnswer::Name(_)
        | SignUpAnswer::NoName
        | SignUpAnswer::Contact(_)
        | SignUpAnswer::NoContact
        | SignUpAnswer::Publish(_) => true,
    }
}

fn answered(context: &Context, sign_up: &SignUp, answer: SignUpAnswer) -> Turn {
    match sign_up.answer(answer) {
        Ok(sign_up) => step(context, &sign_up, None),
        Err(_) => over(context),
    }
}

/// The answer that was typed last was edited; `None` if the message is none, or if another step was answered since.
pub(crate) fn edited(context: &Context, message: MessageId, text: &str) -> Option<Turn> {
    let sign_up = context.current_sign_up().filter(|sign_up| sign_up.typed == Some(message))?;
    let was_refused = matches!(sign_up.step, SignUpStep::Name(_) | SignUpStep::Contact(_));
    let at = if was_refused { sign_up.clone() } else { sign_up.back()? };
    Some(received(context, &at, Some(text)))
}

/// The answer to the sign-up was typed, or sent as something else than a text.
pub(crate) fn received(context: &Context, sign_up: &SignUp, text: Option<&str>) -> Turn {
    let say = context.say();
    let sign_up = &SignUp { typed: context.message(), ..sign_up.clone() };
    let answer = match (&sign_up.step, text) {
        (SignUpStep::Name(_), Some(text)) => SignUpAnswer::Name(text.to_owned()),
        (SignUpStep::Contact(_), Some(text)) => SignUpAnswer::Contact(text.to_owned()),
        (SignUpStep::Name(_) | SignUpStep::Contact(_), None) => {
            return step(context, sign_up, Some(say.sign_up_need_text()));
        }
        (
            SignUpStep::Consent
            | SignUpStep::Kind(_)
            | SignUpStep::Region(_)
            | SignUpStep::Publish(_)
            | SignUpStep::Confirm(_),
            _,
        ) => return step(context, sign_up, Some(say.sign_up_need_button())),
    };
    match sign_up.answer(answer) {
        Ok(after) => step(context, &SignUp { typed: sign_up.typed, ..after }, None),
        Err(refused) => step(context, sign_up, Some(pages::refusal(&say, refused))),
    }
}

fn back(context: &Context, sign_up: &SignUp, from: &str) -> Turn {
    match sign_up.back().filter(|_| sign_up.step.code() == from) {
        Some(sign_up) => step(context, &sign_up, None),
        None => over(context),
    }
}

/// Asks the question of the step again, under a note.
pub(crate) fn asked_again(context: &Context, sign_up: &SignUp, note: Html) -> Turn {
    step(context, sign_up, Some(note))
}

/// Leaves the sign-up; nothing of it is kept.
pub(crate) fn cancelled(context: &Context) -> Turn {
    let page = pages::after(context, context.say().sign_up_cancelled());
    context.show(page).change(Change::EndSignUp)
}

/// Signs: name and contact are sealed here, and only the sealed document goes on.
async fn confirmed(context: &Context, sign_up: &SignUp) -> Answered {
    let SignUpStep::Confirm(filled) = &sign_up.step else { return Ok(over(context)) };
    let Some(supporter) = sealed(context, filled) else {
        return Ok(fresh(context, Some(context.say().sign_up_restart())));
    };
    let others = context.app.store.supporters().await?;
    let count = others + u64::from(context.supporter.is_none());
    let turn = context.show(pages::thanks(context, count)).change(Change::SaveSupporter(supporter));
    Ok(turn.change(Change::EndSignUp))
}

/// "I agree" under an earlier version of the consent text. It agrees to nothing, and the version of now is shown.
fn outdated(context: &Context) -> Turn {
    let note = context.say().sign_up_consent_again();
    match (context.current_sign_up(), &context.supporter) {
        (Some(sign_up), _) if sign_up.step == SignUpStep::Consent => {
            step(context, &sign_up.paused(false), Some(note))
        }
        (None, None) => fresh(context, Some(note)),
        (None, Some(_)) if context.consents_to_old() => open(context),
        (Some(_), _) | (None, Some(_)) => over(context),
    }
}

/// A button of a sign-up or of a step that is over. If a sign-up is under way, its step is shown again.
fn over(context: &Context) -> Turn {
    let toast = context.say().sign_up_over();
    if let Some(sign_up) = context.current_sign_up() {
        let page = pages::step(context, sign_up, None);
        return context.show_with(page, Some(toast)).change(Change::SaveSignUp(sign_up.paused(false)));
    }
    let page = match &context.supporter {
        Some(supporter) => pages::already(context, supporter),
        None => home::page(context),
    };
    context.show_with(page, Some(toast))
}

/// A fresh sign-up at its first step.
fn fresh(context: &Context, note: Option<Html>) -> Turn {
    step(context, &SignUp::start(context.now, context.app.recipients.is_some()), note)
}

/// Saves the sign-up at this step and shows the step, under the note.
fn step(context: &Context, sign_up: &SignUp, note: Option<Html>) -> Turn {
    let page = pages::step(context, sign_up, note);
    context.show(page).change(Change::SaveSignUp(sign_up.clone()))
}

/// The supporter that the answers make. `None` if the key went away since a name or contact was typed: without one, neither
/// may be kept. Since when they support the pledge stays as it was.
fn sealed(context: &Context, filled: &Filled) -> Option<Supporter> {
    let (reached, recipients) = (&filled.reached, context.app.recipients.as_ref());
    if recipients.is_none() && (reached.name().is_some() || reached.contact.is_some()) {
        return None;
    }
    let located = &reached.located;
    let consent = located.named.chosen.agreed.consent;
    let mut supporter = Supporter {
        kind: located.named.chosen.kind,
        region: located.region,
        publish: filled.publish,
        ..Supporter::new(crypto::random_number(), consent, context.now)
    };
    if let Some(before) = &context.supporter {
        supporter.supported_at = before.supported_at;
    }
    if let Some(recipients) = recipients {
        let name = reached.name().map(|name| supporter.name_document(name.to_owned()));
        let contact = reached.contact.clone().map(|contact| supporter.contact_document(contact));
        supporter.name = name.map(|name| recipients.seal(&name));
        supporter.contact = contact.map(|contact| recipients.seal(&contact));
    }
    Some(supporter)
}
