//! A simulated year: people in three zones switch reminders on, off and to other hours; deadlines are set, moved and removed;
//! the machine sleeps and restarts. A model of a few dozen lines says who must get which reminder at what time, and the
//! messages that Telegram saw must match it exactly.
//!
//! `PLEDGE_SEEDS=1000` runs as many years; `PLEDGE_SEED=7` runs that one.

use std::collections::BTreeSet;

use fastrand::Rng;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use pledge_bot::domain::{ChatId, ReminderScope, Topic};
use pledge_bot::store::Change;

use super::reminders::quiet;
use crate::support::delivery_harness::{AUTHOR, DeliveryHarness, FIRST, NOW};

const PEOPLE: i64 = 6;
const ZONES: [&str; 3] = ["Asia/Bishkek", "Europe/Berlin", "Asia/Seoul"];
const LEADS: [i32; 6] = [30, 7, 1, 0, -1, -30];

/// The reminders that a person wants, and since when.
#[derive(Clone, Copy)]
struct Wants {
    which: ReminderScope,
    hour: i8,
    zone: &'static str,
    since: Timestamp,
}

struct Due {
    id: String,
    date: Date,
}

/// A reminder that a person must get.
struct Item {
    chat: i64,
    id: String,
    date: Date,
    until: Timestamp,
    /// The end of the night in which it was held back.
    not_before: Timestamp,
}

/// Decides who must get which reminder, and when.
#[derive(Default)]
struct Model {
    people: std::collections::BTreeMap<i64, Wants>,
    deadlines: Vec<Due>,
    waiting: Vec<Item>,
    had: BTreeSet<(i64, String, Date, i32)>,
    /// Time, chat and first line.
    said: Vec<(i64, i64, String)>,
}

fn at(date: Date, hour: i8, zone: &str) -> Timestamp {
    let zone = TimeZone::get(zone).expect("a zone");
    date.at(hour, 0, 0, 0).to_zoned_datetime(zone).expect("a moment").timestamp()
}

fn local(now: Timestamp, zone: &str) -> jiff::civil::DateTime {
    now.to_zoned_datetime(TimeZone::get(zone).expect("a zone")).datetime()
}

impl Model {
    /// The bot plans reminders at this time.
    fn looks(&mut self, now: Timestamp) {
        let day = SignedDuration::from_hours(24);
        for due in &self.deadlines {
            for (chat, wants) in &self.people {
                let moments = LEADS.map(|lead| at(due.date - lead.days(), wants.hour, wants.zone));
                for (nth, lead) in LEADS.into_iter().enumerate() {
                    let wanted = match wants.which {
                        ReminderScope::All => true,
                        ReminderScope::Week => (0..=7).contains(&lead),
                        ReminderScope::Day => lead == 0,
                    };
                    let until = moments
                        .get(nth + 1)
                        .map_or(moments[nth] + day, |next| (*next).min(moments[nth] + day));
                    let key = (*chat, due.id.clone(), due.date, lead);
                    if wanted
                        && moments[nth] <= now
                        && now <= until
                        && wants.since <= moments[nth]
                        && self.had.insert(key)
                    {
                        self.waiting.push(Item {
                            chat: *chat,
                            id: due.id.clone(),
                            date: due.date,
                            until,
                            not_before: now,
                        });
                    }
                }
            }
        }
        let (people, deadlines, said) = (&self.people, &self.deadlines, &mut self.said);
        self.waiting.retain_mut(|item| {
            if now < item.not_before && now <= item.until {
                return true;
            }
            let Some(wants) = people.get(&item.chat) else { return false };
            let here = local(now, wants.zone);
            if now > item.until || !deadlines.iter().any(|due| due.id == item.id && due.date == item.date) {
                return false;
            }
            if !(8..22).contains(&here.hour()) {
                let morning = if here.hour() < 8 { here.date() } else { here.date() + 1.days() };
                item.not_before = at(morning, 8, wants.zone);
                return true;
            }
            let days = local(now, "Asia/Bishkek").date().duration_until(item.date).as_hours() / 24;
            let distance = match days {
                0 => "Today".to_owned(),
                1.. => format!("Left({days})"),
                _ => format!("Passed({})", -days),
            };
            said.push((now.as_millisecond(), item.chat, format!("en {} {} {distance}", item.id, item.date)));
            false
        });
    }
}

