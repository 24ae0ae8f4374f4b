//! The calls: all of them with their status, and each with its text, its history and a ready text to send on.

use crate::conversation::callback::{Callback, StaffCallback};
use crate::conversation::citizen::call_status::{CallStatuses, line};
use crate::conversation::context::Context;
use crate::conversation::keyboard;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Answered;
use crate::domain::message::{Button, ButtonAction};
use crate::domain::{Addressee, Call, CallId, FormKind, Lang, Right};
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// All calls with their status, by addressee. What is not known yet is said once. `/record` leads here too.
pub(crate) async fn list(context: &Context) -> Answered {
    let statuses = CallStatuses::read(context).await?;
    Ok(context.show(all(context, &statuses)))
}

fn all(context: &Context, statuses: &CallStatuses) -> Page {
    let (say, calls) = (context.say(), &context.texts.pledge.calls);
    let mut parts = vec![say.calls_intro()];
    let mut rows = Vec::new();
    for addressee in Addressee::ALL {
        let theirs: Vec<_> = calls.iter().filter(|call| call.addressee == addressee).collect();
        if theirs.is_empty() {
            continue;
        }
        let lines = theirs.iter().map(|call| line(&say, call, statuses.status(call)));
        parts.push(Html::lines([say.calls_addressee(addressee)].into_iter().chain(lines)));
        rows.extend(
            theirs
                .iter()
                .map(|call| vec![context.to(say.call_title(&call.id), Screen::Call(call.id.clone()))]),
        );
    }
    let unknown = statuses.unknown(&say, calls);
    parts.extend(unknown.map(|unknown| Html::lines([unknown, say.calls_reporter()])));
    rows.extend(context.may(Right::Statuses).then(|| vec![enter(context, None)]));
    rows.push(context.way_back(&Screen::Calls));
    Page { text: Html::paragraphs(parts), rows }
}

/// The button by which staff enter a status, for this call if it is known.
fn enter(context: &Context, call: Option<&CallId>) -> Button {
    let callback = match call {
        Some(id) => StaffCallback::EnterStatus(id.clone()),
        None => StaffCallback::NewForm(FormKind::Status),
    };
    context.button(context.say().button_status_enter(), &Callback::Staff(callback))
}

/// One call. A link to a call that was removed leads to the list.
pub(crate) async fn one(context: &Context, id: &CallId) -> Answered {
    let statuses = CallStatuses::read(context).await?;
    let call = context.texts.pledge.calls.iter().find(|call| call.id == *id);
    Ok(context.show(match call {
        Some(call) => page(context, call, &statuses),
        None => all(context, &statuses),
    }))
}

fn page(context: &Context, call: &Call, statuses: &CallStatuses) -> Page {
    let say = context.say();
    let mut parts = vec![
        Html::bold(&say.call_title(&call.id)),
        Html::lines([say.call_source(), say.call_text(&call.id)]),
    ];
    if context.lang != Lang::En {
        parts.push(say.pledge_unofficial());
    }
    parts.push(statuses.outcome(context, call));

    let screen = Screen::Call(call.id.clone());
    let text = say.with_notice(say.call_send(&call.id));
    let share = keyboard::share_link(&context.app.deep_link(&screen), &text);
    let copy = if text.encode_utf16().count() <= ButtonAction::COPY_MAX {
        Button { label: say.button_copy(), action: ButtonAction::Copy(text) }
    } else {
        // Telegram's own button copies no more, but a tap on a text in a message does.
        context.button(say.button_copy(), &Callback::CallText(call.id.clone()))
    };
    let mut rows = vec![vec![copy, keyboard::link(say.button_share(), share)]];
    let evidence = statuses.link(call).and_then(|link| link.parse().ok());
    rows.extend(evidence.map(|link| vec![keyboard::link(say.button_evidence(), link)]));
    rows.extend(context.may(Right::Statuses).then(|| vec![enter(context, Some(&call.id))]));
    rows.push(context.way_back(&screen));
    Page { text: Html::paragraphs(parts), rows }
}

/// Sends the text of a call that people pass on, as a message that a tap copies.
pub(crate) async fn text(context: &Context, id: &CallId) -> Answered {
    if context.texts.pledge.calls.iter().all(|call| call.id != *id) {
        return list(context).await;
    }
    let say = context.say();
    let text = Html::lines([say.call_ready(), Html::pre(&say.with_notice(say.call_send(id)))]);
    let (chat, thread) = (context.chat.id, context.thread());
    Ok(context.quietly().reply(Reply::Say { chat, thread, page: Page::plain(text) }))
}
