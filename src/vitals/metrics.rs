//! The figures for Prometheus. Each label is a variant of an enum, so there are never more series than stand here, and none is
//! about a person. Counting is an atomic addition; only reading takes a lock.
//!
//! The library is `prometheus`. The client of the Prometheus project writes `OpenMetrics` alone, which `promtool check metrics` does
//! not read, and locks a histogram at each observation.

use std::marker::PhantomData;

use jiff::{SignedDuration, Timestamp};
use prometheus::core::Collector;
use prometheus::{
    Gauge, Histogram, HistogramOpts, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry,
};
use strum::VariantArray;

use crate::domain::campaign::DeliveryStatus;
use crate::vitals::{Part, StateName, Vitals};

/// Something in which things wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(crate) enum Queue {
    /// Updates that are not handled yet.
    Inbox,
    /// Deliveries of the campaign that goes out now.
    Deliveries,
    /// Answers that wait for their turn, or are on their way.
    Outgoing,
}

/// A kind of call to Telegram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(crate) enum Lane {
    /// The question for updates, and what concerns the webhook.
    Updates,
    /// Answers, and reports to staff.
    Replies,
    /// Campaigns.
    Deliveries,
}

/// The end of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
enum DeliveryEnd {
    Sent,
    Gone,
    Failed,
    Unsure,
    Skipped,
}

/// One metric for each variant of an enum.
#[derive(Debug)]
struct Each<L, M>(Vec<M>, PhantomData<L>);

impl<L: Copy + PartialEq + VariantArray, M> Each<L, M> {
    fn of(&self, label: L) -> &M {
        // A variant is always on the list of all variants.
        &self.0[L::VARIANTS.iter().position(|other| *other == label).unwrap_or_default()]
    }
}

/// The figures of one bot.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    /// Updates that were written down.
    pub taken: IntCounter,
    /// Updates that were dropped: too many, beside the point, or from other bots.
    pub dropped: IntCounter,
    /// Updates that were handled to their end.
    pub handled: IntCounter,
    /// Updates that became dead letters.
    pub put_aside: IntCounter,
    replies: Histogram,
    queues: Each<Queue, IntGauge>,
    deliveries: Each<DeliveryEnd, IntCounter>,
    too_many: Each<Lane, IntCounter>,
    transactions: Histogram,
    store_failures: IntCounter,
    disk_free: IntGauge,
    last_backup: Gauge,
    states: Each<StateName, IntGauge>,
    parts: Each<Part, IntGauge>,
}

/// Something that waits in a queue until this is dropped.
pub(crate) struct InQueue(IntGauge);

impl Drop for InQueue {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// The bounds of a reply's time, in seconds. Beyond ten seconds people think that the bot is dead.
const REPLY_SECONDS: [f64; 11] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0];
/// The bounds of a transaction's time, in seconds. An ordinary one waits once for the disk.
const TRANSACTION_SECONDS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

