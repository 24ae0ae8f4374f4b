//! Orders of whoever has the machine. The command line gives one through a socket in the data folder to the bot that runs there,
//! or carries it out itself while none runs. One function carries it out in both cases.
//!
//! The socket is a file of mode 0600 in a folder of mode 0700: the user of the bot and root alone can use it. A request and its
//! answer are one line of JSON each.

mod carry_out;
mod client;
mod request;
mod server;

pub use carry_out::{BOT_NAME, carry_out};
pub use client::{SocketError, ask};
pub use request::{
    ControlAnswer, ControlRequest, FirstOwner, HoldEntry, Opener, StaffEntry, WaitingInvitation,
};
pub use server::ControlServer;

use std::path::{Path, PathBuf};
use std::time::Duration;

/// The longest request or answer, in bytes.
const LONGEST: u64 = 1024 * 1024;
/// How long either side waits for the other.
const PATIENCE: Duration = Duration::from_secs(10);

/// The socket of the bot whose data are in this folder.
fn socket(data: &Path) -> PathBuf {
    data.join("control.sock")
}
