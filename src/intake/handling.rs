//! What happens to one update: parsed, answered by the schema, stored, and only then said.

use std::{ops::ControlFlow, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt;
use teloxide::{
    dptree::deps,
    types::{Update, UpdateKind},
};

use crate::{
    bot::{App, BotError, Schema, Turn, Visit},
    clock::Clock,
    delivery::{Fault, Page, Reply, Sender, Sent},
    domain::{ChatId, ChatKind, MessageId},
    store::{ATTEMPTS, Change, ChangeSet, StoreError},
};

/// Everything that handling an update needs.
#[derive(Clone)]
pub struct Handling {
    /// What the bot is made of.
    pub app: Arc<App>,
    /// Which update goes to which handler.
    pub schema: Arc<Schema>,
    /// Says what is answered.
    pub sender: Sender,
    /// The time that handlers are given.
    pub clock: Clock,
}

/// Why an update could not be answered: a fault of ours.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("a handler panicked")]
    Panic,
    #[error("a handler took longer than {} s", Handling::LIMIT.as_secs())]
    Slow,
    #[error(transparent)]
    Bot(#[from] BotError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Handling {
    /// How long a handler may take. It only reads the store, so this is plenty.
    const LIMIT: Duration = Duration::from_secs(10);
    /// The pause before an update that failed is tried again.
    const PAUSE: Duration = Duration::from_millis(200);

    /// Handles one update, and tries again what failed by our own fault, until it is a dead letter.
    pub async fn handle(&self, update_id: i64, raw: &[u8]) {
        let Some(update) = parse(raw) else {
            log::warn!("update {update_id} of a kind that is not known ({}) was passed over", kind(raw));
            self.finish(update_id).await;
            return;
        };
        loop {
            let failure = match self.attempt(update_id, &update).await {
                Ok(()) => return,
                Err(failure) => failure,
            };
            log::error!("update {update_id} failed: {failure}");
            match self.app.store.fail(update_id).await {
                Ok(attempts) if attempts < ATTEMPTS => {}
                Ok(_) => return self.apologize(&update).await,
                Err(error) => log::error!("update {update_id}: the failure could not be stored: {error}"),
            }
            tokio::time::sleep(Handling::PAUSE).await;
        }
    }

    async fn attempt(&self, update_id: i64, update: &Update) -> Result<(), Failure> {
        let Some(chat) = chat_of(update) else {
            self.app.store.commit(Some(update_id), None).await?;
            return Ok(());
        };
        let stored = self.app.store.visit(chat).await?;
        let Some(visit) = Visit::new(&self.app, self.clock.now(), update, stored) else {
            self.app.store.commit(Some(update_id), None).await?;
            return Ok(());
        };
        let visit = Arc::new(visit);
        let turn = self.answer(update, &visit).await?;
        let changes = (!turn.changes.is_empty()).then_some(ChangeSet { chat, list: turn.changes });
        self.app.store.commit(Some(update_id), changes).await?;
        self.say(&visit, &turn.replies).await;
        Ok(())
    }

    /// Runs the schema, which may panic or hang without taking anything else down.
    async fn answer(&self, update: &Update, visit: &Arc<Visit>) -> Result<Turn, Failure> {
        let run = self.schema.dispatch(deps![update.clone(), Arc::clone(visit)]);
        let run = tokio::time::timeout(Handling::LIMIT, AssertUnwindSafe(run).catch_unwind());
        match run.await {
            Err(_) => Err(Failure::Slow),
            Ok(Err(_)) => Err(Failure::Panic),
            Ok(Ok(ControlFlow::Break(answered))) => Ok(answered?),
            Ok(Ok(ControlFlow::Continue(_))) => Ok(Turn::nothing()),
        }
    }

    /// Says what was answered, and remembers which message carries the buttons now. Whatever fails here is no
    /// failure of the update: what was answered is stored.
    async fn say(&self, visit: &Visit, replies: &[Reply]) {
        let chat = visit.chat.id;
        let mut screen = visit.chat.screen;
        for reply in replies {
            match self.sender.send(reply).await {
                Sent::Message(message) => screen = after(reply, message, screen),
                Sent::Done => screen = after(reply, MessageId(0), screen),
                Sent::Failed(Fault::Gone) => {
                    self.remember(chat, Change::Lose).await;
                    return;
                }
                Sent::Failed(Fault::Moved(to)) => {
                    self.remember(chat, Change::MigrateTo(to)).await;
                    return;
                }
                Sent::Failed(fault) => log::warn!("a reply failed: {}", fault.code()),
            }
        }
        if visit.chat.kind == ChatKind::Private && screen != visit.chat.screen {
            self.remember(chat, Change::SetScreen(screen)).await;
        }
    }

    async fn remember(&self, chat: ChatId, change: Change) {
        let set = ChangeSet { chat, list: vec![change] };
        if let Err(error) = self.app.store.commit(None, Some(set)).await {
            log::error!("what Telegram said of a chat could not be stored: {error}");
        }
    }

    /// The update is a dead letter now; whoever waits for an answer is told so.
    async fn apologize(&self, update: &Update) {
        let Some(chat) = chat_of(update).filter(|chat| chat.0 > 0) else { return };
        let content = self.app.content.load_full();
        let lang = crate::domain::Lang::guess(update.from().and_then(|user| user.language_code.as_deref()));
        let page = Page::plain(content.say(lang).home_apology());
        self.sender.send(&Reply::Say { chat, thread: None, page }).await;
    }

    async fn finish(&self, update_id: i64) {
        if let Err(error) = self.app.store.commit(Some(update_id), None).await {
            log::error!("update {update_id} could not be removed: {error}");
        }
    }
}

/// Which message carries the newest buttons after a reply.
fn after(reply: &Reply, sent: MessageId, screen: Option<MessageId>) -> Option<MessageId> {
    match reply {
        Reply::Say { page, .. } | Reply::Show { page, .. } if page.is_screen() => Some(sent),
        Reply::Show { .. } | Reply::Say { .. } => screen.filter(|old| *old != sent),
        Reply::Strip { message, .. } => screen.filter(|old| old != message),
        Reply::Answer { .. } | Reply::SetMenu { .. } => screen,
    }
}

fn parse(raw: &[u8]) -> Option<Update> {
    let update: Update = serde_json::from_slice(raw).ok()?;
    (!matches!(update.kind, UpdateKind::Error(_))).then_some(update)
}

/// The name of an update's kind, which is nobody's data: the field beside its id.
fn kind(raw: &[u8]) -> String {
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(raw).unwrap_or_default();
    let known =
        |name: &&String| name.len() <= 40 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    fields
        .keys()
        .filter(known)
        .find(|name| *name != "update_id")
        .cloned()
        .unwrap_or_else(|| "nameless".into())
}

fn chat_of(update: &Update) -> Option<ChatId> {
    update.chat().map(|chat| ChatId(chat.id.0))
}
