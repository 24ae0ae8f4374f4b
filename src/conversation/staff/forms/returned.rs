//! A form that is wrong comes back to be mended: in a box that a tap copies, with its wrong lines marked. Below it stands the
//! first error, and nothing else.

use crate::conversation::staff::forms::field_error::FormErrors;
use crate::conversation::staff::forms::form::Form;
use crate::conversation::staff::forms::words::FormWords;
use crate::conversation::{Context, Turn};
use crate::domain::FormField;
use crate::domain::message::Button;
use crate::telegram::Page;
use crate::texts::Html;

/// The most UTF-16 units of a message, by the Bot API.
const LONGEST: usize = 4096;
/// The empty lines around the box.
const GAPS: usize = 4;

/// Gives a form back, with an example for each field that has one.
pub(super) fn page(
    context: &Context,
    form: &Form,
    errors: &FormErrors,
    example: impl Fn(FormField) -> Option<String>,
    rows: Vec<Vec<Button>>,
) -> Turn {
    let say = context.say();
    let (what_to_do, explained) = (say.form_returned(), errors.explain(&say, &context.texts, example));
    let room = LONGEST - (what_to_do.utf16_len() + explained.utf16_len() + GAPS).min(LONGEST);
    let marked = form.marked(FormWords::new(&context.texts, context.lang), errors, room);
    context.show(Page { text: Html::paragraphs([what_to_do, Html::pre(&marked), explained]), rows })
}
