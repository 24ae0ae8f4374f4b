//! The pages of `/mydata`.

use crate::conversation::callback::Callback;
use crate::conversation::citizen::{sign_up, zone};
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::domain::SignUp;
use crate::store::{PersonalData, SavedSignUp};
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The stored data, in words.
pub(super) fn stored(context: &Context, kept: &PersonalData) -> Page {
    let say = context.say();
    let parts = [say.my_data_text(), chat(context, kept), topics(&say, kept), support(context)];
    let text = Html::paragraphs(parts.into_iter().chain(unfinished(context)));
    let mut rows = vec![vec![context.button(say.button_file(), &Callback::File)]];
    if context.supporter.is_some() {
        rows.push(vec![context.to(say.button_sign_up(), Screen::Sign)]);
        rows.push(vec![context.to(say.button_withdraw(), Screen::Withdraw)]);
    }
    rows.push(vec![context.to(say.button_erase(), Screen::Erase)]);
    rows.push(context.way_back(&Screen::MyData));
    Page { text, rows }
}

/// Nothing is stored. The page has no buttons: to take them away later, the bot would have to store the message.
pub(super) fn nothing(context: &Context) -> Page {
    Page::plain(context.say().my_data_nothing())
}

/// The data that an erasure deletes, and the choice.
pub(super) fn erase(context: &Context, kept: &PersonalData) -> Page {
    let say = context.say();
    Page {
        text: Html::paragraphs(
            [
                say.my_data_erase(),
                Html::lines(goes(context, kept)),
                say.my_data_erase_messages(),
                say.my_data_beyond(),
            ]
            .into_iter()
            .chain(context.is_staff().then(|| say.my_data_staff())),
        ),
        rows: vec![
            vec![context.button(say.button_erase_messages(), &Callback::Erase(true))],
            vec![context.button(say.button_erase_only(), &Callback::Erase(false))],
            context.way_back(&Screen::Erase),
        ],
    }
}

/// The data that was deleted, and when. The page has no buttons: to take them away later, the bot would have to store the
/// message.
pub(super) fn receipt(context: &Context, kept: &PersonalData, with_messages: bool) -> Page {
    let say = context.say();
    let messages = if with_messages { say.my_data_messages_gone() } else { say.my_data_messages_left() };
    Page::plain(Html::paragraphs([
        say.my_data_erased(&say.moment(context.now)),
        Html::lines(goes(context, kept)),
        messages,
        say.my_data_beyond(),
        say.my_data_anew(),
    ]))
}

fn chat(context: &Context, kept: &PersonalData) -> Html {
    let say = context.say();
    let lang = context.chat.lang.map(|lang| context.texts.say(lang).language_name());
    let lines = [
        say.my_data_chat(&context.chat.id.telegram_number().to_string()),
        lang.map_or_else(|| say.my_data_no_language(), |lang| say.my_data_language(&lang)),
        say.my_data_messages(kept.messages.len()),
    ];
    let deliveries = (!kept.deliveries.is_empty()).then(|| say.my_data_deliveries(kept.deliveries.len()));
    let begun = [kept.draft.then(|| say.my_data_draft()), kept.forms.then(|| say.my_data_forms())];
    Html::lines(lines.into_iter().chain(deliveries).chain(begun.into_iter().flatten()))
}

fn topics(say: &Say<'_>, kept: &PersonalData) -> Html {
    if kept.topics.is_empty() {
        return say.my_data_no_topics();
    }
    let line = |(topic, since)| say.my_data_topic(&say.topic_name(topic), &say.day(since));
    let wish = kept.reminders.as_ref().map(|wish| {
        let hour = format!("{:02}:00", wish.hour.hour());
        let zone = zone::name(say, wish.hour.zone_name());
        say.my_data_reminders(&say.reminders_which(wish.scope), &hour, &zone)
    });
    let snoozes = kept.snoozes.iter().map(|snooze| say.my_data_snooze(&say.moment(snooze.due)));
    let lines = [say.my_data_topics()].into_iter().chain(kept.topics.iter().copied().map(line));
    Html::lines(lines.chain(wish).chain(snoozes))
}

fn support(context: &Context) -> Html {
    let say = context.say();
    match &context.supporter {
        None => say.my_data_not_signed(),
        Some(supporter) => {
            Html::lines([say.my_data_signed()].into_iter().chain(sign_up::lines(&say, supporter)))
        }
    }
}

fn unfinished(context: &Context) -> Option<Html> {
    let say = context.say();
    match &context.sign_up {
        SavedSignUp::None => None,
        SavedSignUp::SignUp(sign_up) => {
            Some(say.my_data_unfinished(&say.moment(sign_up.started), &say.moment(end(context, sign_up))))
        }
        SavedSignUp::Unreadable => Some(say.my_data_unreadable(context.app.retention.signup_hours())),
    }
}

/// When an unfinished sign-up is deleted.
pub(super) fn end(context: &Context, sign_up: &SignUp) -> jiff::Timestamp {
    sign_up.started.saturating_add(context.app.retention.signups).unwrap_or(jiff::Timestamp::MAX)
}

/// Everything that an erasure takes from the store, one line each.
fn goes(context: &Context, kept: &PersonalData) -> Vec<Html> {
    let say = context.say();
    let signed = context.supporter.as_ref().map(|supporter| {
        if supporter.has_sealed() { say.my_data_goes_sealed() } else { say.my_data_goes_signed() }
    });
    let topics = (!kept.topics.is_empty()).then(|| say.my_data_goes_topics(kept.topics.len()));
    let reminders = kept.reminders.as_ref().map(|_| say.my_data_goes_reminders());
    let unfinished = (context.sign_up != SavedSignUp::None).then(|| say.my_data_goes_unfinished());
    let sent = (!kept.deliveries.is_empty()).then(|| say.my_data_goes_deliveries(kept.deliveries.len()));
    let draft = kept.draft.then(|| say.my_data_goes_draft());
    let forms = kept.forms.then(|| say.my_data_goes_forms());
    [signed, topics, reminders, unfinished, sent, draft, forms]
        .into_iter()
        .flatten()
        .chain([say.my_data_goes_chat()])
        .collect()
}
