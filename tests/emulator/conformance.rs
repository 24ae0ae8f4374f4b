//! The emulator against an independent client: aiogram checks every answer against its own types.

use std::path::Path;

use pledge_bot::emulator::{Emulator, Options};

#[tokio::test]
async fn aiogram_finds_nothing_wrong() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join(".venv/bin/python");
    assert!(
        python.exists(),
        "aiogram is not installed: run `tests/run` once, which sets up .venv, or `python3 -m venv .venv && .venv/bin/pip \
         install aiogram`"
    );
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let output = tokio::task::spawn_blocking({
        let (script, url) = (root.join("tests/conformance/aiogram_client.py"), emulator.url());
        move || std::process::Command::new(python).arg(script).arg(url).output()
    });
    let output = output.await.expect("no panic").expect("python starts");
    assert!(
        output.status.success(),
        "{}{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
        emulator.log()
    );
}
