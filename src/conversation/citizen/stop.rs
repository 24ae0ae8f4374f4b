//! The end of all messages, at once and with no question asked.

use std::sync::Arc;

use crate::conversation::{Answered, Context, Screen};
use crate::store::Change;
use crate::telegram::Page;

/// Everything is off, and a sign-up under way is over.
pub(crate) async fn stopped(visit: Arc<Context>) -> Answered {
    let say = visit.say();
    let page = Page {
        text: say.updates_stopped(),
        rows: vec![vec![visit.to(say.button_updates(), Screen::Updates)], visit.way_back(&Screen::Home)],
    };
    Ok(visit.show(page).change(Change::StopAll))
}
