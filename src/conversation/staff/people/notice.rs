//! All staff are told of each change of rights, each in their language.

use crate::conversation::callback::{Callback, PeopleAction, StaffCallback};
use crate::conversation::staff::people::{name, shown_name};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::message::{Button, ButtonAction};
use crate::domain::staff::{restrains, who_may_confirm};
use crate::domain::{ChatId, Lang, PersonStep, Role, StaffMember};
use crate::telegram::{Page, Reply};
use crate::texts::{Html, Say};

/// The change that is told.
#[derive(Clone, Copy)]
pub(super) enum StaffNews<'a> {
    /// A step about this person, as they were before.
    Step(&'a StaffMember, PersonStep),
    /// This person joined, with this role.
    Joined(ChatId, Role),
    /// The actor left.
    Left,
}

/// The same turn, with a message to each of the others. `staff` is the staff before the change.
pub(super) async fn told(
    context: &Context,
    mut turn: Turn,
    staff: &[StaffMember],
    news: StaffNews<'_>,
) -> Answered {
    let restrained = is_restrained_by(context, staff, news);
    for member in staff.iter().filter(|member| is_told(context, member, news, restrained)) {
        let stored = context.app.store.snapshot(member.chat).await?.chat;
        let lang = stored.and_then(|chat| chat.lang).unwrap_or_else(|| Lang::guess(None));
        let page = page(context, &context.texts.say(lang), staff, member, news, restrained);
        turn.replies.push(Reply::Say { chat: member.chat, thread: None, page });
    }
    Ok(turn)
}

/// Whether the actor can start nothing from now on.
fn is_restrained_by(context: &Context, staff: &[StaffMember], news: StaffNews<'_>) -> bool {
    let StaffNews::Step(member, step) = news else { return false };
    let change = step.change(member);
    !change.gives() && step != PersonStep::Confirm && restrains(staff, context.chat.id, member, context.now)
}

/// Whether somebody is told. Those who were suspended or removed are told only if the actor is restrained for it.
fn is_told(context: &Context, member: &StaffMember, news: StaffNews<'_>, restrained: bool) -> bool {
    let loses_all = match news {
        StaffNews::Step(target, PersonStep::Suspend | PersonStep::Remove) => target.chat == member.chat,
        StaffNews::Step(..) | StaffNews::Joined(..) | StaffNews::Left => false,
    };
    let is_back =
        matches!(news, StaffNews::Step(target, PersonStep::Reinstate) if target.chat == member.chat);
    let counts = member.is_active() || is_back || member.has_lost_lately(context.now);
    member.chat != context.chat.id && counts && (!loses_all || restrained)
}

fn page(
    context: &Context,
    say: &Say<'_>,
    staff: &[StaffMember],
    reader: &StaffMember,
    news: StaffNews<'_>,
    restrained: bool,
) -> Page {
    let me = staff.iter().find(|member| member.chat == context.chat.id);
    let actor = me.map_or_else(|| say.people_no_name(), |me| name(context, say, me));
    let (person, what) = match news {
        StaffNews::Step(member, step) => (name(context, say, member), say.people_step_done(step)),
        StaffNews::Joined(chat, role) => {
            let person = shown_name(context, chat).unwrap_or_else(|| say.people_no_name());
            (person, say.people_joined(&say.audit_role(role)))
        }
        StaffNews::Left => (actor.clone(), say.people_left()),
    };
    let mut parts = vec![say.people_told(&actor, &person, &what)];
    let mut rows = vec![vec![button(say.button_people(), PeopleAction::All)]];
    if restrained {
        parts.push(say.people_told_restrained(&actor));
        let may = who_may_confirm(staff, context.chat.id, context.now);
        if may.iter().any(|member| member.chat == reader.chat) && !is_target(reader, news) {
            let confirm = PeopleAction::Ask(context.chat.id, PersonStep::Confirm);
            rows.insert(0, vec![button(say.people_step(PersonStep::Confirm), confirm)]);
        }
    }
    Page { text: Html::paragraphs(parts), rows }
}

fn is_target(reader: &StaffMember, news: StaffNews<'_>) -> bool {
    matches!(news, StaffNews::Step(target, _) if target.chat == reader.chat)
}

fn button(label: String, action: PeopleAction) -> Button {
    let callback = Callback::Staff(StaffCallback::People(action));
    Button { label, action: ButtonAction::Data(callback.data()) }
}
