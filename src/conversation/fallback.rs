//! What is not understood.

use std::sync::Arc;

use crate::{
    bot::{Answered, Turn, Visit, home},
    texts::Html,
};

/// A free text, or a command of nobody's: home, with a hint.
pub(super) async fn not_understood(visit: Arc<Visit>) -> Answered {
    let mut page = home::page(&visit);
    page.text = Html::paragraphs([visit.say().home_hint(), page.text]);
    Ok(visit.open(page))
}

/// A button that carries what no button of ours carries any more.
pub(super) async fn stale_button(visit: Arc<Visit>) -> Answered {
    Ok(visit.toast(visit.say().help_stale()))
}

/// What is not for the bot.
pub(super) async fn ignored() -> Answered {
    Ok(Turn::nothing())
}
