//! Where the page used to be kinder than Telegram, or less than it: labels, pictures, line breaks, older messages.

use std::collections::BTreeMap;

use pledge_bot::emulator::NewMessage;
use pledge_bot::texts::{ButtonLabel, button_labels};
use serde_json::{Value, json};

use crate::chromium::{Browser, DESKTOP, SMALL_PHONE, USUAL_PHONE, key};
use crate::page::{demo, start_chat};

#[tokio::test]
async fn on_a_phone_enter_breaks_the_line_and_the_button_sends() {
    let (emulator, _bot, browser) = demo(USUAL_PHONE).await;
    start_chat(&browser, "Anna").await;
    browser.keys("one").await;
    let low = browser.run("return document.activeElement.offsetHeight").await;
    for line in ["two", "three", "four", "five", "six", "seven", "eight"] {
        browser.keys(key::ENTER).await;
        browser.keys(line).await;
    }
    let text = browser.see("textarea:focus").await.prop("value").await.expect("a value");
    assert_eq!(text.as_deref(), Some("one\ntwo\nthree\nfour\nfive\nsix\nseven\neight"));
    let grown = browser.run("return [document.activeElement.offsetHeight, document.activeElement.scrollHeight - document.activeElement.clientHeight]").await;
    assert!(grown[0].as_i64() > low.as_i64().map(|low| low * 4), "{low} → {grown}");
    assert_eq!(grown[1], 0, "all eight lines are in sight");
    let wide = browser.run("return document.activeElement.offsetWidth").await;
    assert!(wide.as_i64() > Some(240), "the field is {wide} pixels wide");
    browser.screenshot("lines-on-a-phone").await;
    browser.touch(".current .main-round").await;
    browser.see_text("theirs", "eight").await;
    let sent = emulator.messages(1003);
    assert!(
        sent.iter().any(|message| message["text"].as_str().is_some_and(|text| text.starts_with("one\ntwo")))
    );
    browser.close().await;
}

#[tokio::test]
async fn a_picture_is_seen_whole_and_a_photo_looks_like_one() {
    for size in [USUAL_PHONE, DESKTOP] {
        let (_emulator, _bot, browser) = demo(size).await;
        start_chat(&browser, "Anna").await;
        browser.click(".composer [aria-label=Attach]").await;
        browser.click_text("item", "Photo").await;
        browser.see(".own .picture img[width='640']").await;
        browser.see_text("theirs", "That is not a text.").await;
        let shown = browser
            .run(
                "const img = document.querySelector('.own .picture img');
                 await img.decode();
                 return [img.clientWidth / img.clientHeight, img.naturalWidth / img.naturalHeight, img.clientWidth];",
            )
            .await;
        let number = |at: usize| shown[at].as_f64().expect("a number");
        assert!((number(0) - number(1)).abs() < 0.02, "cut off: {shown}");
        assert!(number(2) > 200.0, "too small to be a photo: {shown}");
        browser.screenshot(&format!("photo-{}", size.0)).await;
        browser.close().await;
    }
}

#[tokio::test]
async fn older_messages_come_on_request_and_what_is_read_stays_in_place() {
    let (emulator, _bot, browser) = demo(DESKTOP).await;
    browser.see_text("person", "Anna").await;
    for number in 1..=70 {
        emulator.send(1003, &NewMessage::text(&format!("note {number}"))).expect("it is sent");
    }
    emulator.drained().await;
    browser.click_text("person", "Anna").await;
    browser.see_text("theirs", "You said: note 70").await;
    assert_eq!(count(&browser, ".message").await, 50);
    browser.run("document.querySelector('.log').scrollTop = 0").await;
    let top = "return document.querySelector(`[data-id='${window.kept}']`).getBoundingClientRect().top";
    browser.run("window.kept = document.querySelector('.message').dataset.id").await;
    let before = browser.run(top).await;
    browser.click_text("older", "Earlier messages").await;
    browser.see(".message:nth-of-type(51)").await;
    assert_eq!(count(&browser, ".message").await, 100);
    let after = browser.run(top).await;
    let moved = after.as_f64().expect("a place") - before.as_f64().expect("a place");
    assert!(moved.abs() < 2.0, "it moved by {moved}");
    browser.click(".older").await;
    browser.see_none(".older").await;
    browser.see_text("own", "note 1").await;
    browser.close().await;
}

async fn count(browser: &Browser, css: &str) -> Value {
    browser.run(&format!("return document.querySelectorAll({css:?}).length")).await
}

#[tokio::test]
async fn a_third_phone_leaves_the_others_at_their_end() {
    let (_emulator, _bot, browser) = demo(DESKTOP).await;
    for (nth, name) in ["Айгүл", "Сергей", "Anna", "Гүлнара"].into_iter().enumerate() {
        if nth > 0 {
            browser.click("#add-person").await;
        }
        start_chat(&browser, name).await;
        browser.keys("/show").await;
        browser.keys(key::ENTER).await;
        browser.see_text("current", "Узунсөз").await;
    }
    let above = browser
        .run(
            "return [...document.querySelectorAll('.log')].map((log) =>
               Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));",
        )
        .await;
    assert_eq!(above, json!([0, 0, 0, 0]), "pixels above the end");
    assert_eq!(browser.run("return document.querySelector('main').scrollWidth <= innerWidth").await, true);
    browser.screenshot("four-phones").await;
    browser.close().await;
}

