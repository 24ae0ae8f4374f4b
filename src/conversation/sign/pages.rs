//! The pages of the sign-up.

use crate::{
    bot::{Press, Screen, Visit, keyboard, press::Move, updates},
    delivery::{Button, Page},
    domain::{
        Name, SignUp, Supporter, SupporterKind,
        contact::NotAName,
        figures,
        signup::{Answer, Filled, Refused, Step},
    },
    texts::{Html, Say},
};

/// A step, under a note where something was not taken.
pub(super) fn step(visit: &Visit, signup: &SignUp, note: Option<Html>) -> Page {
    let say = visit.say();
    let progress = signup.progress().map(|(step, steps)| say.sign_progress(step.into(), steps.into()));
    let text = Html::paragraphs(note.into_iter().chain(progress).chain([question(visit, signup)]));
    let mut rows = answers(visit, signup);
    let leave = |label: String, way: Move| visit.button(label, &Press::SignUp(signup.started, way));
    let back = signup.back().map(|_| leave(say.button_back(), Move::Back(signup.step.code().to_owned())));
    let cancel = leave(say.button_cancel(), Move::Cancel);
    rows.push(back.into_iter().chain([cancel]).collect());
    rows.push(vec![visit.to(say.button_home(), Screen::Home)]);
    Page { text, rows }
}

fn question(visit: &Visit, signup: &SignUp) -> Html {
    let say = visit.say();
    match &signup.step {
        Step::Consent => consent(visit, signup.asks_person),
        Step::Kind(_) => say.sign_kind(),
        Step::Name(_) => say.sign_name(),
        Step::Region(_) => say.sign_region(),
        Step::Contact(_) => say.sign_contact(),
        Step::Publish(_) => say.sign_publish(),
        Step::Confirm(filled) => Html::paragraphs([say.sign_confirm(), summary(&say, signup, filled)]),
    }
}

/// What one agrees to.
fn consent(visit: &Visit, asks_person: bool) -> Html {
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

fn answers(visit: &Visit, signup: &SignUp) -> Vec<Vec<Button>> {
    let say = visit.say();
    let answer = |label, answer| visit.button(label, &Press::SignUp(signup.started, Move::Answer(answer)));
    match &signup.step {
        Step::Consent => vec![
            vec![answer(say.button_agree(), Answer::Agree(visit.content.pledge.consent))],
            vec![visit.to(say.button_privacy(), Screen::Privacy)],
        ],
        Step::Kind(_) => {
            SupporterKind::ALL.map(|kind| vec![answer(say.kind_name(kind), Answer::Kind(kind))]).into()
        }
        Step::Name(_) => vec![vec![answer(say.button_no_name(), Answer::NoName)]],
        Step::Region(_) => {
            let regions = &visit.content.pledge.regions;
            regions
                .iter()
                .map(|&region| vec![answer(say.region_name(region), Answer::Region(region))])
                .collect()
        }
        Step::Contact(_) => vec![vec![answer(say.button_no_contact(), Answer::NoContact)]],
        Step::Publish(_) => vec![vec![
            answer(say.button_publish_yes(), Answer::Publish(true)),
            answer(say.button_publish_no(), Answer::Publish(false)),
        ]],
        Step::Confirm(_) => {
            vec![vec![visit.button(say.button_confirm(), &Press::SignUp(signup.started, Move::Confirm))]]
        }
    }
}

/// Why a typed text was not taken, and what is wanted.
pub(super) fn refusal(say: &Say<'_>, refused: Refused) -> Html {
    match refused {
        Refused::Name(NotAName::TooLong) => {
            say.sign_error_name_long(Name::MAX.try_into().unwrap_or(i64::MAX))
        }
        Refused::Name(NotAName::NoLetter) => say.sign_error_name_letter(),
        Refused::Contact(_) => say.sign_error_contact(),
        Refused::OtherStep => say.sign_need_button(),
    }
}

/// Thanks, how many they are now, and what one may hear about.
pub(super) fn thanks(visit: &Visit, supporters: u64) -> Page {
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
pub(super) fn already(visit: &Visit, supporter: &Supporter) -> Page {
    let say = visit.say();
    let share = keyboard::share_link(&visit.app.link(), &say.pledge_share());
    Page {
        text: Html::paragraphs([say.sign_already(), Html::lines(signed(&say, supporter))]),
        rows: vec![
            vec![visit.button(say.button_edit(), &Press::Edit)],
            vec![visit.to(say.button_withdraw(), Screen::Withdraw)],
            vec![visit.to(say.button_updates(), Screen::Updates), keyboard::link(say.button_share(), share)],
            vec![visit.to(say.button_mydata(), Screen::MyData)],
            visit.way_back(&Screen::Sign),
        ],
    }
}

/// Everything of a sign-up but what is sealed, one line each.
pub(in crate::bot) fn signed(say: &Say<'_>, supporter: &Supporter) -> Vec<Html> {
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
pub(super) fn renew(visit: &Visit, supporter: &Supporter) -> Page {
    let (say, version) = (visit.say(), visit.content.pledge.consent);
    let asks_person = visit.app.recipients.is_some() || supporter.sealed.is_some();
    Page {
        text: Html::paragraphs([say.sign_consent_changed(version.into()), consent(visit, asks_person)]),
        rows: vec![
            vec![visit.button(say.button_agree(), &Press::Renew(version))],
            vec![visit.to(say.button_withdraw(), Screen::Withdraw)],
            visit.way_back(&Screen::Sign),
        ],
    }
}

/// Asks whether to withdraw.
pub(super) fn withdraw(visit: &Visit, supporter: &Supporter) -> Page {
    let say = visit.say();
    Page {
        text: say.sign_withdraw(),
        rows: vec![
            vec![visit.button(say.button_withdraw_yes(), &Press::Withdraw(supporter.signed_at))],
            visit.way_back(&Screen::Withdraw),
        ],
    }
}

/// A short text with the way to sign and home.
pub(super) fn after(visit: &Visit, text: Html) -> Page {
    let say = visit.say();
    Page { text, rows: vec![vec![visit.to(say.button_sign(), Screen::Sign)], visit.way_back(&Screen::Sign)] }
}
