//! `run`: the bot on Telegram.

use pledge_bot::clock::Clock;
use pledge_bot::config::Settings;
use pledge_bot::crypto::Recipients;
use pledge_bot::service::Service;
use pledge_bot::texts::no_contact;
use tokio::sync::watch;

use crate::cli::CommandError;
use crate::cli::environment::environment;
use crate::cli::signals::stopped;

pub async fn run(mut stop: watch::Receiver<bool>) -> Result<(), CommandError> {
    let env = environment()?;
    let settings = Settings::read(&env)?;
    for risk in settings.risks() {
        log::warn!("{risk}");
    }
    // It waits while Telegram can't be reached.
    let service = tokio::select! {
        biased;
        () = stopped(&mut stop) => return Ok(()),
        started = Service::start(&settings, Clock::System) => started?,
    };
    let updates =
        if settings.webhook.is_some() { "Telegram delivers updates" } else { "it asks for updates" };
    log::info!(
        "@{} runs; {updates}; {} owners in OWNER_IDS may send broadcasts; {} keys seal names and contacts",
        service.app().bot_name,
        settings.owners.len(),
        service.app().recipients.as_ref().map_or(0, Recipients::len)
    );
    if let Some(warning) = no_contact(&service.app().texts.load().lacks_contact) {
        log::warn!("{warning}");
    }
    Ok(service.run(stop).await?)
}
