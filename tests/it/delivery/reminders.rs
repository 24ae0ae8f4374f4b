//! Reminders of deadlines: everybody gets each one once, at their own hour, whatever the clock does.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use pledge_bot::campaigns::{DeliveryPolicy, Planner};
use pledge_bot::domain::campaign::{DeliveryStatus, Order, Pause, Reason, Stage};
use pledge_bot::domain::reminder::Snooze;
use pledge_bot::domain::{
    CallStatus, ChatId, Deadline, Lang, LocalHour, QuietHours, ReminderPrefs, ReminderScope, Retention,
    StatusEntry, Topic,
};
use pledge_bot::store::Change;

use crate::support::delivery_harness::{AUTHOR, DeliveryHarness, FIRST, Plain};

const DAY: SignedDuration = SignedDuration::from_hours(24);

impl DeliveryHarness {
    /// Plans what is due, and delivers it.
    pub async fn reminds(&self) {
        self.plans().await;
        self.works().await;
    }

    /// Plans what is due.
    pub async fn plans(&self) {
        self.telegram_answers();
        let (store, check) = (Arc::clone(&self.store), self.gate.check().clone());
        let planner = Planner::new(store, Arc::new(Plain), self.clock.clone(), check);
        planner.plan().await.expect("the store works");
    }

    /// Staff set a deadline on this day.
    pub async fn sets(&self, day: &str, leads: &[i32]) -> String {
        let zone = TimeZone::get("Asia/Bishkek").expect("a zone");
        let new = Deadline::new(String::new(), day.parse().expect("a date"), zone);
        let titles = BTreeMap::from([(Lang::En, "Report".to_owned())]);
        let deadline = Deadline { leads: leads.to_vec(), titles, ..new };
        self.set(deadline, None).await;
        let all = self.store.reader().deadlines().await.expect("read");
        let newest = all.iter().max_by_key(|it| it.id.parse::<u32>().expect("a number"));
        newest.expect("it is set").id.clone()
    }

    /// Staff set a deadline, or change the one with this ID.
    pub async fn set(&self, deadline: Deadline, replaces: Option<String>) {
        let now = self.clock.now();
        self.change(AUTHOR, vec![Change::SetDeadline(Box::new(deadline), replaces, now)]).await;
    }

    /// Staff move a deadline to another day.
    pub async fn moves(&self, id: &str, day: &str) {
        let all = self.store.reader().deadlines().await.expect("read");
        let old = all.into_iter().find(|it| it.id == id).expect("it is set");
        self.set(Deadline { date: day.parse().expect("a date"), ..old }, Some(id.to_owned())).await;
    }

    /// A person switches reminders on, at this hour of this zone.
    pub async fn wants(&self, chat: ChatId, scope: ReminderScope, hour: i8, zone: &str) {
        let now = self.clock.now();
        let prefs = ReminderPrefs { scope, hour: LocalHour::new(hour, zone).expect("a slot") };
        let list = vec![Change::SetTopic(Topic::Deadlines, true, now), Change::SetReminderPrefs(prefs, now)];
        self.change(chat, list).await;
    }

    /// Moves the clock to a moment.
    pub fn until(&self, moment: &str) {
        let moment: Timestamp = moment.parse().expect("a timestamp");
        self.later(moment.duration_since(self.clock.now()));
    }

    /// Staff enter the status of a call.
    pub async fn enters(&self) {
        self.later(SignedDuration::from_secs(1));
        let now = self.clock.now();
        let entry = StatusEntry {
            call: "authorities-laws".parse().expect("an id"),
            status: CallStatus::InProgress,
            date: date(2026, 11, 25),
            notes: BTreeMap::from([(Lang::En, "A bill".to_owned())]),
            link: "https://example.org/".to_owned(),
        };
        self.change(AUTHOR, vec![Change::EnterStatus(Box::new(entry), now)]).await;
    }

    /// The first line of each message that a chat got.
    pub fn lines(&self, chat: ChatId) -> Vec<String> {
        let first = |text: String| text.lines().next().unwrap_or_default().to_owned();
        self.heard(chat).into_iter().map(first).collect()
    }
}

fn chat(nth: i64) -> ChatId {
    ChatId::new(FIRST + nth)
}

