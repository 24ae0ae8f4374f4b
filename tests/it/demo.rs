//! The demo: what a visitor finds in it, and that it is made up once.

use std::path::Path;

use pledge_bot::demo::{Contents, Demo};
use pledge_bot::domain::Lang;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::support::chat::say;

/// A supporter of the demo who subscribes to news and reads Kyrgyz, and the member of staff who wrote the broadcast.
const BERMET: i64 = 1012;
const ASEL: i64 = 1011;

/// A demo that runs until it is stopped.
struct Running {
    address: String,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    async fn start(folder: &Path, contents: Contents) -> Running {
        let listen = "127.0.0.1:0".parse().expect("an address");
        let demo = Demo::start(listen, folder.to_owned(), None, contents).await.expect("the demo starts");
        let (stop, stopped) = watch::channel(false);
        let (address, mut furnished) = (demo.address(), demo.furnished());
        let task = tokio::spawn(async move { demo.run(stopped).await.expect("the demo runs") });
        furnished.wait_for(|there| *there).await.expect("the demo runs");
        Running { address, stop, task }
    }

    async fn get(&self, path: &str) -> Value {
        let url = format!("{}/emulator{path}", self.address);
        reqwest::get(url).await.expect("an answer").json().await.expect("JSON")
    }

    async fn people(&self) -> usize {
        self.get("/state").await["chats"].as_array().expect("chats").len()
    }

    /// Waits until a text is in the chat of a person.
    async fn sees(&self, person: i64, text: &str) {
        let mut last = 0;
        loop {
            let messages = self.get(&format!("/chats/{person}/messages")).await;
            let texts = messages.as_array().into_iter().flatten().filter_map(|one| one["text"].as_str());
            if texts.into_iter().any(|one| one.contains(text)) {
                return;
            }
            // Waits for the next event; the test runner bounds how long that takes.
            last = self.get(&format!("/events?after={last}&timeout=30&chat={person}&limit=1")).await["seq"]
                .as_u64()
                .expect("a number");
        }
    }

    async fn stop(self) {
        self.stop.send(true).expect("the demo listens");
        self.task.await.expect("the demo ends");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_finds_supporters_findings_a_deadline_and_a_broadcast_once() {
    let around = tempfile::tempdir().expect("a folder");
    let folder = around.path().join("demo");
    let say = say(Lang::Ky);
    let demo = Running::start(&folder, Contents::MadeUp).await;
    assert_eq!(demo.people().await, 17);
    assert_eq!(demo.get("/guide").await["people"][3]["who"]["ky"], say.demo_staff_who());
    demo.sees(BERMET, &say.demo_broadcast()).await;
    demo.sees(ASEL, "▓▓▓▓▓▓▓▓▓▓▓▓").await;
    demo.stop().await;

    // The next start finds all of it in the folder, and makes up nothing.
    let demo = Running::start(&folder, Contents::MadeUp).await;
    let messages = demo.get(&format!("/chats/{BERMET}/messages")).await;
    assert_eq!(messages, Value::Array(Vec::new()));
    demo.stop().await;
    let beside: Vec<_> = std::fs::read_dir(around.path()).expect("a folder").flatten().collect();
    assert_eq!(beside.len(), 1, "{beside:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_demo_has_only_the_people_whose_phones_one_may_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Running::start(folder.path(), Contents::Empty).await;
    assert_eq!(demo.people().await, 4);
    let guide = demo.get("/guide").await;
    assert_eq!(
        (guide["people"].as_array().map(Vec::len), &guide["background"]),
        (Some(4), &Value::Array(Vec::new()))
    );
    demo.stop().await;
}
