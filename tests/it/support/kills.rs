//! A message goes to many people while the program is killed again and again, people leave, and every kind of fault occurs.
//! The emulator's transcript then shows that nobody got the message twice, that everybody who can be reached got it or is
//! counted as unsure, and that the report adds up to the last recipient.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use pledge_bot::crypto::IdKey;
use pledge_bot::domain::campaign::{DeliveryStatus, Reason, Stage, Tally};
use pledge_bot::domain::{ChatId, StoredId};
use pledge_bot::emulator::{Emulator, EmulatorEvent, FaultKind, InjectedFault};
use pledge_bot::store::{Change, ChangeSet, Reader};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, Row, SqliteConnection};

use super::campaign;
use super::campaign::{AUTHOR, FIRST};
use super::program::Program;
use super::token::TOKEN;

/// The smallest audience. For a larger one, the counts and rates below grow in proportion; the number of kills does not.
const UNIT: u32 = 20_000;
const KILLS: u64 = 50;
/// The number of kills that must happen while deliveries are in flight.
const IN_FLIGHT: u64 = 40;
/// The most deliveries in flight.
const MOST: u64 = 64;
/// For an audience of [`UNIT`]: messages a second, the most messages between two kills, the faults of each kind, and the people
/// who leave at every tenth kill.
const PER_SECOND: u32 = 300;
const BETWEEN: u64 = 300;
const EACH: i64 = 40;
const LEAVERS: usize = 40;
/// The number of people who send `/stop` around their turn, after each start.
const SUDDEN: i64 = 12;
/// In every four hundred recipients, those from this position on meet a fault, one for each of [`FAULTS`].
const HARMED: i64 = 20;
/// Every kind of fault, whether it comes after the call took effect, and Telegram's words if it is a refusal.
const FAULTS: [(FaultKind, bool, &str); 13] = [
    (FaultKind::TooManyRequests, false, ""),
    (FaultKind::Reset, false, ""),
    (FaultKind::Reset, true, ""),
    (FaultKind::HtmlBody, false, ""),
    (FaultKind::HtmlBody, true, ""),
    (FaultKind::Truncated, true, ""),
    (FaultKind::ServerError, false, ""),
    (FaultKind::ServerError, true, ""),
    (FaultKind::BadRequest, false, "Bad Request: something new"),
    (FaultKind::BadRequest, false, "Bad Request: chat not found"),
    (FaultKind::BadRequest, false, "Bad Request: not enough rights to send text messages to the chat"),
    (FaultKind::Forbidden, false, "Forbidden: bot was kicked from the group chat"),
    (FaultKind::Forbidden, false, "Forbidden: bot can't initiate conversation with a user"),
];
/// The status and reason of each refusal, in the order of [`FAULTS`].
const REFUSALS: [(DeliveryStatus, Reason); 5] = [
    (DeliveryStatus::Failed, Reason::Refused),
    (DeliveryStatus::Gone, Reason::NotFound),
    (DeliveryStatus::Failed, Reason::NoRights),
    (DeliveryStatus::Gone, Reason::Kicked),
    (DeliveryStatus::Gone, Reason::NotStarted),
];

/// The result of a run.
pub struct Outcome {
    recipients: u32,
    in_flight: u64,
    twice: usize,
    tally: Tally,
    /// The promises that were broken.
    pub broken: Vec<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Outcome { recipients, in_flight, twice, tally, .. } = self;
        write!(f, "{recipients} recipients, {KILLS} kills, {in_flight} of them with deliveries in flight:")?;
        for status in [
            DeliveryStatus::Sent,
            DeliveryStatus::Unsure,
            DeliveryStatus::Skipped,
            DeliveryStatus::Gone,
            DeliveryStatus::Failed,
        ] {
            write!(f, " {} {},", tally.of(status), status.code())?;
        }
        write!(f, " {twice} got it twice")
    }
}

/// The emulator, the program, and what the test knows about the people.
struct Scene {
    emulator: Emulator,
    program: Program,
    recipients: u32,
    /// The number of recipients in units of [`UNIT`].
    scale: u32,
    leavers: BTreeMap<i64, Reason>,
    /// People who send `/stop` while the program runs, just before or after their turn.
    sudden: BTreeSet<i64>,
    /// The recipients in the order in which they get the message: that of their stored forms.
    turn: Vec<i64>,
    broken: Vec<String>,
}

