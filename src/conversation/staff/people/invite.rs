//! Invitations: an owner makes a link for a role, and lets the person in who opened it.

use crate::conversation::callback::PeopleAction;
use crate::conversation::profile::menu_of;
use crate::conversation::staff::people::notice::{StaffNews, told};
use crate::conversation::staff::people::{all, grant, people_button, shown_name, way_to_all, welcome};
use crate::conversation::{Answered, Context, HandlerError, Turn, keyboard};
use crate::crypto;
use crate::domain::hold::Grant;
use crate::domain::message::Button;
use crate::domain::staff_change::Actor;
use crate::domain::{ChatId, Invitation, Lang, Role, StaffChange, Standing};
use crate::store::Change;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// Asks for the role of somebody who is to be invited.
pub(super) fn ask(context: &Context) -> Turn {
    let say = context.say();
    let role = |role| vec![people_button(context, say.people_invite_as(role), PeopleAction::InviteAs(role))];
    let rows = Role::ALL.map(role).into_iter().chain([way_to_all(context)]).collect();
    context.show(Page { text: say.people_invite_ask(), rows })
}

/// Makes an invitation, and shows its link this once.
pub(super) async fn make(context: &Context, role: Role) -> Answered {
    let store = &context.app.store;
    let mine = store.stored_id(context.chat.id);
    let (payload, invitation) = crypto::invitation(role, Some(mine), context.now);
    let say = context.say();
    let open = store.invitations().await?.iter().filter(|other| !other.is_over(context.now)).count();
    let change = StaffChange::Invite(invitation.clone());
    let allowed = change.check(Actor::Person(context.chat.id), &store.staff().await?, context.now);
    if open >= Invitation::MOST || allowed.is_err() {
        let rows = vec![way_to_all(context)];
        return Ok(context.show(Page { text: say.people_invite_full(), rows }));
    }
    let mut link = context.app.link();
    link.query_pairs_mut().append_pair("start", &payload);
    let until = context.clock().moment(invitation.until);
    let text = say.people_invite_link(&say.audit_role(role), &until, &Html::code(link.as_str()));
    let share = vec![keyboard::link(say.people_button_share(), keyboard::share_link(&link, ""))];
    let page = Page { text, rows: vec![share, way_to_all(context)] };
    Ok(context.show(page).change(Change::Staff(Box::new(change), context.now)))
}

/// The invitations that are not over, in words and buttons, for those who made them.
pub(super) async fn open(context: &Context) -> Result<(Option<Html>, Vec<Vec<Button>>), HandlerError> {
    let (say, store) = (context.say(), &context.app.store);
    let mine = Some(store.stored_id(context.chat.id));
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for invitation in store.invitations().await? {
        // Who sees this is an owner, so one for the first owner does not count any more.
        if invitation.is_first || invitation.is_over(context.now) {
            continue;
        }
        let (role, until) = (say.audit_role(invitation.role), context.clock().short(invitation.until));
        lines.push(say.people_invitation(&role, &until));
        if invitation.opened.is_some() {
            lines.push(say.people_invitation_opened());
        }
        if invitation.opened.is_some() && invitation.by == mine {
            rows.push(vec![people_button(
                context,
                say.people_button_admit(),
                PeopleAction::Admit(invitation.id),
            )]);
        }
        let label = say.people_button_uninvite(&role);
        rows.push(vec![people_button(context, label, PeopleAction::Uninvite(invitation.id))]);
    }
    Ok(((!lines.is_empty()).then(|| Html::lines(lines)), rows))
}

/// Lets the person in who opened an invitation: they were named to the inviter, who says by this that it is them.
pub(super) async fn admit(context: &Context, id: i64) -> Answered {
    let store = &context.app.store;
    let (staff, mine) = (store.staff().await?, Some(store.stored_id(context.chat.id)));
    let found = store.invitations().await?.into_iter().find(|invitation| invitation.id == id);
    let found = found.filter(|invitation| invitation.by == mine && !invitation.is_over(context.now));
    let Some((role, person)) = found.and_then(|found| Some((found.role, store.telegram_id(found.opened?))))
    else {
        return all(context).await;
    };
    let change = StaffChange::Admit(id);
    let is_free = staff.iter().all(|member| member.chat != person || member.standing == Standing::Removed);
    if !is_free || change.check(Actor::Person(context.chat.id), &staff, context.now).is_err() {
        return all(context).await;
    }
    let say = context.say();
    let name = shown_name(context, person).unwrap_or_else(|| say.people_no_name());
    let done = say.people_done(&name, &say.people_joined(&say.audit_role(role)));
    let turn = context.show(Page { text: done, rows: vec![way_to_all(context)] });
    let turn = welcomed(context, turn, person, role).await?;
    let turn = told(context, turn, &staff, StaffNews::Joined(person, role)).await?;
    grant(context, Grant { person, role, change }, turn).await
}

/// The newcomer is told, gets the menu, and is asked for an alias.
async fn welcomed(
    context: &Context,
    mut turn: Turn,
    person: ChatId,
    role: Role,
) -> Result<Turn, HandlerError> {
    let stored = context.app.store.snapshot(person).await?.chat;
    let lang = stored.and_then(|chat| chat.lang).unwrap_or_else(|| Lang::guess(None));
    let say = context.texts.say(lang);
    let page = welcome(&say, role);
    turn.replies.insert(0, Reply::SetMenu { chat: person, menu: Some(menu_of(&say, Some(role))) });
    Ok(turn.reply(Reply::Say { chat: person, thread: None, page }))
}

/// Withdraws an invitation.
pub(super) async fn withdraw(context: &Context, id: i64) -> Answered {
    let found = context.app.store.invitations().await?.into_iter().any(|invitation| invitation.id == id);
    if !found {
        return all(context).await;
    }
    let page = Page { text: context.say().people_uninvited(), rows: vec![way_to_all(context)] };
    let change = StaffChange::Uninvite(id);
    Ok(context.show(page).change(Change::Staff(Box::new(change), context.now)))
}
