//! The web page of the demo, seen through a headless Chromium: what a citizen sees, presses and types.

use pledge_bot::emulator::{Emulator, Options};
use serde_json::{Value, json};

use crate::chromium::{Browser, DESKTOP, PHONE, key};
use crate::scripted_bot::ScriptedBot;

/// An emulator with a stand-in for the bot, and a browser that shows the page in English.
pub async fn demo(size: (u32, u32)) -> (Emulator, ScriptedBot, Browser) {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let bot = ScriptedBot::start(&emulator.url()).await;
    let browser = Browser::open(&emulator.url(), "en", size).await;
    (emulator, bot, browser)
}

/// Picks a person and starts the chat.
pub async fn start_chat(browser: &Browser, name: &str) {
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

    browser.tap("Edit").await;
    browser.see_text("toast", "Saved.").await;
    browser.see_text("theirs", "The second screen.").await;
    // Telegram shows no mark on a page that a bot has edited.
    browser.see_none(".theirs .edited").await;
    browser.screenshot("toast").await;
    browser.tap("Alert").await;
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

/// The IDs of the people that the first visit creates; they come first in the events.
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
    // The button is gone, and the one in its place has the focus.
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
    // The keyboard folds it up again, and a tap on the quote unfolds it.
    browser.keys(key::ENTER).await;
    browser.see(".fold[aria-expanded=false]").await;
    browser.click(".folded").await;
    browser.see(".fold[aria-expanded=true]").await;
    browser.click(".spoiler").await;
    browser.see(".spoiler.shown").await;
    browser.screenshot("entities").await;
    browser.click("pre").await;
    browser.see_text("toast", "Copied").await;

    browser.close().await;
}

#[tokio::test]
async fn a_citizen_sends_more_than_text() {
    let (_emulator, _bot, browser) = demo(DESKTOP).await;
    start_chat(&browser, "Anna").await;
    for (item, shown) in [
        ("Photo", ".own .picture img[width]:not(.broken)"),
        ("Voice message", ".own a.card[download]"),
        ("Sticker", ".own :is(.sticker, .emoji-sticker)"),
        ("Location", ".own div.card"),
        ("Contact", ".own + .theirs + .own ~ .own div.card"),
    ] {
        browser.click(".composer [aria-label=Attach]").await;
        browser.click_text("item", item).await;
        browser.see(shown).await;
    }
    browser.see_text("theirs", "That is not a text.").await;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/clippy.toml");
    browser.see("input[type=file]").await.send_keys(file).await.expect("a file can be chosen");
    let card = browser.see(".own a.card[download='clippy.toml']").await;
    let href = card.prop("href").await.expect("a property").expect("a link");
    let content = reqwest::get(href).await.expect("the file").text().await.expect("its text");
    assert_eq!(content, include_str!("../../clippy.toml"));
    browser.screenshot("attachments").await;

    browser.click(".composer [aria-label=Emoji]").await;
    browser.click(".menu.grid .item").await;
    browser.see("textarea:focus").await;
    browser.keys(key::ENTER).await;
    browser.see(".own.jumbo").await;
    browser.close().await;
}

#[tokio::test]
async fn buttons_do_what_they_say() {
    let (_emulator, _bot, browser) = demo(DESKTOP).await;
    start_chat(&browser, "Anna").await;
    browser.tap("Copy").await;
    browser.see_text("toast", "Copied").await;
    browser.tap("Share").await;
    let shared = browser.see(".dialog textarea").await.prop("value").await.expect("a value");
    assert_eq!(shared.as_deref(), Some("Join us\nhttps://t.me/bot"));
    browser.screenshot("share").await;
    browser.keys(key::ESCAPE).await;
    browser.see_none(".dialog").await;
    browser.tap("Go deeper").await;
    browser.see_text("theirs", "You said: /start calls").await;
    browser.tap("Delete").await;
    browser.see_none(".key").await;
    browser.close().await;
}

#[tokio::test]
async fn a_citizen_replies_and_corrects() {
    let (emulator, _bot, browser) = demo(DESKTOP).await;
    start_chat(&browser, "Anna").await;
    browser.click(".theirs .act").await;
    browser.click_text("item", "Reply").await;
    browser.see_text("context", "Welcome.").await;
    browser.keys("a reply").await;
    browser.keys(key::ENTER).await;
    browser.see(".own .quote").await;
    browser.see_text("theirs", "You said: a reply").await;
    browser.run("[...document.querySelectorAll('.own .act')].pop().click()").await;
    browser.click_text("item", "Edit").await;
    browser.see("textarea:focus").await;
    browser.keys("!").await;
    browser.keys(key::ENTER).await;
    browser.see_text("own", "a reply!").await;
    browser.see(".own .edited").await;
    let events = emulator.events_after(0).expect("all events are kept");
    assert!(events.iter().any(|event| event.kind == "edited_by_person" && event.text() == "a reply!"));
    browser.close().await;
}

#[tokio::test]
async fn blocking_and_unblocking() {
    let (emulator, _bot, browser) = demo(DESKTOP).await;
    start_chat(&browser, "Anna").await;
    let seq = emulator.seq();
    browser.click(".head button").await;
    browser.click_text("item", "Block the bot").await;
    browser.see_text("note", "You have blocked this bot.").await;
    browser.see_none("textarea").await;
    emulator.next_event(seq, |event| event.kind == "blocked").await.expect("the block");
    browser.screenshot("blocked").await;
    browser.click_text("big", "Unblock").await;
    browser.see("textarea").await;
    emulator.next_event(seq, |event| event.kind == "unblocked").await.expect("the unblock");
    browser.close().await;
}

