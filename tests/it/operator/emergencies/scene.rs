//! A bot at work on a server, the coalition's computer, an empty server, and a page that somebody follows.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use pledge_bot::crypto::{self, StoreKey};
use pledge_bot::domain::Topic;
use pledge_bot::emulator::{Emulator, EmulatorEvent, Options};

use super::machine::Machine;
use super::page::{Page, Place};
use super::stand_ins;
use crate::operator::{code_under, stderr, stdout};
use crate::support::chat::{Words, english};
use crate::support::terminal::Terminal;
use crate::support::token::TOKEN;
use crate::support::visitor::{Visitor, visitor};

pub const NAME: &str = "Aigul Asanova";
/// A name of a backup as the bot gives it.
pub const OWN_BACKUP: &str = "pledge-bot-20260308T213000Z.age";

/// An emulator that accepts the bot's token alone.
pub async fn telegram() -> Emulator {
    let options = Options { token: Some(TOKEN.to_owned()), ..Options::default() };
    Emulator::start(options).await.expect("a free port")
}

/// The people who use the bot.
pub struct People<'a> {
    /// An owner.
    pub olga: Visitor<'a>,
    /// An editor, once [`Scene::begins`] is through.
    pub bakyt: Visitor<'a>,
    /// A supporter with a name, who has switched news on.
    pub aigul: Visitor<'a>,
}

pub fn people(emulator: &Emulator) -> People<'_> {
    let [olga, bakyt, aigul] = ["Olga", "Bakyt", "Aigul"].map(|name| visitor(emulator, name));
    People { olga, bakyt, aigul }
}

pub struct Scene {
    pub server: Machine,
    pub new_server: Machine,
    pub computer: Machine,
    page: Page,
    commands: VecDeque<(Place, String)>,
    /// What was typed so far.
    typed: RefCell<Vec<String>>,
    api: String,
    pub public_key: String,
    owners: String,
    /// Removed last.
    _folder: tempfile::TempDir,
}

impl Scene {
    /// A bot runs, people use it, and the coalition has its keys and a backup.
    pub async fn begins(page: &str, emulator: &Emulator, people: &People<'_>) -> Scene {
        let (folder, page) = (tempfile::tempdir().expect("a temporary folder"), Page::named(page));
        let tools = folder.path().join("tools");
        stand_ins::make(&tools);
        let [server, new_server, computer] =
            ["OLD", "SERVER", "computer"].map(|name| Machine::new(folder.path().join(name), &tools));
        let (public_key, private_key) = crypto::generate();
        fs::write(computer.path("coalition.key"), format!("{private_key}\n")).expect("written");
        let scene = Scene {
            commands: page.commands(),
            page,
            typed: RefCell::default(),
            api: emulator.url(),
            public_key,
            owners: format!("{},{}", people.olga.id, people.bakyt.id),
            server,
            new_server,
            computer,
            _folder: folder,
        };
        scene.has_settings(
            &scene.server,
            &[("BOT_TOKEN", TOKEN), ("SEAL_RECIPIENTS", scene.public_key.as_str())],
        );
        scene.does(&scene.server, "sudo systemctl start pledge-bot").await;
        people.olga.starts().await;
        people.bakyt.starts().await;
        let bakyt = scene.code(people.bakyt.id);
        scene.does(&scene.server, &format!("sudo pledge-bot staff role {bakyt} editor")).await;
        people.aigul.begins(NAME).await;
        people.aigul.finishes("+996 555 123456").await;
        let say = english();
        people.aigul.says("/updates").await;
        people.aigul.taps(say.topic_off(&say.topic_name(Topic::News))).await;
        scene.does(&scene.server, "sudo pledge-bot backup newest.age").await;
        for file in ["newest.age", "/var/lib/pledge-bot/opt-outs.list"] {
            let name = file.rsplit('/').next().expect("a name");
            fs::copy(scene.server.path(file), scene.computer.path(name)).expect("copied");
        }
        scene
    }

    /// The server has a backup that the bot has made by itself, and the coalition's computer has none any more.
    pub fn makes_a_backup_of_its_own(&self) {
        let folder = self.server.path("/var/lib/pledge-bot/backups");
        fs::create_dir(&folder).expect("made");
        fs::rename(self.computer.path("newest.age"), folder.join(OWN_BACKUP)).expect("moved");
    }

    /// The code by which the command line on the server names a person.
    pub fn code(&self, person: i64) -> String {
        let text = fs::read_to_string(self.server.path("/var/lib/pledge-bot/store.key")).expect("the key");
        code_under(&StoreKey::parse(&text).expect("a key"), person)
    }

