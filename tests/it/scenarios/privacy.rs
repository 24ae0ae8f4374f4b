//! The privacy page: five lines, and the parts behind its headings.

use pledge_bot::domain::{Lang, PrivacyPart};

use crate::support::chat::{english, say};
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn five_lines_come_first_and_each_heading_opens_its_part() {
    for lang in Lang::ALL {
        let bot = TestBot::new().await;
        let say = say(lang);
        let person = bot.person("Aigul", "ru");
        person.starts(lang).await;
        let page = person.taps(say.button_privacy()).await;
        page.opens_with(say.privacy_text(&say.controller_name(), &say.controller_contact()));
        let text = page.text().replace(&say.key_code_about().plain(), "");
        assert_eq!(text.lines().filter(|line| line.contains(": ")).count(), 5, "{text}");
        for part in PrivacyPart::ALL {
            let title = say.privacy_part_title(part);
            let opened = person.taps(&title).await;
            opened.opens_with(&title).has_button(say.button_back()).has_button(say.button_home());
            person.taps(say.button_back()).await.has_button(&title);
        }
    }
}

#[tokio::test]
async fn a_link_opens_a_part_and_the_coalitions_contact_is_shown() {
    let bot = TestBot::new().await;
    let person = bot.reader("Aigul").await;
    let contact = "controller-contact = <a href=\"https://example.org/\">example.org</a>, data@example.org\n";
    let files = Lang::ALL.map(|lang| (format!("{}/controller.ftl", lang.code()), contact));
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let texts = bot.reads(&files).await;
    assert!(texts.lacks_contact.is_empty());
    let say = english();
    let part = person.says("/start privacy_choices").await;
    part.opens_with(say.privacy_part_title(PrivacyPart::Choices)).sees("example.org, data@example.org");
    part.has_button(say.button_my_data()).has_button(say.button_sign_up());
    person.says("/privacy").await.sees("example.org, data@example.org");
    person.says("/start privacy_nothing").await.sees(say.home_broken_link());
}