#[tokio::test]
async fn a_message_can_be_told_from_others_by_its_menu_and_the_bot_has_its_name() {
    let (emulator, _bot, browser) = demo(DESKTOP).await;
    start_chat(&browser, "Айгүл").await;
    let name = browser.see(".theirs .act").await.attr("aria-label").await.expect("an attribute");
    assert_eq!(name.as_deref(), Some("More: Welcome. This is the first screen."));
    let heard = browser.run("return document.querySelector('.theirs .sr').textContent").await;
    assert_eq!(heard, "Сыноо боту: ", "the name in the language of the person");
    drop(emulator);
}

/// Measures labels on the page's own buttons, in a message as wide as a phone shows it.
const MEASURE: &str = "
    const { renderMessage } = await import('/page/message.js');
    document.body.style.fontFamily = 'Noto Sans';
    const log = document.querySelector('.log');
    const rows = LABELS.map((text) => [{ text, callback_data: 'x' }]);
    const counts = [1, 2, 3, 4, 5].map((count) => Array(count).fill({ text: 'x', callback_data: 'x' }));
    const message = { message_id: 9999, from: { id: 2 }, date: 0, text: 'x', reply_markup: { inline_keyboard: [...rows, ...counts] } };
    log.append(renderMessage(message, { me: 1, private: true, actions: {} }));
    await document.fonts.ready;
    const labels = [...log.querySelectorAll('[data-id=\"9999\"] .label')];
    const widths = labels.slice(0, LABELS.length).map((label) => {
      label.style.position = 'absolute';
      label.style.overflow = 'visible';
      return label.getBoundingClientRect().width;
    });
    const keys = [...log.querySelectorAll('[data-id=\"9999\"] .row')].slice(LABELS.length).map((row) => {
      const key = row.querySelector('.key');
      const style = getComputedStyle(key);
      return key.getBoundingClientRect().width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    });
    const row = log.querySelector('[data-id=\"9999\"] .row').offsetHeight;
    return { widths, keys, row };";

#[tokio::test]
async fn labels_are_as_wide_on_the_page_as_the_check_takes_them_to_be() {
    let (_emulator, _bot, browser) = demo(USUAL_PHONE).await;
    start_chat(&browser, "Anna").await;
    let labels: BTreeMap<String, ButtonLabel> =
        button_labels().into_iter().map(|label| (label.text.clone(), label)).collect();
    let texts: Vec<&String> = labels.keys().collect();
    let measured = browser.run(&MEASURE.replace("LABELS", &json!(texts).to_string())).await;
    for (in_row, room) in (1u8..).zip(measured["keys"].as_array().expect("five rows")) {
        let room = room.as_f64().expect("a width");
        assert!((room - f64::from(ButtonLabel::room(in_row))).abs() < 0.6, "{in_row} in a row: {room}");
    }
    let widths = measured["widths"].as_array().expect("a width each");
    assert_eq!(widths.len(), labels.len());
    let off: Vec<String> = labels
        .values()
        .zip(widths)
        .filter_map(|(label, page)| {
            let (page, check) = (page.as_f64()?, f64::from(label.width));
            let has_sign = label.text.chars().any(|c| "✓№".contains(c));
            // A sign comes from another font, and pairs of letters stand closer on the page.
            let allowed = if has_sign { 10.0 } else { 1.0 + check / 60.0 };
            ((page - check).abs() > allowed).then(|| format!("{:?}: page {page}, check {check}", label.text))
        })
        .collect();
    assert!(off.is_empty(), "{off:#?}");
    browser.close().await;
}

#[tokio::test]
async fn a_long_label_stays_on_one_line_and_is_cut() {
    let (_emulator, _bot, browser) = demo(SMALL_PHONE).await;
    start_chat(&browser, "Anna").await;
    let labels = json!(["Кайсы билдирүүлөрдү алам, качан жана кантип"]).to_string();
    let height = browser.run(&MEASURE.replace("LABELS", &labels)).await["row"].clone();
    assert!(height.as_i64() <= Some(48), "{height} pixels high");
    browser.close().await;
}

#[tokio::test]
async fn groups_and_forums_are_chats_beside_the_private_one() {
    let (emulator, _bot, browser) = demo(DESKTOP).await;
    start_chat(&browser, "Anna").await;
    browser.click(".current .head button").await;
    browser.click_text("item", "New group").await;
    browser.see("#group-title:focus").await;
    browser.keys("Our street").await;
    browser.click("#group-forum").await;
    browser.keys(key::ENTER).await;
    browser.see_text("name", "Our street").await;
    browser.see_text("topics", "General").await;
    browser.click(".current .head button").await;
    browser.click_text("item", "New topic").await;
    browser.see("#topic-name:focus").await;
    browser.keys("News").await;
    browser.keys(key::ENTER).await;
    browser.see_text("topics", "# News").await;
    browser.run("[...document.querySelectorAll('.topics button')].pop().click()").await;
    browser.see(".topics button:last-child[aria-current]").await;
    browser.see(".current textarea:focus").await;
    browser.keys("/start@pledge_emulated_bot").await;
    browser.keys(key::ENTER).await;
    browser.see_text("own", "/start@").await;
    browser.run("document.querySelector('.topics button').click()").await;
    browser.see_none(".current .own .command").await;
    browser.screenshot("forum").await;
    let group =
        emulator.events_after(0).expect("kept").iter().map(|event| event.chat).min().expect("a group");
    let messages = emulator.messages(group);
    assert!(
        messages.iter().any(|one| one["is_topic_message"] == true && one["text"].is_string()),
        "{messages:?}"
    );
    browser.close().await;
}
