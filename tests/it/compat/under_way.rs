//! A bot continues on a data folder of every schema, and people get what they would have got from the build that filled
//! it. `tests/fixtures/under-way/README.md` tells what happens in each step.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::Duration;

use jiff::SignedDuration;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use pledge_bot::campaigns::DeliveryPolicy;
use pledge_bot::clock::Clock;
use pledge_bot::config::Settings;
use pledge_bot::domain::{Lang, QuietHours};
use pledge_bot::emulator::EmulatorEvent;
use pledge_bot::service::Service;
use serde_json::{Value, json};
use sqlx::Connection;
use tokio::sync::watch;

use super::compare::{assert_same, by_meaning, changes};
use super::folder::Folder;
use super::town::Town;
use crate::store::reading::everything;
use crate::support::chat::say;

/// A bot that continues on a copy of a folder.
struct UnderWay {
    folder: Folder,
    town: Town,
    settings: Settings,
    clock: Clock,
    service: Service,
}

impl UnderWay {
    async fn begin(schema: u32) -> UnderWay {
        let folder = Folder::of_schema(schema);
        let town = Town::build(folder.json("setup.json")).await;
        let key = fs::read_to_string(folder.original("coalition.key")).expect("the file");
        let public = key.lines().next().and_then(|line| line.strip_prefix("# public key: "));
        let zone = TimeZone::get("Asia/Bishkek").expect("a zone");
        let quiet = QuietHours { from: Time::constant(22, 0, 0, 0), until: Time::constant(8, 0, 0, 0), zone };
        let address = town.emulator.url().parse().expect("an address");
        let settings = Settings {
            recipients: public.map(str::to_owned),
            owners: town.owners(),
            delivery: DeliveryPolicy { quiet: Some(quiet), ..DeliveryPolicy::default() },
            ..Settings::new(town.token(), address, &folder.path(""))
        };
        let clock = Clock::by_hand(town.continues_at());
        let service = Service::start(&settings, clock.clone()).await.expect("the bot starts");
        UnderWay { folder, town, settings, clock, service }
    }

    /// Ends the bot and starts it again.
    async fn restart(self) -> UnderWay {
        self.service.app().store.close().await.expect("the store closes");
        drop(self.service);
        let service = Service::start(&self.settings, self.clock.clone()).await.expect("the bot starts");
        UnderWay { service, ..self }
    }

    /// Step 1: everything in the inbox is handled.
    async fn handle_inbox(&self) -> u64 {
        let left = self.service.feed().resume().await.expect("the inbox is read");
        self.service.feed().idle().await;
        // What was erased is purged within a minute.
        self.service.purge().await;
        left
    }

    /// Step 2: the planner plans, and the engine passes once.
    async fn deliver(&self) {
        let (_stop, stopped) = watch::channel(false);
        self.service.feed().poll(Duration::ZERO).await.expect("Telegram answers");
        self.service.planner().plan().await.expect("planned");
        self.service.engine().pass(&stopped).await.expect("passed");
    }

    /// Step 3: the same, 45 minutes later.
    async fn deliver_later(&self) {
        self.clock.advance(SignedDuration::from_mins(45));
        self.town.emulator.clock().set_ms(self.clock.now().as_millisecond());
        self.deliver().await;
    }

    /// The events since then.
    fn events(&self, seq: u64) -> Vec<EmulatorEvent> {
        self.town.emulator.events_after(seq).expect("all events are kept")
    }

    /// The store, without what depends on which chat is quicker.
    async fn state(&self) -> Value {
        let mut db = self.folder.database().await;
        let mut all = everything(&self.service.app().store, &mut db, &self.folder.identity()).await;
        db.close().await.expect("closed");
        for chat in all["chats"].as_array_mut().expect("a list") {
            chat["messages"] = json!(chat["messages"].as_array().map_or(0, Vec::len));
            chat.as_object_mut().expect("a chat").remove("screen");
        }
        for campaign in all["campaigns"].as_array_mut().expect("a list") {
            campaign.as_object_mut().expect("a campaign").remove("progress");
            for delivery in campaign["deliveries"].as_array_mut().expect("a list") {
                delivery[4] = json!(delivery[4].as_str().map_or(0, |ids| ids.split(',').count()));
            }
        }
        let settings = all["settings"].as_array_mut().expect("a list");
        let made_at_the_start = [
            "accepted_keys",
            "bot_name",
            "program_version",
            "opt_outs_key",
            "opt_outs_list",
            "staff_begun",
            "store_key_check",
            "store_key_copy",
            "store_key_copy_of",
        ];
        settings.retain(|it| !made_at_the_start.iter().any(|key| it["key"] == *key));
        all
    }
}

