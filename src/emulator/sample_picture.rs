//! The picture that a person sends who has none at hand: mountains under a morning sky.

use std::sync::LazyLock;

use axum::body::Bytes;

const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;

/// The colours: the sky from top to horizon, then a ridge each from the far to the near one.
const COLOURS: [[u8; 3]; 8] = [
    [126, 182, 217],
    [158, 201, 224],
    [193, 220, 229],
    [231, 231, 219],
    [147, 172, 190],
    [98, 133, 155],
    [62, 104, 110],
    [40, 78, 66],
];
/// The ridges from the far to the near one: the mean height, and the places and heights of their peaks.
const RIDGES: [(i64, [(i64, i64); 3]); 4] = [
    (250, [(130, 150), (350, 120), (560, 165)]),
    (310, [(60, 225), (260, 250), (480, 215)]),
    (370, [(190, 310), (400, 330), (620, 300)]),
    (430, [(20, 395), (320, 400), (540, 385)]),
];

/// A PNG of 640 × 480.
pub(crate) fn sample_picture() -> Bytes {
    static PICTURE: LazyLock<Bytes> = LazyLock::new(|| encoded().unwrap_or_default().into());
    PICTURE.clone()
}

fn encoded() -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(COLOURS.concat());
    let pixels: Vec<u8> =
        (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| colour(x.into(), y.into()))).collect();
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(file)
}

/// The number of the colour at a place.
fn colour(x: i64, y: i64) -> u8 {
    let covering = |(base, peaks): &(i64, [(i64, i64); 3])| {
        let top = peaks.iter().map(|(at, height)| height + (x - at).abs() * 3 / 5).min();
        y >= top.unwrap_or(*base).min(*base)
    };
    match RIDGES.iter().rposition(covering) {
        Some(ridge) => 4 + u8::try_from(ridge).unwrap_or_default(),
        None => u8::try_from(y.clamp(0, 299) / 75).unwrap_or_default(),
    }
}
