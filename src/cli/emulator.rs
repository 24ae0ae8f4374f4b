//! `emulator`: only the emulator of Telegram.

use std::net::SocketAddr;

use pledge_bot::console::out_line;
use pledge_bot::emulator::{Emulator, Options};
use tokio::sync::watch;

use crate::cli::CommandError;
use crate::cli::signals::stopped;

pub async fn run(listen: SocketAddr, mut stop: watch::Receiver<bool>) -> Result<(), CommandError> {
    let options = Options { listen, ..Options::default() };
    let emulator = Emulator::start(options).await.map_err(|error| {
        format!("can't listen at {listen}: {}; choose another address with --listen", error.kind())
    })?;
    out_line(format_args!(
        "The emulator answers at {0}; GET {0}/emulator describes it. Ctrl+C ends it.",
        emulator.url()
    ));
    stopped(&mut stop).await;
    Ok(())
}
