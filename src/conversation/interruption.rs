//! The meaning of words that may or may not be an answer. In a private chat these come in this order:
//!
//! 1. Commands. None of them is ever an answer ([`unknown_command`], [`cancelled`], the router).
//! 2. Words for "stop" ([`stop_words`]).
//! 3. A form of staff that lost its command ([`staff::as_form`]), unless any text may be the answer to an open question, or the
//!    question is about the person: nobody's contact is read as a form.
//! 4. The answer to an open question. Where any text may be the answer, as with a name, a name of a screen may be one too.
//!    Elsewhere it leads to its screen.
//! 5. Names of screens, greetings and thanks ([`meant`]).
//! 6. Anything else: one line, and four ways on.
//!
//! In groups people talk to each other, and only commands count.

use crate::conversation::callback::Callback;
use crate::conversation::citizen::{fallback, reminders, sign_up, stop};
use crate::conversation::context::Context;
use crate::conversation::intent::Input;
use crate::conversation::meant::{Meant, label, meant};
use crate::conversation::screen::Screen;
use crate::conversation::turn::{Answered, Turn};
use crate::conversation::{citizen, staff};
use crate::domain::message::Button;
use crate::domain::{
    AwaitedText, DeadlineQuestion, FormKind, PersonQuestion, StaffQuestion, StatusQuestion, SupporterQuestion,
};
use crate::store::{Change, SavedSignUp};
use crate::telegram::Page;
use crate::texts::Html;

/// Something was written or sent that is neither a command nor a word for "stop".
pub(super) async fn received(context: &Context, input: Input) -> Answered {
    if staff::waiting(context).is_some() {
        return answered(context, input).await;
    }
    let any_text = awaits_name(context);
    let about_person = matches!(context.awaited, Some(AwaitedText::Supporter(_) | AwaitedText::Person(_)));
    if let Some(text) = input.text().filter(|_| !any_text && !about_person)
        && let Some(answered) = staff::as_form(context, text).await
    {
        return answered;
    }
    match input.text().and_then(|text| meant(&context.texts, text)) {
        Some(Meant::Screen(screen)) if names_answer(context, &screen) => answered(context, input).await,
        Some(Meant::Screen(screen)) if !any_text => citizen::open(context, &screen).await,
        Some(Meant::Screen(screen @ (Screen::Home | Screen::Help | Screen::Withdraw | Screen::Erase))) => {
            Ok(ask_way_out(context, &screen, input.text().unwrap_or_default()))
        }
        Some(Meant::Greeting) if !context.waits_for_text() => Ok(fallback::greeted(context)),
        Some(Meant::Thanks) if !context.waits_for_text() => Ok(fallback::thanked(context)),
        Some(Meant::Screen(_) | Meant::Greeting | Meant::Thanks) | None => answered(context, input).await,
    }
}

/// An answer goes to the draft if that waits for it, or else to the question that was asked. At most one of them waits. In the
/// middle of a sign-up of an earlier version, any text leads to the consent text of now.
async fn answered(context: &Context, input: Input) -> Answered {
    if let Some(draft) = staff::waiting(context) {
        return staff::received(context, draft, input).await;
    }
    match context.awaited {
        Some(AwaitedText::Reminder(question)) => reminders::received(context, question, input.text()).await,
        Some(AwaitedText::Supporter(question)) => Ok(sign_up::received(context, question, &input)),
        Some(AwaitedText::Person(PersonQuestion::Alias)) => Ok(staff::people::alias_given(context, &input)),
        Some(AwaitedText::Staff(question)) => staff::answered(context, question, &input).await,
        None if sign_up::waits(context) => Ok(sign_up::open(context)),
        None => Ok(fallback::not_understood(context)),
    }
}

/// A command that the bot does not know is never an answer: the question is asked again.
pub(super) fn unknown_command(context: &Context) -> Turn {
    let note = context.say().home_unknown_command();
    if let Some(draft) = staff::waiting(context) {
        return staff::still_waiting(context, &draft, note);
    }
    match context.awaited {
        Some(AwaitedText::Reminder(question)) => reminders::ask(context, question, note),
        Some(AwaitedText::Supporter(question)) => sign_up::asked_again(context, question, note),
        Some(AwaitedText::Person(PersonQuestion::Alias)) => staff::people::ask_alias(context, Some(note)),
        Some(AwaitedText::Staff(question)) => staff::asked_again(context, question, note),
        None => fallback::not_understood(context),
    }
}

