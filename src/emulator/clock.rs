//! The emulator's clock: the system's time, which tests can shift or stop.
//!
//! All dates, limits and ages follow this clock, so that a test can reach "two days later" without waiting.

use std::sync::{PoisonError, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

/// The time in the emulated Telegram.
#[derive(Debug, Default)]
pub struct EmulatorClock(RwLock<ClockMode>);

#[derive(Debug, Clone, Copy)]
enum ClockMode {
    /// The system's time plus this many milliseconds.
    Running(i64),
    /// A fixed Unix time in milliseconds.
    Stopped(i64),
}

impl Default for ClockMode {
    fn default() -> Self {
        Self::Running(0)
    }
}

impl EmulatorClock {
    /// Unix time in milliseconds.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        match *self.0.read().unwrap_or_else(PoisonError::into_inner) {
            ClockMode::Running(offset) => system_ms() + offset,
            ClockMode::Stopped(at) => at,
        }
    }

    /// Unix time in seconds, as the Bot API writes dates.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now_ms().div_euclid(1000)
    }

    /// The time as a header `Date` has it.
    #[must_use]
    pub fn http_date(&self) -> String {
        let now = Timestamp::from_second(self.now()).unwrap_or(Timestamp::MAX);
        DateTimePrinter::new().timestamp_to_rfc9110_string(&now).unwrap_or_default()
    }

    /// Sets the time. A running clock keeps running, a stopped clock stays stopped.
    pub fn set_ms(&self, unix_ms: i64) {
        let mut setting = self.lock();
        *setting = match *setting {
            ClockMode::Running(_) => ClockMode::Running(unix_ms - system_ms()),
            ClockMode::Stopped(_) => ClockMode::Stopped(unix_ms),
        };
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let mut setting = self.lock();
        *setting = match *setting {
            ClockMode::Running(offset) => ClockMode::Running(offset.saturating_add(by)),
            ClockMode::Stopped(at) => ClockMode::Stopped(at.saturating_add(by)),
        };
    }

    /// Stops the clock. Only [`EmulatorClock::advance`] and [`EmulatorClock::set_ms`] move it from then on.
    pub fn stop(&self) {
        let now = self.now_ms();
        *self.lock() = ClockMode::Stopped(now);
    }

    /// Lets a stopped clock continue from its time.
    pub fn resume(&self) {
        let now = self.now_ms();
        *self.lock() = ClockMode::Running(now - system_ms());
    }

    fn lock(&self) -> std::sync::RwLockWriteGuard<'_, ClockMode> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn system_ms() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "this is the emulator's clock")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).map_or(0, |age| i64::try_from(age.as_millis()).unwrap_or(i64::MAX))
}
