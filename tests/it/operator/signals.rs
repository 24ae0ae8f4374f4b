//! Signals in the middle of something.

use std::fs;
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use pledge_bot::emulator::{Emulator, Options};

use super::{done, fill, names};
use crate::support::memory::may_look;
use crate::support::program::{Program, Running};

/// A server that takes connections and never answers, as Telegram does for a bot during an outage.
fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, address)
}

/// Waits until the bot has asked something and waits for the answer, which never comes.
fn asked(listener: &TcpListener) -> TcpStream {
    let (mut connection, _) = listener.accept().expect("the bot connects");
    assert!(connection.read(&mut [0; 1]).expect("it asks") > 0);
    connection
}

/// Whether a process has a handler for a signal, by its number.
fn hears(running: &Running, signal: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/status", running.process.id())).expect("a process");
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).expect("a line").trim();
    let caught = u64::from_str_radix(caught, 16).expect("a mask");
    caught >> (signal - 1) & 1 == 1
}

#[test]
fn a_bot_that_waits_for_telegram_stops_when_it_is_asked_to() {
    for signal in ["TERM", "INT"] {
        let (listener, address) = silent();
        let program = Program::new(address);
        let running = program.start();
        let _connection = asked(&listener);
        assert_eq!(running.signal(signal), Some(0), "SIG{signal}");
    }
}

#[test]
fn a_reload_during_an_outage_leaves_the_bot_running() {
    let (listener, address) = silent();
    let program = Program::new(address);
    let running = program.start();
    let _connection = asked(&listener);
    running.tell("HUP");
    // A process that SIGHUP has ended has no exit code.
    assert_eq!(running.signal("TERM"), Some(0));
}

#[test]
fn a_bot_writes_no_core_dump() {
    let (listener, address) = silent();
    let program = Program::new(address);
    let running = program.start();
    let _connection = asked(&listener);
    let limits = fs::read_to_string(format!("/proc/{}/limits", running.process.id())).expect("a process");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a line");
    assert_eq!(core.split_whitespace().skip(4).collect::<Vec<_>>(), ["0", "0", "bytes"]);
}

#[test]
fn as_process_1_the_bot_hears_signals_from_the_start() {
    // Process 1 ignores a signal unless it has a handler (kill(2)), so the handlers are all that is needed there.
    let (listener, address) = silent();
    let program = Program::new(address);
    let running = program.start();
    let _connection = asked(&listener);
    for (signal, name) in [(1, "HUP"), (2, "INT"), (15, "TERM")] {
        assert!(hears(&running, signal), "SIG{name}");
    }
}

/// Whether a process has begun a file that has no name yet.
fn has_begun_a_file(running: &Running, folder: &Path) -> bool {
    let Ok(open) = fs::read_dir(format!("/proc/{}/fd", running.process.id())) else { return false };
    let is_unnamed =
        |target: &Path| target.starts_with(folder) && target.to_string_lossy().ends_with("(deleted)");
    open.flatten().filter_map(|file| fs::read_link(file.path()).ok()).any(|target| is_unnamed(&target))
}

/// Starts a command until it is stopped in the middle of its work; gives its exit code.
fn stopped_midway(
    program: &Program,
    arguments: &[&str],
    is_midway: impl Fn(&Running) -> bool,
    stop: impl Fn(Running) -> Option<i32>,
    made: &Path,
) -> Option<i32> {
    for _ in 0..200 {
        let mut running = program.start_with(arguments);
        while !is_midway(&running) && running.process.try_wait().expect("its state").is_none() {
            std::thread::yield_now();
        }
        let code = stop(running);
        if code != Some(0) {
            return code;
        }
        // It ended before that.
        let _ = fs::remove_file(made).or_else(|_| fs::remove_dir_all(made));
    }
    panic!("it was never stopped in between");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_backup_restore_or_export_leaves_nothing_behind() {
    if !may_look() {
        return;
    }
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn");
    let store = fill(&program, 3000).await;
    done(&program, &["backup", "whole.age"]);
    let (folder, data) = (program.folder(), program.folder().join("data"));
    let before = names(folder);
    for signal in ["INT", "TERM", "HUP"] {
        let in_scratch = |dir: &'static str| move |_: &Running| folder.join(dir).join("copy.tmp").exists();
        let stop = |running: Running| running.signal(signal);
        let code =
            stopped_midway(&program, &["backup", "b.age"], in_scratch("data"), stop, &folder.join("b.age"));
        assert_eq!(code, Some(1), "backup, SIG{signal}");
        let export = ["export", "--identity", "coalition.key", "--out", "o"];
        let begun = |running: &Running| has_begun_a_file(running, folder);
        let code = stopped_midway(&program, &export, begun, stop, &folder.join("o"));
        assert_eq!(code, Some(1), "export, SIG{signal}");
        let restore = ["restore", "whole.age", "--identity", "coalition.key", "--data", "new"];
        let code = stopped_midway(&program, &restore, in_scratch("new"), stop, &folder.join("new"));
        assert_eq!(code, Some(1), "restore, SIG{signal}");
        assert_eq!(names(&folder.join("new")), ["pledge.lock"]);
        fs::remove_dir_all(folder.join("new")).expect("removed");
        let after: Vec<_> = names(folder).into_iter().filter(|name| name != "log").collect();
        assert_eq!(after, before, "SIG{signal}");
        assert_eq!(names(&data), ["pledge.db", "pledge.db-shm", "pledge.db-wal", "pledge.lock"]);
    }
    drop(store);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_export_leaves_no_file_with_names() {
    if !may_look() {
        return;
    }
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn");
    fill(&program, 3000).await.close().await.expect("closed");
    let folder = program.folder();
    let before = names(folder);
    for format in ["csv", "xlsx", "json", "sealed"] {
        let arguments = ["export", "--identity", "coalition.key", "--out", "o", "--format", format];
        let begun = |running: &Running| has_begun_a_file(running, folder);
        let kill = |mut running: Running| {
            let _ = running.process.kill();
            running.process.wait().expect("it ends").code()
        };
        assert_eq!(stopped_midway(&program, &arguments, begun, kill, &folder.join("o")), None, "{format}");
        let after: Vec<_> = names(folder).into_iter().filter(|name| name != "log").collect();
        assert_eq!(after, before, "{format}");
    }
}
