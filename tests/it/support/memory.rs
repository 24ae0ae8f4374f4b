//! The memory of a process that a test started, as it lies open to whoever holds the running machine.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;

use memchr::memmem::Finder;

use super::program::Running;

/// How many bytes of a find are shown on each side.
const AROUND: usize = 48;

/// Everything that a process could have written to: the heap, the stacks, and files in memory that are open for writing.
pub struct Memory(Vec<(String, Vec<u8>)>);

impl Memory {
    /// Reads it, if this test [`may_look`].
    pub fn of(running: &Running) -> Memory {
        let maps = fs::read_to_string(of_process(running, "maps")).expect("the regions");
        let file = File::open(of_process(running, "mem")).expect("the memory");
        let read = |line: &str| {
            let mut words = line.split_whitespace();
            let (start, end) = words.next()?.split_once('-')?;
            let (start, end) = (u64::from_str_radix(start, 16).ok()?, u64::from_str_radix(end, 16).ok()?);
            words.next().filter(|mode| mode.starts_with("rw"))?;
            let mut bytes = vec![0; usize::try_from(end - start).ok()?];
            // A stack may end, or a file be cut, between the list and the look.
            file.read_exact_at(&mut bytes, start).ok()?;
            Some((words.nth(3).unwrap_or("memory").to_owned(), bytes))
        };
        Memory(maps.lines().filter_map(read).collect())
    }

    /// Whether these bytes are anywhere in it.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        self.0.iter().any(|(_, region)| Finder::new(bytes).find(region).is_some())
    }

    /// The places of a text in any of the forms in which a program may hold it, each with the bytes around it.
    pub fn find(&self, text: &str) -> Vec<String> {
        let forms = forms(text);
        let all = self.0.iter().flat_map(|region| forms.iter().map(move |form| (region, form)));
        let places = all.flat_map(|((name, bytes), form)| {
            let around = |at: usize| {
                let bytes = &bytes[at.saturating_sub(AROUND)..(at + form.len() + AROUND).min(bytes.len())];
                format!("{name}: {}", String::from_utf8_lossy(bytes).escape_debug())
            };
            Finder::new(form).find_iter(bytes).map(around).collect::<Vec<_>>()
        });
        places.collect()
    }
}

fn of_process(running: &Running, name: &str) -> PathBuf {
    format!("/proc/{}/{name}", running.process.id()).into()
}

/// Whether this test may look into a bot, which closes itself to all but root; in a container root also needs the capability.
/// Says so if not. In CI that fails.
pub fn may_look() -> bool {
    const SYS_PTRACE: u64 = 19; // capabilities(7)
    let status = fs::read_to_string("/proc/self/status").expect("this process");
    let mask = status.lines().find_map(|line| line.strip_prefix("CapEff:")).expect("capabilities").trim();
    let may_look = u64::from_str_radix(mask, 16).expect("a mask") >> SYS_PTRACE & 1 == 1;
    if !may_look {
        let hint = "it looks into another process, which takes root with CAP_SYS_PTRACE (sudo tests/run; docker run \
                    --cap-add=SYS_PTRACE)";
        assert!(std::env::var_os("CI").is_none(), "this test can't run: {hint}");
        eprintln!("NOT TESTED: {hint}");
    }
    may_look
}

/// A text as UTF-8 and UTF-16, and with the escapes of JSON and of addresses.
fn forms(text: &str) -> Vec<Vec<u8>> {
    let escape = |unit: u16| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04x}"),
    };
    let percent = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    let mut forms = vec![
        text.as_bytes().to_vec(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        text.encode_utf16().map(escape).collect::<String>().into_bytes(),
        text.bytes().map(percent).collect::<String>().into_bytes(),
    ];
    forms.sort();
    forms.dedup();
    forms
}

#[test]
fn a_text_is_found_in_each_form() {
    let text = "Гүл 7";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let json = br"\u0413\u04af\u043b 7".to_vec();
    let planted = [text.as_bytes().to_vec(), utf16, json, b"%D0%93%D2%AF%D0%BB%207".to_vec()];
    for bytes in planted {
        let memory = Memory(vec![("here".to_owned(), [&b"before"[..], &bytes, b"behind"].concat())]);
        assert_eq!(memory.find(text).len(), 1, "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(memory.find("Гүл 8"), [""; 0]);
    }
}