/// Ends what the person has begun, first of all what waits for an answer.
pub(super) fn cancelled(context: &Context) -> Turn {
    match &context.draft {
        Some(draft) if draft.waits() => staff::cancelled(context, draft),
        Some(_) | None if context.awaited.is_some() => question_cancelled(context),
        Some(_) | None if context.sign_up != SavedSignUp::None => sign_up::cancelled(context),
        Some(draft) => staff::cancelled(context, draft),
        None if !context.forms.is_empty() => staff::forms_dropped(context, &FormKind::ALL),
        None => fallback::nothing_to_cancel(context),
    }
}

/// The question that is open ends. If it is about a form of staff, that form ends with it.
fn question_cancelled(context: &Context) -> Turn {
    match context.awaited {
        Some(AwaitedText::Staff(question)) => staff::forms_dropped(context, &[question.form()]),
        Some(AwaitedText::Reminder(_) | AwaitedText::Supporter(_) | AwaitedText::Person(_)) | None => {
            fallback::cancelled(context)
        }
    }
}

/// Words for "stop" are obeyed at once. Where they may be a name or a text for others, the person is asked.
pub(super) async fn stop_words(context: &Context, input: Input) -> Answered {
    match (awaits_text(context), input) {
        (true, Input::Text(text)) => Ok(ask(context, &text.text)),
        (true, input @ (Input::Media { .. } | Input::Contact(_) | Input::Other { .. })) => {
            answered(context, input).await
        }
        (false, _) => Ok(stop::stopped(context)),
    }
}

/// Whether the name of a screen is the answer to the open question: a call and a topic are called like their screens.
fn names_answer(context: &Context, screen: &Screen) -> bool {
    match context.awaited {
        Some(AwaitedText::Staff(StaffQuestion::Status(StatusQuestion::Call))) => {
            matches!(screen, Screen::Call(_))
        }
        Some(AwaitedText::Staff(StaffQuestion::Deadline(DeadlineQuestion::Topic))) => {
            matches!(screen, Screen::News | Screen::Calls | Screen::Reminders)
        }
        Some(
            AwaitedText::Staff(_)
            | AwaitedText::Reminder(_)
            | AwaitedText::Supporter(_)
            | AwaitedText::Person(_),
        )
        | None => false,
    }
}

fn awaits_text(context: &Context) -> bool {
    let draft_waits = staff::waiting(context).is_some_and(|draft| draft.wait.is_some());
    draft_waits || awaits_name(context)
}

fn awaits_name(context: &Context) -> bool {
    match context.awaited {
        Some(AwaitedText::Supporter(SupporterQuestion::Name { .. }) | AwaitedText::Person(_)) => true,
        Some(AwaitedText::Staff(question)) => question.takes_any_text(),
        Some(
            AwaitedText::Supporter(
                SupporterQuestion::Kind
                | SupporterQuestion::Region
                | SupporterQuestion::Publication
                | SupporterQuestion::Contact,
            )
            | AwaitedText::Reminder(_),
        )
        | None => false,
    }
}

/// Asks whether these words end all messages or are the answer.
fn ask(context: &Context, words: &str) -> Turn {
    let say = context.say();
    let stop = context.button(say.button_stop(), &Callback::Stop);
    ask_what_is_meant(context, say.topics_ask_stop(words.trim()), stop, words)
}

/// Asks whether these words name a screen that people leave a question for, or are the answer: nobody is called "Help", but an
/// organization may be. A wish to withdraw or to erase must not become a name that is published.
fn ask_way_out(context: &Context, screen: &Screen, words: &str) -> Turn {
    let say = context.say();
    let way_out = label(&say, screen).unwrap_or_else(|| say.button_home());
    let way_out = context.to(way_out, screen.clone());
    ask_what_is_meant(context, say.home_ask_answer(words.trim()), way_out, words)
}

/// Asks what these words mean; what waits goes on waiting.
fn ask_what_is_meant(context: &Context, text: Html, other: Button, words: &str) -> Turn {
    let answer = context.button(context.say().button_my_answer(), &Callback::answer(words.trim()));
    let turn = context.show(Page { text, rows: vec![vec![other], vec![answer]] });
    match (staff::waiting(context), context.awaited) {
        (Some(draft), _) => turn.change(draft.save()),
        (None, Some(awaited)) => turn.change(Change::Await(awaited, context.now)),
        (None, None) => turn,
    }
}

/// The words are the answer, unless it was given already.
pub(super) async fn confirmed_answer(context: &Context, words: String) -> Answered {
    if awaits_text(context) {
        answered(context, Input::plain(words)).await
    } else {
        Ok(fallback::stale_button(context))
    }
}
