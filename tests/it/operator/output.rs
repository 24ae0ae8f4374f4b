//! What a command does when its output has nowhere to go.

use std::fs::{self, File};
use std::io;
use std::process::Stdio;

use super::stderr;
use crate::support::program::Program;

/// A pipe whose reader has left, as `head` leaves.
fn left() -> Stdio {
    let (reader, writer) = io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

#[test]
fn a_command_does_its_work_although_nobody_reads_what_it_prints() {
    let program = Program::new("http://127.0.0.1:9");
    for (arguments, code) in
        [(&["keygen", "new.key"][..], 0), (&["doctor"], 1), (&["check"], 0), (&["no-command"], 2)]
    {
        let output = program.command(arguments).stdout(left()).stderr(left()).output().expect("it runs");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
    let key = fs::read_to_string(program.folder().join("new.key")).expect("the key was made");
    assert!(key.contains("AGE-SECRET-KEY-1"));
}

#[test]
fn a_command_whose_output_does_not_fit_on_the_disk_says_so() {
    let program = Program::new("http://127.0.0.1:9");
    let full = File::options().write(true).open("/dev/full").expect("a full disk");
    let output = program.command(&["check"]).stdout(full).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("not all of the output could be written: no storage space"), "{said}");
}
