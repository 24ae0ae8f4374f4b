//! `/staff`: who is on staff. Owners invite people, change roles, suspend and remove; everybody chooses an alias and may leave.
//!
//! ```text
//! — /staff
//! ‹ The staff: Гүлнара – owner …                         [Азамат] [Invite somebody] [My alias] [Leave] [For staff]
//! — [Азамат]
//! ‹ Азамат – editor …                                    [Make an owner] [Suspend] [Remove] [‹ The staff]
//! — [Suspend]
//! ‹ Suspend Азамат? …                                    [Suspend] [‹ The staff]
//! ```
//!
//! Names that Telegram shows are asked for at that moment and kept nowhere.

mod invite;
mod join;
mod notice;
mod own;
mod person;

pub(in crate::conversation) use join::join;
pub(in crate::conversation) use own::{alias_given, ask_alias};

use crate::conversation::callback::{Callback, PeopleAction, StaffCallback};
use crate::conversation::staff::holds;
use crate::conversation::{Answered, Context, HandlerError, Turn, keyboard};
use crate::domain::hold::{Grant, HeldAction};
use crate::domain::message::{Button, ButtonAction};
use crate::domain::{ChatId, Right, Role, StaffMember, Standing};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// A button about the people on staff was tapped: one line for each.
pub(super) async fn tapped(context: &Context, action: PeopleAction) -> Answered {
    match action {
        PeopleAction::All => all(context).await,
        PeopleAction::Person(chat) => person::show(context, chat).await,
        PeopleAction::Ask(chat, step) => person::ask(context, chat, step).await,
        PeopleAction::Take(chat, step, had) => person::take(context, chat, step, had).await,
        PeopleAction::Invite => Ok(invite::ask(context)),
        PeopleAction::InviteAs(role) => invite::make(context, role).await,
        PeopleAction::Admit(id) => invite::admit(context, id).await,
        PeopleAction::Uninvite(id) => invite::withdraw(context, id).await,
        PeopleAction::Alias => Ok(ask_alias(context, None)),
        PeopleAction::AskLeave => own::ask_leave(context).await,
        PeopleAction::Leave => own::leave(context).await,
    }
}

/// Everybody on staff.
pub(super) async fn all(context: &Context) -> Answered {
    let say = context.say();
    let staff = context.app.store.staff().await?;
    let shown = staff.iter().filter(|member| member.standing != Standing::Removed);
    let mut lines = vec![say.people_title()];
    let mut rows = Vec::new();
    for member in shown {
        lines.push(line(context, &say, member));
        if member.chat != context.chat.id {
            let label = keyboard::fitting(&name(context, &say, member));
            rows.push(vec![people_button(context, label, PeopleAction::Person(member.chat))]);
        }
    }
    let mut parts = vec![Html::lines(lines)];
    if context.may(Right::Manage) {
        let (about, buttons) = invite::open(context).await?;
        parts.extend(about);
        rows.extend(buttons);
    }
    rows.push(vec![people_button(context, say.people_button_invite(), PeopleAction::Invite)]);
    rows.push(vec![
        people_button(context, say.people_button_alias(), PeopleAction::Alias),
        people_button(context, say.people_button_leave(), PeopleAction::AskLeave),
    ]);
    rows.push(context.way_to_panel(None));
    Ok(context.show(Page { text: Html::paragraphs(parts), rows }))
}

/// A person with their role, since when they have it, and what is out of the ordinary.
fn line(context: &Context, say: &Say<'_>, member: &StaffMember) -> Html {
    let (name, role) = (name(context, say, member), say.audit_role(member.role));
    let line = match member.since {
        Some(since) => say.people_line_since(&name, &role, &say.day(since)),
        None => say.people_line(&name, &role),
    };
    let you = (member.chat == context.chat.id).then(|| say.people_line_you());
    let suspended = (member.standing == Standing::Suspended).then(|| say.people_line_suspended());
    let restrained = member.restrained.is_some().then(|| say.people_line_restrained());
    Html::sentences([line].into_iter().chain(you).chain(suspended).chain(restrained))
}

/// The name of somebody on staff: their alias, or else the name that Telegram shows at this moment.
fn name(context: &Context, say: &Say<'_>, member: &StaffMember) -> String {
    match &member.alias {
        Some(alias) => alias.as_str().to_owned(),
        None => shown_name(context, member.chat).unwrap_or_else(|| say.people_no_name()),
    }
}

/// The name that Telegram shows of a person at this moment, as far as it was asked for.
fn shown_name(context: &Context, chat: ChatId) -> Option<String> {
    context.colleagues.iter().find(|known| known.chat == chat).map(|known| known.name.clone())
}

/// Gives rights to somebody, once the others have had time to stop it.
async fn grant(context: &Context, grant: Grant, at_once: Turn) -> Answered {
    let change = Change::Staff(Box::new(grant.change.clone()), context.now);
    holds::propose(context, HeldAction::Grant(Box::new(grant)), || at_once.change(change)).await
}

/// The person who gets rights, and the role.
pub(super) async fn granted(context: &Context, grant: &Grant) -> Result<Html, HandlerError> {
    let (say, store) = (context.say(), &context.app.store);
    let alias = store.alias_of(store.stored_id(grant.person)).await?;
    let name = alias.or_else(|| shown_name(context, grant.person));
    let name = name.unwrap_or_else(|| say.people_no_name());
    Ok(say.people_line(&name, &say.audit_role(grant.role)))
}

/// What somebody reads who is on staff now.
pub(crate) fn welcome(say: &Say<'_>, role: Role) -> Page {
    let alias = Callback::Staff(StaffCallback::People(PeopleAction::Alias));
    let alias = Button { label: say.people_button_alias(), action: ButtonAction::Data(alias.data()) };
    Page { text: say.people_welcome(&say.audit_role(role)), rows: vec![vec![alias]] }
}

fn people_button(context: &Context, label: String, action: PeopleAction) -> Button {
    context.staff_button(label, StaffCallback::People(action))
}

/// The last row of the screens below: the staff, and the panel.
fn way_to_all(context: &Context) -> Vec<Button> {
    let back = people_button(context, context.say().people_button_back(), PeopleAction::All);
    context.way_to_panel(Some(back))
}
