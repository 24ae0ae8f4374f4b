//! The real program at a terminal, which `script` gives it.

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A program at a terminal, and the person before it.
pub struct Terminal {
    script: Child,
    keyboard: ChildStdin,
    screen: ChildStdout,
    shown: Vec<u8>,
}

impl Terminal {
    /// Starts a program with these arguments.
    pub fn start(program: &Command) -> Terminal {
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--command"]);
        let words = [program.get_program()].into_iter().chain(program.get_args());
        let words: Vec<_> = words.map(|word| format!("'{}'", word.display())).collect();
        // The shell, whichever it is, gives way to the program: one that stays would end by Ctrl+C itself.
        script.arg(format!("exec {}", words.join(" "))).arg("/dev/null");
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => script.env(name, value),
                None => script.env_remove(name),
            };
        }
        script.current_dir(program.get_current_dir().expect("a folder"));
        let mut script = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script runs");
        let keyboard = script.stdin.take().expect("its keyboard");
        let screen = script.stdout.take().expect("its screen");
        Terminal { script, keyboard, screen, shown: Vec::new() }
    }

    /// Waits until the program shows this; gives all that it has shown since the last time.
    pub fn until(&mut self, text: &str) -> String {
        while !self.shown.ends_with(text.as_bytes()) {
            let mut byte = [0];
            let read = self.screen.read(&mut byte).expect("it shows something");
            assert_eq!(read, 1, "it never shows {text:?}: {}", String::from_utf8_lossy(&self.shown));
            self.shown.push(byte[0]);
        }
        String::from_utf8(std::mem::take(&mut self.shown)).expect("UTF-8")
    }

    /// Types a line.
    pub fn types(&mut self, line: &str) {
        writeln!(self.keyboard, "{line}").expect("typed");
    }

    /// Presses Ctrl+C.
    pub fn interrupts(&mut self) {
        self.keyboard.write_all(b"\x03").expect("typed");
    }

    /// Waits for the end; gives the exit code, and what was shown since the last time.
    pub fn ends(mut self) -> (Option<i32>, String) {
        let code = self.script.wait().expect("it ends").code();
        self.screen.read_to_end(&mut self.shown).expect("shown");
        (code, String::from_utf8_lossy(&self.shown).into_owned())
    }
}
