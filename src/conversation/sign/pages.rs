//! The pages of the sign-up.

use crate::conversation::callback::SignUpAction;
use crate::conversation::{Callback, Context, Screen, keyboard, updates};
use crate::domain::contact::ParseNameError;
use crate::domain::message::Button;
use crate::domain::sign_up::{AnswerError, Filled, SignUpAnswer, SignUpStep};
use crate::domain::{Name, SignUp, Supporter, SupporterKind, figures};
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// A step, under a note where something was not taken.
pub(super) fn step(visit: &Context, signup: &SignUp, note: Option<Html>) -> Page {
    let say = visit.say();
    let progress = signup.progress().map(|(step, steps)| say.sign_progress(step, steps));
    let text = Html::paragraphs(note.into_iter().chain(progress).chain([question(visit, signup)]));
    let mut rows = answers(visit, signup);
    let leave =
        |label: String, way: SignUpAction| visit.button(label, &Callback::SignUp(signup.started, way));
    let back =
        signup.back().map(|_| leave(say.button_back(), SignUpAction::Back(signup.step.code().to_owned())));
    let cancel = leave(say.button_cancel(), SignUpAction::Cancel);
    rows.push(back.into_iter().chain([cancel]).collect());
    rows.push(vec![visit.to(say.button_home(), Screen::Home)]);
    Page { text, rows }
}

fn question(visit: &Context, signup: &SignUp) -> Html {
    let say = visit.say();
    match &signup.step {
        SignUpStep::Consent => consent(visit, signup.asks_person),
        SignUpStep::Kind(_) => say.sign_kind(),
        SignUpStep::Name(_) => say.sign_name(),
        SignUpStep::Region(_) => say.sign_region(),
        SignUpStep::Contact(_) => say.sign_contact(),
        SignUpStep::Publish(_) => say.sign_publish(),
        SignUpStep::Confirm(filled) => Html::paragraphs([say.sign_confirm(), summary(&say, signup, filled)]),
    }
}

/// What one agrees to.
fn consent(visit: &Context, asks_person: bool) -> Html {
    let (say, version) = (visit.say(), i64::from(visit.content.pledge.consent));
    if asks_person { say.sign_consent(version) } else { say.sign_consent_bare(version) }
}

/// Everything that was answered, once more, before it is sealed.
fn summary(say: &Say<'_>, signup: &SignUp, filled: &Filled) -> Html {
    let located = &filled.reached.located;
    let mut lines = vec![
        say.sign_line_kind(&say.kind_name(located.named.chosen.kind)),
        say.sign_line_region(&say.region_name(located.region)),
    ];
    if signup.asks_person {
        lines.insert(
            1,
            match filled.reached.name() {
                Some(name) => say.sign_line_name(name),
                None => say.sign_line_no_name(),
            },
        );
        lines.push(match &filled.reached.contact {
            Some(contact) => say.sign_line_contact(contact),
            None => say.sign_line_no_contact(),
        });
        if filled.reached.name().is_some() {
            lines.push(publishing(say, filled.publish));
        }
    }
    Html::lines(lines)
}

fn publishing(say: &Say<'_>, publish: bool) -> Html {
    if publish { say.sign_line_publish_yes() } else { say.sign_line_publish_no() }
}

fn answers(visit: &Context, signup: &SignUp) -> Vec<Vec<Button>> {
    let say = visit.say();
    let answer =
        |label, answer| visit.button(label, &Callback::SignUp(signup.started, SignUpAction::Answer(answer)));
    match &signup.step {
        SignUpStep::Consent => vec![
            vec![answer(say.button_agree(), SignUpAnswer::Agree(visit.content.pledge.consent))],
            vec![visit.to(say.button_privacy(), Screen::Privacy)],
        ],
        SignUpStep::Kind(_) => {
            SupporterKind::ALL.map(|kind| vec![answer(say.kind_name(kind), SignUpAnswer::Kind(kind))]).into()
        }
        SignUpStep::Name(_) => vec![vec![answer(say.button_no_name(), SignUpAnswer::NoName)]],
        SignUpStep::Region(_) => {
            let regions = &visit.content.pledge.regions;
            regions
                .iter()
                .map(|&region| vec![answer(say.region_name(region), SignUpAnswer::Region(region))])
                .collect()
        }
        SignUpStep::Contact(_) => vec![vec![answer(say.button_no_contact(), SignUpAnswer::NoContact)]],
        SignUpStep::Publish(_) => vec![vec![
            answer(say.button_publish_yes(), SignUpAnswer::Publish(true)),
            answer(say.button_publish_no(), SignUpAnswer::Publish(false)),
        ]],
        SignUpStep::Confirm(_) => {
            vec![vec![
                visit.button(say.button_confirm(), &Callback::SignUp(signup.started, SignUpAction::Confirm)),
            ]]
        }
    }
}

