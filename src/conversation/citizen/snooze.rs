//! The buttons under a reminder: it is put off, or reminders end. The buttons show afterwards what was chosen.
//!
//! ```text
//! ‹ Report to the UN. 7 days left …            [Snooze 1 day] [Snooze 1 week] [Add to my calendar] [No more reminders]
//! — [Snooze 1 day]
//! ‹ (You will be reminded again …)             [✓ Snooze 1 day] [Snooze 1 week] [Add to my calendar] [No more reminders]
//! — [No more reminders]
//! ‹ (You won't get any more reminders …)       [Reminders]
//! ```

use jiff::ToSpan;
use jiff::civil::Date;

use crate::conversation::citizen::deadline;
use crate::conversation::context::Context;
use crate::conversation::origin::Trigger;
use crate::conversation::renderer;
use crate::conversation::screen::Screen;
use crate::conversation::turn::{Answered, Turn};
use crate::domain::message::Button;
use crate::domain::reminder::{Snooze, moment};
use crate::domain::{Deadline, Topic};
use crate::store::Change;
use crate::telegram::Reply;

/// Puts one reminder off by this number of days.
pub(crate) async fn snoozed(context: &Context, days: i32, date: Date, id: String) -> Answered {
    let say = context.say();
    let deadlines = deadline::all(context).await?;
    let found = deadlines.iter().find(|deadline| deadline.id == id && deadline.date == date);
    let Some(deadline) = found.filter(|_| context.is_reminded()) else {
        return Ok(context.alert(say.reminder_gone()));
    };
    let prefs = &context.chat.reminders;
    let day = prefs.hour.day(context.now).checked_add(days.days()).ok();
    let Some(due) = day.and_then(|day| prefs.hour.on(day)) else {
        return Ok(context.alert(say.reminder_gone()));
    };
    let note = say.reminder_snoozed(&say.moment_in(due, &prefs.hour.zone()).plain());
    let turn = with_buttons(context, context.alert(note), marked(context, deadline, days));
    // A regular reminder at that moment is enough.
    let comes = deadline.leads.iter().filter(|lead| prefs.scope.has(**lead));
    if comes.into_iter().any(|lead| moment(deadline, &prefs.hour, *lead) == Some(due)) {
        return Ok(turn.change(Change::Unsnooze(id)));
    }
    let snooze = Snooze { chat: context.chat.id, deadline: id, date, due };
    Ok(turn.change(Change::Snooze(snooze)))
}

/// Ends all reminders.
pub(crate) fn ended(context: &Context) -> Turn {
    let say = context.say();
    let rows = vec![vec![context.to(say.button_reminders(), Screen::Reminders)]];
    let turn = with_buttons(context, context.alert(say.reminder_ended()), rows);
    turn.change(Change::SetTopic(Topic::Deadlines, false, context.now))
}

/// The buttons of a reminder with a tick on the one that puts it off by so many days.
fn marked(context: &Context, deadline: &Deadline, days: i32) -> Vec<Vec<Button>> {
    renderer::reminder_buttons(&context.say(), deadline, deadline.is_over(context.now), Some(days))
}

/// The same turn, with these buttons under the tapped message, as far as it can still be changed.
fn with_buttons(context: &Context, turn: Turn, rows: Vec<Vec<Button>>) -> Turn {
    match &context.trigger {
        Trigger::Button { message, editable: true, .. } => {
            turn.reply(Reply::SetButtons { chat: context.chat.id, message: *message, rows })
        }
        Trigger::Button { .. } | Trigger::Message { .. } | Trigger::Edit { .. } | Trigger::Membership => turn,
    }
}
