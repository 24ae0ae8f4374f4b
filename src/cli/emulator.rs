//! `emulator`: only the emulator of Telegram.

use std::net::SocketAddr;

use pledge_bot::emulator::{Emulator, Options};

use crate::cli::CommandError;
use crate::cli::signals::stop_signal;

pub async fn run(listen: SocketAddr) -> Result<(), CommandError> {
    let options = Options { listen, ..Options::default() };
    let emulator = Emulator::start(options)
        .await
        .map_err(|error| format!("can't listen at {listen}: {}", error.kind()))?;
    println!("The emulator answers at {0}; GET {0}/emulator describes it. Ctrl+C ends it.", emulator.url());
    // An error means that the task that waits for signals has ended; then there is nothing to wait for.
    let _ = stop_signal().wait_for(|stop| *stop).await;
    Ok(())
}
