//! The place of an error on the screen of staff: whatever they answer wrongly, they see why without scrolling.

use std::cell::RefCell;
use std::iter::successors;

use pledge_bot::conversation::Wait;
use pledge_bot::domain::{
    CallStatus, DeadlineQuestion, FormKind, Lang, MessageId, StaffQuestion, StatusQuestion,
};
use pledge_bot::texts::{Html, Say, Texts};
use serde_json::json;

use crate::chromium::{Browser, USUAL_PHONE};
use crate::demo::Running;
use crate::staff::{first_line, in_days, opens_phone, piece, writes};

/// An error is this far from the lower end of the screen at most, in pixels.
const IN_SIGHT: f64 = 400.0;
/// The most letters of an error by which it is found.
const FOUND_BY: usize = 20;
/// The fewest.
const SHORTEST: usize = 4;

/// What staff are asked to type.
#[derive(Debug, Clone, PartialEq)]
enum StaffInput {
    /// A whole form.
    Form(FormKind),
    /// The answer to a question of a form.
    Answer(StaffQuestion),
    /// Something that a draft waits for.
    Draft(Wait),
}

/// The phone of a member of staff, and the inputs whose errors were measured on it.
struct Phone<'a> {
    browser: &'a Browser,
    say: Say<'a>,
    measured: RefCell<Vec<StaffInput>>,
}

/// Everything that staff type for the forms. A new question does not compile without its place here.
fn form_inputs() -> Vec<StaffInput> {
    let deadline = successors(Some(DeadlineQuestion::Date), |question| match question {
        DeadlineQuestion::Date => Some(DeadlineQuestion::Time),
        DeadlineQuestion::Time => Some(DeadlineQuestion::Title(Lang::Ky)),
        DeadlineQuestion::Title(Lang::Ky) => Some(DeadlineQuestion::Title(Lang::Ru)),
        DeadlineQuestion::Title(Lang::Ru) => Some(DeadlineQuestion::Title(Lang::En)),
        DeadlineQuestion::Title(Lang::En) => Some(DeadlineQuestion::Leads),
        DeadlineQuestion::Leads => Some(DeadlineQuestion::Zone),
        DeadlineQuestion::Zone => Some(DeadlineQuestion::Topic),
        DeadlineQuestion::Topic => None,
    });
    let status = successors(Some(StatusQuestion::Call), |question| match question {
        StatusQuestion::Call => Some(StatusQuestion::Status),
        StatusQuestion::Status => Some(StatusQuestion::Note(Lang::Ky)),
        StatusQuestion::Note(Lang::Ky) => Some(StatusQuestion::Note(Lang::Ru)),
        StatusQuestion::Note(Lang::Ru) => Some(StatusQuestion::Note(Lang::En)),
        StatusQuestion::Note(Lang::En) => Some(StatusQuestion::Link),
        StatusQuestion::Link => Some(StatusQuestion::Date),
        StatusQuestion::Date => None,
    });
    let answers = deadline.map(StaffQuestion::Deadline).chain(status.map(StaffQuestion::Status));
    FormKind::ALL.into_iter().map(StaffInput::Form).chain(answers.map(StaffInput::Answer)).collect()
}

/// Everything that staff send for a draft whose version is in this language; likewise.
fn draft_inputs(lang: Lang) -> Vec<StaffInput> {
    let waits = successors(Some(Wait::Version(lang)), |wait| match wait {
        Wait::Version(lang) => Some(Wait::More(*lang)),
        Wait::More(lang) => Some(Wait::LinkText(*lang)),
        Wait::LinkText(lang) => Some(address(*lang)),
        Wait::LinkAddress(..) => Some(Wait::Since),
        Wait::Since => Some(Wait::Without),
        Wait::Without => Some(Wait::Time),
        Wait::Time => None,
    });
    waits.map(StaffInput::Draft).collect()
}

/// The address behind a link button, whatever stands on it.
fn address(lang: Lang) -> Wait {
    Wait::LinkAddress(lang, String::new(), MessageId(0))
}

/// The beginning of an error, by which it is found: up to a quotation, and up to a number that differs from case to case.
fn beginning(error: &str) -> String {
    let mut words = String::new();
    for c in error.chars().take(FOUND_BY) {
        let is_number = c.is_ascii_digit() && words.chars().count() >= SHORTEST;
        if is_number || matches!(c, '\n' | '«' | '“' | '"') {
            break;
        }
        words.push(c);
    }
    words.trim_end().to_owned()
}