impl Metrics {
    /// Nothing has happened yet; the process starts now.
    pub fn new(now: Timestamp) -> Metrics {
        let make = Maker(Registry::new());
        let started = make.gauge("process_start_time_seconds", "When the process started, in Unix seconds.");
        started.set(now.as_duration().as_secs_f64());
        let build = Opts::new("pledge_bot_build_info", "Always 1; the label is the version of the program.")
            .const_label("version", env!("CARGO_PKG_VERSION"));
        make.add(IntGauge::with_opts(build)).set(1);
        Metrics {
            taken: make.counter("pledge_bot_updates_taken_total", "Updates that were written down."),
            dropped: make.counter(
                "pledge_bot_updates_dropped_total",
                "Updates that were dropped: too many of one chat, beside the point, or from other bots.",
            ),
            handled: make
                .counter("pledge_bot_updates_handled_total", "Updates that were handled to their end."),
            put_aside: make.counter(
                "pledge_bot_updates_put_aside_total",
                "Updates that were put aside after three attempts, by the bot's own fault.",
            ),
            replies: make.histogram(
                "pledge_bot_reply_seconds",
                "The time from an update's arrival to the end of its answer.",
                &REPLY_SECONDS,
            ),
            queues: make.gauges(
                "pledge_bot_waiting",
                "Things that wait, by the queue in which they do.",
                "queue",
            ),
            deliveries: make.counters(
                "pledge_bot_deliveries_total",
                "Deliveries of broadcasts and reminders that have ended, by their outcome.",
                "outcome",
            ),
            too_many: make.counters(
                "pledge_bot_too_many_requests_total",
                "Calls that Telegram answered with 429, by the kind of call.",
                "lane",
            ),
            transactions: make.histogram(
                "pledge_bot_store_transaction_seconds",
                "The time of a transaction in the store, from its beginning to its end.",
                &TRANSACTION_SECONDS,
            ),
            store_failures: make.counter(
                "pledge_bot_store_failures_total",
                "Transactions that failed by the disk or the database.",
            ),
            disk_free: make.add(IntGauge::new(
                "pledge_bot_disk_free_bytes",
                "Free room on the disk of the data folder.",
            )),
            last_backup: make.gauge(
                "pledge_bot_last_backup_timestamp_seconds",
                "When the last good backup was made, in Unix seconds; 0 if none is known.",
            ),
            states: make.gauges(
                "pledge_bot_state",
                "1 for the state in which the bot is, 0 for the others.",
                "state",
            ),
            parts: make.gauges("pledge_bot_part_ok", "1 if a part of the bot works, 0 if not.", "part"),
            registry: make.0,
        }
    }

    /// An answer was said this long after its update had come.
    pub fn reply(&self, time: SignedDuration) {
        self.replies.observe(time.as_secs_f64());
    }

    /// So many things wait in a queue now.
    pub fn set_waiting(&self, queue: Queue, count: u64) {
        self.queues.of(queue).set(i64::try_from(count).unwrap_or(i64::MAX));
    }

    /// One more thing waits in a queue until the guard is dropped.
    pub fn wait_in(&self, queue: Queue) -> InQueue {
        let gauge = self.queues.of(queue).clone();
        gauge.inc();
        InQueue(gauge)
    }

    /// Deliveries have come to this status; one in which they still wait does not count.
    pub fn delivered(&self, status: DeliveryStatus, count: u64) {
        let end = match status {
            DeliveryStatus::Queued | DeliveryStatus::Sending => return,
            DeliveryStatus::Sent => DeliveryEnd::Sent,
            DeliveryStatus::Gone => DeliveryEnd::Gone,
            DeliveryStatus::Failed => DeliveryEnd::Failed,
            DeliveryStatus::Unsure => DeliveryEnd::Unsure,
            DeliveryStatus::Skipped => DeliveryEnd::Skipped,
        };
        self.deliveries.of(end).inc_by(count);
    }

    /// Telegram has answered a call with 429.
    pub fn too_many_requests(&self, lane: Lane) {
        self.too_many.of(lane).inc();
    }

    pub(super) fn transaction(&self, time: SignedDuration, failed: bool) {
        self.transactions.observe(time.as_secs_f64());
        if failed {
            self.store_failures.inc();
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail, and every family has a metric.
        if let Err(error) = prometheus::TextEncoder::new().encode_utf8(&self.registry.gather(), &mut text) {
            log::error!("the metrics can't be written: {error}");
        }
        text
    }
}

impl Vitals {
    /// All figures in Prometheus's text format. `disk_free`: the bytes that are free on the disk of the data. `last_backup`: when the
    /// last good backup was made. What is not known stays as it was.
    pub fn exposition(&self, disk_free: Option<u64>, last_backup: Option<Timestamp>) -> String {
        let metrics = self.metrics();
        if let Some(free) = disk_free {
            metrics.disk_free.set(i64::try_from(free).unwrap_or(i64::MAX));
        }
        if let Some(made) = last_backup {
            metrics.last_backup.set(made.as_duration().as_secs_f64());
        }
        let now = self.state_name();
        for name in StateName::VARIANTS {
            metrics.states.of(*name).set(i64::from(*name == now));
        }
        for part in Part::VARIANTS {
            metrics.parts.of(*part).set(i64::from(self.works(*part)));
        }
        metrics.text()
    }
}

/// Makes metrics and registers each. All names stand in this file, and a test makes them, so that none is malformed or taken.
struct Maker(Registry);

impl Maker {
    fn add<M: Collector + Clone + 'static>(&self, made: prometheus::Result<M>) -> M {
        let metric = made.expect("its name is well formed");
        self.0.register(Box::new(metric.clone())).expect("its name is new");
        metric
    }

