//! The choice of a language: three buttons, each in its own.

use std::sync::Arc;

use crate::conversation::{Answered, Callback, Context, Screen, profile};
use crate::domain::Lang;
use crate::domain::message::Button;
use crate::store::Change;
use crate::telegram::{Page, Reply};
use crate::texts::{Html, Say};

/// The choice, from home.
pub(super) fn page(visit: &Context) -> Page {
    let mut page = choice(visit, &Screen::Home);
    page.rows.push(visit.way_back(&Screen::Language));
    page
}

/// First contact: the choice comes before the screen that was asked for.
pub(super) async fn first(visit: Arc<Context>, screen: Screen) -> Answered {
    Ok(visit.show(choice(&visit, &screen)))
}

fn choice(visit: &Context, then: &Screen) -> Page {
    let in_each = Lang::ALL.map(|lang| visit.content.say(lang));
    Page {
        text: Html::lines(in_each.iter().map(Say::language_choose)),
        rows: buttons(visit, then).map(|button| vec![button]).into(),
    }
}

/// A button for each language, in its own.
pub(super) fn buttons(visit: &Context, then: &Screen) -> [Button; 3] {
    Lang::ALL.map(|lang| {
        visit.button(visit.content.say(lang).language_name(), &Callback::Speak(lang, then.clone()))
    })
}

/// A language was chosen: from here on everything is said in it, and the choice is kept with what follows.
pub(super) fn chosen(visit: Arc<Context>, (lang, _): (Lang, Screen)) -> Arc<Context> {
    let mut visit = visit.in_lang(lang);
    visit.chat.lang = Some(lang);
    let (menu_change, menu_reply) = menu(&visit);
    visit.along.changes.push(Change::SetLang(lang));
    visit.along.changes.extend(menu_change);
    visit.along.replies.extend(menu_reply);
    Arc::new(visit)
}

/// The screen that was asked for before the choice.
pub(super) fn then((_, screen): (Lang, Screen)) -> Screen {
    screen
}

/// The command menu of a person follows the choice, where the client's own language would show another.
fn menu(visit: &Context) -> (Option<Change>, Option<Reply>) {
    if !visit.is_private() {
        return (None, None);
    }
    let by_itself = profile::menu_lang(visit.client.as_deref());
    let wanted = (visit.lang != by_itself).then_some(visit.lang);
    if wanted == visit.chat.menu {
        return (None, None);
    }
    let menu = wanted.map(|lang| profile::menu(&visit.content.say(lang)));
    (Some(Change::SetMenu(wanted)), Some(Reply::SetMenu { chat: visit.chat.id, menu }))
}
