//! The picture to pass on. It tells of the pledge and of the bot, comes only when it is asked for, and names nobody but the
//! coalition.

use crate::conversation::callback::Callback;
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Answered;
use crate::domain::message::Button;
use crate::picture::{Picture, Poster};
use crate::telegram::Reply;
use crate::texts::Html;

/// The button that sends it.
pub(crate) fn button(context: &Context) -> Button {
    context.button(context.say().button_poster(), &Callback::Poster)
}

/// Sends the picture. Its caption goes along when it is passed on.
pub(crate) async fn sent(context: &Context) -> Answered {
    let say = context.say();
    let poster = Poster {
        title: say.poster_title(),
        author: say.poster_author(),
        origin: say.poster_origin(),
        invitation: say.poster_invitation(),
        address: format!("t.me/{}", context.app.bot_name),
    };
    let Some(png) = context.app.pictures.of(Picture::Poster(poster)).await else {
        return Ok(context.alert(say.poster_failed()));
    };
    let link = context.app.deep_link(&Screen::Pledge);
    let caption =
        Html::lines([say.with_notice(say.pledge_share()).as_str(), link.as_str()].map(Html::escaped));
    Ok(context.quietly().reply(Reply::Photo { chat: context.chat.id, content: png, caption }))
}
