//! The pictures that were drawn last.

use std::collections::VecDeque;

use tokio::sync::Mutex;

use crate::picture;
use crate::picture::Timeline;

/// The pictures that were drawn last. One is drawn at a time, and none is drawn twice.
#[derive(Default)]
pub struct Pictures(Mutex<VecDeque<(Timeline, Vec<u8>)>>);

impl Pictures {
    /// One for each language, as it is today and as it was before the last change.
    const KEPT: usize = 6;

    /// The picture as a PNG; `None` if it can't be drawn.
    pub(crate) async fn of(&self, timeline: Timeline) -> Option<Vec<u8>> {
        let mut drawn = self.0.lock().await;
        if let Some((_, png)) = drawn.iter().find(|(known, _)| *known == timeline) {
            return Some(png.clone());
        }
        // Drawing takes the processor for some time; others go on meanwhile.
        let drawing = timeline.clone();
        let png = tokio::task::spawn_blocking(move || picture::png(&drawing)).await.ok()?.ok()?;
        drawn.push_front((timeline, png.clone()));
        drawn.truncate(Pictures::KEPT);
        Some(png)
    }
}