impl Phone<'_> {
    /// Types something, which is refused with this error.
    async fn mistypes(&self, input: StaffInput, typed: &str, error: Html) {
        writes(self.browser, typed).await;
        self.sees_error(input, &error.plain()).await;
    }

    /// Sends a stand-in for a file, as the menu of the page does.
    async fn sends(&self, kinds: &[&str]) {
        for kind in kinds {
            let message = json!({"kind": kind});
            let script = format!(
                "const headers = {{'content-type': 'application/json'}};
                 const body = JSON.stringify({message});
                 return fetch('emulator/chats/1004/send', {{method: 'POST', headers, body}}).then((sent) => sent.status);"
            );
            let status = self.browser.run(&script).await;
            assert_eq!(status.as_u64(), Some(200), "{kind}");
        }
    }

    /// The error stands in the newest message, and can be seen without scrolling.
    async fn sees_error(&self, input: StaffInput, error: &str) {
        let words = beginning(error);
        let words = json!(words);
        let script = format!(
            "const bubble = [...document.querySelectorAll('.current .theirs')].pop();
             const walk = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
             let node;
             while ((node = walk.nextNode()) && !node.data.includes({words}));
             if (!node) return null;
             const range = document.createRange();
             const start = node.data.lastIndexOf({words});
             range.setStart(node, start);
             range.setEnd(node, start + {words}.length);
             return [innerHeight - range.getBoundingClientRect().top, bubble.getBoundingClientRect().bottom];"
        );
        // An earlier error may begin the same way, so the newest message is looked at until it has the words.
        let mut place = self.browser.run(&script).await;
        for _ in 0..1000 {
            if !place.is_null() {
                break;
            }
            place = self.browser.run(&script).await;
        }
        assert!(!place.is_null(), "{input:?}: the newest message does not say {words}");
        let [above, bottom] = [0, 1].map(|nth| place[nth].as_f64().expect("a number"));
        let lang = self.say.lang();
        assert!(
            above <= IN_SIGHT,
            "{lang:?}, {input:?}, {words} begins {above} px above the end of the screen"
        );
        assert!(bottom <= f64::from(USUAL_PHONE.1), "{lang:?}, {input:?}: the message ends at {bottom}");
        self.measured.borrow_mut().push(input);
    }

    /// The screen that asks this is there.
    async fn is_asked(&self, question: &Html) {
        self.browser.see_text("theirs", &piece(&question.plain())).await;
    }

    async fn pictures(&self, name: &str) {
        self.browser.screenshot(&format!("staff-error-{name}-{}", self.say.lang().code())).await;
    }
}

