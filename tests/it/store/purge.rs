//! After an erasure no byte of any file gives the chat away.

use std::fs;
use std::path::Path;

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::crypto::IdKey;
use pledge_bot::domain::campaign::{Audience, CampaignKind, Launch, Stage};
use pledge_bot::domain::message::MessageVersions;
use pledge_bot::domain::reminder::Snooze;
use pledge_bot::domain::{
    AwaitedText, ChatId, ChatKind, DeadlineForm, Lang, MessageId, ReminderQuestion, Retention, Role,
    StaffForm, StaffMember, StatusForm, Topic,
};
use pledge_bot::store::{Change, Delivered, Incoming, Outcome, Store};

use crate::support::varint::varint;

use super::support::{AIGUL, Folder, SUPERGROUP, change, incoming, met, noon, set, supporter};

/// IDs whose bytes do not occur by chance: SQLite stores them in six bytes, in eight, and negative in eight.
const IDS: [ChatId; 3] = [
    ChatId::new(0x5A_C3_96_E1_7B_2D),
    ChatId::new(0x0E_D1_C2_B3_A4_95_86),
    ChatId::new(-1_009_876_543_211_357),
];

/// Every form in which SQLite, JSON or a log would write a number.
fn forms(number: i64) -> Vec<Vec<u8>> {
    let whole = number.to_be_bytes().to_vec();
    let mut all = vec![number.to_string().into_bytes(), whole.clone(), number.to_le_bytes().to_vec()];
    if (-(1_i64 << 47)..1 << 47).contains(&number) {
        all.push(whole[2..].to_vec());
    }
    all.push(varint(number.cast_unsigned()));
    all
}

/// The files of a folder and its subfolders that hold the chat's ID or its stored form.
fn traces(folder: &Folder, chat: ChatId) -> Vec<String> {
    let stored = IdKey::of(&folder.key()).hide(chat).bits();
    assert_eq!(
        holding(folder.path(), &forms(chat.telegram_number())),
        Vec::<String>::new(),
        "nobody finds the ID itself"
    );
    holding(folder.path(), &forms(stored))
}

