//! The settings of a person's reminders.
//!
//! ```text
//! — [Reminders]
//! ‹ Reminders are off …                                                  [Switch reminders on] [‹ Back] [Home]
//! — [Switch reminders on]
//! ‹ Reminders: All. Time: 10:00. Time zone: Bishkek …    [✓ All] [Final week] [On the day] [Time] [Time zone] … [Home]
//! — [Time zone]
//! ‹ Which city's time should the reminders follow? …                          [Bishkek] [Moscow] … [‹ Back] [Home]
//! — Tashkent
//! ‹ Reminders: All. Time: 10:00. Time zone: Tashkent …
//! ```

use crate::conversation::callback::{Callback, ReminderAction};
use crate::conversation::citizen::hour::TypedHour;
use crate::conversation::citizen::zone::ParseZoneError;
use crate::conversation::citizen::{deadline, hour, zone};
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::{Answered, HandlerError, Turn};
use crate::domain::local_hour::ZONES;
use crate::domain::message::Button;
use crate::domain::time::HOME_ZONE;
use crate::domain::{
    AwaitedText, LocalHour, Reminder, ReminderPrefs, ReminderQuestion, ReminderScope, Topic, visible,
};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// How many hours stand in a row of buttons.
const HOURS_IN_A_ROW: usize = 4;

/// The reminders: on or off, and how.
pub(crate) async fn open(context: &Context) -> Answered {
    Ok(context.show(page(context).await?))
}

async fn page(context: &Context) -> Result<Page, HandlerError> {
    let say = context.say();
    if !context.is_reminded() {
        let on = context.button(say.button_reminders_on(), &Callback::Remind(ReminderAction::On(true)));
        let rows = vec![vec![on], context.way_back(&Screen::Reminders)];
        return Ok(Page { text: Html::paragraphs([say.reminders_title(), say.reminders_off()]), rows });
    }
    let deadlines = deadline::all(context).await?;
    let put_off = deadline::put_off(context, &deadlines).await?;
    let prefs = &context.chat.reminders;
    let next = deadlines.iter().filter_map(|it| Some((it, Reminder::next(it, prefs, context.now)?.1)));
    let next = next.min_by_key(|(_, due)| *due).map(|(deadline, due)| {
        let name = deadline::name(&context.texts, &say, deadline);
        say.reminders_next(&say.moment_in(due, &prefs.hour.zone()), &name)
    });
    let next = Html::lines([next.unwrap_or_else(|| say.reminders_next_none()), put_off]);
    let parts = [say.reminders_title(), line(&say, prefs), next, say.reminders_tap()];
    let which = ReminderScope::ALL.map(|which| {
        let name = say.reminders_which(which);
        let label = if which == prefs.scope { say.button_chosen(&name) } else { name };
        vec![context.button(label, &Callback::Remind(ReminderAction::Which(which)))]
    });
    let others = [
        vec![
            context.to(say.button_reminder_hour(), Screen::ReminderHour),
            context.to(say.button_reminder_zone(), Screen::ReminderZone),
        ],
        vec![context.button(say.button_reminders_off(), &Callback::Remind(ReminderAction::On(false)))],
        context.way_back(&Screen::Reminders),
    ];
    let rows = which.into_iter().chain(others).collect();
    Ok(Page { text: Html::paragraphs(parts), rows })
}

/// The reminders that a person gets, in a sentence.
fn line(say: &Say<'_>, prefs: &ReminderPrefs) -> Html {
    let which = say.reminders_which(prefs.scope);
    say.reminders_line(&which, &clock_time(prefs.hour.hour()), &zone::name(say, prefs.hour.zone_name()))
}

/// The hours to choose from. Another one may be typed.
pub(crate) fn hours(context: &Context) -> Turn {
    ask(context, ReminderQuestion::Hour, context.say().reminders_hour_ask())
}

/// The zones to choose from. Another one may be typed.
pub(crate) fn zones(context: &Context) -> Turn {
    ask(context, ReminderQuestion::Zone, context.say().reminders_zone_ask())
}

/// Asks by this text for something that may be tapped or typed.
pub(crate) fn ask(context: &Context, question: ReminderQuestion, text: Html) -> Turn {
    let rows = match question {
        ReminderQuestion::Hour => hour_rows(context, &ReminderAction::HOURS),
        ReminderQuestion::Zone => zone_rows(context),
    };
    ask_with(context, question, Page { text, rows })
}

fn ask_with(context: &Context, question: ReminderQuestion, page: Page) -> Turn {
    context.show(page).change(Change::Await(AwaitedText::Reminder(question), context.now))
}

