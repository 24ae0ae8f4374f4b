//! A deadline as a file for a person's own calendar.

use crate::calendar;
use crate::calendar::CalendarAlarm;
use crate::conversation::citizen::deadline;
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Answered;
use crate::telegram::Reply;

/// Sends the file; for a removed deadline, the one that takes it out of the calendar again.
pub(crate) async fn file(context: &Context, id: &str) -> Answered {
    let say = context.say();
    let deadlines = deadline::all(context).await?;
    let found = deadlines.into_iter().find(|deadline| deadline.id == id);
    let (deadline, cancelled) = match found {
        Some(deadline) => (deadline, false),
        None => match context.app.store.reader().removed_deadline(id).await? {
            Some(deadline) => (deadline, true),
            None => return Ok(context.alert(say.reminder_gone())),
        },
    };
    let prefs = &context.chat.reminders;
    let name = deadline::name(&context.texts, &say, &deadline);
    // An alarm after the deadline would call nobody to anything: the bot itself reminds of what came of it.
    let wanted = deadline.leads.iter().copied().filter(|lead| *lead >= 0 && prefs.scope.has(*lead));
    let alarm = |days| CalendarAlarm { days, hour: prefs.hour.hour(), text: name.clone() };
    let event = calendar::CalendarEvent {
        uid: format!("deadline-{}@{}.t.me", deadline.id, context.app.bot_name),
        title: say.calendar_title(&name).plain(),
        description: say.calendar_about(&deadline::date(&say, &deadline)).plain(),
        date: deadline.date,
        time: deadline.time.map(|time| (time, deadline.zone.clone())),
        alarms: wanted.map(alarm).collect(),
        reader: prefs.hour.zone(),
        url: Some(context.app.deep_link(&Screen::Deadline)),
        stamp: context.now,
        cancelled,
    };
    let caption = if cancelled { say.calendar_cancelled() } else { say.calendar_caption() };
    Ok(context.quietly().reply(Reply::Document {
        chat: context.chat.id,
        name: format!("deadline-{}.ics", deadline.id),
        content: calendar::ics(&event),
        caption,
    }))
}