/// The effect of the faults.
struct Harm {
    /// Faults after which nobody knows whether the message arrived.
    ambiguous: u64,
    /// Recipients who cannot be reached.
    refused: u64,
}

/// Sends to `recipients`, [`UNIT`] or more. The seed decides when the kills happen.
pub async fn run(recipients: u32, seed: u64) -> Outcome {
    let scale = recipients / UNIT;
    let emulator = campaign::emulator(recipients).await;
    let program = Program::new(emulator.url())
        .with("RUST_LOG", "warn")
        .with("OWNER_IDS", &campaign::AUTHOR.telegram_number().to_string())
        .with("QUIET_HOURS", "none")
        .with("SEND_PER_SECOND", &(PER_SECOND * scale).to_string())
        .with("SEND_PER_CHAT_PER_MINUTE", "100000");
    let (leavers, sudden, turn, broken) = (BTreeMap::new(), BTreeSet::new(), Vec::new(), Vec::new());
    let mut scene = Scene { emulator, program, recipients, scale, leavers, sudden, turn, broken };
    let left = scene.leave();
    let Harm { ambiguous, refused } = scene.harm();
    scene.forget_updates().await;
    campaign::subscribe(scene.program.folder(), recipients).await;
    let store = campaign::open(scene.program.folder()).await;
    campaign::launch_now(&store, false).await;
    scene.turn = (FIRST..FIRST + i64::from(recipients)).collect();
    scene.turn.sort_by_cached_key(|chat| store.stored_id(ChatId::new(*chat)));
    store.close().await.expect("it closes");

    let in_flight = scene.kill_often(seed).await;
    let running = scene.program.start();
    let (stage, tally) = scene.report().await;
    let ended = running.signal("TERM");
    scene.check(ended == Some(0), || format!("the program ended with {ended:?}"));
    scene.check(in_flight >= IN_FLIGHT, || format!("only {in_flight} kills met deliveries in flight"));
    scene.check(stage == Stage::Done, || format!("the campaign is {}", stage.code()));
    let twice = scene.each_is_accounted_for().await;
    let adds_up = (tally.total(), tally.open()) == (u64::from(recipients), 0);
    scene.check(adds_up, || format!("it does not add up to the last one: {tally:?}"));
    let unsure = tally.of(DeliveryStatus::Unsure);
    scene.check(unsure <= MOST * KILLS + ambiguous, || format!("{unsure} are unsure"));
    let away = left + refused + (scene.leavers.len() + scene.sudden.len()) as u64;
    let reachable = u64::from(recipients) - away;
    let sent = tally.of(DeliveryStatus::Sent);
    scene.check(sent * 100 >= reachable * 95, || format!("{sent} of {reachable} who can be reached got it"));
    Outcome { recipients, in_flight, twice, tally, broken: scene.broken }
}

impl Scene {
    fn check(&mut self, is_kept: bool, what: impl FnOnce() -> String) {
        if !is_kept {
            self.broken.push(what());
        }
    }

    /// Eight of a hundred block the bot, and one of a hundred deletes the account; gives their number.
    fn leave(&self) -> u64 {
        let mut left = 0;
        for n in 0..i64::from(self.recipients) {
            match n % 100 {
                0..8 => self.emulator.block(FIRST + n).expect("they block"),
                8 => self.emulator.deactivate(FIRST + n).expect("they are deleted"),
                _ => continue,
            }
            left += 1;
        }
        left
    }

    /// Schedules faults of every kind, spread over recipients who can be reached.
    fn harm(&self) -> Harm {
        let mut harm = Harm { ambiguous: 0, refused: 0 };
        for (nth, (kind, after, description)) in (0_i64..).zip(FAULTS) {
            // teloxide sleeps for ten seconds on each of these, so a few are enough.
            let is_slow = kind == FaultKind::ServerError || kind == FaultKind::HtmlBody;
            let count = if is_slow { 4 } else { EACH * i64::from(self.scale) };
            for n in 0..count {
                let chat = FIRST + 100 * (n * 4 + 1) + HARMED + nth;
                let fault = InjectedFault::new(kind).chat(chat).method("sendMessage");
                let fault = match kind {
                    FaultKind::TooManyRequests => fault.retry_after(1),
                    FaultKind::BadRequest | FaultKind::Forbidden => fault.description(description),
                    _ => fault,
                };
                let _ = self.emulator.fault(if after { fault.after() } else { fault });
                let is_refused = matches!(kind, FaultKind::BadRequest | FaultKind::Forbidden);
                harm.refused += u64::from(is_refused);
                harm.ambiguous += u64::from(!is_refused && kind != FaultKind::TooManyRequests);
            }
        }
        harm
    }

