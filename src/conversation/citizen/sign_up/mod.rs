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

pub(crate) use pages::signed;

use std::sync::Arc;

use jiff::Timestamp;

use crate::conversation::callback::SignUpAction;
use crate::conversation::citizen::home;
use crate::conversation::{Answered, Context, Turn};
use crate::domain::sign_up::{Filled, SignUpAnswer, SignUpStep};
use crate::domain::{SignUp, Supporter};
use crate::store::{Change, SavedSignUp};
use crate::texts::Html;

/// `/sign` and its buttons: the sign-up where it stands, what was signed, or a fresh sign-up.
pub(crate) async fn open(visit: Arc<Context>) -> Answered {
    Ok(match (visit.current(), &visit.signup, &visit.supporter) {
        (Some(signup), _, _) => visit.step(&signup.paused(false), None),
        (None, SavedSignUp::Unreadable, _) => visit.fresh(Some(visit.say().sign_restart())),
        (None, _, Some(supporter)) if visit.consents_to_old() => visit.open(pages::renew(&visit, supporter)),
        (None, _, Some(supporter)) => visit.open(pages::already(&visit, supporter)),
        (None, _, None) => visit.fresh(None),
    })
}

/// Types the sign-up anew, in place of the one that stands.
pub(crate) async fn edit(visit: Arc<Context>) -> Answered {
    Ok(match visit.current() {
        // A second tap on the same button goes on with what the first one began.
        Some(signup) => visit.step(&signup.paused(false), None),
        None => visit.fresh(None),
    })
}

/// Asks whether to withdraw.
pub(crate) async fn ask_withdraw(visit: Arc<Context>) -> Answered {
    match &visit.supporter {
        Some(supporter) => Ok(visit.open(pages::withdraw(&visit, supporter))),
        None => open(visit).await,
    }
}

/// Withdraws what was signed at that time; a button of an earlier sign-up withdraws nothing.
pub(crate) async fn withdrawn(visit: Arc<Context>, signed: Timestamp) -> Answered {
    let same = |supporter: &Supporter| supporter.signed_at.as_second() == signed.as_second();
    if !visit.supporter.as_ref().is_some_and(same) {
        return over(visit).await;
    }
    let page = pages::after(&visit, visit.say().sign_withdrawn());
    Ok(visit.open(page).change(Change::Withdraw))
}

/// Agrees to this version of the consent text, having agreed to an earlier one.
pub(crate) async fn renewed(visit: Arc<Context>, version: u32) -> Answered {
    let is_shown = version == visit.content.pledge.consent;
    let Some(supporter) = visit.supporter.as_ref().filter(|_| is_shown && visit.consents_to_old()) else {
        return over(visit).await;
    };
    let supporter = Supporter { consent: version, signed_at: visit.now, ..supporter.clone() };
    Ok(visit.open(pages::already(&visit, &supporter)).change(Change::Consent(version, visit.now)))
}

/// The sign-up that waits for a typed text.
pub(crate) fn under_way(visit: Arc<Context>) -> Option<SignUp> {
    visit.current().filter(|signup| !signup.paused).cloned()
}

/// The sign-up that a tapped button belongs to, and what the button does.
pub(crate) fn tapped(
    visit: Arc<Context>,
    (started, way): (Timestamp, SignUpAction),
) -> Option<(SignUp, SignUpAction)> {
    let signup = visit.current()?;
    (signup.started.as_second() == started.as_second()).then(|| (signup.clone(), way))
}

/// A step was answered by a button.
pub(crate) async fn answered(visit: Arc<Context>, signup: SignUp, answer: SignUpAnswer) -> Answered {
    match signup.answer(answer) {
        Ok(signup) => Ok(visit.step(&signup, None)),
        Err(_) => over(visit).await,
    }
}

