//! One person on staff, and the steps about them. Each is asked for once more before it is taken.

use crate::conversation::callback::PeopleAction;
use crate::conversation::staff::people::notice::{StaffNews, told};
use crate::conversation::staff::people::{all, grant, line, name, people_button, way_to_all};
use crate::conversation::staff::permission::refused;
use crate::conversation::{Answered, Context};
use crate::domain::audit::Deed;
use crate::domain::hold::Grant;
use crate::domain::staff_change::{Actor, StaffChangeError};
use crate::domain::{ChatId, PersonStep, Role, StaffMember};
use crate::store::Change;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// Shows a person, and the steps that can be taken about them now.
pub(super) async fn show(context: &Context, chat: ChatId) -> Answered {
    let staff = context.app.store.staff().await?;
    let Some(member) = find(&staff, chat) else { return all(context).await };
    let say = context.say();
    let steps = PersonStep::ALL.into_iter().filter(|step| is_possible(context, &staff, member, *step));
    let mut rows: Vec<_> = steps
        .map(|step| vec![people_button(context, say.people_step(step), PeopleAction::Ask(chat, step))])
        .collect();
    rows.push(way_to_all(context));
    Ok(context.show(Page { text: line(context, &say, member), rows }))
}

/// Asks whether to take a step about a person.
pub(super) async fn ask(context: &Context, chat: ChatId, step: PersonStep) -> Answered {
    let staff = context.app.store.staff().await?;
    let possible = find(&staff, chat).filter(|member| is_possible(context, &staff, member, step));
    let Some(member) = possible else { return show(context, chat).await };
    let say = context.say();
    let who = line(context, &say, member);
    let rows = vec![
        vec![people_button(context, say.people_step(step), PeopleAction::Take(chat, step, member.role))],
        way_to_all(context),
    ];
    Ok(context.show(Page { text: Html::paragraphs([who, say.people_about(step)]), rows }))
}

/// Takes a step about a person who still has the role that was shown. Taking rights away takes effect at once.
pub(super) async fn take(context: &Context, chat: ChatId, step: PersonStep, had: Role) -> Answered {
    let staff = context.app.store.staff().await?;
    let possible = find(&staff, chat).filter(|member| is_possible(context, &staff, member, step));
    let Some(member) = possible.filter(|member| member.role == had) else {
        let tried = find(&staff, chat).filter(|member| is_refused(context, &staff, member, step));
        return Ok(refused(context, show(context, chat).await?, tried.map(|_| deed(step))));
    };
    let say = context.say();
    let change = step.change(member);
    let done = say.people_done(&name(context, &say, member), &say.people_step_done(step));
    let turn = context.show(Page { text: done, rows: vec![way_to_all(context)] });
    if change.gives() {
        let role = given(step, member);
        let turn = told(context, turn, &staff, StaffNews::Step(member, step)).await?;
        return grant(context, Grant { person: chat, role, change }, turn).await;
    }
    let mut turn = turn.change(Change::Staff(Box::new(change), context.now));
    if matches!(step, PersonStep::Suspend | PersonStep::Remove) {
        // In front of all that can fail for this chat's own reasons.
        turn.replies.insert(0, Reply::SetMenu { chat, menu: None });
    }
    told(context, turn, &staff, StaffNews::Step(member, step)).await
}

/// The role that a step gives.
fn given(step: PersonStep, member: &StaffMember) -> Role {
    match step {
        PersonStep::Viewer => Role::Viewer,
        PersonStep::Editor => Role::Editor,
        PersonStep::Owner => Role::Owner,
        PersonStep::Suspend | PersonStep::Reinstate | PersonStep::Remove | PersonStep::Confirm => member.role,
    }
}

fn is_possible(context: &Context, staff: &[StaffMember], member: &StaffMember, step: PersonStep) -> bool {
    step.change(member).check(Actor::Person(context.chat.id), staff, context.now).is_ok()
}

/// The deed that a step is.
fn deed(step: PersonStep) -> Deed {
    match step {
        PersonStep::Viewer | PersonStep::Editor | PersonStep::Owner => Deed::ChangeRole,
        PersonStep::Suspend => Deed::Suspend,
        PersonStep::Reinstate => Deed::Reinstate,
        PersonStep::Remove => Deed::Remove,
        PersonStep::Confirm => Deed::Confirm,
    }
}

/// Whether this person may not take a step that others may take now.
fn is_refused(context: &Context, staff: &[StaffMember], member: &StaffMember, step: PersonStep) -> bool {
    let checked = step.change(member).check(Actor::Person(context.chat.id), staff, context.now);
    checked == Err(StaffChangeError::NotAllowed)
}

fn find(staff: &[StaffMember], chat: ChatId) -> Option<&StaffMember> {
    staff.iter().find(|member| member.chat == chat)
}
