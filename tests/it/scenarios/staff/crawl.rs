//! Presses every button of staff, starting from the panel, in each language: each is answered, leads on, and no screen is too
//! long. Each command leads to a screen that is reached from the panel too, so nobody has to know a command.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use pledge_bot::domain::campaign::{Audience, CampaignKind, Launch, Order};
use pledge_bot::domain::{CampaignId, ChatId, Lang, Role, StaffCommand, Topic};
use pledge_bot::store::Change;

use super::{commit, readers};
use crate::scenarios::crawl::{LONGEST, Screen, length, says, seen, shape, title};
use crate::scenarios::deadlines::{FORM, sets};
use crate::support::campaign::content;
use crate::support::test_bot::{OWNER, TestBot};

/// The buttons whose screens have a title that says a word of the label.
const TITLED: [&str; 6] = ["d:panel", "d:draft", "d:all", "d:deadlines", "d:record", "d:export"];

/// A bot with a deadline, and with a broadcast that is done, one that is paused, one that is planned and one that was called
/// off.
async fn busy_bot() -> Arc<TestBot> {
    let (bot, olga) = TestBot::with_owner().await;
    readers(&bot, 50_000, 3, Lang::En).await;
    sets(&olga, FORM).await;
    let now = bot.clock.now();
    launches(&bot, now).await;
    bot.delivers().await;
    let tomorrow = now + SignedDuration::from_hours(24);
    for (id, order) in [(2, Some(Order::Pause)), (3, None), (4, Some(Order::Cancel))] {
        launches(&bot, tomorrow).await;
        if let Some(order) = order {
            commit(&bot, OWNER, vec![Change::Order(CampaignId(id), order, now)]).await;
        }
    }
    bot
}

/// A broadcast is confirmed.
async fn launches(bot: &TestBot, due: Timestamp) {
    let launch = Launch {
        author: Some(ChatId::new(OWNER)),
        kind: CampaignKind::Send,
        audience: Audience::of(Topic::News),
        content: content(&[(Lang::En, "Meeting")]),
        due,
        urgent: false,
        trial: false,
        paid: false,
    };
    commit(bot, OWNER, vec![Change::Launch(Box::new(launch), bot.clock.now())]).await;
}

/// Takes a path from the panel as a newcomer to the staff; gives the last screen, or none if a button is missing.
async fn walk(bot: &Arc<TestBot>, lang: Lang, path: &[String]) -> Option<Screen> {
    let person = bot.person("Гүлнара", lang.code());
    bot.employs(person.id, Role::Owner).await;
    person.starts(lang).await;
    let mut screen = seen(&person.says("/panel").await);
    for step in path {
        let (label, data) = screen.buttons.iter().find(|(_, data)| shape(data) == *step)?.clone();
        let heard = person.presses_data(&data).await;
        assert!(heard.events.iter().any(|event| event.kind == "answered"), "{data} is not answered");
        // A page that is as it was before stays where it is.
        screen.label = Some(label);
        if !heard.texts().is_empty() {
            screen = Screen { label: screen.label, ..seen(&heard) };
        }
    }
    bot.dismisses(person.id).await;
    Some(screen)
}

/// The action of a button: its data without the choice, where it is one in a draft or in a form.
fn action(data: &str) -> String {
    let data = shape(data);
    let parts: Vec<_> = data.split(':').collect();
    let kept = match parts.get(1..3) {
        Some(["f", "ask"]) => 4,
        Some(["s" | "f", _]) => 3,
        _ => parts.len(),
    };
    parts[..kept.min(parts.len())].join(":")
}

/// The title of a screen and the actions of its buttons, which tell it from others. Drafts and forms that differ in a choice
/// are the same screen.
fn key(screen: &Screen) -> (String, BTreeSet<String>) {
    (title(&screen.shown).to_owned(), screen.buttons.iter().map(|(_, data)| action(data)).collect())
}

