//! The layout of the picture to pass on. Lengths are in pixels.

use crate::picture::Poster;
use crate::picture::layout::{LEFT, PictureSvg, SvgWriter};
use crate::picture::text::{Fonts, TextStyle};

const AUTHOR: TextStyle = TextStyle { class: "name", size: 46, leading: 60, bold: true };
const ORIGIN: TextStyle = TextStyle { class: "soft", size: 40, leading: 54, bold: false };
const INVITATION: TextStyle = TextStyle { class: "name", size: 44, leading: 58, bold: false };
const ADDRESS: TextStyle = TextStyle { class: "accent", size: 58, leading: 76, bold: true };

/// The most lines of a text.
const LINES: usize = 5;

/// Lays out a poster.
pub(super) fn draw(poster: &Poster, fonts: &Fonts) -> PictureSvg {
    let mut svg = SvgWriter::new(fonts, LINES);
    svg.space(26);
    svg.title(&poster.title);
    svg.text(&poster.author, AUTHOR, LEFT, LINES);
    svg.space(20);
    svg.text(&poster.origin, ORIGIN, LEFT, LINES);
    svg.space(30);
    svg.rule();
    svg.space(10);
    svg.text(&poster.invitation, INVITATION, LEFT, LINES);
    svg.text(&poster.address, ADDRESS, LEFT, 1);
    svg.space(10);
    svg.finish()
}
