//! `freeze`: whoever has the machine stops everything that goes out, and lets it go on.

use std::io::BufRead as _;
use std::path::Path;

use clap::Args;
use pledge_bot::config::Settings;
use pledge_bot::console::{err_line, out_line};
use pledge_bot::control::{ControlAnswer, ControlRequest};
use pledge_bot::store::{end_forgetting, is_key_forgotten};

use crate::cli::CommandError;
use crate::cli::environment::environment;
use crate::cli::staff::order_with;

#[derive(Args)]
pub struct FreezeArgs {
    /// Lift the freeze; a bot that has forgotten its key takes it again
    #[arg(long, conflicts_with = "forget_key")]
    lift: bool,
    /// Have the bot forget its store key too. It takes no updates then, and stays like that until --lift
    #[arg(long)]
    forget_key: bool,
    /// Don't ask before the key is forgotten
    #[arg(long, requires = "forget_key")]
    yes: bool,
}

pub async fn run(args: FreezeArgs) -> Result<(), CommandError> {
    let env = environment()?;
    let settings = Settings::read(&env)?;
    let data = settings.folders.data.clone();
    if args.lift {
        return lift(&settings, &data).await;
    }
    if args.forget_key && is_key_forgotten(&data) {
        out_line("The key is forgotten already. To go on: pledge-bot freeze --lift");
        return Ok(());
    }
    if args.forget_key && !args.yes {
        confirm(&settings)?;
    }
    let request = if args.forget_key { ControlRequest::ForgetKey } else { ControlRequest::Freeze };
    answered(order_with(&settings, &request).await?)?;
    if args.forget_key {
        out_line("Everything is frozen, and the bot forgets its key. To go on: pledge-bot freeze --lift");
    } else {
        out_line(
            "Everything is frozen: nothing goes out to many, and nothing that staff do takes effect. People are answered, and can \
             leave. Staff is told. To go on: pledge-bot freeze --lift",
        );
    }
    Ok(())
}

async fn lift(settings: &Settings, data: &Path) -> Result<(), CommandError> {
    answered(order_with(settings, &ControlRequest::LiftFreeze).await?)?;
    // Last, so that a bot that waits for this finds the data free.
    end_forgetting(data)?;
    out_line("The freeze is lifted. Staff is told.");
    Ok(())
}

fn answered(answer: ControlAnswer) -> Result<(), CommandError> {
    match answer {
        ControlAnswer::Failed(reason) => Err(reason.into()),
        ControlAnswer::Refused(error) => Err(error.into()),
        ControlAnswer::Done => Ok(()),
        ControlAnswer::About { .. }
        | ControlAnswer::Staff(..)
        | ControlAnswer::Invited(..)
        | ControlAnswer::Holds(_)
        | ControlAnswer::Joined(..)
        | ControlAnswer::FirstOwner(_)
        | ControlAnswer::NoHold => Err("the bot has answered something else".into()),
    }
}

/// Says what follows, and asks for a yes.
fn confirm(settings: &Settings) -> Result<(), CommandError> {
    err_line(
        "Nothing goes out any more, and nobody is answered until `pledge-bot freeze --lift`. What people send waits at Telegram for 24 \
         hours; after that Telegram drops it, also wishes to stop messages or to erase data.",
    );
    if settings.store_key_command.is_none() && settings.folders.store_key.exists() {
        err_line(format_args!(
            "The key is forgotten in the bot's memory only: this machine still holds it, in {}. Whoever may take the machine gets it, \
             unless you move that file away.",
            settings.folders.store_key.display()
        ));
    }
    err_line("Type yes to go on:");
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    if answer.trim() == "yes" { Ok(()) } else { Err("nothing was changed".into()) }
}
