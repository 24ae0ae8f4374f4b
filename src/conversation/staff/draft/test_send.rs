//! A test: each version goes to one colleague of the author's choice, as it will arrive.

use crate::conversation::callback::DraftAction;
use crate::conversation::context::Colleague;
use crate::conversation::staff::draft::summary::DraftSummary;
use crate::conversation::staff::draft::{Draft, overview, preview};
use crate::conversation::{Answered, Context, HandlerError, keyboard};
use crate::domain::audit::{Deed, DeedRecord};
use crate::domain::{Chat, ChatId, Lang};
use crate::store::Change;
use crate::telegram::{Page, Reply};
use crate::texts::Html;

/// Asks who is to get the test. The names are those that Telegram shows at this moment; nothing keeps them.
pub(super) async fn ask(context: &Context, draft: &Draft) -> Answered {
    let say = context.say();
    if !draft.has_versions() {
        return Ok(context.alert(say.campaign_nothing_toast()));
    }
    let others = context.others().await?;
    if others.is_empty() {
        return overview::show(context, draft, None).await;
    }
    let known = known(context).await?;
    let is_complete = known.len() == others.len();
    let mut rows: Vec<_> = known
        .iter()
        .map(|(colleague, chat)| {
            let name = keyboard::fitting(&colleague.name);
            vec![context.draft_button(name, draft, DraftAction::Test(chat.id))]
        })
        .collect();
    rows.push(vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)]);
    let question = (!known.is_empty()).then(|| say.campaign_test_ask());
    let missing = (!is_complete).then(|| say.campaign_test_missing());
    Ok(context.open_draft(Page { text: Html::paragraphs(question.into_iter().chain(missing)), rows }, draft))
}

/// The colleagues whose name Telegram told, and who have written to the bot.
async fn known(context: &Context) -> Result<Vec<(&Colleague, Chat)>, HandlerError> {
    let mut known = Vec::new();
    for colleague in &context.colleagues {
        let chat = context.app.store.snapshot(colleague.chat).await?.chat;
        known.extend(chat.filter(|chat| chat.active).map(|chat| (colleague, chat)));
    }
    Ok(known)
}

/// Sends each version to a colleague, below a line in their language. The author is told whether Telegram took all of it.
pub(super) async fn send(context: &Context, draft: &Draft, to: ChatId) -> Answered {
    let known = known(context).await?;
    let found = known.iter().find(|(colleague, _)| colleague.chat == to);
    let Some((colleague, chat)) = found.filter(|_| draft.has_versions()) else {
        return ask(context, draft).await;
    };
    let say = context.say();
    let lang = chat.lang.unwrap_or_else(|| Lang::guess(None));
    let line = Page::plain(context.texts.say(lang).campaign_test_line());
    let mut test = vec![Reply::Say { chat: to, thread: None, page: line }];
    test.extend(preview::versions(context, draft, preview::code(context, draft).await?, to));
    let summary = DraftSummary::of(context, draft).await?;
    let sent = preview::page(context, &summary, say.campaign_test_sent(&colleague.name)).await?;
    let deed = Change::RecordDeed(DeedRecord::done(Deed::Test, None), context.now);
    let turn = context.open_draft(sent, draft).change(deed);
    let failed = Page {
        text: say.campaign_test_failed(&colleague.name),
        rows: vec![
            vec![context.draft_button(say.campaign_button_test(), draft, DraftAction::AskTest)],
            vec![context.draft_button(say.campaign_button_draft(), draft, DraftAction::Overview)],
        ],
    };
    Ok(preview::put_above(turn, test).map_last(|reply| match reply {
        Reply::Say { chat, page, .. } => Reply::Outcome { chat, sent: page, failed },
        other => other,
    }))
}
