//! The timeline as a picture: deadlines past and to come, and how each call stands. The same stands in text under `/deadline`.

use std::sync::Arc;

use crate::{
    bot::{Answered, Visit, deadline, record::Record},
    delivery::Reply,
    domain::Deadline,
    picture::{self, CallState, Point, Timeline},
};

/// Draws the picture and sends it.
pub(super) async fn sent(visit: Arc<Visit>) -> Answered {
    let (deadlines, record) = (deadline::all(&visit).await?, Record::read(&visit).await?);
    let timeline = timeline(&visit, deadlines, &record);
    // Drawing takes the processor for some time; others go on meanwhile.
    let drawn = tokio::task::spawn_blocking(move || picture::png(&timeline)).await;
    let say = visit.say();
    let Ok(Ok(content)) = drawn else { return Ok(visit.toast(say.timeline_failed())) };
    let reply = Reply::Photo { chat: visit.chat.id, content, caption: say.timeline_caption() };
    Ok(visit.quietly().reply(reply))
}

fn timeline(visit: &Visit, mut deadlines: Vec<Deadline>, record: &Record) -> Timeline {
    let say = visit.say();
    deadlines.sort_by_key(|deadline| (deadline.date, deadline.time));
    let point = |deadline: &Deadline| Point {
        date: say.date(deadline.date).plain(),
        name: deadline::name(&visit.content, &say, deadline),
        distance: deadline::distance(&say, deadline.distance(visit.now)).plain(),
        passed: deadline.is_over(visit.now),
    };
    let call = |call| {
        let mark = record.status(call);
        CallState { name: say.call_title(&call.id), status: say.status(mark).plain(), mark }
    };
    Timeline {
        title: say.timeline_title(),
        today: say.timeline_today(&say.day(visit.now).plain()),
        points: deadlines.iter().map(point).collect(),
        calls_title: say.deadline_calls().plain().trim_end_matches(':').to_owned(),
        calls: visit.content.pledge.calls.iter().map(call).collect(),
        footer: format!("t.me/{}", visit.app.username),
    }
}