/// The events of each chat, in their order.
fn said(events: &[EmulatorEvent]) -> Value {
    let mut chats: BTreeMap<i64, Vec<Value>> = BTreeMap::new();
    for event in events {
        chats.entry(event.chat).or_default().push(told(event));
    }
    chats.into_iter().map(|(chat, events)| json!({ "chat": chat, "events": events })).collect()
}

fn told(event: &EmulatorEvent) -> Value {
    let mut fields = serde_json::Map::from_iter([("kind".to_owned(), json!(event.kind))]);
    if let Some(method) = event.method {
        fields.insert("method".into(), json!(method));
    }
    if !event.text().is_empty() {
        fields.insert("text".into(), json!(without_counts(event.text())));
    }
    if let Some(message) = &event.message {
        let rows = message["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
        if !rows.is_empty() {
            fields.insert("buttons".into(), rows.iter().map(without_seals).collect());
        }
        for medium in ["photo", "video", "document", "voice", "animation", "audio"] {
            if message.get(medium).is_some() {
                fields.insert("medium".into(), json!(medium));
            }
        }
    }
    if let Some(answer) = &event.answer {
        let mut answer = answer.clone();
        answer.as_object_mut().map(|answer| answer.remove("callback_query_id"));
        fields.insert("answer".into(), answer);
    }
    Value::Object(fields)
}

/// A text without the numbers of recipients in a draft, which depend on which chat is quicker.
fn without_counts(text: &str) -> String {
    let counts = Lang::ALL.into_iter().flat_map(|lang| {
        let say = say(lang);
        [say.campaign_line_count(0), say.campaign_line_nothing(0)]
    });
    let heads: Vec<_> = counts.map(|line| line.plain().trim_end_matches('0').to_owned()).collect();
    let counted = |line: &str| heads.iter().find(|head| line.starts_with(head.as_str())).cloned();
    let lines = text.split('\n').map(|line| counted(line).map_or_else(|| line.to_owned(), |head| head + "…"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A row of buttons. The hash of a confirmation is bound to the process, and the number of a supporter may be drawn anew.
fn without_seals(row: &Value) -> Value {
    let mut row = row.clone();
    for button in row.as_array_mut().into_iter().flatten() {
        let data = button["callback_data"].as_str().unwrap_or_default();
        let is_sealed =
            data.contains(":send:") || ["d:back:", "d:set:"].iter().any(|head| data.starts_with(head));
        if let Some((head, _)) = data.rsplit_once(':').filter(|_| is_sealed) {
            let head = if data.matches(':').count() > 2 { head } else { data };
            button["callback_data"] = json!(format!("{head}:…"));
        } else if data.starts_with("w:") {
            button["callback_data"] = json!("w:…");
        }
    }
    row
}

/// Continues, and compares each step with the outcome of the build that recorded it.
async fn continues(schema: u32) {
    let bot = UnderWay::begin(schema).await;
    let after = by_meaning(&bot.folder.json("after.json"));
    let first = bot.state().await;
    let (begun, mut before) = (bot.town.emulator.seq(), first.clone());
    let mut steps = after.as_object().expect("steps").iter();
    let mut step = async |left: Option<u64>, seq: u64| {
        let (name, was) = steps.next().expect("a step");
        let file = format!("schema-{schema}/after.json, {name}");
        let now = bot.state().await;
        assert_same(&file, &said(&bot.events(seq)), &was["said"]);
        assert_same(&file, &changes(&before, &now), &was["changes"]);
        assert_eq!(left.map(|left| json!(left)).unwrap_or_default(), was["updates"], "{file}");
        before = now;
    };
    let seq = bot.town.emulator.seq();
    let left = bot.handle_inbox().await;
    step(Some(left), seq).await;
    let seq = bot.town.emulator.seq();
    bot.deliver().await;
    step(None, seq).await;
    let seq = bot.town.emulator.seq();
    bot.deliver_later().await;
    step(None, seq).await;
    assert_kept(&bot, schema, begun, &first).await;
    bot.service.app().store.close().await.expect("the store closes");
}

/// The chats of a campaign whose deliveries have this status, in a state.
fn with_status(state: &Value, status: &str) -> BTreeSet<(i64, i64)> {
    let campaigns = state["campaigns"].as_array().expect("a list").iter();
    let deliveries = campaigns.flat_map(|campaign| {
        let id = campaign["id"].as_i64().expect("an ID");
        campaign["deliveries"].as_array().expect("a list").iter().map(move |delivery| (id, delivery))
    });
    let wanted = deliveries.filter(|(_, delivery)| delivery[1] == status);
    wanted.map(|(id, delivery)| (id, delivery[0].as_i64().expect("a chat"))).collect()
}

/// Nobody gets a message of a campaign twice, nothing that was on its way is sent again, and the inbox empties.
async fn assert_kept(bot: &UnderWay, schema: u32, begun: u64, first: &Value) {
    let last = bot.state().await;
    assert_eq!(last["inbox"], json!([]));
    assert_eq!(last["dead_letters"], first["dead_letters"]);
    let (sending, sent) = (with_status(first, "sending"), with_status(first, "sent"));
    assert_eq!(schema > 1, !sending.is_empty(), "deliveries were on their way");
    assert!(sending.is_subset(&with_status(&last, "unsure")), "a delivery that was on its way is unsure");
    assert!(sent.is_subset(&with_status(&last, "sent")), "a delivery that was made stays made");
    assert_sent_once(bot, begun, first);
}

/// The footer of a campaign's message names its number, so each message can be told from the others. A preview has the
/// number that the next campaign will get.
fn assert_sent_once(bot: &UnderWay, begun: u64, first: &Value) {
    let campaigns = first["campaigns"].as_array().expect("a list").len();
    let over = ["sent", "sending", "unsure", "gone", "failed", "skipped"];
    let over: BTreeSet<_> = over.iter().flat_map(|status| with_status(first, status)).collect();
    let mut sent = BTreeSet::new();
    for event in bot.events(begun).iter().filter(|event| event.kind == "sent") {
        let number = event.text().rsplit_once('№').and_then(|(_, number)| number.trim().parse::<i64>().ok());
        let known = number.filter(|number| usize::try_from(*number).is_ok_and(|number| number <= campaigns));
        let Some(campaign) = known else { continue };
        assert!(!over.contains(&(campaign, event.chat)), "{campaign} is sent to {} again", event.chat);
        assert!(sent.insert((campaign, event.chat)), "{campaign} is sent to {} twice", event.chat);
    }
    assert_eq!(campaigns > 0, !sent.is_empty(), "a campaign goes on");
}

macro_rules! schemas {
    ($($name:ident: $schema:literal),*) => {$(
        #[tokio::test]
        async fn $name() {
            continues($schema).await;
        }
    )*};
}

schemas! {
    a_bot_continues_on_schema_1: 1,
    a_bot_continues_on_schema_2: 2,
    a_bot_continues_on_schema_3: 3,
    a_bot_continues_on_schema_4: 4,
    a_bot_continues_on_schema_5: 5,
    a_bot_continues_on_schema_6: 6,
    a_bot_continues_on_schema_7: 7,
    a_bot_continues_on_schema_8: 8,
    a_bot_continues_on_schema_9: 9,
    a_bot_continues_on_schema_11: 11
}

#[tokio::test]
async fn a_bot_continues_over_restarts() {
    let bot = UnderWay::begin(5).await;
    let (first, begun) = (bot.state().await, bot.town.emulator.seq());
    bot.handle_inbox().await;
    let bot = bot.restart().await;
    assert_eq!(bot.handle_inbox().await, 0, "the inbox is empty");
    bot.deliver().await;
    let bot = bot.restart().await;
    bot.deliver_later().await;
    assert_kept(&bot, 5, begun, &first).await;
    bot.service.app().store.close().await.expect("the store closes");
}
