//! The step between a form and its effect, the same for all forms: staff see the draft, and set it or discard it. The draft
//! is identified by the time when it was made, which the button carries.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::conversation::callback::StaffCallback;
use crate::conversation::{Context, Screen, Turn};
use crate::domain::Lang;
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The button that gives a form its effect.
pub(super) struct YesButton {
    pub label: String,
    /// Its callback, with the time of the draft.
    pub callback: fn(Timestamp) -> StaffCallback,
}

/// Stores a draft, shows it and asks.
pub(super) fn ask(
    context: &Context,
    text: Html,
    yes: YesButton,
    save: impl FnOnce(Timestamp) -> Change,
) -> Turn {
    let made = whole_seconds(context.now);
    let rows = vec![vec![
        context.staff_button(yes.label, (yes.callback)(made)),
        context.staff_button(context.say().button_form_discard(), StaffCallback::DropForms),
    ]];
    context.open(Page { text, rows }).change(save(made))
}

/// A time without fractions of a second, which a button can carry.
fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
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
    context.toast(context.say().campaign_gone_toast())
}

/// The drafts of all forms are discarded.
pub(in crate::conversation::staff) fn dropped(context: &Context) -> Turn {
    let say = context.say();
    let rows = vec![
        vec![
            context.staff_button(say.button_deadlines(), StaffCallback::Deadlines),
            context.to(say.button_call_statuses(), Screen::Record),
        ],
        vec![context.to(say.button_home(), Screen::Home)],
    ];
    let page = Page { text: say.form_dropped(), rows };
    context.open(page).change(Change::DropDeadlineDraft).change(Change::DropEntryDraft)
}
