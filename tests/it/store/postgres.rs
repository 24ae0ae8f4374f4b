//! Every statement of the store is one that PostgreSQL understands too, so that it can become a second database.
//!
//! A PostgreSQL from Debian gets the schema of our migrations, and prepares each statement. The server is alone in a
//! temporary folder, without a port. `tests/run` installs it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::statements::{self, Statement};

/// Statements that only SQLite knows, by how they begin, each with the reason why PostgreSQL need not know it.
const SQLITE_ONLY: [(&str, &str); 10] = [
    ("BEGIN IMMEDIATE", "PostgreSQL's BEGIN needs no lock in advance"),
    ("COMMIT", "the same there, but no statement that can be prepared"),
    ("ROLLBACK", "the same there, but no statement that can be prepared"),
    ("PRAGMA ", "settings and checks of SQLite's file"),
    ("ATTACH ", "the file that is written anew"),
    ("VACUUM INTO ", "a copy of the file; pg_dump makes one there"),
    ("VACUUM", "the same there, but no statement that can be prepared"),
    ("SELECT page_count * page_size ", "the size of SQLite's file"),
    ("SELECT 1 FROM sqlite_schema ", "SQLite's catalogue of tables"),
    ("SELECT COALESCE(MAX(version), 0) AS version FROM _sqlx_migrations", "the migrator makes this table"),
];

/// Our migrations in PostgreSQL's words. All else is the same there.
fn schema() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations");
    let entries = fs::read_dir(folder).expect("migrations").map(|entry| entry.expect("a migration").path());
    let mut migrations: Vec<PathBuf> = entries.collect();
    migrations.sort();
    let sql: String = migrations.iter().map(|path| fs::read_to_string(path).expect("a migration")).collect();
    sql.replace(
        "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
        "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    )
    // SQLite's integers have 64 bits, and so have the values that the store binds.
    .replace(" INTEGER", " BIGINT")
    .replace(" BLOB", " BYTEA")
    .replace(" WITHOUT ROWID", "")
    // Days and random numbers come from functions with other names.
    .replace("= date(", "= to_char(to_timestamp(")
    .replace(" + 21600, 'unixepoch')", " + 21600), 'YYYY-MM-DD')")
    .replace("(random() & 4503599627370495)", "CAST(random() * 4503599627370495 AS BIGINT)")
    // And so do hexadecimal digits.
    .replace("lower(hex(tag))", "encode(tag, 'hex')")
    .replace("printf('%016x', cover)", "lpad(to_hex(cover), 16, '0')")
}

/// A PostgreSQL of its own, which ends when this is dropped.
struct Postgres {
    programs: PathBuf,
    folder: TempDir,
    server: Child,
}

impl Postgres {
    /// Starts it in a temporary folder.
    fn start() -> Postgres {
        let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut programs: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
        programs.sort();
        let programs = programs.pop().expect("Debian's package postgresql is installed, as by tests/run");
        let folder = tempfile::tempdir().expect("a folder");
        if is_root() {
            done(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let data = folder.path().join("data");
        let mut init = as_user(&programs.join("initdb"));
        done(init.args(["--no-sync", "--auth=trust", "--username=bot", "--locale=C.UTF-8"]).arg(&data));
        let mut server = as_user(&programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(folder.path()).args(["-c", "listen_addresses=", "-F"]);
        let server = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("postgres starts");
        let postgres = Postgres { programs, folder, server };
        for _ in 0..300 {
            if postgres.psql("SELECT 1;").status.success() {
                return postgres;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("PostgreSQL did not start: {}", error(&postgres.psql("SELECT 1;")));
    }

    /// Runs a script to its end, whatever fails in it.
    fn psql(&self, script: &str) -> Output {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--username=bot", "--dbname=postgres", "--file=-"]);
        psql.arg("--host").arg(self.folder.path());
        psql.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut running = psql.spawn().expect("psql starts");
        let mut input = running.stdin.take().expect("its input");
        // It ends early if there is no server.
        let _ = input.write_all(script.as_bytes());
        drop(input);
        running.wait_with_output().expect("psql ends")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Its signal for an immediate end.
        let _ = Command::new("kill").args(["-QUIT", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    id.stdout == b"0\n"
}

/// A program of PostgreSQL's, which refuses to run as root.
fn as_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
    command.current_dir("/");
    command
}

fn done(command: &mut Command) {
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{command:?}: {}", error(&output));
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn is_sqlite_only(statement: &Statement) -> bool {
    // It writes a file of SQLite anew, as a database of PostgreSQL never needs: none has Telegram's IDs in it.
    statement.place.starts_with("src/store/hiding.rs:")
        || SQLITE_ONLY.iter().any(|(beginning, _)| statement.sql.starts_with(beginning))
}

#[test]
fn postgresql_prepares_every_statement() {
    let postgres = Postgres::start();
    let made = postgres.psql(&schema());
    assert_eq!(error(&made), "", "the schema");
    let statements: Vec<_> = statements::all().into_iter().filter(|one| !is_sqlite_only(one)).collect();
    // One line for each, so that psql's line of an error is the statement's number.
    let lines = statements.iter().map(|one| one.sql.split_whitespace().collect::<Vec<_>>().join(" "));
    let commands = lines.enumerate().map(|(nth, sql)| format!("PREPARE s{nth} AS {sql};"));
    let script = commands.collect::<Vec<_>>().join("\n");
    let prepared = error(&postgres.psql(&script));
    let errors: Vec<_> = prepared.lines().filter_map(|line| line.strip_prefix("psql:<stdin>:")).collect();
    let explained = errors.iter().map(|line| {
        let (number, error) = line.split_once(": ").expect("a number and an error");
        let nth: usize = number.parse().expect("a number");
        let Statement { sql, place } = &statements[nth - 1];
        format!("{place}: {error}\n    {sql}")
    });
    let explained: Vec<_> = explained.collect();
    assert!(explained.is_empty(), "{}", explained.join("\n"));
    assert_eq!(prepared, "");
}

#[test]
fn every_exception_is_needed() {
    let all = statements::all();
    for (beginning, _) in SQLITE_ONLY {
        assert!(all.iter().any(|one| one.sql.starts_with(beginning)), "{beginning}");
    }
}
