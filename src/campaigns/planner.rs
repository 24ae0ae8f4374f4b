//! Makes campaigns of everything that falls due: reminders of deadlines, for each hour of each zone that people chose;
//! reminders that people put off; and once a day, new entries about the calls.
//!
//! The store records each reminder together with its campaign, so that neither a crash nor a changed clock makes two of one.
//! A reminder that fell due while the machine was off is sent as long as it may be late, and is recorded as skipped
//! otherwise.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::campaigns::Renderer;
use crate::clock::{Clock, ClockCheck};
use crate::domain::campaign::{CampaignKind, Launch, Reason};
use crate::domain::message::MessageVersions;
use crate::domain::reminder::Occasion;
use crate::domain::time::later;
use crate::domain::{Audience, ChatId, Deadline, LocalHour, Reminder, Right, Topic};
use crate::store::{News, PastReminder, Plan, Store, StoreError};

/// Plans campaigns.
#[derive(Clone)]
pub struct Planner {
    store: Arc<Store>,
    renderer: Arc<dyn Renderer>,
    clock: Clock,
    check: ClockCheck,
}

impl Planner {
    /// The planning interval, in seconds.
    const INTERVAL: i64 = 60;
    /// News about the calls is sent within this many hours after ten in the morning. Later it waits for the next morning,
    /// and comes together with entries of that time.
    const NEWS_HOURS: i64 = 10;

    /// Plans for this store. The first owner is the author of the campaigns, and gets a report when one is paused.
    pub fn new(store: Arc<Store>, renderer: Arc<dyn Renderer>, clock: Clock, check: ClockCheck) -> Planner {
        Planner { store, renderer, clock, check }
    }

