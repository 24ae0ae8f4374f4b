//! A visitor's way through the demo: what the lobby says, what is there to see, and that it can be used with a finger, by
//! keyboard, with a keyboard on the screen, and by people who hear the page or see little.

use pledge_bot::domain::{Lang, Region};
use pledge_bot::texts::{Say, Texts};
use serde_json::json;

use crate::chromium::{Browser, DESKTOP, SMALL_PHONE, USUAL_PHONE, key};
use crate::demo::Running;

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Reads the pledge and becomes a supporter, by touch alone. Each screen is there before the next touch: the same button
/// may stand elsewhere on the one before.
async fn signs_by_touch(browser: &Browser, say: &Say<'_>) {
    for (label, next) in [
        (say.language_name(), say.home_text()),
        (say.button_pledge(), say.pledge_summary()),
        (say.button_home(), say.home_text()),
        (say.button_sign_up(), say.sign_up_heading(&say.button_sign_up())),
        (say.button_support_it(), say.sign_up_thanks()),
    ] {
        browser.touch_key(&label).await;
        browser.see_text("theirs", &first_line(&next.plain())).await;
    }
    // More than ten support the pledge in the demo, so the number is told.
    browser.see_text("theirs", &say.sign_up_count(10).plain()).await;
    for (label, next) in [
        (say.button_region(), say.sign_up_heading(&say.button_region())),
        (say.region_name(Region::Naryn), say.sign_up_already()),
    ] {
        browser.touch_key(&label).await;
        browser.see_text("theirs", &first_line(&next.plain())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_touch_phone_a_visitor_sees_whom_to_be_what_to_try_and_signs() {
    for (size, lang, person) in [(USUAL_PHONE, Lang::Ky, 1001), (SMALL_PHONE, Lang::Ru, 1002)] {
        let demo = Running::furnished().await;
        let browser = Browser::open(&demo.address, lang.code(), size).await;
        let texts = Texts::builtin();
        let say = texts.say(lang);
        for words in
            [say.demo_reader_try(), say.demo_reminded_try(), say.demo_curious_try(), say.demo_staff_who()]
        {
            browser.see_text("person", &words).await;
        }
        assert_eq!(browser.sticking_out().await, json!([]), "lobby");
        browser.screenshot(&format!("tour-lobby-{}", size.0)).await;
        browser.touch(&format!("[data-person='{person}']")).await;
        browser.touch(".current .big").await;
        signs_by_touch(&browser, &say).await;
        assert_eq!(browser.sticking_out().await, json!([]), "chat");
        let log =
            browser.run("return document.querySelector('.current .log').clientHeight / innerHeight").await;
        // The smallest phone has 568 pixels.
        let least = if size == SMALL_PHONE { 0.68 } else { 0.78 };
        assert!(log.as_f64() > Some(least), "the frame takes much of the phone: {log} is left");
        browser.screenshot(&format!("tour-signed-{}", size.0)).await;
        browser.close().await;
        demo.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_keyboard_of_the_phone_open_the_chat_keeps_the_room() {
    let demo = Running::furnished().await;
    let browser = Browser::open(&demo.address, "en", USUAL_PHONE).await;
    let texts = Texts::builtin();
    let say = texts.say(Lang::En);
    browser.touch("[data-person='1003']").await;
    browser.touch(".current .big").await;
    browser.touch_key(&say.language_name()).await;
    browser.see_text("theirs", &first_line(&say.home_text().plain())).await;
    browser.touch(".current textarea").await;
    // Android makes the page smaller.
    browser.resize((390, 450)).await;
    room_for_chat(&browser, 450.0, "keyboard-resizes").await;
    // Elsewhere the keyboard covers the page, and only the visual viewport tells.
    browser.resize(USUAL_PHONE).await;
    browser
        .run(
            "Object.defineProperty(visualViewport, 'height', { value: 460, configurable: true });
             visualViewport.dispatchEvent(new Event('resize'));",
        )
        .await;
    room_for_chat(&browser, 460.0, "keyboard-covers").await;
    browser.keys("One").await;
    browser.keys(key::ENTER).await;
    browser.keys("two").await;
    browser.touch(".current .main-round").await;
    browser.see_text("own", "One").await;
    browser.run("delete visualViewport.height; visualViewport.dispatchEvent(new Event('resize'));").await;
    assert_eq!(browser.run("return document.body.clientHeight").await, USUAL_PHONE.1, "all of it is back");
    browser.close().await;
    demo.stop().await;
}

/// The line to write in stands above the keyboard, and the messages have most of what is left.
async fn room_for_chat(browser: &Browser, height: f64, picture: &str) {
    let place = browser
        .run(
            "const box = (css) => document.querySelector(`.current ${css}`).getBoundingClientRect();
             return [box('.composer').bottom, box('.log').height, box('.log').top];",
        )
        .await;
    let number = |at: usize| place[at].as_f64().expect("a number");
    assert!(number(0) <= height + 1.0, "the line to write in is covered: {place}");
    assert!(number(1) / height > 0.7, "the frame takes much of what is left: {place} of {height}");
    browser.screenshot(picture).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_leads_through_the_demo() {
    let demo = Running::furnished().await;
    let browser = Browser::open(&demo.address, "en", DESKTOP).await;
    let texts = Texts::builtin();
    let say = texts.say(Lang::En);
    browser.see("[data-person='1003']").await;
    for _ in 0..4 {
        browser.keys(key::TAB).await;
    }
    browser.see("[data-person='1003']:focus").await;
    browser.keys(key::ENTER).await;
    browser.see(".big:focus").await;
    browser.keys(key::ENTER).await;
    browser.see(".current textarea:focus").await;
    press(&browser, &say.language_name()).await;
    browser.see_text("theirs", &first_line(&say.home_text().plain())).await;
    press(&browser, &say.button_calls()).await;
    browser.see_text("theirs", &first_line(&say.calls_intro().plain())).await;
    press(&browser, &say.call_title(&texts.pledge.calls[0].id)).await;
    browser.see_text("theirs", &say.demo_note()).await;
    browser.screenshot("tour-call").await;
    browser.keys(key::ESCAPE).await;
    browser.see(".current textarea:focus").await;
    browser.keys("/deadline").await;
    browser.keys(key::ENTER).await;
    browser.see_text("theirs", &say.demo_deadline()).await;
    browser.close().await;
    demo.stop().await;
}

/// Goes to the newest buttons by the arrow keys, and presses the one with this label.
async fn press(browser: &Browser, label: &str) {
    browser.see_text("key", label).await;
    if browser.run("return document.activeElement.tagName").await == "TEXTAREA" {
        browser.keys(key::UP).await;
    }
    for _ in 0..12 {
        browser.keys(key::UP).await;
    }
    for _ in 0..12 {
        if browser.run("return document.activeElement.textContent.trim()").await == label.trim() {
            return browser.keys(key::ENTER).await;
        }
        browser.keys(key::DOWN).await;
    }
    panic!("{label:?} can't be reached by the arrow keys");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_hear_the_page_or_see_little_find_no_hurdle() {
    let demo = Running::furnished().await;
    let texts = Texts::builtin();
    let say = texts.say(Lang::Ru);
    let browser = Browser::open(&demo.address, "ru", DESKTOP).await;
    let mut faults = Vec::new();
    let mut look = async |what: &str| {
        for dark in [false, true] {
            browser.dark(dark).await;
            let found = browser.accessibility_faults().await;
            faults.extend(found.into_iter().map(|fault| format!("{what}, dark {dark}: {fault}")));
        }
    };
    browser.see("[data-person='1002']").await;
    look("lobby").await;
    browser.click("[data-person='1002']").await;
    browser.see(".big").await;
    look("empty chat").await;
    browser.click(".big").await;
    browser.tap(&say.language_name()).await;
    browser.tap(&say.button_deadline()).await;
    browser.tap(&say.button_timeline()).await;
    browser.see(".picture").await;
    look("chat").await;
    browser.run("document.querySelector('.theirs .act').click()").await;
    browser.see(".menu").await;
    look("menu of a message").await;
    browser.keys(key::ESCAPE).await;
    browser.click("textarea").await;
    browser.keys("/").await;
    browser.see(".commands [aria-selected=true]").await;
    look("commands").await;
    browser.keys(key::ESCAPE).await;
    browser.click(".head button").await;
    browser.click_text("item", &word(&browser, "newGroup").await).await;
    browser.see("#group-title:focus").await;
    look("dialog").await;
    browser.keys("Наша улица").await;
    browser.keys(key::ENTER).await;
    browser.see_text("theirs", &first_line(&say.group_greeting().plain())).await;
    browser.see_text("service", &say.bot_name()).await;
    look("group").await;
    browser.screenshot("tour-group").await;
    assert!(faults.is_empty(), "{faults:#?}");
    browser.close().await;
    demo.stop().await;
}

async fn word(browser: &Browser, id: &str) -> String {
    let word = browser.run(&format!("return (await import('/page/words.js')).t({id:?})")).await;
    word.as_str().expect("a word").to_owned()
}

/// Every screen that a visitor comes to first, for people to look at.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_the_demo() {
    for (lang, person) in [(Lang::Ky, 1001), (Lang::Ru, 1002), (Lang::En, 1003)] {
        let demo = Running::furnished().await;
        let texts = Texts::builtin();
        let say = texts.say(lang);
        let browser = Browser::open(&demo.address, lang.code(), USUAL_PHONE).await;
        let both = async |name: &str| {
            for (size, device) in [(USUAL_PHONE, "phone"), (DESKTOP, "desktop")] {
                browser.resize(size).await;
                for (dark, scheme) in [(false, "light"), (true, "dark")] {
                    browser.dark(dark).await;
                    browser.screenshot(&format!("demo-{name}-{}-{device}-{scheme}", lang.code())).await;
                }
            }
            browser.dark(false).await;
            browser.resize(USUAL_PHONE).await;
        };
        browser.see("[data-person='1004']").await;
        both("lobby").await;
        browser.click(&format!("[data-person='{person}']")).await;
        browser.see(".big").await;
        both("empty").await;
        browser.click(".big").await;
        browser.tap(&say.language_name()).await;
        browser.see_text("theirs", &first_line(&say.home_text().plain())).await;
        both("home").await;
        browser.tap(&say.button_deadline()).await;
        browser.tap(&say.button_timeline()).await;
        browser.see_text("theirs", &say.timeline_caption().plain()).await;
        both("timeline").await;
        browser.close().await;
        demo.stop().await;
    }
}

/// The pictures of the README: three phones side by side. docs/pictures/make puts them in their place.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_the_readme() {
    for (lang, citizen) in [(Lang::Ky, "Айгүл"), (Lang::Ru, "Сергей"), (Lang::En, "Anna")] {
        let demo = Running::furnished().await;
        let texts = Texts::builtin();
        let say = texts.say(lang);
        let browser = Browser::open(&demo.address, lang.code(), DESKTOP).await;
        let open = async |name: &str| {
            browser.click_text("person", name).await;
            browser.click(".current .big").await;
            browser.tap(&say.language_name()).await;
        };
        open(citizen).await;
        browser.tap(&say.button_pledge()).await;
        browser.see_text("theirs", &first_line(&say.pledge_summary().plain())).await;
        browser.click("#add-person").await;
        let other = if lang == Lang::Ru { "Anna" } else { "Сергей" };
        open(other).await;
        browser.tap(&say.button_deadline()).await;
        browser.tap(&say.button_timeline()).await;
        browser.see_text("theirs", &say.timeline_caption().plain()).await;
        browser.click("#add-person").await;
        open("Гүлнара").await;
        browser.click(".current textarea").await;
        browser.keys("/campaigns").await;
        browser.keys(key::ENTER).await;
        browser.click_text("key", &say.campaign_button_campaign(1)).await;
        browser.see_text("current", &say.campaign_button_campaigns()).await;
        browser.screenshot(&format!("readme-{}", lang.code())).await;
        browser.close().await;
        demo.stop().await;
    }
}