/// A button for each of these hours.
fn hour_rows(context: &Context, hours: &[i8]) -> Vec<Vec<Button>> {
    let say = context.say();
    let button = |each: &i8| {
        let label = clock_time(*each);
        let chosen = *each == context.chat.reminders.hour.hour();
        let label = if chosen { say.button_chosen(&label) } else { label };
        context.button(label, &Callback::Remind(ReminderAction::Hour(*each)))
    };
    let rows = hours.chunks(HOURS_IN_A_ROW);
    let mut rows: Vec<_> = rows.map(|some| some.iter().map(button).collect()).collect();
    rows.push(context.way_back(&Screen::ReminderHour));
    rows
}

fn zone_rows(context: &Context) -> Vec<Vec<Button>> {
    let say = context.say();
    let button = |(code, zone): &(&str, &str)| {
        let name = say.zone_name(code);
        let label =
            if *zone == context.chat.reminders.hour.zone_name() { say.button_chosen(&name) } else { name };
        context.button(label, &Callback::Remind(ReminderAction::Zone((*code).to_owned())))
    };
    let mut rows: Vec<_> = ZONES.chunks(2).map(|some| some.iter().map(button).collect()).collect();
    rows.push(context.way_back(&Screen::ReminderZone));
    rows
}

/// The person chose something.
pub(crate) async fn chosen(context: &Context, action: ReminderAction) -> Answered {
    let old = &context.chat.reminders;
    let hour = match &action {
        ReminderAction::On(on) => return switched(context, *on).await,
        ReminderAction::Which(_) => Ok(old.hour.clone()),
        ReminderAction::Hour(hour) => LocalHour::new(*hour, old.hour.zone_name()),
        ReminderAction::Zone(code) => {
            let zone = ZONES.iter().find(|(each, _)| each == code).map_or(HOME_ZONE, |(_, zone)| zone);
            old.hour.in_zone(zone)
        }
    };
    let scope = if let ReminderAction::Which(scope) = action { scope } else { old.scope };
    let hour = hour.unwrap_or_else(|_| old.hour.clone());
    set(context, ReminderPrefs { scope, hour }).await
}

/// The hour or the zone was typed, or something else was sent. What can't be read leaves the question open.
pub(crate) async fn received(context: &Context, question: ReminderQuestion, text: Option<&str>) -> Answered {
    let Some(text) = text else { return Ok(ask(context, question, context.say().sign_up_need_text())) };
    let read = match question {
        ReminderQuestion::Hour => typed_hour(context, text),
        ReminderQuestion::Zone => typed_zone(context, text),
    };
    match read {
        Ok(hour) => set(context, ReminderPrefs { hour, ..context.chat.reminders.clone() }).await,
        Err(page) => Ok(ask_with(context, question, page)),
    }
}

/// The hour that was typed, or the question again with the reason.
fn typed_hour(context: &Context, text: &str) -> Result<LocalHour, Page> {
    let say = context.say();
    let zone = context.chat.reminders.hour.zone_name();
    let (first, last) = (hour::first(), hour::last());
    let unknown = || Page {
        text: say.reminders_hour_unknown(first, last),
        rows: hour_rows(context, &ReminderAction::HOURS),
    };
    match hour::parse(&context.texts, text) {
        Some(TypedHour::Full(hour)) => LocalHour::new(hour, zone).map_err(|_| unknown()),
        Some(TypedHour::Between(hours)) => {
            Err(Page { text: say.reminders_hour_between(first, last), rows: hour_rows(context, &hours) })
        }
        None => Err(unknown()),
    }
}

/// The same hour in the zone that was typed, or the question again with the reason.
fn typed_zone(context: &Context, text: &str) -> Result<LocalHour, Page> {
    let say = context.say();
    let typed = visible::excerpt(text);
    let again = |text| Page { text, rows: zone_rows(context) };
    match zone::parse(&context.texts, text) {
        Ok(zone) => {
            context.chat.reminders.hour.in_zone(&zone).map_err(|_| again(say.reminders_zone_unknown(&typed)))
        }
        Err(ParseZoneError::Unknown) => Err(again(say.reminders_zone_unknown(&typed))),
        Err(ParseZoneError::Reversed(meaning)) => {
            Err(again(say.reminders_zone_reversed(&typed, &say.reminders_zone_offset(&meaning))))
        }
    }
}

async fn switched(context: &Context, on: bool) -> Answered {
    let after = context.with_topic(Topic::Deadlines, on);
    let page = page(&after).await?;
    Ok(after.show(page).change(Change::SetTopic(Topic::Deadlines, on, context.now)))
}

async fn set(context: &Context, prefs: ReminderPrefs) -> Answered {
    if !context.is_reminded() {
        return open(context).await;
    }
    let mut after = context.clone();
    after.chat.reminders = prefs.clone();
    let turn = after.show(page(&after).await?);
    // The same choice again keeps the time of the first one.
    Ok(if prefs == context.chat.reminders {
        turn
    } else {
        turn.change(Change::SetReminderPrefs(prefs, context.now))
    })
}

/// An hour of the day, such as `10:00`.
fn clock_time(hour: i8) -> String {
    format!("{hour:02}:00")
}
