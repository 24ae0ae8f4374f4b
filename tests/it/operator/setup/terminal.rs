//! At a terminal.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixListener;

use pledge_bot::domain::{Lang, PersonCode};
use pledge_bot::emulator::{EmulatorEvent, NewPerson};

use super::{Machine, set};
use crate::support::terminal::Terminal;
use crate::support::token::TOKEN;
use crate::support::words::say;

/// Answers the questions behind the token and the keys with Enter.
fn takes_the_usual(terminal: &mut Terminal) {
    terminal.until("1, 2 or 3; Enter for 1: ");
    terminal.types("");
    terminal.until("Enter for 22:00-08:00: ");
    terminal.types("");
    terminal.until("The contact; Enter for later: ");
    terminal.types("");
}

/// Answers the questions about backups with Enter.
fn takes_the_usual_backups(terminal: &mut Terminal, machine: &Machine) {
    let usual = machine.path("etc/backups");
    terminal.until(&format!("The folder for backups; none; or Enter for {}: ", usual.display()));
    terminal.types("");
    terminal.until("The command that takes them elsewhere; Enter for later: ");
    terminal.types("");
    terminal.until(COPY_OF_LIST);
    terminal.types("");
}

const COPY_OF_LIST: &str = "The copy of the list: a folder, or a command with \"$1\"; Enter for later: ";

/// The text behind `/start` in the link that the terminal shows.
fn payload(shown: &str) -> String {
    let (_, rest) = shown.split_once("https://t.me/pledge_emulated_bot?start=").expect("a link");
    rest.split_whitespace().next().expect("a payload").to_owned()
}

const FIRST_OWNER: &str = "Make the link for the first owner now? (yes or no): ";
const WAITS: &str = "and the link counts for the rest of the hour.";
const IS_IT_THEM: &str = "for the code that they see. Is it this one? (yes or no): ";

#[tokio::test(flavor = "multi_thread")]
async fn it_asks_one_question_after_another_and_lets_the_first_owner_in() {
    let machine = Machine::new().await;
    machine.emulator.switch("can_read_all_group_messages", true);
    let mut terminal = Terminal::start(&machine.setup(&["--api-url", &machine.emulator.url()]));
    let said = terminal.until("The token (what you type or paste is not shown): ");
    assert!(said.contains("Send /newbot"), "{said}");
    terminal.types("S3CRET");
    terminal.until("The token (what you type or paste is not shown): ");
    terminal.types(TOKEN);
    let said = terminal.until("Enter when it is done, or later to go on: ");
    assert!(said.contains("Send @BotFather: /setprivacy, choose the bot, Enable."), "{said}");
    assert!(!said.contains(TOKEN) && !said.contains("S3CRET"), "{said}");
    machine.emulator.switch("can_read_all_group_messages", false);
    terminal.types("");
    let said = terminal.until("The public keys, separated by spaces; Enter for later: ");
    assert!(said.contains("BotFather's switches are right.") && said.contains("pledge-bot keygen"), "{said}");
    terminal.types("age1none");
    terminal.until("Enter for later: ");
    terminal.types(&machine.key);
    terminal.until("1, 2 or 3; Enter for 1: ");
    terminal.types("");
    terminal.until("Enter for 22:00-08:00: ");
    terminal.types("");
    terminal.until("The contact; Enter for later: ");
    terminal.types("{ $name }");
    terminal.until("The contact; Enter for later: ");
    terminal.types("data@example.org");
    takes_the_usual_backups(&mut terminal, &machine);
    let said = terminal.until(FIRST_OWNER);
    assert!(said.contains("The service runs"), "{said}");
    terminal.types("yes");

    let first = payload(&terminal.until(WAITS));
    let stranger = NewPerson { last_name: Some("\u{1b}[2JKey".into()), ..NewPerson::new("Stranger", "ru") };
    let stranger = machine.emulator.person(&stranger).expect("a person");
    let code = opens(&machine, stranger, &first, Lang::Ru).await;
    let said = terminal.until(IS_IT_THEM);
    assert!(said.contains(&format!("this code: {code}\r\n")), "{said:?}");
    assert!(said.contains("The name that Telegram shows of them: Stranger [2JKey\r\n"), "{said:?}");
    terminal.types("no");
    let shown = terminal.until(WAITS);
    assert!(shown.contains("They were not let in, and the link has ended."), "{shown}");
    let second = payload(&shown);
    assert_ne!(first, second);

    let olga = machine.emulator.person(&NewPerson::new("Olga", "en")).expect("a person");
    let seq = machine.emulator.seq();
    let code = opens(&machine, olga, &second, Lang::En).await;
    // Whoever comes second learns nothing.
    let again = machine.emulator.seq();
    machine.emulator.say(stranger, &format!("/start {second}")).expect("it is sent");
    let answer = machine.emulator.next_sent(again, stranger).await.expect("an answer");
    assert!(answer.text().contains(&say(Lang::Ru).language_choose().plain()), "{}", answer.text());
    let said = terminal.until(IS_IT_THEM);
    assert!(said.contains(&format!("this code: {code}\r\n")), "{said}");
    assert!(said.contains("shows of them: Olga\r\n"), "{said}");
    terminal.types("yes");
    let (code, said) = terminal.ends();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("They are the first owner now"), "{said}");
    let welcome = say(Lang::En).people_welcome("owner").plain();
    let is_welcome = |event: &EmulatorEvent| event.chat == olga && event.text() == welcome;
    machine.emulator.next_event(seq, is_welcome).await.expect("a welcome");

    // Nothing of it is left behind, and the link makes nobody else an owner.
    for secret in [&first, &second, TOKEN, "Olga", "Stranger"] {
        assert!(!machine.left().contains(secret), "{secret} is in the log");
    }
    assert_eq!(set(&machine.settings()).iter().filter(|line| line.contains("join_")).count(), 0);
    let said = machine.done(&["--yes"]);
    assert!(said.contains("An owner is on staff."), "{said}");
    let audit = machine.command(&["audit", "list"]);
    for deed in ["invite", "uninvite", "admit"] {
        assert!(audit.contains(deed), "{deed}: {audit}");
    }
}

