//! How fast the bot sends, by Telegram's limits
//! (<https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>).

mod budget;
mod pace;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use tokio::sync::Mutex as AsyncMutex;

use crate::clock::{Clock, Moment};
use crate::domain::ChatId;
use crate::telegram::rate::budget::Budget;

pub use pace::{Pace, Rate};

/// The limits on messages and edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Messages a second in all chats together.
    pub all: u32,
    /// Bulk messages a second that Telegram is paid for; `None` where nobody pays.
    pub paid: Option<u32>,
    /// The rate in one private chat.
    pub chat: Rate,
    /// The rate in one group or channel.
    pub group: Rate,
}

impl RateLimits {
    /// Messages a second in all chats, and a minute in a private chat and in a group; each 1 or more.
    pub const fn new(per_second: u32, chat_per_minute: u32, group_per_minute: u32) -> RateLimits {
        RateLimits {
            all: per_second,
            paid: None,
            chat: Rate::per_minute(chat_per_minute, 5),
            group: Rate::per_minute(group_per_minute, 5),
        }
    }

    fn of(&self, chat: ChatId) -> Rate {
        if chat.is_group() { self.group } else { self.chat }
    }
}

impl Default for RateLimits {
    /// Telegram's: 30 a second, 1 a second in a chat, 20 a minute in a group.
    fn default() -> RateLimits {
        RateLimits::new(30, 60, 20)
    }
}

/// How much a chat writes, which decides when it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// One update after a minute of silence: the answer goes before those to all other chats.
    Quiet,
    /// More than that.
    Active,
    /// More of its updates wait: it is answered at the steady rate of its chat, without a burst.
    Crowded,
}

/// Keeps everything that is sent within the limits.
#[derive(Debug, Clone)]
pub struct RateLimiter {
    limits: RateLimits,
    clock: Clock,
    state: Arc<Mutex<LimiterState>>,
    /// Held by the first in the line of replies to quiet chats.
    quiet: Arc<AsyncMutex<()>>,
    /// Held by the first in the line of replies to all other chats.
    others: Arc<AsyncMutex<()>>,
}

#[derive(Debug)]
struct LimiterState {
    all: Budget,
    /// Paid bulk has a budget of its own.
    paid: Option<Budget>,
    chats: Pace<ChatId>,
}

impl LimiterState {
    fn bulk(&mut self, paid: bool) -> &mut Budget {
        self.paid.as_mut().filter(|_| paid).unwrap_or(&mut self.all)
    }
}

impl RateLimiter {
    /// Nothing has been sent yet.
    pub fn new(limits: RateLimits, clock: Clock) -> RateLimiter {
        let state = LimiterState {
            all: Budget::new(limits.all),
            paid: limits.paid.map(Budget::new),
            chats: Pace::new(),
        };
        let state = Arc::new(Mutex::new(state));
        RateLimiter { limits, clock, state, quiet: Arc::default(), others: Arc::default() }
    }

    /// A person is answered now; bulk leaves room for more replies.
    pub(super) fn note_reply(&self) {
        let now = self.clock.moment();
        self.with_state(|state| state.all.note_reply(now));
    }

    /// Waits until the limits let another message be sent to a chat: first its own, then that of all. In each of the two lines
    /// every chat has one reply at most, so that it waits for one to every other at most.
    pub(super) async fn wait_for_reply(&self, chat: ChatId, activity: impl Fn() -> Activity) {
        let rate = self.limits.of(chat);
        let rate = match activity() {
            Activity::Quiet | Activity::Active => rate,
            Activity::Crowded => Rate { burst: 1, ..rate },
        };
        self.sleep(self.with_state(|state| state.chats.reserve(chat, rate, self.clock.moment()))).await;
        if activity() == Activity::Quiet {
            let _first = self.quiet.lock().await;
            // A chat that went on writing meanwhile goes to the other line.
            if activity() == Activity::Quiet {
                self.sleep(self.with_state(|state| state.all.reserve_reply(self.clock.moment()))).await;
                return;
            }
        }
        let _first = self.others.lock().await;
        self.wait_for(|state, now| state.all.try_reply(now)).await;
    }

