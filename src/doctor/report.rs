//! What the checks found, for people and for programs.

use std::fmt::{self, Display, Formatter};

use serde_json::{Value, json};

use crate::doctor::words::{explain, name};
use crate::domain::doctor::{Check, Finding};

/// Something that is wrong here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The thing that is wrong.
    pub finding: Finding,
    /// Where, or how much: paths, numbers, the system's reason. No secret and no ID.
    pub here: Vec<String>,
    /// Commands for a shell that mend it.
    pub commands: Vec<String>,
}

impl Found {
    pub(super) fn new(finding: Finding) -> Found {
        Found { finding, here: Vec::new(), commands: Vec::new() }
    }

    /// One with several places or reasons; none if there are none.
    pub(super) fn at_all(finding: Finding, all: impl IntoIterator<Item = String>) -> Option<Found> {
        let here: Vec<_> = all.into_iter().collect();
        (!here.is_empty()).then_some(Found { finding, here, commands: Vec::new() })
    }

    /// The same with where it is.
    pub(super) fn here(mut self, here: impl Into<String>) -> Found {
        self.here.push(here.into());
        self
    }

    /// The same with a command that mends it.
    pub(super) fn command(mut self, command: impl Into<String>) -> Found {
        self.commands.push(command.into());
        self
    }
}

/// The outcome of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckOutcome {
    /// All is well.
    Sound,
    /// Something is wrong.
    Found(Vec<Found>),
    /// The check could not be made, for this reason.
    Unseen(String),
    /// There is nothing to check, for this reason.
    Unneeded(&'static str),
}

impl CheckOutcome {
    /// Something is wrong; if nothing is, the reason why some of the check could not be made counts.
    pub(super) fn of(found: impl IntoIterator<Item = Found>, unseen: Option<String>) -> CheckOutcome {
        let found: Vec<_> = found.into_iter().collect();
        match unseen {
            _ if !found.is_empty() => CheckOutcome::Found(found),
            Some(reason) => CheckOutcome::Unseen(reason),
            None => CheckOutcome::Sound,
        }
    }

    pub(super) fn unseen(reason: impl Into<String>) -> CheckOutcome {
        CheckOutcome::Unseen(reason.into())
    }

    /// What is wrong.
    fn found(&self) -> &[Found] {
        match self {
            CheckOutcome::Found(found) => found,
            CheckOutcome::Sound | CheckOutcome::Unseen(_) | CheckOutcome::Unneeded(_) => &[],
        }
    }

    fn code(&self) -> &'static str {
        match self {
            CheckOutcome::Sound => "sound",
            CheckOutcome::Found(_) => "finding",
            CheckOutcome::Unseen(_) => "not-checked",
            CheckOutcome::Unneeded(_) => "not-needed",
        }
    }
}

impl From<Found> for CheckOutcome {
    fn from(found: Found) -> CheckOutcome {
        CheckOutcome::Found(vec![found])
    }
}

/// The outcomes of all checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoctorReport(pub Vec<(Check, CheckOutcome)>);

impl DoctorReport {
    /// Everything that is wrong, in the order of the checks.
    pub fn found(&self) -> Vec<&Found> {
        self.0.iter().flat_map(|(_, outcome)| outcome.found()).collect()
    }

    /// What is wrong, each kind once.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<_> = self.found().iter().map(|found| found.finding).collect();
        findings.dedup();
        findings
    }

    /// The report for programs. Codes and names stay as they are in later versions.
    pub fn json(&self) -> Value {
        let found = |found: &Found| {
            let words = explain(found.finding);
            json!({
                "code": found.finding.code(),
                "title": words.title,
                "here": found.here,
                "meaning": words.meaning,
                "remedy": words.remedy,
                "commands": found.commands,
            })
        };
        let checks = self.0.iter().map(|(check, outcome)| {
            let mut entry = json!({ "check": check.code(), "state": outcome.code() });
            match outcome {
                CheckOutcome::Sound => {}
                CheckOutcome::Found(all) => entry["findings"] = all.iter().map(found).collect(),
                CheckOutcome::Unseen(reason) => entry["reason"] = reason.as_str().into(),
                CheckOutcome::Unneeded(reason) => entry["reason"] = (*reason).into(),
            }
            entry
        });
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "sound": self.found().is_empty(),
            "checks": checks.collect::<Vec<_>>(),
        })
    }
}

