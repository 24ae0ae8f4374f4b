//! The character references of Telegram's HTML: `&lt;`, `&gt;`, `&amp;`, `&quot;` and numeric ones.

/// Decodes `&lt;`, `&#60;`, `&#x3c;` and similar at `at`. Returns the code point and the position after it.
pub(crate) fn character_reference(source: &[u8], at: usize) -> Option<(u32, usize)> {
    let byte = |at: usize| source.get(at).copied().unwrap_or(0);
    let mut end = at + 1;
    let code = if byte(end) == b'#' {
        end += 1;
        let radix = if byte(end) == b'x' { 16 } else { 10 };
        end += usize::from(radix == 16);
        let mut code = 0_u32;
        while let Some(digit) = char::from(byte(end)).to_digit(radix) {
            code = code.wrapping_mul(radix).wrapping_add(digit);
            end += 1;
        }
        if code == 0 || code >= 0x0010_ffff || end - at >= 10 {
            return None;
        }
        code
    } else {
        while byte(end).is_ascii_alphabetic() {
            end += 1;
        }
        match &source[at + 1..end] {
            b"lt" => 0x3c,
            b"gt" => 0x3e,
            b"amp" => 0x26,
            b"quot" => 0x22,
            _ => return None,
        }
    };
    Some((code, end + usize::from(byte(end) == b';')))
}

/// Appends a code point. Half a surrogate pair becomes invalid UTF-8, so that the whole text is refused later.
pub(crate) fn push_code(out: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(character) => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.push(0xff),
    }
}
