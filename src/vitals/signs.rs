//! The last signs of life of one part.

use jiff::SignedDuration;

use crate::clock::{AtomicMoment, Moment};

/// The last signs of life of a part. Leaving one costs two stores and no lock.
#[derive(Debug)]
pub(super) struct PartSigns {
    /// When it last did anything, or the end of the rest that it takes.
    turned: AtomicMoment,
    /// When it last did what it is there for.
    worked: AtomicMoment,
}

impl PartSigns {
    pub const fn new() -> PartSigns {
        PartSigns { turned: AtomicMoment::long_ago(), worked: AtomicMoment::long_ago() }
    }

    /// It begins: it is alive, and has not worked yet.
    pub fn begin(&self, now: Moment) {
        self.turned.set(now);
        self.worked.set(Moment::LONG_AGO);
    }

    pub fn turned(&self, now: Moment) {
        self.turned.set(now);
    }

    pub fn worked(&self, now: Moment) {
        self.turned.set(now);
        self.worked.set(now);
    }

    pub fn turned_within(&self, time: SignedDuration, now: Moment) -> bool {
        now.since(self.turned.get()) <= time
    }

    pub fn worked_within(&self, time: SignedDuration, now: Moment) -> bool {
        now.since(self.worked.get()) <= time
    }
}
