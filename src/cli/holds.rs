//! `holds`: the actions of staff that wait. Whoever has the machine counts as a second person.

use clap::Subcommand;
use pledge_bot::console::out_line;
use pledge_bot::control::{ControlAnswer, ControlRequest, HoldEntry};

use crate::cli::CommandError;
use crate::cli::staff::order;

#[derive(Subcommand)]
pub enum HoldsCommand {
    /// Show what waits, and the texts that people would get
    List,
    /// Agree to an action: it takes effect at once, or when the bot runs again
    GoAhead {
        /// Its number, as `list` shows it
        number: i64,
    },
    /// Stop an action
    Stop {
        /// Its number, as `list` shows it
        number: i64,
    },
}

pub async fn run(command: HoldsCommand) -> Result<(), CommandError> {
    let request = match command {
        HoldsCommand::List => ControlRequest::HoldsList,
        HoldsCommand::GoAhead { number } => ControlRequest::HoldGoAhead(number),
        HoldsCommand::Stop { number } => ControlRequest::HoldStop(number),
    };
    match order(&request).await? {
        ControlAnswer::Done => out_line("Done. The staff is told of it."),
        ControlAnswer::Holds(holds) => show(&holds),
        ControlAnswer::NoHold => {
            return Err("nothing with this number waits; see: pledge-bot holds list".into());
        }
        ControlAnswer::Refused(error) => return Err(error.into()),
        ControlAnswer::Failed(reason) => return Err(reason.into()),
        ControlAnswer::About { .. }
        | ControlAnswer::Staff(..)
        | ControlAnswer::Invited(..)
        | ControlAnswer::Joined(..)
        | ControlAnswer::FirstOwner(_) => {
            return Err("the bot has answered something else".into());
        }
    }
    Ok(())
}

fn show(holds: &[HoldEntry]) {
    if holds.is_empty() {
        out_line("Nothing waits.");
    }
    for HoldEntry { id, kind, author, alias, begun, lapses, texts } in holds {
        let alias = alias.as_deref().unwrap_or("(no alias)");
        out_line(format_args!("{id}  {kind} by {author} {alias}, begun {begun}; lapses {lapses}"));
        for line in texts.iter().flat_map(|text| text.lines()) {
            out_line(format_args!("    {line}"));
        }
    }
}
