//! An independent reader of calendar files: Python's icalendar reads what a calendar would show.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The content of a file as the reader understands it, with times of `zone`.
pub fn read(file: &[u8], zone: &str) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join(".venv/bin/python");
    assert!(
        python.exists(),
        "icalendar is not installed: run `tests/run` once, which sets up .venv, or `python3 -m venv .venv && \
         .venv/bin/pip install -r tests/conformance/requirements.txt`"
    );
    let mut reader = Command::new(python)
        .arg(root.join("tests/conformance/calendar_reader.py"))
        .arg(zone)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python starts");
    // The write fails only if the reader has ended with an error, which is shown below.
    let _ = reader.stdin.take().expect("a pipe").write_all(file);
    let output = reader.wait_with_output().expect("python ends");
    let (file, error) = (String::from_utf8_lossy(file), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{error}\n{file}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}
