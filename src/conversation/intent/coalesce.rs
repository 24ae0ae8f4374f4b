//! Updates of a backlog that need no answer of their own. After hours of downtime a person who sent eleven /start wants
//! one answer; a person in the middle of a sign-up wants each step of it taken.

/// Whether the updates behind an update can make its answer superfluous. What has an effect is never dropped, except before
/// another that has the very same effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coalesce {
    /// It opens a screen and changes nothing: the next screen takes its place.
    Screen,
    /// A request that the next one repeats, if that has the same words here.
    Same(String),
    /// A text, which is an answer only while the bot waits for one.
    Text,
    /// It is always handled for itself.
    Never,
}

impl Coalesce {
    /// Whether the update needs no answer because of the one right behind it. `waiting`: the bot waits for a text.
    #[must_use]
    pub fn is_outdated_by(&self, next: &Coalesce, waiting: bool) -> bool {
        match (self, next) {
            (Coalesce::Screen, Coalesce::Screen) => true,
            (Coalesce::Screen, Coalesce::Text) | (Coalesce::Text, Coalesce::Screen | Coalesce::Text) => {
                !waiting
            }
            (Coalesce::Same(this), Coalesce::Same(next)) => this == next,
            (Coalesce::Screen | Coalesce::Same(_) | Coalesce::Text | Coalesce::Never, _) => false,
        }
    }
}