fn one_of<T: Copy>(rng: &mut Rng, list: &[T]) -> T {
    list[rng.usize(..list.len())]
}

async fn year(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let mut harness = DeliveryHarness::ruled(u32::try_from(PEOPLE).expect("few"), quiet()).await;
    harness.emulator.clock().set_ms(harness.clock.now().as_millisecond());
    let mut model = Model::default();
    let begin: Timestamp = NOW.parse().expect("a timestamp");
    while harness.clock.now().duration_since(begin) < SignedDuration::from_hours(24 * 365) {
        // The bot usually plans every few hours; sometimes the machine sleeps for days.
        let minutes = match rng.u8(..10) {
            0 => rng.i64(0..6 * 24 * 60),
            1..=5 => 60 * rng.i64(0..20),
            _ => rng.i64(0..30 * 60),
        };
        harness.later(SignedDuration::from_mins(minutes + 1));
        let now = harness.clock.now();
        harness.emulator.clock().set_ms(now.as_millisecond());
        let chat = FIRST + rng.i64(0..6);
        match rng.u8(..12) {
            0..=2 => {
                let which = one_of(&mut rng, &ReminderScope::ALL);
                let (hour, zone) = (rng.i8(0..24), one_of(&mut rng, &ZONES));
                harness.wants(ChatId::new(chat), which, hour, zone).await;
                model.people.insert(chat, Wants { which, hour, zone, since: now });
            }
            3 => {
                harness.change(ChatId::new(chat), vec![Change::SetTopic(Topic::Deadlines, false, now)]).await;
                model.people.remove(&chat);
            }
            4 if model.deadlines.len() < 3 => {
                let date = local(now, "Asia/Bishkek").date() + rng.i64(0..60).days();
                let id = harness.sets(&date.to_string(), &LEADS).await;
                model.deadlines.push(Due { id, date });
            }
            5 if !model.deadlines.is_empty() => {
                let nth = rng.usize(..model.deadlines.len());
                let date = model.deadlines[nth].date + rng.i64(-4..=4).days();
                harness.moves(&model.deadlines[nth].id, &date.to_string()).await;
                model.deadlines[nth].date = date;
            }
            6 if model.deadlines.len() == 3 && rng.u8(..3) == 0 => {
                let due = model.deadlines.remove(0);
                harness.change(AUTHOR, vec![Change::RemoveDeadline(due.id, now)]).await;
            }
            7 => harness.restart().await,
            // The bot stops between planning and sending.
            8 => {
                harness.plans().await;
                harness.restart().await;
            }
            _ => {}
        }
        harness.reminds().await;
        model.looks(now);
    }
    let events = harness.emulator.events_after(0).expect("all are kept").into_iter();
    let mut said: Vec<_> = events
        .filter(|event| event.kind == "sent" && event.chat >= FIRST)
        .map(|event| {
            (
                event.at - event.at % 60_000,
                event.chat,
                event.text().lines().next().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    said.sort();
    model.said.sort();
    assert_eq!(said, model.said, "PLEDGE_SEED={seed}");
    assert!(harness.heard(AUTHOR).is_empty(), "PLEDGE_SEED={seed}");
    println!("PLEDGE_SEED={seed}: {} reminders", said.len());
}

#[tokio::test]
async fn a_year_of_reminders_is_as_the_model_says() {
    let number = |name| std::env::var(name).ok().and_then(|text: String| text.parse::<u64>().ok());
    match number("PLEDGE_SEED") {
        Some(seed) => year(seed).await,
        None => {
            for seed in 0..number("PLEDGE_SEEDS").unwrap_or(4) {
                year(seed).await;
            }
        }
    }
}