/// The width of the text in characters.
const WIDTH: usize = 100;

impl Display for DoctorReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (check, outcome) in &self.0 {
            let (mark, said) = match outcome {
                CheckOutcome::Sound => ("ok", String::new()),
                CheckOutcome::Found(found) => {
                    let titles: Vec<_> = found.iter().map(|found| explain(found.finding).title).collect();
                    ("WRONG", titles.join("; "))
                }
                CheckOutcome::Unseen(reason) => ("?", format!("could not be checked: {reason}")),
                CheckOutcome::Unneeded(reason) => ("-", format!("not needed: {reason}")),
            };
            writeln!(f, "{}", format!("{mark:<6} {:<22} {said}", name(*check)).trim_end())?;
        }
        let found = self.found();
        for (number, found) in (1..).zip(&found) {
            let words = explain(found.finding);
            writeln!(f, "\n{number}. {} [{}]", words.title, found.finding.code())?;
            for here in &found.here {
                paragraph(f, "Here:", here)?;
            }
            paragraph(f, "It means:", words.meaning)?;
            paragraph(f, "What to do:", words.remedy)?;
            for command in &found.commands {
                writeln!(f, "{:INDENT$}{command}", "")?;
            }
        }
        let unseen = self.0.iter().filter(|(_, outcome)| matches!(outcome, CheckOutcome::Unseen(_))).count();
        let unseen = match unseen {
            0 => String::new(),
            1 => " One check could not be made; the line with a ? says why.".to_owned(),
            unseen => format!(" {unseen} checks could not be made; the lines with a ? say why."),
        };
        match found.len() {
            0 => write!(f, "\nNothing wrong was found.{unseen}"),
            1 => write!(f, "\nOne thing is wrong.{unseen}"),
            count => write!(f, "\n{count} things are wrong.{unseen}"),
        }
    }
}

/// How far the text of a paragraph is indented, in characters.
const INDENT: usize = 15;

/// Writes a text under a heading, in lines that fit.
fn paragraph(f: &mut Formatter<'_>, heading: &str, text: &str) -> fmt::Result {
    let (mut line, mut before) = (String::new(), format!("   {heading:<12}"));
    for word in text.split_whitespace() {
        if !line.is_empty() && INDENT + line.chars().count() + word.chars().count() >= WIDTH {
            writeln!(f, "{before}{line}")?;
            (line, before) = (String::new(), " ".repeat(INDENT));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(f, "{before}{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_is_wrong_and_how_to_mend_it() {
        let found =
            Found::new(Finding::SettingsOpen).here("/srv/.env (mode 0644)").command("chmod 600 '/srv/.env'");
        let report = DoctorReport(vec![
            (Check::Token, CheckOutcome::Sound),
            (Check::Secrets, found.into()),
            (Check::Swap, CheckOutcome::unseen("/proc/swaps can't be read")),
            (Check::Proxy, CheckOutcome::Unneeded("TELEGRAM_PROXY is not set")),
        ]);
        let said = report.to_string();
        let lines: Vec<_> = said.lines().collect();
        assert_eq!(lines[0], "ok     token");
        assert!(
            lines[2].starts_with("?      swap") && lines[2].ends_with("/proc/swaps can't be read"),
            "{said}"
        );
        assert!(said.contains("[settings-open]\n   Here:       /srv/.env (mode 0644)\n"), "{said}");
        assert!(said.contains("\n               chmod 600 '/srv/.env'\n"), "{said}");
        assert!(
            said.ends_with("\nOne thing is wrong. One check could not be made; the line with a ? says why.")
        );
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH), "{said}");
        let json = report.json();
        assert_eq!(json["checks"][1]["findings"][0]["code"], "settings-open");
        assert_eq!((&json["sound"], &json["checks"][2]["state"]), (&false.into(), &"not-checked".into()));
    }
}
