//! Reminders of deadlines: which ones a person wants, when, and what can be done about one.
//!
//! ```text
//! — [Reminders]
//! ‹ Reminders are off …                                                                     [Switch them on] [Home]
//! — [Switch them on]
//! ‹ You get all reminders, at 10:00 in Bishkek …    [✓ All] [Last week] [On the day] [Hour] [Where I live] [Off] [Home]
//! … some day:
//! ‹ Report to the UN. 7 days are left …             [Tomorrow again] [In a week again] [To my calendar] [No more reminders]
//! ```

use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::calendar;
use crate::calendar::CalendarAlarm;
use crate::conversation::callback::ParseCallbackError;
use crate::conversation::{Answered, Callback, Context, Screen, deadline, zone};
use crate::domain::local_hour::ZONES;
use crate::domain::message::{
    Button, ButtonAction, CampaignMessage, Entity, EntityKind, FormattedText, MessageBody,
};
use crate::domain::reminder::{Snooze, moment};
use crate::domain::time::HOME_ZONE;
use crate::domain::{Deadline, Distance, Lang, LocalHour, Reminder, ReminderPrefs, ReminderScope, Topic};
use crate::store::Change;
use crate::telegram::{Page, Reply};
use crate::texts::{Html, Say, Texts};

/// The hours that are offered, four a row: nobody is woken.
const HOURS: [i8; 12] = [8, 9, 10, 11, 12, 13, 14, 16, 18, 19, 20, 21];

/// What a person chooses about their reminders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReminderAction {
    /// Whether there are any.
    On(bool),
    /// Which of them.
    Which(ReminderScope),
    /// At which hour.
    Hour(i8),
    /// In which zone, by the code of one that is offered.
    Zone(String),
}

impl ReminderAction {
    /// The callback data behind the letter of reminders.
    #[must_use]
    pub fn data(&self) -> String {
        match self {
            ReminderAction::On(on) => format!("on:{}", u8::from(*on)),
            ReminderAction::Which(which) => format!("which:{}", which.code()),
            ReminderAction::Hour(hour) => format!("hour:{hour}"),
            ReminderAction::Zone(code) => format!("zone:{code}"),
        }
    }
}

impl FromStr for ReminderAction {
    type Err = ParseCallbackError;

    fn from_str(data: &str) -> Result<ReminderAction, ParseCallbackError> {
        let (what, value) = data.split_once(':').ok_or(ParseCallbackError)?;
        match what {
            "on" => match value {
                "1" => Some(ReminderAction::On(true)),
                "0" => Some(ReminderAction::On(false)),
                _ => None,
            },
            "which" => ReminderScope::from_code(value).map(ReminderAction::Which),
            "hour" => value.parse().ok().filter(|hour| HOURS.contains(hour)).map(ReminderAction::Hour),
            "zone" => {
                ZONES.iter().find(|(code, _)| *code == value).map(|_| ReminderAction::Zone(value.to_owned()))
            }
            _ => None,
        }
        .ok_or(ParseCallbackError)
    }
}

/// The reminders: on or off, and how.
pub(super) async fn open(visit: Arc<Context>) -> Answered {
    let deadlines = deadline::all(&visit).await?;
    Ok(visit.open(page(&visit, &deadlines)))
}

fn page(visit: &Context, deadlines: &[Deadline]) -> Page {
    let say = visit.say();
    if !visit.is_reminded() {
        let on = visit.button(say.button_reminders_on(), &Callback::Remind(ReminderAction::On(true)));
        let rows = vec![vec![on], visit.way_back(&Screen::Reminders)];
        return Page { text: Html::paragraphs([say.reminders_title(), say.reminders_off()]), rows };
    }
    let wish = &visit.chat.wish;
    let next = deadlines.iter().filter_map(|it| Some((it, Reminder::next(it, wish, visit.now)?.1)));
    let next = next.min_by_key(|(_, due)| *due).map(|(deadline, due)| {
        let name = deadline::name(&visit.content, &say, deadline);
        say.reminders_next(&say.moment_in(due, &wish.slot.zone()), &name)
    });
    let parts = [say.reminders_title(), line(&say, wish), next.unwrap_or_else(|| say.reminders_next_none())];
    let which = ReminderScope::ALL.map(|which| {
        let name = say.reminders_which(which);
        let label = if which == wish.which { say.button_chosen(&name) } else { name };
        visit.button(label, &Callback::Remind(ReminderAction::Which(which)))
    });
    let rows = vec![
        which.into(),
        vec![
            visit.to(say.button_reminder_hour(), Screen::ReminderHour),
            visit.to(say.button_reminder_zone(), Screen::ReminderZone),
        ],
        vec![visit.button(say.button_reminders_off(), &Callback::Remind(ReminderAction::On(false)))],
        visit.way_back(&Screen::Reminders),
    ];
    Page { text: Html::paragraphs(parts), rows }
}

