//! Telegram's HTML parse mode.
//!
//! Hand-written, because the grammar and the refusals must match `MessageEntity.cpp` in `TDLib`, and no HTML parser
//! does. Offsets of entities count UTF-16 units; offsets in refusals count bytes of the source.

use crate::emulator::character_references::{character_reference, push_code};
use crate::emulator::entities::{self, MessageEntity, MessageEntityKind};
use crate::emulator::html_tags::{OpenTag, TAGS};

/// Splits HTML into a text and its sorted entities. Fails with the reason that Telegram puts after
/// `can't parse entities: `.
pub(crate) fn parse(source: &str) -> Result<(String, Vec<MessageEntity>), String> {
    let mut parser = HtmlParser {
        source: source.as_bytes(),
        at: 0,
        text: Vec::with_capacity(source.len()),
        utf16: 0,
        open: Vec::new(),
        found: Vec::new(),
    };
    parser.run()?;
    let text = String::from_utf8(parser.text).map_err(|_| {
        "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
            .to_owned()
    })?;
    let mut found = parser.found;
    for entity in &mut found {
        // A <code> has a language only so that a surrounding <pre> can take it over.
        if entity.kind == MessageEntityKind::Code {
            entity.language = None;
        }
    }
    entities::sort(&mut found);
    Ok((text, found))
}

struct HtmlParser<'a> {
    source: &'a [u8],
    at: usize,
    text: Vec<u8>,
    utf16: u32,
    open: Vec<OpenTag>,
    found: Vec<MessageEntity>,
}

impl HtmlParser<'_> {
    fn run(&mut self) -> Result<(), String> {
        while self.at < self.source.len() {
            let byte = self.source[self.at];
            if byte == b'&'
                && let Some((code, next)) = character_reference(self.source, self.at)
            {
                self.utf16 += if code > 0xffff { 2 } else { 1 };
                push_code(&mut self.text, code);
                self.at = next;
            } else if byte == b'<' {
                if self.byte(self.at + 1) == b'/' { self.end_tag()? } else { self.start_tag()? }
            } else {
                if byte & 0xc0 != 0x80 {
                    self.utf16 += if byte >= 0xf0 { 2 } else { 1 };
                }
                self.text.push(byte);
                self.at += 1;
            }
        }
        match self.open.last() {
            Some(open) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.name)),
            None => Ok(()),
        }
    }

    /// The byte at `at`. Beyond the end it is 0, which counts as white space as in `TDLib`.
    fn byte(&self, at: usize) -> u8 {
        self.source.get(at).copied().unwrap_or(0)
    }

    fn slice(&self, from: usize, to: usize) -> String {
        String::from_utf8_lossy(&self.source[from.min(self.source.len())..to.min(self.source.len())])
            .into_owned()
    }

    fn skip_space(&mut self) {
        while self.at < self.source.len() && is_space(self.byte(self.at)) {
            self.at += 1;
        }
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        while !is_space(self.byte(self.at)) && self.byte(self.at) != b'>' {
            self.at += 1;
        }
        if self.byte(self.at) == 0 {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        let name = self.slice(begin + 1, self.at).to_ascii_lowercase();
        if !TAGS.contains(&name.as_str()) {
            return Err(format!("Unsupported start tag \"{name}\" at byte offset {begin}"));
        }
        let mut argument = String::new();
        while self.byte(self.at) != b'>' {
            self.skip_space();
            if self.byte(self.at) == b'>' {
                break;
            }
            if let Some(found) = self.attribute(&name, begin)? {
                argument = found;
            }
        }
        if name == "span" && argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.at += 1;
        self.open.push(OpenTag { name, argument, offset: self.utf16, text_start: self.text.len() });
        Ok(())
    }

    /// Reads an attribute and returns its value if it has a meaning for this tag.
    fn attribute(&mut self, tag: &str, begin: usize) -> Result<Option<String>, String> {
        let name_start = self.at;
        while !is_space(self.byte(self.at)) && !b"=>/\"'".contains(&self.byte(self.at)) {
            self.at += 1;
        }
        let name = self.slice(name_start, self.at);
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        self.skip_space();
        if self.byte(self.at) != b'=' {
            if self.byte(self.at) == 0 {
                return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}"));
            }
            return Ok((tag == "blockquote" && name == "expandable").then(|| "1".to_owned()));
        }
        self.at += 1;
        self.skip_space();
        if self.byte(self.at) == 0 {
            return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}"));
        }
        let value = self.attribute_value()?;
        if self.byte(self.at) == 0 {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        Ok(match (tag, name.as_str()) {
            ("a", "href") | ("tg-emoji", "emoji-id") => Some(value),
            ("code", "class") => value.strip_prefix("language-").map(str::to_owned),
            ("span", "class") => value.strip_prefix("tg-").map(str::to_owned),
            ("blockquote", "expandable") => Some("1".to_owned()),
            _ => None,
        })
    }

    fn attribute_value(&mut self) -> Result<String, String> {
        let quote = self.byte(self.at);
        if quote != b'\'' && quote != b'"' {
            let start = self.at;
            while self.byte(self.at).is_ascii_alphanumeric() || b".-".contains(&self.byte(self.at)) {
                self.at += 1;
            }
            if !is_space(self.byte(self.at)) && self.byte(self.at) != b'>' {
                return Err(format!("Unexpected end of name token at byte offset {start}"));
            }
            return Ok(self.slice(start, self.at).to_ascii_lowercase());
        }
        self.at += 1;
        let mut value = Vec::new();
        while self.byte(self.at) != quote && self.byte(self.at) != 0 {
            if self.byte(self.at) == b'&'
                && let Some((code, next)) = character_reference(self.source, self.at)
            {
                push_code(&mut value, code);
                self.at = next;
            } else {
                value.push(self.byte(self.at));
                self.at += 1;
            }
        }
        if self.byte(self.at) == quote {
            self.at += 1;
        }
        Ok(String::from_utf8_lossy(&value).into_owned())
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        while !is_space(self.byte(self.at)) && self.byte(self.at) != b'>' {
            self.at += 1;
        }
        let name = self.slice(begin + 2, self.at).to_ascii_lowercase();
        self.skip_space();
        if self.byte(self.at) != b'>' {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !name.is_empty() && name != open.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                open.name
            ));
        }
        let length = self.utf16 - open.offset;
        if length > 0 { open.close(length, &self.text, &mut self.found) } else { Ok(()) }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0b)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::emulator::{autolinks, entities, formatted_text, html};

    proptest! {
        /// The parser never panics, and every entity lies inside the text.
        #[test]
        fn entities_lie_within_the_text(source in r#"(<(/)?(b|i|a|a href="[a-z.:/]{0,9}"|code|pre|blockquote expandable|x)?>|&(lt|#[0-9]{1,6}|[a-z]{1,4});?|[ \n\ra-я😀/@#.<&"]){0,24}"#) {
            if let Ok((text, found)) = html::parse(&source) {
                let normal = formatted_text::normalise(&text, found);
                prop_assert!(normal.is_ok(), "the parser's own entities fit its text");
                let (text, mut found) = normal.unwrap_or_default();
                autolinks::add(&text, &mut found);
                let length = entities::utf16_len(&text);
                for entity in &found {
                    prop_assert!(entity.length > 0 && entity.end() <= length, "{entity:?} in {text:?}");
                }
            }
        }
    }
}
