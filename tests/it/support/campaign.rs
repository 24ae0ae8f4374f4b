//! Many subscribers of news, and a message to all of them.

use std::path::Path;

use jiff::Timestamp;
use pledge_bot::clock::Clock;
use pledge_bot::crypto::StoreKey;
use pledge_bot::domain::campaign::{Audience, CampaignKind, Launch};
use pledge_bot::domain::message::{CampaignMessage, MessageVersions};
use pledge_bot::domain::{CampaignId, ChatId, ChatKind, Lang, Topic};
use pledge_bot::emulator::{Emulator, NewPerson, Options};
use pledge_bot::store::{Change, ChangeSet, Store};

use super::subscribers::store_all;

/// The author of the campaigns, who gets their reports.
pub const AUTHOR: ChatId = ChatId::new(900);
/// The ID of the first subscriber; the others follow.
pub const FIRST: i64 = 1_000_000;

/// An emulator with the author and so many people. It keeps every event.
pub async fn emulator(people: u32) -> Emulator {
    let options = Options { events_cap: usize::MAX, ..Options::default() };
    let emulator = Emulator::start(options).await.expect("a free port");
    let author =
        NewPerson { id: Some(AUTHOR.telegram_number()), started: true, ..NewPerson::new("Author", "en") };
    emulator.person(&author).expect("a person");
    emulator.crowd(FIRST, people, "en").expect("people");
    emulator
}

/// The store key in the folder of a program with the default settings.
pub fn key(folder: &Path) -> StoreKey {
    let (key, _) = StoreKey::load_or_create(&folder.join("store.key")).expect("a key");
    key
}

/// Opens the store in the folder of a program with the default settings. The author may send.
pub async fn open(folder: &Path) -> Store {
    let key = key(folder);
    let (data, list) = (folder.join("data"), folder.join("opt-outs.list"));
    let store = Store::open_with_list(&data, key, &list).await.expect("the store opens");
    store.begin_staff(&[AUTHOR]).await.expect("the author is an owner");
    store
}

/// Puts the author and so many subscribers of `news` into the store of a folder.
pub async fn subscribe(folder: &Path, people: u32) {
    let store = open(folder).await;
    let since = Timestamp::UNIX_EPOCH;
    let subscriber = |chat: i64| {
        let topic = Change::SetTopic(Topic::News, true, since);
        ChangeSet {
            chat: ChatId::new(chat),
            list: vec![Change::Meet(ChatKind::Private), Change::SetLang(Lang::En), topic],
        }
    };
    let author =
        ChangeSet { chat: AUTHOR, list: vec![Change::Meet(ChatKind::Private), Change::SetLang(Lang::En)] };
    let all = (FIRST..FIRST + i64::from(people)).map(subscriber).chain([author]);
    store_all(&store, all).await;
    store.close().await.expect("it closes");
}

/// The content of a campaign: a text in each of these languages.
pub fn content(texts: &[(Lang, &str)]) -> MessageVersions {
    let by_lang = texts.iter().map(|(lang, text)| (*lang, CampaignMessage::plain(*text))).collect();
    MessageVersions { by_lang, ..MessageVersions::default() }
}

/// A campaign that sends an English text to all subscribers of `news` at once.
pub fn message(text: &str, now: Timestamp) -> Launch {
    Launch {
        author: Some(AUTHOR),
        kind: CampaignKind::Send,
        audience: Audience::of(Topic::News),
        content: content(&[(Lang::En, text)]),
        due: now,
        urgent: false,
        trial: false,
        paid: false,
    }
}

/// Launches a campaign; gives its number.
pub async fn launch(store: &Store, launch: Launch, now: Timestamp) -> CampaignId {
    let list = vec![Change::Launch(Box::new(launch), now)];
    store.commit(None, Some(ChangeSet { chat: AUTHOR, list })).await.expect("launched");
    store.reader().campaigns(1).await.expect("they are read")[0].id
}

/// Launches a text to all subscribers that ignores quiet hours; gives its number.
pub async fn launch_now(store: &Store, paid: bool) -> CampaignId {
    let now = Clock::System.now();
    let text = message("A message to many", now);
    launch(store, Launch { urgent: true, paid, ..text }, now).await
}
