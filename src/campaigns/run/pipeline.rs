//! The deliveries of a run on their way: claimed, in flight, done and not yet recorded.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::task::JoinSet;

use crate::campaigns::EngineError;
use crate::campaigns::run::attempt::attempt;
use crate::campaigns::run::rendered_texts::RenderedTexts;
use crate::campaigns::tools::Tools;
use crate::domain::campaign::Campaign;
use crate::store::{Claim, Delivered, Outcome};

/// The deliveries that the store has as claimed.
#[derive(Default)]
pub(super) struct Pipeline {
    /// Claimed and not yet sent.
    ready: VecDeque<Claim>,
    in_flight: JoinSet<Delivered>,
    /// Done and not yet recorded.
    results: Vec<Delivered>,
}

impl Pipeline {
    pub fn ready(&self) -> usize {
        self.ready.len()
    }

    pub fn in_flight(&self) -> usize {
        self.in_flight.len()
    }

    pub fn results(&self) -> usize {
        self.results.len()
    }

    /// Takes claims. Those that are held until some time go back into the queue; says whether there are such.
    pub fn add(&mut self, claims: Vec<Claim>, held_until: impl Fn(&Claim) -> Option<Timestamp>) -> bool {
        let before = self.results.len();
        for claim in claims {
            match held_until(&claim) {
                Some(end) => {
                    self.results.push(Delivered::of(&claim, Outcome::Later(end)));
                }
                None => self.ready.push_back(claim),
            }
        }
        self.results.len() > before
    }

    /// Sends the next claimed delivery.
    pub fn release(&mut self, tools: &Tools, campaign: &Arc<Campaign>, texts: &mut RenderedTexts<'_>) {
        let Some(claim) = self.ready.pop_front() else { return };
        let message = texts.message(claim.lang, claim.chat.is_group(), tools.clock.now());
        let options = texts.options();
        let wait = tools.sender.limiter().reserve_in_chat(claim.chat);
        let (sender, clock, campaign) = (tools.sender.clone(), tools.clock.clone(), Arc::clone(campaign));
        self.in_flight.spawn(async move {
            if !wait.is_zero() {
                clock.sleep(wait).await;
                sender.limiter().wait_for_bulk(campaign.paid).await;
            }
            let outcome = attempt(&sender, &campaign, &claim, message.as_deref(), options, &clock).await;
            Delivered::of(&claim, outcome)
        });
    }

    /// Waits for a delivery in flight; `None` if there is none.
    ///
    /// # Errors
    /// When the delivery panicked. The store has it as in flight until the next pass of the engine.
    pub async fn next_result(&mut self) -> Option<Result<Delivered, EngineError>> {
        let joined = self.in_flight.join_next().await?;
        Some(joined.map_err(|_| EngineError::Panic))
    }

    /// Every other delivery in flight that has a result by now.
    pub fn more_results(&mut self) -> Result<Vec<Delivered>, EngineError> {
        let joined = std::iter::from_fn(|| self.in_flight.try_join_next());
        joined.map(|joined| joined.map_err(|_| EngineError::Panic)).collect()
    }

    /// Keeps a result until it is recorded.
    pub fn keep(&mut self, result: Delivered) {
        self.results.push(result);
    }

    /// Gives the results, which are recorded now.
    pub fn take_results(&mut self) -> Vec<Delivered> {
        std::mem::take(&mut self.results)
    }

    /// Puts claimed deliveries that were not sent back into the queue.
    pub fn put_back(&mut self) {
        let back = self.ready.drain(..).map(|claim| Delivered::of(&claim, Outcome::Later(Outcome::AT_ONCE)));
        self.results.extend(back);
    }
}
