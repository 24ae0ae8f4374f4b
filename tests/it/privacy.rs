//! Whoever has everything that the bot writes, but not the store key, finds nobody in it: not even by trying every ID.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use jiff::SignedDuration;
use pledge_bot::backup::BackupRecord;
use pledge_bot::clock::Clock;
use pledge_bot::crypto::{self, IdKey, Identity, Recipients, StoreKey};
use pledge_bot::domain::campaign::Launch;
use pledge_bot::domain::hold::{Approvals, Grant, HeldAction, NewHold, Silencing};
use pledge_bot::domain::{
    CampaignId, ChatId, ChatKind, HoldRules, Lang, Role, StaffChange, StaffMember, Supporter, Topic,
};
use pledge_bot::emulator::{Emulator, NewPerson, Options};
use pledge_bot::store::{Change, ChangeSet, HoldNotice, Store};

use crate::support::campaign;
use crate::support::earlier_opt_outs;
use crate::support::program::Program;
use crate::support::subscribers::store_all;
use crate::support::varint::varint;

const PEOPLE: usize = 10_000;

/// IDs of 45 to 52 bits, each once: larger than those of today, so that their bytes do not occur by chance.
fn ids() -> Vec<i64> {
    let mut random = fastrand::Rng::with_seed(16);
    let mut ids = BTreeSet::new();
    while ids.len() < PEOPLE {
        let bits = random.u32(45..=52);
        ids.insert(random.i64(1 << (bits - 1)..1 << bits));
    }
    ids.into_iter().collect()
}

/// Every form in which SQLite, JSON, a log or a list could write a number.
fn forms(number: i64) -> Vec<Vec<u8>> {
    let (big, little) = (number.to_be_bytes(), number.to_le_bytes());
    let spare = usize::try_from(number.unsigned_abs().leading_zeros() / 8).expect("at most eight");
    let decimal = number.to_string();
    let mut all = vec![
        decimal.clone().into_bytes(),
        // SQLite writes numbers of up to 48 bits in six bytes.
        big[spare.min(2)..].to_vec(),
        little[..8 - spare.min(2)].to_vec(),
        varint(number.cast_unsigned()),
        hex::encode(&big[spare..]).into_bytes(),
        hex::encode_upper(&big[spare..]).into_bytes(),
        hex::encode(&little[..8 - spare]).into_bytes(),
    ];
    for plain in [decimal.as_bytes(), &big, &little] {
        // Base64 encodes in three ways, depending on what stands before; its ends depend on the neighbouring bytes.
        for before in 0..3 {
            let shifted = STANDARD_NO_PAD.encode([vec![0; before], plain.to_vec()].concat());
            all.push(shifted.as_bytes()[before.div_ceil(3) * 4..shifted.len() / 4 * 4].to_vec());
        }
    }
    // Shorter ones are found by chance.
    all.retain(|form| form.len() >= 6);
    all
}

/// The numbers that are found in files.
fn found(numbers: &[i64], files: &[(String, Vec<u8>)]) -> BTreeSet<i64> {
    let (mut patterns, mut of) = (Vec::new(), Vec::new());
    for number in numbers {
        for form in forms(*number) {
            patterns.push(form);
            of.push(*number);
        }
    }
    let search = AhoCorasick::new(patterns).expect("a search");
    let hits = files.iter().flat_map(|(_, bytes)| search.find_overlapping_iter(bytes));
    hits.map(|hit| of[hit.pattern().as_usize()]).collect()
}

/// The bytes of every file in a folder and those in it, except these.
fn bytes(folder: &Path, except: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            all.extend(bytes(&path, except));
        } else if path.is_file() && !except.contains(&name.as_str()) {
            all.push((name, fs::read(&path).expect("a file")));
        }
    }
    all
}

/// Puts people into the store as the bot would: subscribers, some of them supporters, and some who have left.
async fn fill(store: &Store, recipients: &Recipients, ids: &[i64]) {
    let now = Clock::System.now();
    let live = ids.iter().map(|id| {
        let mut list = vec![Change::Meet(ChatKind::Private), Change::SetLang(Lang::Ky)];
        list.push(Change::SetTopic(Topic::News, true, now));
        if id % 3 == 0 {
            let mut supporter = Supporter::new(1, 1, jiff::civil::date(2026, 11, 28));
            supporter.name = Some(recipients.seal(&supporter.name_document("Айгүл".to_owned())));
            list.push(Change::SaveSupporter(supporter));
        }
        ChangeSet { chat: ChatId::new(*id), list }
    });
    store_all(store, live).await;
    store.seal_opt_outs_to(recipients).await.expect("as the bot does");
    // Every hundredth is erased, and every hundredth ends all messages.
    let leave = ids.iter().enumerate().filter_map(|(nth, id)| match nth % 100 {
        0 => Some(ChangeSet { chat: ChatId::new(*id), list: vec![Change::Erase] }),
        1 => Some(ChangeSet { chat: ChatId::new(*id), list: vec![Change::StopAll] }),
        _ => None,
    });
    store_all(store, leave).await;
}

