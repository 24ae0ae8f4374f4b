//! The bot's own backups as an operator has them: in a locked start, with a full disk, and before a new version changes the data.

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pledge_bot::backup::{BackupRecord, backup};
use pledge_bot::crypto::{Identity, Recipients};
use pledge_bot::emulator::{Emulator, Options};
use pledge_bot::store::Reader;

use super::settings::log_of_a_run;
use super::{done, fill, names, refused};
use crate::support::program::{Program, Running};
use crate::support::token::TOKEN;

async fn emulator() -> Emulator {
    Emulator::start(Options::default()).await.expect("a free port")
}

/// A bot that never gets its store key, and makes backups.
fn locked(emulator: &Emulator) -> Program {
    Program::new(emulator.url())
        .with("RUST_LOG", "info")
        .with("STORE_KEY_COMMAND", "exec tail -f /dev/null")
        .with("BACKUP_DIR", "backups")
}

fn identity(program: &Program) -> Identity {
    Identity::read(&program.folder().join("coalition.key")).expect("the key")
}

/// A named pipe in the program's folder.
fn pipe(program: &Program, name: &str) -> PathBuf {
    let path = program.folder().join(name);
    assert!(Command::new("mkfifo").arg(&path).status().expect("it runs").success());
    path
}

fn log(program: &Program) -> String {
    fs::read_to_string(program.log()).expect("the log")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_waits_for_its_key_makes_backups_and_its_commands_know_no_secret() {
    let emulator = emulator().await;
    // The first command tells its environment and fails with the token among its words.
    let command = format!("env > told; cat \"$1\" > handed; echo no route with {TOKEN} >&2; exit 3");
    let program = locked(&emulator).with("BACKUP_COMMAND", &command);
    let program = program.with("OPT_OUTS_COPY_DIR", "lists");
    fill(&program, 3).await.close().await.expect("closed");
    for folder in ["backups", "lists"] {
        fs::create_dir(program.folder().join(folder)).expect("made");
    }
    let (told, handed) = (pipe(&program, "told"), pipe(&program, "handed"));
    let running = program.start();
    let env = fs::read_to_string(told).expect("the environment");
    for name in ["BOT_TOKEN", "STORE_KEY_COMMAND", "SEAL_RECIPIENTS", "BACKUP_COMMAND", "TELEGRAM_API_URL"] {
        assert!(!env.contains(&format!("{name}=")), "{env}");
    }
    assert!(env.contains("PATH=") && !env.contains(TOKEN), "{env}");
    let handed = fs::read(handed).expect("the backup");
    let made = names(&program.folder().join("backups"));
    assert_eq!(made.len(), 1);
    assert_eq!(fs::read(program.folder().join("backups").join(&made[0])).expect("the file"), handed);
    let failed =
        "BACKUP_COMMAND: the command failed with exit code 3; its last words: no route with (hidden)";
    until(&program, failed);
    until(&program, "the list of opt-outs was copied");
    assert_eq!(running.signal("TERM"), Some(0));
    let said = log(&program);
    assert!(said.contains("it is tried again in 5 minutes") && !said.contains(TOKEN), "{said}");
    let record = BackupRecord::read(&program.folder().join("data")).expect("a record");
    assert!(record.made.is_some() && record.good.is_none(), "{record:?}");

    let said = drilled(&program, &program.folder().join("backups").join(&made[0]));
    assert!(said.contains("supporters: 3"), "{said}");
}

/// What a drill of a backup says, which finds nothing wrong and needs nothing but the private key.
fn drilled(program: &Program, backup: &Path) -> String {
    let said = done(program, &["drill", &backup.display().to_string(), "--identity", "coalition.key"]);
    assert!(said.contains("A sealed copy of the store key is in it and opens"), "{said}");
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_waits_for_its_key_makes_no_backup_of_no_use_and_makes_one_when_the_key_is_there() {
    let emulator = emulator().await;
    let program = locked(&emulator).with("STORE_KEY_COMMAND", "cat answer");
    fill(&program, 3).await.close().await.expect("closed");
    // Up to now the coalition had no keys.
    let mut db = connect(&program.folder().join("data/pledge.db")).await;
    let forget = sqlx::query("DELETE FROM settings WHERE key LIKE 'store_key_copy%'");
    forget.execute(&mut db).await.expect("removed");
    sqlx::Connection::close(db).await.expect("closed");
    fs::create_dir(program.folder().join("backups")).expect("made");
    let answer = pipe(&program, "answer");
    let running = program.start();
    until(&program, " backup was made: ");
    let said = log(&program);
    assert!(said.contains("no backup was made: the data hold no copy of the store key"), "{said}");
    assert!(said.contains("unlock it if it waits for its key"), "{said}");
    assert_eq!(names(&program.folder().join("backups")), [""; 0]);

    let key = fs::read_to_string(program.folder().join("store.key")).expect("the key");
    fs::write(answer, key.lines().last().expect("the digits")).expect("the command reads it");
    until(&program, "a backup was made: ");
    assert_eq!(running.signal("TERM"), Some(0));
    let made = names(&program.folder().join("backups"));
    assert!(drilled(&program, &program.folder().join("backups").join(&made[0])).contains("supporters: 3"));
}

/// Waits until the log has a line.
fn until(program: &Program, line: &str) {
    while !log(program).contains(line) {
        std::thread::yield_now();
    }
}

/// How many bytes a backup of the closed data has, opened and sealed.
async fn sizes(program: &Program) -> (u64, u64) {
    let out = program.folder().join("measured.age");
    let recipients = Recipients::parse(&program.recipients).expect("a key");
    let data = program.folder().join("data");
    let now = pledge_bot::clock::Clock::System.now();
    let made = backup(&data, &recipients, &out, None, now).await.expect("made");
    let mut plain = Vec::new();
    let sealed = fs::read(&out).expect("read");
    identity(program).opener(sealed.as_slice()).expect("opens").read_to_end(&mut plain).expect("whole");
    (plain.len() as u64, made.bytes)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_leaves_no_half_of_a_backup() {
    let emulator = emulator().await;
    let program = locked(&emulator);
    fill(&program, 200).await.close().await.expect("closed");
    fs::create_dir(program.folder().join("backups")).expect("made");
    let (plain, sealed) = sizes(&program).await;
    // The copy of the database has room, and the backup misses its last bytes.
    assert!(plain < sealed, "{plain} {sealed}");
    let running = limited(&program, plain);
    until(&program, "no backup was made: cannot write backups/pledge-bot-");
    until(&program, "it is tried again in 5 minutes");
    assert_eq!(names(&program.folder().join("backups")), [""; 0]);
    assert!(!program.folder().join("data/copy.tmp").exists());
    assert_eq!(running.signal("TERM"), Some(0));
    assert_eq!(BackupRecord::read(&program.folder().join("data")).expect("a record").made, None);
}

/// Starts the bot where no file may have more than so many bytes.
fn limited(program: &Program, bytes: u64) -> Running {
    let bot = program.command(&["run"]);
    let mut command = Command::new("prlimit");
    command.args([&format!("--fsize={bytes}"), "sh", "-c", "trap '' XFSZ; exec \"$0\" run"]);
    command.arg(bot.get_program());
    command.current_dir(program.folder()).stdin(Stdio::null());
    command.envs(bot.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let log = fs::File::options().create(true).append(true).open(program.log()).expect("a log file");
    let errors = log.try_clone().expect("the same file");
    Running { process: command.stdout(log).stderr(errors).spawn().expect("it starts") }
}

#[test]
fn places_that_defeat_a_backup_are_refused_in_a_line() {
    let faults: [(&[(&str, &str)], &str); 4] = [
        (&[("BACKUP_DIR", "data/backups")], "BACKUP_DIR is malformed: it must not lie in DATA_DIR"),
        (&[("BACKUP_DIR", "b"), ("OPT_OUTS_COPY_DIR", "b")], "another place than the backups"),
        (&[("BACKUP_DIR", "b"), ("OPT_OUTS_COPY_DIR", "data/l")], "OPT_OUTS_COPY_DIR is malformed"),
        (&[("BACKUP_COMMAND", "send")], "only together with BACKUP_DIR"),
    ];
    for (names, part) in faults {
        let program = names
            .iter()
            .fold(Program::new("http://127.0.0.1:1"), |program, (name, value)| program.with(name, value));
        let said = refused(&program, &["run"]);
        assert!(said.contains(part), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_without_backups_warns_once_at_its_start() {
    let emulator = emulator().await;
    let program = Program::new(emulator.url()).with("RUST_LOG", "info");
    let said = log_of_a_run(&emulator, &program).await;
    assert_eq!(said.matches("BACKUP_DIR is not set, so the bot makes no backups").count(), 1, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_backup_is_made_at_the_first_start_and_told_in_the_log() {
    let emulator = emulator().await;
    let program = Program::new(emulator.url()).with("RUST_LOG", "info").with("BACKUP_DIR", "backups");
    fs::create_dir(program.folder().join("backups")).expect("made");
    let running = program.start();
    until(&program, "a backup was made: backups/pledge-bot-");
    assert_eq!(running.signal("TERM"), Some(0));
    assert_eq!(names(&program.folder().join("backups")).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_ends_while_the_disk_of_its_backups_does_not_answer() {
    let emulator = emulator().await;
    let program = Program::new(emulator.url()).with("RUST_LOG", "info").with("BACKUP_DIR", "backups");
    fs::create_dir(program.folder().join("backups")).expect("made");
    // Whoever opens the pipe waits for somebody at its other end.
    pipe(&program, "backups/pledge-bot-20261101T213000Z.age.part");
    let said = log_of_a_run(&emulator, &program).await;
    assert!(!said.contains("a backup was made"), "{said}");
}

/// Puts a filled folder of schema 11 where the program expects its data. The program seals to the keys that this accepted.
fn of_schema_11(program: Program) -> Program {
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-11");
    let folder = program.folder();
    fs::create_dir_all(folder.join("data")).expect("made");
    for (from, to) in [
        ("pledge.db", "data/pledge.db"),
        ("state.key", "store.key"),
        ("opt-outs.list", "opt-outs.list"),
        ("coalition.key", "coalition.key"),
    ] {
        fs::copy(original.join(from), folder.join(to)).expect("copied");
        // Git keeps no mode 0600.
        fs::set_permissions(folder.join(to), fs::Permissions::from_mode(0o600)).expect("set");
    }
    let public = public_key(&program);
    program.with("SEAL_RECIPIENTS", &public)
}

/// The public half of the coalition's key.
fn public_key(program: &Program) -> String {
    let key = fs::read_to_string(program.folder().join("coalition.key")).expect("read");
    let public = key.lines().next().and_then(|line| line.strip_prefix("# public key: "));
    public.expect("a key").to_owned()
}

fn upgrade_backups(folder: &Path) -> Vec<String> {
    let names = names(folder);
    names.into_iter().filter(|name| name.starts_with("pledge-bot-schema-")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_version_makes_a_backup_before_it_changes_the_data_and_says_what_changed() {
    let emulator = emulator().await;
    for folder in [None, Some("backups")] {
        let program = of_schema_11(Program::new(emulator.url()).with("RUST_LOG", "info"));
        let program = folder.into_iter().fold(program, |program, name| {
            fs::create_dir(program.folder().join(name)).expect("made");
            program.with("BACKUP_DIR", name)
        });
        let said = log_of_a_run(&emulator, &program).await;
        let place = program.folder().join(folder.unwrap_or(""));
        let made = upgrade_backups(&place);
        assert!(made.len() == 1 && made[0].starts_with("pledge-bot-schema-11-"), "{made:?}");
        let line = format!("schema from 11 to {}; the backup of before is ", newest());
        assert!(said.contains(&line) && said.contains(&made[0]), "{said}");
        // It is as the earlier version left it.
        let mut plain = Vec::new();
        let sealed = fs::read(place.join(&made[0])).expect("read");
        identity(&program).opener(sealed.as_slice()).expect("opens").read_to_end(&mut plain).expect("whole");
        fs::write(program.folder().join("plain.db"), plain).expect("written");
        assert_eq!(schema(&program.folder().join("plain.db")).await, 11);
        let said = drilled(&program, &place.join(&made[0]));
        assert!(said.contains("As many as its manifest says"), "{said}");
        // The next start has nothing to do.
        let said = log_of_a_run(&emulator, &program).await;
        assert!(!said.contains("schema from"), "{said}");
        assert_eq!(upgrade_backups(&place), made);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_keys_the_backup_of_before_is_a_copy_as_open_as_the_data() {
    let emulator = emulator().await;
    let program = of_schema_11(Program::new(emulator.url()).with("RUST_LOG", "info"));
    let program = program.with("SEAL_RECIPIENTS", "");
    done(&program, &["accept-keys", "none"]);
    let said = log_of_a_run(&emulator, &program).await;
    let made = upgrade_backups(program.folder());
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!(Path::new(&made[0]).extension().and_then(|end| end.to_str()), Some("db"));
    assert!(said.contains(&made[0]) && said.contains("schema from 11 to"), "{said}");
    assert_eq!(schema(&program.folder().join(&made[0])).await, 11);
    let permissions = program.folder().join(&made[0]).metadata().expect("there").permissions();
    assert_eq!(permissions.mode() & 0o777, 0o600);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_that_were_removed_unnoticed_are_refused_before_a_copy_is_made_and_the_data_are_changed() {
    let emulator = emulator().await;
    let program = of_schema_11(Program::new(emulator.url()).with("RUST_LOG", "error"));
    let keys = Recipients::parse(&public_key(&program)).expect("a key").fingerprints().to_string();
    done(&program, &["accept-keys", &keys]);
    let program = program.with("SEAL_RECIPIENTS", "");
    for arguments in [&["run"][..], &["staff", "list"], &["freeze"]] {
        let said = refused(&program, arguments);
        assert!(said.contains("pledge-bot accept-keys none"), "{arguments:?}: {said}");
        assert_eq!(upgrade_backups(program.folder()), [""; 0]);
        assert_eq!(schema(&program.folder().join("data/pledge.db")).await, 11);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_on_stopped_data_leaves_a_copy_of_the_store_key() {
    let emulator = emulator().await;
    let program = of_schema_11(Program::new(emulator.url()).with("RUST_LOG", "error"));
    done(&program, &["staff", "list"]);
    done(&program, &["store-key", "recover", "--identity", "coalition.key", "--out", "recovered.key"]);
    let read = |name| fs::read_to_string(program.folder().join(name)).expect("a key");
    assert_eq!(read("recovered.key").lines().last(), read("store.key").lines().last());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_data_are_changed_while_no_backup_of_them_can_be_made() {
    let emulator = emulator().await;
    let program = of_schema_11(Program::new(emulator.url()).with("RUST_LOG", "error"));
    // Another backup is being made.
    let scratch = program.folder().join("data/copy.tmp");
    fs::create_dir(&scratch).expect("made");
    let lock = fs::File::open(&scratch).expect("it");
    lock.lock().expect("locked");
    let said = refused(&program, &["run"]);
    assert!(
        said.contains("no backup of them could be made") && said.contains("nothing was changed"),
        "{said}"
    );
    assert_eq!(schema(&program.folder().join("data/pledge.db")).await, 11);
    drop(lock);
    log_of_a_run(&emulator, &program).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_in_the_middle_of_an_upgrade_lose_neither_the_data_nor_the_backup() {
    let emulator = emulator().await;
    let program = of_schema_11(Program::new(emulator.url()).with("RUST_LOG", "debug"));
    let mut random = fastrand::Rng::with_seed(18);
    for _ in 0..10 {
        let mut running = program.start();
        let before = program.log().metadata().map_or(0, |log| log.len());
        let more = random.u64(0..1500);
        while program.log().metadata().expect("a log").len() < before + more
            && running.process.try_wait().expect("its state").is_none()
        {
            std::thread::yield_now();
        }
        running.kill();
    }
    log_of_a_run(&emulator, &program).await;
    assert_eq!(schema(&program.folder().join("data/pledge.db")).await, newest());
    let made = upgrade_backups(program.folder());
    assert!(made.iter().filter(|name| name.starts_with("pledge-bot-schema-11-")).count() == 1, "{made:?}");
    for backup in made {
        let said = drilled(&program, &program.folder().join(&backup));
        assert!(said.contains("As many as its manifest says"), "{backup}: {said}");
    }
    Reader::open_copy(&program.folder().join("data")).await.expect("it is whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_program_says_what_to_do_with_data_of_a_newer_one() {
    let emulator = emulator().await;
    let program = of_schema_11(Program::new(emulator.url()).with("RUST_LOG", "error"));
    let path = program.folder().join("data/pledge.db");
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (999, 'later', TRUE, X'00', 0)";
    let mut db = connect(&path).await;
    sqlx::query(newer).execute(&mut db).await.expect("as a newer program would");
    sqlx::Connection::close(db).await.expect("closed");
    let said = refused(&program, &["run"]);
    for part in
        ["written by a newer pledge-bot (schema 999", "install that version again", "restore the backup"]
    {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(upgrade_backups(program.folder()), [""; 0]);
}

async fn connect(path: &Path) -> sqlx::SqliteConnection {
    use sqlx::Connection as _;

    sqlx::SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("opened")
}

async fn schema(path: &Path) -> i64 {
    let mut db = connect(path).await;
    let schema = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations");
    schema.fetch_one(&mut db).await.expect("read")
}

/// The newest schema, by the list of migrations.
fn newest() -> i64 {
    let list =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/migrations.txt"));
    let list = list.expect("the list");
    let numbers = list.lines().filter_map(|line| line.split('\t').next()?.parse().ok());
    numbers.max().expect("a migration")
}