#[tokio::test]
async fn several_people_side_by_side_and_in_a_group() {
    let (_emulator, _bot, browser) = demo(DESKTOP).await;
    start_chat(&browser, "Айгүл").await;
    browser.click("#add-person").await;
    browser.click_text("person", "Сергей").await;
    browser.see(".column + .column.current").await;
    browser.see_none(".dialog").await;

    browser.click(".current .head button").await;
    browser.click_text("item", "New group").await;
    browser.see("#group-title:focus").await;
    browser.keys("Our street").await;
    browser.click_text("check", "Айгүл").await;
    browser.keys(key::ENTER).await;
    browser.see_text("name", "Our street").await;
    browser.see(".current textarea:focus").await;
    browser.keys("/start@pledge_emulated_bot").await;
    browser.keys(key::ENTER).await;
    browser.see(".current .theirs .author").await;
    browser.see_text("tabs", "Our street").await;
    browser.run("document.querySelector('.column:not(.current) .tabs button:last-child').click()").await;
    browser.see(".column:not(.current) .theirs .author").await;
    browser.screenshot("group").await;
    browser.close().await;
}

#[tokio::test]
async fn a_new_person_is_created() {
    let (emulator, _bot, browser) = demo(DESKTOP).await;
    browser.click(".new").await;
    browser.see("#person-name:focus").await;
    browser.keys("Нурзат").await;
    browser.keys(key::ENTER).await;
    browser.see_text("strip", "Нурзат").await;
    browser.click(".big").await;
    browser.see_text("theirs", "Welcome.").await;
    assert_eq!(emulator.events_after(0).expect("all events are kept")[0].kind, "from_person");
    browser.close().await;
}

#[tokio::test]
async fn what_is_typed_is_sent_where_the_list_of_commands_lags_behind() {
    let (_emulator, _bot, browser) = demo(DESKTOP).await;
    start_chat(&browser, "Айгүл").await;
    browser.keys("/s").await;
    browser.see_text("current", "/show").await;
    // Both letters are there, and the list is still the one for two letters.
    browser.run("document.querySelector('.current textarea').value = '/show'").await;
    browser.keys(key::ENTER).await;
    browser.see_text("theirs", "Узунсөз").await;
    browser.close().await;
}

#[tokio::test]
async fn a_phone_shows_one_person_and_never_scrolls_sideways() {
    let (_emulator, _bot, browser) = demo(PHONE).await;
    browser.see(".person").await;
    for language in ["ky", "ru", "en"] {
        choose_language(&browser, language).await;
        assert_eq!(browser.sticking_out().await, json!([]), "first visit, {language}");
    }
    start_chat(&browser, "Айгүл").await;
    browser.keys("/show").await;
    browser.click(".current .main-round").await;
    browser.see_text("theirs", "Узунсөз").await;
    browser.click("#add-person").await;
    browser.click_text("person", "Сергей").await;
    browser.see_text("strip", "Сергей").await;
    for language in ["ky", "ru", "en"] {
        choose_language(&browser, language).await;
        assert_eq!(browser.sticking_out().await, json!([]), "empty chat, {language}");
    }
    browser.click(".switcher button:first-child").await;
    let shown = browser
        .run("return [...document.querySelectorAll('.column')].filter((one) => one.offsetWidth).length");
    assert_eq!(shown.await, 1);
    assert_eq!(browser.sticking_out().await, json!([]), "a chat with long words");
    browser.close().await;
}

async fn choose_language(browser: &Browser, language: &str) {
    browser.see("#page-language").await.select_by_value(language).await.expect("a language of the page");
    browser.see(&format!("html[lang={language}]")).await;
}

#[tokio::test]
async fn the_page_says_when_its_server_is_gone() {
    let (emulator, bot, browser) = demo(DESKTOP).await;
    browser.see(".person").await;
    drop(bot);
    drop(emulator);
    browser.see_text("offline", "does not answer").await;
    browser.screenshot("offline").await;
    // The browser itself reports the failed requests; that is not an error of the page.
    assert!(browser.errors().await.iter().all(|error| error.contains("ERR_CONNECTION")));
    browser.close().await;
}

#[tokio::test]
async fn every_word_of_the_page_is_there_in_each_language() {
    let (_emulator, _bot, browser) = demo(DESKTOP).await;
    let lacking = browser
        .run(
            "const { WORDS } = await import('/page/words.js');
             const names = (text) => (text.match(/\\{\\w+\\}/g) || []).sort().join();
             return Object.entries(WORDS).filter(([, line]) =>
               line.length !== 3 || line.some((text) => !text || names(text) !== names(line[0]))).map(([id]) => id);",
        )
        .await;
    assert_eq!(lacking, json!([]));
    browser.close().await;
}

/// Pictures of the page for people to look at: every language, light and dark, on a phone and on a laptop.
#[tokio::test]
async fn pictures_of_the_page() {
    let (_emulator, _bot, browser) = demo(PHONE).await;
    for (language, name) in [("ky", "Айгүл"), ("ru", "Сергей"), ("en", "Anna")] {
        choose_language(&browser, language).await;
        browser.screenshot(&format!("first-{language}-phone")).await;
        start_chat(&browser, name).await;
        for (size, device) in [(PHONE, "phone"), (DESKTOP, "desktop")] {
            browser.resize(size).await;
            for (dark, scheme) in [(false, "light"), (true, "dark")] {
                browser.dark(dark).await;
                browser.screenshot(&format!("chat-{language}-{device}-{scheme}")).await;
            }
        }
        browser.dark(false).await;
        browser.click(".current .strip button").await;
        browser.resize(PHONE).await;
        browser.see(".lobby").await;
    }
    browser.close().await;
}
