//! Words that may not be meant as an answer, although the bot waits for one: `/cancel`, commands that the bot does not know, and
//! words for "stop".

use crate::conversation::callback::Callback;
use crate::conversation::citizen::{fallback, reminders, sign_up, stop};
use crate::conversation::context::Context;
use crate::conversation::intent::Input;
use crate::conversation::staff;
use crate::conversation::turn::{Answered, Turn};
use crate::domain::{AwaitedText, SignUp};
use crate::store::SavedSignUp;
use crate::telegram::Page;

/// Input goes to the draft if that waits for it, or else to the sign-up or to another question. At most one of them waits.
pub(super) async fn received(context: &Context, input: Input) -> Answered {
    if let Some(draft) = staff::waiting(context) {
        return staff::received(context, draft, input).await;
    }
    if let Some(sign_up) = sign_up::waiting(context) {
        return Ok(sign_up::received(context, sign_up, input.text()));
    }
    match context.awaited {
        Some(AwaitedText::Reminder(question)) => reminders::received(context, question, input.text()).await,
        None => Ok(fallback::not_understood(context)),
    }
}

/// A command that the bot does not know is never an answer: the question is asked again.
pub(super) fn unknown_command(context: &Context) -> Turn {
    let note = context.say().home_unknown_command();
    if let Some(draft) = staff::waiting(context) {
        return staff::still_waiting(context, &draft, note);
    }
    match (sign_up::waiting(context), context.awaited) {
        (Some(sign_up), _) => sign_up::asked_again(context, sign_up, note),
        (None, Some(AwaitedText::Reminder(question))) => reminders::ask(context, question, note),
        (None, None) => fallback::not_understood(context),
    }
}

/// Ends what the person has begun, first of all what waits for an answer.
pub(super) fn cancelled(context: &Context) -> Turn {
    let draft = context.draft.as_ref().filter(|_| context.is_staff());
    match draft {
        Some(draft) if draft.waits() => staff::cancelled(context, draft),
        Some(_) | None if context.awaited.is_some() => fallback::cancelled(context),
        Some(_) | None if context.sign_up != SavedSignUp::None => sign_up::cancelled(context),
        Some(draft) => staff::cancelled(context, draft),
        None if context.is_staff() => staff::forms_dropped(context),
        None => fallback::nothing_to_cancel(context),
    }
}

/// Words for "stop" are obeyed at once. Where they may be a name or a text for others, the person is asked.
pub(super) async fn stop_words(context: &Context, input: Input) -> Answered {
    match (awaits_text(context), input) {
        (true, Input::Text(text)) => Ok(ask(context, &text.text)),
        (true, input @ (Input::Media { .. } | Input::Other { .. })) => received(context, input).await,
        (false, _) => Ok(stop::stopped(context)),
    }
}

fn awaits_text(context: &Context) -> bool {
    let draft_waits = staff::waiting(context).is_some_and(|draft| draft.wait.is_some());
    draft_waits || sign_up::waiting(context).is_some_and(SignUp::wants_text)
}

/// Asks whether these words end all messages or are the answer; what waits goes on waiting.
fn ask(context: &Context, words: &str) -> Turn {
    let say = context.say();
    let answer = Callback::answer(words.trim());
    let page = Page {
        text: say.topics_ask_stop(words.trim()),
        rows: vec![
            vec![context.button(say.button_stop(), &Callback::Stop)],
            vec![context.button(say.button_my_answer(), &answer)],
        ],
    };
    let turn = context.show(page);
    match staff::waiting(context) {
        Some(draft) => turn.change(draft.save()),
        None => turn,
    }
}

/// The words are the answer, unless it was given already.
pub(super) async fn confirmed_answer(context: &Context, words: String) -> Answered {
    if awaits_text(context) {
        received(context, Input::plain(words)).await
    } else {
        Ok(context.toast(context.say().sign_up_over()))
    }
}
