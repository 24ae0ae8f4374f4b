//! `/freeze`: an owner stops everything that goes out, and two owners let it go on.
//!
//! ```text
//! — /freeze
//! ‹ Freeze. If a phone was stolen … No broadcast goes out …                          [Freeze everything] [For staff]
//! — [Freeze everything]
//! ‹ Everything is frozen. Since 25 November, 11:00, by Айгүл …                        [Lift the freeze] [For staff]
//! ```

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::permission::refused;
use crate::conversation::{Answered, Context, HandlerError, Trigger, Turn};
use crate::domain::audit::Deed;
use crate::domain::freeze::{Freeze, LiftStep, may_lift};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// Shows whether everything is frozen, and what an owner can do about it.
pub(super) async fn show(context: &Context) -> Answered {
    let page = match context.app.store.freeze().await? {
        Some(freeze) => frozen(context, &freeze),
        None => thawed(context),
    };
    Ok(context.show(page))
}

/// Freezes everything.
pub(super) async fn begin(context: &Context) -> Answered {
    if context.app.store.freeze().await?.is_some() {
        return show(context).await;
    }
    let alias = context.staff.as_ref().and_then(|member| member.alias.as_ref());
    let alias = alias.map(|alias| alias.as_str().to_owned());
    let freeze = Freeze { since: Some(context.now), by_command_line: false, alias, wish: None };
    Ok(context.show(frozen(context, &freeze)).change(Change::Freeze(context.now)))
}

/// Lifts the freeze, or notes that this owner wants that.
pub(super) async fn lift(context: &Context) -> Answered {
    let Some(freeze) = context.app.store.freeze().await? else { return show(context).await };
    let say = context.say();
    if !context.staff.as_ref().is_some_and(|member| may_lift(member, context.now)) {
        return Ok(refused(context, context.alert(say.freeze_new_toast()), Some(Deed::Lift)));
    }
    let owner = context.app.store.stored_id(context.chat.id);
    let text = match freeze.step(owner, context.now) {
        LiftStep::Lifted => say.freeze_lifted(),
        LiftStep::Wished => say.freeze_wished(),
    };
    let page = Page { text, rows: vec![context.way_to_panel(None)] };
    Ok(context.show(page).change(Change::LiftFreeze(context.now)))
}

/// The answer to something that takes no effect while everything is frozen. The audit log tells of it.
pub(in crate::conversation) fn held(context: &Context, tried: Option<Deed>) -> Turn {
    refused(context, told(context), tried)
}

fn told(context: &Context) -> Turn {
    let line = context.say().freeze_blocked();
    match context.trigger {
        Trigger::Button { .. } => context.alert(line),
        Trigger::Message { .. } | Trigger::Edit { .. } | Trigger::Membership => {
            context.show(Page { text: Html::escaped(&line), rows: vec![context.way_to_panel(None)] })
        }
    }
}

/// The line for the panel.
pub(super) async fn line(context: &Context) -> Result<Option<Html>, HandlerError> {
    let freeze = context.app.store.freeze().await?;
    Ok(freeze.map(|freeze| Html::lines([context.say().freeze_title_frozen(), since(context, &freeze)])))
}

fn thawed(context: &Context) -> Page {
    let say = context.say();
    let button = context.staff_button(say.button_freeze_yes(), StaffCallback::Freeze);
    Page { text: say.freeze_about(), rows: vec![vec![button], context.way_to_panel(None)] }
}

fn frozen(context: &Context, freeze: &Freeze) -> Page {
    let say = context.say();
    let owner = context.app.store.stored_id(context.chat.id);
    let is_wished = freeze.others_wish(owner, context.now).is_some();
    let has_wished = freeze.wish.is_some_and(|wish| wish.by == owner && wish.waits(context.now));
    let wish = if is_wished {
        say.freeze_others_wish()
    } else if has_wished {
        say.freeze_own_wish()
    } else {
        say.freeze_how_to_lift()
    };
    let title = Html::lines([say.freeze_title_frozen(), since(context, freeze)]);
    let button = context.staff_button(say.button_freeze_lift(), StaffCallback::LiftFreeze);
    let rows = (!has_wished).then(|| vec![button]).into_iter().chain([context.way_to_panel(None)]).collect();
    Page { text: Html::paragraphs([title, say.freeze_effects(), wish]), rows }
}

/// Since when, and by whose order.
fn since(context: &Context, freeze: &Freeze) -> Html {
    let say = context.say();
    let who = match &freeze.alias {
        _ if freeze.by_command_line => say.audit_doer_command_line(),
        Some(alias) => alias.clone(),
        None => say.freeze_owner(),
    };
    match freeze.since {
        Some(since) => say.freeze_since(&context.clock().moment(since), &who),
        None => say.freeze_unreadable(),
    }
}
