//! Pixels as a PNG with a palette. The picture has few colours, so the file is smaller.

use std::collections::HashMap;
use std::io::Write as _;

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

/// A colour as red, green and blue.
type Rgb = [u8; 3];

/// Writes a picture of this width and height. Its bands, from top to bottom, are drawn twice: for the palette, and for the
/// pixels. A colour beyond the 256 most frequent ones (a shade at the edge of a letter) becomes the nearest of them.
pub(super) fn png<B: Iterator<Item = Pixmap>>(
    (width, height): (u32, u32),
    bands: impl Fn() -> B,
) -> Result<Vec<u8>, png::EncodingError> {
    let palette = palette(bands());
    let mut data = Vec::new();
    let mut encoder = png::Encoder::new(&mut data, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut file = encoder.write_header()?;
    let mut rows = file.stream_writer()?;
    let mut nearest = HashMap::new();
    for band in bands() {
        let mut indexes = Vec::with_capacity(band.pixels().len());
        for run in runs(&band) {
            let colour = rgb(run[0]);
            let index = *nearest.entry(colour).or_insert_with(|| index(&palette, colour));
            indexes.resize(indexes.len() + run.len(), index);
        }
        rows.write_all(&indexes)?;
    }
    rows.finish()?;
    file.finish()?;
    Ok(data)
}

/// Runs of pixels of one colour. Most of the picture is background.
fn runs(pixmap: &Pixmap) -> impl Iterator<Item = &[PremultipliedColorU8]> {
    pixmap.pixels().chunk_by(|a, b| a == b)
}

fn rgb(pixel: PremultipliedColorU8) -> Rgb {
    [pixel.red(), pixel.green(), pixel.blue()]
}

/// The most frequent colours, at most 256.
fn palette(bands: impl Iterator<Item = Pixmap>) -> Vec<Rgb> {
    let mut counts: HashMap<Rgb, usize> = HashMap::new();
    for band in bands {
        for run in runs(&band) {
            *counts.entry(rgb(run[0])).or_default() += run.len();
        }
    }
    let mut colours: Vec<_> = counts.into_iter().collect();
    colours.sort_unstable_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    colours.into_iter().take(256).map(|(colour, _)| colour).collect()
}

/// The index of the nearest colour in the palette.
fn index(palette: &[Rgb], colour: Rgb) -> u8 {
    let distance =
        |other: &Rgb| -> u32 { other.iter().zip(colour).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    let nearest = (0..=u8::MAX).zip(palette).min_by_key(|(_, other)| distance(other));
    nearest.map_or(0, |(index, _)| index)
}
