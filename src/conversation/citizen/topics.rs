//! The topics that a person or a group may get messages about, all off until chosen. Everybody in a group sees its topics;
//! its administrators alone change them.

use crate::conversation::callback::Callback;
use crate::conversation::citizen::language;
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Turn;
use crate::domain::message::Button;
use crate::domain::{Lang, Topic};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The topics with a switch for each.
pub(crate) fn page(context: &Context) -> Page {
    if !context.is_private() {
        return group_page(context);
    }
    let say = context.say();
    let mut rows = switches(context);
    rows.extend(
        context.is_reminded().then(|| vec![context.to(say.button_reminders_how(), Screen::Reminders)]),
    );
    let has_news = context.chat.topics.contains(&Topic::News);
    rows.extend(has_news.then(|| vec![context.to(say.button_news(), Screen::News)]));
    rows.push(vec![context.button(say.button_stop(), &Callback::Stop)]);
    rows.push(context.way_back(&Screen::Updates));
    Page { text: Html::paragraphs([say.topics_text(), about(&say)]), rows }
}

/// The same in a group; before a language is chosen, that choice.
fn group_page(context: &Context) -> Page {
    if context.chat.lang.is_none() {
        let lines = Lang::ALL.map(|lang| context.texts.say(lang).group_language());
        let rows = language::buttons(context, &Screen::Updates).map(|button| vec![button]).into();
        return Page { text: Html::lines(lines), rows };
    }
    let say = context.say();
    let mut rows = switches(context);
    rows.extend(language::buttons(context, &Screen::Updates).map(|button| vec![button]));
    if !context.chat.topics.is_empty() && context.chat.thread != context.thread() {
        rows.push(vec![context.button(say.group_button_here(), &Callback::Here)]);
    }
    rows.push(vec![context.button(say.button_stop(), &Callback::Stop)]);
    rows.push(vec![context.to(say.button_private(), Screen::Home)]);
    Page { text: Html::paragraphs([say.group_text(), about(&say)]), rows }
}

/// The messages of each topic.
fn about(say: &Say<'_>) -> Html {
    Html::lines(Topic::ALL.map(|topic| say.topic_about(topic)))
}

/// One button for each topic. It carries the new state, so that a double tap switches once.
pub(crate) fn switches(context: &Context) -> Vec<Vec<Button>> {
    let say = context.say();
    let switch = |topic: Topic| {
        let (name, on) = (say.topic_name(topic), context.chat.topics.contains(&topic));
        let label = if on { say.topic_on(&name) } else { say.topic_off(&name) };
        vec![context.button(label, &Callback::Switch(topic, !on))]
    };
    Topic::ALL.map(switch).into()
}

/// Switches a topic.
pub(crate) fn switched(context: &Context, topic: Topic, on: bool) -> Turn {
    let mut after = context.with_topic(topic, on);
    if context.is_private() || !on {
        return after.show(page(&after)).change(Change::SetTopic(topic, on, context.now));
    }
    // A forum hears where its administrator chose so.
    after.chat.thread = context.thread();
    let turn = after.show(page(&after)).change(Change::SetTopic(topic, on, context.now));
    turn.change(Change::SetThread(context.thread()))
}

/// The group's messages go to the topic of the forum where the button was tapped.
pub(crate) fn moved_here(context: &Context) -> Turn {
    let mut after = context.clone();
    after.chat.thread = context.thread();
    after.show(page(&after)).change(Change::SetThread(context.thread()))
}
