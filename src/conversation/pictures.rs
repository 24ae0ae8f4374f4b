//! The pictures that were drawn last.

use std::collections::VecDeque;

use tokio::sync::Mutex;

use crate::picture;
use crate::picture::Picture;

/// The pictures that were drawn last. One is drawn at a time, and none is drawn twice.
#[derive(Default)]
pub struct Pictures(Mutex<VecDeque<(Picture, Vec<u8>)>>);

impl Pictures {
    /// Three for each language: the timeline, as it is today and as it was before the last change, and the poster.
    const KEPT: usize = 9;

    /// The picture as a PNG; `None` if it can't be drawn.
    pub(crate) async fn of(&self, picture: Picture) -> Option<Vec<u8>> {
        let mut drawn = self.0.lock().await;
        if let Some((_, png)) = drawn.iter().find(|(known, _)| *known == picture) {
            return Some(png.clone());
        }
        // Drawing takes the processor for some time; others go on meanwhile.
        let drawing = picture.clone();
        let png = tokio::task::spawn_blocking(move || picture::png(&drawing)).await.ok()?.ok()?;
        drawn.push_front((picture, png.clone()));
        drawn.truncate(Pictures::KEPT);
        Some(png)
    }
}