    /// Drops the updates that say who left, so that the bot learns it from its sends.
    async fn forget_updates(&self) {
        let url = format!("{}/bot{}/getUpdates", self.emulator.url(), TOKEN);
        let client = reqwest::Client::new();
        let mut offset = 0;
        while self.emulator.pending_updates() > 0 {
            let page = client.get(format!("{url}?offset={offset}")).send().await.expect("an answer");
            let page: serde_json::Value =
                serde_json::from_str(&page.text().await.expect("a body")).expect("JSON");
            let last = page["result"].as_array().and_then(|all| all.last()).map(|last| &last["update_id"]);
            offset = last.and_then(serde_json::Value::as_i64).map_or(offset, |id| id + 1);
        }
    }

    /// Starts and kills the program; gives the number of kills with deliveries in flight.
    async fn kill_often(&mut self, seed: u64) -> u64 {
        let (mut random, mut in_flight) = (fastrand::Rng::with_seed(seed), 0);
        for kill in 1..=KILLS {
            let mut running = self.program.start();
            self.some_say_stop();
            // Some messages get through; then the program is killed at a random moment.
            let more = random.u64(..BETWEEN * u64::from(self.scale));
            let sent = AtomicU64::new(0);
            let is_enough =
                |event: &EmulatorEvent| is_message(event) && sent.fetch_add(1, Ordering::Relaxed) >= more;
            self.emulator.next_event(self.emulator.seq(), is_enough).await.expect("messages go out");
            running.kill();
            let (_, tally) = self.state().await;
            let sending = tally.of(DeliveryStatus::Sending);
            in_flight += u64::from(sending > 0);
            self.check(sending <= MOST, || format!("kill {kill} met {sending} deliveries in flight"));
            if kill % 10 == 0 {
                self.some_leave(i64::try_from(kill).expect("few")).await;
            }
        }
        in_flight
    }

    /// Some of the next recipients send `/stop`.
    fn some_say_stop(&mut self) {
        let events = self.emulator.events_after(0).expect("all events are kept");
        let reached: HashSet<_> =
            events.iter().filter(|event| is_message(event)).map(|event| event.chat).collect();
        // Before the first message, whoever stops is simply not in the audience.
        let Some(front) = self.turn.iter().rposition(|chat| reached.contains(chat)) else { return };
        // Only people who have not left and do not meet a fault.
        let unharmed = |chat: &i64| (chat - FIRST) % 100 >= 70;
        let next = self.turn.iter().copied().skip(front.saturating_sub(20)).take(400);
        let some: Vec<_> = next.filter(unharmed).step_by(3).collect();
        for chat in some.into_iter().take(usize::try_from(SUDDEN).expect("few")) {
            if self.sudden.insert(chat) {
                self.emulator.say(chat, "/stop").expect("it is sent");
            }
        }
    }

    /// The stage and the tally of the campaign.
    async fn state(&self) -> (Stage, Tally) {
        let reader = Reader::open_copy(&self.program.folder().join("data")).await.expect("the store");
        let campaign = reader.campaigns(1).await.expect("read").remove(0);
        let tally = reader.tally(campaign.id).await.expect("read");
        (campaign.stage, tally)
    }

