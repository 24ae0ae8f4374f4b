//! The choice of a language: three buttons, each in its own.

use crate::conversation::callback::Callback;
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Turn;
use crate::domain::Lang;
use crate::domain::message::Button;
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The choice, from home.
pub(crate) fn page(context: &Context) -> Page {
    let mut page = choice(context, &Screen::Home);
    page.rows.push(context.way_back(&Screen::Language));
    page
}

/// First contact: the choice comes before the screen that was asked for.
pub(crate) fn first(context: &Context, screen: &Screen) -> Turn {
    context.show(choice(context, screen))
}

fn choice(context: &Context, then: &Screen) -> Page {
    let in_each = Lang::ALL.map(|lang| context.texts.say(lang));
    Page {
        text: Html::lines(in_each.iter().map(Say::language_choose)),
        rows: buttons(context, then).map(|button| vec![button]).into(),
    }
}

/// A button for each language, in its own.
pub(crate) fn buttons(context: &Context, then: &Screen) -> [Button; 3] {
    Lang::ALL.map(|lang| {
        context.button(context.texts.say(lang).language_name(), &Callback::Speak(lang, then.clone()))
    })
}

/// A language was chosen: from here on everything is said in it. The answer that follows also stores the choice.
pub(crate) fn chosen(context: &Context, lang: Lang) -> Context {
    let mut context = context.in_lang(lang);
    context.chat.lang = Some(lang);
    context.extra.push(Change::SetLang(lang));
    context
}
