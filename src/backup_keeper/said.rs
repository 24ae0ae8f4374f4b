//! The words of a command that failed, for the log: the end of them, in one line, without secrets.

use crate::config::Secret;

/// How many characters of it are told.
const MOST: usize = 300;
/// What stands in place of a secret.
const HIDDEN: &str = "(hidden)";

/// The last words of an output. Words that hold one of the secrets, or look like a secret, are hidden.
pub(super) fn last_words(output: &[u8], secrets: &[Secret]) -> String {
    let mut text = String::from_utf8_lossy(output).into_owned();
    for secret in secrets.iter().filter(|secret| secret.expose().len() >= 4) {
        text = text.replace(secret.expose(), HIDDEN);
    }
    let visible = text.replace(|c: char| c.is_control() && !c.is_whitespace(), "");
    let words: Vec<_> =
        visible.split_whitespace().map(|word| if is_secret(word) { HIDDEN } else { word }).collect();
    let line = words.join(" ");
    let skipped = line.chars().count().saturating_sub(MOST);
    if skipped == 0 { line } else { format!("…{}", line.chars().skip(skipped).collect::<String>()) }
}

/// Whether a word looks like a token, a key, a password with its name, or an address with a password in it.
fn is_secret(word: &str) -> bool {
    const NAMES: [&str; 5] = ["token", "passw", "passphrase", "secret", "key"];
    let lower = word.to_ascii_lowercase();
    let has_run =
        |least: usize, fits: fn(char) -> bool| word.split(|c: char| !fits(c)).any(|run| run.len() >= least);
    lower.contains("age-secret-key-")
        || has_run(32, |c| c.is_ascii_hexdigit())
        || has_run(30, |c| c.is_ascii_alphanumeric() || c == '_' || c == '-') && word.contains(':')
        || lower.split_once("://").is_some_and(|(_, rest)| rest.contains('@'))
        || lower.split_once('=').is_some_and(|(name, _)| NAMES.iter().any(|known| name.contains(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_output_is_told_in_a_line() {
        let told = |text: &str| last_words(text.as_bytes(), &[]);
        assert_eq!(
            told("ssh: connect to host office.example.org\nport 22: \x1b[1mrefused\n"),
            "ssh: connect to host office.example.org port 22: [1mrefused"
        );
        let long = told(&"word ".repeat(1000));
        assert!(long.starts_with('…') && long.chars().count() == MOST + 1, "{long}");
    }

    #[test]
    fn no_secret_is_told() {
        let secrets = [Secret::from("hunter2 by the lake".to_owned())];
        for secret in [
            "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
            "https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe",
            "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33",
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "sftp://me:hunter2@example.org",
            "RCLONE_PASSWORD=hunter2",
            "--token=hunter2",
            "hunter2 by the lake",
        ] {
            let told = last_words(format!("it failed with {secret} and ended").as_bytes(), &secrets);
            assert_eq!(told, "it failed with (hidden) and ended");
        }
    }
}