    /// A message to a chat has arrived. Telegram counts when a message arrives, so the next must keep its distance from that.
    pub(super) fn note_arrival(&self, chat: ChatId) {
        let (rate, now) = (self.limits.of(chat), self.clock.moment());
        self.with_state(|state| state.chats.arrived(chat, rate, now));
    }

    /// Reserves a chat's next place for a bulk message, and gives how long that has to wait for it.
    #[must_use]
    pub fn reserve_in_chat(&self, chat: ChatId) -> Duration {
        let (rate, now) = (self.limits.of(chat), self.clock.moment());
        unsigned(self.with_state(|state| state.chats.reserve(chat, rate, now)))
    }

    /// Waits until a bulk message may go; it takes what replies leave.
    pub async fn wait_for_bulk(&self, paid: bool) {
        self.wait_for(|state, now| state.bulk(paid).try_bulk(now)).await;
    }

    /// Asks again after each wait, until there is none.
    async fn wait_for(&self, ask: impl Fn(&mut LimiterState, Moment) -> SignedDuration) {
        let mut now = self.clock.moment();
        loop {
            let wait = self.with_state(|state| ask(state, now));
            if wait.is_zero() {
                return;
            }
            self.sleep(wait).await;
            // The wait is over, also by a clock that stands still in a test.
            now = now.after(wait).max(self.clock.moment());
        }
    }

    /// Whether a bulk message may go now; only then it takes a place.
    #[must_use]
    pub fn try_bulk(&self, paid: bool) -> bool {
        let now = self.clock.moment();
        self.with_state(|state| state.bulk(paid).try_bulk(now)).is_zero()
    }

    /// Holds bulk for some time.
    pub fn hold_bulk(&self, paid: bool, wait: Duration) {
        let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
        let until = self.clock.moment().after(wait);
        self.with_state(|state| state.bulk(paid).hold_bulk(until));
    }

    /// Whether Telegram may be paid for a higher rate.
    pub fn may_pay(&self) -> bool {
        self.limits.paid.is_some()
    }

    /// The bulk messages that go within some time, 1 or more.
    pub fn bulk_within(&self, time: Duration, paid: bool) -> usize {
        let per_second = self.limits.paid.filter(|_| paid).unwrap_or(self.limits.all);
        let messages = u128::from(per_second) * time.as_millis() / 1000;
        usize::try_from(messages).unwrap_or(usize::MAX).saturating_add(1)
    }

    async fn sleep(&self, wait: SignedDuration) {
        self.clock.sleep(unsigned(wait)).await;
    }

    fn with_state<T>(&self, act: impl FnOnce(&mut LimiterState) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn unsigned(wait: SignedDuration) -> Duration {
    Duration::try_from(wait).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[tokio::test]
    async fn a_clock_that_is_set_back_makes_nobody_wait() {
        for back in [1, 5, 24 * 60] {
            let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
            let limiter = RateLimiter::new(RateLimits::default(), clock.clone());
            let chat = ChatId::new(1);
            limiter.note_reply();
            assert!(limiter.reserve_in_chat(chat).is_zero() && limiter.try_bulk(false));
            limiter.hold_bulk(false, Duration::from_secs(1));
            clock.set(-SignedDuration::from_mins(back));
            assert!(limiter.reserve_in_chat(chat).is_zero());
            assert!(!limiter.try_bulk(false), "Telegram asked for it");
            clock.advance(SignedDuration::from_secs(1));
            assert!(limiter.try_bulk(false), "{back} minutes back");
        }
    }

    #[tokio::test]
    async fn everything_goes_on_by_a_clock_that_stands_still() {
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        let limiter = RateLimiter::new(RateLimits::new(1, 60, 60), clock);
        for _ in 0..500 {
            limiter.wait_for_bulk(false).await;
            limiter.wait_for_reply(ChatId::new(1), || Activity::Active).await;
        }
    }
}