/// The button of a press, and its draft or form if it belongs to one. Any other button does the same on every screen.
fn press(path: &[String], data: &str) -> (Option<String>, String) {
    let action = action(data);
    let is_within = |step: &str| step.starts_with("d:s:") || step.starts_with("d:f:");
    let begun = path.iter().rev().find(|step| !is_within(step)).cloned();
    (begun.filter(|_| is_within(&action)), action)
}

/// Whether a button changes something for everybody, so that all who come later would find another bot.
fn takes_effect(data: &str) -> bool {
    let is_sealed =
        data.split(':').any(|part| part.len() == 20 && part.bytes().all(|b| b.is_ascii_hexdigit()));
    let begins =
        ["d:order:", "d:removed:", "d:freeze:", "d:p:do:", "d:p:invite:", "d:p:admit:", "d:p:uninvite:"];
    is_sealed || begins.iter().any(|begin| data.starts_with(begin))
}

/// Holds a screen to the rules for all screens of staff.
fn inspect(screen: &Screen, path: &[String]) {
    let shown = &screen.shown;
    for sign in ["{", "}", "<b>", "&lt;"] {
        assert!(!shown.contains(sign), "{sign:?} in:\n{shown}");
    }
    let length = length(shown);
    assert!(length <= LONGEST, "{path:?} has {length} characters:\n{shown}");
    let leads_on = |(_, data): &(String, String)| data.starts_with("d:") && !takes_effect(data);
    assert!(screen.buttons.iter().any(leads_on), "nothing leads on from:\n{shown}");
    let titled = path.last().filter(|data| TITLED.contains(&data.as_str()));
    if let (Some(label), Some(_)) = (&screen.label, titled) {
        assert!(label.starts_with('‹') || says(title(shown), label), "behind [{label}] stands:\n{shown}");
    }
}

async fn crawl(lang: Lang) {
    let bot = busy_bot().await;
    let (mut screens, mut tried, mut effects) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    let mut queue = VecDeque::from([Vec::<String>::new()]);
    while let Some(path) = queue.pop_front() {
        let Some(screen) = walk(&bot, lang, &path).await else { panic!("{path:?} leads nowhere") };
        inspect(&screen, &path);
        if !screens.insert(key(&screen)) {
            continue;
        }
        for (_, data) in &screen.buttons {
            // The file comes beside the screen, and the screens of citizens have a crawl of their own.
            // Nothing of staff's leads on for somebody who has left.
            let is_screen = data.starts_with("d:") && data != "d:export:file" && data != "d:p:leave:1";
            if is_screen && tried.insert(press(&path, data)) {
                let next = path.iter().cloned().chain([shape(data)]).collect();
                if takes_effect(data) {
                    effects.push(next);
                } else {
                    queue.push_back(next);
                }
            }
        }
        assert!(screens.len() < 200, "the crawl does not end");
    }
    assert!(screens.len() > 20, "only {} screens were found", screens.len());
    let mut of_commands = BTreeSet::new();
    for command in StaffCommand::ALL {
        let person = bot.person("Гүлнара", lang.code());
        bot.employs(person.id, Role::Owner).await;
        person.starts(lang).await;
        let opened = seen(&person.says(&format!("/{}", command.name())).await);
        assert!(screens.contains(&key(&opened)), "no button leads to {command:?}:\n{}", opened.shown);
        // Two commands with one screen would hide that the button of one of them is missing.
        assert!(of_commands.insert(key(&opened)), "{command:?} has no screen of its own:\n{}", opened.shown);
        bot.dismisses(person.id).await;
    }
    assert!(effects.len() > 3, "{effects:?}");
    for path in effects {
        let Some(screen) = walk(&busy_bot().await, lang, &path).await else {
            panic!("{path:?} leads nowhere")
        };
        inspect(&screen, &path);
    }
}

#[tokio::test]
async fn every_button_of_staff_in_kyrgyz() {
    crawl(Lang::Ky).await;
}

#[tokio::test]
async fn every_button_of_staff_in_russian() {
    crawl(Lang::Ru).await;
}

#[tokio::test]
async fn every_button_of_staff_in_english() {
    crawl(Lang::En).await;
}