/// What somebody gets, in a sentence.
fn line(say: &Say<'_>, wish: &ReminderPrefs) -> Html {
    let which = say.reminders_which(wish.which);
    say.reminders_line(&which, &hour(wish.slot.hour()), &zone::name(say, wish.slot.zone_name()))
}

/// The hours to choose from.
pub(super) fn hours(visit: &Context) -> Page {
    let say = visit.say();
    let button = |each: &i8| {
        let label = hour(*each);
        let chosen = *each == visit.chat.wish.slot.hour();
        let label = if chosen { say.button_chosen(&label) } else { label };
        visit.button(label, &Callback::Remind(ReminderAction::Hour(*each)))
    };
    let mut rows: Vec<_> = HOURS.chunks(4).map(|some| some.iter().map(button).collect()).collect();
    rows.push(visit.way_back(&Screen::ReminderHour));
    Page { text: say.reminders_hour_ask(), rows }
}

/// The zones to choose from.
pub(super) fn zones(visit: &Context) -> Page {
    let say = visit.say();
    let button = |(code, zone): &(&str, &str)| {
        let name = say.zone_name(code);
        let label = if *zone == visit.chat.wish.slot.zone_name() { say.button_chosen(&name) } else { name };
        visit.button(label, &Callback::Remind(ReminderAction::Zone((*code).to_owned())))
    };
    let mut rows: Vec<_> = ZONES.chunks(2).map(|some| some.iter().map(button).collect()).collect();
    rows.push(visit.way_back(&Screen::ReminderZone));
    Page { text: say.reminders_zone_ask(), rows }
}

/// Something was chosen.
pub(super) async fn chosen(visit: Arc<Context>, choice: ReminderAction) -> Answered {
    let old = &visit.chat.wish;
    let slot = match &choice {
        ReminderAction::On(on) => return switched(&visit, *on).await,
        ReminderAction::Which(_) => Ok(old.slot.clone()),
        ReminderAction::Hour(hour) => LocalHour::new(*hour, old.slot.zone_name()),
        ReminderAction::Zone(code) => {
            let zone = ZONES.iter().find(|(each, _)| each == code).map_or(HOME_ZONE, |(_, zone)| zone);
            old.slot.in_zone(zone)
        }
    };
    let which = if let ReminderAction::Which(which) = choice { which } else { old.which };
    let slot = slot.unwrap_or_else(|_| old.slot.clone());
    wished(&visit, ReminderPrefs { which, slot }).await
}

/// The name of a zone was typed, or what looks like one.
pub(super) async fn zone_typed(visit: Arc<Context>, slot: Result<LocalHour, String>) -> Answered {
    let say = visit.say();
    match slot {
        Ok(slot) => wished(&visit, ReminderPrefs { slot, ..visit.chat.wish.clone() }).await,
        Err(name) => {
            let page = zones(&visit);
            let text = Html::paragraphs([say.reminders_zone_unknown(&name), page.text]);
            Ok(visit.open(Page { text, ..page }))
        }
    }
}

async fn switched(visit: &Context, on: bool) -> Answered {
    let deadlines = deadline::all(visit).await?;
    let mut after = visit.clone();
    if on {
        after.chat.topics.insert(Topic::Deadlines);
    } else {
        after.chat.topics.remove(&Topic::Deadlines);
    }
    let page = page(&after, &deadlines);
    Ok(after.open(page).change(Change::SetTopic(Topic::Deadlines, on, visit.now)))
}

async fn wished(visit: &Context, wish: ReminderPrefs) -> Answered {
    if !visit.is_reminded() {
        return Ok(visit.open(page(visit, &[])));
    }
    let deadlines = deadline::all(visit).await?;
    let mut after = visit.clone();
    after.chat.wish = wish.clone();
    let turn = after.open(page(&after, &deadlines));
    // What was chosen already counts since then.
    Ok(if wish == visit.chat.wish { turn } else { turn.change(Change::SetReminderPrefs(wish, visit.now)) })
}

/// A zone that was typed, by somebody who is reminded.
pub(super) fn typed(
    message: teloxide::types::Message,
    visit: Arc<Context>,
) -> Option<Result<LocalHour, String>> {
    zone::typed(message.text()?, &visit.chat.wish.slot).filter(|_| visit.is_reminded())
}