    /// Some people leave while the program is down: half switch the topic off, half erase their data.
    async fn some_leave(&mut self, kill: i64) {
        let store = campaign::open(self.program.folder()).await;
        // Their turn comes after the last kill, and they have not left otherwise.
        let late = self.turn.iter().copied().skip(self.turn.len() / 5 * 4);
        let theirs = late.filter(|chat| (chat - FIRST) % 100 == 10 + kill);
        for (n, chat) in theirs.take(LEAVERS * usize::try_from(self.scale).expect("small")).enumerate() {
            let (change, reason) =
                if n % 2 == 0 { (Change::StopAll, Reason::Stopped) } else { (Change::Erase, Reason::Erased) };
            let set = ChangeSet { chat: ChatId::new(chat), list: vec![change] };
            store.commit(None, Some(set)).await.expect("stored");
            self.leavers.insert(chat, reason);
        }
        store.close().await.expect("closed");
    }

    /// Waits for the report; gives the stage and the tally at that time.
    async fn report(&self) -> (Stage, Tally) {
        let mut seq = 0;
        loop {
            let told = self.emulator.next_event(seq, |event| event.chat == AUTHOR.telegram_number()).await;
            seq = told.expect("the author hears of it").seq;
            let state = self.state().await;
            if state.0.is_over() {
                return state;
            }
        }
    }

    /// Checks each delivery in the store against the transcript; gives the number of people who got the message twice.
    async fn each_is_accounted_for(&mut self) -> usize {
        let mut heard = HashMap::<i64, u32>::new();
        for event in self.emulator.events_after(0).expect("all events are kept") {
            if is_message(&event) {
                *heard.entry(event.chat).or_default() += 1;
            }
        }
        let twice: Vec<_> = heard.iter().filter(|(_, times)| **times > 1).collect();
        self.check(twice.is_empty(), || format!("these got it twice: {twice:?}"));
        let path = self.program.folder().join("data/pledge.db");
        let options = SqliteConnectOptions::new().filename(path).read_only(true);
        let mut connection = SqliteConnection::connect_with(&options).await.expect("the store");
        let rows = sqlx::query("SELECT chat_id, status, reason FROM deliveries").fetch_all(&mut connection);
        let (mut rows_of, ids) = (HashMap::new(), IdKey::of(&campaign::key(self.program.folder())));
        for row in rows.await.expect("read") {
            let (chat, status, reason): (i64, i64, Option<String>) = (row.get(0), row.get(1), row.get(2));
            let chat = ids.reveal(StoredId::from_bits(chat)).telegram_number();
            rows_of.insert(chat, (DeliveryStatus::ALL[usize::try_from(status).expect("a status")], reason));
        }
        for n in 0..i64::from(self.recipients) {
            let chat = FIRST + n;
            let (heard, leaver) = (heard.get(&chat).copied().unwrap_or(0), self.leavers.get(&chat));
            let row = rows_of.get(&chat).map(|(status, reason)| (*status, reason.as_deref()));
            let is_true = match row {
                None => leaver == Some(&Reason::Erased) && heard == 0,
                Some((DeliveryStatus::Sent, None)) => heard == 1,
                Some((DeliveryStatus::Gone, Some("blocked"))) => n % 100 < 8 && heard == 0,
                Some((DeliveryStatus::Gone, Some("deactivated"))) => n % 100 == 8 && heard == 0,
                Some((DeliveryStatus::Skipped, Some("stopped"))) => {
                    (leaver == Some(&Reason::Stopped) || self.sudden.contains(&chat)) && heard == 0
                }
                Some((DeliveryStatus::Failed | DeliveryStatus::Gone, Some(reason)))
                    if refusal(n).is_some() =>
                {
                    refusal(n).is_some_and(|(status, why)| {
                        row.is_some_and(|row| row.0 == status) && reason == why.code() && heard == 0
                    })
                }
                Some((DeliveryStatus::Unsure, Some("crash" | "connection"))) => true,
                _ => false,
            };
            self.check(is_true, || format!("chat {chat}: {row:?}, heard {heard} times"));
        }
        twice.len()
    }
}

/// Whether an event is the campaign's message, and not an answer to somebody.
fn is_message(event: &EmulatorEvent) -> bool {
    event.kind == "sent" && event.chat >= FIRST && event.text().starts_with("A message to many")
}

/// The status and reason of the recipient with this number, if Telegram refuses the message.
fn refusal(n: i64) -> Option<(DeliveryStatus, Reason)> {
    let nth = usize::try_from(n % 100 - HARMED).ok()?;
    REFUSALS.get(nth.checked_sub(FAULTS.len() - REFUSALS.len())?).copied()
}
