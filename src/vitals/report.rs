//! What `/health` and `/ready` answer: short JSON, which says nothing about people.

use serde::Serialize;

use crate::vitals::{BotState, Part, StateName, Vitals};

/// An answer to a monitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether all is as it should be: the status is 200 then, and otherwise 503.
    pub is_good: bool,
    /// The body: one JSON object.
    pub body: String,
}

#[derive(Serialize)]
struct Health {
    state: &'static str,
    /// What a starting bot waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'static str>,
}

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    state: &'static str,
    updates: &'static str,
    delivery: &'static str,
    store: &'static str,
}

impl Vitals {
    /// The answer to `/health`: the state of the bot, such as `{"state":"running"}`. It is good as soon as the bot runs.
    pub fn health(&self) -> Report {
        self.health_with(self.stage())
    }

    /// The same for somebody on another machine, who is not told for what the bot waits.
    pub(super) fn health_for_strangers(&self) -> Report {
        self.health_with(None)
    }

    fn health_with(&self, detail: Option<&'static str>) -> Report {
        let state = self.state_name();
        let is_good = match state {
            StateName::Running | StateName::Frozen => true,
            StateName::Starting | StateName::Locked | StateName::Stopping => false,
        };
        Report::new(is_good, &Health { state: state.into(), detail })
    }

    /// The answer to `/ready`: whether the bot takes updates and its parts work.
    pub fn readiness(&self) -> Report {
        let ready = self.is_well();
        let say = |part| if self.works(part) { "ok" } else { "failing" };
        let body = Readiness {
            ready,
            state: self.state_name().into(),
            updates: say(Part::Updates),
            delivery: say(Part::Delivery),
            store: say(Part::Store),
        };
        Report::new(ready, &body)
    }

    fn stage(&self) -> Option<&'static str> {
        match &*self.0.state.borrow() {
            BotState::Starting(stage) | BotState::Locked(stage) => Some(stage),
            BotState::Running(_) | BotState::Stopping => None,
        }
    }
}

impl Report {
    fn new(is_good: bool, body: &impl Serialize) -> Report {
        // Texts and truth values always become JSON.
        let body = serde_json::to_string(body).unwrap_or_default();
        Report { is_good, body: body + "\n" }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use tokio::sync::watch;

    use super::*;
    use crate::clock::Clock;

    #[test]
    fn the_bodies_are_short_and_say_what_the_bot_does() {
        let vitals = Vitals::new(Clock::by_hand(Timestamp::UNIX_EPOCH));
        let health = |state: BotState| {
            vitals.enter(state);
            let report = vitals.health();
            (report.is_good, report.body.trim_end().to_owned())
        };
        let said = |is_good, body: &str| (is_good, body.to_owned());
        let frozen = watch::Sender::new(false);
        assert_eq!(
            health(BotState::Starting("starts")),
            said(false, r#"{"state":"starting","detail":"starts"}"#)
        );
        assert_eq!(
            health(BotState::Locked("waits for the token")),
            said(false, r#"{"state":"locked","detail":"waits for the token"}"#)
        );
        assert_eq!(health(BotState::Running(frozen.subscribe())), said(true, r#"{"state":"running"}"#));
        frozen.send_replace(true);
        assert_eq!(vitals.health().body, "{\"state\":\"frozen\"}\n");
        assert!(vitals.health().is_good, "people are answered in a freeze");
        vitals.worked(Part::Store);
        assert_eq!(
            vitals.readiness().body.trim_end(),
            r#"{"ready":false,"state":"frozen","updates":"failing","delivery":"failing","store":"ok"}"#
        );
        vitals.worked(Part::Updates);
        vitals.worked(Part::Delivery);
        assert!(vitals.readiness().is_good && vitals.readiness().body.starts_with(r#"{"ready":true"#));
        assert_eq!(health(BotState::Stopping), said(false, r#"{"state":"stopping"}"#));
    }
}
