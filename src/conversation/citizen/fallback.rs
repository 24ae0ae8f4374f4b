//! What is not understood.

use std::sync::Arc;

use crate::conversation::citizen::home;
use crate::conversation::{Answered, Context, Turn};
use crate::texts::Html;

/// A free text, or a command of nobody's: home, with a hint.
pub(crate) async fn not_understood(visit: Arc<Context>) -> Answered {
    let mut page = home::page(&visit);
    page.text = Html::paragraphs([visit.say().home_hint(), page.text]);
    Ok(visit.open(page))
}

/// A button that carries what no button of ours carries any more.
pub(crate) async fn stale_button(visit: Arc<Context>) -> Answered {
    Ok(visit.toast(visit.say().help_stale()))
}

/// What is not for the bot.
pub(crate) async fn ignored() -> Answered {
    Ok(Turn::nothing())
}