    /// Writes a server's settings: its places, and these.
    pub fn has_settings(&self, server: &Machine, more: &[(&str, &str)]) {
        let own = [
            ("OWNER_IDS", self.owners.as_str()),
            ("QUIET_HOURS", "none"),
            // Nobody waits here for the pace of a chat.
            ("SEND_PER_CHAT_PER_MINUTE", "600"),
        ];
        self.has_places(server, &[&own[..], more].concat());
    }

    /// Writes where a server without any settings has its files and Telegram, which the package knows by itself, and these.
    pub fn has_places(&self, server: &Machine, more: &[(&str, &str)]) {
        let place = server.path("/var/lib/pledge-bot");
        let place = place.display();
        let settings = [
            ("TELEGRAM_API_URL", self.api.clone()),
            ("DATA_DIR", format!("{place}/data")),
            ("STORE_KEY_FILE", format!("{place}/store.key")),
            ("OPT_OUTS_FILE", format!("{place}/opt-outs.list")),
        ];
        let settings = settings.iter().map(|(name, value)| (*name, value.as_str()));
        let lines: Vec<_> =
            settings.chain(more.iter().copied()).map(|(name, value)| format!("{name}={value}\n")).collect();
        let file = server.path("/etc/pledge-bot/pledge-bot.env");
        fs::write(&file, lines.concat()).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("set");
    }

    /// The next command of the page, as the page has it, is run with these words in place of those in capitals, and has to
    /// succeed. Gives what it prints, also to standard error.
    pub async fn follows(&mut self, command: &str, words: &[(&str, &str)]) -> String {
        let (place, typed) = self.next(command, words);
        self.does(self.machine(place), &typed).await
    }

    /// The same with a command that asks something.
    pub fn follows_at_terminal(&mut self, command: &str, words: &[(&str, &str)]) -> Terminal {
        let (place, typed) = self.next(command, words);
        self.machine(place).at_terminal(&typed)
    }

    /// A command inside a sentence of the page is run in the same way.
    pub async fn heeds(&self, machine: &Machine, command: &str, words: &[(&str, &str)]) -> String {
        self.typed.borrow_mut().push(command.to_owned());
        self.does(machine, &filled_in(command, words)).await
    }

    /// Where the page's next command is typed, and what.
    fn next(&mut self, command: &str, words: &[(&str, &str)]) -> (Place, String) {
        let (place, next) =
            self.commands.pop_front().unwrap_or_else(|| panic!("{} has no {command:?}", self.page.name));
        assert_eq!(next, command, "the next command of {}", self.page.name);
        (place, filled_in(command, words))
    }

    fn machine(&self, place: Place) -> &Machine {
        match place {
            Place::Server => &self.server,
            Place::NewServer => &self.new_server,
            Place::Computer => &self.computer,
        }
    }

    /// Somebody types this, and it has to succeed. A service that they start runs afterwards.
    pub async fn does(&self, machine: &Machine, line: &str) -> String {
        self.typed.borrow_mut().push(line.to_owned());
        let before = machine.log().len();
        let output = machine.run(line);
        assert!(output.status.success(), "{line}: {}{}", stderr(&output), machine.log());
        if line.ends_with("start pledge-bot") || line.contains("pledge-bot setup") {
            says(machine, before, " runs; ").await;
        }
        stdout(&output) + &stderr(&output)
    }

    /// The whole page was followed.
    pub fn ends(self) {
        assert_eq!(self.commands, [], "commands of {} that no test knows", self.page.name);
        let typed = self.typed.borrow();
        for mentioned in self.page.mentioned() {
            assert!(
                typed.iter().any(|line| line == mentioned),
                "{}: no test types {mentioned}",
                self.page.name
            );
        }
    }
}

/// A command with these words in place of those in capitals.
fn filled_in(command: &str, words: &[(&str, &str)]) -> String {
    words.iter().fold(command.to_owned(), |line, (word, value)| line.replace(word, value))
}

/// The bot answers them with these words, among others.
pub async fn hears(emulator: &Emulator, person: &Visitor<'_>, text: &str, words: impl Words) {
    let (seq, words) = (person.writes(text), words.plain());
    let is_it = |event: &EmulatorEvent| event.chat == person.id && event.text().contains(&words);
    emulator.next_event(seq, is_it).await.expect("the answer");
}

/// The bot knows the supporter.
pub async fn knows(emulator: &Emulator, person: &Visitor<'_>) {
    hears(emulator, person, "/mydata", english().sign_up_line_name_kept()).await;
}

/// Waits until the service has logged this, behind the first bytes of its log.
pub async fn says(machine: &Machine, before: usize, words: &str) {
    for _ in 0..600 {
        if machine.log().get(before..).is_some_and(|new| new.contains(words)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the log lacks {words:?}:\n{}", machine.log());
}