/// The files in a folder and its subfolders that hold one of these forms.
fn holding(folder: &Path, forms: &[Vec<u8>]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in folder.read_dir().expect("read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, forms));
            continue;
        }
        let bytes = fs::read(&path).expect("read");
        let holds = |form: &Vec<u8>| bytes.windows(form.len()).any(|part| part == form.as_slice());
        if forms.iter().any(holds) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// Everything that a chat can leave behind, with its last update answered and still to be said.
async fn live(folder: &Folder, store: &Store, chat: ChatId, update: i64) {
    store.enqueue(&[update_of(chat, update)], noon()).await.expect("taken");
    change(
        store,
        chat,
        [
            Change::Meet(if chat.telegram_number() > 0 { ChatKind::Private } else { ChatKind::Supergroup }),
            Change::SetLang(Lang::Ky),
            Change::SetScreen(Some(MessageId(1))),
            Change::SetTopic(Topic::News, true, noon()),
            Change::SetTopic(Topic::Calls, true, noon()),
            Change::SaveSupporter(supporter(Some(vec![7; 400]))),
            Change::Await(AwaitedText::Reminder(ReminderQuestion::Zone), noon()),
            Change::KeepMessages(vec![MessageId(3)], noon()),
        ],
    )
    .await;
    folder.had_begun(chat, "Айгүл").await;
    campaign(store, chat).await;
    begun(store, chat).await;
}

/// The forms, the draft and the postponed reminder of a chat.
async fn begun(store: &Store, chat: ChatId) {
    let day = date(2027, 3, 1);
    let deadline = DeadlineForm { date: Some(day), ..DeadlineForm::begin(noon()) };
    let forms = [StaffForm::Deadline(deadline), StaffForm::Status(StatusForm::begin(noon()))];
    let [deadline, status] = forms.map(|form| Change::SaveForm(Box::new(form), noon()));
    let list = [
        deadline,
        status,
        Change::Snooze(Snooze { chat, deadline: "1".to_owned(), date: day, due: noon() }),
        Change::SaveDraft(b"{}".to_vec()),
    ];
    change(store, chat, list).await;
}

/// A campaign of the chat's own, of which it is the last recipient. It was on staff then.
async fn campaign(store: &Store, chat: ChatId) {
    let launch = Launch {
        author: Some(chat),
        kind: CampaignKind::Send,
        audience: Audience { groups: Some(chat.telegram_number() < 0), ..Audience::of(Topic::News) },
        content: MessageVersions::default(),
        due: noon(),
        urgent: false,
        trial: false,
        paid: false,
    };
    store.save_staff(StaffMember::new(chat, Role::Owner, None)).await.expect("saved");
    change(store, chat, [Change::Launch(Box::new(launch), noon())]).await;
    let campaign = store.reader().campaigns(1).await.expect("read").remove(0);
    assert!(store.fill(&campaign, noon()).await.expect("filled"));
    store.set_stage(&campaign, Stage::Running, noon()).await.expect("set");
    let claimed = store.deliver(&campaign, Vec::new(), 64, noon()).await.expect("claimed");
    assert!(claimed.claims.iter().any(|claim| claim.chat == chat), "it is in the audience");
    let sent = Delivered { chat, stored: store.stored_id(chat), outcome: Outcome::Sent(vec![MessageId(7)]) };
    store.deliver(&campaign, vec![sent], 0, noon()).await.expect("recorded");
    store.remove_staff(chat).await.expect("removed");
}

fn update_of(chat: ChatId, update_id: i64) -> Incoming {
    Incoming {
        update_id,
        chat: Some(chat),
        raw: format!("{{\"chat\":{}}}", chat.telegram_number()).into_bytes(),
    }
}

/// Neighbours, so that pages split, and the chat's rows are inside the trees and not only at their ends.
async fn crowd(store: &Store, chat: ChatId) {
    let near = (1..400)
        .flat_map(|step| [chat.telegram_number() - step * 7919, chat.telegram_number() + step * 7919])
        .map(ChatId::new);
    let sign =
        near.map(|chat| change(store, chat, [met(), Change::SaveSupporter(supporter(Some(vec![9; 300])))]));
    futures_util::future::join_all(sign).await;
}

#[tokio::test]
async fn an_erased_chat_leaves_no_trace_in_any_byte() {
    for chat in IDS {
        let folder = Folder::new();
        let store = open(&folder).await;
        crowd(&store, chat).await;
        live(&folder, &store, chat, 10).await;
        crowd(&store, ChatId::new(chat.telegram_number() + 1)).await;
        store.sweep(noon(), &Retention::default()).await.expect("swept");
        assert!(!traces(&folder, chat).is_empty(), "the search finds what there is");

        store.answer(10, Some(set(chat, [Change::Erase])), b"a receipt").await.expect("answered");
        assert!(!traces(&folder, chat).is_empty(), "the receipt is still to be said");
        store.commit(Some(10), Some(set(chat, [Change::SetScreen(None)]))).await.expect("said");
        store.purge().await.expect("purged");
        assert_eq!(traces(&folder, chat), Vec::<String>::new());
        store.close().await.expect("closed");
        assert_eq!(traces(&folder, chat), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_crash_between_erasure_and_purge_does_not_lose_the_purge() {
    let (folder, chat) = (Folder::new(), IDS[0]);
    let store = open(&folder).await;
    live(&folder, &store, chat, 10).await;
    store.enqueue(&[update_of(chat, 11)], noon()).await.expect("taken");
    store.answer(10, Some(set(chat, [Change::Erase])), b"a receipt").await.expect("answered");
    store.close().await.expect("closed");

    let store = open(&folder).await;
    store.commit(Some(10), None).await.expect("said");
    store.purge().await.expect("tried");
    assert!(!traces(&folder, chat).is_empty(), "another update of the chat waits");
    store.commit(Some(11), None).await.expect("handled");
    store.purge().await.expect("purged");
    assert_eq!(traces(&folder, chat), Vec::<String>::new());
}

#[tokio::test]
async fn an_erasure_that_waits_for_the_list_of_opt_outs_leaves_no_trace() {
    let (folder, chat) = (Folder::new(), IDS[1]);
    let store = open(&folder).await;
    live(&folder, &store, chat, 10).await;
    fs::remove_file(folder.path().join("opt-outs.list")).expect("removed");
    store.commit(Some(10), Some(set(chat, [Change::Erase]))).await.expect("erased");
    assert_eq!(store.warnings().borrow().unlisted, 1, "it waits in the database");
    store.purge().await.expect("purged");
    assert_eq!(traces(&folder, chat), Vec::<String>::new());
}

#[tokio::test]
async fn a_group_that_moved_and_a_chat_that_was_lost_leave_no_trace_in_a_campaign() {
    let (folder, group, lost) = (Folder::new(), IDS[2], IDS[1]);
    let store = open(&folder).await;
    for (chat, update) in [(group, 10), (lost, 11)] {
        live(&folder, &store, chat, update).await;
        store.commit(Some(update), Some(set(chat, [Change::Withdraw]))).await.expect("handled");
    }
    change(&store, group, [Change::MigrateTo(SUPERGROUP)]).await;
    change(&store, lost, [Change::MarkUnreachable]).await;
    let keep = Retention { lost_chats: SignedDuration::ZERO, ..Retention::default() };
    assert_eq!(store.sweep(noon(), &keep).await.expect("swept").chats, 1);
    // Writing the database anew shows which bytes are rows.
    change(&store, AIGUL, [met(), Change::Erase]).await;
    store.close().await.expect("closed");
    for chat in [group, lost] {
        assert_eq!(traces(&folder, chat), Vec::<String>::new(), "{}", chat.telegram_number());
    }
}

#[tokio::test]
async fn a_reader_of_an_old_state_only_puts_the_purge_off() {
    let (folder, chat) = (Folder::new(), IDS[1]);
    let store = open(&folder).await;
    live(&folder, &store, chat, 10).await;
    let mut old = connect(&folder.data()).await;
    sqlx::query("BEGIN").execute(&mut old).await.expect("begun");
    sqlx::query("SELECT COUNT(*) FROM chats").execute(&mut old).await.expect("read");
    store.commit(Some(10), Some(set(chat, [Change::Erase]))).await.expect("erased");
    store.purge().await.expect("tried");
    sqlx::query("COMMIT").execute(&mut old).await.expect("ended");
    store.sweep(noon(), &Retention::default()).await.expect("swept");
    assert_eq!(traces(&folder, chat), Vec::<String>::new());
}

#[tokio::test]
async fn an_erasure_does_not_wait_for_an_answer_that_is_said_later() {
    let (folder, chat) = (Folder::new(), IDS[1]);
    let store = open(&folder).await;
    live(&folder, &store, chat, 10).await;
    assert!(store.answer(10, Some(set(chat, [Change::Erase])), b"a receipt").await.expect("erased"));
    assert!(store.postpone(10, None, b"the messages are to be deleted", 1).await.expect("kept"));
    store.purge().await.expect("purged");
    assert_eq!(traces(&folder, chat), Vec::<String>::new());
    let postponed = store.postponed(10).await.expect("read");
    assert_eq!(postponed[0].answer.as_deref(), Some(&b"the messages are to be deleted"[..]));
}

#[tokio::test]
async fn an_erasure_waits_for_nobody_elses_updates() {
    let (folder, chat) = (Folder::new(), IDS[0]);
    let store = open(&folder).await;
    live(&folder, &store, chat, 10).await;
    store.enqueue(&[Incoming { chat: Some(AIGUL), ..incoming(99, "{}") }], noon()).await.expect("taken");
    store.commit(Some(10), Some(set(chat, [Change::Erase]))).await.expect("erased");
    store.purge().await.expect("purged");
    assert_eq!(traces(&folder, chat), Vec::<String>::new());
    assert_eq!(store.counts().await.expect("read").pending, 1);
}

#[tokio::test]
async fn nobody_finds_a_person_by_the_second_of_a_message_or_of_a_question() {
    let (folder, hour) = (Folder::new(), SignedDuration::from_hours(1));
    let store = open(&folder).await;
    let asked = noon() + SignedDuration::from_secs(17 * 60 + 3);
    let question = AwaitedText::Reminder(ReminderQuestion::Zone);
    let list = [met(), Change::KeepMessages(vec![MessageId(3)], asked), Change::Await(question, asked)];
    change(&store, AIGUL, list).await;
    let mut db = connect(&folder.data()).await;
    let times = "SELECT since FROM messages UNION ALL SELECT asked_at FROM awaited";
    let times: Vec<i64> = sqlx::query_scalar(times).fetch_all(&mut db).await.expect("read");
    assert_eq!(times, [noon().as_millisecond(); 2]);
    // A question stays for as long as it is to stay, and until its hour is over; the number of a message no longer than that.
    let is_asked = async || store.snapshot(AIGUL).await.expect("read").awaited.is_some();
    let keep = Retention { signups: hour, ..Retention::default() };
    store.sweep(asked + hour, &keep).await.expect("swept");
    assert!(is_asked().await);
    store.sweep(noon() + hour * 2, &keep).await.expect("swept");
    assert!(!is_asked().await);
    assert_eq!(store.sweep(noon() + Retention::MESSAGES, &keep).await.expect("swept").messages, 1);
}

/// How often the database was written anew: each time, SQLite counts its schema cookie up.
async fn rewrites(folder: &Folder) -> i64 {
    let mut db = connect(&folder.data()).await;
    sqlx::query_scalar("PRAGMA schema_version").fetch_one(&mut db).await.expect("a number")
}

#[tokio::test]
async fn however_many_erase_themselves_the_database_is_written_anew_once_a_minute() {
    let folder = Folder::new();
    let store = open(&folder).await;
    let before = rewrites(&folder).await;
    for (chat, minute) in IDS.into_iter().zip(1..) {
        for update in minute * 100..minute * 100 + 10 {
            live(&folder, &store, chat, update).await;
            store.commit(Some(update), Some(set(chat, [Change::Erase]))).await.expect("erased");
        }
        assert_eq!(rewrites(&folder).await, before + minute - 1, "nobody waits for it");
        store.purge().await.expect("purged");
        store.purge().await.expect("nothing to purge");
        assert_eq!(rewrites(&folder).await, before + minute);
        assert_eq!(traces(&folder, chat), Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_erased_chat_is_gone_from_every_byte_when_the_bot_stops() {
    let (folder, chat) = (Folder::new(), IDS[2]);
    let store = open(&folder).await;
    live(&folder, &store, chat, 10).await;
    store.commit(Some(10), Some(set(chat, [Change::Erase]))).await.expect("erased");
    store.close().await.expect("closed");
    assert_eq!(traces(&folder, chat), Vec::<String>::new());
}

#[tokio::test]
async fn an_erasure_takes_the_earlier_updates_of_the_chat_along() {
    let (folder, chat) = (Folder::new(), IDS[1]);
    let store = open(&folder).await;
    live(&folder, &store, chat, 10).await;
    for update in [8, 9, 11] {
        store.enqueue(&[update_of(chat, update)], noon()).await.expect("taken");
    }
    assert!(store.answer(10, Some(set(chat, [Change::Erase])), b"a receipt").await.expect("erased"));
    let meets = || Some(set(chat, [Change::Meet(ChatKind::Private)]));
    assert!(!store.answer(8, meets(), b"hello").await.expect("dropped"), "it is not said either");
    store.commit(Some(9), meets()).await.expect("dropped");
    assert!(
        store.snapshot(chat).await.expect("read").chat.is_none(),
        "nothing sent before brings the chat back"
    );
    assert!(store.answer(11, meets(), b"hello").await.expect("answered"));
    assert!(store.snapshot(chat).await.expect("read").chat.is_some(), "what was sent after it does");
}

/// Opens a store with its list of opt-outs in the folder that is searched.
async fn open(folder: &Folder) -> Store {
    let list = folder.path().join("opt-outs.list");
    Store::open_with_list(&folder.data(), folder.key(), &list).await.expect("the store opens")
}

async fn connect(dir: &Path) -> sqlx::SqliteConnection {
    use sqlx::ConnectOptions;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(dir.join("pledge.db"));
    options.connect().await.expect("connected")
}
