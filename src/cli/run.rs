//! `run`: the bot on Telegram.

use pledge_bot::clock::Clock;
use pledge_bot::config::Settings;
use pledge_bot::service::Service;

use crate::cli::CommandError;
use crate::cli::environment::environment;
use crate::cli::signals::stop_signal;

pub async fn run() -> Result<(), CommandError> {
    let env = environment()?;
    let settings = Settings::read(&env)?;
    let service = Service::start(&settings, Clock::System).await?;
    Ok(service.run(stop_signal()).await?)
}
