//! The latest news: the broadcasts that everybody who chose the topic got, to be read again.
//!
//! ```text
//! — /news
//! ‹ Latest news … 24 November 2026: We meet on Friday …          [We meet on Friday …] … [‹ Back] [Home]
//! — [We meet on Friday …]
//! ‹ We meet on Friday at ten … Published on 24 November 2026
//! ```

use crate::conversation::callback::Callback;
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::{Answered, HandlerError};
use crate::conversation::{keyboard, renderer};
use crate::domain::message::{CampaignMessage, MessageBody, SendOptions};
use crate::domain::{CampaignId, Topic, visible};
use crate::store::PastBroadcast;
use crate::telegram::{Page, Reply};
use crate::texts::{Html, Say};

/// How many broadcasts are listed.
const LISTED: usize = 5;

/// `/news`: the titles and dates.
pub(crate) async fn open(context: &Context) -> Answered {
    Ok(context.show(page(context).await?))
}

async fn page(context: &Context) -> Result<Page, HandlerError> {
    let say = context.say();
    let latest = context.app.store.past_broadcasts(Topic::News, context.lang, LISTED).await?;
    let button = |past: &PastBroadcast| {
        let label = keyboard::fitting(&title(&say, &past.message));
        vec![context.button(label, &Callback::Broadcast(past.id))]
    };
    let mut rows: Vec<_> = latest.iter().map(button).collect();
    rows.push(context.way_back(&Screen::News));
    let line = |past: &PastBroadcast| say.news_line(&say.day(past.sent), &title(&say, &past.message));
    let about =
        if latest.is_empty() { vec![say.news_none()] } else { vec![say.news_hint(), lines(&latest, line)] };
    let heading = Html::bold(&say.button_news());
    Ok(Page { text: Html::paragraphs([heading].into_iter().chain(about)), rows })
}

fn lines(latest: &[PastBroadcast], line: impl Fn(&PastBroadcast) -> Html) -> Html {
    Html::lines(latest.iter().map(line))
}

/// The first words of a broadcast; without words, its kind.
fn title(say: &Say<'_>, message: &CampaignMessage) -> String {
    let texts = message.body.texts();
    let first = texts.iter().flat_map(|text| text.text.lines()).map(visible::excerpt);
    first.into_iter().find(|line| !line.is_empty()).unwrap_or_else(|| {
        say.campaign_post(match &message.body {
            MessageBody::Text(_) => "text",
            MessageBody::Media(media) => media.kind.code(),
            MessageBody::Album(_) => "album",
        })
    })
}

/// Sends a broadcast again, as it reads now. One that may not be read any more is gone from the list too.
///
/// No line below it says how to stop messages, since the person asked for this one; its date stands there instead.
pub(crate) async fn sent(context: &Context, id: CampaignId) -> Answered {
    let say = context.say();
    let Some(past) = context.app.store.past_broadcast(id, Topic::News, context.lang).await? else {
        return Ok(context.show_with(page(context).await?, Some(say.news_gone_toast())));
    };
    let own = context.texts.say(past.lang);
    let dated = renderer::below_notice(&own, own.news_footer(&own.day(past.sent).plain()));
    // Where the date is too much, the sentence that the law asks for stays.
    let below = [dated, own.legal_notice()].into_iter().filter(|line| !line.is_empty());
    let with_line = below.map(|line| past.message.with_footer(&line));
    let mut fitting = with_line.filter(|message| {
        let (length, limit) = message.body.length();
        length <= limit
    });
    let message = Box::new(fitting.next().unwrap_or(past.message.clone()));
    Ok(context.quietly().reply(Reply::Campaign {
        chat: context.chat.id,
        message,
        options: SendOptions { silent: false, ..past.options },
        if_refused: Some(say.news_refused()),
    }))
}
