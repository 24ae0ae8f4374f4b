//! A citizen's whole tour, in each language: start, language, pledge, full text, calls, deadline, sign-up, stop.

use pledge_bot::domain::Lang;
use pledge_bot::texts::Texts;

use crate::support::test_bot::TestBot;

/// The tour by the labels of one language; the chat as it stands at its end is a snapshot.
async fn tour(lang: Lang) {
    let bot = TestBot::new().await;
    let person = bot.person("Айгүл", "ru");
    let content = Texts::builtin();
    let say = content.say(lang);
    let mut chat = String::new();
    let labels = [
        say.language_name(),
        say.button_pledge(),
        say.button_full(),
        say.button_original(),
        say.button_back(),
        say.button_fields(),
        say.button_home(),
        say.button_calls(),
        say.call_title(&content.pledge.calls[0].id),
        say.button_home(),
        say.button_deadline(),
        say.button_home(),
        say.button_sign(),
        say.button_agree(),
        say.kind_name(pledge_bot::domain::SupporterKind::Person),
        "Айгүл <3 Өмүрова".into(),
        say.region_name(pledge_bot::domain::Region::Naryn),
        "0555 12 34 56".into(),
        say.button_publish_no(),
        say.button_confirm(),
        say.topic_off(&say.topic_name(pledge_bot::domain::Topic::Deadlines)),
        say.button_home(),
        "/stop".into(),
    ];
    for line in ["/start".to_owned()].into_iter().chain(labels) {
        let typed = line.starts_with('/') || line.starts_with("Айгүл") || line.starts_with('0');
        let heard = if typed { person.says(&line).await } else { person.taps(&line).await };
        let shown = if typed { line } else { format!("[{line}]") };
        chat.extend(["— ", &shown, "\n\n", &heard.shown(), "\n\n"]);
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("tour_{}", lang.code()), chat);
    });
    assert_eq!(bot.supporters().await, 1);
}

#[tokio::test]
async fn a_citizens_tour_in_kyrgyz() {
    tour(Lang::Ky).await;
}

#[tokio::test]
async fn a_citizens_tour_in_russian() {
    tour(Lang::Ru).await;
}

#[tokio::test]
async fn a_citizens_tour_in_english() {
    tour(Lang::En).await;
}
