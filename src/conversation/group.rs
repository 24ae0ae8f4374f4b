//! What a group hears. Everybody in it may see that; its administrators alone change it.

use std::sync::Arc;

use teloxide::types::{CallbackQuery, Update, UpdateKind};

use crate::conversation::citizen::{language, topics};
use crate::conversation::{Answered, Callback, Context, Screen};
use crate::domain::command::ParsedCommand;
use crate::domain::{ChatId, Command, Lang};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// What somebody is in the group that they ask something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// Nobody asked, or Telegram did not say.
    #[default]
    Unknown,
    /// Somebody in it.
    Member,
    /// One of its administrators.
    Admin,
}

/// The topics with a switch for each; before a language is chosen, that choice.
pub(super) fn page(visit: &Context) -> Page {
    if visit.chat.lang.is_none() {
        let lines = Lang::ALL.map(|lang| visit.content.say(lang).group_language());
        let rows = language::buttons(visit, &Screen::Updates).map(|button| vec![button]).into();
        return Page { text: Html::lines(lines), rows };
    }
    let say = visit.say();
    let mut rows = topics::switches(visit);
    rows.push(language::buttons(visit, &Screen::Updates).into());
    rows.push(vec![visit.button(say.button_stop(), &Callback::Stop)]);
    rows.push(vec![visit.to(say.button_private(), Screen::Home)]);
    Page { text: Html::paragraphs([say.group_text(), topics::about(&say)]), rows }
}

/// `/stop` in a group.
pub(super) async fn asked_to_stop(visit: Arc<Context>) -> Answered {
    match visit.rank {
        Rank::Admin => stopped(visit).await,
        Rank::Member | Rank::Unknown => Ok(visit.show(Page::plain(Html::escaped(&refusal(&visit))))),
    }
}

/// Everything is off.
pub(super) async fn stopped(visit: Arc<Context>) -> Answered {
    let say = visit.say();
    let page =
        Page { text: say.group_stopped(), rows: vec![vec![visit.to(say.group_button(), Screen::Updates)]] };
    // With a language it is known that somebody chose here, should the group be moved later.
    Ok(visit.show(page).change(Change::SetLang(visit.lang)).change(Change::StopAll))
}

/// Somebody tapped who may not.
pub(super) async fn refused(visit: Arc<Context>) -> Answered {
    Ok(visit.toast(refusal(&visit)))
}

fn refusal(visit: &Context) -> String {
    match visit.rank {
        Rank::Unknown => visit.say().group_unsure_toast(),
        Rank::Member | Rank::Admin => visit.say().group_refused_toast(),
    }
}

/// Whether a tapped button changes what a group hears.
pub(super) fn is_for_admins(press: &Callback) -> bool {
    matches!(press, Callback::Switch(..) | Callback::Stop | Callback::Speak(_, Screen::Updates))
}

/// A tap in a group that is not for whoever tapped.
pub(super) fn is_refused(query: CallbackQuery, visit: Arc<Context>) -> bool {
    !visit.is_private() && visit.rank != Rank::Admin && pressed(&query).as_ref().is_some_and(is_for_admins)
}

/// Who asks for what only an administrator of the group may have, where it is not known whether they are one.
#[must_use]
pub fn asker(visit: &Context, update: &Update) -> Option<ChatId> {
    if visit.is_private() || visit.rank != Rank::Unknown {
        return None;
    }
    let user = match &update.kind {
        UpdateKind::CallbackQuery(query) if pressed(query).as_ref().is_some_and(is_for_admins) => {
            Some(query.from.id)
        }
        UpdateKind::Message(message) if asks_to_stop(visit, update) => {
            message.from.as_ref().map(|user| user.id)
        }
        _ => None,
    };
    user.and_then(|user| i64::try_from(user.0).ok()).map(ChatId)
}

/// Whether somebody wants the messages to the group to end.
pub(super) fn asks_to_stop(visit: &Context, update: &Update) -> bool {
    match &update.kind {
        UpdateKind::CallbackQuery(query) => pressed(query) == Some(Callback::Stop),
        UpdateKind::Message(message) => {
            let text = message.text().unwrap_or_default();
            matches!(Command::parse(text, &visit.app.username), ParsedCommand::Ours(Command::Stop, _))
        }
        _ => false,
    }
}

fn pressed(query: &CallbackQuery) -> Option<Callback> {
    query.data.as_deref()?.parse().ok()
}
