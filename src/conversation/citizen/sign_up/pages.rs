//! The pages of the sign-up.

use crate::conversation::callback::{Callback, SignUpAction};
use crate::conversation::citizen::topics;
use crate::conversation::context::Context;
use crate::conversation::keyboard;
use crate::conversation::screen::Screen;
use crate::domain::contact::{ParseContactError, ParseNameError};
use crate::domain::message::Button;
use crate::domain::sign_up::{AnswerError, Filled, SignUpAnswer, SignUpStep};
use crate::domain::{Name, SignUp, Supporter, SupporterKind, figures};
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// A step, under the note.
pub(super) fn step(context: &Context, sign_up: &SignUp, note: Option<Html>) -> Page {
    let say = context.say();
    let progress = sign_up.progress().map(|(step, steps)| say.sign_up_progress(step, steps));
    let text = Html::paragraphs(note.into_iter().chain(progress).chain([question(context, sign_up)]));
    let mut rows = answers(context, sign_up);
    let leave = |label: String, action| context.button(label, &Callback::SignUp(sign_up.started, action));
    let back =
        sign_up.back().map(|_| leave(say.button_back(), SignUpAction::Back(sign_up.step.code().to_owned())));
    let cancel = leave(say.button_cancel(), SignUpAction::Cancel);
    rows.push(back.into_iter().chain([cancel]).collect());
    rows.push(vec![context.to(say.button_home(), Screen::Home)]);
    Page { text, rows }
}

fn question(context: &Context, sign_up: &SignUp) -> Html {
    let say = context.say();
    match &sign_up.step {
        SignUpStep::Consent => consent(context, sign_up.asks_person),
        SignUpStep::Kind(_) => say.sign_up_kind(),
        SignUpStep::Name(_) => say.sign_up_name(),
        SignUpStep::Region(_) => say.sign_up_region(),
        SignUpStep::Contact(_) => say.sign_up_contact(),
        SignUpStep::Publish(_) => say.sign_up_publish(),
        SignUpStep::Confirm(filled) => {
            Html::paragraphs([say.sign_up_confirm(), summary(&say, sign_up, filled)])
        }
    }
}

/// The consent text.
fn consent(context: &Context, asks_person: bool) -> Html {
    let (say, version) = (context.say(), context.texts.pledge.consent);
    if asks_person { say.sign_up_consent(version) } else { say.sign_up_consent_bare(version) }
}

/// All answers once more, before they are sealed.
fn summary(say: &Say<'_>, sign_up: &SignUp, filled: &Filled) -> Html {
    let located = &filled.reached.located;
    let mut lines = vec![
        say.sign_up_line_kind(&say.kind_name(located.named.chosen.kind)),
        say.sign_up_line_region(&say.region_name(located.region)),
    ];
    if sign_up.asks_person {
        lines.insert(
            1,
            match filled.reached.name() {
                Some(name) => say.sign_up_line_name(name),
                None => say.sign_up_line_no_name(),
            },
        );
        lines.push(match &filled.reached.contact {
            Some(contact) => say.sign_up_line_contact(contact),
            None => say.sign_up_line_no_contact(),
        });
        if filled.reached.name().is_some() {
            lines.push(publishing(say, filled.publish));
        }
    }
    Html::lines(lines)
}

fn publishing(say: &Say<'_>, publish: bool) -> Html {
    if publish { say.sign_up_line_publish_yes() } else { say.sign_up_line_publish_no() }
}

fn answers(context: &Context, sign_up: &SignUp) -> Vec<Vec<Button>> {
    let say = context.say();
    let answer = |label, answer| {
        context.button(label, &Callback::SignUp(sign_up.started, SignUpAction::Answer(answer)))
    };
    match &sign_up.step {
        SignUpStep::Consent => vec![
            vec![answer(say.button_agree(), SignUpAnswer::Agree(context.texts.pledge.consent))],
            vec![context.to(say.button_privacy(), Screen::Privacy)],
        ],
        SignUpStep::Kind(_) => {
            SupporterKind::ALL.map(|kind| vec![answer(say.kind_name(kind), SignUpAnswer::Kind(kind))]).into()
        }
        SignUpStep::Name(_) => vec![vec![answer(say.button_no_name(), SignUpAnswer::NoName)]],
        SignUpStep::Region(_) => {
            let regions = &context.texts.pledge.regions;
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
                context
                    .button(say.button_confirm(), &Callback::SignUp(sign_up.started, SignUpAction::Confirm)),
            ]]
        }
    }
}

