//! The timeline and the poster as pictures, each a PNG smaller than [`MAX_BYTES`]. The caller gives all texts. The fonts are
//! built in, so a picture looks the same everywhere.
//!
//! The SVG is written as text (`layout.rs`), and resvg draws it. resvg's own PNGs have no palette and are larger, so
//! `encode.rs` writes them: choosing the most frequent colours takes a few lines and no further library.

mod encode;
mod layout;
mod poster;
#[cfg(test)]
mod tests;
mod text;

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;
use resvg::usvg::fontdb::{Database, Source};

use crate::domain::CallStatus;

pub(crate) use text::line_width;

/// The content of the timeline. All texts are plain and in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The heading.
    pub title: String,
    /// The label of the mark for today, with the date.
    pub today: String,
    /// The deadlines in order of time. The mark for today stands between the last passed and the first to come.
    pub points: Vec<TimelinePoint>,
    /// The heading of the calls.
    pub calls_title: String,
    /// The calls of which something is known, in the order of the bot's screens.
    pub calls: Vec<CallState>,
    /// The line below them that says of which nothing is known; empty where there are none.
    pub unknown: String,
    /// The small last line.
    pub footer: String,
}

/// A deadline on the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelinePoint {
    /// The date, written out.
    pub date: String,
    /// The deadline's name.
    pub name: String,
    /// The distance in time from today, in words.
    pub distance: String,
    /// Whether it is over.
    pub passed: bool,
}

/// A call and its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallState {
    /// Its name.
    pub name: String,
    /// Its status in words.
    pub status: String,
    /// Its status as a mark.
    pub mark: CallStatus,
}

/// A picture to pass on. It names nobody but the coalition. All texts are plain and in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    /// The name of the pledge.
    pub title: String,
    /// The coalition's name.
    pub author: String,
    /// When and to whom it was submitted.
    pub origin: String,
    /// The invitation to the bot, above its address.
    pub invitation: String,
    /// The bot's address.
    pub address: String,
}

/// A picture by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// The deadlines and the calls.
    Timeline(Timeline),
    /// The picture to pass on.
    Poster(Poster),
}

impl Timeline {
    /// The most points that are shown. They are the nearest to today, half of them on each side if both sides have enough.
    /// Three dots on the line stand for the others.
    pub const MAX_POINTS: usize = 4;
    /// The most calls that are shown. Three dots stand for the others.
    pub const MAX_CALLS: usize = 6;
}

/// The limit for a picture, in bytes. A picture is 1080 pixels wide and as high as its texts need, at most 2600. One that
/// would exceed the limit gets fewer pixels.
pub const MAX_BYTES: usize = 100_000;

/// A failure to draw. No text causes one, so each is a fault of this program.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// A built-in font can't be read.
    #[error("cannot read a font that is built in: {0}")]
    Font(#[from] skrifa::raw::ReadError),
    /// The drawing is no SVG.
    #[error("cannot read the drawing: {0}")]
    Drawing(#[from] usvg::Error),
    /// The pixels can't be written as PNG.
    #[error("cannot write the picture: {0}")]
    Encoding(#[from] png::EncodingError),
}

/// Draws a picture. Texts wrap on up to three lines in the timeline and five in the poster. Longer ones end in an ellipsis.
/// Drawing takes about a tenth of a second of processor time and 5 MB of memory.
pub fn png(picture: &Picture) -> Result<Vec<u8>, PictureError> {
    let fonts = text::Fonts::new()?;
    let drawing = match picture {
        Picture::Timeline(timeline) => layout::draw(timeline, &fonts),
        Picture::Poster(poster) => poster::draw(poster, &fonts),
    };
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(&drawing.svg, &options)?;
    let scaled = |quarters| bands(&tree, drawing.height, quarters);
    let mut picture = scaled(4)?;
    for quarters in [3, 2] {
        if picture.len() >= MAX_BYTES {
            picture = scaled(quarters)?;
        }
    }
    Ok(picture)
}

/// The number of pixel rows that are drawn at once.
const BAND: u16 = 200;

/// The picture at a scale of `quarters` / 4. It is drawn in bands, because all pixels at once would take ten times the
/// memory.
fn bands(tree: &usvg::Tree, height: u16, quarters: u8) -> Result<Vec<u8>, PictureError> {
    let scale = f32::from(quarters) / 4.0;
    let part = |length: u16| length * u16::from(quarters) / 4;
    let (width, height) = (part(layout::WIDTH), part(height));
    let band = |top: u16| {
        let rows = BAND.min(height - top);
        let mut pixmap = Pixmap::new(width.into(), rows.into()).expect("neither side is 0");
        let place = Transform::from_scale(scale, scale).post_translate(0.0, -f32::from(top));
        resvg::render(tree, place, &mut pixmap.as_mut());
        pixmap
    };
    let bands = || (0..height).step_by(BAND.into()).map(band);
    Ok(encode::png((width.into(), height.into()), bands)?)
}

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for data in [text::REGULAR, text::BOLD] {
        fonts.load_font_source(Source::Binary(Arc::new(data)));
    }
    Arc::new(fonts)
});
