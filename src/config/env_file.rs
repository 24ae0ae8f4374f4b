//! The file of settings, such as `.env`: a line `NAME=value` for each setting, read with the rules of dotenvy and two of our own.
//! A value that is not in quotes may have spaces, as those of `.env.example` have. A `$` stands in single quotes, because dotenvy
//! would put a variable of that name in its place, and nothing where there is none.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::config::SettingError;
use crate::config::names::{KNOWN, nearest};

/// The settings of a file.
#[derive(Debug, Default)]
pub struct EnvFile {
    /// The file as messages call it.
    name: String,
    lines: Vec<EnvLine>,
    /// The file's mode, if others than its owner can read it.
    open_mode: Option<u32>,
}

#[derive(Debug)]
struct EnvLine {
    name: String,
    value: String,
    /// The first of its lines in the file, counted from 1.
    number: usize,
    /// How many lines it has: more than one if its value has.
    height: usize,
}

impl EnvFile {
    /// Reads a file. A missing one has no settings.
    ///
    /// # Errors
    /// When the file can't be read, or a line of it; when a name is misspelt. The error names the line and never shows a
    /// value.
    pub fn read(path: &Path) -> Result<EnvFile, SettingError> {
        let name = shown(path);
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(EnvFile::default()),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(SettingError::Encoding { file: name });
            }
            Err(error) => return Err(SettingError::File { file: name, kind: error.kind() }),
        };
        let mode = path.metadata().map_or(0, |file| file.mode() & 0o7777);
        let file = EnvFile::parse(&text, name)?;
        Ok(EnvFile { open_mode: (mode & 0o077 != 0).then_some(mode), ..file })
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// As [`EnvFile::read`].
    pub fn parse(text: &str, name: String) -> Result<EnvFile, SettingError> {
        let lines = parse(text, &name)?;
        for line in &lines {
            if let Some(known) = nearest(&line.name, NEAR) {
                let EnvLine { name: misspelt, number, .. } = line;
                return Err(SettingError::Misspelt {
                    file: name,
                    line: *number,
                    name: misspelt.clone(),
                    known,
                });
            }
        }
        Ok(EnvFile { name, lines, open_mode: None })
    }

    /// The value of a setting. An empty one counts as unset, so that a line below the empty one of the example counts.
    pub fn get(&self, name: &str) -> Option<String> {
        let of_name = self.lines.iter().filter(|line| line.name == name);
        of_name.map(|line| &line.value).find(|value| !value.trim().is_empty()).cloned()
    }

    /// Risks, and lines without effect.
    pub fn warnings(&self) -> Vec<String> {
        let (mut warnings, file) = (Vec::new(), &self.name);
        let is_secret = |name| self.get(name).is_some();
        if let Some(mode) = self.open_mode.filter(|_| is_secret("BOT_TOKEN") || is_secret("TELEGRAM_PROXY")) {
            warnings.push(format!(
                "others on this machine can read {file} (mode {mode:04o}), and whoever has the token in it can speak as the \
                 bot; run: chmod 600 {file}"
            ));
        }
        warnings.extend(self.without_effect());
        warnings
    }

    /// Lines without effect.
    pub fn without_effect(&self) -> Vec<String> {
        let (mut warnings, file) = (Vec::new(), &self.name);
        for (nth, line) in self.lines.iter().enumerate() {
            let EnvLine { name, value, number, .. } = line;
            if !KNOWN.contains(&name.as_str()) {
                warnings.push(format!(
                    "{file}, line {number}: the bot has no setting {name}; .env.example has them all"
                ));
            }
            let is_set = |line: &&EnvLine| line.name == *name && !line.value.trim().is_empty();
            let earlier = self.lines[..nth].iter().find(is_set).filter(|_| !value.trim().is_empty());
            if let Some(earlier) = earlier {
                warnings.push(format!(
                    "{file}, line {number}: {name} stands in line {} already, and that one counts; keep one of the two",
                    earlier.number
                ));
            }
        }
        warnings
    }
}

/// From this likeness on (1 is the same), a name in the file is a misspelt one of a setting.
const NEAR: f64 = 0.75;

/// A file as messages call it: `.env`, or its whole path.
pub(super) fn shown(path: &Path) -> String {
    if path.ends_with(".env") { ".env".to_owned() } else { path.display().to_string() }
}

