//! Staff at work on a phone, and the pictures of their guide.

use jiff::ToSpan;
use pledge_bot::domain::{Lang, time::home_zone};
use pledge_bot::texts::{Say, Texts};

use crate::chromium::{Browser, USUAL_PHONE, key};
use crate::demo::Running;

/// Opens the phone of a member of staff, in their language.
pub async fn opens_phone(demo: &Running, say: &Say<'_>, lang: Lang) -> Browser {
    let browser = Browser::open(&demo.address, lang.code(), USUAL_PHONE).await;
    browser.click("[data-person='1004']").await;
    browser.click(".current .big").await;
    browser.tap(&say.language_name()).await;
    browser.see_text("theirs", &first_line(&say.home_text().plain())).await;
    browser
}

/// Writes a message, line by line: on a phone Enter begins a new line.
pub async fn writes(browser: &Browser, text: &str) {
    browser.click(".current textarea").await;
    browser.keys(&text.replace('\n', key::ENTER)).await;
    browser.click(".current .main-round").await;
}

pub fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// A text as it stands on the page as one piece: its longest part without a quotation mark.
pub fn piece(text: &str) -> String {
    let parts = text.lines().flat_map(|line| line.split('"'));
    parts.max_by_key(|part| part.len()).unwrap_or_default().trim().to_owned()
}

/// A day so many days from now, as staff write it.
pub fn in_days(days: i32) -> String {
    let today = pledge_bot::clock::Clock::System.now().to_zoned_datetime(home_zone()).date();
    today.checked_add(days.days()).expect("a date").strftime("%d.%m.%Y").to_string()
}

/// The pictures of docs/staff.*.md. docs/pictures/make puts them in their place.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_the_guide_for_staff() {
    for lang in Lang::ALL {
        let demo = Running::furnished().await;
        let texts = Texts::builtin();
        let say = texts.say(lang);
        let browser = opens_phone(&demo, &say, lang).await;
        let picture = async |name: &str| browser.screenshot(&format!("guide-{}-{name}", lang.code())).await;

        writes(&browser, "/deadlines").await;
        browser.tap(&say.button_deadline_new()).await;
        browser.see_text("theirs", &piece(&say.staff_deadline_date().plain())).await;
        picture("deadline").await;

        writes(&browser, "/record").await;
        browser.tap(&say.call_title(&texts.pledge.calls[0].id)).await;
        browser.see_text("theirs", &piece(&say.staff_status_result().plain())).await;
        picture("status").await;

        writes(&browser, "/campaigns").await;
        browser.click_text("key", "№1").await;
        browser.tap(&say.campaign_button_correct()).await;
        browser.tap(&say.campaign_button_has(&say.language_name())).await;
        browser.see_text("theirs", &piece(&say.campaign_says_now().plain())).await;
        picture("correct").await;
        writes(&browser, "/cancel").await;
        browser.tap(&say.campaign_button_discard_yes()).await;

        writes(&browser, "/broadcast").await;
        browser.see_text("theirs", &piece(&say.campaign_title().plain())).await;
        writes(&browser, &say.demo_broadcast()).await;
        let missing = lang.then_others().nth(1).expect("another language");
        browser.tap(&say.campaign_button_lacks(&texts.say(missing).language_name())).await;
        writes(&browser, &texts.say(missing).demo_broadcast()).await;
        browser.see_text("key", &say.campaign_button_has(&texts.say(missing).language_name())).await;
        picture("send").await;
        browser.tap(&say.campaign_button_time()).await;
        writes(&browser, &format!("{} 10:00", in_days(20))).await;
        browser.tap(&say.campaign_button_confirm()).await;
        browser.see_text("theirs", &piece(&say.campaign_confirm_title().plain())).await;
        picture("plan").await;
        browser.close().await;
        demo.stop().await;
    }
}
