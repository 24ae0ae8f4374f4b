//! The web page of the demo, seen through a headless Chromium: what a citizen sees, presses and types.

#[path = "support/browser.rs"]
mod browser;
#[path = "support/stand_in.rs"]
mod stand_in;

use browser::{Browser, DESKTOP, PHONE, key};
use pledge_bot::emulator::{Emulator, Options};
use serde_json::{Value, json};
use stand_in::StandIn;

/// An emulator with a stand-in for the bot, and a browser that shows the page in English.
async fn demo(size: (u32, u32)) -> (Emulator, StandIn, Browser) {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let bot = StandIn::start(&emulator.url()).await;
    let browser = Browser::open(&emulator.url(), "en", size).await;
    (emulator, bot, browser)
}

/// Picks a person and starts the chat.
async fn start_chat(browser: &Browser, name: &str) {
    browser.click_text("person", name).await;
    browser.click(".current .big").await;
    browser.see_text("theirs", "Welcome.").await;
}

async fn focused_text(browser: &Browser) -> Value {
    browser.run("return document.activeElement.textContent").await
}

#[tokio::test]
async fn a_citizen_picks_a_person_starts_and_presses() {
    let (emulator, _bot, browser) = demo(DESKTOP).await;
    browser.see_text("person", "Anna").await;
    browser.screenshot("first-visit").await;
    browser.click_text("person", "Айгүл").await;
    // The description comes in the language of the person's Telegram.
    browser.see_text("about", "Сыноо үчүн бот: ң ө ү.").await;
    browser.screenshot("empty-chat").await;
    browser.click(".big").await;
    browser.see_text("own", "/start").await;
    let welcome = browser.see_text("theirs", "Welcome.").await;
    assert!(welcome.html(true).await.expect("HTML").contains("<strong>Welcome.</strong>"));

    browser.click_text("key", "Edit").await;
    browser.see_text("toast", "Saved.").await;
    browser.see_text("theirs", "The second screen.").await;
    browser.see(".theirs .edited").await;
    browser.screenshot("toast").await;
    browser.click_text("key", "Alert").await;
    browser.see_text("dialog", "Read this.").await;
    browser.click(".dialog .main").await;
    browser.see_none(".dialog").await;

    browser.click("textarea").await;
    browser.keys("Салам, ң ө ү!").await;
    browser.click(".main-round").await;
    browser.see_text("theirs", "You said: Салам, ң ө ү!").await;
    let person = emulator.messages(people(&emulator)[0]);
    assert!(person.iter().any(|message| message["text"] == "Салам, ң ө ү!"));
    browser.close().await;
}

/// The ids of those whom the first visit creates: they are the first to be in the events.
fn people(emulator: &Emulator) -> Vec<i64> {
    let events = emulator.events_after(0).expect("all events are kept");
    let mut ids: Vec<i64> = events.iter().map(|event| event.chat).filter(|chat| *chat > 0).collect();
    ids.dedup();
    ids
}

#[tokio::test]
async fn the_keyboard_alone_is_enough() {
    let (_emulator, _bot, browser) = demo(DESKTOP).await;
    browser.see_text("person", "Айгүл").await;
    // The language of the page comes first, then the people.
    browser.keys(key::TAB).await;
    browser.see("#page-language:focus").await;
    browser.keys(key::TAB).await;
    browser.see(".person:focus").await;
    browser.keys(key::ENTER).await;
    browser.see(".big:focus").await;
    browser.keys(key::ENTER).await;
    browser.see_text("theirs", "Welcome.").await;
    browser.see("textarea:focus").await;

    browser.keys(key::UP).await;
    browser.see(".key:focus").await;
    assert_eq!(focused_text(&browser).await, "Edit");
    browser.keys(key::ENTER).await;
    browser.see_text("theirs", "The second screen.").await;
    // The button is gone; the focus is on the one in its place.
    browser.see(".key:focus").await;
    assert_eq!(focused_text(&browser).await, "Alert");
    browser.keys(key::ENTER).await;
    browser.see(".dialog .main:focus").await;
    browser.keys(key::ESCAPE).await;
    browser.see(".key:focus").await;
    browser.keys(key::ESCAPE).await;
    browser.see("textarea:focus").await;

    browser.keys("/").await;
    browser.see(".commands [aria-selected=true]").await;
    browser.screenshot("commands").await;
    browser.keys(key::DOWN).await;
    browser.keys(key::DOWN).await;
    browser.keys(key::ENTER).await;
    browser.see_text("theirs", "You said: /help").await;
    browser.keys("by keyboard").await;
    browser.keys(key::ENTER).await;
    browser.see_text("theirs", "You said: by keyboard").await;
    browser.close().await;
}

#[tokio::test]
async fn messages_show_all_that_telegram_can() {
    let (_emulator, _bot, browser) = demo(DESKTOP).await;
    start_chat(&browser, "Anna").await;
    browser.keys("/show").await;
    browser.keys(key::ENTER).await;
    for tag in ["strong", "em", "u", "s", "code", "pre", "blockquote", "a[rel~=noopener]", "em strong"] {
        browser.see(&format!(".theirs .text {tag}")).await;
    }
    browser.click(".fold").await;
    browser.see(".fold[aria-expanded=true]").await;
    browser.click(".spoiler").await;
    browser.see(".spoiler.shown").await;
    browser.screenshot("entities").await;
    browser.click("pre").await;
    browser.see_text("toast", "Copied").await;

    browser.click(".composer [aria-label=Attach]").await;
    browser.click_text("menu", "Photo").await;
    browser.see(".own .picture img").await;
    browser.see_text("theirs", "That is not a text.").await;
    browser.screenshot("photo").await;
    browser.close().await;
}
