//! What everybody on staff does for themselves: choose an alias, and leave.

use crate::conversation::callback::PeopleAction;
use crate::conversation::intent::Input;
use crate::conversation::staff::people::notice::{StaffNews, told};
use crate::conversation::staff::people::{people_button, way_to_all};
use crate::conversation::{Answered, Context, Screen, Turn};
use crate::domain::staff_change::{Actor, StaffChangeError};
use crate::domain::{Alias, AwaitedText, PersonQuestion, StaffChange};
use crate::store::Change;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// Asks for an alias, below a note if there is one.
pub(in crate::conversation) fn ask_alias(context: &Context, note: Option<Html>) -> Turn {
    let say = context.say();
    let parts = [say.people_alias_ask(i64::try_from(Alias::MAX).unwrap_or(i64::MAX))].into_iter().chain(note);
    let page = Page { text: Html::paragraphs(parts), rows: vec![way_to_all(context)] };
    let awaited = AwaitedText::Person(PersonQuestion::Alias);
    context.show(page).change(Change::Await(awaited, context.now))
}

/// The answer to the question for an alias.
pub(in crate::conversation) fn alias_given(context: &Context, input: &Input) -> Turn {
    let say = context.say();
    let Some(Ok(alias)) = input.text().map(Alias::parse) else {
        return ask_alias(context, Some(say.people_alias_wrong()));
    };
    let text = say.people_alias_set(alias.as_str());
    let change = StaffChange::Name(alias);
    let turn = context.show(Page { text, rows: vec![way_to_all(context)] });
    turn.change(Change::Staff(Box::new(change), context.now))
}

/// Asks whether to leave. The last owner is told why they can't, and what to do.
pub(super) async fn ask_leave(context: &Context) -> Answered {
    let say = context.say();
    let yes = || vec![people_button(context, say.people_button_leave_yes(), PeopleAction::Leave)];
    let (text, rows) = match may_leave(context).await? {
        Err(StaffChangeError::LastOwner) => (say.people_leave_last(), vec![way_to_all(context)]),
        Ok(()) | Err(_) => (say.people_leave_ask(), vec![yes(), way_to_all(context)]),
    };
    Ok(context.show(Page { text, rows }))
}

/// Leaves the staff.
pub(super) async fn leave(context: &Context) -> Answered {
    if may_leave(context).await?.is_err() {
        return ask_leave(context).await;
    }
    let say = context.say();
    let home = vec![vec![context.to(say.button_home(), Screen::Home)]];
    let mut turn = context.show(Page { text: say.people_leave_done(), rows: home });
    // The next message sets the menu that fits.
    turn.replies.insert(0, Reply::SetMenu { chat: context.chat.id, menu: None });
    let turn = turn.change(Change::Staff(Box::new(StaffChange::Leave), context.now));
    told(context, turn, &context.app.store.staff().await?, StaffNews::Left).await
}

async fn may_leave(
    context: &Context,
) -> Result<Result<(), StaffChangeError>, crate::conversation::HandlerError> {
    let staff = context.app.store.staff().await?;
    Ok(StaffChange::Leave.check(Actor::Person(context.chat.id), &staff, context.now))
}
