//! The frame of the questions that staff are asked: one screen for each question, with the same ways on, back and out. The
//! answers stay in the form when somebody leaves, so that they can go on later.

use jiff::Timestamp;

use crate::conversation::callback::{FormAction, StaffCallback};
use crate::conversation::{Context, Turn};
use crate::domain::message::Button;
use crate::domain::{AwaitedText, StaffQuestion};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The most rows of choices below an error: with the ways on and back they are five, so that the error stays in sight.
const ROWS_BELOW_AN_ERROR: usize = 3;
/// A typed text with more characters than this is given back, so that it can be copied and mended.
const SHORT: usize = 20;
/// The most characters of a typed text that are given back: with the error, a message has to hold it.
const GIVEN_BACK: usize = 1500;

/// A question about a form under way, as one screen.
pub(super) struct QuestionScreen {
    /// The question.
    pub question: StaffQuestion,
    /// The time when its form was begun.
    pub begun: Timestamp,
    /// The heading, which names the form.
    pub heading: Html,
    /// The question, and the ways to answer it.
    pub sentence: Html,
    /// The answer that the form has.
    pub present: Option<Html>,
    /// The answers that a tap gives.
    pub choices: Vec<Vec<Button>>,
    /// Leads to the question before.
    pub back: StaffCallback,
    /// Whether anything in the form was answered.
    pub has_answers: bool,
}

impl QuestionScreen {
    /// Asks the question, and waits for the answer.
    pub fn ask(self, context: &Context) -> Turn {
        let present = self.present.as_ref().map(|value| context.say().staff_form_present(value));
        let text = Html::paragraphs([self.heading.clone(), self.sentence.clone()].into_iter().chain(present));
        let rows = self.choices.iter().cloned().chain(self.ways(context)).collect();
        self.open(context, Page { text, rows })
    }

    /// Says in a last paragraph why the answer can't be taken. The question stays open.
    pub fn refuse(self, context: &Context, typed: &str, error: Html) -> Turn {
        let is_long = typed.chars().count() > SHORT;
        let typed = is_long.then(|| Html::pre(&typed.chars().take(GIVEN_BACK).collect::<String>()));
        let text = Html::paragraphs([self.heading.clone()].into_iter().chain(typed).chain([error]));
        let choices = if self.choices.len() > ROWS_BELOW_AN_ERROR {
            let ask = self.action(FormAction::Ask(self.question));
            vec![vec![context.staff_button(context.say().button_form_choices(), ask)]]
        } else {
            self.choices.clone()
        };
        let rows = choices.into_iter().chain(self.ways(context)).collect();
        self.open(context, Page { text, rows })
    }

    fn open(&self, context: &Context, page: Page) -> Turn {
        context.show(page).change(Change::Await(AwaitedText::Staff(self.question), context.now))
    }

    fn action(&self, action: FormAction) -> StaffCallback {
        StaffCallback::FormAction(self.begun, action)
    }

    /// The ways on and back.
    fn ways(&self, context: &Context) -> Vec<Vec<Button>> {
        let (say, kind) = (context.say(), self.question.form());
        let keep = self.present.as_ref().map(|_| (say.button_form_keep(), FormAction::Next(kind)));
        let whole = self.has_answers.then(|| (say.button_form_whole(), FormAction::Whole(kind)));
        let on: Vec<_> = keep
            .into_iter()
            .chain(whole)
            .map(|(label, action)| context.staff_button(label, self.action(action)))
            .collect();
        let back = context.staff_button(say.button_back(), self.back.clone());
        [on, context.way_to_panel(Some(back))].into_iter().filter(|row| !row.is_empty()).collect()
    }
}