/// One reminder is put off by so many days.
pub(super) async fn snoozed(visit: Arc<Context>, (days, date, id): (i32, Date, String)) -> Answered {
    let say = visit.say();
    let deadlines = deadline::all(&visit).await?;
    let found = deadlines.iter().find(|deadline| deadline.id == id && deadline.date == date);
    let Some(deadline) = found.filter(|_| visit.is_reminded()) else {
        return Ok(visit.toast(say.reminder_gone()));
    };
    let wish = &visit.chat.wish;
    let day = wish.slot.day(visit.now).checked_add(days.days()).ok();
    let Some(due) = day.and_then(|day| wish.slot.on(day)) else {
        return Ok(visit.toast(say.reminder_gone()));
    };
    let toast = say.reminder_snoozed(&say.moment_in(due, &wish.slot.zone()).plain());
    // A reminder that comes then anyway is enough.
    let comes = deadline.leads.iter().filter(|lead| wish.which.has(**lead));
    if comes.into_iter().any(|lead| moment(deadline, &wish.slot, *lead) == Some(due)) {
        return Ok(visit.toast(toast).change(Change::Unsnooze(id)));
    }
    let snooze = Snooze { chat: visit.chat.id, deadline: id, date, due };
    Ok(visit.toast(toast).change(Change::Snooze(snooze)))
}

/// No more reminders: said under one of them.
pub(super) async fn ended(visit: Arc<Context>) -> Answered {
    let toast = visit.say().reminder_ended();
    Ok(visit.toast(toast).change(Change::SetTopic(Topic::Deadlines, false, visit.now)))
}

/// A reminder as it reads now.
pub(super) fn post(content: &Texts, lang: Lang, deadline: &Deadline, now: Timestamp) -> CampaignMessage {
    let say = content.say(lang);
    let name = deadline::name(content, &say, deadline);
    let distance = deadline.distance(now);
    let mut text = format!("{name}\n{}\n\n{}", deadline::date(&say, deadline).plain(), left(&say, distance));
    let over = matches!(distance, Distance::Passed(_) | Distance::Over);
    if over {
        text.push_str("\n\n");
        text.push_str(&say.reminder_after());
    }
    let length = name.encode_utf16().count();
    let bold = Entity { kind: EntityKind::Bold, offset: 0, length };
    let key = |label: String, press: Callback| Button { label, action: ButtonAction::Data(press.data()) };
    let put_off = |days| Callback::Snooze(days, deadline.date, deadline.id.clone());
    let mut keys =
        vec![vec![key(say.button_snooze_day(), put_off(1)), key(say.button_snooze_week(), put_off(7))]];
    if !over {
        keys.push(vec![key(say.button_calendar(), Callback::Calendar(deadline.id.clone()))]);
    }
    keys.push(vec![key(say.button_reminders_end(), Callback::NoReminders)]);
    CampaignMessage {
        buttons: keys,
        ..CampaignMessage::new(MessageBody::Text(FormattedText { text, entities: vec![bold] }))
    }
}

/// How far away the deadline is, plain.
fn left(say: &Say<'_>, distance: Distance) -> String {
    match distance {
        Distance::Passed(days) => say.reminder_passed(i64::from(days)),
        Distance::Over => say.reminder_over(),
        Distance::Today => say.reminder_today(),
        Distance::Left(days) => say.reminder_left(i64::from(days)),
    }
}

/// A deadline as a file for a calendar; of one that was removed, the file that takes it out again.
pub(super) async fn in_calendar(visit: Arc<Context>, id: String) -> Answered {
    let say = visit.say();
    let deadlines = deadline::all(&visit).await?;
    let found = deadlines.into_iter().find(|deadline| deadline.id == id);
    let (deadline, cancelled) = match found {
        Some(deadline) => (deadline, false),
        None => match visit.app.store.reader().removed_deadline(&id).await? {
            Some(deadline) => (deadline, true),
            None => return Ok(visit.toast(say.reminder_gone())),
        },
    };
    let wish = &visit.chat.wish;
    let name = deadline::name(&visit.content, &say, &deadline);
    let wanted = deadline.leads.iter().copied().filter(|lead| wish.which.has(*lead));
    let alarm = |days| CalendarAlarm { days, hour: wish.slot.hour(), text: name.clone() };
    let event = calendar::CalendarEvent {
        uid: format!("deadline-{}@{}.t.me", deadline.id, visit.app.username),
        title: name.clone(),
        description: say.calendar_about(&deadline::date(&say, &deadline).plain()),
        date: deadline.date,
        time: deadline.time.map(|time| (time, deadline.zone.clone())),
        alarms: wanted.map(alarm).collect(),
        reader: wish.slot.zone(),
        url: Some(visit.app.deep_link(&Screen::Deadline)),
        stamp: visit.now,
        cancelled,
    };
    let caption = if cancelled { say.calendar_cancelled() } else { say.calendar_caption() };
    Ok(visit.quietly().reply(Reply::Document {
        chat: visit.chat.id,
        name: format!("deadline-{}.ics", deadline.id),
        content: calendar::ics(&event),
        caption,
    }))
}

/// An hour of the day as it is written everywhere here: `10:00`.
fn hour(hour: i8) -> String {
    format!("{hour:02}:00")
}
