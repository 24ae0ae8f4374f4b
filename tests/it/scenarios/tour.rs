//! A citizen's whole tour, in each language: start, language, pledge, full text, calls, deadline, support, stop.

use pledge_bot::domain::{Lang, SupporterKind, Topic};

use crate::support::chat::Act::{Says, Taps};
use crate::support::chat::{say, texts};
use crate::support::snapshots::Screens;
use crate::support::test_bot::TestBot;

/// The tour by the labels of one language.
async fn tour(lang: Lang) {
    let bot = TestBot::new().await;
    let person = bot.person("Айгүл", "ru");
    let say = say(lang);
    let mut screens = Screens::of("tour", lang);
    let steps = [
        ("start", Says("/start".into())),
        ("language", Taps(say.language_name())),
        ("pledge", Taps(say.button_pledge())),
        ("full", Taps(say.button_full())),
        ("original", Taps(say.button_original())),
        ("back", Taps(say.button_back())),
        ("fields", Taps(say.button_fields())),
        ("home", Taps(say.button_home())),
        ("calls", Taps(say.button_calls())),
        ("call", Taps(say.call_title(&texts().pledge.calls[0].id))),
        ("home_again", Taps(say.button_home())),
        ("deadline", Taps(say.button_deadline())),
        ("home_once_more", Taps(say.button_home())),
        ("support", Taps(say.button_sign_up())),
        ("thanks", Taps(say.button_support_it())),
        ("kind", Taps(say.button_kind())),
        ("kind_chosen", Taps(say.kind_name(SupporterKind::Organization))),
        ("region", Taps(say.button_region())),
        ("region_chosen", Says("нарын".into())),
        ("publish", Taps(say.button_name(SupporterKind::Organization))),
        ("name", Taps(say.button_publish_yes())),
        ("name_given", Says("Айгүл <3 Өмүрова".into())),
        ("contact", Taps(say.button_contact())),
        ("contact_given", Says("0555 12 34 56".into())),
        ("unpublished", Taps(say.button_unpublish())),
        ("withdraw", Taps(say.button_withdraw())),
        ("card", Taps(say.button_back())),
        ("topics", Taps(say.button_topics())),
        ("reminders_on", Taps(say.topic_off(&say.topic_name(Topic::Deadlines)))),
        ("home_at_last", Taps(say.button_home())),
        ("stop", Says("/stop".into())),
    ];
    screens.walk(&person, steps).await;
    screens.finish();
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

#[tokio::test]
async fn the_picture_to_pass_on_names_the_coalition_and_the_year_and_costs_little() {
    let bot = TestBot::new().await;
    for lang in Lang::ALL {
        let say = say(lang);
        let person = bot.person("Айгүл", "ky");
        person.starts(lang).await;
        person.says("/pledge").await;
        let sent = person.taps(say.button_poster()).await.sent_by("sendPhoto");
        let caption = sent["caption"].as_str().expect("a caption");
        assert!(caption.starts_with(&say.pledge_share()) && caption.contains("2023"), "{caption}");
        assert!(caption.ends_with("https://t.me/pledge_test_bot?start=pledge"), "{caption}");
        let largest = sent["photo"].as_array().expect("sizes").last().expect("one");
        let png = bot.file(&largest["file_id"]).await;
        assert!(png.starts_with(b"\x89PNG") && png.len() < 100_000, "{} bytes", png.len());
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../screenshots");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("poster-{}.png", lang.code())), png).expect("written");
    }
}
