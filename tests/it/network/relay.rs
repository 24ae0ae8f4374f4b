//! A relay between two programs, which records what it passes on.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A relay; it stops when the test's runtime does.
#[derive(Clone)]
pub struct Relay {
    /// The address on which it listens.
    pub address: SocketAddr,
    target: watch::Sender<Option<SocketAddr>>,
    seen: Arc<Mutex<Vec<u8>>>,
    /// How often connections died.
    deaths: watch::Sender<u32>,
    changed: watch::Sender<()>,
}

/// The handshake before a relay passes anything on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// None: every byte is passed on.
    Plain,
    /// SOCKS5 with a name and a password.
    Socks5,
}

impl Relay {
    /// Listens on a free port of this machine. Connections wait until there is a target.
    pub async fn start(kind: Kind) -> Relay {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let relay = Relay {
            address,
            target: watch::Sender::new(None),
            seen: Arc::default(),
            deaths: watch::Sender::new(0),
            changed: watch::Sender::new(()),
        };
        let accepting = relay.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(accepting.clone().pass_on(stream, kind));
            }
        });
        relay
    }

    /// Sets the target.
    pub fn to(&self, target: SocketAddr) {
        self.target.send_replace(Some(target));
    }

    /// All connections of now die, as when a router forgets them: whatever is sent on them is taken and goes nowhere, nothing
    /// comes back, and no probe tells, because the system still answers those. New connections live.
    pub fn goes_silent(&self) {
        self.deaths.send_modify(|deaths| *deaths += 1);
    }

    /// Everything that clients have sent, as text.
    pub fn seen(&self) -> String {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&seen).into_owned()
    }

    /// Waits until `find` finds something in what clients have sent.
    pub async fn find<T>(&self, look: impl Fn(&str) -> Option<T>) -> T {
        let mut changes = self.changed.subscribe();
        let found = async {
            loop {
                if let Some(found) = look(&self.seen()) {
                    return found;
                }
                changes.changed().await.expect("the relay stands");
            }
        };
        tokio::time::timeout(Duration::from_mins(1), found).await.expect("it comes within a minute")
    }

    async fn pass_on(self, mut stream: TcpStream, kind: Kind) {
        if kind == Kind::Socks5 {
            self.note(&shake_hands(&mut stream).await);
        }
        let mut target = self.target.subscribe();
        let Ok(target) = target.wait_for(Option::is_some).await.map(|target| *target) else { return };
        let target = target.expect("it was waited for");
        // If the target is gone, clients see what they would see without a relay.
        let Ok(onward) = TcpStream::connect(target).await else { return };
        let ((mut from, mut back), (mut answers, mut to)) = (stream.into_split(), onward.into_split());
        let mut deaths = self.deaths.subscribe();
        deaths.mark_unchanged();
        let mut death = deaths.clone();
        let answering = tokio::spawn(async move {
            tokio::select! {
                _ = tokio::io::copy(&mut answers, &mut back) => None,
                // Both ends stay open.
                _ = death.changed() => Some((answers, back)),
            }
        });
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut buffer).await {
            self.note(&buffer[..count]);
            let is_dead = deaths.has_changed().unwrap_or(true);
            if !is_dead && to.write_all(&buffer[..count]).await.is_err() {
                break;
            }
        }
        // The other direction ends when its sender closes.
        drop(to);
        let _ = answering.await;
    }

    fn note(&self, bytes: &[u8]) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        self.changed.send_replace(());
    }
}

/// The server's side of SOCKS5 (RFC 1928) with a name and a password (RFC 1929); gives the request as
/// `name:password host:port` and a line break.
async fn shake_hands(stream: &mut TcpStream) -> Vec<u8> {
    assert_eq!(stream.read_u8().await.expect("a version"), 5);
    let methods = counted(stream).await;
    assert!(methods.contains(&2), "the client has no password");
    stream.write_all(&[5, 2]).await.expect("written");
    assert_eq!(stream.read_u8().await.expect("a version"), 1);
    let (name, password) = (counted(stream).await, counted(stream).await);
    stream.write_all(&[1, 0]).await.expect("written");
    let mut head = [0; 4];
    stream.read_exact(&mut head).await.expect("a request");
    assert_eq!(head, [5, 1, 0, 3], "not a connection to a host by its name");
    let host = counted(stream).await;
    let port = stream.read_u16().await.expect("a port").to_string();
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.expect("written");
    [&name[..], b":", &password, b" ", &host, b":", port.as_bytes(), b"\n"].concat()
}

/// A length byte and so many bytes.
async fn counted(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = vec![0; stream.read_u8().await.expect("a length").into()];
    stream.read_exact(&mut bytes).await.expect("what was announced");
    bytes
}
