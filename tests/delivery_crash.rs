//! Twenty thousand get a message while the program is killed again and again, people leave, and every kind of fault is
//! met. By the transcript nobody gets it twice, everybody who can be reached gets it or is known to be unsure, and the
//! report adds up to the last one.

#[path = "support/program.rs"]
#[expect(dead_code, reason = "each test binary uses a part of it")]
mod program;

use std::{
    collections::{BTreeMap, HashMap},
    sync::atomic::{AtomicU64, Ordering},
};

use pledge_bot::{
    delivery::{Body, Content, Post, Rich},
    domain::{
        ChatId, ChatKind, Lang, Topic,
        campaign::{Audience, Job, Launch, Reason, Stage, Status, Tally},
    },
    emulator::{Emulator, Event, Fault, FaultKind, NewPerson, Options},
    sealing::StateKey,
    store::{Change, ChangeSet, Reader, Store},
};
use program::Program;
use sqlx::{Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

const RECIPIENTS: u32 = 20_000;
const FIRST: i64 = 1_000_000;
const AUTHOR: i64 = 900;
const KILLS: u64 = 50;
/// How many of the kills must come while deliveries are under way.
const IN_FLIGHT: u64 = 40;
/// How many deliveries are under way at most.
const MOST: u64 = 64;
/// Faults of each kind, some of them after the call has had its effect.
const FAULTS: u32 = 40;

/// A small generator of numbers, so that a run can be repeated (Steele, Lea, Flood: `SplitMix64`).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A store with all recipients and one campaign to them.
async fn launch(program: &Program) {
    let store = open(program).await;
    let now = pledge_bot::clock::Clock::System.now();
    let subscribe = |chat: i64| {
        let list = vec![
            Change::Meet(ChatKind::Private),
            Change::SetLang(Lang::En),
            Change::SetTopic(Topic::News, true, now),
        ];
        Some(ChangeSet { chat: ChatId(chat), list })
    };
    store.commit(None, subscribe(AUTHOR)).await.expect("stored");
    let stored = (0..i64::from(RECIPIENTS)).map(|n| store.commit(None, subscribe(FIRST + n)));
    for stored in futures_util::future::join_all(stored).await {
        stored.expect("stored");
    }
    let text = Rich { text: "The message".to_owned(), entities: Vec::new() };
    let post = Post::new(Body::Text(text));
    let content = Content { posts: [(Lang::En, post)].into(), fallback: false };
    let launch = Launch {
        author: ChatId(AUTHOR),
        job: Job::Send,
        audience: Audience::of(Topic::News),
        content: serde_json::to_vec(&content).expect("plain data"),
        due: now,
        urgent: true,
        trial: false,
        paid: false,
    };
    let list = vec![Change::SetTopic(Topic::News, false, now), Change::Launch(Box::new(launch), now)];
    store.commit(None, Some(ChangeSet { chat: ChatId(AUTHOR), list })).await.expect("launched");
    store.close().await.expect("closed");
}

async fn open(program: &Program) -> Store {
    let (key, _) = StateKey::load_or_create(&program.folder().join("state.key")).expect("a key");
    let (data, list) = (program.folder().join("data"), program.folder().join("opt-outs.list"));
    Store::open_with_list(&data, key, &list).await.expect("the store opens")
}

/// The one campaign: where it stands, and how its deliveries do.
async fn state(program: &Program) -> (Stage, Tally) {
    let reader = Reader::open_copy(&program.folder().join("data")).await.expect("the store");
    let campaign = reader.campaigns(1).await.expect("read").remove(0);
    let tally = reader.tally(campaign.id).await.expect("read");
    (campaign.stage, tally)
}

/// Eight of a hundred have blocked the bot, and one of a hundred is no more.
fn leave(emulator: &Emulator) -> u64 {
    let mut left = 0;
    for n in 0..i64::from(RECIPIENTS) {
        match n % 100 {
            0..8 => emulator.block(FIRST + n).expect("they block"),
            8 => emulator.deactivate(FIRST + n).expect("they are deleted"),
            _ => continue,
        }
        left += 1;
    }
    left
}

/// Has Telegram forget that people left, so that the bot learns it from its sends.
async fn forget_updates(emulator: &Emulator) {
    let url = format!("{}/bot{}/getUpdates", emulator.url(), program::TOKEN);
    let client = reqwest::Client::new();
    let mut offset = 0;
    while emulator.pending_updates() > 0 {
        let page = client.get(format!("{url}?offset={offset}")).send().await.expect("an answer");
        let page: serde_json::Value =
            serde_json::from_str(&page.text().await.expect("a body")).expect("JSON");
        let last = page["result"].as_array().and_then(|all| all.last()).map(|last| &last["update_id"]);
        offset = last.and_then(serde_json::Value::as_i64).map_or(offset, |id| id + 1);
    }
}

/// Orders faults of every kind, spread over recipients who can be reached; gives how many leave it open whether the message
/// arrived.
fn harm(emulator: &Emulator) -> u64 {
    let kinds: [(FaultKind, bool, bool); 9] = [
        (FaultKind::TooManyRequests, false, false),
        (FaultKind::BadRequest, false, false),
        (FaultKind::Reset, false, true),
        (FaultKind::Reset, true, true),
        (FaultKind::HtmlBody, false, true),
        (FaultKind::HtmlBody, true, true),
        (FaultKind::Truncated, true, true),
        (FaultKind::ServerError, false, true),
        (FaultKind::ServerError, true, true),
    ];
    let mut ambiguous = 0;
    for (nth, (kind, after, unsure)) in (0_i64..).zip(kinds) {
        // teloxide sleeps ten seconds on each of these: a few are enough.
        let count = if kind == FaultKind::ServerError || kind == FaultKind::HtmlBody { 4 } else { FAULTS };
        for n in 0..i64::from(count) {
            let chat = FIRST + 100 * (n * 4 + 1) + 20 + nth;
            let fault = Fault::new(kind).chat(chat).method("sendMessage");
            let fault = if kind == FaultKind::TooManyRequests { fault.retry_after(1) } else { fault };
            let _ = emulator.fault(if after { fault.after() } else { fault });
            ambiguous += u64::from(unsure);
        }
    }
    ambiguous
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_thousand_get_it_once_over_fifty_kills() {
    let seed = 20_231_210;
    println!("seed {seed}");
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let author = NewPerson { id: Some(AUTHOR), started: true, ..NewPerson::new("Author", "en") };
    emulator.person(&author).expect("a person");
    emulator.crowd(FIRST, RECIPIENTS, "en").expect("people");
    let left = leave(&emulator);
    let ambiguous = harm(&emulator);
    let program = Program::new(&emulator)
        .with("RUST_LOG", "warn")
        .with("QUIET_HOURS", "none")
        .with("SEND_PER_SECOND", "300")
        .with("SEND_PER_CHAT_PER_MINUTE", "100000");
    forget_updates(&emulator).await;
    launch(&program).await;

    let (mut random_state, mut in_flight, mut leavers) = (seed, 0, BTreeMap::new());
    for kill in 1..=KILLS {
        let running = program.start();
        // Some hundreds get through between two kills; then it is ended at a moment that nobody chose.
        let more = random(&mut random_state) % 300;
        let sent = AtomicU64::new(0);
        let is_enough = |event: &Event| {
            event.kind == "sent" && event.chat >= FIRST && sent.fetch_add(1, Ordering::Relaxed) >= more
        };
        emulator.next_event(emulator.seq(), is_enough).await.expect("messages go out");
        running.kill();
        let (_, tally) = state(&program).await;
        in_flight += u64::from(tally.of(Status::Sending) > 0);
        assert!(tally.of(Status::Sending) <= MOST, "{tally:?}");
        if kill % 10 == 0 {
            some_leave(&program, &mut leavers, i64::try_from(kill).expect("few")).await;
        }
    }
    let running = program.start();
    let (stage, tally) = report(&emulator, &program).await;
    assert_eq!(running.signal("TERM"), Some(0));

    println!("{in_flight} of {KILLS} kills met deliveries under way; {tally:?}");
    assert!(in_flight >= IN_FLIGHT, "only {in_flight} of the kills met deliveries under way");
    assert_eq!(stage, Stage::Done);
    each_is_accounted_for(&emulator, &program, &leavers).await;
    assert_eq!((tally.total(), tally.open()), (u64::from(RECIPIENTS), 0), "it adds up to the last one");
    let unsure = tally.of(Status::Unsure);
    assert!(unsure <= MOST * KILLS + ambiguous, "{unsure} are unsure");
    let reachable = u64::from(RECIPIENTS) - left - leavers.len() as u64 - tally.of(Status::Failed);
    assert!(tally.of(Status::Sent) * 100 >= reachable * 95, "of {reachable} who can be reached");
}

/// Waits for the report, and gives how the campaign stands then.
async fn report(emulator: &Emulator, program: &Program) -> (Stage, Tally) {
    let mut seq = 0;
    loop {
        let told = emulator.next_event(seq, |event| event.chat == AUTHOR).await;
        seq = told.expect("the author hears of it").seq;
        let state = state(program).await;
        if state.0.is_over() {
            return state;
        }
    }
}

/// Twenty switch the topic off, and twenty are erased, as the bot itself would have it.
async fn some_leave(program: &Program, leavers: &mut BTreeMap<i64, Reason>, kill: i64) {
    let store = open(program).await;
    for n in 0..40_i64 {
        // Behind all who are met before the last kill, and none of those who have left anyway.
        let chat = FIRST + 16_000 + 100 * n + 10 + kill;
        let (change, reason) =
            if n % 2 == 0 { (Change::StopAll, Reason::Stopped) } else { (Change::Erase, Reason::Erased) };
        let set = ChangeSet { chat: ChatId(chat), list: vec![change] };
        store.commit(None, Some(set)).await.expect("stored");
        leavers.insert(chat, reason);
    }
    store.close().await.expect("closed");
}

/// What the store says of each agrees with what the transcript shows.
async fn each_is_accounted_for(emulator: &Emulator, program: &Program, leavers: &BTreeMap<i64, Reason>) {
    let mut heard = HashMap::<i64, u32>::new();
    for event in emulator.events_after(0).expect("all events are kept") {
        if event.kind == "sent" && event.chat >= FIRST {
            *heard.entry(event.chat).or_default() += 1;
        }
    }
    let twice: Vec<_> = heard.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "these got it twice: {twice:?}");
    let path = program.folder().join("data/pledge.db");
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.expect("the store");
    let rows = sqlx::query("SELECT chat_id, status, reason FROM deliveries").fetch_all(&mut connection).await;
    let mut rows_of = HashMap::new();
    for row in rows.expect("read") {
        let (chat, status, reason): (i64, i64, Option<String>) = (row.get(0), row.get(1), row.get(2));
        rows_of.insert(chat, (Status::ALL[usize::try_from(status).expect("a status")], reason));
    }
    for n in 0..i64::from(RECIPIENTS) {
        let chat = FIRST + n;
        let (heard, leaver) = (heard.get(&chat).copied().unwrap_or(0), leavers.get(&chat));
        let Some((status, reason)) = rows_of.get(&chat) else {
            assert_eq!((leaver, heard), (Some(&Reason::Erased), 0), "chat {chat} is missing");
            continue;
        };
        let is_true = match (status, reason.as_deref()) {
            (Status::Sent, None) => heard == 1,
            (Status::Gone, Some("blocked")) => n % 100 < 8 && heard == 0,
            (Status::Gone, Some("deactivated")) => n % 100 == 8 && heard == 0,
            (Status::Skipped, Some("stopped")) => leaver == Some(&Reason::Stopped) && heard == 0,
            (Status::Failed, Some("refused")) => n % 100 == 21 && heard == 0,
            (Status::Unsure, Some("crash" | "connection")) => true,
            _ => false,
        };
        assert!(is_true, "chat {chat}: {status:?} {reason:?}, heard {heard} times");
    }
}