/// Why a typed text was not taken, and what is wanted.
pub(super) fn refusal(say: &Say<'_>, refused: AnswerError) -> Html {
    match refused {
        AnswerError::Name(ParseNameError::TooLong) => {
            say.sign_error_name_long(Name::MAX.try_into().unwrap_or(i64::MAX))
        }
        AnswerError::Name(ParseNameError::NoLetter) => say.sign_error_name_letter(),
        AnswerError::Contact(_) => say.sign_error_contact(),
        AnswerError::OtherStep => say.sign_need_button(),
    }
}

/// Thanks, how many they are now, and what one may hear about.
pub(super) fn thanks(visit: &Context, supporters: u64) -> Page {
    let say = visit.say();
    let count =
        figures::total(supporters).map(|count| say.sign_count(i64::try_from(count).unwrap_or(i64::MAX)));
    let text = Html::paragraphs([say.sign_thanks()].into_iter().chain(count).chain([say.sign_topics()]));
    let share = keyboard::share_link(&visit.app.link(), &say.pledge_share());
    let mut rows = updates::switches(visit);
    rows.push(vec![keyboard::link(say.button_share(), share)]);
    rows.push(visit.way_back(&Screen::Sign));
    Page { text, rows }
}

/// What was signed: everything but what is sealed.
pub(super) fn already(visit: &Context, supporter: &Supporter) -> Page {
    let say = visit.say();
    let share = keyboard::share_link(&visit.app.link(), &say.pledge_share());
    Page {
        text: Html::paragraphs([say.sign_already(), Html::lines(signed(&say, supporter))]),
        rows: vec![
            vec![visit.button(say.button_edit(), &Callback::Edit)],
            vec![visit.to(say.button_withdraw(), Screen::Withdraw)],
            vec![visit.to(say.button_updates(), Screen::Updates), keyboard::link(say.button_share(), share)],
            vec![visit.to(say.button_mydata(), Screen::MyData)],
            visit.way_back(&Screen::Sign),
        ],
    }
}

/// Everything of a sign-up but what is sealed, one line each.
pub(in crate::conversation) fn signed(say: &Say<'_>, supporter: &Supporter) -> Vec<Html> {
    let mut lines = vec![
        say.sign_line_kind(&say.kind_name(supporter.kind)),
        say.sign_line_region(&say.region_name(supporter.region)),
    ];
    if supporter.sealed.is_some() {
        lines.extend([say.sign_line_sealed(), publishing(say, supporter.publish)]);
    } else {
        lines.push(say.sign_line_nothing_sealed());
    }
    lines.push(say.sign_line_signed(&say.day(supporter.signed_at), i64::from(supporter.consent)));
    lines
}

/// The consent text has changed since they signed: what is new, the whole of it, and the choice.
pub(super) fn renew(visit: &Context, supporter: &Supporter) -> Page {
    let (say, version) = (visit.say(), visit.content.pledge.consent);
    let asks_person = visit.app.recipients.is_some() || supporter.sealed.is_some();
    Page {
        text: Html::paragraphs([say.sign_consent_changed(version), consent(visit, asks_person)]),
        rows: vec![
            vec![visit.button(say.button_agree(), &Callback::Renew(version))],
            vec![visit.to(say.button_withdraw(), Screen::Withdraw)],
            visit.way_back(&Screen::Sign),
        ],
    }
}

/// Asks whether to withdraw.
pub(super) fn withdraw(visit: &Context, supporter: &Supporter) -> Page {
    let say = visit.say();
    Page {
        text: say.sign_withdraw(),
        rows: vec![
            vec![visit.button(say.button_withdraw_yes(), &Callback::Withdraw(supporter.signed_at))],
            visit.way_back(&Screen::Withdraw),
        ],
    }
}

/// A short text with the way to sign and home.
pub(super) fn after(visit: &Context, text: Html) -> Page {
    let say = visit.say();
    Page { text, rows: vec![vec![visit.to(say.button_sign(), Screen::Sign)], visit.way_back(&Screen::Sign)] }
}
