//! The pages of `/mydata`.

use crate::conversation::citizen::{sign_up, zone};
use crate::conversation::{Callback, Context, Screen};
use crate::domain::SignUp;
use crate::store::{PersonalData, SavedSignUp};
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// What is stored, in words.
pub(super) fn stored(visit: &Context, kept: &PersonalData) -> Page {
    let say = visit.say();
    let parts = [say.mydata_text(), chat(visit, kept), topics(&say, kept), signed(visit)];
    let text = Html::paragraphs(parts.into_iter().chain(unfinished(visit)));
    let mut rows = vec![vec![visit.button(say.button_file(), &Callback::File)]];
    if visit.supporter.is_some() {
        rows.push(vec![
            visit.button(say.button_edit(), &Callback::Edit),
            visit.to(say.button_withdraw(), Screen::Withdraw),
        ]);
    }
    rows.push(vec![visit.to(say.button_erase(), Screen::Erase)]);
    rows.push(visit.way_back(&Screen::MyData));
    Page { text, rows }
}

/// Nothing is stored; so no buttons either, as nobody could remember to take them away.
pub(super) fn nothing(visit: &Context) -> Page {
    Page::plain(visit.say().mydata_nothing())
}

/// What would go, and the choice.
pub(super) fn erase(visit: &Context, kept: &PersonalData) -> Page {
    let say = visit.say();
    Page {
        text: Html::paragraphs([
            say.mydata_erase(),
            Html::lines(goes(visit, kept)),
            say.mydata_erase_messages(),
            say.mydata_beyond(),
        ]),
        rows: vec![
            vec![visit.button(say.button_erase_messages(), &Callback::Erase(true))],
            vec![visit.button(say.button_erase_only(), &Callback::Erase(false))],
            visit.way_back(&Screen::Erase),
        ],
    }
}

/// What went and when. It has no buttons: whoever has been erased is shown nothing that would have to be remembered.
pub(super) fn receipt(visit: &Context, kept: &PersonalData, with_messages: bool) -> Page {
    let say = visit.say();
    let messages = if with_messages { say.mydata_messages_gone() } else { say.mydata_messages_left() };
    Page::plain(Html::paragraphs([
        say.mydata_erased(&say.moment(visit.now)),
        Html::lines(goes(visit, kept)),
        messages,
        say.mydata_beyond(),
        say.mydata_anew(),
    ]))
}

fn chat(visit: &Context, kept: &PersonalData) -> Html {
    let say = visit.say();
    let lang = visit.chat.lang.map(|lang| visit.content.say(lang).language_name());
    let lines = [
        say.mydata_chat(&visit.chat.id.0.to_string()),
        lang.map_or_else(|| say.mydata_no_language(), |lang| say.mydata_language(&lang)),
        say.mydata_messages(count(&kept.messages)),
    ];
    let deliveries = (!kept.deliveries.is_empty()).then(|| say.mydata_deliveries(count(&kept.deliveries)));
    Html::lines(lines.into_iter().chain(deliveries).chain(kept.draft.then(|| say.mydata_draft())))
}

fn topics(say: &Say<'_>, kept: &PersonalData) -> Html {
    if kept.topics.is_empty() {
        return say.mydata_no_topics();
    }
    let line = |(topic, since)| say.mydata_topic(&say.topic_name(topic), &say.day(since));
    let wish = kept.wish.as_ref().map(|wish| {
        let hour = format!("{:02}:00", wish.slot.hour());
        let zone = zone::name(say, wish.slot.zone_name());
        say.mydata_reminders(&say.reminders_which(wish.which), &hour, &zone)
    });
    let snoozes = kept.snoozes.iter().map(|snooze| say.mydata_snooze(&say.moment(snooze.due)));
    let lines = [say.mydata_topics()].into_iter().chain(kept.topics.iter().copied().map(line));
    Html::lines(lines.chain(wish).chain(snoozes))
}

fn signed(visit: &Context) -> Html {
    let say = visit.say();
    match &visit.supporter {
        None => say.mydata_not_signed(),
        Some(supporter) => {
            Html::lines([say.mydata_signed()].into_iter().chain(sign_up::signed(&say, supporter)))
        }
    }
}

fn unfinished(visit: &Context) -> Option<Html> {
    let say = visit.say();
    match &visit.signup {
        SavedSignUp::None => None,
        SavedSignUp::SignUp(signup) => {
            Some(say.mydata_unfinished(&say.moment(signup.started), &say.moment(end(visit, signup))))
        }
        SavedSignUp::Unreadable => Some(say.mydata_unreadable(visit.app.keep.signup_hours())),
    }
}

/// When an unfinished sign-up is deleted.
pub(super) fn end(visit: &Context, signup: &SignUp) -> jiff::Timestamp {
    signup.started.saturating_add(visit.app.keep.signups).unwrap_or(jiff::Timestamp::MAX)
}

/// Everything that an erasure takes from the store, one line each.
fn goes(visit: &Context, kept: &PersonalData) -> Vec<Html> {
    let say = visit.say();
    let signed = visit.supporter.as_ref().map(|supporter| match supporter.sealed {
        Some(_) => say.mydata_goes_sealed(),
        None => say.mydata_goes_signed(),
    });
    let topics = (!kept.topics.is_empty()).then(|| say.mydata_goes_topics(count(&kept.topics)));
    let reminders = kept.wish.as_ref().map(|_| say.mydata_goes_reminders());
    let unfinished = (visit.signup != SavedSignUp::None).then(|| say.mydata_goes_unfinished());
    let sent = (!kept.deliveries.is_empty()).then(|| say.mydata_goes_deliveries(count(&kept.deliveries)));
    let draft = kept.draft.then(|| say.mydata_goes_draft());
    [signed, topics, reminders, unfinished, sent, draft]
        .into_iter()
        .flatten()
        .chain([say.mydata_goes_chat()])
        .collect()
}

fn count<T>(list: &[T]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX)
}
