//! A parsed `.ftl` file, with the line of each part.

use fluent_syntax::ast::{Entry, Message, Resource};
use fluent_syntax::parser::ParserError;

use crate::texts::ContentError;
use crate::texts::error::line_at;

/// A file of `messages/`.
#[derive(Default)]
pub(super) struct ContentFile {
    /// Its path as an error names it: `messages/ru/calls.ftl` for a built-in file, otherwise the path on disk.
    pub(super) shown: String,
    /// Its content.
    pub(super) text: String,
    /// Whether these are the built-in messages beside those of a folder's file.
    pub(super) is_rest: bool,
}

/// One `.ftl` file.
pub(super) struct FtlFile<'a> {
    /// The file's name within its language's folder.
    pub(super) name: &'a str,
    /// Whether these are the built-in messages beside those of a folder's file.
    pub(super) is_rest: bool,
    /// The path that a fault names.
    shown: &'a str,
    text: &'a str,
    resource: Resource<&'a str>,
    errors: Vec<ParserError>,
}

impl<'a> FtlFile<'a> {
    pub(super) fn parse(name: &'a str, file: &'a ContentFile) -> FtlFile<'a> {
        let ContentFile { shown, text, is_rest } = file;
        let (resource, errors) = match fluent_syntax::parser::parse(text.as_str()) {
            Ok(resource) => (resource, Vec::new()),
            Err(found) => found,
        };
        FtlFile { name, is_rest: *is_rest, shown, text, resource, errors }
    }

    /// The messages that could be read.
    pub(super) fn messages(&self) -> impl Iterator<Item = &Message<&'a str>> {
        self.resource.body.iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message),
            _ => None,
        })
    }

    /// The syntax errors, each at the first line of the entry that can't be read.
    pub(super) fn syntax(&self) -> impl Iterator<Item = ContentError> {
        self.errors.iter().map(|error| {
            let junk = error.slice.clone().and_then(|range| self.text.get(range));
            let entry = junk.map_or("", str::trim_start);
            let name: String = entry.chars().take_while(|c| is_of_id(*c)).collect();
            let line = if entry.is_empty() { line_at(self.text, error.pos.start) } else { self.line(entry) };
            self.fault_on(line, format!("{name:?} begins no message of Fluent's: {}", error.kind))
        })
    }

    /// Whether a line begins with this ID, even if the message can't be read.
    pub(super) fn begins(&self, id: &str) -> bool {
        let begins = |line: &str| line.strip_prefix(id).is_some_and(|rest| !rest.starts_with(is_of_id));
        self.text.lines().any(begins)
    }

    /// A fault at a part of this file's text. The part must be a slice that the parser gave.
    pub(super) fn fault(&self, at: &str, reason: String) -> ContentError {
        self.fault_on(self.line(at), reason)
    }

    /// A fault at the end of the file, for a missing message.
    pub(super) fn fault_at_end(&self, reason: String) -> ContentError {
        self.fault_on(self.text.lines().count().max(1), reason)
    }

    /// `file:line` of a part of this file's text.
    pub(super) fn place(&self, at: &str) -> String {
        format!("{}:{}", self.shown, self.line(at))
    }

    /// The line of a slice of the text. The parser's nodes have no positions, so the slice's address gives the position.
    fn line(&self, part: &str) -> usize {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        line_at(self.text, offset.min(self.text.len()))
    }

    fn fault_on(&self, line: usize, reason: String) -> ContentError {
        ContentError { file: self.shown.to_owned(), line, reason }
    }
}

/// Whether a character may stand in a message's ID.
pub(super) fn is_of_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}