/// Somebody opens a link, and is asked to wait; gives the code that they are shown.
async fn opens(machine: &Machine, person: i64, payload: &str, lang: Lang) -> String {
    let seq = machine.emulator.seq();
    machine.emulator.say(person, &format!("/start {payload}")).expect("it is sent");
    let code = |text: &str| {
        let mut words = text.split_whitespace().map(|word| word.trim_matches('.'));
        let code = words.find_map(|word| word.parse::<PersonCode>().ok())?.to_string();
        (text == say(lang).people_code_wait(&code).plain()).then_some(code)
    };
    let is_answer = |event: &EmulatorEvent| event.chat == person && code(event.text()).is_some();
    let answer = machine.emulator.next_event(seq, is_answer).await.expect("an answer");
    code(answer.text()).expect("a code")
}

/// Nobody runs a bot on these data who answers: whoever connects to their socket hears this.
fn answers_only(machine: &Machine, answer: &'static str) {
    let socket = UnixListener::bind(machine.path("etc/data/control.sock")).expect("a socket");
    std::thread::spawn(move || {
        for stream in socket.incoming() {
            let mut stream = stream.expect("a connection");
            let mut line = String::new();
            BufReader::new(&stream).read_line(&mut line).expect("a request");
            stream.write_all(answer.as_bytes()).expect("written");
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_gives_no_answer_is_not_waited_for_and_the_person_hears_what_to_do() {
    for (answer, said) in [
        ("{}\n", "of another version than this command; restart the bot, so that it runs this version too"),
        ("", "does not answer; look at its log, and restart it"),
    ] {
        let machine = Machine::new().await;
        assert!(machine.run(&["--no-service"]).status.success());
        answers_only(&machine, answer);
        let mut terminal = Terminal::start(&machine.setup(&["--no-service", "--first-owner", "now"]));
        terminal.until("Enter for nothing: ");
        terminal.types("");
        let (code, shown) = terminal.ends();
        assert_eq!(code, Some(1), "{shown}");
        assert!(shown.contains(said) && shown.contains(", and run pledge-bot setup again"), "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_opened_the_link_still_waits_after_the_terminal_was_closed() {
    let machine = Machine::new().await;
    assert!(machine.run(&[]).status.success());
    let mut terminal = Terminal::start(&machine.setup(&["--first-owner", "now"]));
    terminal.until("Enter for nothing: ");
    terminal.types("");
    let link = payload(&terminal.until(WAITS));
    terminal.interrupts();
    terminal.ends();
    let olga = machine.emulator.person(&NewPerson::new("Olga", "en")).expect("a person");
    let code = opens(&machine, olga, &link, Lang::En).await;
    let mut terminal = Terminal::start(&machine.setup(&[]));
    terminal.until("Enter for nothing: ");
    terminal.types("");
    let said = terminal.until(IS_IT_THEM);
    assert!(said.contains(&format!("this code: {code}\r\n")) && !said.contains("?start="), "{said}");
    terminal.types("yes");
    let (code, said) = terminal.ends();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("They are the first owner now"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_asks_for_a_proxy_where_telegram_can_not_be_reached() {
    let machine = Machine::new().await;
    let flags = ["--token-file", "token", "--api-url", "http://telegram.invalid", "--keys", "later"];
    let mut terminal = Terminal::start(&machine.setup(&flags));
    let asks = "none; or Enter to try again as it is: ";
    let said = terminal.until(asks);
    assert!(said.contains("Telegram can't be reached"), "{said}");
    terminal.types("S3CRET");
    let said = terminal.until(asks);
    assert!(said.contains("TELEGRAM_PROXY is malformed") && !said.contains("S3CRET"), "{said}");
    // The emulator answers whatever host it is asked for, as a proxy does.
    terminal.types(&machine.emulator.url());
    takes_the_usual(&mut terminal);
    terminal.until(FIRST_OWNER);
    terminal.types("no");
    let (code, said) = terminal.ends();
    assert_eq!(code, Some(0), "{said}");
    assert!(
        set(&machine.settings()).contains(&format!("TELEGRAM_PROXY={}", machine.emulator.url()).as_str())
    );
    machine.answers().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_asked_for_again_and_ctrl_c_writes_nothing() {
    let token = TOKEN.replace('A', "B");
    let options = pledge_bot::emulator::Options { token: Some(token.clone()), ..Default::default() };
    let machine = Machine::with(options).await;
    let flags = ["--token-file", "token", "--api-url", &machine.emulator.url()];
    let mut terminal = Terminal::start(&machine.setup(&flags));
    let said = terminal.until("The token (what you type or paste is not shown): ");
    assert!(said.contains("Telegram does not accept this token"), "{said}");
    terminal.types(&token);
    terminal.until("Enter for later: ");
    terminal.interrupts();
    let (code, said) = terminal.ends();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("Run pledge-bot setup again"), "{said}");
    assert!(!machine.path("etc/bot.env").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_is_chosen_and_the_bot_is_started_by_hand() {
    let machine = Machine::new().await;
    let url = machine.emulator.url();
    let flags = ["--token-file", "token", "--api-url", &url, "--keys", &machine.key];
    let mut terminal = Terminal::start(&machine.setup(&flags));
    terminal.until("1, 2 or 3; Enter for 1: ");
    terminal.types("2");
    terminal.until("Enter for 22:00-08:00: ");
    terminal.types("none");
    terminal.until("The contact; Enter for later: ");
    terminal.types("");
    takes_the_usual_backups(&mut terminal, &machine);
    for (first, second) in [
        ("short", "short"),
        ("four words of mine", "four words"),
        ("four words of mine", "four words of mine"),
    ] {
        terminal.until("of at least four words: ");
        terminal.types(first);
        terminal.until("The same once more: ");
        terminal.types(second);
    }
    let said = terminal.until(FIRST_OWNER);
    assert!(
        said.contains("The service can't ask for a passphrase") && said.contains("To start the bot: "),
        "{said}"
    );
    terminal.types("no");
    let (code, said) = terminal.ends();
    assert_eq!(code, Some(0), "{said}");
    let key = fs::read(machine.path("etc/store.key")).expect("the key");
    assert!(key.starts_with(b"age-encryption.org/"));
    assert!(machine.asked().iter().all(|asked| !asked.starts_with("enable")));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_bot_that_is_set_up_it_asks_what_to_change() {
    let machine = Machine::new().await;
    let output = machine.run(&["--no-service"]);
    assert!(output.status.success());
    let mut terminal = Terminal::start(&machine.setup(&["--no-service", "--first-owner", "later"]));
    let said = terminal.until("Enter for nothing: ");
    assert!(said.contains("  5  the quiet hours") && said.contains("Set in "), "{said}");
    terminal.types("8");
    terminal.until("Enter for nothing: ");
    terminal.types("5 7");
    terminal.until("Enter for 22:00-08:00: ");
    terminal.types("late");
    let said = terminal.until("Enter for 22:00-08:00: ");
    assert!(said.contains("QUIET_HOURS is malformed"), "{said}");
    terminal.types("23:00-07:00");
    terminal.until("The folder for backups; none; or Enter for ");
    terminal.types("");
    terminal.until("The command that takes them elsewhere; Enter for later: ");
    terminal.types("test -s \"$1\"");
    terminal.until(COPY_OF_LIST);
    terminal.types("backups");
    let said = terminal.until(COPY_OF_LIST);
    assert!(said.contains("OPT_OUTS_COPY_DIR is malformed"), "{said}");
    terminal.types("cat \"$1\"");
    let (code, said) = terminal.ends();
    assert_eq!(code, Some(0), "{said}");
    let settings = machine.settings();
    let set = set(&settings);
    assert!(set.contains(&"QUIET_HOURS=23:00-07:00"));
    assert!(set.contains(&"BACKUP_COMMAND='test -s \"$1\"'"));
    assert!(set.contains(&"OPT_OUTS_COPY_COMMAND='cat \"$1\"'"));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_keys_are_accepted_by_whoever_has_compared_them() {
    let machine = Machine::new().await;
    let output = machine.run(&[]);
    assert!(output.status.success());
    machine.asked();
    let other = pledge_bot::crypto::generate().0;
    for answer in ["no", "yes"] {
        let mut terminal = Terminal::start(&machine.setup(&["--keys", &other, "--first-owner", "later"]));
        terminal.until("does the coalition want it? (yes or no): ");
        terminal.types(answer);
        let (code, said) = terminal.ends();
        assert_eq!(code, Some(i32::from(answer == "no")), "{said}");
        let is_written = set(&machine.settings()).contains(&format!("SEAL_RECIPIENTS={other}").as_str());
        assert_eq!(is_written, answer == "yes", "{said}");
    }
    let asked = machine.asked();
    assert!(asked.contains(&"stop pledge-bot.service".to_owned()), "{asked:?}");
    assert_eq!(asked.last().map(String::as_str), Some("enable --now pledge-bot.service"));
    machine.answers().await;
    assert!(machine.command(&["audit", "list"]).contains("accept-keys"));
}
