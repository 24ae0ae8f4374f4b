//! `demo`: the bot with an emulator of Telegram and a web page for chatting.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use pledge_bot::config::Folders;
use pledge_bot::console::out_line;
use pledge_bot::demo::{Contents, Demo};
use tokio::sync::watch;

use crate::cli::CommandError;
use crate::cli::environment::environment;
use crate::cli::signals::stopped;

pub async fn run(
    port: u16,
    data: Option<PathBuf>,
    empty: bool,
    mut stop: watch::Receiver<bool>,
) -> Result<(), CommandError> {
    let temporary = if data.is_none() { Some(tempfile::tempdir()?) } else { None };
    let folder =
        data.or_else(|| temporary.as_ref().map(|folder| folder.path().to_owned())).unwrap_or_default();
    let messages = Folders::read(&environment()?)?.messages;
    let listen = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
    let contents = if empty { Contents::Empty } else { Contents::MadeUp };
    let demo = tokio::select! {
        biased;
        () = stopped(&mut stop) => return Ok(()),
        started = Demo::start(listen, folder, messages, contents) => started?,
    };
    out_line(format_args!(
        "Open {} in a browser to chat with the bot. Ctrl+C ends the demo.",
        demo.address()
    ));
    Ok(demo.run(stop).await?)
}
