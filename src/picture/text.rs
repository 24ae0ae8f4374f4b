//! Texts on the picture: the letters that the fonts have, their widths, and the ends of lines.

use std::ops::Range;
use std::sync::LazyLock;

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::ReadError;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

/// Noto Sans Regular; `fonts/README.md` tells where it is from.
pub(super) const REGULAR: &[u8] = include_bytes!("fonts/NotoSans-Regular.ttf");
/// Noto Sans Bold.
pub(super) const BOLD: &[u8] = include_bytes!("fonts/NotoSans-Bold.ttf");

/// Letters beyond this number are ignored. No text shows as many.
const LONGEST: usize = 500;
/// The sign for a letter that the fonts lack.
const NO_GLYPH: char = '\u{fffd}';
const ELLIPSIS: char = '…';

/// The style of a text. Sizes are in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextStyle {
    /// The class in `timeline.svg` that gives the colour.
    pub class: &'static str,
    /// The size of the letters.
    pub size: u16,
    /// The distance from line to line.
    pub leading: u16,
    /// Bold or regular.
    pub bold: bool,
}

/// A font's letters and their widths.
struct Face {
    letters: Charmap<'static>,
    /// Widths at a size of one pixel.
    widths: GlyphMetrics<'static>,
}

impl Face {
    fn new(data: &'static [u8]) -> Result<Face, ReadError> {
        let font = FontRef::new(data)?;
        Ok(Face {
            letters: font.charmap(),
            widths: font.glyph_metrics(Size::new(1.0), LocationRef::default()),
        })
    }

    fn glyph(&self, letter: char) -> Option<GlyphId> {
        self.letters.map(letter)
    }

    /// Without kerning, which changes the width of a line by a few pixels at most.
    fn width(&self, letter: char) -> f32 {
        self.glyph(letter).and_then(|glyph| self.widths.advance_width(glyph)).unwrap_or_default()
    }
}

/// Measures and wraps texts.
pub(super) struct Fonts {
    regular: Face,
    bold: Face,
}

impl Fonts {
    pub(super) fn new() -> Result<Fonts, ReadError> {
        Ok(Fonts { regular: Face::new(REGULAR)?, bold: Face::new(BOLD)? })
    }

    fn face(&self, style: TextStyle) -> &Face {
        if style.bold { &self.bold } else { &self.regular }
    }

    /// The width of a line, in pixels.
    pub(super) fn width(&self, line: &str, style: TextStyle) -> f32 {
        line.chars().map(|letter| self.face(style).width(letter)).sum::<f32>() * f32::from(style.size)
    }

    /// Breaks a text into at most `lines` lines of at most `width` pixels and of about equal length. A longer text ends in an
    /// ellipsis, and a word that is wider than a line is cut.
    pub(super) fn wrap(&self, text: &str, style: TextStyle, width: u16, lines: usize) -> Vec<String> {
        let (text, width) = (self.clean(text), f32::from(width));
        let full = self.lines(&text, style, width);
        if let Some(last) = full.get(..lines).filter(|_| full.len() > lines).and_then(<[_]>::last) {
            let before = full[..lines - 1].iter().map(|line| text[line.clone()].to_owned());
            return before.chain([self.shorten(&text[last.start..], style, width)]).collect();
        }
        // The smallest width that needs no further line and cuts no word.
        let words = text.split(' ').map(|word| self.width(word, style));
        let (mut narrow, mut wide) = (words.fold(0.0, f32::max).min(width), width);
        for _ in 0..8 {
            let middle = f32::midpoint(narrow, wide);
            if self.lines(&text, style, middle).len() > full.len() {
                narrow = middle;
            } else {
                wide = middle;
            }
        }
        self.lines(&text, style, wide).into_iter().map(|line| text[line].to_owned()).collect()
    }

    /// The text on one line. A letter that the fonts lack becomes [`NO_GLYPH`]; signs such as emoji are left out.
    fn clean(&self, text: &str) -> String {
        let known = text.chars().take(LONGEST).filter_map(|c| match c {
            '\u{a0}' | '\u{202f}' => Some(c),
            '\u{ad}' => None,
            c if c.is_whitespace() || c.is_control() => Some(' '),
            c if self.regular.glyph(c).is_some() && self.bold.glyph(c).is_some() => Some(c),
            c => c.is_alphanumeric().then_some(NO_GLYPH),
        });
        let known: String = known.collect();
        let words: Vec<_> = known.split(' ').filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }

    /// The lines of a text when each takes as many words as fit.
    fn lines(&self, text: &str, style: TextStyle, width: f32) -> Vec<Range<usize>> {
        let (mut lines, mut start) = (Vec::new(), 0);
        while start < text.len() {
            let end = start + self.fitting(&text[start..], style, width);
            let space = match text[end..].chars().next() {
                None => None,
                Some(' ') => Some(end),
                Some(_) => text[start..end].rfind(' ').map(|space| start + space),
            };
            lines.push(start..space.unwrap_or(end));
            start = space.map_or(end, |space| space + 1);
        }
        lines
    }

    /// The beginning of a text, and an ellipsis.
    fn shorten(&self, text: &str, style: TextStyle, width: f32) -> String {
        let room = width - self.width(&ELLIPSIS.to_string(), style);
        let kept = text[..self.fitting(text, style, room)]
            .trim_end_matches([' ', ',', '.', ';', ':', '-', '–', '—']);
        format!("{kept}{ELLIPSIS}")
    }

    /// The number of bytes of a text that fit; at least one letter.
    fn fitting(&self, text: &str, style: TextStyle, room: f32) -> usize {
        let (mut end, mut used) = (0, 0.0);
        for letter in text.chars() {
            used += self.face(style).width(letter) * f32::from(style.size);
            if end > 0 && used > room {
                break;
            }
            end += letter.len_utf8();
        }
        end
    }
}

/// The width of a line in regular letters of a size, in pixels. A sign that the fonts lack, such as an emoji, counts as a
/// little more than a square.
pub(crate) fn line_width(line: &str, size: u16) -> f32 {
    static FACE: LazyLock<Option<Face>> = LazyLock::new(|| Face::new(REGULAR).ok());
    let Some(face) = &*FACE else { return 0.0 };
    let width = |letter| if face.glyph(letter).is_some() { face.width(letter) } else { 1.25 };
    line.chars().map(width).sum::<f32>() * f32::from(size)
}

/// Escapes a text for XML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            c => escaped.push(c),
        }
    }
    escaped
}
