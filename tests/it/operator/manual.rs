//! The manual pages and completions that a package brings.

use std::fs;

use super::{done, names};
use crate::support::program::Program;

/// The commands that `--help` lists.
fn commands(help: &str) -> Vec<&str> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    lines.take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next()).collect()
}

#[test]
fn each_command_has_a_manual_page_and_completions() {
    // It talks to nobody.
    let program = Program::new("http://127.0.0.1:9");
    done(&program, &["manual", "out"]);
    let out = program.folder().join("out");
    let pages = names(&out.join("man1"));
    let help = done(&program, &["--help"]);
    let commands = commands(&help);
    assert!(commands.contains(&"backup"), "{help}");
    for command in commands.iter().filter(|command| **command != "help") {
        assert!(pages.contains(&format!("pledge-bot-{command}.1")), "{command}: {pages:?}");
        for shell in ["pledge-bot.bash", "_pledge-bot", "pledge-bot.fish"] {
            let completions = fs::read_to_string(out.join("completions").join(shell)).expect("a file");
            assert!(completions.contains(command), "{shell} lacks {command}");
        }
    }
    let page = fs::read_to_string(out.join("man1/pledge-bot.1")).expect("a page");
    assert!(page.contains("Exit codes"), "{page}");
    assert!(!pages.iter().any(|page| page.contains("manual")), "{pages:?}");
}