#[tokio::test]
async fn each_chat_is_reminded_once_at_its_own_hour() {
    let harness = DeliveryHarness::with(3).await;
    harness.wants(chat(0), ReminderScope::All, 10, "Asia/Bishkek").await;
    harness.wants(chat(1), ReminderScope::All, 9, "Europe/Berlin").await;
    let id = harness.sets("2026-12-05", &[7, 1]).await;
    harness.until("2026-11-28T03:59:59Z");
    harness.reminds().await;
    assert!(harness.heard(chat(0)).is_empty(), "not a second too early");
    for moment in
        ["2026-11-28T04:00:00Z", "2026-11-28T04:01:00Z", "2026-11-28T08:00:00Z", "2026-11-28T09:00:00Z"]
    {
        harness.until(moment);
        harness.reminds().await;
        harness.reminds().await;
    }
    let said = format!("en {id} 2026-12-05 Left(7)");
    assert_eq!(harness.lines(chat(0)), std::slice::from_ref(&said));
    assert_eq!(harness.lines(chat(1)), [said]);
    assert!(harness.heard(chat(2)).is_empty(), "who did not switch them on hears nothing");
    assert!(harness.heard(AUTHOR).is_empty(), "nobody is told how a reminder went");
}

#[tokio::test]
async fn a_chat_gets_only_the_reminders_that_it_chose() {
    let harness = DeliveryHarness::with(3).await;
    for (nth, which) in (0..).zip([ReminderScope::All, ReminderScope::Week, ReminderScope::Day]) {
        harness.wants(chat(nth), which, 10, "Asia/Bishkek").await;
    }
    harness.sets("2026-12-30", &[30, 7, 0, -1]).await;
    for _ in 0..40 {
        harness.later(DAY);
        harness.reminds().await;
    }
    let heard: Vec<_> = (0..3).map(|nth| harness.heard(chat(nth)).len()).collect();
    assert_eq!(heard, [4, 2, 1]);
}

#[tokio::test]
async fn a_changed_clock_repeats_no_reminder() {
    let harness = DeliveryHarness::with(1).await;
    harness.wants(chat(0), ReminderScope::All, 10, "Asia/Bishkek").await;
    harness.sets("2026-12-05", &[7, 6, 5]).await;
    harness.until("2026-11-28T04:00:00Z");
    harness.reminds().await;
    harness.later(-SignedDuration::from_hours(1));
    harness.reminds().await;
    harness.later(SignedDuration::from_hours(1));
    harness.reminds().await;
    assert_eq!(harness.heard(chat(0)).len(), 1, "back an hour");
    harness.later(DAY);
    harness.reminds().await;
    assert_eq!(harness.heard(chat(0)).len(), 2, "forward a day");
    harness.later(-DAY);
    harness.reminds().await;
    harness.later(DAY + DAY);
    harness.reminds().await;
    assert_eq!(harness.heard(chat(0)).len(), 3, "what was due meanwhile came once");
}

#[tokio::test]
async fn reminders_during_a_sleep_of_the_machine_are_sent_once_or_recorded_as_skipped() {
    let mut harness = DeliveryHarness::with(1).await;
    harness.wants(chat(0), ReminderScope::All, 10, "Asia/Bishkek").await;
    let id = harness.sets("2026-12-05", &[3, 2, 1]).await;
    harness.reminds().await;
    harness.until("2026-12-04T09:00:00Z");
    harness.restart().await;
    harness.reminds().await;
    assert_eq!(harness.lines(chat(0)), [format!("en {id} 2026-12-05 Left(1)")]);
    let reminded = harness.store.reader().reminded_of(&id, 10).await.expect("read");
    let skipped: Vec<_> = reminded.iter().map(|it| (it.occasion.lead, it.skipped)).collect();
    assert_eq!(skipped, [(1, None), (2, Some(Reason::Late)), (3, Some(Reason::Late))]);
}

#[tokio::test]
async fn a_reminder_that_is_too_late_goes_to_nobody() {
    let harness = DeliveryHarness::ruled(1, quiet()).await;
    harness.wants(chat(0), ReminderScope::All, 23, "Asia/Bishkek").await;
    harness.sets("2026-12-05", &[2, 1]).await;
    harness.until("2026-12-03T17:00:00Z");
    harness.reminds().await;
    assert!(harness.heard(chat(0)).is_empty(), "it is night");
    harness.until("2026-12-04T18:00:00Z");
    harness.works().await;
    let campaign = harness.store.reader().campaigns(1).await.expect("read")[0].id;
    assert_eq!(harness.stage(campaign).await, Stage::Cancelled);
    assert_eq!(harness.count(campaign, DeliveryStatus::Skipped, Some(Reason::Late)).await, 1);
}

