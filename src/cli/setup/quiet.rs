//! The quiet hours.

use crate::cli::CommandError;
use crate::cli::setup::SetupArgs;
use crate::cli::setup::draft::SettingsDraft;
use crate::cli::setup::questions::{Questions, SetupTopic};
use pledge_bot::console::err_line;

const NAME: &str = "QUIET_HOURS";
/// As `.env.example` has them.
const USUAL: &str = "22:00-08:00";

pub async fn settle(
    args: &SetupArgs,
    draft: &mut SettingsDraft,
    questions: &Questions,
) -> Result<(), CommandError> {
    if let Some(hours) = &args.quiet_hours {
        return draft.try_set(NAME, hours);
    }
    if !questions.are_about(SetupTopic::QuietHours) {
        return Ok(());
    }
    let now = draft.get(NAME).unwrap_or_else(|| USUAL.to_owned());
    let question = format!(
        "\nQuiet hours: two times of the day in Bishkek between which only urgent broadcasts go out, or none.\nEnter for \
         {now}: "
    );
    loop {
        let answer = questions.line(&question).await?;
        let hours = if answer.is_empty() { now.as_str() } else { answer.as_str() };
        match draft.try_set(NAME, hours) {
            Ok(()) => return Ok(()),
            Err(error) => err_line(&error),
        }
    }
}
