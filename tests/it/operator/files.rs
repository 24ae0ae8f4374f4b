//! The files that commands make: where they go, and what keeps a command from making one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};

use pledge_bot::emulator::{Emulator, Options};
use sqlx::{Connection, SqliteConnection};

use super::{done, fill, names, refused, stderr, stdout};
use crate::support::program::Program;

const EXPORT: [&str; 3] = ["export", "--identity", "coalition.key"];

async fn program(supporters: i64) -> (Emulator, Program) {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn");
    fill(&program, supporters).await.close().await.expect("closed");
    (emulator, program)
}

fn output(program: &Program, arguments: &[&str]) -> Output {
    program.command(arguments).output().expect("it runs")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_already_is_never_written_over() {
    let (_emulator, program) = program(2).await;
    let folder = program.folder();
    done(&program, &[&EXPORT[..], &["--out", "names.xlsx"]].concat());
    let before = fs::read(folder.join("names.xlsx")).expect("the file");
    let sealed = ["export", "--format", "sealed", "--out", "names.xlsx"];
    for arguments in
        [&[&EXPORT[..], &["--out", "names.xlsx"]].concat()[..], &sealed, &["backup", "names.xlsx"]]
    {
        let said = refused(&program, arguments);
        assert!(said.contains("names.xlsx is there already") && said.contains("another name"), "{said}");
        assert_eq!(fs::read(folder.join("names.xlsx")).expect("the file"), before);
    }
    // A device would be replaced by a file with names.
    for place in ["/dev/stdout", "/dev/null", "data"] {
        for arguments in [&[&EXPORT[..], &["--out", place]].concat()[..], &["backup", place]] {
            let said = refused(&program, arguments);
            assert!(said.contains(&format!("{place} is no ordinary file")), "{said}");
        }
    }
    for arguments in
        [&[&EXPORT[..], &["--out", "x/names"]].concat()[..], &["backup", "x/y.age"], &["keygen", "x/k"]]
    {
        let said = refused(&program, arguments);
        assert!(said.contains("there is no folder x") && said.contains("mkdir -p 'x'"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dash_passes_the_file_on_to_another_program() {
    let (_emulator, program) = program(2).await;
    let before = names(program.folder());
    let json = output(&program, &[&EXPORT[..], &["--format", "json", "--out", "-"]].concat());
    assert!(json.status.success(), "{}", stderr(&json));
    let table: serde_json::Value = serde_json::from_slice(&json.stdout).expect("nothing but the table");
    assert_eq!(table["supporters"].as_array().map(Vec::len), Some(2));
    assert!(stderr(&json).contains("2 supporters were written to standard output"), "{}", stderr(&json));

    let backup = output(&program, &["backup", "-"]);
    assert!(backup.status.success() && backup.stdout.starts_with(b"age-encryption.org/v1"));
    assert!(stderr(&backup).contains("2 supporters are in standard output"), "{}", stderr(&backup));
    assert_eq!(names(program.folder()), before, "there is no file called -");
    fs::write(program.folder().join("b.age"), backup.stdout).expect("written");
    let restore = ["restore", "b.age", "--identity", "coalition.key", "--data", "new"];
    assert!(done(&program, &restore).contains("2 supporters"));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_do_not_go_into_a_file_that_others_can_read() {
    let (_emulator, program) = program(2).await;
    let path = program.folder().join("names.csv");
    let run = |mode: u32| {
        fs::write(&path, "").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
        let file = fs::File::options().append(true).open(&path).expect("the file");
        let mut command = program.command(&[&EXPORT[..], &["--format", "csv", "--out", "-"]].concat());
        command.stdout(file).stderr(Stdio::piped()).output().expect("it runs")
    };
    let said = run(0o644);
    assert_eq!(said.status.code(), Some(1));
    assert!(
        stderr(&said).contains("others can read") && stderr(&said).contains("--out"),
        "{}",
        stderr(&said)
    );
    assert_eq!(fs::read(&path).expect("the file"), b"");
    assert!(run(0o600).status.success());
    assert!(fs::read_to_string(&path).expect("the file").contains("Айгүл"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spreadsheet_is_made_unless_another_format_is_wanted() {
    let (_emulator, program) = program(2).await;
    for (name, beginning) in [
        ("a", "PK"),
        ("a.xlsx", "PK"),
        ("a.csv", "\u{FEFF}supported_on,"),
        ("a.JSON", "{\"supporters\""),
        ("a.txt", "PK"),
    ] {
        done(&program, &[&EXPORT[..], &["--out", name]].concat());
        let bytes = fs::read(program.folder().join(name)).expect("the file");
        assert!(bytes.starts_with(beginning.as_bytes()), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_under_another_supporter_is_left_out_and_told_as_altered() {
    let (_emulator, program) = program(3).await;
    let path = program.folder().join("data/pledge.db");
    let mut db = SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("opened");
    let moved = "UPDATE supporters SET name = (SELECT name FROM supporters ORDER BY chat_id LIMIT 1)
         WHERE chat_id = (SELECT MAX(chat_id) FROM supporters)";
    sqlx::query(moved).execute(&mut db).await.expect("moved");
    db.close().await.expect("closed");
    let said = output(&program, &[&EXPORT[..], &["--out", "s.json"]].concat());
    assert!(said.status.success(), "{}", stderr(&said));
    assert!(stderr(&said).contains("1 of them were altered"));
    let table = fs::read_to_string(program.folder().join("s.json")).expect("the file");
    assert_eq!((table.matches("Айгүл").count(), table.matches("\"altered\"").count()), (2, 1), "{table}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_input_is_told_with_what_to_give_instead() {
    let (_emulator, program) = program(2).await;
    let with = |more: &[&'static str]| [&EXPORT[..], &["--out", "out"], more].concat();
    done(&program, &[&EXPORT[..], &["--out", "s.csv"]].concat());
    let said = refused(&program, &with(&["--from", "s.csv"]));
    assert!(said.contains("s.csv is no sealed file") && said.contains("--format sealed"), "{said}");
    let said = refused(&program, &["restore", "s.csv", "--identity", "coalition.key", "--data", "new"]);
    assert!(said.contains("s.csv is no backup") && said.contains("pledge-bot backup"), "{said}");
    for day in ["8.3.2026", "2026-13-01", "2026-03-08T10:00", "yesterday"] {
        let wrong = output(&program, &with(&["--since", day]));
        assert_eq!(wrong.status.code(), Some(2), "{day}");
        assert!(stderr(&wrong).contains("such as 2026-03-08"), "{}", stderr(&wrong));
    }
    let said = refused(&program, &["export", "--out", "out"]);
    assert!(said.contains("--identity KEYFILE") && said.contains("--format sealed"), "{said}");
    for arguments in [&with(&["--data", "gone"])[..], &["backup", "b.age", "--data", "gone"]] {
        let said = refused(&program, arguments);
        assert!(said.contains("no data of the bot in gone") && said.contains("--data"), "{said}");
    }
    let said = refused(&program, &["restore", "gone.age", "--identity", "coalition.key", "--data", "new"]);
    assert!(said.contains("gone.age") && said.contains("check the path"), "{said}");
    done(&program, &["keygen", "new.key"]);
    let said = refused(&program, &["keygen", "new.key"]);
    assert!(said.contains("new.key is there already") && said.contains("another name"), "{said}");
    assert!(said.contains("first line holds the public half"), "{said}");
}

/// Runs the program where no file may have a byte: the system ends it at its first write to one, as a power cut would.
fn cut_off(program: &Program, arguments: &[&str]) {
    let binary = program.command(arguments);
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -f 0; exec \"$0\" \"$@\""]).arg(binary.get_program()).args(arguments);
    command.current_dir(program.folder()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.envs(binary.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let ended = command.output().expect("it runs");
    assert_eq!(ended.status.code(), None, "{}{}", stdout(&ended), stderr(&ended));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_cut_leaves_no_half_of_a_key() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url());
    let before = names(program.folder());
    cut_off(&program, &["keygen", "new.key"]);
    cut_off(&program, &["run"]);
    cut_off(&program, &["demo", "--port", "0", "--data", "demo"]);
    let after: Vec<_> = names(program.folder()).into_iter().filter(|name| name != "demo").collect();
    assert_eq!(after, before);
    assert_eq!(names(&program.folder().join("demo")), [""; 0]);

    fs::write(program.folder().join("store.key"), "").expect("as earlier versions left it");
    let output = output(&program, &["run"]);
    let said = stderr(&output);
    let said = said.lines().last().unwrap_or_default();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("store.key is empty") && said.contains("remove the file and start again"),
        "{said}"
    );
}
