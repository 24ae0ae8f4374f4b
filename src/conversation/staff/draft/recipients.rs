//! The number of chats that a draft would reach.

use crate::conversation::staff::draft::Draft;
use crate::conversation::{Context, HandlerError};
use crate::domain::{Audience, Lang};

/// The number of chats that a draft would go to, as of now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecipientCount {
    /// Chats that get it.
    pub reached: u64,
    /// Chats of the audience that get nothing, since their language is missing.
    pub without_version: u64,
}

impl RecipientCount {
    pub async fn of(context: &Context, draft: &Draft) -> Result<RecipientCount, HandlerError> {
        let reader = context.app.store.reader();
        let all = reader.audience(&draft.audience, context.now).await?;
        // Before there is a version, the number is that of the audience.
        if draft.content.fallback || !draft.is_partial() {
            return Ok(RecipientCount { reached: all, without_version: 0 });
        }
        let (mut reached, mut with_language) = (0, 0);
        for lang in Lang::ALL.into_iter().filter(|lang| draft.audience.lang.is_none_or(|only| only == *lang))
        {
            let audience = Audience { lang: Some(lang), ..draft.audience.clone() };
            let count = reader.audience(&audience, context.now).await?;
            with_language += count;
            reached += if draft.version(lang).is_some() { count } else { 0 };
        }
        // Delivery chooses a version for chats that have not chosen a language yet.
        if draft.content.version(None).is_some() {
            reached += all.saturating_sub(with_language);
        }
        Ok(RecipientCount { reached, without_version: all.saturating_sub(reached) })
    }
}