/// The same text with other values of these settings. Lines and comments that do not concern them stay as they are. The line of
/// a setting is changed where it stands, and one that has none is added at the end.
///
/// # Errors
/// When a line can't be read, or a value would not be read back.
pub fn with_values(text: &str, name: &str, values: &[(&'static str, &str)]) -> Result<String, SettingError> {
    let mut text = text.to_owned();
    for (setting, value) in values {
        text = with_value(&text, name, setting, value)?;
    }
    Ok(text)
}

fn with_value(text: &str, file: &str, setting: &'static str, value: &str) -> Result<String, SettingError> {
    let entry = format!("{setting}={}", quoted(value));
    let read = parse(text, file)?;
    let of_setting: Vec<_> = read.iter().filter(|line| line.name == setting).collect();
    // The first line with a value is the one that counts.
    let counts = of_setting.iter().find(|line| !line.value.trim().is_empty()).or(of_setting.first());
    let Some(counts) = counts else {
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        return read_back(format!("{text}{end}{entry}\n"), file, setting, value);
    };
    let mut lines: Vec<String> = Vec::new();
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let of = of_setting.iter().find(|of| (of.number..of.number + of.height).contains(&number));
        match of {
            // Later lines of a value go with the first one; another line of the setting would count once this one is empty.
            Some(of) if of.number == counts.number && number == of.number => lines.push(format!("{entry}\n")),
            Some(_) => {}
            None => lines.push(line.to_owned()),
        }
    }
    read_back(lines.concat(), file, setting, value)
}

/// The text, if the setting has this value in it.
fn read_back(text: String, file: &str, setting: &'static str, value: &str) -> Result<String, SettingError> {
    let read = parse(&text, file).unwrap_or_default();
    let mut of_setting = read.iter().filter(|line| line.name == setting);
    let is_there = of_setting.any(|line| line.value == value) || value.is_empty();
    if is_there { Ok(text) } else { Err(SettingError::Unwritable { name: setting }) }
}

/// A value as it stands in the file. A backslash before the last mark would be an escape for dotenvy, also in single quotes.
fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || " _-+:,./@=?&%~".contains(c);
    if value.trim() == value && value.chars().all(is_plain) {
        value.to_owned()
    } else if value.contains('\'') || value.ends_with('\\') {
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$");
        format!("\"{escaped}\"")
    } else {
        format!("'{value}'")
    }
}

fn parse(text: &str, file: &str) -> Result<Vec<EnvLine>, SettingError> {
    // Editors on Windows begin a file with a byte order mark.
    let mut lines = text.strip_prefix('\u{FEFF}').unwrap_or(text).lines().zip(1..);
    let mut read = Vec::new();
    let at = |line| (file.to_owned(), line);
    while let Some((line, number)) = lines.next() {
        let (mut entry, mut height) = (line.to_owned(), 1);
        let mut value = ValueForm::of(&entry);
        while value == ValueForm::Unclosed {
            // A value in quotes may have several lines.
            let Some((more, _)) = lines.next() else {
                let (file, line) = at(number);
                return Err(SettingError::Unclosed { file, line });
            };
            entry = format!("{entry}\n{more}");
            height += 1;
            value = ValueForm::of(&entry);
        }
        let (file, line) = at(number);
        let entry = match value {
            ValueForm::Dollar => return Err(SettingError::Dollar { file, line }),
            ValueForm::Bare(at, end) => format!("{}'{}'", &entry[..at], &entry[at..end]),
            ValueForm::Quoted | ValueForm::Unclosed => entry,
        };
        // The error of dotenvy quotes the line.
        let item = dotenvy::from_read_iter(entry.as_bytes()).next().transpose();
        if let Some((name, value)) = item.map_err(|_| SettingError::Line { file, line })? {
            read.push(EnvLine { name, value, number, height });
        }
    }
    Ok(read)
}

/// How the value of an entry is written.
#[derive(Debug, PartialEq, Eq)]
enum ValueForm {
    /// Without quotes and backslashes, from here to there; what follows is a comment.
    Bare(usize, usize),
    /// With some, or there is none: as dotenvy reads it.
    Quoted,
    /// A quotation mark is not closed.
    Unclosed,
    /// A `$` stands outside of single quotes.
    Dollar,
}

