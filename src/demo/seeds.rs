//! The time before a visitor comes, made up and marked so: people have become supporters, staff have entered the statuses of
//! two calls and set a deadline, and a broadcast has gone out.
//!
//! Citizens chat with the bot for it, like any citizen. The deeds of staff are stored as their screens store them.

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};

use crate::clock::Clock;
use crate::conversation::App;
use crate::demo::cast::{COLLEAGUE, DemoSupporter, SUPPORTERS};
use crate::domain::campaign::{Audience, CampaignKind, Launch};
use crate::domain::message::{CampaignMessage, MessageVersions};
use crate::domain::{CallStatus, ChatId, ChatKind, Deadline, Lang, StatusEntry, Topic, time};
use crate::emulator::{ControlError, EmulatorEvent, Handle, NextEventError};
use crate::store::{Change, ChangeSet, StoreError};
use crate::texts::Say;

/// A part of the contents could not be made up. The demo goes on without it.
#[derive(Debug, thiserror::Error)]
enum SeedError {
    #[error(transparent)]
    Person(#[from] ControlError),
    #[error(transparent)]
    Silence(#[from] NextEventError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The statuses of the first calls of the pledge.
const STATUSES: [CallStatus; 2] = [CallStatus::KeptInPart, CallStatus::InProgress];
const EVIDENCE: &str = "https://example.org/";
/// The deadline is this many days away.
const DAYS_LEFT: i64 = 45;

/// Makes up the contents.
pub(super) async fn sow(emulator: &Handle, app: &App, clock: &Clock) {
    let supporting = join_all(SUPPORTERS.iter().map(|person| support(emulator, app, person))).await;
    // The broadcast goes to those who have subscribed by now.
    let entered = enter(app, clock.now()).await;
    for failed in supporting.into_iter().chain([entered]).filter_map(Result::err) {
        log::warn!("a part of the demo could not be made up: {failed}");
    }
}

/// A citizen supports the pledge, says their region, and perhaps subscribes to news.
async fn support(emulator: &Handle, app: &App, person: &DemoSupporter) -> Result<(), SeedError> {
    let texts = app.texts.load_full();
    let say = texts.say(person.lang);
    let chat = DemoChat { emulator, id: person.id };
    chat.says("/start").await?;
    chat.taps(&say.language_name()).await?;
    chat.says("/support").await?;
    for label in [say.button_support_it(), say.button_region(), say.region_name(person.region)] {
        chat.taps(&label).await?;
    }
    if person.news {
        chat.says("/updates").await?;
        chat.taps(&say.topic_off(&say.topic_name(Topic::News))).await?;
    }
    Ok(())
}

/// A person's chat with the bot.
struct DemoChat<'a> {
    emulator: &'a Handle,
    id: i64,
}

impl DemoChat<'_> {
    /// Writes, and waits for the screen that comes in answer.
    async fn says(&self, text: &str) -> Result<EmulatorEvent, SeedError> {
        let seq = self.emulator.seq();
        self.emulator.say(self.id, text)?;
        self.screen(seq).await
    }

    /// Taps a button, and waits for the screen that comes in answer.
    async fn taps(&self, label: &str) -> Result<EmulatorEvent, SeedError> {
        let seq = self.emulator.seq();
        self.emulator.tap(self.id, label)?;
        self.screen(seq).await
    }

    async fn screen(&self, seq: u64) -> Result<EmulatorEvent, SeedError> {
        let is_screen = |event: &EmulatorEvent| {
            event.chat == self.id && matches!(event.kind, "sent" | "edited") && !event.buttons().is_empty()
        };
        Ok(self.emulator.next_event(seq, is_screen).await?)
    }
}

/// A member of staff enters statuses, sets a deadline and sends a broadcast.
async fn enter(app: &App, now: Timestamp) -> Result<(), SeedError> {
    let texts = app.texts.load_full();
    let in_each = |text: &dyn Fn(&Say<'_>) -> String| Lang::ALL.map(|lang| (lang, text(&texts.say(lang))));
    let zone = time::home_zone();
    let today = now.to_zoned_datetime(zone.clone()).date();
    let deadline = Deadline {
        titles: in_each(&|say| say.demo_deadline()).into(),
        ..Deadline::new(String::new(), today.saturating_add(SignedDuration::from_hours(24 * DAYS_LEFT)), zone)
    };
    let mut list = vec![Change::Meet(ChatKind::Private), Change::SetLang(Lang::Ky)];
    for (call, status) in texts.pledge.calls.iter().zip(STATUSES) {
        let entry = StatusEntry {
            call: call.id.clone(),
            status,
            date: today,
            notes: in_each(&|say| say.demo_note()).into(),
            link: EVIDENCE.to_owned(),
        };
        list.push(Change::EnterStatus(Box::new(entry), now));
    }
    list.push(Change::SetDeadline(Box::new(deadline), None, now));
    let broadcast =
        in_each(&|say| say.demo_broadcast()).map(|(lang, text)| (lang, CampaignMessage::plain(text)));
    let launch = Launch {
        author: Some(ChatId::new(COLLEAGUE)),
        kind: CampaignKind::Send,
        audience: Audience::of(Topic::News),
        content: MessageVersions { by_lang: broadcast.into(), fallback: true, ..MessageVersions::default() },
        due: now,
        // A visitor at night sees it finished too.
        urgent: true,
        trial: false,
        paid: false,
    };
    list.push(Change::Launch(Box::new(launch), now));
    Ok(app.store.commit(None, Some(ChangeSet { chat: ChatId::new(COLLEAGUE), list })).await?)
}