/// Every answer is given wrongly in each way. A demo serves one half only: who writes too much at once is not answered.
#[tokio::test(flavor = "multi_thread")]
async fn every_error_in_a_form_of_staff_is_in_sight() {
    let texts = Texts::builtin();
    for lang in Lang::ALL {
        on_phone(&texts, lang, form_inputs(), async |phone: &Phone<'_>| {
            forms(phone).await;
            deadline(phone).await;
            status(phone, &texts).await;
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_in_a_draft_of_staff_is_in_sight() {
    let texts = Texts::builtin();
    for lang in Lang::ALL {
        on_phone(&texts, lang, draft_inputs(lang), async |phone: &Phone<'_>| {
            content(phone).await;
            link_buttons(phone).await;
            sending(phone).await;
        })
        .await;
    }
}

/// Makes mistakes on the phone of a member of staff, and expects that they were made in all of these inputs.
async fn on_phone(
    texts: &Texts,
    lang: Lang,
    inputs: Vec<StaffInput>,
    mistakes: impl AsyncFnOnce(&Phone<'_>),
) {
    let demo = Running::furnished().await;
    let say = texts.say(lang);
    let browser = opens_phone(&demo, &say, lang).await;
    let phone = Phone { browser: &browser, say, measured: RefCell::default() };
    mistakes(&phone).await;
    for input in inputs {
        assert!(phone.measured.borrow().contains(&input), "{input:?} was not measured");
    }
    drop(phone);
    browser.close().await;
    demo.stop().await;
}

/// The forms to copy.
async fn forms(phone: &Phone<'_>) {
    let say = &phone.say;
    let deadline = "/deadlines\ndate: 01.03.2027 25:99\nky: Отчет\nru: Отчёт\nen: Report";
    phone.mistypes(StaffInput::Form(FormKind::Deadline), deadline, say.form_error_time()).await;
    phone.pictures("form").await;
    let status = "/record\ncall: x\nlink: example";
    phone.mistypes(StaffInput::Form(FormKind::Status), status, say.form_error_choice("")).await;
}

/// The questions of a deadline.
async fn deadline(phone: &Phone<'_>) {
    let (browser, say) = (phone.browser, &phone.say);
    let input = |question| StaffInput::Answer(StaffQuestion::Deadline(question));
    writes(browser, "/deadlines").await;
    browser.tap(&say.button_deadline_new()).await;
    phone.is_asked(&say.staff_deadline_date()).await;
    for (typed, error) in [
        ("31.02.2027", say.form_error_day()),
        ("01.01.2020", say.form_error_passed()),
        ("01.01.2099", say.form_error_far("2046")),
        ("soon", say.form_error_date()),
        ("01.03.2027 25:99", say.form_error_time()),
        ("01.03.2027 18:00+06:00", say.form_error_date_zone()),
    ] {
        phone.mistypes(input(DeadlineQuestion::Date), typed, error).await;
    }
    phone.pictures("day").await;
    writes(browser, &in_days(40)).await;
    phone.is_asked(&say.staff_deadline_time()).await;
    phone.mistypes(input(DeadlineQuestion::Time), "25:99", say.staff_deadline_time_wrong()).await;
    browser.tap(&say.button_deadline_end_of_day()).await;
    for lang in say.lang().then_others() {
        phone.is_asked(&say.staff_deadline_name(lang.code(), 120)).await;
        let question = || input(DeadlineQuestion::Title(lang));
        phone.mistypes(question(), &"a".repeat(140), say.form_error_long(20, 120)).await;
        phone.sends(&["sticker"]).await;
        phone.sees_error(question(), &say.staff_form_need_text().plain()).await;
        writes(browser, "Report").await;
    }
    phone.is_asked(&say.staff_deadline_leads()).await;
    let many = (1..=40).map(|lead| lead.to_string()).collect::<Vec<_>>().join(" ");
    for (typed, error) in [
        ("5000", say.form_error_lead_far(3660)),
        ("soon", say.form_error_leads("")),
        (many.as_str(), say.form_error_leads_many(20)),
    ] {
        phone.mistypes(input(DeadlineQuestion::Leads), typed, error).await;
    }
    writes(browser, "7").await;
    browser.tap(&say.button_deadline_zone(&say.zone_name("bishkek"))).await;
    phone.is_asked(&say.staff_deadline_zone()).await;
    phone.mistypes(input(DeadlineQuestion::Zone), "Атлантида", say.form_error_zone()).await;
    phone.mistypes(input(DeadlineQuestion::Zone), "Etc/GMT+6", say.form_error_zone_reversed()).await;
    writes(browser, &say.zone_name("bishkek")).await;
    browser.tap(&say.button_deadline_topic()).await;
    phone.is_asked(&say.staff_deadline_topic()).await;
    phone.mistypes(input(DeadlineQuestion::Topic), "?", say.form_error_choice("")).await;
}

/// The questions of a status.
async fn status(phone: &Phone<'_>, texts: &Texts) {
    let (browser, say) = (phone.browser, &phone.say);
    let input = |question| StaffInput::Answer(StaffQuestion::Status(question));
    writes(browser, "/record").await;
    phone.is_asked(&say.staff_status_call()).await;
    phone.mistypes(input(StatusQuestion::Call), "Атлантида", say.form_error_choice("")).await;
    writes(browser, &say.call_title(&texts.pledge.calls[0].id)).await;
    phone.is_asked(&say.staff_status_result()).await;
    phone.mistypes(input(StatusQuestion::Status), "?", say.form_error_choice("")).await;
    writes(browser, &say.status(CallStatus::Kept).plain()).await;
    for lang in say.lang().then_others() {
        phone.is_asked(&say.staff_status_note(lang.code(), 600)).await;
        let question = || input(StatusQuestion::Note(lang));
        phone.mistypes(question(), &"a".repeat(601), say.form_error_long(1, 600)).await;
        phone.sends(&["sticker"]).await;
        phone.sees_error(question(), &say.staff_form_need_text().plain()).await;
        writes(browser, "Passed").await;
    }
    phone.is_asked(&say.staff_status_link()).await;
    phone.mistypes(input(StatusQuestion::Link), "example.org", say.form_error_link()).await;
    let long = format!("https://example.org/{}", "a".repeat(500));
    phone.mistypes(input(StatusQuestion::Link), &long, say.form_error_long(8, 512)).await;
    writes(browser, "https://example.org/report").await;
    browser.see_text("key", &say.button_today()).await;
    for (typed, error) in [
        ("31.02.2026", say.form_error_day()),
        (in_days(5).as_str(), say.form_error_ahead()),
        ("01.01.1926", say.form_error_early("2000")),
        ("soon", say.form_error_date()),
    ] {
        phone.mistypes(input(StatusQuestion::Date), typed, error).await;
    }
}

/// The versions of a draft, and further messages for one.
async fn content(phone: &Phone<'_>) {
    let (browser, say) = (phone.browser, &phone.say);
    let (version, more) = (
        || StaffInput::Draft(Wait::Version(phone.say.lang())),
        || StaffInput::Draft(Wait::More(phone.say.lang())),
    );
    let refused = say.campaign_refused(&say.campaign_unfit("sticker")).plain();
    writes(browser, "/broadcast").await;
    browser.see_text("theirs", &first_line(&say.campaign_title().plain())).await;
    phone.sends(&["sticker"]).await;
    phone.sees_error(version(), &refused).await;
    // The field takes no more than 4096 characters, and the line below a broadcast leaves room for fewer.
    browser.click(".current textarea").await;
    browser.run("return document.execCommand('insertText', false, 'a'.repeat(4096));").await;
    browser.click(".current .main-round").await;
    phone.sees_error(version(), "4096").await;
    writes(browser, &say.demo_broadcast()).await;
    browser.see_text("key", &say.campaign_button_confirm()).await;
    phone.sends(&["sticker"]).await;
    phone.sees_error(more(), &refused).await;
    phone.sends(&["photo", "voice"]).await;
    browser.tap(&say.campaign_button_more_add()).await;
    phone.sees_error(more(), &say.campaign_more_kinds().plain()).await;
    browser.tap(&say.campaign_button_more_leave()).await;
    browser.see_text("key", &say.campaign_button_confirm()).await;
    // Fifteen further messages are kept until their author says where they belong.
    phone.sends(&["photo"; 16]).await;
    phone.sees_error(more(), &say.campaign_album_full(10).plain()).await;
    browser.tap(&say.campaign_button_more_leave()).await;
    browser.see_text("key", &say.campaign_button_confirm()).await;
}

/// The link buttons of a version.
async fn link_buttons(phone: &Phone<'_>) {
    let (browser, say) = (phone.browser, &phone.say);
    let text = || StaffInput::Draft(Wait::LinkText(phone.say.lang()));
    let target = || StaffInput::Draft(address(phone.say.lang()));
    browser.tap(&say.campaign_button_links()).await;
    phone.is_asked(&say.campaign_link_ask_text(64)).await;
    let many =
        (1..=11).map(|nth| format!("{nth} - https://example.org/{nth}")).collect::<Vec<_>>().join("\n");
    for (typed, error) in [
        ("https://example.org/text", say.campaign_link_error_order()),
        ("a".repeat(65).as_str(), say.campaign_link_error_label(64)),
        ("Read\nJoin", say.campaign_link_error_line(1, &say.campaign_link_error_shape())),
        (many.as_str(), say.campaign_link_many(10)),
    ] {
        phone.mistypes(text(), typed, error).await;
    }
    phone.sends(&["sticker"]).await;
    phone.sees_error(text(), &say.sign_up_need_text().plain()).await;
    writes(browser, "Read").await;
    phone.is_asked(&say.campaign_link_ask_address("Read")).await;
    phone.mistypes(target(), "nowhere", say.campaign_link_error_address()).await;
    phone.mistypes(target(), "example.org/come,", say.campaign_link_error_mark(",")).await;
    phone.sends(&["sticker"]).await;
    phone.sees_error(target(), &say.sign_up_need_text().plain()).await;
    phone.pictures("link").await;
    browser.tap(&say.campaign_button_draft()).await;
}

/// The time and the audience of a draft.
async fn sending(phone: &Phone<'_>) {
    let (browser, say) = (phone.browser, &phone.say);
    browser.tap(&say.campaign_button_time()).await;
    for (typed, error) in [
        ("soon", say.campaign_time_shape()),
        ("01.01.2020 10:00", say.campaign_time_past()),
        ("01.01.2099 10:00", say.campaign_time_far()),
    ] {
        phone.mistypes(StaffInput::Draft(Wait::Time), typed, error).await;
    }
    browser.tap(&say.campaign_button_draft()).await;
    browser.tap(&say.campaign_button_audience()).await;
    browser.tap(&say.campaign_button_since()).await;
    browser.see_text("key", &say.campaign_button_since_days(30)).await;
    phone.mistypes(StaffInput::Draft(Wait::Since), "soon", say.campaign_since_shape()).await;
    phone.mistypes(StaffInput::Draft(Wait::Since), &in_days(3), say.campaign_since_future()).await;
    writes(browser, &in_days(-3)).await;
    browser.tap(&say.campaign_button_without()).await;
    browser.see_text("theirs", &beginning(&say.campaign_without_ask(90).plain())).await;
    phone.mistypes(StaffInput::Draft(Wait::Without), "none", say.campaign_without_shape()).await;
    phone.mistypes(StaffInput::Draft(Wait::Without), "99", say.campaign_without_refused(99)).await;
}
