//! The step between a form and its effect, the same for all forms: its author sees everything, and sets it or discards it. The
//! button is bound to what is shown and to what it changes, as that of a broadcast is.

use std::collections::BTreeMap;

use crate::conversation::callback::{Seal, StaffCallback};
use crate::conversation::staff::draft::digest::Confirmed;
use crate::conversation::staff::holds;
use crate::conversation::{Answered, Context, Screen, Turn};
use crate::domain::hold::HeldKind;
use crate::domain::message::Button;
use crate::domain::{FormKind, Lang};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The button that gives a form its effect.
pub(super) struct YesButton {
    pub label: String,
    /// Its callback, with the seal of what is shown.
    pub callback: fn(Seal) -> StaffCallback,
}

/// A form that is complete, for its author to look at.
pub(super) struct Confirmation {
    /// The question, with all answers.
    pub text: Html,
    /// The button that gives it its effect.
    pub yes: YesButton,
    /// Everything that the button is bound to.
    pub shown: String,
    /// Drops the form.
    pub discard: StaffCallback,
    /// Further rows of buttons.
    pub more: Vec<Vec<Button>>,
}

/// Shows a form, and asks.
pub(super) fn ask(context: &Context, confirmation: Confirmation) -> Turn {
    let say = context.say();
    let Confirmation { text, yes, shown, discard, more } = confirmation;
    let seal = Seal::new(&context.app.staff, context.now, &Confirmed::Form { shown });
    let first = vec![
        context.staff_button(yes.label, (yes.callback)(seal)),
        context.staff_button(say.button_form_discard(), discard),
    ];
    let text = Html::paragraphs([text, say.campaign_expires(Seal::MINUTES)]);
    context.show(Page { text, rows: [first].into_iter().chain(more).collect() })
}

/// The reason why a tapped button has no effect; `None` if the form is the one that was shown, and not long ago.
pub(super) fn objection(context: &Context, seal: &Seal, shown: String) -> Option<Html> {
    let say = context.say();
    if seal.has_expired(context.now) {
        Some(say.campaign_expired())
    } else if seal.fits(&context.app.staff, &Confirmed::Form { shown }) {
        None
    } else {
        Some(say.form_changed())
    }
}

/// The texts of a form, a line for each language.
pub(super) fn text_lines(context: &Context, texts: &BTreeMap<Lang, String>) -> Vec<Html> {
    let say = context.say();
    let line = |(lang, text): (&Lang, &String)| {
        say.staff_deadline_line_title(&context.texts.say(*lang).language_name(), text)
    };
    texts.iter().map(line).collect()
}

/// The form was set or discarded before. A second tap on the button of a form that waits is told so.
pub(super) async fn set_before(context: &Context, kind: HeldKind, seal: &Seal) -> Answered {
    let waits = holds::begun_already(context, &[kind], seal.asked()).await?;
    Ok(waits.unwrap_or_else(|| gone(context)))
}

/// The form was set or discarded before.
pub(super) fn gone(context: &Context) -> Turn {
    context.alert(context.say().campaign_gone_toast())
}

/// Forms under way are discarded.
pub(in crate::conversation) fn dropped(context: &Context, kinds: &[FormKind]) -> Turn {
    let say = context.say();
    let rows = vec![
        vec![context.staff_button(say.button_deadlines(), StaffCallback::Deadlines)],
        vec![context.to(say.button_calls(), Screen::Calls)],
        context.way_to_panel(None),
    ];
    let page = Page { text: say.form_dropped(), rows };
    kinds.iter().fold(context.show(page), |turn, kind| turn.change(Change::EndForm(*kind)))
}
