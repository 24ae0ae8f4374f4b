//! Questions to the person at the terminal, as far as there is one.

use std::io::{self, IsTerminal as _};

use pledge_bot::console::err_line;
use pledge_bot::service::{ask_hidden, ask_shown};
use strum::VariantArray;
use zeroize::Zeroizing;

use crate::cli::CommandError;
use crate::cli::setup::SetupArgs;
use crate::cli::setup::draft::SettingsDraft;

/// Something that can be asked about.
#[derive(Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum SetupTopic {
    Token,
    Proxy,
    Keys,
    StoreKey,
    QuietHours,
    Contact,
    Backups,
}

impl SetupTopic {
    fn label(self) -> &'static str {
        match self {
            SetupTopic::Token => "the token",
            SetupTopic::Proxy => "the proxy",
            SetupTopic::Keys => "the coalition's public keys",
            SetupTopic::StoreKey => "where the store key comes from",
            SetupTopic::QuietHours => "the quiet hours",
            SetupTopic::Contact => "whom people can ask about their data",
            SetupTopic::Backups => "the backups, and where they and the list of opt-outs go",
        }
    }
}

/// The questions of one run.
pub struct Questions {
    /// Why nobody can be asked; none if somebody can.
    nobody: Option<&'static str>,
    topics: Vec<SetupTopic>,
}

impl Questions {
    pub fn new(is_silent: bool) -> Questions {
        let is_terminal =
            io::stdin().is_terminal() && io::stdout().is_terminal() && io::stderr().is_terminal();
        let nobody = match (is_silent, is_terminal) {
            (true, _) => Some("because of --yes"),
            (false, false) => Some("because this is no terminal"),
            (false, true) => None,
        };
        Questions { nobody, topics: Vec::new() }
    }

    /// Why nobody can be asked; none if somebody can.
    pub fn nobody(&self) -> Option<&'static str> {
        self.nobody
    }

    pub fn can_ask(&self) -> bool {
        self.nobody.is_none()
    }

    /// Whether to ask about a topic.
    pub fn are_about(&self, topic: SetupTopic) -> bool {
        self.can_ask() && self.topics.contains(&topic)
    }

    /// Chooses what to ask about: everything at first, but the proxy only if Telegram can't be reached, and backups only if there
    /// are keys. Of a bot that is set up,
    /// flags say what to change, or else the person does.
    pub async fn choose(&mut self, args: &SetupArgs, draft: &SettingsDraft) -> Result<(), CommandError> {
        if !draft.is_set_up() {
            self.topics = vec![
                SetupTopic::Token,
                SetupTopic::Keys,
                SetupTopic::StoreKey,
                SetupTopic::QuietHours,
                SetupTopic::Contact,
            ];
            return Ok(());
        }
        if !self.can_ask() || args.has_answers() {
            return Ok(());
        }
        let lines = SetupTopic::VARIANTS
            .iter()
            .zip(1..)
            .map(|(topic, number)| format!("  {number}  {}\n", topic.label()));
        let question = format!(
            "\nWhat do you want to change?\n{}Numbers, separated by spaces; Enter for nothing: ",
            lines.collect::<String>()
        );
        self.topics = loop {
            let answer = self.line(&question).await?;
            let chosen = answer.split([' ', ',']).filter(|word| !word.is_empty()).map(topic);
            match chosen.collect() {
                Some(topics) => break topics,
                None => {
                    err_line(format_args!("Please type numbers from 1 to {}.", SetupTopic::VARIANTS.len()));
                }
            }
        };
        Ok(())
    }

    /// A line, without white space around it.
    ///
    /// # Errors
    /// When nobody is there any more.
    pub async fn line(&self, question: &str) -> Result<Zeroizing<String>, CommandError> {
        let line = ask_shown(question).await.map_err(|_| "nobody answers at the terminal any more")?;
        Ok(Zeroizing::new(line.trim().to_owned()))
    }

    /// A line that is not shown as it is typed.
    ///
    /// # Errors
    /// As [`Questions::line`].
    pub async fn hidden(&self, question: &str) -> Result<Zeroizing<String>, CommandError> {
        let line = ask_hidden(question).await.map_err(|_| "nobody answers at the terminal any more")?;
        Ok(Zeroizing::new(line.trim().to_owned()))
    }

    /// Yes or no, in whole words.
    ///
    /// # Errors
    /// As [`Questions::line`].
    pub async fn yes(&self, question: &str) -> Result<bool, CommandError> {
        loop {
            match self.line(&format!("{question} (yes or no): ")).await?.to_ascii_lowercase().as_str() {
                "yes" | "y" => return Ok(true),
                "no" | "n" => return Ok(false),
                _ => {}
            }
        }
    }
}

/// The topic with this number.
fn topic(number: &str) -> Option<SetupTopic> {
    let number: usize = number.parse().ok()?;
    SetupTopic::VARIANTS.get(number.checked_sub(1)?).copied()
}
