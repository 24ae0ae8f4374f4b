//! The step between a form and its effect, the same for all forms: its author sees the draft, and sets it or discards it. The
//! button is bound to the draft and to what it changes, as that of a broadcast is.

use std::collections::BTreeMap;

use crate::conversation::callback::{Seal, StaffCallback};
use crate::conversation::staff::draft::digest::Confirmed;
use crate::conversation::{Context, Screen, Turn};
use crate::domain::Lang;
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The button that gives a form its effect.
pub(super) struct YesButton {
    pub label: String,
    /// Its callback, with the seal of the draft.
    pub callback: fn(Seal) -> StaffCallback,
}

/// Shows a draft, and asks. The text is the question with the draft; `draft` holds everything that the button is bound to.
pub(super) fn ask(context: &Context, text: Html, yes: YesButton, draft: String) -> Turn {
    let say = context.say();
    let seal = Seal::new(&context.app.staff, context.now, &Confirmed::Form { draft });
    let rows = vec![vec![
        context.staff_button(yes.label, (yes.callback)(seal)),
        context.staff_button(say.button_form_discard(), StaffCallback::DropForms),
    ]];
    context.show(Page { text: Html::paragraphs([text, say.campaign_expires(Seal::MINUTES)]), rows })
}

/// The reason why a tapped button doesn't set the draft; `None` if it is the one that was shown, and not long ago.
pub(super) fn objection(context: &Context, seal: &Seal, draft: String) -> Option<Html> {
    let say = context.say();
    if seal.has_expired(context.now) {
        Some(say.campaign_expired())
    } else if seal.fits(&context.app.staff, &Confirmed::Form { draft }) {
        None
    } else {
        Some(say.form_changed())
    }
}

/// The texts of a draft, a line for each language.
pub(super) fn text_lines(context: &Context, texts: &BTreeMap<Lang, String>) -> Vec<Html> {
    let say = context.say();
    let line = |(lang, text): (&Lang, &String)| {
        say.staff_deadline_line_title(&context.texts.say(*lang).language_name(), text)
    };
    texts.iter().map(line).collect()
}

/// The draft was set or discarded before.
pub(super) fn gone(context: &Context) -> Turn {
    context.alert(context.say().campaign_gone_toast())
}

/// The author's drafts of all forms are discarded.
pub(in crate::conversation) fn dropped(context: &Context) -> Turn {
    let say = context.say();
    let rows = vec![
        vec![context.staff_button(say.button_deadlines(), StaffCallback::Deadlines)],
        vec![context.to(say.button_calls(), Screen::Calls)],
        vec![context.to(say.button_home(), Screen::Home)],
    ];
    let page = Page { text: say.form_dropped(), rows };
    context.show(page).change(Change::DropDeadlineDraft).change(Change::DropEntryDraft)
}
