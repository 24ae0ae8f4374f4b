//! The demo as a citizen uses it: the real bot in a headless Chromium, at the width of a phone and side by side.

use std::path::PathBuf;

use pledge_bot::demo::{Contents, Demo};
use pledge_bot::domain::{Lang, Region, SupporterKind};
use pledge_bot::texts::Texts;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::chromium::{Browser, PHONE};

/// A demo that runs until the test ends.
pub struct Running {
    pub address: String,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Running {
    /// A demo without anything made up.
    async fn start() -> Running {
        Running::with(Contents::Empty).await
    }

    /// A demo in which everything is there that is made up for it.
    pub async fn furnished() -> Running {
        Running::with(Contents::MadeUp).await
    }

    async fn with(contents: Contents) -> Running {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let listen = "127.0.0.1:0".parse().expect("an address");
        let demo = Demo::start(listen, PathBuf::from(folder.path()), None, contents).await;
        let demo = demo.expect("the demo starts");
        let (stop, stopped) = watch::channel(false);
        let (address, mut furnished) = (demo.address(), demo.furnished());
        let task = tokio::spawn(async move { demo.run(stopped).await.expect("the demo runs") });
        furnished.wait_for(|there| *there).await.expect("the demo runs");
        Running { address, stop, task, _folder: folder }
    }

    pub async fn stop(self) {
        self.stop.send(true).expect("the demo listens");
        self.task.await.expect("the demo ends");
    }
}

async fn types(browser: &Browser, text: &str) {
    browser.click(".current textarea").await;
    browser.keys(text).await;
    browser.click(".current .main-round").await;
}

/// A citizen's way from the first visit to the thanks, on a phone.
async fn signs(lang: Lang, person: &str) {
    let demo = Running::start().await;
    let browser = Browser::open(&demo.address, lang.code(), PHONE).await;
    let content = Texts::builtin();
    let say = content.say(lang);
    let screenshot = async |name: &str| browser.screenshot(&format!("bot-{name}-{}", lang.code())).await;
    let title = |text: String| text.lines().next().unwrap_or_default().to_owned();

    browser.click_text("person", person).await;
    browser.click(".current .big").await;
    browser.tap(&say.language_name()).await;
    browser.see_text("theirs", &title(say.home_text().plain())).await;
    screenshot("home").await;
    browser.tap(&say.button_pledge()).await;
    browser.see_text("theirs", &title(say.pledge_summary().plain())).await;
    screenshot("pledge").await;
    browser.tap(&say.button_home()).await;
    browser.tap(&say.button_deadline()).await;
    screenshot("deadline").await;
    browser.tap(&say.button_home()).await;
    browser.tap(&say.button_sign_up()).await;
    browser.see_text("theirs", &title(say.sign_up_heading(&say.button_sign_up()).plain())).await;
    screenshot("consent").await;
    browser.tap(&say.button_support_it()).await;
    browser.see_text("theirs", &title(say.sign_up_thanks().plain())).await;
    screenshot("thanks").await;
    browser.tap(&say.button_region()).await;
    screenshot("region").await;
    browser.tap(&say.region_name(Region::Naryn)).await;
    browser.tap(&say.button_name(SupporterKind::Person)).await;
    browser.tap(&say.button_publish_no()).await;
    browser.see_text("theirs", &say.sign_up_name(SupporterKind::Person).plain()).await;
    screenshot("name").await;
    types(&browser, "Айгүл <3").await;
    browser.see_text("theirs", &title(say.sign_up_already().plain())).await;
    browser.see_text("theirs", &say.sign_up_line_name_kept().plain()).await;
    screenshot("card").await;
    types(&browser, "/mydata").await;
    browser.see_text("theirs", &title(say.my_data_text().plain())).await;
    screenshot("mydata").await;
    browser.tap(&say.button_file()).await;
    browser.see_text("theirs", "mydata.json").await;
    screenshot("file").await;
    browser.tap(&say.button_erase()).await;
    browser.see_text("theirs", &title(say.my_data_erase().plain())).await;
    screenshot("erase").await;
    browser.tap(&say.button_erase_messages()).await;
    browser.see_text("theirs", &title(say.my_data_erased(&say.my_data_text()).plain())).await;
    browser.see_none(".current .own").await;
    screenshot("receipt").await;
    assert_eq!(browser.sticking_out().await, serde_json::json!([]), "something is wider than the phone");
    browser.close().await;
    demo.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citizen_signs_in_kyrgyz_on_a_phone() {
    signs(Lang::Ky, "Айгүл").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citizen_signs_in_russian_on_a_phone() {
    signs(Lang::Ru, "Сергей").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citizen_signs_in_english_on_a_phone() {
    signs(Lang::En, "Anna").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_set_a_deadline_and_a_citizen_sees_it() {
    let demo = Running::start().await;
    let browser = Browser::open(&demo.address, "ky", PHONE).await;
    browser.click_text("person", "Гүлнара").await;
    browser.click(".current .big").await;
    browser.tap("Кыргызча").await;
    types(&browser, "/deadlines").await;
    let content = Texts::builtin();
    let say = content.say(Lang::Ky);
    browser.see_text("theirs", &say.staff_deadline_title().plain()).await;
    browser.screenshot("bot-deadlines-ky").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timeline_is_seen_on_a_phone_in_every_language() {
    for (lang, person) in [(Lang::Ky, "Айгүл"), (Lang::Ru, "Сергей"), (Lang::En, "Anna")] {
        let demo = Running::start().await;
        let browser = Browser::open(&demo.address, lang.code(), PHONE).await;
        let content = Texts::builtin();
        let say = content.say(lang);
        browser.click_text("person", person).await;
        browser.click(".current .big").await;
        browser.tap(&say.language_name()).await;
        browser.tap(&say.button_deadline()).await;
        browser.tap(&say.button_timeline()).await;
        browser.see_text("theirs", &say.timeline_caption().plain()).await;
        let whole = browser
            .run(
                "const img = document.querySelector('.theirs .picture img');
                 await img.decode();
                 const log = document.querySelector('.current .log');
                 return Math.abs(img.clientWidth / img.clientHeight - img.naturalWidth / img.naturalHeight) < 0.02
                   && img.clientHeight <= log.clientHeight;",
            )
            .await;
        assert_eq!(whole, true, "the picture is cut off");
        browser.screenshot(&format!("bot-timeline-{}", lang.code())).await;
        demo.stop().await;
    }
}
