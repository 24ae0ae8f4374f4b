//! Somebody opens the link of an invitation.

use crate::conversation::callback::{Callback, PeopleAction, StaffCallback};
use crate::conversation::citizen::{fallback, language};
use crate::conversation::staff::people::shown_name;
use crate::conversation::{Answered, Context, Screen};
use crate::domain::message::{Button, ButtonAction};
use crate::domain::{Lang, StaffChange};
use crate::store::Change;
use crate::telegram::{Page, Reply};

/// The first person who opens an invitation waits until who made it confirms that it is them. If the command line made it, they are
/// shown their code, by which whoever is there confirms them. All others get the same calm answer
/// as to a link that leads nowhere: it says neither what the link was nor who is on staff.
pub(in crate::conversation) async fn join(context: &Context, hash: &[u8; 32]) -> Answered {
    let store = &context.app.store;
    let person = store.stored_id(context.chat.id);
    let staff = store.staff().await?;
    let found = store.invitation(hash).await?;
    let Some(invitation) = found.filter(|found| found.admits(person, context.chat.id, &staff, context.now))
    else {
        let stranger = context.chat.lang.is_none();
        return Ok(if stranger {
            language::first(context, &Screen::Home)
        } else {
            fallback::broken_link(context)
        });
    };
    let say = context.say();
    let wait = match invitation.by {
        None => say.people_code_wait(store.person_code(person).as_str()),
        Some(_) => say.people_join_wait(),
    };
    let turn = context.show(Page::plain(wait));
    if invitation.opened.is_some() {
        return Ok(turn);
    }
    let turn =
        turn.change(Change::Staff(Box::new(StaffChange::Open(invitation.id, context.lang)), context.now));
    let Some(inviter) = invitation.by.map(|by| store.telegram_id(by)) else { return Ok(turn) };
    let stored = store.snapshot(inviter).await?.chat;
    let lang = stored.and_then(|chat| chat.lang).unwrap_or_else(|| Lang::guess(None));
    let say = context.texts.say(lang);
    let name = shown_name(context, context.chat.id).unwrap_or_else(|| say.people_no_name());
    let button = |label, action| {
        let callback = Callback::Staff(StaffCallback::People(action));
        vec![Button { label, action: ButtonAction::Data(callback.data()) }]
    };
    let role = say.audit_role(invitation.role);
    let page = Page {
        text: say.people_join_opened(&name, &role),
        rows: vec![
            button(say.people_button_admit(), PeopleAction::Admit(invitation.id)),
            button(say.people_button_uninvite(&role), PeopleAction::Uninvite(invitation.id)),
        ],
    };
    Ok(turn.reply(Reply::Say { chat: inviter, thread: None, page }))
}