    fn counter(&self, name: &str, help: &str) -> IntCounter {
        self.add(IntCounter::new(name, help))
    }

    fn gauge(&self, name: &str, help: &str) -> Gauge {
        self.add(Gauge::new(name, help))
    }

    fn histogram(&self, name: &str, help: &str, bounds: &[f64]) -> Histogram {
        self.add(Histogram::with_opts(HistogramOpts::new(name, help).buckets(bounds.to_vec())))
    }

    fn counters<L: Copy + VariantArray + Into<&'static str>>(
        &self,
        name: &str,
        help: &str,
        label: &str,
    ) -> Each<L, IntCounter> {
        let all = self.add(IntCounterVec::new(Opts::new(name, help), &[label]));
        let one = |variant: &L| all.with_label_values(&[(*variant).into()]);
        Each(L::VARIANTS.iter().map(one).collect(), PhantomData)
    }

    fn gauges<L: Copy + VariantArray + Into<&'static str>>(
        &self,
        name: &str,
        help: &str,
        label: &str,
    ) -> Each<L, IntGauge> {
        let all = self.add(IntGaugeVec::new(Opts::new(name, help), &[label]));
        let one = |variant: &L| all.with_label_values(&[(*variant).into()]);
        Each(L::VARIANTS.iter().map(one).collect(), PhantomData)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    #[test]
    fn what_was_counted_is_told() {
        let vitals = Vitals::new(Clock::by_hand(Timestamp::UNIX_EPOCH));
        let metrics = vitals.metrics();
        metrics.taken.inc_by(3);
        metrics.reply(SignedDuration::from_millis(70));
        metrics.delivered(DeliveryStatus::Gone, 2);
        metrics.delivered(DeliveryStatus::Queued, 100);
        metrics.too_many_requests(Lane::Replies);
        let waiting = metrics.wait_in(Queue::Outgoing);
        metrics.set_waiting(Queue::Inbox, 5);
        let text = vitals.exposition(Some(4096), Timestamp::from_second(1_800_000_000).ok());
        for line in [
            "pledge_bot_updates_taken_total 3",
            "pledge_bot_reply_seconds_bucket{le=\"0.1\"} 1",
            "pledge_bot_deliveries_total{outcome=\"gone\"} 2",
            "pledge_bot_deliveries_total{outcome=\"sent\"} 0",
            "pledge_bot_too_many_requests_total{lane=\"replies\"} 1",
            "pledge_bot_waiting{queue=\"outgoing\"} 1",
            "pledge_bot_waiting{queue=\"inbox\"} 5",
            "pledge_bot_disk_free_bytes 4096",
            "pledge_bot_last_backup_timestamp_seconds 1800000000",
            "pledge_bot_state{state=\"starting\"} 1",
            "pledge_bot_state{state=\"frozen\"} 0",
            "pledge_bot_part_ok{part=\"store\"} 0",
        ] {
            assert!(text.lines().any(|other| other == line), "{line} in:\n{text}");
        }
        drop(waiting);
        assert!(vitals.exposition(None, None).contains("pledge_bot_waiting{queue=\"outgoing\"} 0"));
    }
}