#[tokio::test]
async fn nobody_is_reminded_of_a_deadline_that_was_changed_or_removed() {
    let harness = DeliveryHarness::ruled(1, quiet()).await;
    harness.wants(chat(0), ReminderScope::All, 23, "Asia/Bishkek").await;
    let (moved, removed) = (harness.sets("2026-12-05", &[2]).await, harness.sets("2026-12-05", &[2]).await);
    harness.until("2026-12-03T17:00:00Z");
    harness.reminds().await;
    harness.moves(&moved, "2026-12-20").await;
    let now = harness.clock.now();
    harness.change(AUTHOR, vec![Change::RemoveDeadline(removed, now)]).await;
    harness.until("2026-12-04T03:00:00Z");
    harness.reminds().await;
    assert!(harness.heard(chat(0)).is_empty());
    for campaign in harness.store.reader().campaigns(2).await.expect("read") {
        assert_eq!(harness.count(campaign.id, DeliveryStatus::Skipped, Some(Reason::Changed)).await, 1);
    }
    harness.until("2026-12-18T17:00:00Z");
    harness.reminds().await;
    harness.until("2026-12-19T03:00:00Z");
    harness.reminds().await;
    assert_eq!(
        harness.lines(chat(0)),
        [format!("en {moved} 2026-12-20 Left(1)")],
        "at the new date it is another one"
    );
}

#[tokio::test]
async fn a_chat_that_moves_to_another_hour_gets_a_reminder_once() {
    let harness = DeliveryHarness::with(1).await;
    harness.wants(chat(0), ReminderScope::All, 10, "Asia/Bishkek").await;
    harness.sets("2026-12-05", &[7]).await;
    harness.until("2026-11-28T04:00:00Z");
    harness.reminds().await;
    harness.wants(chat(0), ReminderScope::All, 12, "Asia/Bishkek").await;
    harness.until("2026-11-28T06:00:00Z");
    harness.reminds().await;
    assert_eq!(harness.heard(chat(0)).len(), 1);
}

#[tokio::test]
async fn a_snoozed_reminder_comes_again_and_ends_with_the_topic() {
    let harness = DeliveryHarness::with(2).await;
    let id = harness.sets("2026-12-25", &[25]).await;
    for nth in 0..2 {
        harness.wants(chat(nth), ReminderScope::All, 10, "Asia/Bishkek").await;
        let due = "2026-12-01T04:00:00Z".parse().expect("a timestamp");
        let snooze = Snooze { chat: chat(nth), deadline: id.clone(), date: date(2026, 12, 25), due };
        harness.change(chat(nth), vec![Change::Snooze(snooze)]).await;
    }
    harness.change(chat(1), vec![Change::StopAll]).await;
    harness.until("2026-12-01T04:00:00Z");
    harness.plans().await;
    harness.plans().await;
    harness.reminds().await;
    harness.reminds().await;
    assert_eq!(harness.lines(chat(0)), [format!("en {id} 2026-12-25 Left(24)")]);
    assert!(harness.heard(chat(1)).is_empty());
}

#[tokio::test]
async fn after_a_backup_was_restored_nobody_is_reminded_twice() {
    let mut harness = DeliveryHarness::with(1).await;
    harness.wants(chat(0), ReminderScope::All, 10, "Asia/Bishkek").await;
    let id = harness.sets("2026-12-05", &[7]).await;
    harness.until("2026-11-28T05:00:00Z");
    // It is planned for the first time when the other machine's clock is right again.
    harness.restores(SignedDuration::from_hours(-2)).await;
    harness.later(SignedDuration::from_mins(121));
    harness.reminds().await;
    assert!(harness.heard(chat(0)).is_empty());
    let reminded = harness.store.reader().reminded_of(&id, 10).await.expect("read");
    assert_eq!(reminded[0].skipped, Some(Reason::Restored));
}

#[tokio::test]
async fn quiet_hours_are_those_of_the_recipient() {
    let harness = DeliveryHarness::ruled(2, quiet()).await;
    harness.wants(chat(1), ReminderScope::All, 10, "America/New_York").await;
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    assert_eq!((harness.heard(chat(0)).len(), harness.heard(chat(1)).len()), (1, 0), "midnight in New York");
    assert_eq!(harness.stage(id).await, Stage::Running);
    harness.until("2026-11-25T13:00:00Z");
    harness.works().await;
    assert_eq!(harness.heard(chat(1)).len(), 1);
    assert_eq!(harness.stage(id).await, Stage::Done);
}

#[tokio::test]
async fn new_call_statuses_are_sent_once_a_day() {
    let harness = DeliveryHarness::with(1).await;
    let now = harness.clock.now();
    harness.change(chat(0), vec![Change::SetTopic(Topic::Calls, true, now)]).await;
    harness.enters().await;
    harness.enters().await;
    harness.reminds().await;
    assert!(harness.heard(chat(0)).is_empty(), "there may be more today");
    harness.until("2026-11-26T04:00:00Z");
    harness.reminds().await;
    harness.enters().await;
    for _ in 0..20 {
        harness.later(SignedDuration::from_hours(1));
        harness.reminds().await;
    }
    assert_eq!(harness.lines(chat(0)), ["2 entries"]);
    harness.until("2026-11-27T04:00:00Z");
    harness.reminds().await;
    assert_eq!(harness.lines(chat(0)), ["2 entries", "1 entries"]);
}

