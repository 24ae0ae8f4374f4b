//! The timeline as a picture: deadlines past and to come, and how each call stands. The same stands in text under `/deadline`.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::Mutex;

use crate::conversation::record::Record;
use crate::conversation::{Answered, Context, deadline};
use crate::domain::Deadline;
use crate::picture;
use crate::picture::{CallState, Timeline, TimelinePoint};
use crate::telegram::Reply;

/// The pictures that were drawn last. One is drawn at a time, and the same one once.
#[derive(Default)]
pub struct Pictures(Mutex<VecDeque<(Timeline, Vec<u8>)>>);

impl Pictures {
    /// One for each language, today and as it was before the last change.
    const KEPT: usize = 6;

    /// The picture as a PNG; none where it can't be drawn.
    async fn of(&self, timeline: Timeline) -> Option<Vec<u8>> {
        let mut drawn = self.0.lock().await;
        if let Some((_, png)) = drawn.iter().find(|(known, _)| *known == timeline) {
            return Some(png.clone());
        }
        // Drawing takes the processor for some time; others go on meanwhile.
        let drawing = timeline.clone();
        let png = tokio::task::spawn_blocking(move || picture::png(&drawing)).await.ok()?.ok()?;
        drawn.push_front((timeline, png.clone()));
        drawn.truncate(Pictures::KEPT);
        Some(png)
    }
}

/// Sends the picture.
pub(super) async fn sent(visit: Arc<Context>) -> Answered {
    let (deadlines, record) = (deadline::all(&visit).await?, Record::read(&visit).await?);
    let timeline = timeline(&visit, deadlines, &record);
    let say = visit.say();
    let Some(content) = visit.app.pictures.of(timeline).await else {
        return Ok(visit.toast(say.timeline_failed()));
    };
    let reply = Reply::Photo { chat: visit.chat.id, content, caption: say.timeline_caption() };
    Ok(visit.quietly().reply(reply))
}

fn timeline(visit: &Context, mut deadlines: Vec<Deadline>, record: &Record) -> Timeline {
    let say = visit.say();
    deadlines.sort_by_key(|deadline| (deadline.date, deadline.time));
    let point = |deadline: &Deadline| TimelinePoint {
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
