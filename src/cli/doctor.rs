//! `doctor`: whether everything is in order.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use pledge_bot::clock::Clock;
use pledge_bot::console::out_line;
use pledge_bot::doctor::{Doctor, Installation, Machine};

use crate::cli::CommandError;
use crate::cli::environment::{Examined, examined_environment};

#[derive(Args)]
#[command(after_help = "\
Exit codes: 0 nothing wrong was found; 1 something is wrong, or the checks could not be made at all. A check that could not be \
made does not change the exit code. docs/operate.md has a table of all that can be found.")]
pub struct DoctorArgs {
    /// Print one JSON object, for programs
    #[arg(long)]
    json: bool,
    /// The folder that has proc, sys, run and var in it, for tests
    #[arg(long, value_name = "FOLDER", default_value = "/", hide = true)]
    root: PathBuf,
}

pub async fn run(args: DoctorArgs) -> Result<ExitCode, CommandError> {
    let installation = match examined_environment()? {
        Examined::Read { file, ineffective, env } => {
            Installation { file, ineffective, ..Installation::read(&env) }
        }
        Examined::Unreadable(error) => Installation::unreadable(error),
    };
    let machine = Machine::under(args.root);
    let doctor = Arc::new(Doctor { installation, machine, clock: Clock::System });
    let report = Box::pin(doctor.examine()).await;
    if args.json {
        out_line(format_args!("{:#}", report.json()));
    } else {
        out_line(&report);
    }
    Ok(if report.found().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