    /// Plans at every full minute, until it is told to stop.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.plan().await {
                log::error!("reminders can't be planned: {error}; trying again");
                self.store.note(&error);
            }
            let wait = Planner::INTERVAL - self.clock.now().as_second().rem_euclid(Planner::INTERVAL);
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                () = self.clock.sleep(Duration::from_secs(wait.unsigned_abs())) => {}
            }
        }
    }

    /// Launches or skips everything that has fallen due by now. By a clock that may be wrong nothing has: a reminder that is
    /// skipped never comes. While everything is frozen nothing is planned either; afterwards it is as after a standstill.
    ///
    /// # Errors
    /// When the store fails; the next planning goes on from there.
    pub async fn plan(&self) -> Result<(), StoreError> {
        if !self.check.is_right() || *self.store.frozen().borrow() {
            return Ok(());
        }
        let now = self.clock.now();
        let planned = self.store.planned_until().await?;
        let deadlines = self.store.reader().all_deadlines(&self.renderer.deadlines()).await?;
        let mut plan = self.reminders(&deadlines, planned.unwrap_or(now), now).await?;
        self.snoozed(&deadlines, now, &mut plan).await?;
        plan.news = self.news(now).await?;
        let author = self.author().await?;
        let news = plan.news.iter_mut().map(|news| &mut news.launch);
        plan.launches.iter_mut().chain(news).for_each(|launch| launch.author = author);
        for (reminder, reason) in &plan.skips {
            let Occasion { deadline, lead, .. } = &reminder.occasion;
            log::warn!("the reminder of deadline {deadline} with lead {lead} is skipped ({})", reason.code());
        }
        // Every minute is recorded, so that a long absence is noticed.
        self.store.plan(plan, now).await
    }

    /// The author of what is planned: the first owner who may send. They get a report when it is paused.
    async fn author(&self) -> Result<Option<ChatId>, StoreError> {
        let staff = self.store.staff().await?;
        Ok(staff.iter().find(|member| member.may(Right::Send)).map(|member| member.chat))
    }

    async fn reminders(
        &self,
        deadlines: &[Deadline],
        planned: Timestamp,
        now: Timestamp,
    ) -> Result<Plan, StoreError> {
        // The clock may have been set back, and a new deadline may have a reminder that was due earlier today.
        let from = later(planned.min(now), -Reminder::GRACE);
        let reader = self.store.reader();
        let key = |it: PastReminder| (it.occasion, it.slot);
        let known: BTreeSet<_> = reader.reminded(from).await?.into_iter().map(key).collect();
        let restored = self.store.restored_until(now).await?;
        let mut plan = Plan::default();
        for deadline in deadlines {
            for slot in reader.slots(deadline.topic).await? {
                for reminder in Reminder::due(deadline, &slot, from, now) {
                    if known.contains(&(reminder.occasion.clone(), reminder.slot.clone())) {
                        continue;
                    }
                    let is_late = now > reminder.until;
                    if !reader.is_wanted(&reminder, deadline.topic).await? {
                        plan.unwanted.push(reminder);
                    } else if restored.is_some_and(|restored| reminder.due <= restored) {
                        plan.skips.push((reminder, Reason::Restored));
                    } else if !is_late {
                        plan.launches.push(Planner::launch(reminder, deadline.topic));
                    } else if reminder.due > planned {
                        plan.skips.push((reminder, Reason::Late));
                    }
                }
            }
        }
        Ok(plan)
    }

    async fn snoozed(
        &self,
        deadlines: &[Deadline],
        now: Timestamp,
        plan: &mut Plan,
    ) -> Result<(), StoreError> {
        let restored = self.store.restored_until(now).await?;
        for (deadline, date, due) in self.store.reader().snoozed(now).await? {
            let topic = deadlines.iter().find(|it| it.id == deadline).map_or(Topic::Deadlines, |it| it.topic);
            let reminder = Reminder {
                occasion: Occasion { deadline, date, lead: lead(date, due) },
                slot: None,
                due,
                until: later(due, Reminder::GRACE),
            };
            if restored.is_some_and(|restored| due <= restored) {
                plan.skips.push((reminder, Reason::Restored));
            } else if now > reminder.until {
                plan.skips.push((reminder, Reason::Late));
            } else {
                plan.launches.push(Planner::launch(reminder, topic));
            }
        }
        Ok(())
    }

    fn launch(reminder: Reminder, topic: Topic) -> Launch {
        Launch {
            author: None,
            due: reminder.due,
            kind: CampaignKind::Remind(Box::new(reminder)),
            audience: Audience { groups: None, ..Audience::of(topic) },
            content: MessageVersions::default(),
            urgent: false,
            trial: false,
            paid: false,
        }
    }

    /// The campaign about entries of the time until this morning, unless one was sent today. Entries from a backup have one
    /// of their own, which waits for an owner.
    async fn news(&self, now: Timestamp) -> Result<Option<News>, StoreError> {
        let (slot, reader) = (LocalHour::default(), self.store.reader());
        let today = slot.day(now);
        let told = reader.told_at().await?;
        if told.is_some_and(|told| slot.day(told) >= today) {
            return Ok(None);
        }
        let hours = |from: Timestamp| now.duration_since(from).as_hours();
        let Some(before) =
            slot.on(today).filter(|from| (0..Planner::NEWS_HOURS).contains(&hours(*from)) && *from <= now)
        else {
            return Ok(None);
        };
        let from_backup = reader.untold(before, true).await?;
        let restored = !from_backup.is_empty();
        let entries = if restored { from_backup } else { reader.untold(before, false).await? };
        if entries.is_empty() {
            return Ok(None);
        }
        let content = self.renderer.news(&entries);
        let launch = Launch {
            author: None,
            kind: CampaignKind::Send,
            audience: Audience { groups: None, ..Audience::of(Topic::Calls) },
            content,
            due: now,
            urgent: false,
            trial: false,
            paid: false,
        };
        Ok(Some(News { launch, before, restored }))
    }
}

/// The days from a moment to a date, by the calendar at home.
fn lead(date: Date, due: Timestamp) -> i32 {
    let day = LocalHour::default().day(due);
    i32::try_from(SignedDuration::as_hours(&day.duration_until(date)) / 24).unwrap_or(i32::MAX)
}