/// Why a typed text is refused, and which text is needed.
pub(super) fn refusal(say: &Say<'_>, refused: AnswerError) -> Html {
    match refused {
        AnswerError::Name(ParseNameError::TooLong) => {
            say.sign_up_error_name_long(Name::MAX.try_into().unwrap_or(i64::MAX))
        }
        AnswerError::Name(ParseNameError::NoLetter) => say.sign_up_error_name_letter(),
        AnswerError::Contact(ParseContactError::Neither) => say.sign_up_error_contact(),
        AnswerError::Contact(ParseContactError::Email) => say.sign_up_error_email(),
        AnswerError::Contact(ParseContactError::EmailNumber) => say.sign_up_error_email_number(),
        AnswerError::Contact(ParseContactError::EmailAlphabets) => say.sign_up_error_email_alphabets(),
        AnswerError::Contact(ParseContactError::PhoneWords) => say.sign_up_error_phone_words(),
        AnswerError::Contact(ParseContactError::PhoneExtension) => say.sign_up_error_phone_extension(),
        AnswerError::Contact(ParseContactError::PhoneNumber) => say.sign_up_error_phone_number(),
        AnswerError::OtherStep => say.sign_up_need_button(),
    }
}

/// Thanks, the number of supporters, and the topics.
pub(super) fn thanks(context: &Context, supporters: u64) -> Page {
    let say = context.say();
    let count = figures::total(supporters).map(|count| say.sign_up_count(count));
    let text =
        Html::paragraphs([say.sign_up_thanks()].into_iter().chain(count).chain([say.sign_up_topics()]));
    let share = keyboard::share_link(&context.app.link(), &say.pledge_share());
    let mut rows = topics::switches(context);
    rows.push(vec![keyboard::link(say.button_share(), share)]);
    rows.push(context.way_back(&Screen::Sign));
    Page { text, rows }
}

/// The completed sign-up without its sealed part.
pub(super) fn already(context: &Context, supporter: &Supporter) -> Page {
    let say = context.say();
    let share = keyboard::share_link(&context.app.link(), &say.pledge_share());
    Page {
        text: Html::paragraphs([say.sign_up_already(), Html::lines(completed(&say, supporter))]),
        rows: vec![
            vec![context.button(say.button_edit(), &Callback::Edit)],
            vec![context.to(say.button_withdraw(), Screen::Withdraw)],
            vec![context.to(say.button_topics(), Screen::Updates)],
            vec![keyboard::link(say.button_share(), share)],
            vec![context.to(say.button_my_data(), Screen::MyData)],
            context.way_back(&Screen::Sign),
        ],
    }
}

/// A completed sign-up without its sealed part, one line each.
fn completed(say: &Say<'_>, supporter: &Supporter) -> Vec<Html> {
    let mut lines = vec![
        say.sign_up_line_kind(&say.kind_name(supporter.kind)),
        say.sign_up_line_region(&say.region_name(supporter.region)),
    ];
    if supporter.has_sealed() {
        lines.extend([say.sign_up_line_sealed(), publishing(say, supporter.publish)]);
    } else {
        lines.push(say.sign_up_line_nothing_sealed());
    }
    lines.push(say.sign_up_line_signed(&say.day(supporter.supported_at), supporter.consent));
    lines
}

/// The consent text has changed since the sign-up: the change, the whole text, and the choice.
pub(super) fn renew(context: &Context, supporter: &Supporter) -> Page {
    let (say, version) = (context.say(), context.texts.pledge.consent);
    let asks_person = context.app.recipients.is_some() || supporter.has_sealed();
    Page {
        text: Html::paragraphs([say.sign_up_consent_changed(version), consent(context, asks_person)]),
        rows: vec![
            vec![context.button(say.button_agree(), &Callback::Renew(version))],
            vec![context.to(say.button_withdraw(), Screen::Withdraw)],
            context.way_back(&Screen::Sign),
        ],
    }
}

/// Asks whether to withdraw.
pub(super) fn withdraw(context: &Context, supporter: &Supporter) -> Page {
    let say = context.say();
    Page {
        text: say.sign_up_withdraw(),
        rows: vec![
            vec![context.button(say.button_withdraw_yes(), &Callback::Withdraw(supporter.number))],
            context.way_back(&Screen::Withdraw),
        ],
    }
}

/// A short text with the way to sign and home.
pub(super) fn after(context: &Context, text: Html) -> Page {
    let say = context.say();
    Page {
        text,
        rows: vec![vec![context.to(say.button_sign_up(), Screen::Sign)], context.way_back(&Screen::Sign)],
    }
}
