//! `run`: the bot on Telegram.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use pledge_bot::clock::Clock;
use pledge_bot::config::Settings;
use pledge_bot::conversation::route;
use pledge_bot::crypto::Recipients;
use pledge_bot::domain::Right;
use pledge_bot::service::{Service, ServiceError, Starting, tell_stopping};
use pledge_bot::store::StoreFacts;
use pledge_bot::texts::no_contact;
use tokio::sync::watch;

use crate::cli::CommandError;
use crate::cli::environment::{Examined, environment, examined_environment};
use crate::cli::signals::stopped;

pub async fn run(mut stop: watch::Receiver<bool>) -> Result<(), CommandError> {
    let env = environment()?;
    let settings = Settings::read(&env)?;
    let (file, ineffective) = match examined_environment()? {
        Examined::Read { file, ineffective, .. } => (file, ineffective),
        Examined::Unreadable(_) => (None, Vec::new()),
    };
    for risk in settings.risks() {
        log::warn!("{risk}");
    }
    let has_staff = StoreFacts::read(&settings.folders.data).await.is_ok_and(|facts| facts.has_staff);
    if has_staff && !settings.owners.is_empty() {
        log::warn!(
            "OWNER_IDS names owners by their Telegram IDs in clear, and is not read any more: empty this line of the settings, or \
             let pledge-bot setup do it"
        );
    }
    let starting = Starting::new(&settings, Clock::System).await?;
    let mut heard = stop.clone();
    tokio::spawn(async move {
        stopped(&mut heard).await;
        tell_stopping();
    });
    // It waits while Telegram can't be reached.
    let service = tokio::select! {
        biased;
        () = stopped(&mut stop) => {
            // Nothing is in hand, so the process may end before the task above has its turn.
            tell_stopping();
            return Ok(());
        }
        started = starting.finish(&settings, route) => started?,
    };
    let service = service.configured_by(file, ineffective);
    greet(&settings, &service).await?;
    service.run(stop.clone()).await?;
    if *stop.borrow() || !service.forgets_its_key() {
        return Ok(());
    }
    log::warn!("the store key is forgotten, by an order of the command line");
    drop(service);
    Err(anew().into())
}

/// Executes the program once more in place of this process, so that none of its memory is left, nor a copy of the key in it. Comes
/// back only if that fails.
fn anew() -> String {
    let mut arguments = std::env::args_os();
    let name = arguments.next().unwrap_or_default();
    let error = Command::new("/proc/self/exe").arg0(name).args(arguments).exec();
    format!(
        "the bot can't start again ({}); start it, and it waits for pledge-bot freeze --lift",
        error.kind()
    )
}

/// Says in the log what runs.
async fn greet(settings: &Settings, service: &Service) -> Result<(), CommandError> {
    let updates =
        if settings.webhook.is_some() { "Telegram delivers updates" } else { "it asks for updates" };
    let staff = service.app().store.staff().await.map_err(ServiceError::from)?;
    let owners = staff.iter().filter(|member| member.has(Right::Manage)).count();
    log::info!(
        "@{} runs; {updates}; {owners} owners are on staff; {} keys seal names and contacts",
        service.app().bot_name,
        service.app().recipients.as_ref().map_or(0, Recipients::len)
    );
    if let Some(warning) = no_contact(&service.app().texts.load().lacks_contact) {
        log::warn!("{warning}");
    }
    Ok(())
}
