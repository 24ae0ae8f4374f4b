//! What systemd says about the bot's service.

use std::collections::HashMap;

use crate::doctor::machine::Machine;
use crate::doctor::report::{CheckOutcome, Found};
use crate::doctor::running_bot::RunningBot;
use crate::domain::doctor::Finding;

/// The name of the service.
const UNIT: &str = "pledge-bot.service";
/// What is asked of systemd (`org.freedesktop.systemd1(5)`).
const PROPERTIES: &str =
    "--property=LoadState,ActiveState,SubState,UnitFileState,NeedDaemonReload,StatusText,MemorySwapMax";

/// The service, as far as it can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UnitLook {
    /// There is none, for this reason.
    None(&'static str),
    /// systemd does not say.
    Unseen(String),
    /// Its properties.
    There(Unit),
}

/// The properties of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit(HashMap<String, String>);

impl Unit {
    fn read(output: &str) -> Unit {
        let pairs = output.lines().filter_map(|line| line.split_once('='));
        Unit(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// A property; empty if systemd does not say.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// Asks systemd.
pub(super) async fn look(machine: &Machine) -> UnitLook {
    let Some(program) = machine.program("systemctl") else {
        return UnitLook::None("there is no systemd here");
    };
    // Where systemd does not run, as in a container, its program may lie around.
    if !machine.at("run/systemd/system").exists() {
        return UnitLook::None("systemd does not run here");
    }
    match machine.output(&program, &["show", UNIT, PROPERTIES]).await {
        Err(reason) => UnitLook::Unseen(reason),
        Ok(output) => {
            let unit = Unit::read(&output);
            match unit.get("LoadState") {
                "" => UnitLook::Unseen("systemctl says nothing about the service".to_owned()),
                "not-found" => UnitLook::None("the bot is not installed as a service"),
                _ => UnitLook::There(unit),
            }
        }
    }
}

fn failed() -> Found {
    let failed = Found::new(Finding::ServiceFailed);
    failed.command("journalctl -u pledge-bot -n 20").command("systemctl restart pledge-bot")
}

/// Whether systemd runs the bot, and will do so after a restart of the machine.
pub(super) fn service(look: &UnitLook, bot: &RunningBot) -> CheckOutcome {
    let unit = match look {
        UnitLook::None(reason) => return CheckOutcome::Unneeded(reason),
        UnitLook::Unseen(reason) => return CheckOutcome::unseen(reason),
        UnitLook::There(unit) => unit,
    };
    let mut found = Vec::new();
    match unit.get("ActiveState") {
        "failed" => found.push(failed()),
        // systemd waits a little before it starts the bot anew: the unit's `RestartSec`.
        "activating" if unit.get("SubState").starts_with("auto-restart") => found.push(failed()),
        "inactive" | "deactivating" => {
            found.push(Found::new(Finding::ServiceStopped).command("systemctl start pledge-bot"));
        }
        // It answers at its socket once it takes updates.
        "active" | "activating" | "reloading" if *bot == RunningBot::None => {
            let waiting = Found::new(Finding::ServiceWaiting);
            let status = Some(unit.get("StatusText")).filter(|status| !status.is_empty());
            let here = status
                .map_or_else(|| "it does not say for what".to_owned(), |status| format!("the bot {status}"));
            found.push(waiting.here(here).command("systemctl status pledge-bot"));
        }
        _ => {}
    }
    if unit.get("UnitFileState") == "disabled" {
        found.push(Found::new(Finding::ServiceNotEnabled).command("systemctl enable pledge-bot"));
    }
    if unit.get("NeedDaemonReload") == "yes" {
        let changed = Found::new(Finding::ServiceChanged);
        found.push(changed.command("systemctl daemon-reload && systemctl restart pledge-bot"));
    }
    CheckOutcome::of(found, None)
}