impl ValueForm {
    fn of(entry: &str) -> ValueForm {
        let Some((name, value)) = entry.split_once('=').filter(|_| !entry.trim_start().starts_with('#'))
        else {
            return ValueForm::Quoted;
        };
        let at = name.len() + 1 + (value.len() - value.trim_start().len());
        let (mut quote, mut before, mut is_bare) = (None, '\0', true);
        let mut end = entry.len();
        for (index, c) in entry[at..].char_indices() {
            match (quote, c) {
                (Some('\''), '\'') | (Some('"'), '"') if before != '\\' || quote == Some('\'') => {
                    quote = None;
                }
                (Some('\''), _) => {}
                (_, '$') if before != '\\' => return ValueForm::Dollar,
                (None, '#') if index == 0 || before.is_whitespace() => {
                    end = at + index;
                    break;
                }
                (None, '\'' | '"') if before != '\\' => (quote, is_bare) = (Some(c), false),
                (None, '\\') => is_bare = false,
                (Some(_) | None, _) => {}
            }
            before = if before == '\\' && c == '\\' { '\0' } else { c };
        }
        let end = at + entry[at..end].trim_end().len();
        match quote {
            Some(_) => ValueForm::Unclosed,
            None if is_bare && end > at => ValueForm::Bare(at, end),
            None => ValueForm::Quoted,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn file(text: &str) -> Result<EnvFile, SettingError> {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(".env"), text).expect("written");
        EnvFile::read(&folder.path().join(".env"))
    }

    fn file_name() -> String {
        ".env".to_owned()
    }

    fn value(text: &str) -> Option<String> {
        file(text).expect("it is read").get("OWNER_IDS")
    }

    #[test]
    fn a_broken_line_is_told_by_its_number() {
        let error = file("# note\nBOT_TOKEN=1:a\nBOT TOKEN S3CRET\n").expect_err("the line is broken");
        assert_eq!(error, SettingError::Line { file: file_name(), line: 3 });
        assert!(!error.to_string().contains("S3CRET"));
        for (text, line) in [
            ("\nOWNER_IDS = 1\nDATA_DIR=a\nBOT_TOKEN 1", 4),
            ("DATA_DIR=\"two\nlines\"\n=x", 3),
            ("DATA_DIR='a' b", 1),
            ("OWNER_IDS=1\nDATA_DIR=a\\b", 2),
        ] {
            assert_eq!(file(text).expect_err(text), SettingError::Line { file: file_name(), line }, "{text}");
        }
        assert_eq!(
            file("A=1\nDATA_DIR=\"a\nb").expect_err("open"),
            SettingError::Unclosed { file: file_name(), line: 2 }
        );
    }

    #[test]
    fn a_value_without_quotes_may_have_spaces() {
        for (text, expected) in [
            ("OWNER_IDS=100, 200", Some("100, 200")),
            ("  OWNER_IDS = 100, 200  ", Some("100, 200")),
            ("export OWNER_IDS=a b # note", Some("a b")),
            ("OWNER_IDS=a#b c", Some("a#b c")),
            ("OWNER_IDS=# note", None),
            ("OWNER_IDS=  ", None),
            ("OWNER_IDS='a b' # note", Some("a b")),
            ("OWNER_IDS=\"a 'b' \\\" c\"", Some("a 'b' \" c")),
            ("OWNER_IDS=a\\ b", Some("a b")),
            ("OWNER_IDS=\"a\nb\"\nDATA_DIR=c", Some("a\nb")),
            ("#OWNER_IDS=$1 'x\nOWNER_IDS=y", Some("y")),
            ("OWNER_IDS=https://a.example/?a=b&c=d", Some("https://a.example/?a=b&c=d")),
            ("OWNER_IDS=\nOWNER_IDS=1", Some("1")),
            ("OWNER_IDS=1\r\nDATA_DIR=x\r\n", Some("1")),
        ] {
            assert_eq!(value(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_dollar_outside_of_single_quotes_is_refused_with_its_line() {
        for text in [
            "A=1\nBOT_TOKEN=pa$word",
            "A=1\nBOT_TOKEN=\"pa$word\"",
            "\nBOT_TOKEN=pa${HOME}",
            "\nBOT_TOKEN='a'$b",
        ] {
            let error = file(text).expect_err(text);
            assert_eq!(error, SettingError::Dollar { file: file_name(), line: 2 }, "{text}");
            assert!(!error.to_string().contains("word"));
        }
        assert_eq!(value("OWNER_IDS='pa$word'").as_deref(), Some("pa$word"));
        assert_eq!(value("OWNER_IDS=pa\\$word").as_deref(), Some("pa$word"));
        assert_eq!(value("OWNER_IDS=pa # costs $5").as_deref(), Some("pa"));
    }

    #[test]
    fn the_mark_of_editors_on_windows_is_skipped() {
        assert_eq!(value("\u{FEFF}OWNER_IDS=1").as_deref(), Some("1"));
        let folder = tempfile::tempdir().expect("a folder");
        let utf16: Vec<u8> = "\u{FEFF}OWNER_IDS=1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        fs::write(folder.path().join(".env"), utf16).expect("written");
        let error = EnvFile::read(&folder.path().join(".env")).expect_err("another encoding").to_string();
        assert!(error.contains("save it as UTF-8"), "{error}");
    }

    #[test]
    fn a_misspelt_setting_is_named_with_the_one_that_was_meant() {
        for (name, known) in
            [("OWNER_ID", "OWNER_IDS"), ("owner_ids", "OWNER_IDS"), ("BOT-TOKEN", "BOT_TOKEN")]
        {
            let error = file(&format!("\n{name}=S3CRET"));
            if name.contains('-') {
                assert_eq!(error.expect_err(name), SettingError::Line { file: file_name(), line: 2 });
                continue;
            }
            let error = error.expect_err(name).to_string();
            assert!(error.contains("line 2") && error.contains(name) && error.contains(known), "{error}");
            assert!(!error.contains("S3CRET"));
        }
        let warnings = file("OWNER_IDS=1\nCOMPOSE_PROJECT_NAME=x\nOWNER_IDS=2").expect("read").warnings();
        assert!(warnings.iter().any(|line| line.contains("line 2") && line.contains("COMPOSE_PROJECT_NAME")));
        assert!(warnings.iter().any(|line| line.contains("line 3") && line.contains("line 1 already")));
    }

    #[test]
    fn a_file_that_others_can_read_is_warned_of() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".env");
        let warnings = |text: &str, mode| {
            fs::write(&path, text).expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
            EnvFile::read(&folder.path().join(".env")).expect("read").warnings()
        };
        assert!(warnings("BOT_TOKEN=1:a", 0o644)[0].contains("chmod 600 .env"));
        assert_eq!(warnings("BOT_TOKEN=1:a", 0o600), [""; 0]);
        assert_eq!(warnings("DATA_DIR=a", 0o644), [""; 0], "there is no secret in it");
    }

    #[test]
    fn a_value_is_changed_where_it_stands_and_all_else_stays() {
        let with = |text: &str, name: &'static str, value: &str| {
            with_values(text, ".env", &[(name, value)]).expect("it is read")
        };
        let text = "# mine\nDATA_DIR=a\n\nOWNER_IDS= # nobody\nMINE=\"two\nlines\"\n";
        assert_eq!(
            with(text, "OWNER_IDS", "1, 2"),
            "# mine\nDATA_DIR=a\n\nOWNER_IDS=1, 2\nMINE=\"two\nlines\"\n"
        );
        assert_eq!(with(text, "MINE", ""), "# mine\nDATA_DIR=a\n\nOWNER_IDS= # nobody\nMINE=\n");
        assert_eq!(with("DATA_DIR=a", "OWNER_IDS", "1"), "DATA_DIR=a\nOWNER_IDS=1\n", "one that is new");
        let twice = "OWNER_IDS=\nOWNER_IDS=1\n#x\nOWNER_IDS=2\n";
        assert_eq!(with(twice, "OWNER_IDS", ""), "OWNER_IDS=\n#x\n", "no earlier value counts again");
        assert_eq!(with(twice, "OWNER_IDS", "3"), "OWNER_IDS=3\n#x\n");
    }

    #[test]
    fn every_value_is_read_back() {
        for text in [
            "plain",
            "a b",
            "pa$word",
            "it's $5 \"each\" \\ #no comment",
            "cat \"$CREDENTIALS_DIRECTORY/store.key\"",
            "ssh -o 'A=b' key@office.example.org cat store.key | sed 's/\\n$//'",
            "#first",
            "it's a \\",
            "a\\",
            "a\\\\",
            "$a\n'b'\\",
            "\\",
            "",
        ] {
            let written = with_values("X=1\n", ".env", &[("OWNER_IDS", text)]).expect("written");
            assert_eq!(value(&written).unwrap_or_default(), text, "{written}");
        }
    }
}
