//! The bot's side: it listens at the socket and carries out what it is asked.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::control::carry_out::find;
use crate::control::request::{ControlAnswer, ControlRequest, FirstOwner};
use crate::control::{LONGEST, PATIENCE, carry_out, socket};
use crate::domain::PersonCode;
use crate::notices::Notices;
use crate::store::Store;

/// Carries out the orders of whoever has the machine, while the bot runs.
#[derive(Clone)]
pub struct ControlServer {
    store: Arc<Store>,
    notices: Notices,
    clock: Clock,
    path: PathBuf,
}

impl ControlServer {
    /// For the bot with this store. Its staff is told of what is changed.
    #[must_use]
    pub fn new(store: Arc<Store>, notices: Notices, clock: Clock, data: &std::path::Path) -> ControlServer {
        ControlServer { store, notices, clock, path: socket(data) }
    }

    /// Listens until it is told to stop. Without a socket the bot goes on, and the command line says what to do.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let listener = match self.listen() {
            Ok(listener) => listener,
            Err(error) => {
                let path = self.path.display();
                log::error!("the socket {path} can't be made ({error}); commands need the bot to be stopped");
                let _ = stop.wait_for(|stop| *stop).await;
                return;
            }
        };
        // One that says nothing holds up nobody.
        let mut clients = JoinSet::new();
        while !*stop.borrow() {
            let accepted = tokio::select! {
                _ = stop.wait_for(|stop| *stop) => break,
                Some(_) = clients.join_next() => continue,
                accepted = listener.accept(), if clients.len() < ControlServer::CLIENTS => accepted,
            };
            match accepted {
                Ok((stream, _)) => {
                    let (server, stop) = (self.clone(), stop.clone());
                    clients.spawn(async move { server.answer(stream, stop).await });
                }
                Err(error) => {
                    log::warn!("the control socket can't be listened at: {}", error.kind());
                    self.clock.sleep(ControlServer::PAUSE).await;
                }
            }
        }
        // An order that was read is carried out and answered.
        clients.join_all().await;
        let _ = fs::remove_file(&self.path);
    }

    /// How many are answered at a time.
    const CLIENTS: usize = 8;
    /// The pause after a failure to listen, such as for want of open files.
    const PAUSE: Duration = Duration::from_secs(1);

    async fn answer(&self, stream: UnixStream, stop: watch::Receiver<bool>) {
        if !matches!(tokio::time::timeout(PATIENCE, self.serve(stream, stop)).await, Ok(Ok(()))) {
            log::warn!("a request at the control socket could not be read or answered");
        }
    }

    fn listen(&self) -> io::Result<UnixListener> {
        // The folder is this process's, so a socket that is there is left over.
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let listener = UnixListener::bind(&self.path)?;
        fs::set_permissions(&self.path, Permissions::from_mode(0o600))?;
        Ok(listener)
    }

    async fn serve(&self, stream: UnixStream, mut stop: watch::Receiver<bool>) -> io::Result<()> {
        let (read, mut write) = stream.into_split();
        let (mut line, mut read) = (String::new(), BufReader::new(read.take(LONGEST)));
        tokio::select! {
            read = read.read_line(&mut line) => read?,
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        };
        let answer = match serde_json::from_str::<ControlRequest>(&line) {
            Ok(request) => self.named(carry_out(&self.store, &request, self.clock.now()).await).await,
            Err(_) => {
                ControlAnswer::Failed("the running bot is of another version than this command".to_owned())
            }
        };
        // First, as whoever asked may be gone by now.
        self.notices.tell_of_staff_soon();
        let mut json = serde_json::to_vec(&answer).map_err(io::Error::other)?;
        json.push(b'\n');
        write.write_all(&json).await?;
        write.shutdown().await
    }

    /// The same answer, with the names that Telegram shows of the people in it who are not known by an alias.
    async fn named(&self, mut answer: ControlAnswer) -> ControlAnswer {
        let nameless: Vec<(&PersonCode, &mut Option<String>)> = match &mut answer {
            ControlAnswer::FirstOwner(FirstOwner::Opened(opener)) => vec![(&opener.code, &mut opener.name)],
            ControlAnswer::Staff(staff, invitations) => {
                let staff = staff.iter_mut().filter(|member| member.alias.is_none());
                let openers = invitations.iter_mut().filter_map(|invitation| invitation.opened.as_mut());
                let openers = openers.map(|opener| (&opener.code, &mut opener.name));
                staff.map(|member| (&member.code, &mut member.name)).chain(openers).collect()
            }
            ControlAnswer::FirstOwner(FirstOwner::There | FirstOwner::Uninvited | FirstOwner::Unopened)
            | ControlAnswer::Done
            | ControlAnswer::About { .. }
            | ControlAnswer::Invited(..)
            | ControlAnswer::Joined(..)
            | ControlAnswer::Holds(_)
            | ControlAnswer::NoHold
            | ControlAnswer::Refused(_)
            | ControlAnswer::Failed(_) => Vec::new(),
        };
        let asked = nameless.into_iter().map(async |(code, name)| {
            if let Ok(Some(person)) = find(&self.store, code).await {
                *name = self.notices.shown_name(person).await;
            }
        });
        // Whoever waits for an answer gets it without the names that Telegram has not told by then.
        let _ = tokio::time::timeout(PATIENCE / 2, join_all(asked)).await;
        answer
    }
}
