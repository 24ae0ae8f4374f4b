//! The report that shows a campaign's author how it goes, while it goes out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use tokio::task::JoinHandle;

use crate::campaigns::ReportReader;
use crate::campaigns::tools::Tools;
use crate::clock::Moment;
use crate::domain::campaign::{Campaign, CampaignId, CampaignKind, CampaignOutline, Tally};
use crate::domain::{ChatId, MessageId};
use crate::store::StoreError;
use crate::telegram::Reply;

/// A moment of a report, and the deliveries that had a result then.
#[derive(Debug, Clone, Copy)]
struct Reported {
    at: Moment,
    done: u64,
}

/// The last report of each campaign that is going out. It is kept while other campaigns have their turn.
#[derive(Debug, Clone, Default)]
pub(super) struct ReportLog(Arc<Mutex<HashMap<CampaignId, Reported>>>);

impl ReportLog {
    fn last(&self, id: CampaignId) -> Option<Reported> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied()
    }

    fn note(&self, id: CampaignId, reported: Reported) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, reported);
    }

    /// The campaign is over.
    pub fn forget(&self, id: CampaignId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

/// One message that is edited as the campaign goes on.
pub(super) struct ProgressReport {
    tools: Tools,
    log: ReportLog,
    outline: CampaignOutline,
    /// The author, who reads it; without an author nobody waits for it.
    reader: Option<(ChatId, ReportReader)>,
    message: Option<MessageId>,
    /// The time until the next edit.
    every: SignedDuration,
    /// The edit that is being sent.
    edit: Option<JoinHandle<Option<MessageId>>>,
}

impl ProgressReport {
    /// The shortest time between two edits, in seconds.
    const SHORTEST: f64 = 3.0;
    /// The longest; each edit takes a place that a delivery could have.
    const LONGEST: f64 = 30.0;
    /// The number of edits in the time that is left, within these limits.
    const EDITS: f64 = 10.0;

    /// Goes on with the report in this message, if there is one.
    pub async fn new(
        tools: &Tools,
        log: &ReportLog,
        campaign: &Campaign,
        message: Option<MessageId>,
    ) -> Result<ProgressReport, StoreError> {
        let reader = match tools.author(campaign).await? {
            // Nobody waits for the result of a reminder either.
            Some(author) if !matches!(campaign.kind, CampaignKind::Remind(_)) => {
                Some((author, tools.reader(author).await?))
            }
            Some(_) | None => None,
        };
        Ok(ProgressReport {
            tools: tools.clone(),
            log: log.clone(),
            outline: tools.store.outline_of(campaign.clone(), Tally::default()).await?,
            reader,
            message,
            every: SignedDuration::from_secs_f64(ProgressReport::SHORTEST),
            edit: None,
        })
    }

    /// Edits the message, unless the last edit was a short time ago or is still being sent. It is sent in the background.
    pub async fn update(&mut self, tally: &Tally) {
        let Some((author, reader)) = self.reader.clone() else { return };
        let reader = ReportReader { now: self.tools.clock.now(), ..reader };
        let (now, last) = (self.tools.clock.moment(), self.log.last(self.outline.campaign.id));
        if last.is_some_and(|last| now.since(last.at) < self.every) {
            return;
        }
        if self.edit.as_ref().is_some_and(|edit| !edit.is_finished()) {
            return;
        }
        self.finish().await;
        let reported = Reported { at: now, done: tally.total() - tally.open() };
        let rate = last.map_or(0.0, |last| rate(last, reported));
        self.every = interval(rate, tally);
        self.log.note(self.outline.campaign.id, reported);
        self.outline.tally = tally.clone();
        self.edit = Some(tokio::spawn(self.send(author, &reader, rate)));
    }

    /// Waits until the last edit is sent, and gives the message.
    pub async fn finish(&mut self) -> Option<MessageId> {
        if let Some(edit) = self.edit.take() {
            self.message = edit.await.ok().flatten().or(self.message);
        }
        self.message
    }

    fn send(
        &self,
        chat: ChatId,
        reader: &ReportReader,
        rate: f64,
    ) -> impl Future<Output = Option<MessageId>> + use<> {
        let page = self.tools.renderer.report(reader, &self.outline, rate);
        let (tools, id) = (self.tools.clone(), self.outline.campaign.id);
        let reply = match self.message {
            Some(message) => Reply::Show { chat, message, thread: None, page },
            None => Reply::Say { chat, thread: None, page },
        };
        async move {
            let message = tools.sender.report(&reply).await.ok().flatten()?;
            if let Err(error) = tools.store.set_progress(id, Some(message), false).await {
                log::error!(campaign = id.0; "the message with the progress could not be stored: {error}");
            }
            Some(message)
        }
    }
}

/// Results a second between two reports.
fn rate(from: Reported, to: Reported) -> f64 {
    let seconds = to.at.since(from.at).as_secs_f64();
    if seconds > 0.0 { to_float(to.done.saturating_sub(from.done)) / seconds } else { 0.0 }
}

/// The time until the next edit, at this rate.
fn interval(rate: f64, tally: &Tally) -> SignedDuration {
    let left = if rate > 0.0 { to_float(tally.open()) / rate } else { 0.0 };
    let every = (left / ProgressReport::EDITS).clamp(ProgressReport::SHORTEST, ProgressReport::LONGEST);
    SignedDuration::from_secs_f64(every)
}

#[expect(clippy::cast_precision_loss, reason = "people see it rounded")]
fn to_float(count: u64) -> f64 {
    count as f64
}
