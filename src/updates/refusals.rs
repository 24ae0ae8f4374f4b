//! Answers to updates that the flood guard drops: people are told once, and a tapped button stops waiting.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::conversation::{App, Origin, Trigger};
use crate::domain::Lang;
use crate::telegram::{Page, Reply, Sender};

/// Answers updates that are dropped. Nothing of it is stored, and nothing is said again after a crash.
pub(crate) struct Refusals {
    app: Arc<App>,
    sender: Sender,
    /// How many more people may be told at once.
    telling: Arc<Semaphore>,
    /// How many more taps may be answered at once.
    answering: Arc<Semaphore>,
}

impl Refusals {
    /// More are no crowd but an attack.
    const TELLING: usize = 1000;
    /// Few, because each is a call to Telegram. Other buttons wait until the person's client gives up.
    const ANSWERING: usize = 4;

    /// Answers by this sender.
    pub(crate) fn new(app: &Arc<App>, sender: &Sender) -> Refusals {
        let places = |count| Arc::new(Semaphore::new(count));
        let (telling, answering) = (places(Refusals::TELLING), places(Refusals::ANSWERING));
        Refusals { app: Arc::clone(app), sender: sender.clone(), telling, answering }
    }

    /// Tells a person that it is too fast.
    pub(crate) fn tell(&self, origin: &Origin) {
        let Ok(place) = Arc::clone(&self.telling).try_acquire_owned() else { return };
        let (app, sender, chat, client) =
            (Arc::clone(&self.app), self.sender.clone(), origin.chat, origin.client.clone());
        tokio::spawn(async move {
            let stored = app.store.snapshot(chat).await.ok().and_then(|stored| stored.chat);
            let chosen = stored.and_then(|chat| chat.lang);
            let lang = chosen.unwrap_or_else(|| Lang::guess(client.as_deref()));
            let page = Page::plain(app.texts.load().say(lang).help_slow());
            let reply = Reply::Say { chat, thread: None, page };
            if let Err(error) = sender.send(&reply).await {
                log::warn!("a reply failed: {}", error.code());
            }
            drop(place);
        });
    }

    /// Lets a tapped button stop waiting, if that costs nobody else anything.
    pub(crate) fn answer_tap(&self, origin: &Origin) {
        let Trigger::Button { query, .. } = &origin.trigger else { return };
        let Ok(place) = Arc::clone(&self.answering).try_acquire_owned() else { return };
        let reply = Reply::Answer { query: query.clone(), toast: None, alert: false };
        let sender = self.sender.clone();
        tokio::spawn(async move {
            // An old tap can't be answered any more.
            let _ = sender.send_now(&reply).await;
            drop(place);
        });
    }
}
