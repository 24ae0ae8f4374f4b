//! What one may hear from the coalition: topics, all off until chosen.

use std::sync::Arc;

use crate::conversation::{Answered, Callback, Context, Screen, group};
use crate::domain::Topic;
use crate::domain::message::Button;
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The topics with a switch for each.
pub(super) fn page(visit: &Context) -> Page {
    if !visit.is_private() {
        return group::page(visit);
    }
    let say = visit.say();
    let mut rows = switches(visit);
    rows.extend(visit.is_reminded().then(|| vec![visit.to(say.button_reminders_how(), Screen::Reminders)]));
    rows.push(vec![visit.button(say.button_stop(), &Callback::Stop)]);
    rows.push(visit.way_back(&Screen::Updates));
    Page { text: Html::paragraphs([say.updates_text(), about(&say)]), rows }
}

/// What one hears under each topic.
pub(super) fn about(say: &Say<'_>) -> Html {
    Html::lines(Topic::ALL.map(|topic| say.topic_about(topic)))
}

/// One button a topic. It carries what it switches to, so that a double tap switches once.
pub(super) fn switches(visit: &Context) -> Vec<Vec<Button>> {
    let say = visit.say();
    let switch = |topic: Topic| {
        let (name, on) = (say.topic_name(topic), visit.chat.topics.contains(&topic));
        let label = if on { say.topic_on(&name) } else { say.topic_off(&name) };
        vec![visit.button(label, &Callback::Switch(topic, !on))]
    };
    Topic::ALL.map(switch).into()
}

/// A topic was switched.
pub(super) async fn switched(visit: Arc<Context>, (topic, on): (Topic, bool)) -> Answered {
    let mut after = Context::clone(&visit);
    if on {
        after.chat.topics.insert(topic);
    } else {
        after.chat.topics.remove(&topic);
    }
    Ok(after.open(page(&after)).change(Change::SetTopic(topic, on, visit.now)))
}
