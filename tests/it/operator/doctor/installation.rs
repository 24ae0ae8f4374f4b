//! A sound installation in a temporary folder: an emulator of Telegram, data as a bot leaves them, and a machine that is made up.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use pledge_bot::backup::{BackupRecord, MadeBackup};
use pledge_bot::clock::Clock;
use pledge_bot::crypto::{Recipients, StoreKey, generate};
use pledge_bot::doctor::{Doctor, DoctorReport, Installation, Machine};
use pledge_bot::emulator::{Emulator, NewPerson, Options};
use pledge_bot::store::Store;
use sqlx::{Connection as _, SqliteConnection};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixListener;
use tokio::task::JoinHandle;

use crate::support::machine;
use crate::support::token::TOKEN;

/// The number of the bot's process, which is made up too.
const PROCESS: u32 = 4242;

/// The answer of a bot that is no other version than this one.
pub fn same_bot() -> String {
    bot_of(env!("CARGO_PKG_VERSION"))
}

/// The answer of a bot of another version.
pub fn bot_of(version: &str) -> String {
    format!(r#"{{"about":{{"version":"{version}","process":{PROCESS}}}}}"#)
}

/// An installation. Its paths are `install/…`, those of its machine `machine/…`.
pub struct Sound {
    pub emulator: Emulator,
    dir: tempfile::TempDir,
    pub env: BTreeMap<String, String>,
    pub ineffective: Vec<String>,
    pub least_free: u64,
    pub patience: Duration,
    bot: Option<JoinHandle<()>>,
}

impl Drop for Sound {
    fn drop(&mut self) {
        self.stops_bot();
    }
}

/// What systemd says of a service that runs.
const UNIT: &str = "LoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled\nNeedDaemonReload=no\n\
                    StatusText=runs\nMemorySwapMax=infinity\n";
impl Sound {
    pub async fn new() -> Sound {
        let options = Options { token: Some(TOKEN.to_owned()), ..Options::default() };
        let emulator = Emulator::start(options).await.expect("a free port");
        let dir = tempfile::tempdir().expect("a folder");
        let env = BTreeMap::new();
        let patience = Duration::from_mins(1);
        let mut sound =
            Sound { emulator, dir, env, ineffective: Vec::new(), least_free: 1, patience, bot: None };
        let (public, _) = generate();
        let api = sound.emulator.url();
        for (name, value) in
            [("BOT_TOKEN", TOKEN), ("TELEGRAM_API_URL", api.as_str()), ("SEAL_RECIPIENTS", public.as_str())]
        {
            sound.sets(name, value);
        }
        for (name, path) in [
            ("DATA_DIR", "install/data"),
            ("STORE_KEY_FILE", "install/store.key"),
            ("OPT_OUTS_FILE", "install/opt-outs.list"),
            ("MESSAGES_DIR", "install/texts"),
            ("BACKUP_DIR", "install/backups"),
            ("OPT_OUTS_COPY_DIR", "install/lists"),
        ] {
            let path = sound.at(path).display().to_string();
            sound.sets(name, &path);
        }
        sound.sets("BACKUP_COMMAND", "exit 1");
        sound.sets("OPT_OUTS_COPY_COMMAND", "exit 2");
        sound.writes("install/.env", "");
        sound.opens("install/.env", 0o600);
        for lang in ["ky", "ru", "en"] {
            sound.writes(
                &format!("install/texts/{lang}/controller.ftl"),
                "controller-contact = name@example.org\n",
            );
        }
        sound.fills(&public).await;
        fs::create_dir(sound.at("install/lists")).expect("made");
        sound.writes("install/backups/last.age", "");
        sound.backs_up([1, 1, 1]);
        sound.makes_machine();
        sound.starts_bot(&same_bot());
        sound
    }

    /// A path of the installation or its machine.
    pub fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub fn sets(&mut self, name: &str, value: &str) {
        self.env.insert(name.to_owned(), value.to_owned());
    }

    pub fn unsets(&mut self, name: &str) {
        self.env.remove(name);
    }

    pub fn writes(&self, path: &str, text: &str) {
        machine::write(&self.at(path), text);
    }

    /// Gives a file or folder another name, as if it were gone.
    pub fn moves_away(&self, path: &str) {
        fs::rename(self.at(path), self.at("install/moved")).expect("moved");
    }

    pub fn removes(&self, path: &str) {
        fs::remove_file(self.at(path)).expect("removed");
    }

    /// Gives a file or a folder another mode.
    pub fn opens(&self, path: &str, mode: u32) {
        fs::set_permissions(self.at(path), Permissions::from_mode(mode)).expect("set");
    }

    /// What systemd says of the service, with other values of these properties.
    pub fn unit(&self, properties: &[(&str, &str)]) {
        let line = |line: &str| {
            let (name, _) = line.split_once('=').expect("a property");
            let other = properties.iter().find(|(other, _)| *other == name);
            other.map_or_else(|| line.to_owned(), |(name, value)| format!("{name}={value}"))
        };
        let unit: Vec<_> = UNIT.lines().map(line).collect();
        self.writes("unit", &unit.join("\n"));
    }

    async fn fills(&self, public: &str) {
        let (key, _) = StoreKey::load_or_create(&self.at("install/store.key")).expect("a key");
        let (data, list) = (self.at("install/data"), self.at("install/opt-outs.list"));
        let store = Store::open_with_list(&data, key, &list).await.expect("opens");
        let recipients = Recipients::parse(public).expect("a key");
        store.settle_keys(&recipients.fingerprints()).await.expect("accepted");
        store.seal_opt_outs_to(&recipients).await.expect("sealed");
        store.keep_key_copy(Some(&recipients)).await.expect("kept");
        store.note_program(env!("CARGO_PKG_VERSION")).await.expect("noted");
        store.close().await.expect("closed");
    }

    /// The bot has made its last backup, its last good one, and its last copy of the list, so many hours ago.
    pub fn backs_up(&self, hours: [i64; 3]) {
        self.backs_up_much(hours, 0);
    }

    /// The same, and the backups have so many bytes.
    pub fn backs_up_much(&self, hours: [i64; 3], bytes: u64) {
        let now = Clock::System.now();
        let ago = |hours| now - SignedDuration::from_hours(hours);
        let backup = |hours| {
            let file = self.at("install/backups/last.age");
            Some(MadeBackup { at: ago(hours), file, bytes, digest: format!("of {hours} hours ago") })
        };
        let [made, good, copied] = hours;
        let (made, good, list_copied) = (backup(made), backup(good), Some(ago(copied)));
        let handed_on = good.as_ref().map(|good| good.digest.clone());
        let record = BackupRecord { made, good, handed_on, list_copied, ..BackupRecord::default() };
        record.write(&self.at("install/data")).expect("written");
    }

    /// Changes the record of the backups.
    pub fn notes(&self, change: impl FnOnce(&mut BackupRecord)) {
        let data = self.at("install/data");
        let mut record = BackupRecord::read(&data).expect("a record");
        change(&mut record);
        record.write(&data).expect("written");
    }

    /// An upgrade has made a backup so many days ago.
    pub fn was_upgraded(&self, days: u64) {
        let path = "install/backups/pledge-bot-schema-12-20260101T000000Z.age";
        self.writes(path, "");
        let file = fs::File::options().append(true).open(self.at(path)).expect("opened");
        let changed = file.metadata().and_then(|file| file.modified()).expect("a time");
        file.set_modified(changed - Duration::from_hours(24 * days)).expect("set");
    }

    /// The bot makes no backups.
    pub fn unsets_backups(&mut self) {
        for name in ["BACKUP_DIR", "BACKUP_COMMAND", "OPT_OUTS_COPY_DIR", "OPT_OUTS_COPY_COMMAND"] {
            self.unsets(name);
        }
    }

    fn makes_machine(&self) {
        machine::plant(&self.at("machine"), &PROCESS.to_string());
        self.unit(&[]);
        let unit = self.at("unit").display().to_string();
        self.writes("bin/systemctl", &format!("#!/bin/sh\nexec /bin/cat '{unit}'\n"));
        self.opens("bin/systemctl", 0o755);
    }

    fn socket(&self) -> PathBuf {
        self.at("install/data/control.sock")
    }

    /// A bot that answers this to whatever it is asked.
    pub fn starts_bot(&mut self, answer: &str) {
        self.stops_bot();
        let (listener, answer) = (UnixListener::bind(self.socket()).expect("bound"), format!("{answer}\n"));
        self.bot = Some(tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.read(&mut [0; 1024]).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        }));
    }

    pub fn stops_bot(&mut self) {
        if let Some(bot) = self.bot.take() {
            bot.abort();
        }
        let _ = fs::remove_file(self.socket());
    }

    /// Runs a statement on the database.
    pub async fn runs(&self, statement: &'static str) {
        let url = format!("sqlite://{}", self.at("install/data/pledge.db").display());
        let mut database = SqliteConnection::connect(&url).await.expect("opened");
        sqlx::query(statement).execute(&mut database).await.expect("done");
        database.close().await.expect("closed");
    }

    /// Tells Telegram where to deliver.
    pub async fn sets_webhook(&self, url: &str) {
        let body = serde_json::json!({ "url": url });
        let call = format!("{}/bot{TOKEN}/setWebhook", self.emulator.url());
        let answer = reqwest::Client::new().post(call).json(&body).send().await.expect("an answer");
        assert!(answer.status().is_success());
    }

    /// Somebody writes this many messages.
    pub fn writes_to_bot(&self, count: usize) {
        let person = self.emulator.person(&NewPerson::new("A", "en")).expect("a person");
        for _ in 0..count {
            self.emulator.say(person, "hello").expect("sent");
        }
    }

    /// Waits until Telegram has failed to deliver.
    pub async fn fails_to_deliver(&self) {
        let call = format!("{}/bot{TOKEN}/getWebhookInfo", self.emulator.url());
        for _ in 0..1000 {
            let info = reqwest::get(&call).await.expect("an answer").text().await.expect("a text");
            if info.contains("last_error_date") {
                return;
            }
        }
        panic!("it did not fail");
    }

    pub fn doctor(&self) -> Doctor {
        let get = |name: &str| self.env.get(name).cloned();
        let installation = Installation {
            file: Some(self.at("install/.env")),
            ineffective: self.ineffective.clone(),
            ..Installation::read(&get)
        };
        let mut machine = Machine::under(self.at("machine")).with_programs(self.at("bin"));
        machine.least_free = self.least_free;
        machine.patience = self.patience;
        Doctor { installation, machine, clock: Clock::System }
    }

    pub async fn examined(&self) -> DoctorReport {
        Arc::new(self.doctor()).examine().await
    }

    /// Every file of the installation with its content, and the time of its last change.
    pub fn files(&self) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
        let mut files = BTreeMap::new();
        collect(&self.at("install"), &mut files);
        files
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)>) {
    for entry in folder.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        let found = path.metadata().expect("it is there");
        if found.is_dir() {
            collect(&path, files);
        } else if found.is_file() {
            files.insert(path.clone(), (fs::read(&path).expect("read"), found.modified().expect("a time")));
        }
    }
}