/// A step was answered by a text.
pub(crate) async fn typed(visit: Arc<Context>, signup: SignUp, text: String) -> Answered {
    let say = visit.say();
    let answer = match signup.step {
        SignUpStep::Name(_) => SignUpAnswer::Name(text),
        SignUpStep::Contact(_) => SignUpAnswer::Contact(text),
        _ => return Ok(visit.step(&signup, Some(say.sign_need_button()))),
    };
    Ok(match signup.answer(answer) {
        Ok(signup) => visit.step(&signup, None),
        Err(refused) => visit.step(&signup, Some(pages::refusal(&say, refused))),
    })
}

/// Something else than a text came where the sign-up waits.
pub(crate) async fn not_text(visit: Arc<Context>, signup: SignUp) -> Answered {
    let say = visit.say();
    let hint = if signup.wants_text() { say.sign_need_text() } else { say.sign_need_button() };
    Ok(visit.step(&signup, Some(hint)))
}

/// Takes a step back.
pub(crate) async fn back(visit: Arc<Context>, signup: SignUp, from: String) -> Answered {
    match signup.back().filter(|_| signup.step.code() == from) {
        Some(signup) => Ok(visit.step(&signup, None)),
        None => over(visit).await,
    }
}

/// Leaves the sign-up; nothing of it is kept.
pub(crate) async fn cancelled(visit: Arc<Context>) -> Answered {
    let page = pages::after(&visit, visit.say().sign_cancelled());
    Ok(visit.show(page).change(Change::EndSignUp))
}

/// Signs: name and contact are sealed here, and only the sealed document goes on.
pub(crate) async fn confirmed(visit: Arc<Context>, signup: SignUp) -> Answered {
    let SignUpStep::Confirm(filled) = &signup.step else { return over(visit).await };
    let Ok(supporter) = visit.sealed(filled) else {
        // The key went away since the name was typed: without one, neither name nor contact may be kept.
        return Ok(visit.fresh(Some(visit.say().sign_restart())));
    };
    let others = visit.app.store.supporters().await?;
    let count = others + u64::from(visit.supporter.is_none());
    Ok(visit.show(pages::thanks(&visit, count)).change(Change::Sign(supporter)))
}

/// A button of a sign-up or of a step that is over. Where a sign-up is under way, its step is shown again.
pub(crate) async fn over(visit: Arc<Context>) -> Answered {
    let toast = visit.say().sign_over();
    if let Some(signup) = visit.current() {
        let page = pages::step(&visit, signup, None);
        return Ok(visit.show_with(page, Some(toast)).change(Change::SaveSignUp(signup.paused(false))));
    }
    let page = match &visit.supporter {
        Some(supporter) => pages::already(&visit, supporter),
        None => home::page(&visit),
    };
    Ok(visit.show_with(page, Some(toast)))
}

/// There is no longer a key to seal with.
struct NoKey;

impl Context {
    /// Whether they signed under an earlier version of the consent text than the one that is shown now.
    pub(crate) fn consents_to_old(&self) -> bool {
        self.supporter.as_ref().is_some_and(|supporter| supporter.consent < self.content.pledge.consent)
    }

    /// A fresh sign-up at its first step.
    fn fresh(&self, note: Option<Html>) -> Turn {
        self.step(&SignUp::start(self.now, self.app.recipients.is_some()), note)
    }

    /// Stands at this step and shows it, under a note where there is one.
    fn step(&self, signup: &SignUp, note: Option<Html>) -> Turn {
        let page = pages::step(self, signup, note);
        self.show(page).change(Change::SaveSignUp(signup.clone()))
    }

    fn sealed(&self, filled: &Filled) -> Result<Supporter, NoKey> {
        let located = &filled.reached.located;
        let sealed = match (filled.person(), &self.app.recipients) {
            (None, _) => None,
            (Some(person), Some(recipients)) => Some(recipients.seal(&person)),
            (Some(_), None) => return Err(NoKey),
        };
        Ok(Supporter {
            kind: located.named.chosen.kind,
            region: located.region,
            publish: filled.publish,
            consent: located.named.chosen.agreed.consent,
            signed_at: self.now,
            sealed,
        })
    }
}