/// Puts a busy staff into the store: two owners and a viewer, an action that waits and somebody who is told of it, a broadcast that
/// somebody paused, and an invitation that somebody has opened.
async fn employ(store: &Store, [olga, bakyt, viewer, newcomer]: [ChatId; 4]) {
    let now = Clock::System.now();
    for (chat, role) in [(olga, Role::Owner), (bakyt, Role::Owner), (viewer, Role::Viewer)] {
        store.save_staff(StaffMember::new(chat, role, None)).await.expect("saved");
    }
    let commit = async |chat, change| {
        store.commit(None, Some(ChangeSet { chat, list: vec![change] })).await.expect("committed");
    };
    let change = StaffChange::Promote(viewer, Role::Editor);
    let grant = HeldAction::Grant(Box::new(Grant { person: viewer, role: Role::Editor, change }));
    let rules = HoldRules { time: SignedDuration::from_mins(10), approvals: Approvals::One, quiet: None };
    let hold = NewHold::new(grant, &rules, true, now);
    commit(olga, Change::Hold(Box::new(hold))).await;
    let id = store.waiting_holds().await.expect("read").first().expect("it waits").hold.id;
    let next = now + SignedDuration::from_hours(9);
    let notice = HoldNotice { person: store.stored_id(bakyt), message: None, tries: 1, next };
    store.note_hold_notice(id, notice, false, now).await.expect("noted");
    commit(bakyt, Change::TellOfSilencing(Silencing::Pause, CampaignId(1), now)).await;
    assert_eq!(store.untold_silencings().await.expect("read").len(), 1);
    let (_, invitation) = crypto::invitation(Role::Viewer, Some(store.stored_id(olga)), now);
    let id = invitation.id;
    store.change_staff(StaffChange::Invite(invitation), now).await.expect("stored").expect("invited");
    commit(newcomer, Change::Staff(Box::new(StaffChange::Open(id, Lang::Ky)), now)).await;
    let invitations = store.invitations().await.expect("read");
    assert_eq!(invitations[0].opened, Some(store.stored_id(newcomer)));
}

/// Writes the program's settings for backups and copies of the list, and the folders for them. The store key goes to a place of its
/// own, from which a command takes it.
fn set_up(program: &Program, key: &Path) {
    let folder = program.folder();
    for name in ["backups", "lists"] {
        fs::create_dir(folder.join(name)).expect("made");
    }
    fs::copy(folder.join("store.key"), key).expect("copied");
    fs::remove_file(folder.join("store.key")).expect("removed");
    let settings = format!(
        "BACKUP_DIR=backups\nOPT_OUTS_COPY_DIR=lists\nOWNER_IDS=\nSTORE_KEY_COMMAND='cat \"{}\"'\n",
        key.display()
    );
    fs::write(folder.join(".env"), settings).expect("written");
    fs::set_permissions(folder.join(".env"), fs::Permissions::from_mode(0o600)).expect("set");
}

/// Tries each ID as earlier versions hashed it for the list of opt-outs; gives how many are in the list. Without the store key,
/// it takes the key of the hashes that the database gives in clear, if it does.
async fn hashes(data: &Path, list: &str, ids: &[i64], store_key: Option<&StoreKey>) -> usize {
    let Some(key) = earlier_opt_outs::key(data, store_key).await else { return 0 };
    let kinds = earlier_opt_outs::KINDS;
    let tags = ids.iter().flat_map(|id| kinds.map(|kind| earlier_opt_outs::tag(&key, *id, kind)));
    tags.filter(|tag| list.contains(tag)).count()
}

