//! The time to find the people who are due for a reminder. It must depend on their number, and not on the number of
//! subscribers. Fails (exit code 1) if it does not. `cargo bench --bench reminders`.
//!
//! To compare versions in many rounds: `cargo bench --bench reminders -- --store FOLDER` fills the folder with a million
//! subscribers once, and measures on a copy of it.

#[path = "../tests/it/support"]
mod support {
    pub mod subscribers;
}

use std::alloc::System;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use pledge_bot::crypto::StoreKey;
use pledge_bot::domain::campaign::{CampaignKind, Launch};
use pledge_bot::domain::message::MessageVersions;
use pledge_bot::domain::{
    Audience, ChatId, ChatKind, Deadline, Lang, LocalHour, Reminder, ReminderPrefs, ReminderScope, Topic,
};
use pledge_bot::store::{Change, ChangeSet, Plan, Store};
use support::subscribers::store_all;
use zeroizing_alloc::ZeroAlloc;

/// That of the program.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// The number of people who are due, for any number of subscribers.
const DUE: u32 = 1000;
/// The number of measurements.
const ROUNDS: i16 = 15;

async fn open(folder: &std::path::Path) -> Arc<Store> {
    let (key, _) = StoreKey::load_or_create(&folder.join("store.key")).expect("a key");
    Arc::new(Store::open(&folder.join("data"), key).await.expect("the store opens"))
}

/// Adds subscribers: [`DUE`] of them get reminders at ten in Bishkek, and the others at other hours.
async fn subscribe(folder: &std::path::Path, people: u32) {
    let store = open(folder).await;
    let since = Timestamp::UNIX_EPOCH;
    let subscriber = |chat: u32| {
        // Those who are due are spread among all.
        let is_due = chat.is_multiple_of(people / DUE);
        let other =
            ["Europe/Berlin", "Asia/Seoul", "Asia/Bishkek"][usize::try_from(chat % 3).expect("an index")];
        let hour = 14 + i8::try_from(chat % 6).expect("an hour");
        let slot = if is_due { LocalHour::default() } else { LocalHour::new(hour, other).expect("an hour") };
        let list = vec![
            Change::Meet(ChatKind::Private),
            Change::SetLang(Lang::Ky),
            Change::SetTopic(Topic::Deadlines, true, since),
            Change::SetReminderPrefs(ReminderPrefs { scope: ReminderScope::All, hour: slot }, since),
        ];
        ChangeSet { chat: ChatId::new(i64::from(chat) + 1), list }
    };
    store_all(&store, (0..people).map(subscriber)).await;
    store.close().await.expect("it closes");
}

/// The median time to find the people who are due and to store their deliveries.
async fn found(people: u32) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    subscribe(folder.path(), people).await;
    found_in(folder.path()).await
}

/// The same in a folder with subscribers.
async fn found_in(folder: &std::path::Path) -> Duration {
    let store = open(folder).await;
    let slot = LocalHour::default();
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let deadline = Deadline::new(format!("d{round}"), date(2027, 3, 1), slot.zone());
        let due = slot.on(date(2027, 2, 22)).expect("a moment");
        let begun = Instant::now();
        let slots = store.reader().slots(Topic::Deadlines).await.expect("read");
        let reminders: Vec<_> =
            slots.iter().flat_map(|slot| Reminder::due(&deadline, slot, before(due), due)).collect();
        let [reminder] = &reminders[..] else { panic!("one is due, not {}", reminders.len()) };
        assert!(store.reader().is_wanted(reminder, Topic::Deadlines).await.expect("read"));
        let launch = Launch {
            author: None,
            kind: CampaignKind::Remind(Box::new(reminder.clone())),
            audience: Audience::of(Topic::Deadlines),
            content: MessageVersions::default(),
            due,
            urgent: false,
            trial: false,
            paid: false,
        };
        store.plan(Plan { launches: vec![launch], ..Plan::default() }, due).await.expect("planned");
        let campaign = store.reader().campaigns(1).await.expect("read").remove(0);
        while !store.fill(&campaign, due).await.expect("filled") {}
        times.push(begun.elapsed());
        let written = store.reader().tally(campaign.id).await.expect("read").total();
        assert_eq!(written, u64::from(DUE), "those who are due, and nobody else");
    }
    times.sort_unstable();
    times[times.len() / 2]
}

fn before(due: Timestamp) -> Timestamp {
    due.saturating_sub(SignedDuration::from_mins(1)).expect("a moment")
}

/// Measures with a million subscribers on a copy of a folder, which is filled if it is not there.
async fn measure_copy(folder: &std::path::Path) -> ExitCode {
    if !folder.exists() {
        std::fs::create_dir(folder).expect("a folder");
        subscribe(folder, 1_000_000).await;
    }
    let copy = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(copy.path().join("data")).expect("a folder");
    for part in ["", "data"] {
        for entry in folder.join(part).read_dir().expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.file_type().expect("a type").is_file() {
                std::fs::copy(entry.path(), copy.path().join(part).join(entry.file_name())).expect("copied");
            }
        }
    }
    let time = found_in(copy.path()).await;
    println!(
        "{DUE} due among the million of the folder: {:.1} ms (median of {ROUNDS})",
        time.as_secs_f64() * 1000.0
    );
    ExitCode::SUCCESS
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if let (Some("--store"), Some(folder)) = (arguments.next().as_deref(), arguments.next()) {
        return measure_copy(std::path::Path::new(&folder)).await;
    }
    let mut times = Vec::new();
    for people in [10_000, 100_000, 1_000_000] {
        let time = found(people).await;
        println!("{DUE} due among {people}: {:.1} ms (median of {ROUNDS})", time.as_secs_f64() * 1000.0);
        times.push(time.as_secs_f64());
    }
    let ratio = times.iter().copied().fold(0.0, f64::max) / times.iter().copied().fold(f64::MAX, f64::min);
    println!("the slowest takes {ratio:.2} times as long as the fastest");
    if ratio <= 1.5 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