#[tokio::test]
async fn call_statuses_of_a_late_evening_are_sent_once() {
    let harness = DeliveryHarness::ruled(1, quiet()).await;
    let now = harness.clock.now();
    harness.change(chat(0), vec![Change::SetTopic(Topic::Calls, true, now)]).await;
    harness.enters().await;
    // The machine sleeps from then on until an hour before midnight in Bishkek.
    harness.until("2026-11-26T17:00:00Z");
    harness.reminds().await;
    harness.enters().await;
    harness.until("2026-11-27T02:00:00Z");
    harness.reminds().await;
    let morning = harness.heard(chat(0)).len();
    harness.until("2026-11-27T04:00:00Z");
    harness.reminds().await;
    assert_eq!((morning, harness.lines(chat(0))), (0, vec!["2 entries".to_owned()]));
}

/// Nothing goes out from ten in the evening to eight in the morning.
pub fn quiet() -> DeliveryPolicy {
    let zone = TimeZone::get("Asia/Bishkek").expect("a zone");
    let time = |hour| jiff::civil::time(hour, 0, 0, 0);
    DeliveryPolicy {
        quiet: Some(QuietHours { from: time(22), until: time(8), zone }),
        ..DeliveryPolicy::default()
    }
}

#[tokio::test]
async fn news_of_calls_from_a_backup_wait_for_an_owner() {
    let mut harness = DeliveryHarness::with(1).await;
    let now = harness.clock.now();
    harness.change(chat(0), vec![Change::SetTopic(Topic::Calls, true, now)]).await;
    harness.enters().await;
    harness.enters().await;
    // The bot may have sent them before it was lost. The clock of the other machine is two hours behind.
    harness.restores(SignedDuration::from_hours(-2)).await;
    harness.enters().await;
    harness.until("2026-11-26T04:00:00Z");
    harness.reminds().await;
    let id = harness.store.reader().campaigns(1).await.expect("read")[0].id;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Late));
    assert!(harness.heard(chat(0)).is_empty());
    assert!(harness.told().starts_with("paused:late"), "{}", harness.told());
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.lines(chat(0)), ["2 entries"]);
    // What was entered since the restore goes out by itself.
    harness.until("2026-11-27T04:00:00Z");
    harness.reminds().await;
    assert_eq!(harness.lines(chat(0)), ["2 entries", "1 entries"]);
}

#[tokio::test]
async fn a_reminder_that_was_under_way_in_a_backup_is_not_sent() {
    let mut harness = DeliveryHarness::with(1).await;
    harness.wants(chat(0), ReminderScope::All, 10, "Asia/Bishkek").await;
    harness.sets("2026-12-05", &[7]).await;
    harness.until("2026-11-28T04:00:00Z");
    harness.plans().await;
    harness.restores(SignedDuration::from_hours(-2)).await;
    harness.works().await;
    assert!(harness.heard(chat(0)).is_empty());
}

#[tokio::test]
async fn an_hour_and_zone_of_one_person_are_swept_with_the_deliveries() {
    const REMINDERS: &str = "SELECT COUNT(*) FROM reminders WHERE slot LIKE '%Adak%'";
    const CAMPAIGNS: &str = "SELECT COUNT(*) FROM campaigns WHERE reminder LIKE '%Adak%'";
    let harness = DeliveryHarness::with(1).await;
    harness.wants(chat(0), ReminderScope::All, 21, "America/Adak").await;
    let id = harness.sets("2026-12-05", &[7, 1]).await;
    harness.until("2026-11-29T07:00:00Z");
    harness.reminds().await;
    assert_eq!(harness.heard(chat(0)).len(), 1);
    // A reminder that nobody wanted any more leaves a trace too.
    harness.change(chat(0), vec![Change::Erase]).await;
    harness.works().await;
    assert_eq!((harness.rows(REMINDERS).await, harness.rows(CAMPAIGNS).await), (1, 1));
    let keep = Retention::default();
    harness.later(keep.deliveries - SignedDuration::from_hours(1));
    harness.store.sweep(harness.clock.now(), &keep).await.expect("swept");
    assert_eq!(harness.rows(REMINDERS).await, 1);
    harness.later(SignedDuration::from_hours(2));
    harness.store.sweep(harness.clock.now(), &keep).await.expect("swept");
    assert_eq!((harness.rows(REMINDERS).await, harness.rows(CAMPAIGNS).await), (0, 0));
    assert!(harness.store.reader().reminded_of(&id, 10).await.expect("read").is_empty());
    let campaign = harness.store.reader().campaigns(1).await.expect("read").remove(0);
    assert_eq!(harness.tally(campaign.id).await.total(), 1, "the count stays");
}
