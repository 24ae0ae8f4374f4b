//! The timeline as a picture: deadlines that have passed and those to come, and the status of each call. `/deadline` says
//! the same in text.

use crate::conversation::citizen::call_status::CallStatuses;
use crate::conversation::citizen::deadline;
use crate::conversation::context::Context;
use crate::conversation::turn::Answered;
use crate::domain::{Call, CallStatus, Deadline};
use crate::picture::{CallState, Picture, Timeline, TimelinePoint};
use crate::telegram::Reply;

/// Sends the picture.
pub(crate) async fn sent(context: &Context) -> Answered {
    let (deadlines, statuses) = (deadline::all(context).await?, CallStatuses::read(context).await?);
    let timeline = timeline(context, deadlines, &statuses);
    let say = context.say();
    let Some(png) = context.app.pictures.of(Picture::Timeline(timeline)).await else {
        return Ok(context.alert(say.timeline_failed()));
    };
    let reply = Reply::Photo { chat: context.chat.id, content: png, caption: say.timeline_caption() };
    Ok(context.quietly().reply(reply))
}

fn timeline(context: &Context, mut deadlines: Vec<Deadline>, statuses: &CallStatuses) -> Timeline {
    let say = context.say();
    deadlines.sort_by_key(|deadline| (deadline.date, deadline.time));
    let point = |deadline: &Deadline| TimelinePoint {
        date: say.date(deadline.date).plain(),
        name: deadline::name(&context.texts, &say, deadline),
        distance: deadline::distance(&say, deadline.distance(context.now)).plain(),
        passed: deadline.is_over(context.now),
    };
    let calls = &context.texts.pledge.calls;
    let state = |(call, mark): (&Call, CallStatus)| CallState {
        name: say.call_title(&call.id),
        status: say.status(mark).plain(),
        mark,
    };
    Timeline {
        title: say.timeline_title(),
        today: say.timeline_today(&say.day(context.now).plain()),
        points: deadlines.iter().map(point).collect(),
        calls_title: say.deadline_calls().plain().trim_end_matches(':').to_owned(),
        calls: statuses.known(calls).into_iter().map(state).collect(),
        unknown: statuses.unknown(&say, calls).map(|unknown| unknown.plain()).unwrap_or_default(),
        footer: format!("t.me/{}", context.app.bot_name),
    }
}