/// The entries of the list that the coalition's key opens, one behind another.
fn opened(list: &str, identity: &Identity) -> Vec<u8> {
    let sealed = list.lines().filter(|line| line.contains(" age "));
    let open = |line: &str| {
        let digits = line.rsplit(' ').next().expect("the last word");
        let plain = identity.open_bytes(&STANDARD_NO_PAD.decode(digits).expect("base64")).expect("opens");
        plain.to_vec()
    };
    sealed.flat_map(open).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_knows_every_id_finds_none_without_the_key() {
    let ids = ids();
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    for id in &ids {
        let person = NewPerson { id: Some(*id), started: true, ..NewPerson::new("A person", "ky") };
        emulator.person(&person).expect("a person");
    }
    let owner = ids[7];
    let program = Program::new(emulator.url())
        .with("RUST_LOG", "debug")
        .with("QUIET_HOURS", "none")
        .with("SEND_PER_SECOND", "2000");
    let recipients = Recipients::parse(&program.recipients).expect("a key");
    let store = campaign::open(program.folder()).await;
    fill(&store, &recipients, &ids).await;
    employ(&store, [7, 8, 9, 10].map(|nth| ChatId::new(ids[nth]))).await;
    let launch = Launch {
        author: Some(ChatId::new(owner)),
        urgent: true,
        ..campaign::message("Салам", Clock::System.now())
    };
    store
        .commit(
            None,
            Some(ChangeSet {
                chat: ChatId::new(owner),
                list: vec![Change::Launch(Box::new(launch), Clock::System.now())],
            }),
        )
        .await
        .expect("launched");
    store.close().await.expect("closed");
    // An earlier version hashed some.
    let (data, list) = (program.folder().join("data"), program.folder().join("opt-outs.list"));
    let key = campaign::key(program.folder());
    let hashed: Vec<_> = ids.iter().skip(2).step_by(100).map(|id| (ChatId::new(*id), b's')).collect();
    earlier_opt_outs::append(&data, &list, &key, &hashed).await;
    earlier_opt_outs::note_seen(&data, &list).await;

    let elsewhere = tempfile::tempdir().expect("a folder");
    set_up(&program, &elsewhere.path().join("store.key"));

    // The bot is busy: it sends to many, and people write, stop and ask what is stored.
    let seq = emulator.seq();
    let mut running = program.start();
    for (nth, id) in ids.iter().enumerate().filter(|(nth, _)| nth % 20 == 5) {
        emulator.say(*id, ["/start", "/mydata", "/stop", "/support", "Салам"][nth / 20 % 5]).expect("said");
    }
    emulator.next_event(seq, |event| event.text().contains("Салам")).await.expect("the message goes out");
    emulator.next_sent(seq, ids[PEOPLE - 15]).await.expect("the last one is answered");
    let copied = || !bytes(&program.folder().join("lists"), &[]).is_empty();
    while !copied() || BackupRecord::read(&data).expect("a record").made.is_none() {
        std::thread::yield_now();
    }
    for command in [&["backup", "backup.age"][..], &["staff", "list"], &["holds", "list"], &["audit", "list"]]
    {
        let output = program.command(command).output().expect("it runs");
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        let said = [output.stdout, output.stderr].concat();
        assert_eq!(found(&ids, &[("what it says".to_owned(), said)]), BTreeSet::new(), "{command:?}");
    }
    running.kill();

    // Only the private key and the store key are elsewhere.
    let files = bytes(program.folder(), &["coalition.key"]);
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["pledge.db", "pledge.db-wal", "opt-outs.list", "backup.age", "log", "backups.json", ".env"] {
        let file = files.iter().find(|(found, _)| found == name);
        assert!(file.is_some_and(|(_, bytes)| !bytes.is_empty()), "{name} is missing in {names:?}");
    }
    assert_eq!(found(&ids, &files), BTreeSet::new());
    for folder in ["backups", "lists"] {
        assert_eq!(bytes(&program.folder().join(folder), &[]).len(), 1, "{folder}");
    }
    let list = fs::read_to_string(list).expect("the list");
    assert_eq!(hashes(&data, &list, &ids, None).await, 0, "hashes in the list of opt-outs");

    // With the key, the same search finds everybody who was not erased, and the hashes.
    assert_eq!(hashes(&data, &list, &ids, Some(&key)).await, hashed.len());
    let ids_key = IdKey::of(&key);
    let stored: Vec<_> = ids.iter().map(|id| ids_key.hide(ChatId::new(*id)).bits()).collect();
    let in_files = found(&stored, &files);
    let missing = (0..PEOPLE).filter(|nth| nth % 100 != 0 && !in_files.contains(&stored[*nth])).count();
    assert_eq!(missing, 0, "of {PEOPLE}");
    // The list has also those who were erased, for the coalition's key alone.
    assert!(
        (0..PEOPLE).step_by(100).all(|nth| !in_files.contains(&stored[nth])),
        "the erased are nowhere else"
    );
    let identity = Identity::read(&program.folder().join("coalition.key")).expect("a key");
    let in_list = found(&stored, &[("the list".to_owned(), opened(&list, &identity))]);
    assert!((0..PEOPLE).filter(|nth| nth % 100 < 2).all(|nth| in_list.contains(&stored[nth])));
}

#[test]
fn a_number_is_found_however_it_is_written() {
    let number = 0x0D_59_A3_C7_11_E4_2B_i64;
    let all = forms(number);
    assert!(all.len() >= 13, "{}", all.len());
    for form in &all {
        let file = [b"xx".as_slice(), form, b"yy"].concat();
        assert_eq!(found(&[number], &[("a file".to_owned(), file)]), BTreeSet::from([number]));
    }
    assert_eq!(found(&[0x0B_11_22_33_44_55_66], &[("a file".to_owned(), all.concat())]), BTreeSet::new());
}
